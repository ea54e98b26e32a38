"""A plan: one flat tuple of phases, played in order without further rules, and the stretches in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from typing import Any

from backcare.model.stretch import HoldRange, Side, Stage, Stretch
from backcare.planning import defaults
from backcare.text import escape_bad_chars, json_number

BARE_HOLD_RANGE = HoldRange(1.0, 600.0)
HALFWAY_FROM = 20.0  # seconds: the halfway point of a shorter hold is not told
STEP = 5.0  # seconds by which a hold is made longer or shorter
TIP_FROM = 10.0  # seconds of rest: saying a tip takes 3.5, and silence is to follow
LEAST_AFTER_SETUP = 4.0  # seconds of a set-up that are left to get there once everything is said
BEFORE_A_HOLD = 1.0  # seconds of silence at the end of a movement
PAUSE_BETWEEN_TEXTS = 3.0  # seconds between two texts of one phase: a breath in, a breath out
VERSION = 1


class PhaseKind(StrEnum):
    """What the user does in a phase."""

    READY = "ready"
    SETUP = "setup"
    MOVE = "move"
    HOLD = "hold"
    REPS = "reps"
    RELEASE = "release"
    SWITCH = "switch"
    REST = "rest"


HOLD_KINDS = frozenset({PhaseKind.HOLD, PhaseKind.REPS})
TICKED_KINDS = frozenset({PhaseKind.READY, PhaseKind.SETUP, PhaseKind.HOLD})  # whose last three seconds are told
REPEATED_KINDS = HOLD_KINDS | {PhaseKind.MOVE, PhaseKind.RELEASE, PhaseKind.SWITCH}


@dataclass(frozen=True, slots=True)
class Phase:
    """A length of time with one thing to do; `repeat` counts from 1.

    `again` marks one that leads back into position after a pause; a rest may have a `tip` to be shown and said.
    """

    kind: PhaseKind
    seconds: float
    stretch: str | None = None
    side: Side | None = None
    repeat: int = 1
    again: bool = False
    tip: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All phases of a session in order, with the stretches in them, so that a stored plan needs no other file."""

    routine: str
    name: str
    phases: tuple[Phase, ...]
    stretches: tuple[Stretch, ...] = ()
    stage: Stage | None = None
    wait: bool = False
    notices: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """The length of everything, in seconds."""
        return sum(phase.seconds for phase in self.phases)

    def stretch_of(self, phase: Phase) -> Stretch | None:
        """Return the stretch that a phase belongs to; a bare hold has none."""
        return next((stretch for stretch in self.stretches if stretch.id == phase.stretch), None)

    def hold_range(self, phase: Phase) -> HoldRange:
        """Return how short and how long the hold of a phase may be, in seconds."""
        stretch = self.stretch_of(phase)
        return stretch.hold if stretch and stretch.hold else BARE_HOLD_RANGE

    def stretch_number(self, phase: Phase) -> int:
        """Return which of the plan's stretches a phase belongs to, from 1; 0 for none."""
        ids = [stretch.id for stretch in self.stretches]
        return ids.index(phase.stretch) + 1 if phase.stretch in ids else 0

    def repeats_of(self, phase: Phase) -> int:
        """Return how many repeats the stretch of a phase has in all."""
        return max((other.repeat for other in self.phases if other.stretch == phase.stretch), default=1)


def next_hold_index(plan: Plan, index: int) -> int | None:
    """Return the index of the first hold at or after `index`; `None` where none is left."""
    return next((n for n in range(index, len(plan.phases)) if plan.phases[n].kind in HOLD_KINDS), None)


def add_repeat(plan: Plan, index: int) -> Plan:
    """Return the plan with one more repeat of the stretch behind the rest at `index`, and that rest again."""
    rest = plan.phases[index]
    done = [p for p in plan.phases[:index] if p.stretch == rest.stretch and p.repeat == rest.repeat]
    held = next((p.seconds for p in reversed(done) if p.kind in HOLD_KINDS), defaults.HOLD)
    again = tuple(_repeated(plan, p, held) for p in done if p.kind in REPEATED_KINDS)
    after = replace(rest, repeat=rest.repeat + 1, tip=None)
    later = tuple(
        replace(p, repeat=p.repeat + 1) if p.stretch == rest.stretch else p for p in plan.phases[index + 1 :]
    )
    return replace(plan, phases=(*plan.phases[: index + 1], *again, after, *later))


