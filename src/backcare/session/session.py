"""The machine of one session: signals and times in, events out; every change of its state is in this file.

Time is a float of seconds that never runs backwards and is always an argument. Between `Session.begin` and the
end the session is running, paused, or waiting for her to be ready:

    running --any pausing key, a page, a gap in real time--> paused --going on--> led back in --> running
    running --end of a set-up of a plan that waits--> waiting --a key--> running
    running, paused, waiting --second q, q on the warning signs, leaving, or the end of the last phase--> over
"""

from dataclasses import dataclass, replace

from backcare.model.stretch import HoldRange, Stretch
from backcare.planning.plan import (
    HALFWAY_FROM,
    HOLD_KINDS,
    STEP,
    Phase,
    PhaseKind,
    Plan,
    add_repeat,
    change_hold,
    next_hold_index,
)
from backcare.session.events import (
    CompletedHold,
    Event,
    Events,
    HushChanged,
    InstructionAsked,
    LengthChanged,
    Mark,
    MarkReached,
    Mode,
    Page,
    PageOpened,
    Paused,
    PhaseEnded,
    PhaseStarted,
    RepeatAdded,
    Report,
    ResumePoint,
    SessionEnded,
    Signal,
    Status,
    TimeAsked,
    Waiting,
)

LONG_PAUSE = 60.0  # after this she is out of the position: that side starts again from its set-up
TICKS = 3.0
BACK_TO_THE_ONE_BEFORE = 2.0
LONGEST_WAIT = 600.0
TEN_FROM = 28.0  # below, "ten seconds" would fall on the heels of "halfway"


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A phase to be played at the present place of the plan, with the seconds still to go."""

    phase: Phase
    left: float


class Session:
    """One session over a plan; `receive` is the only way to change it.

    Given a `place`, it goes on there as after a long pause: a lead-in names the stretch and side whose turn it is
    or is next, that turn starts from its set-up, and what was done before counts in the report.
    """

    def __init__(self, plan: Plan, place: ResumePoint | None = None, *, hush: bool = False) -> None:
        self.plan = plan
        self.hush = hush
        self.mode = Mode.RUNNING
        self._planned = plan
        self._index = 0
        self._ahead: tuple[_Ahead, ...] = (_whole(plan.phases[0]),)
        self._ends_at = 0.0
        self._looked = 0.0
        self._paused_at = 0.0
        self._fired: frozenset[Mark] = frozenset()
        self._leaving = False
        self._page: Page | None = None
        self._stopped = False
        self._warned = False
        self._finished = False
        self._carried = 0.0
        self._held_seconds = 0.0
        self._holds: tuple[CompletedHold, ...] = ()
        if place:
            self._resume(place)

    def begin(self, now: float) -> Events:
        """Start the first phase."""
        self._looked = now
        return (self._start(now),)

    def receive(self, signal: Signal | None, now: float) -> Events:
        """Let time pass until `now` (seconds), then take a signal; return what happened, in order."""
        now = max(now, self._looked)
        if signal is Signal.GAP:
            return self._gap(now)
        events = self._pass(now)
        self._looked = now
        if signal is None or self.mode is Mode.OVER:
            return events
        return events + _HANDLERS[signal](self, now)

    def freeze(self, now: float) -> Events:
        """Pause as of the last look: nobody was there since."""
        return self.receive(Signal.GAP, now)

    def thaw(self, now: float) -> Events:
        """Go on after a stop of the whole program, if it was that which paused the session."""
        return self.receive(Signal.CONTINUE, now)

    def next_due(self) -> float | None:
        """Return when something happens next by itself, or nothing while the session waits for her."""
        return self._due()[0] if self.mode is Mode.RUNNING else None

    @property
    def is_over(self) -> bool:
        """Whether the session has ended."""
        return self.mode is Mode.OVER

    def status(self, now: float) -> Status:
        """Return the picture of a moment."""
        phase = self._ahead[0].phase
        left = self._left(now)
        other = self._later(phase)
        rest = left + sum(ahead.left for ahead in self._ahead[1:])
        after = sum(phase.seconds for phase in self.plan.phases[self._index + 1 :])
        before = sum(phase.seconds for phase in self.plan.phases[: self._index])
        here = self.plan.phases[self._index].seconds
        return Status(
            mode=self.mode,
            phase=phase,
            left=left,
            leaving=self._leaving,
            page=self._page,
            stretch=self.plan.stretch_of(phase),
            stretch_number=self.plan.stretch_number(phase),
            stretch_count=len(self.plan.stretches),
            repeat_count=self.plan.repeats_of(phase),
            next_phase=self._following(),
            next_turn=other,
            next_turn_stretch=self.plan.stretch_of(other) if other else None,
            total=before + max(here, rest) + after,
            total_left=rest + after,
            hush=self.hush,
        )

    def report(self, now: float) -> Report:
        """Return what was done until `now`; `left_out` names the stretches of which no hold was ended."""
        piece = self._ahead[0].left - self._left(now) if self._ahead[0].phase.kind in HOLD_KINDS else 0.0
        done = {held.stretch for held in self._holds}
        return Report(
            finished=self._finished,
            holds=self._holds,
            held_seconds=self._held_seconds + (0.0 if self.is_over else piece),
            planned_seconds=self._planned.seconds,
            left_out=tuple(stretch.id for stretch in self.plan.stretches if stretch.id not in done),
            stopped=self._warned,
        )

    # --- signals

    def _toggle(self, now: float) -> Events:
        return self._pause(now) if self.mode is Mode.RUNNING else self._on(now)

    def _on(self, now: float) -> Events:
        """Go on from wherever she is: out of a pause, out of a set-up that waits, or to what comes next."""
        return self._go_on(now) if self.mode is Mode.PAUSED else self._next(now)

    def _continue(self, now: float) -> Events:
        """Go on after a stop of the whole program, if it was that which paused the session."""
        return self._go_on(now) if self._stopped and self.mode is Mode.PAUSED else ()

    def _show_keys(self, now: float) -> Events:
        if self.mode is Mode.PAUSED:
            return self._go_on(now)
        return self._open(now, Page.KEYS)

    def _show_warnings(self, now: float) -> Events:
        """In a pause as well: whoever needs them may have paused first."""
        if self._page is Page.WARNINGS:
            return self._go_on(now)
        return self._open(now, Page.WARNINGS)

    def _open(self, now: float, page: Page) -> Events:
        events = self._pause(now) if self.mode is not Mode.PAUSED else ()
        self._page, self._leaving = page, False
        return (*events, PageOpened(now, self._ahead[0].phase, page))

    def _tell(self, now: float) -> Events:
        return (TimeAsked(now, self._ahead[0].phase, self._left(now)),)

    def _instruct(self, now: float) -> Events:
        return (InstructionAsked(now, self._ahead[0].phase, self._index),)

    def _hush(self, now: float) -> Events:
        self.hush = not self.hush
        return (HushChanged(now, self._ahead[0].phase, self.hush),)

    def _plus(self, now: float) -> Events:
        return self._change(STEP, now)

    def _minus(self, now: float) -> Events:
        return self._change(-STEP, now)

    # --- time passing

    def _pass(self, now: float) -> Events:
        events: Events = ()
        while self.mode is Mode.RUNNING:
            at, mark = self._due()
            if at > now:
                break
            events += self._reach(at, mark) if mark else self._end_of_phase(at)
        return events

    def _due(self) -> tuple[float, Mark | None]:
        """When the next milestone, or else the end of the phase, is reached."""
        ahead = self._ahead[0]
        marks = [
            (self._ends_at - left, mark)
            for mark, left in _marks(ahead.phase)
            if mark not in self._fired and left < ahead.left
        ]
        return min(marks, key=lambda due: due[0], default=(self._ends_at, None))

    def _reach(self, at: float, mark: Mark) -> Events:
        self._fired |= {mark}
        return (MarkReached(at, self._ahead[0].phase, mark),)

    def _end_of_phase(self, at: float) -> Events:
        if self._ahead[0].phase.kind is PhaseKind.SETUP and self.plan.wait:
            self.mode = Mode.WAITING
            return (Waiting(at, self._ahead[0].phase),)
        return self._next(at, complete=True)

    def _gap(self, now: float) -> Events:
        """Real time passed that nobody was there for: the count stops where it was last looked at."""
        seen, self._looked = self._looked, now
        if self.mode is not Mode.RUNNING:
            return ()
        self._stopped = True
        return self._pause(seen)

    # --- going from phase to phase

    def _start(self, at: float) -> Event:
        ahead = self._ahead[0]
        self.mode = Mode.RUNNING
        self._leaving = self._stopped = False
        self._page = None
        self._ends_at = at + ahead.left
        self._fired = frozenset()
        if ahead.phase.kind in HOLD_KINDS and ahead.left >= ahead.phase.seconds:
            self._carried = 0.0
        return PhaseStarted(at, ahead.phase, ahead.left, self._index)

    def _finish_piece(self, at: float, *, complete: bool) -> Event:
        """Leave the phase in hand, and count what was held of it."""
        ahead = self._ahead[0]
        piece = ahead.left - self._left(at)
        if ahead.phase.kind in HOLD_KINDS:
            self._held_seconds += piece
            self._carried += piece
            if complete:
                self._holds += (_held(ahead.phase, self._carried),)
        return PhaseEnded(at, ahead.phase, piece, complete)

    def _next(self, at: float, *, complete: bool = False) -> Events:
        ended = self._finish_piece(at, complete=complete)
        if len(self._ahead) > 1:
            return (ended, self._play(at, self._index, self._ahead[1:]))
        if self._index + 1 < len(self.plan.phases):
            return (ended, self._play(at, self._index + 1))
        self.mode = Mode.OVER
        self._finished = True
        return (ended, SessionEnded(at, finished=True))

    def _play(self, at: float, index: int, ahead: tuple[_Ahead, ...] = ()) -> Event:
        self._index = index
        self._ahead = ahead or (_whole(self.plan.phases[index]),)
        return self._start(at)

    def _back(self, now: float) -> Events:
        """Play again what she is at; in its first two seconds, what came before."""
        phases = self.plan.phases[: self._index + 1]
        turns = [n for n, phase in enumerate(phases) if phase.kind in (PhaseKind.SETUP, PhaseKind.MOVE)] or [0]
        ahead = self._ahead[0]
        fresh = ahead.left - self._left(now) < BACK_TO_THE_ONE_BEFORE
        at_its_start = fresh and turns[-1] == self._index and len(self._ahead) == 1
        target = turns[-2] if at_its_start and len(turns) > 1 else turns[-1]
        return (self._finish_piece(now, complete=False), self._play(now, target))

    # --- pausing and going on

    def _resume(self, place: ResumePoint) -> None:
        self._holds, self._held_seconds = place.holds, place.held_seconds
        hold = next_hold_index(self.plan, place.index)
        self._index = place.index if hold is None else hold
        phase = self.plan.phases[self._index]
        first = self.plan.phases[0]
        ready = first.seconds if first.kind is PhaseKind.READY else TICKS
        lead = _lead_back(self.plan.stretch_of(phase), phase, from_setup=True)
        self._ahead = (
            _whole(replace(phase, kind=PhaseKind.READY, seconds=ready)),
            *(_whole(step) for step in lead if step.kind is not PhaseKind.READY),
            _whole(phase),
        )

    def _pause(self, at: float) -> Events:
        left = self._left(at)
        self.mode = Mode.PAUSED
        self._paused_at = at
        self._ends_at = at + left
        return (Paused(at, self._ahead[0].phase, left),)

    def _go_on(self, now: float) -> Events:
        """Lead her back in: she has moved to press the key."""
        long = now - self._paused_at > LONG_PAUSE
        current, rest = self._ahead[0], self._ahead[1:]
        interrupted = rest[-1] if rest else replace(current, left=self._left(now))
        piece = self._finish_piece(now, complete=False)
        if rest and not long:
            return (piece, self._play(now, self._index, (_whole(current.phase), *rest)))
        lead = _lead_back(self.plan.stretch_of(interrupted.phase), interrupted.phase, from_setup=long)
        last: tuple[_Ahead, ...] = (interrupted,)
        if lead[0].kind is PhaseKind.SETUP:
            last = (_whole(interrupted.phase),) if interrupted.phase.kind in HOLD_KINDS else ()
        return (piece, self._play(now, self._index, (*map(_whole, lead), *last)))

    def _quit(self, now: float) -> Events:
        """The first q only pauses and asks: a small hand on the keyboard loses nothing."""
        if self._page is Page.WARNINGS:
            self._warned = True
        if self._leaving or self._warned:
            return self._leave(now)
        events = self._pause(now) if self.mode is not Mode.PAUSED else ()
        self._leaving = True
        return events

    def _leave(self, now: float) -> Events:
        ended = self._finish_piece(now, complete=False)
        self.mode = Mode.OVER
        return (ended, SessionEnded(now, finished=False, stopped=self._warned))

    # --- wishes on the way

    def _change(self, step: float, now: float) -> Events:
        """Five seconds more or less: a hold inside its range and for sides to come, all else for this once."""
        ahead = self._ahead[0]
        phase, left = ahead.phase, self._left(now)
        allowed = self._allowed(phase, left)
        seconds = allowed.clamp(phase.seconds + step)
        by = seconds - phase.seconds
        if phase.kind is PhaseKind.HOLD:
            self.plan = change_hold(self.plan, self._index, seconds)
        changed = replace(phase, seconds=seconds)
        self._ahead = (_Ahead(changed, ahead.left + by), *self._ahead[1:])
        self._ends_at += by
        self._fired &= {Mark.HALFWAY}
        self._fired |= {mark for mark, at in _marks(changed) if at >= left + by}
        return (LengthChanged(now, changed, seconds, moved=by != 0), *self._pass(now))

    def _allowed(self, phase: Phase, left: float) -> HoldRange:
        """What is gone is gone: no phase can become shorter than it has lasted already."""
        spent = phase.seconds - left
        if phase.kind is not PhaseKind.HOLD:
            return HoldRange(spent, max(LONGEST_WAIT, phase.seconds))
        own = self.plan.hold_range(phase)
        return HoldRange(min(max(own.shortest, spent), phase.seconds), max(own.longest, phase.seconds))

    def _more(self, now: float) -> Events:
        phase = self._ahead[0].phase
        if self.plan.phases[self._index].kind is not PhaseKind.REST:
            return ()
        self.plan = add_repeat(self.plan, self._index)
        return (RepeatAdded(now, phase),)

    # --- looking

    def _left(self, now: float) -> float:
        if self.mode is Mode.PAUSED:
            now = self._paused_at
        if self.mode is Mode.WAITING:
            return 0.0
        return min(max(self._ends_at - now, 0.0), self._ahead[0].left)

    def _following(self) -> Phase | None:
        if len(self._ahead) > 1:
            return self._ahead[1].phase
        return next(iter(self.plan.phases[self._index + 1 :]), None)

    def _later(self, phase: Phase) -> Phase | None:
        entries = (PhaseKind.SETUP, PhaseKind.SWITCH, PhaseKind.MOVE)
        return next(
            (
                other
                for other in self.plan.phases[self._index + 1 :]
                if other.kind in entries
                and (other.stretch, other.side, other.repeat) != (phase.stretch, phase.side, phase.repeat)
            ),
            None,
        )


def _whole(phase: Phase) -> _Ahead:
    return _Ahead(phase, phase.seconds)


def _held(phase: Phase, seconds: float) -> CompletedHold:
    return CompletedHold(phase.stretch, phase.side, phase.repeat, seconds, phase.seconds)


def _marks(phase: Phase) -> tuple[tuple[Mark, float], ...]:
    """The milestones of a phase with the seconds left at each, first to last."""
    if phase.kind not in HOLD_KINDS | {PhaseKind.READY, PhaseKind.SETUP}:
        return ()
    ticks = ((Mark.THREE, 3.0), (Mark.TWO, 2.0), (Mark.ONE, 1.0))
    halfway = ((Mark.HALFWAY, phase.seconds / 2),) if phase.seconds >= HALFWAY_FROM else ()
    ten = ((Mark.TEN, 10.0),) if phase.seconds >= TEN_FROM else ()
    return (*halfway, *ten, *ticks) if phase.kind is PhaseKind.HOLD else ticks


def _lead_back(stretch: Stretch | None, phase: Phase, *, from_setup: bool) -> tuple[Phase, ...]:
    """Bring her back to a broken-off phase: from the set-up, through the movement, or by three ticks."""
    turn = (PhaseKind.SETUP, PhaseKind.MOVE)
    if stretch and from_setup and phase.kind in HOLD_KINDS | set(turn):
        seconds = {PhaseKind.SETUP: stretch.seconds.setup, PhaseKind.MOVE: stretch.seconds.move}
        until = turn if phase.kind in HOLD_KINDS else turn[: turn.index(phase.kind) + 1]
        lead = tuple(replace(phase, kind=kind, seconds=seconds[kind], again=True) for kind in until)
    elif stretch and phase.kind in HOLD_KINDS:
        lead = (replace(phase, kind=PhaseKind.MOVE, seconds=stretch.seconds.move_again, again=True),)
    else:
        lead = ()
    return tuple(p for p in lead if p.seconds > 0) or (
        replace(phase, kind=PhaseKind.READY, seconds=TICKS, again=True),
    )


_HANDLERS = {
    Signal.PAUSE: Session._toggle,
    Signal.NEXT: Session._on,
    Signal.CONTINUE: Session._continue,
    Signal.BACK: Session._back,
    Signal.PLUS: Session._plus,
    Signal.MINUS: Session._minus,
    Signal.MORE: Session._more,
    Signal.TIME: Session._tell,
    Signal.INSTRUCT: Session._instruct,
    Signal.HUSH: Session._hush,
    Signal.KEYS: Session._show_keys,
    Signal.WARNINGS: Session._show_warnings,
    Signal.QUIT: Session._quit,
    Signal.LEAVE: Session._leave,
}
