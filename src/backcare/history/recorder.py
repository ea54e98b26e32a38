"""A listener that writes a session into the history at every change of phase, whatever becomes of the file."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from backcare.errors import HistoryBusyError, HistoryDamagedError, HistoryError, HistoryGoneError
from backcare.history.records import Claim, Ending, InterruptedSession, Progress, SessionStart
from backcare.history.running import RunningSession, import_locks
from backcare.planning.plan import HOLD_KINDS, Plan, next_hold_index, to_json
from backcare.session.events import Event, Paused, PhaseEnded, PhaseStarted, ResumePoint, SessionEnded
from backcare.session.listener import Listener

if TYPE_CHECKING:
    from backcare.history.store import History
    from backcare.session.session import Session

WRITE_DELAY = 0.05  # real seconds: what is seen and heard of a change of phase comes before the file
RETRY_DELAY = 1.0  # real seconds between two tries where another program is writing


class Recorder(Listener[Event]):
    """Writes one session: completed holds before other listeners run, everything else after `WRITE_DELAY`.

    `open_history` opens the file, at the first write and again after trouble; `today` returns the date and time
    with the zone. `interrupted` is the session in the history that is resumed, `running` its lock. Nothing is
    ever raised: `problem` says in a line what is not saved, `notice` what became of a file that was damaged or is
    gone.
    """

    def __init__(  # noqa: PLR0913 - the values of a session, and what opens the file and tells the time
        self,
        session: "Session",
        start: SessionStart,
        open_history: "Callable[[], History]",
        today: Callable[[], datetime],
        *,
        interrupted: InterruptedSession | None = None,
        running: RunningSession | None = None,
    ) -> None:
        self.notice = ""
        self._problem: HistoryError | None = None
        self._session = session
        self._start = start
        self._interrupted = interrupted
        self._running = running
        self._open_history = open_history
        self._today = today
        self._started_at = today()
        self._history: History | None = None
        self._claim: Claim | None = None
        self._saved_plan: Plan | None = None  # None where the file has none
        self._index = 0
        self._at = 0.0
        self._ending: Ending | None = None
        self._due: float | None = None

    @property
    def problem(self) -> str:
        """Say what keeps the session from being saved; empty where it is saved."""
        return str(self._problem or "")

    @property
    def loss(self) -> str:
        """Say the same, but nothing where another try in a moment may save it."""
        return "" if isinstance(self._problem, HistoryBusyError) else self.problem

    @property
    def session_id(self) -> int | None:
        """The session's id in the history, once it is there."""
        return self._claim.session_id if self._claim else None

    @property
    def resume_index(self) -> int | None:
        """Return the index in the plan where the saved session is resumed; `None` where nothing is saved."""
        if self._problem or self._saved_plan is None:
            return None
        return next_hold_index(self._saved_plan, self._index) or 0

    def on_events(self, events: Sequence[Event], now: float) -> None:
        """Take what happened; `now` in real seconds."""
        for event in events:
            self._take(event)
        if any(
            isinstance(event, PhaseEnded) and event.complete and event.phase.kind in HOLD_KINDS
            for event in events
        ):
            self._attempt(self._write)
        self._due = now + WRITE_DELAY

    def next_due(self) -> float | None:
        """Return when there is something to write."""
        return self._due

    def run_due(self, now: float) -> None:
        """Write what is due, down to the disk; where another program is writing, try again later."""
        if self._due is None or now < self._due:
            return
        self._due = None
        self._attempt(self._write_to_disk)
        if isinstance(self._problem, HistoryBusyError):
            self._due = now + RETRY_DELAY

    def close(self) -> None:
        """Write what is still to be written, waiting for another program that writes, and close the file."""
        self._attempt(self._write_patiently)
        self._close_history()
        self._end_running()

    def _take(self, event: Event) -> None:
        match event:
            case PhaseStarted(at=at, phase_index=index):
                self._at, self._index = at, index
            case PhaseEnded(at=at) | Paused(at=at):
                self._at = at
            case SessionEnded(stopped=True):
                self._ending = Ending.STOPPED
            case SessionEnded(finished=finished):
                self._ending = Ending.FINISHED if finished else Ending.ENDED_EARLY

    def _attempt(self, write: Callable[[], None]) -> None:
        """Write, and once more into a new file where the old one was damaged or is gone; note what went wrong."""
        try:
            try:
                write()
            except (HistoryDamagedError, HistoryGoneError) as replaced:
                self._start_over(str(replaced))
                write()
        except HistoryBusyError as busy:
            self._problem = busy
        except HistoryError as problem:
            self._problem = problem
            self._close_history()
        else:
            self._problem = None

    def _write_patiently(self) -> None:
        self._opened().wait_for_others()
        self._write_to_disk()

    def _write_to_disk(self) -> None:
        self._write()
        self._opened().sync()

    def _write(self) -> None:
        """Write the session as it stands; raises HistoryError."""
        history = self._opened()
        plan = self._session.plan
        self._claim = self._claim or self._take_claim(history, plan)
        is_closed = self._ending in (Ending.FINISHED, Ending.STOPPED)
        has_holds_left = not is_closed and next_hold_index(plan, self._index) is not None
        history.write(self._claim, self._progress(plan, has_holds_left=has_holds_left), self._today())
        self._saved_plan = plan if has_holds_left else None

    def _progress(self, plan: Plan, *, has_holds_left: bool) -> Progress:
        report = self._session.report(self._at)
        return Progress(
            ResumePoint(self._index, report.holds, report.held_seconds),
            self._ending or (Ending.INTERRUPTED if has_holds_left else Ending.FINISHED),
            has_holds_left,
            to_json(plan) if has_holds_left and plan is not self._saved_plan else None,
        )

    def _opened(self) -> "History":
        """Return the history, opened if it is not; raises HistoryError."""
        if self._history is None:
            history = self._open_history()
            if history.notice:
                self._start_over(history.notice)
            self._history = history
        return self._history

    def _take_claim(self, history: "History", plan: Plan) -> Claim:
        """Resume the session in the history, or begin it there."""
        if self._interrupted:
            return history.resume(self._interrupted, self._today())
        self._saved_plan = plan
        import_locks()
        claim = history.begin(self._start, to_json(plan), self._started_at)
        self._running = RunningSession(history.file, claim.session_id, self._started_at)
        return claim

    def _start_over(self, notice: str) -> None:
        """Let the session be written anew, and whole, into a new file."""
        self.notice = notice
        self._claim = self._saved_plan = self._interrupted = None
        self._close_history()
        self._end_running()

    def _end_running(self) -> None:
        if self._running:
            self._running.end()
            self._running = None

    def _close_history(self) -> None:
        if self._history:
            self._history.close()
            self._history = None