def change_hold(plan: Plan, index: int, seconds: float) -> Plan:
    """Return the plan with the hold at `index` and all later ones of its stretch this long, on both sides."""
    stretch = plan.phases[index].stretch
    return replace(
        plan,
        phases=tuple(
            replace(phase, seconds=seconds)
            if n >= index and phase.kind is PhaseKind.HOLD and phase.stretch == stretch
            else phase
            for n, phase in enumerate(plan.phases)
        ),
    )


def change_reps(plan: Plan, stretch: Stretch, count: int) -> Plan:
    """Return the plan with a counted movement done so many times in each of its turns."""
    if not stretch.reps:
        return plan
    counted = replace(stretch, reps=replace(stretch.reps, count=count))
    seconds = count * stretch.reps.seconds
    return replace(
        plan,
        phases=tuple(
            replace(phase, seconds=seconds)
            if phase.kind is PhaseKind.REPS and phase.stretch == stretch.id
            else phase
            for phase in plan.phases
        ),
        stretches=tuple(counted if one.id == stretch.id else one for one in plan.stretches),
    )


def start_times(phases: Sequence[Phase]) -> tuple[float, ...]:
    """Return when each phase starts, in seconds from the first."""
    return tuple(accumulate((phase.seconds for phase in phases[:-1]), initial=0.0)) if phases else ()


def timeline(plan: Plan) -> dict[str, Any]:
    """Return the plan as scripts read it (`--dry-run --json`); the contract stands in docs/scripts.md."""
    return {
        "routine": plan.routine,
        "seconds": json_number(plan.seconds),
        "phases": [
            {
                "kind": phase.kind.value,
                "stretch": phase.stretch,
                "side": phase.side and phase.side.value,
                "repeat": phase.repeat,
                "starts_at": json_number(start),
                "seconds": json_number(phase.seconds),
            }
            for phase, start in zip(plan.phases, start_times(plan.phases), strict=True)
        ],
    }


def to_json(plan: Plan) -> str:
    """Return a plan as text that `from_json` reads back, in this version or a later one.

    What is no text, as a path can have it, is written as escapes.
    """
    import msgspec

    body = _escaped(msgspec.to_builtins(plan))
    return msgspec.json.encode({"version": VERSION, "plan": body}).decode()


def from_json(text: str) -> Plan:
    """Read a plan written by `to_json`; raises `ValueError` where it is none or of a newer program.

    Characters that no text may have, which a plan that another program wrote can have, come back as escapes.
    """
    import msgspec

    try:
        stored = msgspec.json.decode(text)
        if isinstance(stored, dict) and stored.get("version") == VERSION:
            return msgspec.convert(_escaped(stored.get("plan")), Plan)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError("not a plan") from error
    raise ValueError("not a plan that this version can read")


def _escaped(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Return a value from JSON with all its texts as they may be shown."""
    match value:
        case str():
            return escape_bad_chars(value)
        case list() | tuple():
            return [_escaped(item) for item in value]
        case dict():
            return {key: _escaped(item) for key, item in value.items()}
    return value


def _repeated(plan: Plan, phase: Phase, held: float) -> Phase:
    """Return a phase of one repeat as it is in the next, which is held for so many seconds."""
    stretch = plan.stretch_of(phase)
    seconds = phase.seconds
    if phase.kind is PhaseKind.MOVE and stretch:
        seconds = stretch.seconds.move_again
    if phase.kind is PhaseKind.HOLD:
        seconds = held
    return replace(phase, repeat=phase.repeat + 1, seconds=seconds)


def format_range(hold: HoldRange) -> str:
    """Return a range of seconds as in 15-30, or 20 where both ends are the same."""
    return f"{hold.shortest:g}" if hold.shortest == hold.longest else f"{hold.shortest:g}-{hold.longest:g}"
