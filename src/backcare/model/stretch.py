"""The values that everything speaks of: stretches, routines, sides and the words for each."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

# Places in a figure: 100 is her standing height, x grows to the right, y upwards from the floor.
Point: TypeAlias = tuple[float, float]
Polyline: TypeAlias = tuple[Point, ...]
Pose: TypeAlias = tuple[tuple[str, Point], ...]  # every joint of a moment, by its name


class Side(StrEnum):
    """Her own left or right; a twist is named by the way it turns, a lying one by the way the knees go."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Stage(StrEnum):
    """The part of motherhood a stretch or routine is meant for."""

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
    """Lines of text, once for each side; a text that does not depend on the side has both alike."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()

    def for_side(self, side: Side | None) -> tuple[str, ...]:
        """Return the lines for a side; without one, the left's, which then are the only ones."""
        return self.right if side is Side.RIGHT else self.left


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do, in the order of doing it."""

    setup: SidedText
    move: SidedText = SidedText()
    hold: SidedText = SidedText()
    release: SidedText = SidedText()


@dataclass(frozen=True, slots=True)
class SpokenTexts:
    """What the voice says in place of the steps; an empty text means: read the steps."""

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
        """Return the length inside the range that is closest to a wish."""
        return min(max(seconds, self.shortest), self.longest)


@dataclass(frozen=True, slots=True)
class Reps:
    """A movement that is counted instead of held: so many times, so many seconds each."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PhaseSeconds:
    """How long the parts around a hold take."""

    setup: float = 15.0
    move: float = 6.0
    move_again: float = 6.0
    release: float = 4.0
    switch: float = 8.0


class View(StrEnum):
    """Where a figure is seen from: the side (she faces right), the front, or above (her head at the top)."""

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
    """How a stretch looks: its poses (the start, the hold, for a counted movement more) and what is around her.

    `drawn_for` is the side the poses show; `foreshortened` names the limbs that come towards the eye or go away,
    `arrow` is the way of the movement where the poses alone could be misread.
    """

    view: View
    poses: tuple[Pose, ...]
    drawn_for: Side | None = None
    feel: tuple[Zone, ...] = ()
    foreshortened: tuple[str, ...] = ()
    belly: bool = False
    props: tuple[tuple[str, Polyline], ...] = ()
    arrow: Polyline = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch as its file tells it; exactly one of `hold` and `reps` is there."""

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
    cautions: tuple[str, ...] = ()
    say: SpokenTexts = SpokenTexts()
    seconds: PhaseSeconds = PhaseSeconds()
    figure: Figure | None = None
    source: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class RoutineItem:
    """A stretch in its place in a routine, with the routine's own wishes for it."""

    stretch: Stretch
    hold: float | None = None
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Routine:
    """Stretches in the order of doing them; `tip` is the id of one for its first rest."""

    id: str
    name: str
    items: tuple[RoutineItem, ...]
    stage: Stage | None = None
    purpose: str = ""
    source: str = ""
    file: str = ""
    tip: str = ""
