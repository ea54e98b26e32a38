"""What there is no room for today: the floor, a wall, anything but a seat; and which stretches that rules out."""

from dataclasses import dataclass

from backcare.model.stretch import Position, Stretch
from backcare.text import make_id

_FLOOR = frozenset({Position.SUPINE, Position.KNEELING})
_DONE = {Position.SUPINE: "lying down", Position.KNEELING: "kneeling", Position.STANDING: "standing"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where she is: whether there is a floor to lie or kneel on, a wall to lean on, only a seat."""

    floor: bool = True
    wall: bool = True
    seated: bool = False

    def reason_against(self, stretch: Stretch) -> str:
        """Return why a stretch cannot be done here, empty where it can; a file that is silent rules nothing out.

        Only `seated` asks for a word: what does not say that it is done seated is taken to be done otherwise.
        """
        position = stretch.position
        if self.seated and not position:
            return "its file does not say that it is done seated"
        if position in _DONE and (self.seated or (not self.floor and position in _FLOOR)):
            return f"it is done {_DONE[position]}"
        if not self.wall and _needs_a_wall(stretch):
            return "it needs a wall"
        return ""


ANYWHERE = Surroundings()


def _needs_a_wall(stretch: Stretch) -> bool:
    return any("wall" in make_id(thing).split("-") for thing in stretch.equipment)
