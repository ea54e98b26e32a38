"""What a file may say of a figure: poses by their joints, things around her, and what a body cannot do."""

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeAlias, cast

from pydantic import AfterValidator, Field, PlainValidator, ValidationError, create_model, model_validator
from pydantic_core import InitErrorDetails

from backcare.body import BONES, JOINTS, LIMBS, SIDES, SPINE, on
from backcare.model import Figure, Joint, Pose, Prop, Side, View, Zone
from backcare.sided import Shape, said
from backcare.texts import listed, nearest, shown

FARTHEST = 200.0  # from the middle, in hundredths of her height
SLACK = 0.02  # a limb's length may differ so much between poses, as a share of it
LONGEST = 1.1  # times the length in the body's table: people differ
PROPS = ("floor", "mat", "pillow", "wall", "jamb", "seat", "back", "front_leg", "back_leg", "ball", "towel")
_SIDES_OF = {View.SIDE: ("near", "far"), View.FRONT: ("left", "right"), View.PLAN: ("left", "right")}

_Loc: TypeAlias = tuple[str | int, ...]
_Place: TypeAlias = tuple[float, float]
_Places: TypeAlias = Mapping[str, _Place]
_Faults: TypeAlias = Iterator[tuple[_Loc, str]]


def _place(value: object) -> _Place:
    numbers = value if isinstance(value, list) else []
    if len(numbers) != 2 or not all(_is_number(number) for number in numbers):
        raise said(f"{shown(value)} is not a place: write [12, 48.5], across and up in hundredths of her height")
    if any(abs(number) > FARTHEST for number in numbers):
        raise said(f"[{numbers[0]:g}, {numbers[1]:g}] is far out of the picture: 100 is her whole height")
    return (float(numbers[0]), float(numbers[1]))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _known_limb(name: str) -> str:
    if name not in LIMBS:
        near = nearest(name.lower().replace(" ", "_").replace("-", "_"), LIMBS)
        hint = f"did you mean {listed(near)}?" if near else "use near_thigh, left_forearm and their like"
        raise said(f"{shown(name)} is not a limb: {hint}")
    return name


Place: TypeAlias = Annotated[_Place, PlainValidator(_place, json_schema_input_type=tuple[float, float])]
Line: TypeAlias = Annotated[tuple[Place, ...], Field(min_length=2, max_length=10)]
LimbName: TypeAlias = Annotated[str, AfterValidator(_known_limb)]


def _optional(names: tuple[str, ...], kind: object, what: str) -> dict[str, Any]:
    return {name: (kind, Field(default=None, description=what.format(name.replace("_", " ")))) for name in names}


PoseShape = create_model(
    "PoseShape",
    __base__=Shape,
    __doc__="Where the joints are, as [across, up].",
    **_optional(JOINTS, Place | None, "Where the {} is."),
)
PropsShape = create_model(
    "PropsShape",
    __base__=Shape,
    __doc__="Things around her, each as a line from point to point.",
    **_optional(PROPS, Line | None, "The line of the {}."),
)


