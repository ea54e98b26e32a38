"""The parts of a body as shapes, from the joints of a pose; thicknesses in hundredths of the body's height."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from backcare.figures.geometry import CURVE_STEPS, add_points, angle_between, mix_points, smooth_curve
from backcare.figures.shapes import Blob, Part, Shape, disc, tube
from backcare.model.skeleton import HEAD_RADIUS, SIDES, SPINE, parent_of
from backcare.model.stretch import Point, Polyline

Joints: TypeAlias = dict[str, Point]  # where each joint of a pose is, by its name

_ARM = (("shoulder", 3.4), ("elbow", 2.6), ("wrist", 1.9))
_LEG = (("hip", 5.2), ("knee", 3.7), ("ankle", 2.3))
_HAND, _FOOT = 2.1, 1.7
_FAR = 0.85  # times as thick as a near limb
_BACK = (6.2, 5.4, 5.8, 3.4)  # the trunk at the pelvis, L1, T6 and C7, seen from the side
_NECK, _NOSE, _BUN, _BELLY = 2.6, 1.3, 2.4, 7.0


def arm(joints: Joints, side: str) -> Iterator[Shape]:
    """Yield the arm of a side, upper and lower part, as far as its joints are there."""
    return _limb(joints, side, _ARM, _tip(joints, side, ("wrist", "hand"), _HAND))


def leg(joints: Joints, side: str) -> Iterator[Shape]:
    """Yield the leg of a side, upper and lower part, as far as its joints are there."""
    foot = _tip(joints, side, ("ankle", "toe"), _FOOT) + _tip(joints, side, ("heel", "toe"), _FOOT)
    return _limb(joints, side, _LEG, foot)


def _limb(
    joints: Joints, side: str, thickness: Sequence[tuple[str, float]], tip: tuple[Blob, ...]
) -> Iterator[Shape]:
    """Yield the parts of a limb; each grows out of the one before it, a near limb out of the trunk."""
    is_far = side == "far"
    part, thinner = (Part.FAR, _FAR) if is_far else (Part.BODY, 1.0)
    there = [
        (*joints[name], radius * thinner)
        for joint, radius in thickness
        if (name := parent_of(f"{side}_{joint}", joints)) in joints
    ]
    for number, ends in enumerate(pairwise(there)):
        seam = () if is_far and number == 0 else (ends[:1],)
        yield Shape(part, (ends, *(tip if number else ())), seam)


def _tip(joints: Joints, side: str, ends: tuple[str, str], radius: float) -> tuple[Blob, ...]:
    """Return a hand or a foot between two joints, where both are there."""
    places = [joints[name] for end in ends if (name := f"{side}_{end}") in joints]
    return tube(places, (radius, radius * 0.8)) if len(places) == 2 else ()


def trunk(joints: Joints, *, has_belly: bool) -> Shape:
    """Return the body from the hips to the head, as wide as shoulders and hips are apart."""
    back = [joints[joint] for joint in SPINE[:-1]]
    curve = smooth_curve(back)
    radii = [_along(_BACK, number / CURVE_STEPS) for number in range(len(curve))]
    shoulders, hips = (
        tuple((*joints[name], radius) for side in SIDES if (name := f"{side}_{joint}") in joints)
        for joint, radius in (("shoulder", 3.2), ("hip", 5.2))
    )
    waist, chest, neck = ((*place, radius) for place, radius in zip(back[1:], _BACK[1:], strict=True))
    wide = [(*shoulders, chest), (*shoulders, neck), (*hips, chest)]
    if len(shoulders) > 1:
        wide.append((*shoulders, waist))
    belly = [disc(_belly(back[0], back[1]), _BELLY)] if has_belly else []
    return Shape(Part.BODY, (*tube(curve, radii), *wide, *belly, *_head(joints)))


def _along(values: Sequence[float], place: float) -> float:
    """Return the value at a place between some, of which the first is at 0, the second at 1, and so on."""
    number = min(int(place), len(values) - 2)
    return values[number] + (values[number + 1] - values[number]) * (place - number)


def _belly(low: Point, high: Point) -> Point:
    """Return the middle of the belly: in front of the lower back, which a side view has on its right."""
    middle, ahead = mix_points(low, high, 0.55), angle_between(low, high) - math.pi / 2
    return (middle[0] + 5.5 * math.cos(ahead), middle[1] + 5.5 * math.sin(ahead))


def _head(joints: Joints) -> Iterator[Blob]:
    """Yield neck and head, with the hair in a knot high behind, and the nose of a face seen from the side."""
    neck, centre = joints["C7"], joints["head"]
    yield ((*neck, _NECK), (*centre, _NECK))
    yield disc(centre, HEAD_RADIUS)
    if "nose" in joints:
        nose = joints["nose"]
        up = HEAD_RADIUS * 0.35 / math.dist(neck, centre)
        back = mix_points(centre, nose, -0.95)
        yield disc(add_points(back, ((centre[0] - neck[0]) * up, (centre[1] - neck[1]) * up)), _BUN)
        yield disc(mix_points(centre, nose, 1.06), _NOSE)


def face(joints: Joints) -> Iterator[Shape]:
    """Yield the nose as a hole in a face that is turned to the viewer; in profile it is empty."""
    if "nose" in joints:
        is_profile = math.dist(joints["head"], joints["nose"]) > HEAD_RADIUS * 0.7
        yield Shape(Part.HOLE, () if is_profile else (disc(joints["nose"], _NOSE * 0.8),))


def along_spine(joints: Joints, low: str, high: str) -> Polyline:
    """Return the smooth line of the spine from one of its joints to a higher one."""
    curve = smooth_curve([joints[joint] for joint in SPINE[:-1]])
    return curve[SPINE.index(low) * CURVE_STEPS : SPINE.index(high) * CURVE_STEPS + 1]
