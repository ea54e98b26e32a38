"""The schema of a figure: poses by their joints, things around, and the rules of a body."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Annotated, NoReturn, TypeAlias, TypeVar

from pydantic import Field, PlainValidator, ValidationError, WithJsonSchema, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from backcare.files.file_schema import FileSchema, clean_text, ready_message
from backcare.model.skeleton import BONE_TO, JOINTS, LIMBS, SIDES, SPINE, Bone, parent_of
from backcare.model.stretch import Figure, Point, Polyline, Side, View, Zone
from backcare.text import join_words, quote, similar_words

_Read = TypeVar("_Read")

FARTHEST = 200.0  # from the origin, in hundredths of the height
MOST_POINTS = 10  # of a line
SLACK = 0.02  # how much a limb's length may differ between poses, as a share of it
LONGEST = 1.1  # times the length in the skeleton's table: people differ
PROPS = (
    "floor", "mat", "pillow", "wall", "jamb", "near_jamb", "far_jamb", "lintel", "seat", "back", "front_leg",
    "back_leg", "ball", "towel",
)  # fmt: skip

_SIDES_OF = {View.SIDE: ("near", "far"), View.FRONT: ("left", "right"), View.PLAN: ("left", "right")}
_NOT_IN = {view: tuple(f"{side}_" for side in SIDES if side not in sides) for view, sides in _SIDES_OF.items()}
_COORDINATE = r"-?[0-9]{1,4}(?:\.[0-9]{1,4})?"

_Loc: TypeAlias = tuple[str | int, ...]
_Places: TypeAlias = Mapping[str, Point]
_Faults: TypeAlias = list[tuple[_Loc, str]]  # each with its message


def _points(text: object, fewest: int, most: int, wanted: str) -> Polyline:
    """Return a text of numbers as points; `wanted` says in the message what it should be."""
    try:
        numbers = [float(number) for number in text.split()] if isinstance(text, str) else []
    except ValueError:
        numbers = []
    if len(numbers) % 2 or not fewest <= len(numbers) // 2 <= most:
        raise ready_message(f"{quote(text)} is not {wanted}, across and up, 100 is her height")
    if not all(-FARTHEST <= number <= FARTHEST for number in numbers):
        raise ready_message(f"{quote(text)} is far out of the picture: 100 is her whole height")
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _point(text: object) -> Point:
    numbers = text.split() if isinstance(text, str) else []
    with suppress(ValueError):  # the usual case, fast: a library may have a thousand figures
        if (
            len(numbers) == 2
            and abs(x := float(numbers[0])) <= FARTHEST
            and abs(y := float(numbers[1])) <= FARTHEST
        ):
            return x, y
    return _points(text, 1, 1, "a place: write two numbers as in 12 48.5")[0]


def _line(text: object) -> Polyline:
    return _points(text, 2, MOST_POINTS, f"a line: write 2-{MOST_POINTS} places as in 0 25 20 25")


def _named(value: object, names: Sequence[str], read: Callable[[object], _Read], what: str) -> dict[str, _Read]:
    """Return the values under known names; raises ValidationError with the fault of every wrong one."""
    if not isinstance(value, dict):
        raise ready_message(f"needs {what}s under it, as in `{names[0]}: {_EXAMPLES[what]}`")
    there: dict[str, _Read] = {}
    errors: list[InitErrorDetails] = []
    for name, text in value.items():
        try:
            there[name] = read(text) if name in names else _unknown(str(name), names, what)
        except PydanticCustomError as error:
            errors.append(InitErrorDetails(type=error, loc=(str(name),), input=None))
    if errors:
        raise ValidationError.from_exception_data(what, errors)
    return there


def _unknown(name: str, names: Sequence[str], what: str) -> NoReturn:
    near = similar_words(name.lower().replace(" ", "_").replace("-", "_"), names)
    hint = f"did you mean {join_words(near)}?" if near else f"use {_SOME[what]}"
    raise ready_message(f"{quote(name)} is not a {what}: {hint}")


def _joints(value: object) -> dict[str, Point]:
    return _named(value, JOINTS, _point, "joint")


def _props(value: object) -> dict[str, Polyline]:
    return _named(value, PROPS, _line, "prop")


def _limb(name: object) -> str:
    return name if isinstance(name, str) and name in LIMBS else _unknown(str(name), LIMBS, "limb")


def _schema(names: Sequence[str], fewest: int, most: int) -> WithJsonSchema:
    """Return the JSON Schema of a mapping from names to texts of numbers."""
    pairs = f"{{{2 * fewest - 1},{2 * most - 1}}}"
    text = {"type": "string", "pattern": rf"^{_COORDINATE}(?: +{_COORDINATE}){pairs}$"}
    return WithJsonSchema(
        {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(names, text)}
    )


_EXAMPLES = {"joint": "0 53", "prop": "-40 0 40 0"}
_SOME = {
    "joint": "pelvis, head, near_knee, left_wrist and their like",
    "prop": join_words(PROPS, "and"),
    "limb": "near_thigh, left_forearm and their like",
}
Joints: TypeAlias = Annotated[dict[str, Point], PlainValidator(_joints), _schema(JOINTS, 1, 1)]
Props: TypeAlias = Annotated[dict[str, Polyline], PlainValidator(_props), _schema(PROPS, 2, MOST_POINTS)]
Arrow: TypeAlias = Annotated[Polyline, PlainValidator(_line, json_schema_input_type=str)]
Caption: TypeAlias = Annotated[str, clean_text(12)]
Limb: TypeAlias = Annotated[str, PlainValidator(_limb, json_schema_input_type=str)]


class FigureSchema(FileSchema):
    """How a stretch looks: two poses or more, drawn from one side, in hundredths of her standing height."""

    view: View = Field(description="Seen from the side (she faces right), the front, or above (head at the top).")
    drawn_for: Side | None = Field(default=None, description="The side the poses show; mirrored for the other.")
    belly: bool = Field(default=False, strict=True, description="Whether she is drawn pregnant (side view).")
    feel: Annotated[tuple[Zone, ...], Field(max_length=2)] = Field(
        default=(), description="What should feel the stretch."
    )
    foreshortened: tuple[Limb, ...] = Field(
        default=(), description="Limbs that point towards the eye or away from it, so that their length changes."
    )
    props: Props = Field(
        default={},
        description="Things around her, each a line: across up across up …; one that closes is a surface.",
    )
    arrow: Arrow = Field(default=(), description="The way of the movement, as a line; its last point is the tip.")
    exaggerate: Annotated[float, Field(ge=1, le=3, allow_inf_nan=False)] = Field(
        default=1.0, description="How many times as far as it is the movement is drawn, where it is small."
    )
    captions: Annotated[tuple[Caption, ...], Field(max_length=10)] = Field(
        default=(), description="What each pose is called in pictures; `start` and `hold` where left out."
    )
    start: Joints = Field(description="The starting position: every joint as two numbers, across and up.")
    hold: Joints = Field(description="The hold: only the joints that are elsewhere than at the start.")
    then: Annotated[tuple[Joints, ...], Field(max_length=8)] = Field(
        default=(), description="Further poses in their order, where the movement is counted; as in `hold`."
    )

    @model_validator(mode="after")
    def _is_a_body(self) -> "FigureSchema":
        faults = _start_faults(self.view, self.start)
        if not faults:
            faults = [fault for loc, pose in self._later() for fault in self._pose_faults(loc, pose)]
            faults += self._caption_faults()
        if faults:
            errors = [InitErrorDetails(type=ready_message(text), loc=loc, input=None) for loc, text in faults]
            raise ValidationError.from_exception_data("figure", errors)
        return self

    def _later(self) -> Iterator[tuple[_Loc, _Places]]:
        yield ("hold",), self.hold
        yield from ((("then", at), pose) for at, pose in enumerate(self.then))

    def _pose_faults(self, loc: _Loc, pose: _Places) -> _Faults:
        new = [joint for joint in pose if joint not in self.start]
        if new:
            return [((*loc, joint), "is not in `start`: say there, too, where it is") for joint in new]
        return _changed_limbs(loc, self.start, {**self.start, **pose}, self.foreshortened)

    def _caption_faults(self) -> Iterator[tuple[_Loc, str]]:
        captions, poses = len(self.captions), len(self.then) + 2
        if captions not in (0, poses):
            yield ("captions",), f"names {captions} poses, and there are {poses}: start, hold and those in `then`"

    def to_model(self) -> Figure:
        """Return the figure with every pose complete."""
        return Figure(
            view=self.view,
            poses=tuple(
                tuple(places.items())
                for places in (self.start, *({**self.start, **pose} for _, pose in self._later()))
            ),
            drawn_for=self.drawn_for,
            feel=self.feel,
            foreshortened=self.foreshortened,
            belly=self.belly,
            props=tuple(self.props.items()),
            arrow=self.arrow,
            exaggerate=self.exaggerate,
            captions=self.captions,
        )


def check_figure(figure: FigureSchema, sides: tuple[Side, ...] | None) -> None:
    """Raise a fault if a figure and the sides of its stretch do not go together.

    `sides` are None if they have a fault of their own.
    """
    if sides and figure.drawn_for is None:
        raise ready_message("does not say which side it shows: add `drawn_for: left`, or right")
    if sides == () and figure.drawn_for:
        raise ready_message("has `drawn_for`, but the stretch has no sides: take it out")


def _start_faults(view: View, start: _Places) -> _Faults:
    if missing := [joint for joint in SPINE if joint not in start]:
        message = (
            f"has no {join_words(missing, 'and')}: the back goes from the pelvis over L1, T6, C7 to the head"
        )
        return [(("start",), message)]
    message = f"does not go with the {view} view, which has {join_words(_SIDES_OF[view], 'and')} limbs"
    faults: _Faults = [(("start", joint), message) for joint in start if joint.startswith(_NOT_IN[view])]
    for joint in start:
        bone = BONE_TO.get(joint)
        if bone and parent_of(bone.start, start) not in start:
            faults.append((("start", joint), f"hangs in the air: say where the {_words(bone.start)} is, too"))
        elif bone and bone.limb:
            faults += _too_long(("start", joint), bone, _length(start, bone))
    return faults


def _changed_limbs(loc: _Loc, start: _Places, pose: _Places, foreshortened: Collection[str]) -> _Faults:
    faults: _Faults = []
    for joint in pose:
        bone = BONE_TO.get(joint)
        if not bone or not bone.limb:
            continue
        before, length = _length(start, bone), _length(pose, bone)
        if too_long := _too_long((*loc, joint), bone, length):
            faults += too_long
        elif abs(length - before) > SLACK * before and bone.limb not in foreshortened:
            message = f"makes the {_words(bone.limb)} {length:.1f} long, and at the start it is {before:.1f}: "
            message += f"move the joint, or name {bone.limb} in `foreshortened`"
            faults.append(((*loc, joint), message))
    return faults


def _too_long(loc: _Loc, bone: Bone, length: float) -> _Faults:
    if length <= bone.length * LONGEST:
        return []
    return [(loc, f"makes the {_words(bone.limb)} {length:.1f} long: it is {bone.length:g} in a body 100 high")]


def _length(places: _Places, bone: Bone) -> float:
    return math.dist(places[parent_of(bone.start, places)], places[bone.end])


def _words(name: str) -> str:
    return name.replace("_", " ")
