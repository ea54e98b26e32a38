"""Hears a session and writes it into the history at every change of phase, whatever becomes of the file."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from backcare.errors import HistoryBusyError, HistoryDamagedError, HistoryError
from backcare.history.records import Claim, Ending, InterruptedSession, Progress, SessionStart
from backcare.planning.plan import HOLD_KINDS, Plan, next_hold_index, to_json
from backcare.session.events import Event, Paused, PhaseEnded, PhaseStarted, ResumePoint, SessionEnded
from backcare.session.listener import Listener

if TYPE_CHECKING:
    from backcare.history.store import History
    from backcare.session.session import Session

SOON = 0.05  # real seconds: what is seen and heard of a change of phase comes before the file
AGAIN = 1.0  # real seconds between two tries where another program is writing


class Recorder(Listener[Event]):
    """Writes one session: a hold that ended before anybody hears of it, all else a moment after.

    `open_history` brings the file, at the first write and again after trouble; `today` tells the date and time
    with the zone. `unfinished` is the session in the history that is gone on with. Nothing is ever raised:
    `trouble` says in a line what is not saved, `notice` what became of a damaged file.
    """

    def __init__(
        self,
        session: "Session",
        beginning: SessionStart,
        open_history: "Callable[[], History]",
        today: Callable[[], datetime],
        unfinished: InterruptedSession | None = None,
    ) -> None:
        self.notice = ""
        self._trouble: HistoryError | None = None
        self._session = session
        self._beginning = beginning
        self._unfinished = unfinished
        self._open_history = open_history
        self._today = today
        self._began = today()
        self._history: History | None = None
        self._claim: Claim | None = None
        self._plan: Plan | None = None  # as it lies in the file
        self._index = 0
        self._at = 0.0
        self._ending: Ending | None = None
        self._due: float | None = None

    @property
    def problem(self) -> str:
        """Say what keeps the session from being saved; empty where it is."""
        return str(self._trouble or "")

    @property
    def session_number(self) -> int | None:
        """The session's number in the history, once it is there."""
        return self._claim.session if self._claim else None

    @property
    def resume_index(self) -> int | None:
        """Return the index in the plan where the saved session is resumed; `None` where nothing is saved."""
        if self._trouble or self._plan is None:
            return None
        return next_hold_index(self._plan, self._index) or 0

    def on_events(self, events: Sequence[Event], now: float) -> None:
        """Take what happened; `now` in real seconds."""
        for event in events:
            self._take(event)
        if any(
            isinstance(event, PhaseEnded) and event.complete and event.phase.kind in HOLD_KINDS
            for event in events
        ):
            self._write(settle=False)
        self._due = now + SOON

    def next_due(self) -> float | None:
        """Return when there is something to write."""
        return self._due

    def run_due(self, now: float) -> None:
        """Write what is due, down to the disk; where another program is writing, try again later."""
        if self._due is None or now < self._due:
            return
        self._due = None
        self._write()
        if isinstance(self._trouble, HistoryBusyError):
            self._due = now + AGAIN

    def close(self) -> None:
        """Write what is still to be written, with more patience, and let go of the file."""
        self._write(patient=True)
        self._drop()

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

    def _write(self, *, settle: bool = True, patient: bool = False) -> None:
        """Write the session as it stands, down to the disk itself if it is to settle."""
        try:
            try:
                self._put(patient=patient)
            except HistoryDamagedError as damaged:
                self._start_over(str(damaged))
                self._put(patient=patient)
            if settle and self._history:
                self._history.settle()
        except HistoryBusyError as busy:
            self._trouble = busy
        except HistoryError as trouble:
            self._trouble = trouble
            self._drop()
        else:
            self._trouble = None

    def _put(self, *, patient: bool) -> None:
        history = self._history or self._opened()
        if patient:
            history.wait_for_others()
        plan = self._session.plan
        claim = self._claim = self._claim or self._claimed(history, plan)
        closed = self._ending in (Ending.FINISHED, Ending.STOPPED)
        left = not closed and next_hold_index(plan, self._index) is not None
        history.write(claim, self._progress(plan, left=left), self._today())
        self._plan = plan if left else None

    def _progress(self, plan: Plan, *, left: bool) -> Progress:
        done = self._session.report(self._at)
        return Progress(
            ResumePoint(self._index, done.holds, done.held_seconds),
            self._ending or (Ending.INTERRUPTED if left else Ending.FINISHED),
            left,
            to_json(plan) if left and plan is not self._plan else None,
        )

    def _opened(self) -> "History":
        history = self._open_history()
        if history.notice:
            self._start_over(history.notice)
        self._history = history
        return history

    def _claimed(self, history: "History", plan: Plan) -> Claim:
        if self._unfinished:
            return history.resume(self._unfinished, self._today())
        self._plan = plan
        return history.begin(self._beginning, to_json(plan), self._began)

    def _start_over(self, notice: str) -> None:
        """The file was set aside: the session is written anew, and whole, into the next one."""
        self.notice = notice
        self._claim = self._plan = self._unfinished = None
        self._drop()

    def _drop(self) -> None:
        if self._history:
            self._history.close()
            self._history = None
