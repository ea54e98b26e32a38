"""Poses between two key frames."""

import math
from collections.abc import Collection

from backcare.figures.geometry import add_points, mix_points
from backcare.figures.strokes import _Joints
from backcare.model.skeleton import BONES, CHAINS, Bone, parent_of
from backcare.model.stretch import Figure, Point, Pose


def pose_toward_hold(figure: Figure, share: float) -> Pose:
    """Return the pose at a share (0-1) of the way from the start into the hold, slow at both ends."""
    return interpolate(figure.poses[0], figure.poses[1], _eased(share), figure.foreshortened)


def pose_in_cycle(figure: Figure, share: float) -> Pose:
    """Return the pose at a share (0-1) of one round through all key frames and back to the first."""
    frames = (*figure.poses, figure.poses[0])
    at = min(max(share, 0.0), 1.0) * (len(frames) - 1)
    number = min(int(at), len(frames) - 2)
    return interpolate(frames[number], frames[number + 1], _eased(at - number), figure.foreshortened)


def interpolate(before: Pose, after: Pose, share: float, foreshortened: Collection[str] = ()) -> Pose:
    """Return the pose at a share (0-1) between two.

    Each limb turns by its angle and keeps its length, a foreshortened one goes straight from line to line;
    a hand or foot that is in one place in both poses stays there, and its elbow or knee gives way.
    """
    first, last = dict(before), dict(after)
    there = {"pelvis": mix_points(first["pelvis"], last["pelvis"], share)}
    for bone in BONES:
        if bone.end in first:
            start = parent_of(bone.start, first)
            lines = (_line(first, start, bone.end), _line(last, start, bone.end))
            rigid = bone.limb and bone.limb not in foreshortened
            there[bone.end] = add_points(there[start], (_swung if rigid else mix_points)(*lines, share))
            _plant(there, first, last, share, bone)
    return tuple((joint, there[joint]) for joint, _ in before)


def _eased(share: float) -> float:
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _line(places: _Joints, start: str, end: str) -> Point:
    return (places[end][0] - places[start][0], places[end][1] - places[start][1])


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
    root = parent_of(chain.root, first)
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
