"""The schema of the guidance file: the rules for each field of the values in the model."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, ConfigDict, Field, field_validator
from pydantic.dataclasses import dataclass

from backcare.files.file_schema import FileSchema, clean_text, ready_message
from backcare.library.fields import Fact, Stages, Text, Texts
from backcare.model import guidance as model
from backcare.text import is_id, quote

MOST_TIPS = 100
LONGEST_SHORT_TIP = 80  # characters; some eleven words, which take 3.5 seconds

# Each is a value of the model; making `__eq__` and `__repr__` anew would take start-up time.
_checked = dataclass(frozen=True, eq=False, repr=False, config=ConfigDict(extra="forbid"))


def _check_topic(word: str) -> str:
    if not is_id(word):
        message = "is not a topic: write it in small letters, with hyphens between words"
        raise ready_message(f"{quote(word)} {message}")
    return word


Topic: TypeAlias = Annotated[str, clean_text(40), AfterValidator(_check_topic)]


@_checked
class SourcedTextSchema(model.SourcedText):
    """A text in the file with its id and its source."""

    id: Fact
    text: Text
    source: Text


@_checked
class WarningSignSchema(model.WarningSign):
    """One warning sign in the file; the text is the end of a sentence."""

    id: Fact
    text: Text


@_checked
class SignTierSchema(model.SignTier):
    """Warning signs in the file that ask for the same action."""

    ask: Text
    signs: Annotated[tuple[WarningSignSchema, ...], Field(min_length=1, max_length=20)]
    source: Text


@_checked
class SignGroupSchema(model.SignGroup):
    """Signs of the wider list in the file."""

    ask: Text
    signs: Annotated[Texts, Field(min_length=1)]
    source: Text


@_checked
class WiderSignsSchema(model.WiderSigns):
    """The wider list in the file."""

    label: Text
    brief: Text
    groups: Annotated[tuple[SignGroupSchema, ...], Field(min_length=1, max_length=10)]


@_checked
class InformationSchema(model.Information):
    """A text in the file for an occasion; never a verdict."""

    text: Text
    source: Text


@_checked
class TipSchema(model.Tip):
    """A tip in the file."""

    id: Fact
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=5)]
    text: Text
    source: Text
    say: Annotated[str, clean_text(LONGEST_SHORT_TIP)] = ""
    stages: Stages = ()
    exercises: Annotated[tuple[Fact, ...], Field(max_length=10)] = ()


class SignsSchema(FileSchema):
    """The warning signs; `always` holds for every upper-back pain."""

    always: SourcedTextSchema
    tiers: Annotated[tuple[SignTierSchema, ...], Field(min_length=1, max_length=10)]


class GuidanceFile(FileSchema):
    """Warning signs, information, principles and tips; `standing` is the line before everything."""

    standing: Text
    signs: SignsSchema
    wider: WiderSignsSchema
    information: Annotated[tuple[InformationSchema, ...], Field(max_length=20)] = ()
    principles: Annotated[tuple[SourcedTextSchema, ...], Field(max_length=50)] = ()
    tips: Annotated[tuple[TipSchema, ...], Field(min_length=1, max_length=MOST_TIPS)]

    @field_validator("tips")
    @classmethod
    def _each_id_once(cls, tips: tuple[TipSchema, ...]) -> tuple[TipSchema, ...]:
        ids = [tip.id for tip in tips]
        for tip_id in ids:
            if ids.count(tip_id) > 1:
                raise ready_message(f"the id {quote(tip_id)} is here twice: give each tip its own")
        return tips

    def to_model(self, file: str) -> model.Guidance:
        """Return the guidance; `file` is the path it was read from."""
        always, tiers = self.signs.always, self.signs.tiers
        rest = (self.wider, self.information, self.principles, self.tips)
        return model.Guidance(self.standing, always, tiers, *rest, file=file)
