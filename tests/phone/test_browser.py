"""The page in a real browser, in a phone's window: the sound is its clock, and every way to the same place."""

import base64
import threading
import wave
from array import array
from dataclasses import replace

import pytest

from backcare.library.library import Library, shipped_folder
from backcare.phone.page import Recording, page_html
from backcare.phone.server import PageServer, listen
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import PhaseKind, start_times
from backcare.sound.clips import RATE, Clips
from backcare.sound.export import write_wav
from backcare.sound.mp3 import has_mp3, write_mp3
from backcare.wording import written
from chromium import ARGUMENTS, HOW_TO_GET_IT, find_chromium
from plans import routine, stretch, twist

sync_api = pytest.importorskip("playwright.sync_api", reason="it has no wheels for this system")
CHROMIUM = find_chromium()
if not CHROMIUM:
    pytest.skip(HOW_TO_GET_IT, allow_module_level=True)

LIBRARY = Library(shipped_folder())
GUIDANCE = LIBRARY.guidance()[0]
SIZES = ((320, 568), (390, 844), (820, 1180), (844, 390))
SHORT = (4.0, 2.0, 2.0, 2.0, 3.0)  # seconds of set-up, move, move again, release, switch
FIGURES = [item.stretch.figure for item in LIBRARY.routine("postpartum").items]
HOSTILE = "</script><img src=x onerror=alert(1)>"
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


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    wav = folder / "session.wav"
    seconds = write_wav(PLAN, Clips(None, folder, hush=False), None, wav, lambda _done: None)
    return Recording(wav.read_bytes(), "audio/wav", seconds)


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


@pytest.fixture
def phone(browser, tmp_path, recording):
    """Open a page as a phone does: `phone()` is one of 390 by 844."""
    contexts = []

    def opened(size=SIZES[1], plan=PLAN, sound=recording, **more):
        file = tmp_path / f"{len(contexts)}.html"
        file.write_text(page_html(plan, GUIDANCE, sound), encoding="utf-8")
        window = {"width": size[0], "height": size[1]}
        contexts.append(browser.new_context(viewport=window, has_touch=True, is_mobile=True, **more))
        contexts[-1].add_init_script(SPIES)
        return Phone(contexts[-1]).open(file.as_uri())

    yield opened
    for context in contexts:
        context.close()


def first(kind, side=None):
    """When the first phase of a kind starts."""
    phases = zip(PLAN.phases, STARTS, strict=True)
    return next(at for phase, at in phases if phase.kind is kind and side in (None, phase.side))


# --- the sound is the clock


def test_at_every_time_the_page_shows_the_phase_of_the_plan(phone):
    shown = phone().begin()
    for phase, at in zip(PLAN.phases, STARTS, strict=True):
        for time, left in ((at + 0.02, phase.seconds - 0.02), (at + phase.seconds - 0.02, 0.02)):
            shown.pause_at(time)
            moment = shown.get("(({index, left}) => [phases[index].kind, left])(momentAt(sound.currentTime))")
            assert moment == [phase.kind.value, pytest.approx(left, abs=0.005)]
            assert shown.text("digits") == str(int(left) + (left % 1 > 0))
    assert shown.errors == []


def test_a_session_plays_to_its_end_in_the_order_of_the_plan_and_can_begin_again(phone):
    shown = phone().begin()
    shown.get("""(() => { window.seen = []; const place = document.getElementById("session");
        new MutationObserver(() => seen.push(momentAt(sound.currentTime).phase.name))
            .observe(place, {attributes: true, attributeFilter: ["data-kind"]}); })()""")
    for at in STARTS[1:]:  # nobody waits for what lies between
        shown.get(f"moveTo({at - 0.15})")
        shown.until(f"sound.currentTime >= {at + 0.05}")
    shown.get(f"moveTo({PLAN.seconds - 0.2})")
    shown.until("!document.getElementById('end').hidden")
    assert shown.text("farewell") == "All done."
    assert shown.get("seen") == [written.phase_name(phase) for phase in PLAN.phases[1:]]
    shown.until("sound.paused").page.tap("#once-more")
    shown.until("!sound.paused && !find('session').hidden")
    assert shown.time < STARTS[-1]
    assert shown.errors == []


