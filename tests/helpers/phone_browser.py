"""A short session with figures, and its page in a phone's window of a real browser."""

from dataclasses import replace

from backcare.library.library import Library, shipped_folder
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import start_times
from plans import routine, stretch, twist

LIBRARY = Library(shipped_folder())
GUIDANCE = LIBRARY.guidance()[0]
SHORT = (4.0, 2.0, 2.0, 2.0, 3.0)  # seconds of set-up, move, move again, release, switch
FIGURES = [item.stretch.figure for item in LIBRARY.routine("postpartum").items]
PLAN = build(
    routine(
        replace(stretch("reach", seconds=SHORT, hold=(1, 30)), figure=FIGURES[0]),
        replace(twist(hold=(1, 30)), figure=FIGURES[1]),
    ),
    PlanOptions(hold=4, lead_in=3, rest=12, tips=("Warmth can ease things.",)),
)
STARTS = start_times(PLAN.phases)
# What the page does with the lock screen and with the browser's voice is written down.
SPIES = """
    window.handlers = {}; window.spoken = []; window.cancelled = 0;
    navigator.mediaSession.setActionHandler = (action, handler) => { window.handlers[action] = handler; };
    Object.defineProperty(window, "speechSynthesis", {value: {
        speak: (words) => spoken.push([words.text, document.getElementById("sound").currentTime, words.lang]),
        cancel: () => { window.cancelled += 1; },
    }});
"""


def first(kind, side=None):
    """When the first phase of a kind starts."""
    phases = zip(PLAN.phases, STARTS, strict=True)
    return next(at for phase, at in phases if phase.kind is kind and side in (None, phase.side))


class Phone:
    """A page in a phone's window, with what it said on its console and asked the network for."""

    def __init__(self, context):
        self.context = context
        self.page = context.new_page()
        self.errors, self.requests = [], []
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: self.errors.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, address):
        self.page.goto(address)
        return self.until("sound.readyState >= 1")

    def get(self, expression):
        return self.page.evaluate(expression)

    def until(self, expression):
        """Look again and again until something is so; the page's policy allows no waiting inside it."""
        for _ in range(1500):
            if self.get(expression):
                return self
            self.page.wait_for_timeout(20)
        raise AssertionError(f"it never came to be: {expression}")

    def begin(self):
        self.page.tap("#begin")
        return self.until("!sound.paused && sound.currentTime > 0")

    def pause_at(self, time):
        """Show a moment, with the sound stopped there."""
        self.get(f"(sound.pause(), moveTo({time}))")
        return self.until("!sound.seeking").draw()

    def draw(self):
        self.get("draw()")
        return self

    def text(self, name):
        return self.page.text_content(f"#{name}")

    @property
    def time(self):
        return self.get("sound.currentTime")
