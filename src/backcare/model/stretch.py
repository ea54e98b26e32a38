"""Stretches and routines: sides, stages, texts for each side, seconds, figures."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

# Points of a figure: 100 is the standing height, x grows to the right, y upwards from the floor.
Point: TypeAlias = tuple[float, float]
Polyline: TypeAlias = tuple[Point, ...]
Pose: TypeAlias = tuple[tuple[str, Point], ...]  # every joint by its name


class Side(StrEnum):
    """The user's own left or right; a twist is named by the way it turns, a lying one by the way the knees go."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Stage(StrEnum):
    """The stage that a stretch or a routine is meant for."""

    PREGNANCY = "pregnancy"
    POSTPARTUM = "postpartum"


class Position(StrEnum):
    """How the body is supported; supine is lying on the back."""

    SEATED = "seated"
    KNEELING = "kneeling"
    STANDING = "standing"
    SUPINE = "supine"


@dataclass(frozen=True, slots=True)
class SidedText:
    """Lines of text for each side; equal if they do not depend on the side."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()

    def for_side(self, side: Side | None) -> tuple[str, ...]:
        """Return the lines for a side; for None the left ones (a stretch without sides has both equal)."""
        return self.right if side is Side.RIGHT else self.left


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do in each phase, in order."""

    setup: SidedText
    move: SidedText = SidedText()
    hold: SidedText = SidedText()
    release: SidedText = SidedText()
    switch: SidedText = SidedText()  # for the side that now begins


@dataclass(frozen=True, slots=True)
class Cautions:
    """What to take care of: `before` the stretch, in its set-up; `during` it, in its hold; `more` for reading."""

    before: SidedText = SidedText()
    during: SidedText = SidedText()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpokenTexts:
    """What the voice says in place of the steps; for an empty text it reads the steps.

    Several lines are said one after the other, with a pause between them.
    """

    announce: SidedText = SidedText()
    setup: SidedText = SidedText()
    move: SidedText = SidedText()
    release: SidedText = SidedText()
    switch: SidedText = SidedText()


@dataclass(frozen=True, slots=True)
class HoldRange:
    """The range a stretch may be held for, in seconds."""

    shortest: float
    longest: float

    def clamp(self, seconds: float) -> float:
        """Return the length inside the range that is closest to `seconds`."""
        return min(max(seconds, self.shortest), self.longest)


@dataclass(frozen=True, slots=True)
class Reps:
    """A movement that is counted instead of held: `count` times, `seconds` each."""

    count: int
    seconds: float

    def number_at(self, seconds: float) -> int:
        """Return which repeat it is after so many seconds, from 1; past its time it stays the last."""
        return min(int((seconds + 1e-6) / self.seconds) + 1, self.count)


@dataclass(frozen=True, slots=True)
class PhaseSeconds:
    """The seconds of each phase around a hold."""

    setup: float = 15.0
    move: float = 6.0
    move_again: float = 6.0
    release: float = 4.0
    switch: float = 8.0


class View(StrEnum):
    """Where a figure is seen from: the side (facing right), the front, or above (the head at the top)."""

    SIDE = "side"
    FRONT = "front"
    PLAN = "plan"


class Zone(StrEnum):
    """The part of the body that should feel a stretch."""

    UPPER_BACK = "upper-back"
    LOWER_BACK = "lower-back"
    CHEST = "chest"
    SHOULDERS = "shoulders"


@dataclass(frozen=True, slots=True)
class Figure:
    """How a stretch looks: its poses (the start, the hold, more for a counted movement) and things around.

    `drawn_for` is the side that the poses show; `foreshortened` are the limbs that point towards the viewer or
    away; `arrow` is the way of the movement, outside the body. `exaggerate` says how many times as far from the
    start as they are the other poses are drawn, `captions` what each pose is called.
    """

    view: View
    poses: tuple[Pose, ...]
    drawn_for: Side | None = None
    feel: tuple[Zone, ...] = ()
    foreshortened: tuple[str, ...] = ()
    belly: bool = False
    props: tuple[tuple[str, Polyline], ...] = ()
    arrow: Polyline = ()
    exaggerate: float = 1.0
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch, as its file has it; exactly one of `hold` and `reps` is not None."""

    id: str
    name: str
    steps: Steps
    hold: HoldRange | None = None
    reps: Reps | None = None
    stages: tuple[Stage, ...] = ()
    position: Position | None = None
    equipment: tuple[str, ...] = ()
    purpose: str = ""
    sides: tuple[Side, ...] = ()
    cautions: Cautions = Cautions()
    say: SpokenTexts = SpokenTexts()
    seconds: PhaseSeconds = PhaseSeconds()
    figure: Figure | None = None
    source: str = ""
    file: str = ""

    def setup_lines(self, side: Side | None) -> tuple[str, ...]:
        """Return what is to be read in the set-up: the cautions for the time before it, then its steps."""
        return (*self.cautions.before.for_side(side), *self.steps.setup.for_side(side))

    def hold_lines(self, side: Side | None) -> tuple[str, ...]:
        """Return what is to be read in the hold or in the counted movement, its cautions last."""
        return (*self.steps.hold.for_side(side), *self.cautions.during.for_side(side))

    def switch_lines(self, side: Side) -> tuple[str, ...]:
        """Return what is to be read before `side` begins.

        That is what the file has for it, else the side's own set-up if it differs, else its movement.
        """
        setup = self.steps.setup.for_side(side)
        differing = setup if setup != self.steps.setup.for_side(side.other) else ()
        return self.steps.switch.for_side(side) or differing or self.steps.move.for_side(side)


@dataclass(frozen=True, slots=True)
class RoutineItem:
    """A stretch in a routine; `hold` (seconds) and `repeats` are the routine's own, None is the default."""

    stretch: Stretch
    hold: float | None = None
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Routine:
    """Stretches in order; `tip` is the id of the tip for the first rest."""

    id: str
    name: str
    items: tuple[RoutineItem, ...]
    stage: Stage | None = None
    purpose: str = ""
    source: str = ""
    file: str = ""
    tip: str = ""
