"""A pose between two key frames, and the strokes that show it, in layers for the screen to style."""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from backcare.body import BONES, CHAINS, HEAD_RADIUS, SIDES, SPINE, Bone, on
from backcare.model import Figure, Line, Point, Pose, Side, View, Zone

_Joints: TypeAlias = dict[str, Point]

_ROUND = 14  # corners of the head
_SMOOTH = 6  # pieces of the spine between two joints
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
    points: Line


# --- poses


def moved(figure: Figure, share: float) -> Pose:
    """Return the pose at a share (0-1) of the way from the start into the hold, slow at both ends."""
    return between(figure.poses[0], figure.poses[1], _eased(share), figure.foreshortened)


def turned(figure: Figure, share: float) -> Pose:
    """Return the pose at a share (0-1) of one round through all key frames and back to the first."""
    frames = (*figure.poses, figure.poses[0])
    at = min(max(share, 0.0), 1.0) * (len(frames) - 1)
    number = min(int(at), len(frames) - 2)
    return between(frames[number], frames[number + 1], _eased(at - number), figure.foreshortened)


def between(before: Pose, after: Pose, share: float, foreshortened: Collection[str] = ()) -> Pose:
    """Return the pose at a share (0-1) between two.

    Each limb turns by its angle and keeps its length, a foreshortened one goes straight from line to line;
    a hand or foot that is in one place in both poses stays there, and its elbow or knee gives way.
    """
    first, last = dict(before), dict(after)
    there = {"pelvis": _mix(first["pelvis"], last["pelvis"], share)}
    for bone in BONES:
        if bone.end in first:
            start = on(bone.start, first)
            lines = (_line(first, start, bone.end), _line(last, start, bone.end))
            rigid = bone.limb and bone.limb not in foreshortened
            there[bone.end] = _sum(there[start], (_swung if rigid else _mix)(*lines, share))
            _plant(there, first, last, share, bone)
    return tuple((joint, there[joint]) for joint, _ in before)


def _eased(share: float) -> float:
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _line(places: _Joints, start: str, end: str) -> Point:
    return (places[end][0] - places[start][0], places[end][1] - places[start][1])


def _sum(one: Point, other: Point) -> Point:
    return (one[0] + other[0], one[1] + other[1])


def _mix(one: Point, other: Point, share: float) -> Point:
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)


def _swung(one: Point, other: Point, share: float) -> Point:
    """Turn a line the shorter way round, and let its length change evenly."""
    before, after = math.atan2(one[1], one[0]), math.atan2(other[1], other[0])
    angle = before + math.remainder(after - before, math.tau) * share
    length = math.hypot(*one) + (math.hypot(*other) - math.hypot(*one)) * share
    return (length * math.cos(angle), length * math.sin(angle))


def _plant(there: _Joints, first: _Joints, last: _Joints, share: float, bone: Bone) -> None:
    """Put a hand or foot that has not moved back to its place, and bend the limb to reach it."""
    chain = next((chain for chain in CHAINS if chain.end == bone.end), None)
    if chain is None or first[chain.end] != last[chain.end] or first[chain.middle] == last[chain.middle]:
        return
    root = on(chain.root, first)
    upper, lower = (
        _between(math.dist(first[a], first[b]), math.dist(last[a], last[b]), share)
        for a, b in ((root, chain.middle), (chain.middle, chain.end))
    )
    bent = _bent(there[root], first[chain.end], upper, lower, there[chain.middle])
    if bent:
        there[chain.middle], there[chain.end] = bent, first[chain.end]


def _between(one: float, other: float, share: float) -> float:
    return one + (other - one) * share


def _bent(root: Point, end: Point, upper: float, lower: float, near: Point) -> Point | None:
    """Return where the middle joint of a limb is, the one nearer to `near` of two places; None if too close."""
    far = math.dist(root, end)
    along = (upper**2 - lower**2 + far**2) / (2 * far) if far else 0.0
    if not far or abs(along) > upper:
        return None
    aside = math.sqrt(upper**2 - along**2)
    to_x, to_y = (end[0] - root[0]) / far, (end[1] - root[1]) / far
    middles = [
        (root[0] + along * to_x - sign * aside * to_y, root[1] + along * to_y + sign * aside * to_x)
        for sign in (1, -1)
    ]
    return min(middles, key=lambda middle: math.dist(middle, near))


# --- strokes


def strokes(figure: Figure, pose: Pose, side: Side | None = None) -> tuple[Stroke, ...]:
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
    return mirrored(drawn) if side and side is not figure.drawn_for else drawn


def mirrored(drawn: Iterable[Stroke]) -> tuple[Stroke, ...]:
    """Return the strokes as for the other side: left and right change places."""
    return tuple(Stroke(stroke.layer, tuple((-x, y) for x, y in stroke.points)) for stroke in drawn)


