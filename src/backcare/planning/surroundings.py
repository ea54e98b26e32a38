"""What the place has, a floor, a wall, or only a seat, and which stretches cannot be done there."""

from dataclasses import dataclass

from backcare.model.stretch import Position, Stretch
from backcare.text import make_id

_FLOOR = frozenset({Position.SUPINE, Position.KNEELING})
_HOW = {Position.SUPINE: "lying down", Position.KNEELING: "kneeling", Position.STANDING: "standing"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The place: whether there is a floor to lie or kneel on, a wall to lean on, or only a seat."""

    floor: bool = True
    wall: bool = True
    seated: bool = False

    def reason_against(self, stretch: Stretch) -> str:
        """Return why a stretch cannot be done here; empty where it can.

        A stretch without a position is ruled out by `seated` alone: it is taken not to be done seated.
        """
        position = stretch.position
        if self.seated and not position:
            return "its file does not say that it is done seated"
        if position in _HOW and (self.seated or (not self.floor and position in _FLOOR)):
            return f"it is done {_HOW[position]}"
        if not self.wall and _needs_wall(stretch):
            return "it needs a wall"
        return ""


ANYWHERE = Surroundings()


def _needs_wall(stretch: Stretch) -> bool:
    return any("wall" in make_id(thing).split("-") for thing in stretch.equipment)
