"""What a stretch file and a routine file may say, and how that becomes the values of the model."""

import re
from collections.abc import Iterable
from typing import Annotated, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from backcare.files.schema import Shape, never, said, text
from backcare.model import Entry, Hold, Position, Reps, Routine, Seconds, Side, Stage, Stretch
from backcare.posed import FigureShape, check_figure
from backcare.sided import Lines, SayShape, StepsShape, check_sides
from backcare.text import is_id, kebab, shown

ON_THE_BACK = "lying on the back, which many services advise against from about 16 weeks of pregnancy"
MOST_ENTRIES = 100  # stretches of a routine

_T = TypeVar("_T")
_PACE = Seconds()
_FACT = re.compile("[A-Za-z]{1,3}[0-9]{1,3}")
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_RANGE = re.compile(rf"^\s*({_NUMBER})(?:\s*[-\u2013]\s*({_NUMBER}))?\s*$")
_IN_BOUNDS = r"0*(?:(?:[1-9][0-9]?|[1-5][0-9]{2})(?:\.[0-9]+)?|600(?:\.0+)?)"  # 1 to 600, for editors


def _without_placeholder(text: str) -> str:
    for name in ("{side}", "{other}"):
        if name in text:
            raise said(f"{name} works in steps and say only: write the side out")
    return text


def _all_different(items: tuple[_T, ...]) -> tuple[_T, ...]:
    for item in items:
        if items.count(item) > 1:
            raise said(f"{shown(str(item))} is named twice: once is enough")
    return items


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value  # 8.0, as editors take it


def _list_is_setup(value: object) -> object:
    return {"setup": value} if isinstance(value, list) else value


def _hold(value: object) -> Hold:
    ends = _ends(value)
    if not ends:
        raise PydanticCustomError("hold", "seconds, or a range of seconds")
    if not all(1 <= end <= 600 for end in ends):
        raise said(f"{shown(value)} is outside 1-600, the seconds that a hold may last")
    if ends[0] > ends[-1]:
        raise said(f"{shown(value)} has the longer end first: write {ends[-1]:g}-{ends[0]:g}")
    return Hold(ends[0], ends[-1])


def _ends(value: object) -> list[float]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [float(value)]
    match = _RANGE.fullmatch(value) if isinstance(value, str) else None
    return [float(end) for end in match.groups() if end] if match else []


def _fact(word: str) -> str:
    if not _FACT.fullmatch(word):
        raise said(f"{shown(word)} is not an id: write letters and a number, such as T10")
    return word


def _kind_of_entry(value: object) -> str:
    if not isinstance(value, dict):
        return "<id>"
    written_out = "stretch" not in value and ("steps" in value or "name" in value)
    return "<WrittenOut>" if written_out else "<Wish>"


_NO_SIDES = never(r"\{(?:side|other)\}", "{side} and {other} work in steps and say only")
Name: TypeAlias = Annotated[str, text(80), AfterValidator(_without_placeholder), _NO_SIDES]
Text: TypeAlias = Annotated[str, text(300), AfterValidator(_without_placeholder), _NO_SIDES]
_DIFFERENT = Field(json_schema_extra={"uniqueItems": True})
Texts: TypeAlias = Annotated[tuple[Text, ...], Field(max_length=20), AfterValidator(_all_different), _DIFFERENT]
Stages: TypeAlias = Annotated[tuple[Stage, ...], Field(max_length=2), AfterValidator(_all_different), _DIFFERENT]
Sides: TypeAlias = Annotated[tuple[Side, ...], Field(max_length=2), AfterValidator(_all_different), _DIFFERENT]
Fact: TypeAlias = Annotated[str, text(8), AfterValidator(_fact)]
Pause: TypeAlias = Annotated[float, Field(strict=True, ge=0, le=600, allow_inf_nan=False)]
HoldSeconds: TypeAlias = Annotated[float, Field(strict=True, ge=1, le=600, allow_inf_nan=False)]
RepSeconds: TypeAlias = Annotated[float, Field(strict=True, ge=1, le=60, allow_inf_nan=False)]
Count: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=100), BeforeValidator(_whole)]
Repeats: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=20), BeforeValidator(_whole)]
_HOLD_TEXT = {"patternErrorMessage": "seconds, 1-600: one number (20) or a range (15-30)", "examples": ["15-30"]}
_HoldText: TypeAlias = Annotated[
    str, Field(pattern=_RANGE.pattern.replace(_NUMBER, _IN_BOUNDS), json_schema_extra=_HOLD_TEXT)
]
HoldRange: TypeAlias = Annotated[Hold, PlainValidator(_hold, json_schema_input_type=HoldSeconds | _HoldText)]
AnySteps: TypeAlias = Annotated[
    StepsShape, BeforeValidator(_list_is_setup, json_schema_input_type=Lines | StepsShape)
]


class RepsShape(Shape):
    """A movement that is counted instead of held."""

    count: Count = Field(description="How many times.")
    seconds: RepSeconds = Field(description="Seconds for each time.")


class SecondsShape(Shape):
    """How long the parts around a hold take, in seconds."""

    setup: Pause = Field(default=_PACE.setup, description="Seconds to get into position.")
    move: Pause = Field(default=_PACE.move, description="Seconds to move into the stretch.")
    move_again: Pause | None = Field(
        default=None, description="Seconds to move in on a repeat; as long as `move` where left out."
    )
    release: Pause = Field(default=_PACE.release, description="Seconds to come out of the stretch.")
    switch: Pause = Field(default=_PACE.switch, description="Seconds to change to the other side.")

    def to_model(self) -> Seconds:
        """Return the seconds of each part."""
        again = self.move if self.move_again is None else self.move_again
        return Seconds(self.setup, self.move, again, self.release, self.switch)


