"""The values of the history: a session before, while and after it is written down."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from backcare.session.events import CompletedHold, ResumePoint


class Ending(StrEnum):
    """How a session ended; one that runs, or was killed, is interrupted."""

    FINISHED = "finished"
    ENDED_EARLY = "ended-early"
    INTERRUPTED = "interrupted"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session as it was written down; times carry the zone she was in, lengths are in seconds."""

    id: int
    routine: str
    name: str
    started: datetime
    ended: datetime
    ending: Ending
    speed: float
    planned_seconds: float
    held_seconds: float
    pain_before: int | None = None
    pain_after: int | None = None
    holds: tuple[CompletedHold, ...] = ()

    @property
    def is_practice(self) -> bool:
        """Whether it is practice: something was held, and not in a rehearsal."""
        return self.speed == 1 and self.held_seconds > 0

    @property
    def day(self) -> date:
        """The day it began on, where she was."""
        return self.started.date()


@dataclass(frozen=True, slots=True)
class SessionStart:
    """What is known of a session before its first second.

    `origin` is what its routine is found by: a name or a file; `fingerprint` tells whether it has changed since.
    """

    routine: str
    name: str
    origin: str
    fingerprint: int
    speed: float
    planned_seconds: float
    pain_before: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to write on in a session: whoever goes on with it takes the next turn, and the right with it."""

    session: int
    turn: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session has come, whether something is `left` to hold, the plan in JSON where it changed."""

    place: ResumePoint
    ending: Ending
    left: bool
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class InterruptedSession:
    """A session that can be gone on with, and the place where; `plan` is its JSON form."""

    entry: SessionRecord
    beginning: SessionStart
    place: ResumePoint
    plan: str
