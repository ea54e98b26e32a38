"""What is played before an interrupted phase goes on: the user has moved, and is led back into position."""

from dataclasses import replace

from backcare.model.stretch import Stretch
from backcare.planning.plan import HOLD_KINDS, Phase, PhaseKind, Plan, next_hold_index
from backcare.session.countdown import Queue, QueuedPhase, whole

TICKED_SECONDS = 3.0  # seconds
_ENTRY = (PhaseKind.SETUP, PhaseKind.MOVE)


def after_short_pause(stretch: Stretch | None, interrupted: QueuedPhase) -> Queue:
    """Return the movement into a hold, else three ticks, and then the rest of the interrupted phase."""
    phase = interrupted.phase
    if stretch and phase.kind in HOLD_KINDS and stretch.seconds.move_again > 0:
        lead = replace(phase, kind=PhaseKind.MOVE, seconds=stretch.seconds.move_again, again=True)
    else:
        lead = _ticks(phase)
    return (whole(lead), interrupted)


def after_long_pause(stretch: Stretch | None, interrupted: QueuedPhase) -> Queue:
    """Return the turn from its set-up up to the whole interrupted phase; outside of a turn three ticks do."""
    phase = interrupted.phase
    entry = _entry(stretch, phase)
    if not entry:
        return (whole(_ticks(phase)), interrupted)
    return (*entry, whole(phase)) if phase.kind in HOLD_KINDS else entry


def after_interruption(plan: Plan, index: int) -> tuple[int, Queue]:
    """Return where in a plan a session interrupted at `index` is resumed, and what is played there.

    It is the next hold: a lead-in names its turn, which starts from the set-up.
    """
    hold = next_hold_index(plan, index)
    index = index if hold is None else hold
    phase, first = plan.phases[index], plan.phases[0]
    seconds = first.seconds if first.kind is PhaseKind.READY else TICKED_SECONDS
    lead_in = replace(phase, kind=PhaseKind.READY, seconds=seconds)
    return index, (whole(lead_in), *_entry(plan.stretch_of(phase), phase), whole(phase))


def _entry(stretch: Stretch | None, phase: Phase) -> Queue:
    """The set-up and movement into a hold, or up to and with a set-up or movement; empty for other phases."""
    kinds = _ENTRY[: _ENTRY.index(phase.kind) + 1] if phase.kind in _ENTRY else _ENTRY
    if not stretch or phase.kind not in HOLD_KINDS.union(_ENTRY):
        return ()
    seconds = {PhaseKind.SETUP: stretch.seconds.setup, PhaseKind.MOVE: stretch.seconds.move}
    return tuple(
        whole(replace(phase, kind=kind, seconds=seconds[kind], again=True)) for kind in kinds if seconds[kind] > 0
    )


def _ticks(phase: Phase) -> Phase:
    return replace(phase, kind=PhaseKind.READY, seconds=TICKED_SECONDS, again=True)