class StretchShape(Shape):
    """A stretch: its steps, and how long it is held or how often it is done."""

    name: Name = Field(description="The name as it is shown and said.")
    stages: Stages = Field(default=(), description="The stages it is meant for.")
    position: Position | None = Field(default=None, description="How the body is supported.")
    equipment: Texts = Field(default=(), description="What it needs: wall, chair, mat.")
    purpose: Text = Field(default="", description="What it may help with; never a promise.")
    hold: HoldRange | None = Field(
        default=None, description="Seconds to hold: one number (20) or a range (15-30)."
    )
    reps: RepsShape | None = Field(
        default=None, description="In place of `hold`: a movement that is counted.", validate_default=True
    )
    sides: Sides = Field(default=(), description="The sides in their order; leave out where there are none.")
    steps: AnySteps = Field(description="What to do; a plain list is the set-up.")
    cautions: Texts = Field(default=(), description="What to take care of, one sentence each.")
    say: SayShape = Field(default_factory=SayShape, description="What the voice says in place of the steps.")
    seconds: SecondsShape = Field(
        default_factory=SecondsShape, description="Seconds of the parts around the hold."
    )
    figure: FigureShape | None = Field(default=None, description="How it looks, as joints of a stick figure.")
    source: Text = Field(default="", description="Where it comes from: a book, an address, a person.")

    @field_validator("position")
    @classmethod
    def _not_on_the_back_in_pregnancy(cls, position: Position | None, info: ValidationInfo) -> Position | None:
        if position is Position.SUPINE and Stage.PREGNANCY in info.data.get("stages", ()):
            raise said(f"supine is {ON_THE_BACK}: take pregnancy out of `stages`")
        return position

    @field_validator("reps")
    @classmethod
    def _held_or_counted(cls, reps: RepsShape | None, info: ValidationInfo) -> RepsShape | None:
        if "hold" in info.data and (info.data["hold"] is None) is (reps is None):
            raise PydanticCustomError("hold_or_reps", "both" if reps else "neither")
        return reps

    @field_validator("steps", "say")
    @classmethod
    def _words_fit_the_sides(cls, words: StepsShape | SayShape, info: ValidationInfo) -> StepsShape | SayShape:
        check_sides(words, info.data.get("sides"))
        return words

    @field_validator("figure")
    @classmethod
    def _figure_fits_the_sides(cls, figure: FigureShape | None, info: ValidationInfo) -> FigureShape | None:
        if figure:
            check_figure(figure, info.data.get("sides"))
        return figure

    def to_model(self, stretch_id: str, file: str) -> Stretch:
        """Return the stretch under an id, with the file it came from."""
        return Stretch(
            id=stretch_id,
            name=self.name,
            steps=self.steps.to_model(),
            hold=self.hold,
            reps=Reps(self.reps.count, self.reps.seconds) if self.reps else None,
            stages=self.stages,
            position=self.position,
            equipment=self.equipment,
            purpose=self.purpose,
            sides=self.sides,
            cautions=self.cautions,
            say=self.say.to_model(),
            seconds=self.seconds.to_model(),
            figure=self.figure.to_model() if self.figure else None,
            source=self.source,
            file=file,
        )


class WrittenOut(StretchShape):
    """A stretch written out inside a routine."""

    repeats: Repeats | None = Field(default=None, description="How many times in this routine.")

    @field_validator("name")
    @classmethod
    def _makes_an_id(cls, name: str) -> str:
        if not is_id(kebab(name)):
            raise said("cannot be made into an id: give it a name with Latin letters")
        return name

    @property
    def id(self) -> str:
        """The name in kebab-case."""
        return kebab(self.name)


class Wish(Shape):
    """A stretch of the library, with this routine's wishes for it."""

    stretch: Annotated[str, text(80)] = Field(description="The id of the stretch: its file's name without .yaml.")
    hold: HoldSeconds | None = Field(default=None, description="Seconds to hold, inside the stretch's range.")
    repeats: Repeats | None = Field(default=None, description="How many times in this routine.")


AnyEntry: TypeAlias = Annotated[
    Annotated[str, text(80), Tag("<id>")]
    | Annotated[Wish, Tag("<Wish>")]
    | Annotated[WrittenOut, Tag("<WrittenOut>")],
    Discriminator(_kind_of_entry),
]


class RoutineShape(Shape):
    """A routine: stretches in the order of doing them."""

    name: Name = Field(description="The name as it is shown and said.")
    stage: Stage | None = Field(default=None, description="The stage it is meant for.")
    purpose: Text = Field(default="", description="What it may help with; never a promise.")
    source: Text = Field(default="", description="Where it comes from: a book, an address, a person.")
    stretches: Annotated[tuple[AnyEntry, ...], Field(min_length=1, max_length=MOST_ENTRIES)] = Field(
        description="Ids of stretches, with wishes where there are any, or stretches written out."
    )
    tip: Fact | None = Field(default=None, description="The id of a tip for its first rest, such as T10.")

    def to_model(self, routine_id: str, file: str, entries: Iterable[Entry]) -> Routine:
        """Return the routine under an id, with the stretches that its entries turned out to be."""
        return Routine(
            id=routine_id,
            name=self.name,
            entries=tuple(entries),
            stage=self.stage,
            purpose=self.purpose,
            source=self.source,
            file=file,
            tip=self.tip or "",
        )
