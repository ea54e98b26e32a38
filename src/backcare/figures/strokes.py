"""The strokes that show a pose, in layers for the screen to style.

Coordinates are hundredths of the body's height, x to the right and y up.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from backcare.figures.geometry import CURVE_STEPS, add_points, angle_between, circle, mix_points, smooth_curve
from backcare.model.skeleton import HEAD_RADIUS, SIDES, SPINE, parent_of
from backcare.model.stretch import Figure, Point, Polyline, Pose, Side, View, Zone

Joints: TypeAlias = dict[str, Point]  # where each joint of a pose is, by its name

_BEHIND, _IN_FRONT = 3.5, -6.5  # from the spine to the line that marks a zone


class Layer(IntEnum):
    """What a stroke is part of; a later one is drawn over an earlier one."""

    PROPS = 1
    FAR = 2
    ZONE = 3
    NEAR = 4


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from point to point."""

    layer: Layer
    points: Polyline


def draw_strokes(figure: Figure, pose: Pose, side: Side | None = None) -> tuple[Stroke, ...]:
    """Return every line of a pose, as for this side, with the things around it, those behind first."""
    joints = dict(pose)
    near = [line for name in SIDES if name != "far" for line in _limb_lines(joints, name)]
    belly = [_belly_line(joints)] if figure.belly else []
    lines = {
        Layer.PROPS: [line for _, line in figure.props],
        Layer.FAR: list(_limb_lines(joints, "far")),
        Layer.ZONE: [
            *(line for zone in figure.feel for line in _zone_lines(zone, figure.view, joints)),
            *_arrow_lines(figure),
        ],
        Layer.NEAR: [*belly, *near, *_girdle_lines(joints), _spine_line(joints), *_head_lines(joints)],
    }
    strokes = tuple(Stroke(layer, line) for layer, some in lines.items() for line in some)
    return mirror(strokes) if side and side is not figure.drawn_for else strokes


def mirror(strokes: Iterable[Stroke]) -> tuple[Stroke, ...]:
    """Return the strokes as for the other side: left and right change places."""
    return tuple(Stroke(stroke.layer, tuple((-x, y) for x, y in stroke.points)) for stroke in strokes)


def _limb_lines(joints: Joints, side: str) -> Iterator[Polyline]:
    """Yield arm, leg and heel of one side, as far as their joints are drawn."""
    arm = [f"{side}_{joint}" for joint in ("shoulder", "elbow", "wrist", "hand")]
    leg = [parent_of(f"{side}_hip", joints), *(f"{side}_{joint}" for joint in ("knee", "ankle", "toe"))]
    heel = [f"{side}_ankle", f"{side}_heel", f"{side}_toe"]
    for chain in (arm, leg, heel):
        line = tuple(joints[joint] for joint in chain if joint in joints)
        if len(line) > 1 and chain[-2] in joints:
            yield line


def _girdle_lines(joints: Joints) -> Iterator[Polyline]:
    """Yield a line from shoulder to shoulder and from hip to hip, where both are drawn and lie apart."""
    for joint in ("shoulder", "hip"):
        ends = [joints[f"{side}_{joint}"] for side in SIDES if f"{side}_{joint}" in joints]
        if len(ends) == 2 and math.dist(*ends) > 4:
            yield (ends[0], ends[1])


def _spine_line(joints: Joints) -> Polyline:
    """Return a smooth line through the joints of the back, on to the edge of the head."""
    back = [joints[joint] for joint in SPINE]
    neck = mix_points(back[-2], back[-1], 1 - HEAD_RADIUS / max(math.dist(back[-2], back[-1]), HEAD_RADIUS))
    return (*smooth_curve(back[:-1]), neck)


def _head_lines(joints: Joints) -> Iterator[Polyline]:
    """Yield the head as a circle, and the nose where it is drawn."""
    centre = joints["head"]
    yield circle(centre, HEAD_RADIUS)
    if "nose" in joints:
        yield _nose_line(centre, joints["nose"])


def _nose_line(centre: Point, nose: Point) -> Polyline:
    """Return a short line out of a head that is seen from the side, a spot in one seen from the front."""
    distance = math.dist(centre, nose)
    if distance > HEAD_RADIUS * 0.7:
        return (nose, mix_points(centre, nose, 1 + 3.5 / distance))
    return (add_points(nose, (-0.8, 0.0)), add_points(nose, (0.8, 0.0)))


def _belly_line(joints: Joints) -> Polyline:
    """Return an arc in front of the lower back, which a side view has on its right."""
    low, high = joints["pelvis"], joints["L1"]
    middle, ahead = mix_points(low, high, 0.5), angle_between(low, high) - math.pi / 2
    centre = add_points(middle, (5 * math.cos(ahead), 5 * math.sin(ahead)))
    return circle(centre, 6.0, ahead - 2.2, ahead + 2.2)


def _zone_lines(zone: Zone, view: View, joints: Joints) -> Iterator[Polyline]:
    """Yield lines along what should feel the stretch: behind or before it in a side view, else on both sides."""
    distances = [_BEHIND if zone in (Zone.UPPER_BACK, Zone.LOWER_BACK) else _IN_FRONT]
    if view is not View.SIDE:
        distances = [_BEHIND, -_BEHIND]
    low, high = ("pelvis", "T6") if zone is Zone.LOWER_BACK else ("T6", "C7")
    for distance in distances:
        yield tuple(
            _move_aside(point, joints[low], joints[high], distance) for point in _part_of_spine(joints, low, high)
        )


def _part_of_spine(joints: Joints, low: str, high: str) -> Polyline:
    """Return the smooth line of the spine from one of its joints to a higher one."""
    back = [joints[joint] for joint in SPINE[:-1]]
    curve = smooth_curve(back)
    return curve[SPINE.index(low) * CURVE_STEPS : SPINE.index(high) * CURVE_STEPS + 1]


def _move_aside(point: Point, low: Point, high: Point, distance: float) -> Point:
    """Return the point at a distance from another, to the left of the way from `low` to `high`."""
    left = angle_between(low, high) + math.pi / 2
    return add_points(point, (distance * math.cos(left), distance * math.sin(left)))


def _arrow_lines(figure: Figure) -> Iterator[Polyline]:
    """Yield the way of the movement, and an arrowhead at its end."""
    if len(figure.arrow) > 1:
        line = smooth_curve(figure.arrow)
        back = angle_between(line[-1], line[-2])
        yield line
        tips = [(math.cos(back + turn) * 4, math.sin(back + turn) * 4) for turn in (0.6, -0.6)]
        yield (add_points(line[-1], tips[0]), line[-1], add_points(line[-1], tips[1]))
