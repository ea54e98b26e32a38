"""What a session has to do with the history: the offer to go on, the recorder, the answer afterwards."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from backcare.errors import BackcareError, HistoryError
from backcare.files.faults import UnknownName
from backcare.files.folders import find_folders
from backcare.history.recorder import Recorder
from backcare.history.records import InterruptedSession, SessionRecord, SessionStart
from backcare.library.library import open_library
from backcare.model.stretch import Routine, Stretch
from backcare.planning.plan import Plan, from_json, next_hold_index
from backcare.runner import clock
from backcare.session.session import Session
from backcare.terminal import output
from backcare.text import format_clock
from backcare.wording import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from backcare.history.store import History

_GONE = "{} is gone or has mistakes now: this goes on as it was begun."
_CHANGED = "{} has changed since: this goes on as it was begun."

_Answer = TypeVar("_Answer")

OFFERED = timedelta(days=1)
ASKED = timedelta(hours=1)  # she may still have been lying down when the question went by


@dataclass(frozen=True, slots=True)
class Origin:
    """What a routine or stretch is found by, an id or a file's path, and what it was like."""

    found_by: str
    fingerprint: int

    @classmethod
    def of(cls, found: Routine | Stretch, path: Path | None = None) -> "Origin":
        """Return the origin of what was found by its id, or as a file that lies anywhere."""
        return cls(str(path.resolve()) if path else found.id, _fingerprint(found))

    def difference(self) -> str:
        """Say in a line what became of the file since; empty where it is as it was."""
        try:
            found = _found(self.found_by)
        except BackcareError:
            return _GONE.format(self.found_by)
        if self.found_by not in (found.id, found.file):  # another one that has this name in its title
            return _GONE.format(self.found_by)
        return "" if _fingerprint(found) == self.fingerprint else _CHANGED.format(self.found_by)


@dataclass(frozen=True, slots=True)
class Resumable:
    """A session that was broken off, the plan it goes on in, and what became of its file since, if anything."""

    unfinished: InterruptedSession
    plan: Plan
    difference: str = ""

    @property
    def age(self) -> timedelta:
        """How long ago it was last heard of; a clock set back since makes it no older than now."""
        return max(clock.local_now() - self.unfinished.record.ended, timedelta())

    @property
    def turn_text(self) -> str:
        """Whose turn it goes on with."""
        return written.turn_text(self.plan, next_hold_index(self.plan, self.unfinished.resume_point.index) or 0)

    @property
    def seconds_left(self) -> float:
        """How long it still takes, in seconds."""
        session = Session(self.plan, self.unfinished.resume_point)
        session.begin(0.0)
        return session.status(0.0).total_left

    def offer_text(self) -> str:
        """Say that it can be gone on with, by a key."""
        return f"Broken off {written.ago_text(self.age.total_seconds())}: g goes on with {self.turn_text}."

    def resume_text(self) -> str:
        """Say that it is gone on with."""
        return (
            f"Going on with {self.turn_text}: {format_clock(self.seconds_left)} to go. {self.difference}".rstrip()
        )


class SessionHistory:
    """Keeps one command's sessions in the history."""

    def __init__(self, origin: Origin, speed: float) -> None:
        self._origin = origin
        self._speed = speed
        self.pain_before: int | None = None

    def offer(self, plan: Plan) -> Resumable | None:
        """Return the session of the same routine that was broken off less than a day ago."""
        try:
            kept = find_resumable(routine=plan.routine, rehearsal=self._speed != 1)
        except HistoryError:
            return None  # told at the end, when nothing could be saved
        if not kept or kept.age >= OFFERED:
            return None
        changed = kept.unfinished.start.fingerprint != self._origin.fingerprint
        return replace(kept, difference=_CHANGED.format(self._origin.found_by) if changed else "")

    def recorder(self, session: Session, kept: Resumable | None) -> Recorder:
        """Return what writes a session."""
        from_file = kept.unfinished if kept else None
        return Recorder(session, self._beginning(session.plan), open_history, clock.local_now, from_file)

    def answer(self, session: int, pain: int) -> None:
        """Write the answer after a session; it is the one before the next, if she does it once more."""
        self.pain_before = pain
        with open_history(patient=True) as history:
            history.answer_after(session, pain)

    def _beginning(self, plan: Plan) -> SessionStart:
        return SessionStart(
            plan.routine,
            plan.name,
            self._origin.found_by,
            self._origin.fingerprint,
            self._speed,
            plan.seconds,
            self.pain_before,
        )


def history_file() -> Path:
    """Return where the history lies."""
    return find_folders().data / "history.db"


def open_history(*, patient: bool = False) -> "History":
    """Open the history, and make it if need be; raises HistoryError."""
    from backcare.history.database import BUSY_TIMEOUT
    from backcare.history.store import History

    return History(history_file(), busy_timeout=BUSY_TIMEOUT if patient else 0.0)


def query_history(ask: "Callable[[History], _Answer]", nothing: _Answer) -> _Answer:
    """Ask the history something, or take it that there is nothing where there is none; raises HistoryError."""
    if not history_file().exists():
        return nothing
    with open_history(patient=True) as history:
        if history.notice:
            output.print_notice(history.notice)
        return ask(history)


def find_resumable(*, routine: str | None = None, rehearsal: bool | None = None) -> Resumable | None:
    """Return the newest session that can be gone on with, of a routine or of any; raises HistoryError."""
    found = query_history(lambda history: history.find_interrupted(routine=routine, rehearsal=rehearsal), None)
    if not found:
        return None
    try:
        plan = from_json(found.plan)
    except ValueError:
        return None  # a newer program wrote it
    return Resumable(found, plan) if next_hold_index(plan, found.resume_point.index) is not None else None


def find_unanswered() -> SessionRecord | None:
    """Return the session of the last hour that still lacks the answer after it; raises HistoryError."""
    now = clock.local_now()
    last = query_history(lambda history: history.last_session(now), None)
    if last and last.is_practice and last.pain_after is None and abs(now - last.ended) < ASKED:
        return last
    return None


def _found(found_by: str) -> Routine | Stretch:
    library = open_library()
    if Path(found_by).is_absolute():
        return library.routine_file(Path(found_by))
    try:
        return library.routine(found_by)
    except UnknownName:
        return library.stretch(found_by)


def _fingerprint(found: Routine | Stretch) -> int:
    """A number that changes with anything but the place of the files."""
    if isinstance(found, Routine):
        entries = tuple(replace(entry, stretch=replace(entry.stretch, file="")) for entry in found.items)
        found = replace(found, file="", items=entries)
    else:
        found = replace(found, file="")
    return crc32(repr(found).encode())
