"""A routine and the options of one run become a plan; the minutes at hand are one of the options."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from backcare.errors import UsageError
from backcare.model.stretch import HoldRange, Routine, RoutineItem, Stretch
from backcare.planning import defaults
from backcare.planning.plan import (
    BARE_HOLD_RANGE,
    STEP,
    TIP_FROM,
    Phase,
    PhaseKind,
    Plan,
    format_range,
)
from backcare.planning.surroundings import ANYWHERE, Surroundings
from backcare.text import format_clock

MOST_REPEATS = 20
_MUCH_SHORTER = 60.0  # seconds less than the user has, which are worth a word


class NothingLeftError(UsageError):
    """No stretch of a routine can be done where the user is."""


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What the user asked for, in seconds and `minutes`; `None` leaves it to the routine or the default.

    `only` and `without` name stretches of the routine; `leave_out` holds for every routine, so that a name
    that is not in this one is no mistake. `tips` are said in the rests, one in each, in their order; the first
    `tips_to_show` of them become notices of the plan where no rest has room for them.
    """

    hold: float | None = None
    repeats: int | None = None
    minutes: float | None = None
    rest: float = defaults.REST
    lead_in: float = defaults.LEAD_IN
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    wait: bool | None = None
    surroundings: Surroundings = ANYWHERE
    leave_out: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    tips_to_show: int = 0


def build(routine: Routine, options: PlanOptions) -> Plan:
    """Make the plan of a session.

    Raises `UsageError` where a hold fits no stretch, a stretch is not in the routine, nothing is left, or the
    minutes are too few for even the first stretch.
    """
    items, left_out = _leave_out(routine, _select(routine, options), options)
    _refuse_hold_that_fits_nowhere(items, options.hold)
    if options.minutes is not None:
        items, options, notices = _fit(items, options, options.minutes * 60)
    else:
        notices = _clamp_notices(items, options.hold)
    phases = _add_tips(_all_phases(items, options), dict.fromkeys(options.tips))
    in_rests = {phase.tip for phase in phases}
    shown_tips = tuple(tip for tip in options.tips[: options.tips_to_show] if tip not in in_rests)
    return Plan(
        routine=routine.id,
        name=routine.name,
        phases=phases,
        stretches=tuple({item.stretch.id: item.stretch for item in items}.values()),
        stage=routine.stage,
        wait=bool(options.wait),
        notices=(*left_out, *notices, *shown_tips),
    )


def bare_hold(seconds: float) -> Plan:
    """Make the plan of nothing but a hold; raises `UsageError` outside 1-600 seconds."""
    if not BARE_HOLD_RANGE.shortest <= seconds <= BARE_HOLD_RANGE.longest:
        raise UsageError(f"a hold lasts 1-600 seconds, not {seconds:g}")
    return Plan(routine="hold", name="Hold", phases=(Phase(PhaseKind.HOLD, seconds),))


def _select(routine: Routine, options: PlanOptions) -> tuple[RoutineItem, ...]:
    """Return the items that `only` and `without` leave; raises UsageError if one is strange or none left."""
    here = {item.stretch.id for item in routine.items}
    for name in (*options.only, *options.without):
        if name not in here:
            raise UsageError(f"{name} is not in {routine.id}; it has {', '.join(sorted(here))}")
    wanted = set(options.only or here).difference(options.without)
    if not wanted:
        raise UsageError(f"that leaves nothing of {routine.id}; it has {', '.join(sorted(here))}")
    return tuple(item for item in routine.items if item.stretch.id in wanted)


def _leave_out(
    routine: Routine, items: tuple[RoutineItem, ...], options: PlanOptions
) -> tuple[tuple[RoutineItem, ...], tuple[str, ...]]:
    """Return the items that can and shall be done, and a notice for each other one; both sides of it go."""
    reasons = {item.stretch: _reason_against(item.stretch, options) for item in items}
    kept = tuple(item for item in items if not reasons[item.stretch])
    dropped = [f"{stretch.name}, {reason}" for stretch, reason in reasons.items() if reason]
    if not kept:
        raise NothingLeftError(f"nothing is left of {routine.id}: {'; '.join(dropped)}")
    return kept, tuple(f"leaves out: {what}" for what in dropped)


def _reason_against(stretch: Stretch, options: PlanOptions) -> str:
    """Return why a stretch is left out; empty where it is not. Naming it in `only` outdoes `leave_out`."""
    if stretch.id in options.leave_out and stretch.id not in options.only:
        return "by your wish"
    return options.surroundings.reason_against(stretch)


def _add_tips(phases: Iterable[Phase], tips: Iterable[str]) -> tuple[Phase, ...]:
    """Return the phases with a tip in each rest that is long enough, as long as there are any."""
    left = iter(tips)
    return tuple(
        replace(phase, tip=next(left, None))
        if phase.kind is PhaseKind.REST and phase.seconds >= TIP_FROM
        else phase
        for phase in phases
    )


def _refuse_hold_that_fits_nowhere(items: Sequence[RoutineItem], hold: float | None) -> None:
    """Raise UsageError where the range of no stretch has this hold (seconds)."""
    ranges = {item.stretch.name: item.stretch.hold for item in items if item.stretch.hold}
    if hold is None or not ranges or any(allowed.clamp(hold) == hold for allowed in ranges.values()):
        return
    listed = ", ".join(f"{name} {format_range(allowed)}" for name, allowed in ranges.items())
    nearest = min((allowed.clamp(hold) for allowed in ranges.values()), key=lambda near: abs(near - hold))
    raise UsageError(
        f"a hold of {hold:g} s fits none of these stretches: {listed} s; --hold {nearest:g} would do"
    )


