"""A pose between two key frames, and the strokes that show it, in layers for the screen to style."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from backcare.figures.geometry import _SMOOTH, add_points, angle_between, circle, mix_points, smooth_curve
from backcare.model.skeleton import HEAD_RADIUS, SIDES, SPINE, parent_of
from backcare.model.stretch import Figure, Point, Polyline, Pose, Side, View, Zone

_Joints: TypeAlias = dict[str, Point]

BACK, CHEST = 3.5, -6.5  # from the spine to the line that marks the zone


class Layer(IntEnum):
    """What a stroke is part of; a later one stands before an earlier one."""

    PROPS = 1
    FAR = 2
    ZONE = 3
    NEAR = 4


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from point to point, in hundredths of her height."""

    layer: Layer
    points: Polyline


# --- poses


# --- strokes


def draw_strokes(figure: Figure, pose: Pose, side: Side | None = None) -> tuple[Stroke, ...]:
    """Return every line of a pose on a side with the things around it, those behind first."""
    places = dict(pose)
    near = [line for name in SIDES if name != "far" for line in _limbs(places, name)]
    belly = [_belly(places)] if figure.belly else []
    lines = {
        Layer.PROPS: [line for _, line in figure.props],
        Layer.FAR: list(_limbs(places, "far")),
        Layer.ZONE: [
            *(line for zone in figure.feel for line in _zone(zone, figure.view, places)),
            *_arrow(figure),
        ],
        Layer.NEAR: [*belly, *near, *_girdles(places), _spine(places), *_head(places)],
    }
    drawn = tuple(Stroke(layer, line) for layer, some in lines.items() for line in some)
    return mirror(drawn) if side and side is not figure.drawn_for else drawn


def mirror(drawn: Iterable[Stroke]) -> tuple[Stroke, ...]:
    """Return the strokes as for the other side: left and right change places."""
    return tuple(Stroke(stroke.layer, tuple((-x, y) for x, y in stroke.points)) for stroke in drawn)


def _limbs(places: _Joints, side: str) -> Iterator[Polyline]:
    arm = [f"{side}_{joint}" for joint in ("shoulder", "elbow", "wrist", "hand")]
    leg = [parent_of(f"{side}_hip", places), *(f"{side}_{joint}" for joint in ("knee", "ankle", "toe"))]
    heel = [f"{side}_ankle", f"{side}_heel", f"{side}_toe"]
    for joints in (arm, leg, heel):
        line = tuple(places[joint] for joint in joints if joint in places)
        if len(line) > 1 and joints[-2] in places:
            yield line


def _girdles(places: _Joints) -> Iterator[Polyline]:
    """The lines across: both shoulders or both hips, where both are drawn."""
    for joint in ("shoulder", "hip"):
        ends = [places[f"{side}_{joint}"] for side in SIDES if f"{side}_{joint}" in places]
        if len(ends) == 2 and math.dist(*ends) > 4:
            yield (ends[0], ends[1])


def _spine(places: _Joints) -> Polyline:
    """A smooth line through the joints of the back, on to the edge of the head."""
    back = [places[joint] for joint in SPINE]
    neck = mix_points(back[-2], back[-1], 1 - HEAD_RADIUS / max(math.dist(back[-2], back[-1]), HEAD_RADIUS))
    return (*smooth_curve(back[:-1]), neck)


def _head(places: _Joints) -> Iterator[Polyline]:
    centre = places["head"]
    yield circle(centre, HEAD_RADIUS)
    if "nose" in places:
        yield _nose(centre, places["nose"])


def _nose(centre: Point, nose: Point) -> Polyline:
    """A short line out of the head where she looks along the picture, a spot where she looks out of it."""
    out = math.dist(centre, nose)
    if out > HEAD_RADIUS * 0.7:
        return (nose, mix_points(centre, nose, 1 + 3.5 / out))
    return (add_points(nose, (-0.8, 0.0)), add_points(nose, (0.8, 0.0)))


def _belly(places: _Joints) -> Polyline:
    """An arc in front of the lower back, which a side view has on its right."""
    low, high = places["pelvis"], places["L1"]
    middle, ahead = mix_points(low, high, 0.5), angle_between(low, high) - math.pi / 2
    centre = add_points(middle, (5 * math.cos(ahead), 5 * math.sin(ahead)))
    return circle(centre, 6.0, ahead - 2.2, ahead + 2.2)


def _zone(zone: Zone, view: View, places: _Joints) -> Iterator[Polyline]:
    """Short lines beside what should feel the stretch: behind the back, before the chest, or on both sides."""
    asides = [BACK if zone in (Zone.UPPER_BACK, Zone.LOWER_BACK) else CHEST]
    if view is not View.SIDE:
        asides = [BACK, -BACK]
    low, high = ("pelvis", "T6") if zone is Zone.LOWER_BACK else ("T6", "C7")
    for aside in asides:
        yield tuple(_beside(point, places[low], places[high], aside) for point in _stretch_of(places, low, high))


def _stretch_of(places: _Joints, low: str, high: str) -> Polyline:
    back = [places[joint] for joint in SPINE[:-1]]
    curve = smooth_curve(back)
    return curve[SPINE.index(low) * _SMOOTH : SPINE.index(high) * _SMOOTH + 1]


def _beside(point: Point, low: Point, high: Point, aside: float) -> Point:
    left = angle_between(low, high) + math.pi / 2
    return add_points(point, (aside * math.cos(left), aside * math.sin(left)))


def _arrow(figure: Figure) -> Iterator[Polyline]:
    """The way of the movement, with a head at its end."""
    if len(figure.arrow) > 1:
        line = smooth_curve(figure.arrow)
        back = angle_between(line[-1], line[-2])
        yield line
        tips = [(math.cos(back + turn) * 4, math.sin(back + turn) * 4) for turn in (0.6, -0.6)]
        yield (add_points(line[-1], tips[0]), line[-1], add_points(line[-1], tips[1]))
