"""What a guidance file may say, and how that becomes the values of `guidance`."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, field_validator

from backcare.files.schema import FileSchema, clean_text, ready_message
from backcare.library.fields import Fact, Stages, Text, Texts
from backcare.model.guidance import (
    Guidance,
    Information,
    Occasion,
    SignGroup,
    SignTier,
    SourcedText,
    Tip,
    WarningSign,
    WiderSigns,
)
from backcare.text import is_id, quote

MOST_TIPS = 100
LONGEST_SHORT_TIP = 80  # characters; some eleven words, which take 3.5 seconds


def _id(word: str) -> str:
    if not is_id(word):
        raise ready_message(
            f"{quote(word)} is not a topic: write it in small letters, with hyphens between words"
        )
    return word


Topic: TypeAlias = Annotated[str, clean_text(40), AfterValidator(_id)]
Said: TypeAlias = Annotated[str, clean_text(LONGEST_SHORT_TIP)]


class SourcedSchema(FileSchema):
    """A text with its id and its source."""

    id: Fact = Field(description="A letter and a number, by which a test finds it.")
    text: Text = Field(description="The text, in words of our own.")
    source: Text = Field(description="Where it comes from.")

    def to_model(self) -> SourcedText:
        """Return the entry."""
        return SourcedText(self.id, self.text, self.source)


class SignSchema(FileSchema):
    """One warning sign."""

    id: Fact = Field(description="A letter and a number.")
    text: Text = Field(description="The sign, as the end of a sentence.")


class TierSchema(FileSchema):
    """Warning signs that ask for the same."""

    ask: Text = Field(description="What to do.")
    signs: Annotated[tuple[SignSchema, ...], Field(min_length=1, max_length=20)] = Field(description="The signs.")
    source: Text = Field(description="Where they come from.")

    def to_model(self) -> SignTier:
        """Return the tier."""
        return SignTier(self.ask, tuple(WarningSign(sign.id, sign.text) for sign in self.signs), self.source)


class SignsSchema(FileSchema):
    """The warning signs."""

    always: SourcedSchema = Field(description="What holds for every upper-back pain.")
    tiers: Annotated[tuple[TierSchema, ...], Field(min_length=1, max_length=10)] = Field(
        description="The signs by what they ask for."
    )


class GroupSchema(FileSchema):
    """Signs of the wider list."""

    ask: Text = Field(description="What to do.")
    signs: Annotated[Texts, Field(min_length=1)] = Field(description="The signs.")
    source: Text = Field(description="Where they come from.")

    def to_model(self) -> SignGroup:
        """Return the group."""
        return SignGroup(self.ask, self.signs, self.source)


class WiderSchema(FileSchema):
    """A list apart from the first, and labelled as such."""

    label: Text = Field(description="Whose list it is.")
    brief: Text = Field(description="The most urgent of it, in a line without a full stop.")
    groups: Annotated[tuple[GroupSchema, ...], Field(min_length=1, max_length=10)] = Field(
        description="The signs by what they ask for."
    )

    def to_model(self) -> WiderSigns:
        """Return the list."""
        return WiderSigns(self.label, self.brief, tuple(group.to_model() for group in self.groups))


class InformationSchema(FileSchema):
    """What is worth knowing on an occasion."""

    when: Occasion = Field(description="The occasion.")
    text: Text = Field(description="The information; never a verdict.")
    source: Text = Field(description="Where it comes from.")

    def to_model(self) -> Information:
        """Return the entry."""
        return Information(self.when, self.text, self.source)


class TipSchema(SourcedSchema):
    """Something for every day."""

    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=5)] = Field(description="Its topics.")
    say: Said | None = Field(default=None, description="A short form for the rests of a session.")
    stages: Stages = Field(default=(), description="The stages it is meant for; all where left out.")
    exercises: Annotated[tuple[Fact, ...], Field(max_length=10)] = Field(
        default=(), description="Ids of exercises that it tells of."
    )

    def to_tip(self) -> Tip:
        """Return the tip."""
        return Tip(self.id, self.topics, self.text, self.source, self.say or "", self.stages, self.exercises)


class GuidanceFile(FileSchema):
    """Warning signs, information, principles and tips."""

    standing: Text = Field(description="The line that stands before everything.")
    signs: SignsSchema = Field(description="The warning signs.")
    wider: WiderSchema = Field(description="Signs from public health sources.")
    information: Annotated[tuple[InformationSchema, ...], Field(max_length=20)] = Field(
        default=(), description="What is worth knowing on an occasion."
    )
    principles: Annotated[tuple[SourcedSchema, ...], Field(max_length=50)] = Field(
        default=(), description="What all of it goes by."
    )
    tips: Annotated[tuple[TipSchema, ...], Field(min_length=1, max_length=MOST_TIPS)] = Field(
        description="Tips for every day."
    )

    @field_validator("tips")
    @classmethod
    def _each_id_once(cls, tips: tuple[TipSchema, ...]) -> tuple[TipSchema, ...]:
        ids = [tip.id for tip in tips]
        for tip_id in ids:
            if ids.count(tip_id) > 1:
                raise ready_message(f"the id {quote(tip_id)} is here twice: give each tip its own")
        return tips

    def to_model(self, file: str) -> Guidance:
        """Return the guidance, with the file it came from."""
        return Guidance(
            standing=self.standing,
            always=self.signs.always.to_model(),
            tiers=tuple(tier.to_model() for tier in self.signs.tiers),
            wider=self.wider.to_model(),
            information=tuple(entry.to_model() for entry in self.information),
            principles=tuple(principle.to_model() for principle in self.principles),
            tips=tuple(tip.to_tip() for tip in self.tips),
            file=file,
        )
