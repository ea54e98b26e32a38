"""A routine and her wishes become a plan; `fit` to the minutes she has is one of the wishes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from backcare.errors import UsageError
from backcare.model.stretch import HoldRange, Routine, RoutineItem, Stretch
from backcare.planning.plan import (
    BARE_HOLD_RANGE,
    DEFAULT_HOLD,
    STEP,
    TIP_FROM,
    Phase,
    PhaseKind,
    Plan,
    format_range,
)
from backcare.planning.surroundings import ANYWHERE, Surroundings
from backcare.text import format_clock

REST = 15.0
REST_BETWEEN_REPEATS = 10.0
LEAD_IN = 10.0
MOST_REPEATS = 20


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What she asked for, in seconds and `minutes`; `None` leaves it to the routine or the default.

    `leave_out` holds for every routine, so that what is not in this one is no mistake; `tips` are said in the
    rests, one in each, in their order; the first `promised` of them are told on the start page where no rest is.
    """

    hold: float | None = None
    repeats: int | None = None
    minutes: float | None = None
    rest: float = REST
    lead_in: float = LEAD_IN
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    wait: bool = False
    surroundings: Surroundings = ANYWHERE
    leave_out: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    rests_with_own_tip: int = 0


def build(routine: Routine, wishes: PlanOptions) -> Plan:
    """Make the plan of a session.

    Raises `UsageError` where a hold fits no stretch, a stretch is not in the routine, nothing is left, or the
    minutes are too few for even the first stretch.
    """
    entries, left_out = _possible(routine, _chosen(routine, wishes), wishes)
    _refuse_hold_that_fits_nowhere(entries, wishes.hold)
    if wishes.minutes is not None:
        entries, wishes, notices = _fit(entries, wishes, wishes.minutes * 60)
    else:
        notices = _moved(entries, wishes.hold)
    phases = _with_tips(_phases(entries, wishes), dict.fromkeys(wishes.tips))
    told = {phase.tip for phase in phases}
    promised = tuple(tip for tip in wishes.tips[: wishes.rests_with_own_tip] if tip not in told)
    return Plan(
        routine=routine.id,
        name=routine.name,
        phases=phases,
        stretches=tuple({entry.stretch.id: entry.stretch for entry in entries}.values()),
        stage=routine.stage,
        wait=wishes.wait,
        notices=(*left_out, *notices, *promised),
    )


def bare_hold(seconds: float) -> Plan:
    """Make the plan of nothing but a hold; raises `UsageError` outside 1-600 seconds."""
    if not BARE_HOLD_RANGE.shortest <= seconds <= BARE_HOLD_RANGE.longest:
        raise UsageError(f"a hold lasts 1-600 seconds, not {seconds:g}")
    return Plan(routine="hold", name="Hold", phases=(Phase(PhaseKind.HOLD, seconds),))


def _chosen(routine: Routine, wishes: PlanOptions) -> tuple[RoutineItem, ...]:
    here = {entry.stretch.id for entry in routine.items}
    for name in (*wishes.only, *wishes.without):
        if name not in here:
            raise UsageError(f"{name} is not in {routine.id}; it has {', '.join(sorted(here))}")
    chosen = tuple(
        entry
        for entry in routine.items
        if entry.stretch.id not in wishes.without and (not wishes.only or entry.stretch.id in wishes.only)
    )
    if not chosen:
        raise UsageError(f"that leaves nothing of {routine.id}")
    return chosen


def _possible(
    routine: Routine, entries: tuple[RoutineItem, ...], wishes: PlanOptions
) -> tuple[tuple[RoutineItem, ...], tuple[str, ...]]:
    """Leave out what cannot or shall not be done, with a notice for each; whole stretches, so both sides stay."""
    reasons = {entry.stretch.id: _reason_against(entry.stretch, wishes) for entry in entries}
    kept = tuple(entry for entry in entries if not reasons[entry.stretch.id])
    dropped = [f"{name}, {reason}" for name, reason in reasons.items() if reason]
    if not kept:
        raise UsageError(f"nothing is left of {routine.id}: {'; '.join(dropped)}")
    return kept, tuple(f"leaves out: {what}" for what in dropped)


def _reason_against(stretch: Stretch, wishes: PlanOptions) -> str:
    if stretch.id in wishes.leave_out and stretch.id not in wishes.only:
        return "by your wish"
    return wishes.surroundings.reason_against(stretch)


def _with_tips(phases: tuple[Phase, ...], tips: Iterable[str]) -> tuple[Phase, ...]:
    """Give each rest that is long enough a tip of its own, as long as there are any."""
    left = iter(tips)
    return tuple(
        replace(phase, tip=next(left, None))
        if phase.kind is PhaseKind.REST and phase.seconds >= TIP_FROM
        else phase
        for phase in phases
    )


def _refuse_hold_that_fits_nowhere(entries: Sequence[RoutineItem], wish: float | None) -> None:
    ranges = {entry.stretch.id: entry.stretch.hold for entry in entries if entry.stretch.hold}
    if wish is None or not ranges or any(hold.clamp(wish) == wish for hold in ranges.values()):
        return
    listed = ", ".join(f"{name} {format_range(hold)}" for name, hold in ranges.items())
    raise UsageError(f"a hold of {wish:g} s fits none of these stretches: {listed} s")


