"""What a guidance file may say, and how that becomes the values of `guidance`."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, field_validator

from backcare.files.schema import Shape, said, text
from backcare.library.fields import Fact, Stages, Text, Texts
from backcare.model.guidance import Group, Guidance, Information, Occasion, Sign, Sourced, Tier, Tip, Wider
from backcare.text import is_id, shown

MOST_TIPS = 100
LONGEST_SAID = 80  # characters; some eleven words, which take 3.5 seconds


def _id(word: str) -> str:
    if not is_id(word):
        raise said(f"{shown(word)} is not a topic: write it in small letters, with hyphens between words")
    return word


Topic: TypeAlias = Annotated[str, text(40), AfterValidator(_id)]
Said: TypeAlias = Annotated[str, text(LONGEST_SAID)]


class SourcedShape(Shape):
    """A text with its id and its source."""

    id: Fact = Field(description="A letter and a number, by which a test finds it.")
    text: Text = Field(description="The text, in words of our own.")
    source: Text = Field(description="Where it comes from.")

    def to_model(self) -> Sourced:
        """Return the entry."""
        return Sourced(self.id, self.text, self.source)


class SignShape(Shape):
    """One warning sign."""

    id: Fact = Field(description="A letter and a number.")
    text: Text = Field(description="The sign, as the end of a sentence.")


class TierShape(Shape):
    """Warning signs that ask for the same."""

    ask: Text = Field(description="What to do.")
    signs: Annotated[tuple[SignShape, ...], Field(min_length=1, max_length=20)] = Field(description="The signs.")
    source: Text = Field(description="Where they come from.")

    def to_model(self) -> Tier:
        """Return the tier."""
        return Tier(self.ask, tuple(Sign(sign.id, sign.text) for sign in self.signs), self.source)


class SignsShape(Shape):
    """The warning signs."""

    always: SourcedShape = Field(description="What holds for every upper-back pain.")
    tiers: Annotated[tuple[TierShape, ...], Field(min_length=1, max_length=10)] = Field(
        description="The signs by what they ask for."
    )


class GroupShape(Shape):
    """Signs of the wider list."""

    ask: Text = Field(description="What to do.")
    signs: Annotated[Texts, Field(min_length=1)] = Field(description="The signs.")
    source: Text = Field(description="Where they come from.")

    def to_model(self) -> Group:
        """Return the group."""
        return Group(self.ask, self.signs, self.source)


class WiderShape(Shape):
    """A list apart from the first, and labelled as such."""

    label: Text = Field(description="Whose list it is.")
    brief: Text = Field(description="The most urgent of it, in a line without a full stop.")
    groups: Annotated[tuple[GroupShape, ...], Field(min_length=1, max_length=10)] = Field(
        description="The signs by what they ask for."
    )

    def to_model(self) -> Wider:
        """Return the list."""
        return Wider(self.label, self.brief, tuple(group.to_model() for group in self.groups))


class InformationShape(Shape):
    """What is worth knowing on an occasion."""

    when: Occasion = Field(description="The occasion.")
    text: Text = Field(description="The information; never a verdict.")
    source: Text = Field(description="Where it comes from.")

    def to_model(self) -> Information:
        """Return the entry."""
        return Information(self.when, self.text, self.source)


class TipShape(SourcedShape):
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


class GuidanceShape(Shape):
    """Warning signs, information, principles and tips."""

    standing: Text = Field(description="The line that stands before everything.")
    signs: SignsShape = Field(description="The warning signs.")
    wider: WiderShape = Field(description="Signs from public health sources.")
    information: Annotated[tuple[InformationShape, ...], Field(max_length=20)] = Field(
        default=(), description="What is worth knowing on an occasion."
    )
    principles: Annotated[tuple[SourcedShape, ...], Field(max_length=50)] = Field(
        default=(), description="What all of it goes by."
    )
    tips: Annotated[tuple[TipShape, ...], Field(min_length=1, max_length=MOST_TIPS)] = Field(
        description="Tips for every day."
    )

    @field_validator("tips")
    @classmethod
    def _each_id_once(cls, tips: tuple[TipShape, ...]) -> tuple[TipShape, ...]:
        ids = [tip.id for tip in tips]
        for tip_id in ids:
            if ids.count(tip_id) > 1:
                raise said(f"the id {shown(tip_id)} is here twice: give each tip its own")
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