def _limbs(places: _Joints, side: str) -> Iterator[Line]:
    arm = [f"{side}_{joint}" for joint in ("shoulder", "elbow", "wrist", "hand")]
    leg = [on(f"{side}_hip", places), *(f"{side}_{joint}" for joint in ("knee", "ankle", "toe"))]
    heel = [f"{side}_ankle", f"{side}_heel", f"{side}_toe"]
    for joints in (arm, leg, heel):
        line = tuple(places[joint] for joint in joints if joint in places)
        if len(line) > 1 and joints[-2] in places:
            yield line


def _girdles(places: _Joints) -> Iterator[Line]:
    """The lines across: both shoulders or both hips, where both are drawn."""
    for joint in ("shoulder", "hip"):
        ends = [places[f"{side}_{joint}"] for side in SIDES if f"{side}_{joint}" in places]
        if len(ends) == 2 and math.dist(*ends) > 4:
            yield (ends[0], ends[1])


def _spine(places: _Joints) -> Line:
    """A smooth line through the joints of the back, on to the edge of the head."""
    back = [places[joint] for joint in SPINE]
    neck = _mix(back[-2], back[-1], 1 - HEAD_RADIUS / max(math.dist(back[-2], back[-1]), HEAD_RADIUS))
    return (*_smooth(back[:-1]), neck)


def _smooth(points: Sequence[Point]) -> Line:
    """A Catmull-Rom curve through the points."""
    padded = [points[0], *points, points[-1]]
    return (
        *(
            _on_curve(padded[at : at + 4], step / _SMOOTH)
            for at in range(len(points) - 1)
            for step in range(_SMOOTH)
        ),
        points[-1],
    )


def _on_curve(four: Sequence[Point], share: float) -> Point:
    weights = (
        -(share**3) + 2 * share**2 - share,
        3 * share**3 - 5 * share**2 + 2,
        -3 * share**3 + 4 * share**2 + share,
        share**3 - share**2,
    )
    return (
        sum(weight * point[0] for weight, point in zip(weights, four, strict=True)) / 2,
        sum(weight * point[1] for weight, point in zip(weights, four, strict=True)) / 2,
    )


def _head(places: _Joints) -> Iterator[Line]:
    centre = places["head"]
    yield _circle(centre, HEAD_RADIUS)
    if "nose" in places:
        yield _nose(centre, places["nose"])


def _nose(centre: Point, nose: Point) -> Line:
    """A short line out of the head where she looks along the picture, a spot where she looks out of it."""
    out = math.dist(centre, nose)
    if out > HEAD_RADIUS * 0.7:
        return (nose, _mix(centre, nose, 1 + 3.5 / out))
    return (_sum(nose, (-0.8, 0.0)), _sum(nose, (0.8, 0.0)))


def _circle(centre: Point, radius: float, begin: float = 0.0, end: float = math.tau) -> Line:
    angles = [begin + (end - begin) * step / _ROUND for step in range(_ROUND + 1)]
    return tuple((centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles)


def _belly(places: _Joints) -> Line:
    """An arc in front of the lower back, which a side view has on its right."""
    low, high = places["pelvis"], places["L1"]
    middle, ahead = _mix(low, high, 0.5), _angle(low, high) - math.pi / 2
    centre = _sum(middle, (5 * math.cos(ahead), 5 * math.sin(ahead)))
    return _circle(centre, 6.0, ahead - 2.2, ahead + 2.2)


def _angle(one: Point, other: Point) -> float:
    return math.atan2(other[1] - one[1], other[0] - one[0])


def _zone(zone: Zone, view: View, places: _Joints) -> Iterator[Line]:
    """Short lines beside what should feel the stretch: behind the back, before the chest, or on both sides."""
    asides = [BACK if zone in (Zone.UPPER_BACK, Zone.LOWER_BACK) else CHEST]
    if view is not View.SIDE:
        asides = [BACK, -BACK]
    low, high = ("pelvis", "T6") if zone is Zone.LOWER_BACK else ("T6", "C7")
    for aside in asides:
        yield tuple(_beside(point, places[low], places[high], aside) for point in _stretch_of(places, low, high))


def _stretch_of(places: _Joints, low: str, high: str) -> Line:
    back = [places[joint] for joint in SPINE[:-1]]
    curve = _smooth(back)
    return curve[SPINE.index(low) * _SMOOTH : SPINE.index(high) * _SMOOTH + 1]


def _beside(point: Point, low: Point, high: Point, aside: float) -> Point:
    left = _angle(low, high) + math.pi / 2
    return _sum(point, (aside * math.cos(left), aside * math.sin(left)))


def _arrow(figure: Figure) -> Iterator[Line]:
    """The way of the movement, with a head at its end."""
    if len(figure.arrow) > 1:
        line = _smooth(figure.arrow)
        back = _angle(line[-1], line[-2])
        yield line
        tips = [(math.cos(back + turn) * 4, math.sin(back + turn) * 4) for turn in (0.6, -0.6)]
        yield (_sum(line[-1], tips[0]), line[-1], _sum(line[-1], tips[1]))
