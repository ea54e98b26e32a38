"""What the history has to resume: interrupted sessions, and a session that may be answered."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from backcare.files.folders import find_folders
from backcare.history.records import Ending, InterruptedSession, SessionRecord
from backcare.planning.plan import HOLD_KINDS, Plan, from_json, next_hold_index
from backcare.runner import clock
from backcare.terminal import output
from backcare.text import format_clock
from backcare.wording import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from backcare.history.store import History

_Answer = TypeVar("_Answer")

OFFERED = timedelta(days=1)  # an interrupted session is offered for so long
ASKED = timedelta(hours=1)  # the question after a session may be answered for so long


@dataclass(frozen=True, slots=True)
class Resumable:
    """An interrupted session with the plan that it continues; `difference` says how its file has changed."""

    interrupted: InterruptedSession
    plan: Plan
    difference: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it is running in another process after all."""
        return self.interrupted.record.ending is Ending.RUNNING

    @property
    def age(self) -> timedelta:
        """The time since it was last written; 0 where the clock was set back a little."""
        return max(clock.local_now() - self.interrupted.record.ended, timedelta())

    @property
    def turn_text(self) -> str:
        """The stretch, side and repeat that it continues with."""
        return written.turn_text(self.plan, next_hold_index(self.plan, self.interrupted.resume_point.index) or 0)

    @property
    def done(self) -> frozenset[str]:
        """The ids of the stretches of which no hold is left."""
        left = {
            phase.stretch
            for phase in self.plan.phases[self.interrupted.resume_point.index :]
            if phase.kind in HOLD_KINDS
        }
        return frozenset(stretch.id for stretch in self.plan.stretches) - left

    @property
    def seconds_left(self) -> float:
        """The seconds that it still takes."""
        from backcare.session.session import Session

        session = Session(self.plan, self.interrupted.resume_point)
        session.begin(0.0)
        return session.status(0.0).total_left

    def offer_text(self) -> str:
        """Return the line that offers to resume it by a key."""
        return f"Broken off {written.ago_text(self.age.total_seconds())}: g goes on with {self.turn_text}."

    def resume_text(self) -> str:
        """Return the line shown when it is resumed."""
        return f"{format_clock(self.seconds_left)} to go. {self.going_on_text()}"

    def going_on_text(self) -> str:
        """Return the line that says where it goes on, and how its file has changed."""
        return f"Going on with {self.turn_text}. {self.difference}".rstrip()


def history_file() -> Path:
    """Return the path of the history, whether or not it exists."""
    return find_folders().data / "history.db"


def open_history() -> "History":
    """Open or create the history, waiting a moment while another program writes; raises HistoryError."""
    from backcare.history.store import History

    return History(history_file())


def open_history_at_once() -> "History":
    """Open or create the history without waiting, since a session is being timed; raises HistoryError."""
    from backcare.history.store import History

    return History(history_file(), busy_timeout=0.0)


def query_history(ask: "Callable[[History], _Answer]", default: _Answer) -> _Answer:
    """Return what `ask` finds in the history, or the default where there is none yet; raises HistoryError."""
    if not history_file().exists():
        return default
    with open_history() as history:
        if history.notice:
            output.print_notice(history.notice)
        return ask(history)


def find_resumable(*, routine: str | None = None, rehearsal: bool | None = None) -> Resumable | None:
    """Return the newest session that can be resumed, of a routine or of any; raises HistoryError.

    It may be running in another process: then it cannot be resumed yet. Where `rehearsal` is None, a rehearsal is
    returned only if there is no other session.
    """
    now = clock.local_now()
    kinds = (False, True) if rehearsal is None else (rehearsal,)
    found = query_history(
        lambda history: next(
            filter(None, (history.find_interrupted(now, routine=routine, rehearsal=one) for one in kinds)), None
        ),
        None,
    )
    if not found:
        return None
    try:
        plan = from_json(found.plan)
    except ValueError:
        return None  # a newer program wrote it
    return Resumable(found, plan) if next_hold_index(plan, found.resume_point.index) is not None else None


def find_answerable() -> SessionRecord | None:
    """Return the last session if it may be answered, or its answer corrected; raises HistoryError."""
    now = clock.local_now()
    last = query_history(lambda history: history.last_session(now), None)
    if not last or last.ending is Ending.RUNNING or not last.is_practice:
        return None
    return last if abs(now - last.ended) < ASKED else None