def _moved(entries: Sequence[RoutineItem], wish: float | None) -> tuple[str, ...]:
    return tuple(
        f"{item.stretch.name}: held for {hold.clamp(wish):g} s, nearest to {wish:g} in its {format_range(hold)} s"
        for item in entries
        if wish is not None and (hold := item.stretch.hold) and hold.clamp(wish) != wish
    )


def _fit(
    entries: tuple[RoutineItem, ...], wishes: PlanOptions, limit: float
) -> tuple[tuple[RoutineItem, ...], PlanOptions, tuple[str, ...]]:
    """Choose repeats and hold to come closest to the limit without going over; drop from the end if need be."""
    for count in range(len(entries), 0, -1):
        kept = entries[:count]
        if best := max(_fitting(kept, wishes, limit), default=None, key=_closeness):
            return kept, best[1], (*_moved(kept, wishes.hold), *map(_dropped, entries[count:]))
    least = min(_candidates(entries[:1], wishes), key=lambda wish: _length(entries[:1], wish))
    raise UsageError(
        f"{limit / 60:g} min is too short: {entries[0].stretch.name} alone takes"
        f" {format_clock(_length(entries[:1], least))}"
    )


def _fitting(
    entries: tuple[RoutineItem, ...], wishes: PlanOptions, limit: float
) -> Iterator[tuple[float, PlanOptions]]:
    for wish in _candidates(entries, wishes):
        length = _length(entries, wish)
        if length <= limit:
            yield length, wish


def _closeness(found: tuple[float, PlanOptions]) -> tuple[float, float]:
    length, wish = found
    return length, -abs((wish.hold or DEFAULT_HOLD) - DEFAULT_HOLD)


def _candidates(entries: Sequence[RoutineItem], wishes: PlanOptions) -> Iterator[PlanOptions]:
    ranges = [entry.stretch.hold for entry in entries if entry.stretch.hold] or [
        HoldRange(DEFAULT_HOLD, DEFAULT_HOLD)
    ]
    shortest, longest = min(r.shortest for r in ranges), max(r.longest for r in ranges)
    steps = int((longest - shortest) // STEP) + 1
    holds = [wishes.hold] if wishes.hold else [shortest + STEP * step for step in range(steps)]
    repeats = [wishes.repeats] if wishes.repeats else range(1, MOST_REPEATS + 1)
    return (replace(wishes, hold=hold, repeats=count) for hold in holds for count in repeats)


def _length(entries: Sequence[RoutineItem], wishes: PlanOptions) -> float:
    return sum(phase.seconds for phase in _phases(entries, wishes))


def _dropped(entry: RoutineItem) -> str:
    return f"left out for want of time: {entry.stretch.name}"


def _phases(entries: Sequence[RoutineItem], wishes: PlanOptions) -> tuple[Phase, ...]:
    first = entries[0].stretch
    blocks: list[Iterator[Phase]] = [iter([Phase(PhaseKind.READY, wishes.lead_in, first.id)])]
    for n, entry in enumerate(entries):
        blocks.append(_block(entry, wishes))
        if n < len(entries) - 1:
            repeat = _repeats(entry, wishes)
            blocks.append(iter([Phase(PhaseKind.REST, wishes.rest, entry.stretch.id, repeat=repeat)]))
    return tuple(phase for phase in chain.from_iterable(blocks) if phase.seconds > 0)


def _block(entry: RoutineItem, wishes: PlanOptions) -> Iterator[Phase]:
    """All repeats of one stretch, with the short rests between them."""
    stretch, repeats = entry.stretch, _repeats(entry, wishes)
    for repeat in range(1, repeats + 1):
        yield from _round(stretch, _held(entry, wishes), repeat)
        if repeat < repeats:
            yield Phase(PhaseKind.REST, min(wishes.rest, REST_BETWEEN_REPEATS), stretch.id, repeat=repeat)


def _round(stretch: Stretch, held: Phase, repeat: int) -> Iterator[Phase]:
    """One repeat: every side once, with the full hold on each."""
    seconds = stretch.seconds
    sides = stretch.sides or (None,)
    if repeat == 1:
        yield Phase(PhaseKind.SETUP, seconds.setup, stretch.id, sides[0])
    for side in sides:
        if side is not sides[0]:
            yield Phase(PhaseKind.SWITCH, seconds.switch, stretch.id, side, repeat)
        yield Phase(PhaseKind.MOVE, seconds.move if repeat == 1 else seconds.move_again, stretch.id, side, repeat)
        yield replace(held, side=side, repeat=repeat)
        yield Phase(PhaseKind.RELEASE, seconds.release, stretch.id, side, repeat)


def _held(entry: RoutineItem, wishes: PlanOptions) -> Phase:
    stretch = entry.stretch
    if stretch.reps:
        return Phase(PhaseKind.REPS, stretch.reps.count * stretch.reps.seconds, stretch.id)
    allowed = stretch.hold or BARE_HOLD_RANGE
    return Phase(PhaseKind.HOLD, allowed.clamp(wishes.hold or entry.hold or DEFAULT_HOLD), stretch.id)


def _repeats(entry: RoutineItem, wishes: PlanOptions) -> int:
    return wishes.repeats or entry.repeats or 1
