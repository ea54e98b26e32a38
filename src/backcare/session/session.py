"""The machine of one session: signals and times in, events out.

Theory of operation
===================

A session plays a plan: a flat tuple of phases, each with its seconds. Time is a float of seconds that is always
an argument and never runs backwards; signals are keys by their meaning, and what happened to the program. The
machine reads no clock and writes nothing: the same signals at the same times give the same events.

Words
-----

phase     a length of time with one thing to do: set-up, move, hold, release, switch, rest, lead-in ("ready").
turn      one stretch on one side in one repeat: the phases that share these three.
milestone a moment inside a phase that is told: halfway, ten seconds, three, two, one.
pause     the count stands still. What the pause asks the user is in `Asking`: nothing (any key goes on), the
          page of keys or of warning signs stands in its place, or whether to end.
gap       real time that passed between two looks at the clock although nobody was there: the program was
          stopped (Ctrl-Z) or the machine slept. It is a pause from the earlier look on, never progress.
lead back what is played after a pause before the interrupted phase goes on, since the user has moved to press
          a key: the movement into a hold, three ticks before anything else, and after more than a minute the
          whole turn from its set-up (`lead_back.py`).

Rules
-----

1. The state is a pair of two enums, `Mode` and `Asking`; only a pause asks anything. Every change of it is a row
   of `TRANSITIONS`, in this file, and `Session._follow` is the one place that makes it.
2. A signal without a row in the present state does nothing. The signals in `_ANSWERS` change no state: they are
   answered in every state but the last.
3. Time that passes reaches milestones and ends of phases in order, each at its own time however late the look:
   a surplus carries over into the next phase. It passes before a signal is taken, except for a gap.
4. What time alone brings about is in the table too (`Passing`): the set-up of a plan that waits is over, a phase
   is over, the plan is over.
5. A phase that starts is always ended by one `PhaseEnded` before the next starts. `complete` tells whether it
   was played to its end; only then is a hold a completed one, but every second held counts.
6. What is played at the moment is in `playback.py` (with `countdown.py`, which counts, and `tally.py`, which sums
   up what was held); `status.py` describes a moment. None of them knows the state.
"""

from collections.abc import Callable
from typing import NamedTuple

from backcare.planning.plan import PhaseKind, Plan
from backcare.session.events import (
    Event,
    Events,
    HushChanged,
    InstructionAsked,
    MarkReached,
    PageOpened,
    Paused,
    Report,
    ResumePoint,
    SessionEnded,
    Signal,
    TimeAsked,
    Waiting,
)
from backcare.session.keymap import SESSION_KEYMAP
from backcare.session.playback import Playback
from backcare.session.states import (
    OVER,
    PAUSED,
    PAUSED_KEYS,
    PAUSED_QUIT,
    PAUSED_RETURN,
    PAUSED_WARNINGS,
    RUNNING,
    WAITING,
    Passing,
    State,
)
from backcare.session.status import Status, status_of


