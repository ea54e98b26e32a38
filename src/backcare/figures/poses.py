"""Poses between two key frames: the joints of a pose are places in hundredths of the body's height."""

import math
from collections.abc import Collection
from functools import lru_cache

from backcare.figures.body import Joints
from backcare.figures.geometry import add_points, mix_points
from backcare.model.skeleton import BONES, CHAINS, Bone, parent_of
from backcare.model.stretch import Figure, Point, Pose


@lru_cache(maxsize=64)
def key_poses(figure: Figure) -> tuple[Pose, ...]:
    """Return the poses as they are drawn: those after the start as much farther from it as the figure says."""
    if figure.exaggerate == 1.0:
        return figure.poses
    start, *others = figure.poses
    return (start, *(interpolate(start, pose, figure.exaggerate, figure.foreshortened) for pose in others))


def pose_toward_hold(figure: Figure, share: float) -> Pose:
    """Return the pose at a share (0-1) of the way from the start into the hold, slow at both ends."""
    start, hold, *_ = key_poses(figure)
    return interpolate(start, hold, _ease(share), figure.foreshortened)


def pose_in_cycle(figure: Figure, share: float) -> Pose:
    """Return the pose at a share (0-1) of one round through all key frames and back to the first."""
    poses = key_poses(figure)
    frames = (*poses, poses[0])
    at = min(max(share, 0.0), 1.0) * (len(frames) - 1)
    number = min(int(at), len(frames) - 2)
    return interpolate(frames[number], frames[number + 1], _ease(at - number), figure.foreshortened)


def next_in_cycle(figure: Figure, share: float) -> int:
    """Return the number of the key frame that a cycle is on its way to at a share (0-1) of one round."""
    return (int(share * len(figure.poses)) + 1) % len(figure.poses)


def caption(figure: Figure, number: int) -> str:
    """Return what a pose is called in pictures: a word."""
    words = figure.captions or ("start", "hold")
    return words[number] if number < len(words) else str(number + 1)


def interpolate(before: Pose, after: Pose, share: float, foreshortened: Collection[str] = ()) -> Pose:
    """Return the pose at a share (0-1) between two.

    From the pelvis outwards, each limb turns by its angle and keeps its length; a line that is no limb, and a
    limb that is foreshortened, has its end moved straight. A hand or foot that is in one place in both poses
    stays there, and its elbow or knee bends.
    """
    first, last = dict(before), dict(after)
    joints = {"pelvis": mix_points(first["pelvis"], last["pelvis"], share)}
    for bone in BONES:
        if bone.end in first:
            start = parent_of(bone.start, first)
            vectors = (_vector(first, start, bone.end), _vector(last, start, bone.end))
            is_rigid = bone.limb and bone.limb not in foreshortened
            joints[bone.end] = add_points(joints[start], (_swing if is_rigid else mix_points)(*vectors, share))
            _keep_in_place(joints, first, last, share, bone)
    return tuple((joint, joints[joint]) for joint, _ in before)


def _ease(share: float) -> float:
    """Return the share of the way that is done after a share of the time (both 0-1): slow at both ends."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _vector(joints: Joints, start: str, end: str) -> Point:
    """Return the way from one joint to another."""
    return (joints[end][0] - joints[start][0], joints[end][1] - joints[start][1])


def _swing(one: Point, other: Point, share: float) -> Point:
    """Return the vector at a share (0-1) between two: turned the shorter way round, its length changed evenly."""
    before, after = math.atan2(one[1], one[0]), math.atan2(other[1], other[0])
    angle = before + math.remainder(after - before, math.tau) * share
    length = math.hypot(*one) + (math.hypot(*other) - math.hypot(*one)) * share
    return (length * math.cos(angle), length * math.sin(angle))


def _keep_in_place(joints: Joints, first: Joints, last: Joints, share: float, bone: Bone) -> None:
    """Correct the limb that ends in this bone, in place, where its hand or foot is the same in both poses.

    The limb was turned like any other, which moved its end a little. Here the end gets its place back, and the
    elbow or knee is put where upper and lower part reach both ends with the lengths that they have now. Where
    they are too short for that, the limb stays as it was turned.
    """
    chain = next((chain for chain in CHAINS if chain.end == bone.end), None)
    if chain is None or first[chain.end] != last[chain.end] or first[chain.middle] == last[chain.middle]:
        return
    root = parent_of(chain.root, first)
    upper, lower = (
        _mix(math.dist(first[a], first[b]), math.dist(last[a], last[b]), share)
        for a, b in ((root, chain.middle), (chain.middle, chain.end))
    )
    middle = _middle_joint(joints[root], first[chain.end], upper, lower, joints[chain.middle])
    if middle:
        joints[chain.middle], joints[chain.end] = middle, first[chain.end]


def _mix(one: float, other: float, share: float) -> float:
    """Return the number at a share (0-1) between two."""
    return one + (other - one) * share


def _middle_joint(root: Point, end: Point, upper: float, lower: float, near: Point) -> Point | None:
    """Return where the elbow or knee of a limb from `root` to `end` is, whose parts are `upper` and `lower` long.

    Two circles, around both ends, meet in two places: the one nearer to `near` is returned, so that the joint
    does not snap over. None where the circles do not meet.
    """
    distance = math.dist(root, end)
    along = (upper**2 - lower**2 + distance**2) / (2 * distance) if distance else 0.0
    if not distance or abs(along) > upper:
        return None
    aside = math.sqrt(upper**2 - along**2)
    to_x, to_y = (end[0] - root[0]) / distance, (end[1] - root[1]) / distance
    middles = [
        (root[0] + along * to_x - sign * aside * to_y, root[1] + along * to_y + sign * aside * to_x)
        for sign in (1, -1)
    ]
    return min(middles, key=lambda middle: math.dist(middle, near))
