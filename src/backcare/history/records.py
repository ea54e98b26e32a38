"""The values of the history: a session before, while and after it is written."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backcare.session.events import CompletedHold, ResumePoint


class Ending(StrEnum):
    """How a session ended.

    In the file one that still runs is interrupted, like one that was killed: whether it runs is seen by its lock.
    """

    FINISHED = "finished"
    ENDED_EARLY = "ended-early"
    INTERRUPTED = "interrupted"
    STOPPED = "stopped"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session as it was written; times have the zone they were written in, lengths are in seconds."""

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
        """Whether something was held, and not in a rehearsal (at another speed)."""
        return self.speed == 1 and self.held_seconds > 0


@dataclass(frozen=True, slots=True)
class SessionStart:
    """What is known of a session before its first second.

    `origin` is what its routine is found by, an id or the path of a file; `fingerprint` changes with its content.
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
    """The right to write to a session: whoever resumes it gets the next token, and older ones are refused."""

    session_id: int
    token: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session has come; `plan` is its JSON form where it changed since the last time."""

    resume_point: ResumePoint
    ending: Ending
    has_holds_left: bool
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class InterruptedSession:
    """A session that can be resumed, and where; `plan` is its JSON form."""

    record: SessionRecord
    origin: str
    fingerprint: int
    resume_point: ResumePoint
    plan: str
