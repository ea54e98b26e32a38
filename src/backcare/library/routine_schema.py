"""The schema of a routine file."""

from collections.abc import Iterable
from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag, field_validator

from backcare.files.file_schema import FileSchema, clean_text, ready_message, tag_of
from backcare.library.fields import Fact, HoldSeconds, Name, Repeats, Text
from backcare.library.stretch_schema import StretchFile
from backcare.model.stretch import Routine, RoutineItem, Stage
from backcare.text import make_id, reason_against_id

MOST_ITEMS = 100  # stretches of a routine

StretchId: TypeAlias = Annotated[str, clean_text(80)]


class InlineStretch(StretchFile):
    """A stretch written out inside a routine."""

    repeats: Repeats | None = Field(default=None, description="How many times in this routine.")

    @field_validator("name")
    @classmethod
    def _makes_an_id(cls, name: str) -> str:
        if reason := reason_against_id(make_id(name)):
            raise ready_message(f"cannot be made into an id: {reason}")
        return name

    @property
    def id(self) -> str:
        """The name in kebab-case."""
        return make_id(self.name)


class StretchReference(FileSchema):
    """A stretch of the library, with this routine's wishes for it."""

    stretch: StretchId = Field(description="The id of the stretch: its file's name without .yaml.")
    hold: HoldSeconds | None = Field(default=None, description="Seconds to hold, inside the stretch's range.")
    repeats: Repeats | None = Field(default=None, description="How many times in this routine.")


def _tag_of_item(value: object) -> str:
    if not isinstance(value, dict):
        return tag_of(str)
    is_inline = "stretch" not in value and ("steps" in value or "name" in value)
    return tag_of(InlineStretch if is_inline else StretchReference)


AnyItem: TypeAlias = Annotated[
    Annotated[StretchId, Tag(tag_of(str))]
    | Annotated[StretchReference, Tag(tag_of(StretchReference))]
    | Annotated[InlineStretch, Tag(tag_of(InlineStretch))],
    Discriminator(_tag_of_item),
]


class RoutineFile(FileSchema):
    """A routine: stretches in the order of doing them."""

    name: Name = Field(description="The name as it is shown and said.")
    stage: Stage | None = Field(default=None, description="The stage it is meant for.")
    purpose: Text = Field(default="", description="What it may help with; never a promise.")
    source: Text = Field(default="", description="Where it comes from: a book, an address, a person.")
    stretches: Annotated[tuple[AnyItem, ...], Field(min_length=1, max_length=MOST_ITEMS)] = Field(
        description="Ids of stretches, with wishes where there are any, or stretches written out."
    )
    tip: Fact | None = Field(default=None, description="The id of a tip for its first rest, such as T10.")

    def to_model(self, routine_id: str, file: str, items: Iterable[RoutineItem]) -> Routine:
        """Return the routine under an id, with the items that its `stretches` name."""
        return Routine(
            id=routine_id,
            name=self.name,
            items=tuple(items),
            stage=self.stage,
            purpose=self.purpose,
            source=self.source,
            file=file,
            tip=self.tip or "",
        )
