"""The schema of a stretch file."""

import re
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from backcare.files.file_schema import DASH, NUMBER, FileSchema, ready_message
from backcare.library.fields import Count, HoldSeconds, Name, Pause, RepSeconds, Sides, Stages, Text, Texts
from backcare.library.figure_schema import FigureSchema, check_figure
from backcare.library.steps_schema import CautionsSchema, Lines, SaySchema, StepsSchema, check_sides
from backcare.model.stretch import HoldRange, PhaseSeconds, Position, Reps, Stage, Stretch
from backcare.text import quote

ON_THE_BACK = "lying on the back, which many services advise against from about 16 weeks of pregnancy"

_PACE = PhaseSeconds()
_RANGE = re.compile(rf"^\s*({NUMBER})(?:{DASH}({NUMBER}))?\s*$")
_IN_BOUNDS = r"0*(?:(?:[1-9][0-9]?|[1-5][0-9]{2})(?:\.[0-9]+)?|600(?:\.0+)?)"  # 1 to 600, for editors


def _list_is_setup(value: object) -> object:
    return {"setup": value} if isinstance(value, list) else value


def _list_is_more(value: object) -> object:
    return {"more": value} if isinstance(value, list) else value


def _hold(value: object) -> HoldRange:
    ends = _ends(value)
    if not ends:
        raise PydanticCustomError("hold", "seconds, or a range of seconds")
    if not all(1 <= end <= 600 for end in ends):
        raise ready_message(f"{quote(value)} is outside 1-600, the seconds that a hold may last")
    if ends[0] > ends[-1]:
        raise ready_message(f"{quote(value)} has the longer end first: write {ends[-1]:g}-{ends[0]:g}")
    return HoldRange(ends[0], ends[-1])


def _ends(value: object) -> list[float]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [float(value)]
    match = _RANGE.fullmatch(value) if isinstance(value, str) else None
    return [float(end) for end in match.groups() if end] if match else []


_HOLD_TEXT = {"patternErrorMessage": "seconds, 1-600: one number (20) or a range (15-30)", "examples": ["15-30"]}
_HoldText: TypeAlias = Annotated[
    str, Field(pattern=_RANGE.pattern.replace(NUMBER, _IN_BOUNDS), json_schema_extra=_HOLD_TEXT)
]
HoldField: TypeAlias = Annotated[HoldRange, PlainValidator(_hold, json_schema_input_type=HoldSeconds | _HoldText)]
AnySteps: TypeAlias = Annotated[
    StepsSchema, BeforeValidator(_list_is_setup, json_schema_input_type=Lines | StepsSchema)
]
AnyCautions: TypeAlias = Annotated[
    CautionsSchema, BeforeValidator(_list_is_more, json_schema_input_type=Texts | CautionsSchema)
]


class RepsSchema(FileSchema):
    """A movement that is counted instead of held."""

    count: Count = Field(description="How many times.")
    seconds: RepSeconds = Field(description="Seconds for each time.")


class SecondsSchema(FileSchema):
    """How long the parts around a hold take, in seconds."""

    setup: Pause = Field(default=_PACE.setup, description="Seconds to get into position.")
    move: Pause = Field(default=_PACE.move, description="Seconds to move into the stretch.")
    move_again: Pause | None = Field(
        default=None, description="Seconds to move in on a repeat; as long as `move` where left out."
    )
    release: Pause = Field(default=_PACE.release, description="Seconds to come out of the stretch.")
    switch: Pause = Field(default=_PACE.switch, description="Seconds to change to the other side.")

    def to_model(self) -> PhaseSeconds:
        """Return the seconds of each phase."""
        again = self.move if self.move_again is None else self.move_again
        return PhaseSeconds(self.setup, self.move, again, self.release, self.switch)


class StretchFile(FileSchema):
    """A stretch: its steps, and how long it is held or how often it is done."""

    name: Name = Field(description="The name as it is shown and said.")
    stages: Stages = Field(default=(), description="The stages it is meant for.")
    position: Position | None = Field(default=None, description="How the body is supported.")
    equipment: Texts = Field(default=(), description="What it needs: wall, chair, mat.")
    purpose: Text = Field(default="", description="What it may help with; never a promise.")
    hold: HoldField | None = Field(
        default=None, description="Seconds to hold: one number (20) or a range (15-30)."
    )
    reps: RepsSchema | None = Field(
        default=None, description="In place of `hold`: a movement that is counted.", validate_default=True
    )
    sides: Sides = Field(default=(), description="The sides in their order; leave out where there are none.")
    steps: AnySteps = Field(description="What to do; a plain list is the set-up.")
    cautions: AnyCautions = Field(
        default_factory=CautionsSchema,
        description="What to take care of; a plain list is for reading, `before` and `during` reach the session.",
    )
    say: SaySchema = Field(default_factory=SaySchema, description="What the voice says in place of the steps.")
    seconds: SecondsSchema = Field(
        default_factory=SecondsSchema, description="Seconds of the parts around the hold."
    )
    figure: FigureSchema | None = Field(default=None, description="How it looks, as joints of a stick figure.")
    source: Text = Field(default="", description="Where it comes from: a book, an address, a person.")

    @field_validator("position")
    @classmethod
    def _not_on_the_back_in_pregnancy(cls, position: Position | None, info: ValidationInfo) -> Position | None:
        if position is Position.SUPINE and Stage.PREGNANCY in info.data.get("stages", ()):
            raise ready_message(f"supine is {ON_THE_BACK}: take pregnancy out of `stages`")
        return position

    @field_validator("reps")
    @classmethod
    def _held_or_counted(cls, reps: RepsSchema | None, info: ValidationInfo) -> RepsSchema | None:
        if "hold" in info.data and (info.data["hold"] is None) is (reps is None):
            raise PydanticCustomError("hold_or_reps", "both" if reps else "neither")
        return reps

    @field_validator("steps", "say", "cautions")
    @classmethod
    def _words_fit_the_sides(
        cls, words: StepsSchema | SaySchema | CautionsSchema, info: ValidationInfo
    ) -> StepsSchema | SaySchema | CautionsSchema:
        check_sides(words, info.data.get("sides"))
        return words

    @field_validator("figure")
    @classmethod
    def _figure_fits_the_sides(cls, figure: FigureSchema | None, info: ValidationInfo) -> FigureSchema | None:
        if figure:
            check_figure(figure, info.data.get("sides"))
        return figure

    def to_model(self, stretch_id: str, file: str) -> Stretch:
        """Return the stretch under an id; `file` is the path it was read from."""
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
            cautions=self.cautions.to_model(),
            say=self.say.to_model(),
            seconds=self.seconds.to_model(),
            figure=self.figure.to_model() if self.figure else None,
            source=self.source,
            file=file,
        )