@pytest.mark.long
def test_played_without_a_key_every_phase_begins_within_a_tenth_of_a_second_of_its_time(phone):
    shown = phone()
    shown.get("""(() => { window.seen = [];
        new MutationObserver(() => seen.push([sound.currentTime, performance.now() / 1000]))
            .observe(find("session"), {attributes: true, attributeFilter: ["data-kind"]}); })()""")
    shown.begin()
    while not shown.get("sound.ended"):
        shown.page.wait_for_timeout(500)
    heard, passed = zip(*shown.get("seen"), strict=True)
    assert heard == pytest.approx(STARTS, abs=0.1)
    since_the_first = [seconds - passed[1] for seconds in passed[1:]]  # how soon a sound starts is the system's
    assert since_the_first == pytest.approx([at - STARTS[1] for at in STARTS[1:]], abs=0.1)


@pytest.mark.skipif(not has_mp3(), reason="the encoder has no wheels for this system")
def test_what_is_heard_from_mp3_begins_at_its_time(phone, tmp_path):
    samples = array("h", [0] * (5 * RATE) + [20_000, -20_000] * RATE)
    with wave.open(str(tmp_path / "a.wav"), "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(samples.tobytes())
    write_mp3(tmp_path / "a.wav", tmp_path / "a.mp3")
    encoded = base64.b64encode((tmp_path / "a.mp3").read_bytes()).decode()
    heard = phone().get(f"""(async () => {{
        const bytes = Uint8Array.from(atob("{encoded}"), (char) => char.charCodeAt(0));
        const buffer = await new OfflineAudioContext(1, 1, {RATE}).decodeAudioData(bytes.buffer);
        return buffer.getChannelData(0).findIndex((sample) => Math.abs(sample) > 0.2) / buffer.sampleRate;
    }})()""")
    assert heard == pytest.approx(5.0, abs=0.1)


# --- keys, touch, the lock screen


def test_touch_keys_and_the_lock_screen_lead_to_the_same_places(phone):
    shown = phone().begin()
    move, hold = first(PhaseKind.MOVE), first(PhaseKind.HOLD)
    ways = {
        "touch": {"next": lambda: shown.page.tap("#next-phase"), "back": lambda: shown.page.tap("#back")},
        "keys": {"next": lambda: shown.page.keyboard.press("n"), "back": lambda: shown.page.keyboard.press("b")},
        "lock screen": {
            "next": lambda: shown.get("handlers.nexttrack()"),
            "back": lambda: shown.get("handlers.previoustrack()"),
        },
    }
    for way, keys in ways.items():
        shown.get(f"playFrom({move + 0.5})")
        keys["next"]()
        shown.until("!sound.seeking")
        assert hold <= shown.time < hold + 1.5, way
        shown.get(f"playFrom({hold + 2.5})")
        keys["back"]()
        shown.until("!sound.seeking")
        assert move <= shown.time < move + 1.5, way
    assert shown.errors == []


def test_pause_stops_all_that_is_shown_and_says_so(phone):
    shown = phone().begin()
    for pause in (
        lambda: shown.page.tap("#pause"),
        lambda: shown.page.keyboard.press("p"),
        lambda: shown.get("handlers.pause()"),
    ):
        shown.get("playFrom(3.5)")
        shown.until("!sound.paused && sound.currentTime > 3.5")
        pause()
        shown.until("sound.paused")
        before = (shown.time, shown.draw().text("digits"))
        shown.page.wait_for_timeout(50)
        assert (shown.time, shown.text("digits")) == before
        assert (shown.text("phase"), shown.text("pause")) == ("Paused", "Go on")


def test_after_a_pause_in_a_hold_the_movement_leads_back_and_then_the_rest_of_it_follows(phone):
    shown = phone().begin()
    move, hold = first(PhaseKind.MOVE), first(PhaseKind.HOLD)
    shown.get(f"playFrom({hold + 2})")
    shown.until(f"!sound.seeking && sound.currentTime > {hold + 2}")
    shown.page.tap("#pause")
    shown.until("sound.paused")
    broken_off = shown.time
    shown.page.tap("#pause")
    shown.until(f"!sound.paused && sound.currentTime < {hold}")
    assert shown.time >= move
    shown.until(f"sound.currentTime >= {hold}")
    assert shown.time >= broken_off  # the part that was held already is not held again
    assert shown.errors == []


def test_after_a_long_pause_the_turn_starts_from_its_set_up(phone):
    shown = phone().begin()
    setup, hold = first(PhaseKind.SETUP), first(PhaseKind.HOLD)
    shown.get(f"(moveTo({hold + 2}), sound.pause())")
    shown.until("sound.paused && !sound.seeking && pausedAt > 0")
    shown.get("(pausedAt -= 61_000, sound.play())")
    shown.until(f"!sound.paused && sound.currentTime < {first(PhaseKind.MOVE)}")
    assert shown.time >= setup


def test_once_more_in_a_rest_does_that_stretch_again(phone):
    shown = phone().begin()
    shown.get(f"playFrom({first(PhaseKind.REST) + 1})")
    shown.until("!sound.seeking").draw()
    shown.page.tap("#again")
    shown.until("!sound.seeking")
    assert first(PhaseKind.MOVE) <= shown.time < first(PhaseKind.HOLD)
    shown.pause_at(first(PhaseKind.HOLD) + 1)
    assert not shown.page.is_visible("#again")


def test_the_lock_screen_knows_what_is_played_and_can_go_anywhere(phone):
    shown = phone().begin()
    hold = first(PhaseKind.HOLD, PLAN.stretches[1].sides[1])
    shown.get(f"handlers.seekto({{seekTime: {hold + 0.5}}})")
    shown.until("!sound.seeking").draw()
    told = shown.get("(({title, artist, album}) => [title, artist, album])(navigator.mediaSession.metadata)")
    assert told == ["Hold · Twist", "right side", "Daily"]
    assert set(shown.get("Object.keys(handlers)")) == {"play", "pause", "previoustrack", "nexttrack", "seekto"}


def test_the_warning_signs_are_one_tap_away_pause_and_end_the_session_or_go_on(phone):
    shown = phone().begin()
    shown.page.tap("#help")
    shown.until("sound.paused")
    assert GUIDANCE.emergency.signs[0] in shown.text("signs")
    shown.page.tap("#close")
    shown.until("!sound.paused")
    shown.page.keyboard.press("w")
    shown.until("sound.paused").page.tap("#stop")
    assert shown.text("farewell").startswith("Stopped for a warning sign.")
    assert shown.get("sound.paused")
    assert not shown.page.is_visible("#once-more")
    assert shown.errors == []


# --- what is seen


def test_a_figure_moves_with_the_sound_is_mirrored_for_the_other_side_and_rests_where_no_motion_is_wanted(phone):
    def pose(shown, time):
        return shown.pause_at(time).get("document.querySelector('#picture .body').getAttribute('d')")

    moving, resting = phone().begin(), phone(reduced_motion="reduce").begin()
    move = first(PhaseKind.MOVE)
    assert len({pose(moving, move + part) for part in (0.1, 0.9, 1.8)}) == 3
    assert len({pose(resting, move + part) for part in (0.1, 0.9, 1.8)}) == 1
    sides = [first(PhaseKind.HOLD, side) + 1 for side in PLAN.stretches[1].sides]
    flips = [
        moving.pause_at(at).get("document.querySelector('#picture g').getAttribute('transform')") for at in sides
    ]
    assert sorted(flips, key=str) == [None, "scale(-1 1)"]
    assert moving.errors == resting.errors == []


@pytest.mark.parametrize("name", ["pregnancy", "postpartum", "warm-up", "quick-relief"])
def test_no_pose_of_a_shipped_routine_is_a_path_that_cannot_be_drawn(phone, name):
    shown = phone(plan=build(LIBRARY.routine(name), PlanOptions()))
    drawn = shown.get("""Object.values(session.figures).flatMap((figure) => figure.paths.flatMap((path) =>
        Array.from({length: 41}, (_, n) => mixed(path.frames, n / 40))))""")
    assert drawn
    assert not [path for path in drawn if "NaN" in path or "undefined" in path]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_is_cut_off_and_the_digits_of_a_hold_are_large(phone, size):
    shown = phone(size).begin()
    for phase, at in zip(PLAN.phases, STARTS, strict=True):
        shown.pause_at(at + 0.5)
        assert shown.get("document.documentElement.scrollWidth") <= size[0], phase
        digits, keys = (
            shown.get(f"document.getElementById('{name}').getBoundingClientRect().toJSON()")
            for name in ("digits", "keys")
        )
        assert 0 <= digits["top"] < digits["bottom"] <= keys["top"] + 1, phase
        if phase.kind is PhaseKind.HOLD:
            assert digits["height"] >= 0.2 * min(size)
    for button in shown.page.query_selector_all("nav button:visible"):
        assert button.bounding_box()["height"] >= 44


def test_a_hostile_name_is_shown_as_text_and_nothing_runs(phone):
    plan = build(routine(replace(stretch(), name=HOSTILE)), PlanOptions())
    shown = phone(plan=replace(plan, name=HOSTILE)).begin().pause_at(12)
    assert shown.text("head") == HOSTILE
    assert shown.get("document.images.length") == 0
    assert shown.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_audit_for_accessibility_finds_nothing_on_any_screen(phone, scheme):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="it has no wheels for this system"
    ).Axe()
    shown = phone(SIZES[0], color_scheme=scheme)

    def faults():
        return [one["id"] for one in axe.run(shown.page).response["violations"]]

    assert faults() == []
    shown.begin()
    for kind in (PhaseKind.SETUP, PhaseKind.HOLD, PhaseKind.REST):
        shown.pause_at(first(kind) + 0.5)
        assert faults() == [], kind
    shown.page.tap("#help")
    assert faults() == []
    shown.page.tap("#close")
    shown.pause_at(PLAN.seconds + 0.01)
    assert faults() == []