def _clamp_notices(items: Sequence[RoutineItem], hold: float | None) -> tuple[str, ...]:
    """Return a notice for each stretch whose range does not have this hold (seconds)."""
    return tuple(
        f"{item.stretch.name}: held for {nearest:g} s, nearest to {hold:g} in its {format_range(allowed)} s"
        for item in items
        if hold is not None and (allowed := item.stretch.hold) and (nearest := allowed.clamp(hold)) != hold
    )


def _fit(
    items: tuple[RoutineItem, ...], options: PlanOptions, limit: float
) -> tuple[tuple[RoutineItem, ...], PlanOptions, tuple[str, ...]]:
    """Return the items, the options and the notices of the plan that comes closest to `limit` seconds from below.

    Repeats and hold are chosen by trying all of `_candidates`. Stretches are dropped from the end only while
    even the shortest candidate is too long; raises UsageError where the first stretch alone is.
    """
    for count in range(len(items), 0, -1):
        kept, dropped = items[:count], items[count:]
        timed = [(_seconds(kept, candidate), candidate) for candidate in _candidates(kept, options)]
        if fitting := [found for found in timed if found[0] <= limit]:
            seconds, best = max(fitting, key=_closeness)
            is_longest = len(fitting) == len(timed) and not dropped and limit - seconds >= _MUCH_SHORTER
            longest = (
                [f"as long as it gets: {format_clock(seconds)} of the {limit / 60:g} min"] if is_longest else []
            )
            return kept, best, (*_clamp_notices(kept, options.hold), *map(_drop_notice, dropped), *longest)
    shortest = min(_seconds(items[:1], candidate) for candidate in _candidates(items[:1], options))
    raise UsageError(
        f"{limit / 60:g} min is too short: {items[0].stretch.name} alone takes {format_clock(shortest)};"
        f" --minutes {ceil(shortest / 30) / 2:g} would do"
    )


def _candidates(items: Sequence[RoutineItem], options: PlanOptions) -> Iterator[PlanOptions]:
    """Yield the options with every hold that some range has, in steps of 5 s, and 1-20 repeats.

    What the user asked for is the only candidate for it.
    """
    ranges = [item.stretch.hold for item in items if item.stretch.hold] or [
        HoldRange(defaults.HOLD, defaults.HOLD)
    ]
    shortest, longest = min(r.shortest for r in ranges), max(r.longest for r in ranges)
    steps = int((longest - shortest) // STEP) + 1
    holds = [options.hold] if options.hold else [shortest + STEP * step for step in range(steps)]
    repeats = [options.repeats] if options.repeats else range(1, MOST_REPEATS + 1)
    return (replace(options, hold=hold, repeats=count) for hold in holds for count in repeats)


def _closeness(found: tuple[float, PlanOptions]) -> tuple[float, float]:
    """Return a key that is greatest for the longest plan (seconds), and of those for the hold nearest to 20 s."""
    seconds, candidate = found
    return seconds, -abs((candidate.hold or defaults.HOLD) - defaults.HOLD)


def _seconds(items: Sequence[RoutineItem], options: PlanOptions) -> float:
    return sum(phase.seconds for phase in _all_phases(items, options))


def _drop_notice(item: RoutineItem) -> str:
    return f"left out for want of time: {item.stretch.name}"


def _all_phases(items: Sequence[RoutineItem], options: PlanOptions) -> Iterator[Phase]:
    """Yield the phases of a plan in order, with a rest between two stretches; none lasts 0 seconds."""
    phases = [Phase(PhaseKind.READY, options.lead_in, items[0].stretch.id)]
    for item in items:
        phases += _stretch_phases(item, options)
        phases.append(Phase(PhaseKind.REST, options.rest, item.stretch.id, repeat=_repeats(item, options)))
    return (phase for phase in phases[:-1] if phase.seconds > 0)


def _stretch_phases(item: RoutineItem, options: PlanOptions) -> Iterator[Phase]:
    """Yield all repeats of one stretch, with the short rests between them."""
    stretch, repeats = item.stretch, _repeats(item, options)
    for repeat in range(1, repeats + 1):
        yield from _repeat_phases(stretch, _held_phase(item, options), repeat)
        if repeat < repeats:
            yield Phase(
                PhaseKind.REST, min(options.rest, defaults.REST_BETWEEN_REPEATS), stretch.id, repeat=repeat
            )


def _repeat_phases(stretch: Stretch, held: Phase, repeat: int) -> Iterator[Phase]:
    """Yield one repeat: every side once, with the full hold on each."""
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


def _held_phase(item: RoutineItem, options: PlanOptions) -> Phase:
    """Return the hold of a stretch, or its counted movements, without side and repeat."""
    stretch = item.stretch
    if stretch.reps:
        return Phase(PhaseKind.REPS, stretch.reps.count * stretch.reps.seconds, stretch.id)
    allowed = stretch.hold or BARE_HOLD_RANGE
    return Phase(PhaseKind.HOLD, allowed.clamp(options.hold or item.hold or defaults.HOLD), stretch.id)


def _repeats(item: RoutineItem, options: PlanOptions) -> int:
    return options.repeats or item.repeats or 1