class Session:
    """One session over a plan; `receive` is the only way to change it.

    Given a `place`, a session interrupted there is resumed: a lead-in names the turn it was in or the next one,
    which starts from its set-up, and what was done before counts in the report.
    """

    keymap = SESSION_KEYMAP

    def __init__(self, plan: Plan, place: ResumePoint | None = None, *, hush: bool = False) -> None:
        self.hush = hush
        self.state = RUNNING
        self._playback = Playback(plan, place)
        self._planned_seconds = plan.seconds
        self._looked = 0.0
        self._end: SessionEnded | None = None

    @property
    def plan(self) -> Plan:
        """The plan, as the user changed it on the way."""
        return self._playback.plan

    @property
    def is_over(self) -> bool:
        """Whether the session has ended."""
        return self.state == OVER

    def begin(self, now: float) -> Events:
        """Start the first phase."""
        self._looked = now
        return (self._playback.begin(now),)

    def receive(self, signal: Signal | None, now: float) -> Events:
        """Let time pass until `now` (seconds), then take a signal; return what happened, in order."""
        before, self._looked = self._looked, max(now, self._looked)
        if signal is Signal.GAP:
            return self._follow(signal, before)
        events = self._pass(self._looked)
        if signal in _ANSWERS and not self.is_over:
            return events + _ANSWERS[signal](self, self._looked)
        return events + self._follow(signal, self._looked)

    def freeze(self, now: float) -> Events:
        """Pause as of the last look: nobody was there since."""
        return self.receive(Signal.GAP, now)

    def thaw(self, now: float) -> Events:
        """Go on after a stop of the whole program, if it was that which paused the session."""
        return self.receive(Signal.CONTINUE, now)

    def next_due(self) -> float | None:
        """Return when something happens next by itself (seconds); None while nothing does."""
        return self._playback.countdown.due()[0] if self.state == RUNNING else None

    def status(self, now: float) -> Status:
        """Return the picture of a moment."""
        return status_of(self.plan, self._playback.countdown, now, self.state, hush=self.hush)

    def report(self, now: float) -> Report:
        """Return what was done until `now` (seconds)."""
        tally = self._playback.tally
        done = {held.stretch for held in tally.holds}
        return Report(
            finished=self._end is not None and self._end.finished,
            holds=tally.holds,
            held_seconds=tally.held_seconds if self.is_over else self._playback.held_seconds(now),
            planned_seconds=self._planned_seconds,
            left_out=tuple(stretch.id for stretch in self.plan.stretches if stretch.id not in done),
            stopped=self._end is not None and self._end.stopped,
        )

    # --- time passing

    def _pass(self, now: float) -> Events:
        """Let everything happen that is due until `now`."""
        events: Events = ()
        while (at := self.next_due()) is not None and at <= now:
            events += self._reach(at)
        return events

    def _reach(self, at: float) -> Events:
        """Let happen the one thing that is due at this time."""
        phase, mark = self._playback.phase, self._playback.countdown.due()[1]
        if mark:
            self._playback.countdown.pass_mark(mark)
            return (MarkReached(at, phase, mark),)
        waits = phase.kind is PhaseKind.SETUP and self.plan.wait
        return self._follow(Passing.SETUP_OVER if waits else Passing.PHASE_OVER, at)

    # --- transitions: the state is the new one already

    def _follow(self, cause: Signal | Passing | None, now: float) -> Events:
        """Make the transition for a cause, if the present state has one."""
        if cause is None or cause not in TRANSITIONS[self.state]:
            return ()
        transition = TRANSITIONS[self.state][cause]
        self.state = transition.target
        return transition.action(self, now)

    def _pause(self, at: float) -> Events:
        countdown = self._playback.countdown
        countdown.stop(at)
        return (Paused(at, countdown.phase, countdown.left(at)),)

    def _pause_for_page(self, now: float) -> Events:
        return (*self._pause(now), *self._open_page(now))

    def _open_page(self, now: float) -> Events:
        return (PageOpened(now, self._playback.phase, self.state.asking),)

    def _stay_paused(self, _now: float) -> Events:
        return ()

    def _go_on(self, now: float) -> Events:
        return (self._playback.leave(now), self._playback.lead_back(now))

    def _go_back(self, now: float) -> Events:
        return (self._playback.leave(now), self._playback.start_back(now))

    def _skip(self, now: float) -> Events:
        return (self._playback.leave(now), *self._start_next(now))

    def _end_phase(self, at: float) -> Events:
        return (self._playback.complete(at), *self._start_next(at))

    def _start_next(self, at: float) -> Events:
        started = self._playback.start_next(at)
        return (started,) if started else self._follow(Passing.PLAN_OVER, at)

    def _wait(self, at: float) -> Events:
        self._playback.countdown.stop(at)
        return (Waiting(at, self._playback.phase),)

    def _finish(self, at: float) -> Events:
        return (self._end_with(SessionEnded(at, finished=True)),)

    def _end_early(self, now: float) -> Events:
        return (self._playback.leave(now), self._end_with(SessionEnded(now, finished=False)))

    def _end_for_warning_sign(self, now: float) -> Events:
        return (self._playback.leave(now), self._end_with(SessionEnded(now, finished=False, stopped=True)))

    def _end_with(self, end: SessionEnded) -> Event:
        self._end = end
        return end

    # --- answers

    def _tell_time(self, now: float) -> Events:
        return (TimeAsked(now, self._playback.phase, self._playback.countdown.left(now)),)

    def _repeat_instruction(self, now: float) -> Events:
        return (InstructionAsked(now, self._playback.phase, self._playback.countdown.index),)

    def _toggle_hush(self, now: float) -> Events:
        self.hush = not self.hush
        return (HushChanged(now, self._playback.phase, self.hush),)

    def _lengthen(self, now: float) -> Events:
        return () if self.state == WAITING else (self._playback.change_length(1, now),)

    def _shorten(self, now: float) -> Events:
        """Shorten the phase; one that has lasted long enough already ends at once."""
        return () if self.state == WAITING else (self._playback.change_length(-1, now), *self._pass(now))

    def _add_repeat(self, now: float) -> Events:
        return self._playback.add_repeat(now)