class FigureShape(Shape):
    """How a stretch looks: two poses or more, drawn from one side, in hundredths of her standing height."""

    view: View = Field(description="Seen from the side (she faces right), the front, or above (head at the top).")
    drawn_for: Side | None = Field(default=None, description="The side the poses show; mirrored for the other.")
    belly: bool = Field(default=False, strict=True, description="Whether she is drawn pregnant (side view).")
    feel: Annotated[tuple[Zone, ...], Field(max_length=2)] = Field(
        default=(), description="What should feel the stretch."
    )
    foreshortened: tuple[LimbName, ...] = Field(
        default=(), description="Limbs that point towards the eye or away from it, so that their length changes."
    )
    props: PropsShape = Field(default_factory=PropsShape, description="Things around her.")
    arrow: Line | None = Field(
        default=None, description="The way of the movement, from point to point; its last point is the tip."
    )
    start: PoseShape = Field(description="The starting position, every joint of it.")
    hold: PoseShape = Field(description="The hold: only the joints that are elsewhere than at the start.")
    then: Annotated[tuple[PoseShape, ...], Field(max_length=8)] = Field(
        default=(), description="Further poses in their order, where the movement is counted; as in `hold`."
    )

    @model_validator(mode="after")
    def _is_a_body(self) -> "FigureShape":
        faults = list(_start_faults(self.view, _given(self.start)))
        if not faults:
            faults = [fault for loc, pose in self._others() for fault in self._pose_faults(loc, _given(pose))]
        if faults:
            errors = [InitErrorDetails(type=said(text), loc=loc, input=None) for loc, text in faults]
            raise ValidationError.from_exception_data("figure", errors)
        return self

    def _others(self) -> Iterator[tuple[_Loc, Shape]]:
        yield ("hold",), self.hold
        yield from ((("then", at), pose) for at, pose in enumerate(self.then))

    def _pose_faults(self, loc: _Loc, given: _Places) -> _Faults:
        start = _given(self.start)
        for joint in given:
            if joint not in start:
                yield (*loc, joint), f"is not in `start`: say there, too, where the {_words(joint)} is"
        if given.keys() <= start.keys():
            yield from _changed_limbs(loc, start, {**start, **given}, self.foreshortened)

    def to_model(self) -> Figure:
        """Return the figure with every pose complete."""
        start = _given(self.start)
        poses = (start, *({**start, **_given(pose)} for _, pose in self._others()))
        lines = cast("Mapping[str, tuple[_Place, ...]]", _given(self.props))
        return Figure(
            view=self.view,
            poses=tuple(_pose(places) for places in poses),
            drawn_for=self.drawn_for,
            feel=self.feel,
            foreshortened=self.foreshortened,
            belly=self.belly,
            props=tuple(Prop(name, points) for name, points in lines.items()),
            arrow=self.arrow or (),
        )


def check_figure(figure: FigureShape, sides: tuple[Side, ...] | None) -> None:
    """Raise a fault where a figure and the sides of its stretch do not fit; None are sides that are faulty."""
    if sides and figure.drawn_for is None:
        raise said("does not say which side it shows: add `drawn_for: left`, or right")
    if sides == () and figure.drawn_for:
        raise said("has `drawn_for`, but the stretch has no sides: take it out")


def _given(shape: Shape) -> _Places:
    return {name: value for name in type(shape).model_fields if (value := getattr(shape, name)) is not None}


def _pose(places: _Places) -> Pose:
    return Pose(tuple(Joint(name, *place) for name, place in places.items()))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _start_faults(view: View, start: _Places) -> _Faults:
    if missing := [joint for joint in SPINE if joint not in start]:
        yield (
            ("start",),
            f"has no {listed(missing, 'and')}: the back goes from the pelvis over L1, T6, C7 to the head",
        )
        return
    for joint in start:
        side = joint.split("_")[0]
        if side in SIDES and side not in _SIDES_OF[view]:
            these = listed([f"{one}_{joint.removeprefix(side + '_')}" for one in _SIDES_OF[view]])
            yield ("start", joint), f"does not go with the {view} view: write {these}"
    for bone in BONES:
        if bone.end in start and on(bone.start, start) not in start:
            yield ("start", bone.end), f"hangs in the air: say where the {_words(bone.start)} is, too"
        elif bone.limb and bone.end in start:
            length = _length(start, bone.start, bone.end)
            if length > bone.length * LONGEST:
                yield ("start", bone.end), _too_long(bone.limb, length, bone.length)


def _changed_limbs(loc: _Loc, start: _Places, pose: _Places, foreshortened: tuple[str, ...]) -> _Faults:
    for bone in BONES:
        if not bone.limb or bone.end not in pose:
            continue
        before, length = _length(start, bone.start, bone.end), _length(pose, bone.start, bone.end)
        if length > bone.length * LONGEST:
            yield (*loc, bone.end), _too_long(bone.limb, length, bone.length)
        elif abs(length - before) > SLACK * before and bone.limb not in foreshortened:
            yield (
                (*loc, bone.end),
                f"makes the {_words(bone.limb)} {length:.1f} long, and at the start it is {before:.1f}: "
                "move the joint, or name the limb in `foreshortened`",
            )


def _too_long(limb: str, length: float, usual: float) -> str:
    return f"makes the {_words(limb)} {length:.1f} long: it is {usual:g} in a body 100 high"


def _length(places: _Places, start: str, end: str) -> float:
    return math.dist(places[on(start, places)], places[end])
