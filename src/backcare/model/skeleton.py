"""The skeleton of a figure: its joints, the bones between them, and the lengths of the limbs."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

LONGEST_FOOT = 11.5
SPINE = ("pelvis", "L1", "T6", "C7", "head")  # the joints that every pose has
HEAD_RADIUS = 6.0
SIDES = ("near", "far", "left", "right")


@dataclass(frozen=True, slots=True)
class Bone:
    """A bone from one joint to the next; `length` in hundredths of the body's height.

    `limb` is its name; empty for hip, shoulder and nose, whose length changes as the body turns.
    """

    start: str
    end: str
    limb: str = ""
    length: float = 0.0


@dataclass(frozen=True, slots=True)
class Chain:
    """A limb of two bones: with its end fixed, the middle joint can bend."""

    root: str
    middle: str
    end: str


def _limbs(side: str) -> Iterator[Bone]:
    yield Bone("C7", f"{side}_shoulder")
    yield Bone(f"{side}_shoulder", f"{side}_elbow", f"{side}_upper_arm", 18.6)
    yield Bone(f"{side}_elbow", f"{side}_wrist", f"{side}_forearm", 14.6)
    yield Bone(f"{side}_wrist", f"{side}_hand", f"{side}_hand", 5.0)
    yield Bone("pelvis", f"{side}_hip")
    yield Bone(f"{side}_hip", f"{side}_knee", f"{side}_thigh", 24.5)
    yield Bone(f"{side}_knee", f"{side}_ankle", f"{side}_shank", 24.6)
    yield Bone(f"{side}_ankle", f"{side}_heel", f"{side}_heel", LONGEST_FOOT)
    yield Bone(f"{side}_ankle", f"{side}_toe", f"{side}_foot", LONGEST_FOOT)


# Fractions of standing height after Drillis and Contini, in Winter, Biomechanics and Motor Control.
BONES = (
    Bone("pelvis", "L1", "low_spine", 11.0),
    Bone("L1", "T6", "mid_spine", 9.0),
    Bone("T6", "C7", "upper_spine", 9.0),
    Bone("C7", "head", "neck", 11.5),
    Bone("head", "nose"),
    *(bone for side in SIDES for bone in _limbs(side)),
)
CHAINS = tuple(
    Chain(f"{side}_{root}", f"{side}_{middle}", f"{side}_{end}")
    for side in SIDES
    for root, middle, end in (("shoulder", "elbow", "wrist"), ("hip", "knee", "ankle"))
)
BONE_TO = {bone.end: bone for bone in BONES}
JOINTS = ("pelvis", *(bone.end for bone in BONES))
LIMBS = tuple(bone.limb for bone in BONES if bone.limb)


def parent_of(joint: str, there: Collection[str]) -> str:
    """Return the joint that a bone starts at; the pelvis if that is a hip the pose does not have."""
    return "pelvis" if joint.endswith("_hip") and joint not in there else joint
