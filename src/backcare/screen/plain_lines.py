"""The same session as lines of text, one an event, for pipes and screen readers."""

from collections.abc import Callable, Iterator, Sequence

from backcare.planning.plan import HELD, Kind, Plan
from backcare.session.events import (
    Changed,
    Event,
    Hushed,
    Instructed,
    Mark,
    OnceMore,
    Opened,
    Over,
    Page,
    Paused,
    Reached,
    Started,
    Told,
    Waiting,
)
from backcare.session.session import Session
from backcare.text import clock_text
from backcare.wording import spoken, written

_MARKS = {Mark.HALFWAY: "Halfway.", Mark.TEN: "10 seconds.", Mark.THREE: "3", Mark.TWO: "2", Mark.ONE: "1"}


class Lines:
    """Hears a session and writes a line for each milestone: `[mm:ss] text` in session time."""

    def __init__(
        self,
        session: Session,
        write: Callable[[str], None],
        warnings: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._session = session
        self._write = write
        self._warnings = warnings

    def hear(self, events: Sequence[Event], _now: float) -> None:
        """Write the lines of what happened."""
        for event in events:
            if text := self._text(event):
                self._write(f"[{_stamp(event.at)}] {text}")

    def wake(self) -> float | None:
        """Nothing is left for later."""
        return None

    def catch_up(self, _now: float) -> None:
        """Nothing is left for later."""

    def _text(self, event: Event) -> str:
        match event:
            case Started():
                return " ".join(_started(self._session.plan, event))
            case Reached(mark=mark):
                return _MARKS[mark]
            case Paused(left=left):
                return f"PAUSED with {clock_text(left)} left. Any key goes on, q q ends."
            case Waiting():
                return "When you are ready: Enter."
            case Opened(page=Page.WARNINGS):
                return " ".join(
                    [f"{written.ASK}.", *self._warnings(), "q stops for today, any other key goes on."]
                )
            case Over():
                return _end(event)
        return _answer(self._session.plan, event)


def overview(plan: Plan) -> Iterator[str]:
    """Yield what the start page says, as lines."""
    yield f"{plan.name}: {clock_text(plan.seconds)}"
    for number, stretch in enumerate(plan.stretches, 1):
        yield f"{number}. {stretch.name}: {written.rounds(plan, stretch)}"
    if needed := written.needs(plan.stretches):
        yield f"You need: {needed}."
    yield from plan.notices


def _end(event: Over) -> str:
    if event.stopped:
        return "Stopped for a warning sign."
    return "All done." if event.finished else "Ended early."


def _answer(plan: Plan, event: Event) -> str:
    """What a key that asks or changes something is answered with."""
    match event:
        case Changed(seconds=seconds, moved=moved):
            return f"{seconds:g} seconds in all." if moved else f"It stays at {seconds:g} seconds."
        case OnceMore():
            return "Once more after this rest."
        case Told(left=left):
            return f"{clock_text(left)} left."
        case Instructed():
            return spoken.answer(plan, event)
        case Hushed(hush=hush):
            return "Hush: low tones, no voice." if hush else "Hush off."
    return ""


def _started(plan: Plan, event: Started) -> Iterator[str]:
    phase, stretch = event.phase, plan.stretch(event.phase)
    yield f"{written.name(phase)}: {_what(plan, event)}."
    if stretch:
        yield from written.steps(stretch, phase.kind, phase.side)
        if phase.kind is Kind.READY and not phase.again and stretch.equipment:
            yield f"You need: {written.needs([stretch])}."
    if tip := written.tip(phase):
        yield tip
    if phase.kind is Kind.REST and (coming := plan.stretch(plan.phases[event.index + 1])):
        yield f"Next: {coming.name}."


def _what(plan: Plan, event: Started) -> str:
    """The stretch, its side and place, as far as a phase needs them, and its length."""
    phase, stretch, repeats = event.phase, plan.stretch(event.phase), plan.repeats(event.phase)
    parts = []
    if stretch and phase.kind in (Kind.READY, Kind.SETUP):
        parts.append(f"{stretch.name} ({plan.number(phase)} of {len(plan.stretches)})")
    if phase.side and phase.kind in HELD | {Kind.READY, Kind.SETUP, Kind.MOVE, Kind.SWITCH}:
        parts.append(written.side(phase))
    if repeats > 1 and (phase.kind in HELD or (phase.kind is Kind.READY and phase.repeat > 1)):
        parts.append(f"repeat {phase.repeat} of {repeats}")
    return ", ".join([*parts, written.seconds(round(event.left, 1))])


def _stamp(at: float) -> str:
    whole = int(at + 1e-6)
    return f"{whole // 60:02d}:{whole % 60:02d}"
