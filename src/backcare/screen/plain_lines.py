"""A session as lines of text, one an event, for pipes and screen readers."""

from collections.abc import Callable, Iterator, Sequence

from backcare.planning.plan import HOLD_KINDS, PhaseKind, Plan
from backcare.session.events import (
    Asking,
    Event,
    HushChanged,
    InstructionAsked,
    LengthChanged,
    Mark,
    MarkReached,
    PageOpened,
    Paused,
    PhaseStarted,
    RepBegun,
    RepeatAdded,
    SessionEnded,
    TimeAsked,
    Waiting,
)
from backcare.session.listener import Listener
from backcare.session.session import Session
from backcare.text import format_clock
from backcare.wording import spoken, written

_SIDED = HOLD_KINDS | {PhaseKind.READY, PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.SWITCH}
_MARKS = {Mark.HALFWAY: "Halfway.", Mark.TEN: "10 seconds.", Mark.THREE: "3", Mark.TWO: "2", Mark.ONE: "1"}


class PlainLines(Listener[Event]):
    """A listener of a session that writes a line for each milestone: `[mm:ss] text` in session time."""

    def __init__(
        self,
        session: Session,
        write: Callable[[str], None],
        warnings: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._session = session
        self._write = write
        self._warnings = warnings

    def on_events(self, events: Sequence[Event], _now: float) -> None:
        """Write a line for each event that has one."""
        for event in events:
            if text := self._text(event):
                self._write(f"[{minutes_seconds(event.at)}] {text}")

    def _text(self, event: Event) -> str:
        match event:
            case PhaseStarted():
                return " ".join(_phase_texts(self._session.plan, event))
            case MarkReached(mark=RepBegun(number, total)):
                return written.rep_text(number, total)
            case MarkReached(mark=Mark() as mark):
                return _MARKS[mark]
            case Paused(left=left):
                return f"PAUSED with {format_clock(left)} left. Any key goes on, q q ends."
            case Waiting():
                return "When you are ready: Enter."
            case PageOpened(page=Asking.WARNINGS):
                return " ".join(
                    [f"{written.ASK}.", *self._warnings(), "q stops for today, any other key goes on."]
                )
            case SessionEnded():
                return _end_text(event)
        return _reply_text(self._session.plan, event)


def plan_overview(plan: Plan) -> Iterator[str]:
    """Yield what the start page says, as lines."""
    yield f"{plan.name}: {format_clock(plan.seconds)}"
    yield written.SAFETY
    for number, stretch in enumerate(plan.stretches, 1):
        yield f"{number}. {stretch.name}: {written.rounds_text(plan, stretch)}"
    if needed := written.needs_text(plan.stretches):
        yield f"You need: {needed}."
    if plan.wait:
        yield written.WAITS
    yield from plan.notices


def _end_text(event: SessionEnded) -> str:
    if event.stopped:
        return "Stopped for a warning sign."
    return "All done." if event.finished else "Ended early."


def _reply_text(plan: Plan, event: Event) -> str:
    """Return the reply to a key that asks or changes something; empty for any other event."""
    match event:
        case LengthChanged(phase=phase, seconds=seconds, moved=moved):
            stretch = plan.stretch_of(phase) if phase.kind is PhaseKind.REPS else None
            length = f"{stretch.reps.count} times" if stretch and stretch.reps else f"{seconds:g} seconds"
            return f"{length} in all." if moved else f"It stays at {length}."
        case RepeatAdded():
            return "Once more after this rest."
        case TimeAsked(left=left):
            return f"{format_clock(left)} left."
        case InstructionAsked():
            return spoken.reply_to(plan, event)
        case HushChanged(hush=hush):
            return "Hush: low tones, no voice." if hush else "Hush off."
    return ""


def _phase_texts(plan: Plan, event: PhaseStarted) -> Iterator[str]:
    """Yield what is to be read when a phase begins."""
    phase, stretch = event.phase, plan.stretch_of(event.phase)
    yield f"{written.phase_name(phase)}: {_phase_details(plan, event)}."
    if stretch:
        yield from written.step_lines(stretch, phase.kind, phase.side)
    if tip := written.tip_text(phase):
        yield tip
    if phase.kind is PhaseKind.REST and (stretch := plan.stretch_of(plan.phases[event.phase_index + 1])):
        yield f"Next: {stretch.name}."
    yield from written.lines_ahead(phase, stretch)


def _phase_details(plan: Plan, event: PhaseStarted) -> str:
    """Return stretch, side and repeat, as far as a phase needs them, and its length."""
    phase, stretch, repeats = event.phase, plan.stretch_of(event.phase), plan.repeats_of(event.phase)
    parts = []
    if stretch and phase.kind in (PhaseKind.READY, PhaseKind.SETUP):
        parts.append(f"{stretch.name} ({plan.stretch_number(phase)} of {len(plan.stretches)})")
    if phase.side and phase.kind in _SIDED:
        parts.append(written.side_text(stretch, phase.side))
    if repeats > 1 and (phase.kind in HOLD_KINDS or (phase.kind is PhaseKind.READY and phase.repeat > 1)):
        parts.append(f"repeat {phase.repeat} of {repeats}")
    if stretch and stretch.reps and phase.kind is PhaseKind.REPS:
        number = stretch.reps.number_at(phase.seconds - event.left)
        parts.append(f"{number} of {stretch.reps.count}")
    return ", ".join([*parts, f"{round(event.left, 1):g} s"])


def minutes_seconds(at: float) -> str:
    """Return session time as mm:ss, rounded down."""
    seconds = int(at + 1e-6)
    return f"{seconds // 60:02d}:{seconds % 60:02d}"
