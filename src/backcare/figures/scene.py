"""The scene of a pose: everything that is seen of it, from far to near."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from backcare.figures.body import Joints, along_spine, arm, face, leg, trunk
from backcare.figures.geometry import add_points, angle_between, mix_points, smooth_curve
from backcare.figures.poses import key_poses
from backcare.figures.shapes import Blob, Part, Shape, corners_of, disc, line
from backcare.model.skeleton import SIDES
from backcare.model.stretch import Figure, Point, Polyline, Pose, Side, View, Zone

MARGIN = 1.5  # around everything, in hundredths of the body's height
_SMALL_WAY = 13.0  # a movement in which no joint goes farther has a ghost of its start
_BEHIND, _IN_FRONT, _ASIDE = 3.2, -3.2, 5.0  # from the spine to what should feel the stretch
_WEIGHTS = {
    "floor": 0.6,
    "mat": 1.0,
    "wall": 1.4,
    "jamb": 1.6,
    "near_jamb": 1.6,
    "seat": 1.4,
    "back": 1.4,
    "pillow": 2.0,
}
_OTHER_WEIGHT = 0.9
_IN_FRONT_OF_BODY = ("near_jamb",)


class Showing(Enum):
    """What a picture tells of the movement, beside the pose."""

    START = ()
    MOVING = ("ghost", "feel", "arrow")
    HELD = ("ghost", "feel")


@dataclass(frozen=True, slots=True)
class Scene:
    """Shapes from far to near, and the corners of all that the figure ever shows."""

    shapes: tuple[Shape, ...]
    low: Point
    high: Point


def build_scene(figure: Figure, pose: Pose, side: Side | None = None, showing: Showing = Showing.HELD) -> Scene:
    """Return what a pose shows, as for this side; its corners are the same for all poses of a figure."""
    low, high = _corners(figure)
    shapes = tuple(_shapes(figure, pose, showing))
    if side and side is not figure.drawn_for:
        low, high = (-high[0], low[1]), (-low[0], high[1])
        shapes = tuple(shape.mirrored() for shape in shapes)
    return Scene(shapes, low, high)


def _shapes(figure: Figure, pose: Pose, showing: Showing) -> Iterator[Shape]:
    joints = dict(pose)
    props = [(shape, name in _IN_FRONT_OF_BODY) for name, places in figure.props for shape in _prop(name, places)]
    yield from (shape for shape, is_in_front in props if not is_in_front)
    if has_ghost(figure, showing):
        blobs = (blob for shape in _body(figure, dict(key_poses(figure)[0])) for blob in shape.blobs)
        yield Shape(Part.GHOST, tuple(blobs))
    yield from _body(figure, joints)
    yield from (shape for shape, is_in_front in props if is_in_front)
    yield from (shape for side in SIDES if side != "far" for shape in arm(joints, side))
    if "feel" in showing.value:
        yield from (Shape(Part.FEEL, tuple(_feel(zone, figure.view, joints))) for zone in figure.feel)
    if "arrow" in showing.value and figure.arrow:
        yield Shape(Part.ARROW, tuple(_arrow(figure)))


def _prop(name: str, places: Polyline) -> Iterator[Shape]:
    """Yield a thing around the body; one that comes back to where it began is a surface with an edge."""
    if places[0] == places[-1]:
        yield Shape(Part.SURFACE, (tuple((*place, 0.5) for place in places),))
    yield Shape(Part.PROP, line(places, _WEIGHTS.get(name, _OTHER_WEIGHT)))


def _body(figure: Figure, joints: Joints) -> Iterator[Shape]:
    """Yield everything of the body but its near arms."""
    yield from arm(joints, "far")
    yield from leg(joints, "far")
    yield trunk(joints, has_belly=figure.belly)
    yield from face(joints)
    yield from (shape for side in SIDES if side != "far" for shape in leg(joints, side))


def has_ghost(figure: Figure, showing: Showing) -> bool:
    """Whether a picture has the start behind the pose: where the two are hard to tell from each other."""
    return "ghost" in showing.value and _is_small(figure)


@lru_cache(maxsize=64)
def _is_small(figure: Figure) -> bool:
    start, *others = map(dict, key_poses(figure))
    return max(math.dist(start[joint], pose[joint]) for pose in others for joint in start) < _SMALL_WAY


@lru_cache(maxsize=64)
def _corners(figure: Figure) -> tuple[Point, Point]:
    shapes = [shape for pose in key_poses(figure) for shape in _shapes(figure, pose, Showing.MOVING)]
    floor = [line(places, _WEIGHTS["floor"]) for name, places in figure.props if name == "floor"]
    low, high = corners_of(shape for shape in shapes if shape.blobs not in floor)
    return (low[0] - MARGIN, low[1] - MARGIN), (high[0] + MARGIN, high[1] + MARGIN)


def _feel(zone: Zone, view: View, joints: Joints) -> Iterator[Blob]:
    """Yield what should feel the stretch: at the back or the front in a side view, else on both sides."""
    if zone is Zone.SHOULDERS:
        yield from (disc(joints[name], 3.4) for side in SIDES if (name := f"{side}_shoulder") in joints)
        return
    distances = [_BEHIND if zone in (Zone.UPPER_BACK, Zone.LOWER_BACK) else _IN_FRONT]
    if view is not View.SIDE:
        distances = [_ASIDE, -_ASIDE]
    low, high = ("pelvis", "T6") if zone is Zone.LOWER_BACK else ("T6", "C7")
    below, *middle, above = along_spine(joints, low, high)
    back = [mix_points(below, middle[0], 0.5), *middle, mix_points(above, middle[-1], 0.5)]
    left = angle_between(joints[low], joints[high]) + math.pi / 2
    for distance in distances:
        aside = (distance * math.cos(left), distance * math.sin(left))
        yield from line([add_points(place, aside) for place in back], 1.6)


def _arrow(figure: Figure) -> Iterator[Blob]:
    """Yield the way of the movement, and an arrowhead at its end."""
    way = smooth_curve(figure.arrow)
    back = angle_between(way[-1], way[-2])
    tip = way[-1]
    corners = [add_points(tip, (math.cos(back + turn) * 5, math.sin(back + turn) * 5)) for turn in (0.55, -0.55)]
    yield from line(way[:-1], 0.7)
    yield tuple((*corner, 0.2) for corner in (tip, *corners))
