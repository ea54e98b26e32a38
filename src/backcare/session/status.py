"""The picture of a moment: everything that a screen needs to draw it."""

from dataclasses import dataclass

from backcare.model.stretch import Side, Stretch
from backcare.planning.plan import Phase, PhaseKind, Plan
from backcare.session.countdown import Countdown
from backcare.session.events import Asking, Mode
from backcare.session.states import State

_ENTRIES = frozenset({PhaseKind.SETUP, PhaseKind.SWITCH, PhaseKind.MOVE})


@dataclass(frozen=True, slots=True)
class Status:
    """A session at a moment; times in seconds, `stretch_number` from 1, 0 where there is no stretch.

    A turn is one stretch on one side in one repeat: `next_turn` is the first phase of the next one.
    `rep` is which repeat of `rep_count` a counted movement is at; both are 0 in every other phase.
    """

    mode: Mode
    asking: Asking
    phase: Phase
    left: float
    stretch: Stretch | None
    stretch_number: int
    stretch_count: int
    repeat_count: int
    next_phase: Phase | None
    next_turn: Phase | None
    next_turn_stretch: Stretch | None
    total: float
    total_left: float
    rep: int = 0
    rep_count: int = 0
    hush: bool = False

    @property
    def shown(self) -> tuple[Phase, Stretch | None]:
        """The phase and stretch to show: in a rest, those of the next turn."""
        if self.phase.kind is PhaseKind.REST and self.next_turn:
            return self.next_turn, self.next_turn_stretch
        return self.phase, self.stretch


def status_of(plan: Plan, countdown: Countdown, now: float, state: State, *, hush: bool) -> Status:
    """Return the status of a plan whose phases are counted by `countdown`, at `now` (seconds)."""
    phase, index = countdown.phase, countdown.index
    left = countdown.left(now)
    next_turn = _next_turn(plan, phase, index)
    stretch = plan.stretch_of(phase)
    reps = stretch.reps if stretch and phase.kind is PhaseKind.REPS else None
    here = left + sum(queued.left for queued in countdown.queue[1:])
    before = sum(other.seconds for other in plan.phases[:index])
    after = sum(other.seconds for other in plan.phases[index + 1 :])
    return Status(
        mode=state.mode,
        asking=state.asking,
        phase=phase,
        left=left,
        stretch=stretch,
        stretch_number=plan.stretch_number(phase),
        stretch_count=len(plan.stretches),
        repeat_count=plan.repeats_of(phase),
        next_phase=_next_phase(plan, countdown),
        next_turn=next_turn,
        next_turn_stretch=plan.stretch_of(next_turn) if next_turn else None,
        total=before + max(plan.phases[index].seconds, here) + after,
        total_left=here + after,
        rep=reps.number_at(phase.seconds - left) if reps else 0,
        rep_count=reps.count if reps else 0,
        hush=hush,
    )


def _next_phase(plan: Plan, countdown: Countdown) -> Phase | None:
    if len(countdown.queue) > 1:
        return countdown.queue[1].phase
    return next(iter(plan.phases[countdown.index + 1 :]), None)


def _next_turn(plan: Plan, phase: Phase, index: int) -> Phase | None:
    """Return the first phase after `index` that enters another turn than that of `phase`."""
    entries = (other for other in plan.phases[index + 1 :] if other.kind in _ENTRIES)
    return next((other for other in entries if _turn(other) != _turn(phase)), None)


def _turn(phase: Phase) -> tuple[str | None, Side | None, int]:
    return phase.stretch, phase.side, phase.repeat
