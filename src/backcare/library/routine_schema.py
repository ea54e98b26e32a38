"""The schema of a routine file."""

from collections.abc import Iterable
from typing import Annotated, TypeAlias

from pydantic import (
    Discriminator,
    Field,
    Tag,
    field_validator,
)

from backcare.files.schema import Shape, said, text
from backcare.library.fields import Fact, HoldSeconds, Name, Repeats, Text
from backcare.library.stretch_schema import StretchShape
from backcare.model.stretch import Entry, Routine, Stage
from backcare.text import is_id, kebab

MOST_ENTRIES = 100  # stretches of a routine


def _kind_of_entry(value: object) -> str:
    if not isinstance(value, dict):
        return "<id>"
    written_out = "stretch" not in value and ("steps" in value or "name" in value)
    return "<WrittenOut>" if written_out else "<Wish>"


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