# --- the browser's own voice, and no network


def test_words_that_the_sound_lacks_are_said_at_their_times_and_end_with_a_pause(phone, recording):
    words = [(0.0, "Welcome."), (3.2, "Sit."), (8.0, "Later.")]
    shown = phone(sound=replace(recording, words=words)).begin()
    shown.get("moveTo(2.9)")
    shown.until("spoken.length === 2")
    [welcome, sit] = shown.get("spoken")
    assert [welcome[0], sit[0], sit[2]] == ["Welcome.", "Sit.", "en-GB"]
    assert 3.2 <= sit[1] < 4.2
    before = shown.get("cancelled")
    shown.page.tap("#pause")
    shown.until(f"sound.paused && cancelled > {before}")
    shown.get("playFrom(9.5)")
    shown.until("sound.currentTime > 9.6")
    assert len(shown.get("spoken")) == 2  # what lies behind is not said late


def test_served_and_loaded_once_it_needs_no_network_any_more(browser, recording):
    taken = threading.Event()
    with (
        PageServer(page_html(PLAN, GUIDANCE, recording), listen("127.0.0.1", 0), taken.set) as server,
        browser.new_context() as context,
    ):
        url, is_over = server.url, threading.Event()

        def serve():
            while not is_over.is_set():
                server.step(0.05)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            shown = Phone(context).open(url)
            assert taken.wait(10)
        finally:
            is_over.set()
            thread.join()
        context.set_offline(True)
        shown.page.click("#begin")
        shown.until("sound.currentTime > 0.2").pause_at(first(PhaseKind.HOLD) + 1)
        assert shown.text("phase") == "Paused"
        assert [one for one in shown.requests if not one.startswith(("blob:", "data:"))] == [url]
        assert shown.errors == []