class Transition(NamedTuple):
    """What happens for a cause, and the state it leads to."""

    action: Callable[[Session, float], Events]
    target: State


_GO_ON = Transition(Session._go_on, RUNNING)
_SKIP = Transition(Session._skip, RUNNING)
_ANYWHERE: dict[Signal | Passing, Transition] = {
    Signal.BACK: Transition(Session._go_back, RUNNING),
    Signal.LEAVE: Transition(Session._end_early, OVER),
}
_COUNTING = _ANYWHERE | {
    Signal.NEXT: _SKIP,
    Signal.KEYS: Transition(Session._pause_for_page, PAUSED_KEYS),
    Signal.WARNINGS: Transition(Session._pause_for_page, PAUSED_WARNINGS),
    Signal.QUIT: Transition(Session._pause, PAUSED_QUIT),
}
_PAUSE = _ANYWHERE | {
    Signal.PAUSE: _GO_ON,
    Signal.NEXT: _GO_ON,
    Signal.KEYS: _GO_ON,
    Signal.WARNINGS: Transition(Session._open_page, PAUSED_WARNINGS),
    Signal.QUIT: Transition(Session._stay_paused, PAUSED_QUIT),
}
TRANSITIONS: dict[State, dict[Signal | Passing, Transition]] = {
    RUNNING: _COUNTING
    | {
        Signal.PAUSE: Transition(Session._pause, PAUSED),
        Signal.GAP: Transition(Session._pause, PAUSED_RETURN),
        Signal.PASTE: Transition(Session._pause, PAUSED),  # and nothing elsewhere: it was not meant for a session
        Passing.SETUP_OVER: Transition(Session._wait, WAITING),
        Passing.PHASE_OVER: Transition(Session._end_phase, RUNNING),
        Passing.PLAN_OVER: Transition(Session._finish, OVER),
    },
    WAITING: _COUNTING | {Signal.PAUSE: _SKIP},
    PAUSED: _PAUSE,
    # A second stop finds the session paused already, and continuing after it leaves it so.
    PAUSED_RETURN: _PAUSE | {Signal.CONTINUE: _GO_ON, Signal.GAP: Transition(Session._stay_paused, PAUSED)},
    PAUSED_KEYS: _PAUSE,
    PAUSED_WARNINGS: _PAUSE
    | {Signal.WARNINGS: _GO_ON, Signal.QUIT: Transition(Session._end_for_warning_sign, OVER)},
    PAUSED_QUIT: _PAUSE | {Signal.QUIT: Transition(Session._end_early, OVER)},
    OVER: {},
}

_ANSWERS = {
    Signal.PLUS: Session._lengthen,
    Signal.MINUS: Session._shorten,
    Signal.MORE: Session._add_repeat,
    Signal.TIME: Session._tell_time,
    Signal.INSTRUCT: Session._repeat_instruction,
    Signal.HUSH: Session._toggle_hush,
}
