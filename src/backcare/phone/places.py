"""Where the keys of a page lead to: seconds of the session, for each phase the same places as the terminal's."""

from collections.abc import Collection
from dataclasses import dataclass

from backcare.planning.plan import HOLD_KINDS, REPEATED_KINDS, Phase, PhaseKind, Plan, start_times

_ENTRIES = (PhaseKind.SETUP, PhaseKind.MOVE)
_TURN_STARTS = (PhaseKind.SETUP, PhaseKind.SWITCH, PhaseKind.MOVE)


@dataclass(frozen=True, slots=True)
class Places:
    """Where to go from a phase, in seconds; None where it is to stay.

    `back` starts its turn again and `before`, as it has just begun, the one before; `again` does the stretch
    before a rest once more. After a short pause it goes on at `lead`, the movement into a hold, and after a long
    one at `anew`, where its turn starts.
    """

    back: float
    before: float
    again: float | None
    lead: float | None
    anew: float | None


def places_of(plan: Plan, index: int) -> Places:
    """Return where the keys lead to from the phase at `index`."""
    phase, starts = plan.phases[index], start_times(plan.phases)
    entries = [n for n in range(index + 1) if plan.phases[n].kind in _ENTRIES] or [0]
    before = entries[-2] if entries[-1] == index and len(entries) > 1 else entries[-1]
    is_held = phase.kind in HOLD_KINDS
    return Places(
        back=starts[entries[-1]],
        before=starts[before],
        again=_first(plan, index, phase, REPEATED_KINDS) if phase.kind is PhaseKind.REST else None,
        lead=starts[index - 1] if is_held and _is_move(plan, index - 1) else None,
        anew=_turn_start(plan, index) if is_held or phase.kind in _ENTRIES else None,
    )


def _is_move(plan: Plan, index: int) -> bool:
    return index >= 0 and plan.phases[index].kind is PhaseKind.MOVE


def _first(plan: Plan, index: int, phase: Phase, kinds: Collection[PhaseKind]) -> float | None:
    """Return when the first phase of these kinds starts in the stretch and repeat of a phase, before `index`."""
    done = zip(plan.phases[:index], start_times(plan.phases), strict=False)
    same = (at for p, at in done if (p.stretch, p.repeat) == (phase.stretch, phase.repeat) and p.kind in kinds)
    return next(same, None)


def _turn_start(plan: Plan, index: int) -> float | None:
    phase = plan.phases[index]
    turn = (phase.stretch, phase.side, phase.repeat)
    pairs = zip(plan.phases[: index + 1], start_times(plan.phases), strict=False)
    starts = (at for p, at in pairs if (p.stretch, p.side, p.repeat) == turn and p.kind in _TURN_STARTS)
    return next(starts, None)
