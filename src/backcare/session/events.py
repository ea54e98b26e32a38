"""What goes into a session and what comes out: signals, events, the picture of a moment, the final report."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import NamedTuple

from backcare.model.stretch import Side, Stretch
from backcare.planning.plan import Phase, PhaseKind


class Signal(Enum):
    """What may come in beside the passing of time."""

    PAUSE = auto()
    CONTINUE = auto()
    NEXT = auto()
    BACK = auto()
    PLUS = auto()
    MINUS = auto()
    MORE = auto()
    TIME = auto()
    INSTRUCT = auto()
    HUSH = auto()
    KEYS = auto()
    WARNINGS = auto()
    QUIT = auto()
    GAP = auto()
    LEAVE = auto()


class Mode(StrEnum):
    """What the session is doing."""

    RUNNING = "running"
    PAUSED = "paused"
    WAITING = "waiting"
    OVER = "over"


class Page(StrEnum):
    """What she can have in front of her in place of the session, which pauses for it."""

    KEYS = "keys"
    WARNINGS = "warnings"


class Mark(Enum):
    """A milestone inside a phase, by the seconds left."""

    HALFWAY = auto()
    TEN = auto()
    THREE = auto()
    TWO = auto()
    ONE = auto()


# Named tuples are made six times as fast as dataclasses, and every session makes these at its start; only a
# field called index, which tuples have as a method, keeps two of them from it.


@dataclass(frozen=True, slots=True)
class PhaseStarted:
    """The phase at `index` of the plan began, with `left` seconds to go: fewer after a break."""

    at: float
    phase: Phase
    left: float
    index: int


class MarkReached(NamedTuple):
    """A milestone passed."""

    at: float
    phase: Phase
    mark: Mark


class PhaseEnded(NamedTuple):
    """A phase was left after `seconds` in it, breaks counted out; complete when nothing of it was cut off."""

    at: float
    phase: Phase
    seconds: float
    complete: bool


class Paused(NamedTuple):
    """The count froze with `left` seconds to go."""

    at: float
    phase: Phase
    left: float


class Waiting(NamedTuple):
    """The set-up is over, and she has not said yet that she is ready."""

    at: float
    phase: Phase


class LengthChanged(NamedTuple):
    """Plus or minus was pressed: the phase has `seconds` in all now; `moved` is false at an end of the range."""

    at: float
    phase: Phase
    seconds: float
    moved: bool


class RepeatAdded(NamedTuple):
    """One more repeat of the stretch just done will follow this rest."""

    at: float
    phase: Phase


class TimeAsked(NamedTuple):
    """She asked for the time left, in seconds."""

    at: float
    phase: Phase
    left: float


class PageOpened(NamedTuple):
    """She opened a page in place of the session."""

    at: float
    phase: Phase
    page: Page


@dataclass(frozen=True, slots=True)
class InstructionAsked:
    """She asked for the instruction of the phase at `index` of the plan once more."""

    at: float
    phase: Phase
    index: int


class HushChanged(NamedTuple):
    """The sleeping baby's sound was turned on or off."""

    at: float
    phase: Phase
    hush: bool


class SessionEnded(NamedTuple):
    """The session ended: finished when every phase of the plan was reached, stopped for a warning sign."""

    at: float
    finished: bool
    stopped: bool = False


KeyEvent = TimeAsked | InstructionAsked | HushChanged | PageOpened
Event = (
    PhaseStarted
    | MarkReached
    | PhaseEnded
    | Paused
    | Waiting
    | LengthChanged
    | RepeatAdded
    | KeyEvent
    | SessionEnded
)
Events = tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class CompletedHold:
    """A hold that ended, with the seconds it was held and the seconds it was meant to be."""

    stretch: str | None
    side: Side | None
    repeat: int
    seconds: float
    target: float


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """Where in a plan a session was broken off, and what was done by then (seconds)."""

    index: int
    holds: tuple[CompletedHold, ...] = ()
    held_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Status:
    """Everything a picture of this moment needs; times in seconds, `number` of the stretch from 1.

    `upcoming` is the next phase, `later` the first one of another stretch, side or repeat.
    """

    mode: Mode
    phase: Phase
    left: float
    leaving: bool
    page: Page | None
    stretch: Stretch | None
    stretch_number: int
    stretch_count: int
    repeat_count: int
    next_phase: Phase | None
    next_turn: Phase | None
    next_turn_stretch: Stretch | None
    total: float
    total_left: float
    hush: bool = False

    @property
    def turn(self) -> tuple[Phase, Stretch | None]:
        """The phase and stretch that she has before her: her own, in a rest what comes after it."""
        if self.phase.kind is PhaseKind.REST and self.next_turn:
            return self.next_turn, self.next_turn_stretch
        return self.phase, self.stretch


@dataclass(frozen=True, slots=True)
class Report:
    """What was done in all; `stopped` when it ended for a warning sign."""

    finished: bool
    holds: tuple[CompletedHold, ...]
    held_seconds: float
    planned_seconds: float
    left_out: tuple[str, ...]
    stopped: bool = False
