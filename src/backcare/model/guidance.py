"""Guidance beside the stretches: warning signs, tips, principles, information."""

from dataclasses import dataclass
from enum import StrEnum

from backcare.model.stretch import Stage


class Occasion(StrEnum):
    """When a piece of information applies to the user."""

    ON_THE_BACK = "on-the-back"
    FIRST_WEEKS = "first-weeks"
    CAESAREAN = "caesarean"
    AFTER_BIRTH = "after-birth"


@dataclass(frozen=True, slots=True)
class SourcedText:
    """A text with the id of its fact and the source."""

    id: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class WarningSign:
    """One warning sign."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SignTier:
    """Warning signs that ask for the same action, `ask`."""

    ask: str
    signs: tuple[WarningSign, ...]
    source: str


@dataclass(frozen=True, slots=True)
class SignGroup:
    """Signs of the wider list that ask for the same action."""

    ask: str
    signs: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class WiderSigns:
    """The wider list of signs, the most urgent group first: its emergency signs come before all others.

    `label` names the origin of the list, `brief` has the emergency signs in a line.
    """

    label: str
    brief: str
    groups: tuple[SignGroup, ...]


@dataclass(frozen=True, slots=True)
class Information:
    """A text to be shown on an occasion."""

    when: Occasion
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Tip:
    """A tip for every day; `say` is its short form for a rest, empty `stages` are all stages."""

    id: str
    topics: tuple[str, ...]
    text: str
    source: str
    say: str = ""
    stages: tuple[Stage, ...] = ()
    exercises: tuple[str, ...] = ()

    def is_for(self, stage: Stage | None) -> bool:
        """Return whether the tip is for a stage; if that is unknown (None), whether it is for every stage."""
        return not self.stages or stage in self.stages


@dataclass(frozen=True, slots=True)
class Guidance:
    """The contents of a guidance file."""

    standing: str
    always: SourcedText
    tiers: tuple[SignTier, ...]
    wider: WiderSigns
    information: tuple[Information, ...]
    principles: tuple[SourcedText, ...]
    tips: tuple[Tip, ...]
    file: str = ""

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic of the tips once, in the order of the tips."""
        return tuple(dict.fromkeys(topic for tip in self.tips for topic in tip.topics))

    def tips_about(self, topic: str) -> tuple[Tip, ...]:
        """Return the tips of a topic."""
        return tuple(tip for tip in self.tips if topic in tip.topics)

    def information_on(self, occasion: Occasion) -> tuple[str, ...]:
        """Return the texts for an occasion."""
        return tuple(entry.text for entry in self.information if entry.when is occasion)

    @property
    def emergency(self) -> SignGroup:
        """The emergency signs, which come first wherever warning signs are shown."""
        return self.wider.groups[0]

    def with_origin(self, text: str) -> str:
        """Return a text of the wider list with its origin behind it, where it stands outside the list."""
        return f"{text} ({self.wider.label[0].lower()}{self.wider.label[1:]})"

    def short_warnings(self) -> tuple[str, ...]:
        """Return the warning signs in short: those of an emergency, a line for each tier, the general rule."""
        return (
            f"{self.with_origin(self.wider.brief)}.",
            *self.short_tiers(),
            self.always.text,
        )

    def short_tiers(self) -> tuple[str, ...]:
        """Return a line for each tier of warning signs."""
        return tuple(f"{tier.ask}: {'; '.join(sign.text for sign in tier.signs)}." for tier in self.tiers)

    def rest_tips(self, stage: Stage | None, *, start: int = 0) -> tuple[str, ...]:
        """Return the short tips for a stage, rotated by `start`."""
        tips = tuple(tip.say for tip in self.tips if tip.say and tip.is_for(stage))
        at = start % max(len(tips), 1)
        return tips[at:] + tips[:at]

    def short_tip(self, tip_id: str) -> str:
        """Return the short form of a tip, else its text; empty if there is no such tip."""
        return next((tip.say or tip.text for tip in self.tips if tip.id == tip_id), "")
