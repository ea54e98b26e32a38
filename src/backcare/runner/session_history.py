"""What one run reads from the history and writes into it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backcare.errors import HistoryError
from backcare.planning.plan import Plan
from backcare.runner.clock import local_now
from backcare.runner.origin import Origin
from backcare.runner.resumable import (
    OFFERED,
    Resumable,
    find_resumable,
    history_file,
    open_history,
    open_history_at_once,
)

if TYPE_CHECKING:
    from backcare.history.recorder import Recorder
    from backcare.session.session import Session


@dataclass(frozen=True, slots=True)
class SessionHistory:
    """The history as one command uses it for its sessions, played at this speed."""

    origin: Origin
    speed: float

    def offer(self, plan: Plan) -> Resumable | None:
        """Return the session of the same routine that was interrupted less than a day ago."""
        try:
            found = find_resumable(routine=plan.routine, rehearsal=self.speed != 1)
        except HistoryError:
            return None  # reported at the end, when nothing could be saved
        if not found or found.is_running or found.age >= OFFERED:
            return None
        return replace(found, difference=self.origin.difference_from(found.interrupted.fingerprint))

    def recorder(self, session: "Session", resumed: Resumable | None, pain_before: int | None) -> "Recorder":
        """Return what writes a session while it runs; `resumed` is the one that it continues.

        Raises HistoryError if that is running in another process.
        """
        from backcare.history.recorder import Recorder
        from backcare.history.records import SessionStart
        from backcare.history.running import RunningSession

        plan, origin = session.plan, self.origin
        start = SessionStart(
            plan.routine, plan.name, origin.found_by, origin.fingerprint, self.speed, plan.seconds, pain_before
        )
        running = None
        if interrupted := resumed.interrupted if resumed else None:
            running = RunningSession(history_file(), interrupted.record.id, interrupted.record.started)
        return Recorder(session, start, open_history_at_once, local_now, interrupted=interrupted, running=running)

    def days_in_a_row(self) -> int:
        """Return the days of practice in the row that reaches today, 0 where they cannot be read."""
        from backcare.history import statistics

        try:
            with open_history() as history:
                records, _ = history.sessions()
        except HistoryError:
            return 0
        return statistics.days_in_a_row(statistics.practice_days(records), local_now().date())

    def save_pain_after(self, session: int, pain: int) -> None:
        """Write the answer after a session of this number; raises HistoryError."""
        with open_history() as history:
            history.answer_after(session, pain)
