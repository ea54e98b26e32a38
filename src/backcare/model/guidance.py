"""What is said around the stretches: warning signs, tips, principles; information, never a verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from backcare.model.stretch import Stage

_T = TypeVar("_T")


class Occasion(StrEnum):
    """When a piece of information applies to her."""

    ON_THE_BACK = "on-the-back"
    FIRST_WEEKS = "first-weeks"
    CAESAREAN = "caesarean"


@dataclass(frozen=True, slots=True)
class SourcedText:
    """A text under the id of the fact that it carries, and where that comes from."""

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
    """Warning signs that ask for the same; `ask` says for what."""

    ask: str
    signs: tuple[WarningSign, ...]
    source: str


@dataclass(frozen=True, slots=True)
class SignGroup:
    """Signs of the wider list that ask for the same."""

    ask: str
    signs: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class WiderSigns:
    """The wider list: `label` says whose it is, `brief` has the most urgent of it in a line."""

    label: str
    brief: str
    groups: tuple[SignGroup, ...]


@dataclass(frozen=True, slots=True)
class Information:
    """What is worth knowing on an occasion."""

    when: Occasion
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Tip:
    """Something for every day; `say` is its short form for a rest, no `stages` means every stage."""

    id: str
    topics: tuple[str, ...]
    text: str
    source: str
    say: str = ""
    stages: tuple[Stage, ...] = ()
    exercises: tuple[str, ...] = ()

    def is_for(self, stage: Stage | None) -> bool:
        """Tell whether the tip is for somebody of this stage; where it is unknown, only what is for all."""
        return not self.stages or stage in self.stages


@dataclass(frozen=True, slots=True)
class Guidance:
    """All of it, as a guidance file tells it."""

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
        """Every topic of the tips, once, in the order of the tips."""
        return tuple(dict.fromkeys(topic for tip in self.tips for topic in tip.topics))

    def tips_about(self, topic: str) -> tuple[Tip, ...]:
        """Return the tips of a topic."""
        return tuple(tip for tip in self.tips if topic in tip.topics)

    def information_on(self, occasion: Occasion) -> tuple[str, ...]:
        """Return what is worth knowing on an occasion."""
        return tuple(entry.text for entry in self.information if entry.when is occasion)

    def short_warnings(self) -> tuple[str, ...]:
        """Return the warning signs in short: a line for each tier, then the rule, then the most urgent others."""
        return (
            *(f"{tier.ask}: {'; '.join(sign.text for sign in tier.signs)}." for tier in self.tiers),
            self.always.text,
            f"{self.wider.label}: {self.wider.brief[0].lower()}{self.wider.brief[1:]}.",
        )

    def rest_tips(self, stage: Stage | None, *, start: int = 0) -> tuple[str, ...]:
        """Return the short tips that fit a stage; by another `start`, another comes first."""
        return rotate([tip.say for tip in self.tips if tip.say and tip.is_for(stage)], start)

    def short_tip(self, tip_id: str) -> str:
        """Return the short form of a tip, or all of it where it has none; empty where there is no such tip."""
        return next((tip.say or tip.text for tip in self.tips if tip.id == tip_id), "")

    def fact_texts(self) -> Iterator[tuple[str, str]]:
        """Yield each id of the article's facts that is told here, with the text that tells it."""
        yield self.always.id, self.always.text
        yield from ((sign.id, sign.text) for tier in self.tiers for sign in tier.signs)
        yield from ((principle.id, principle.text) for principle in self.principles)
        for tip in self.tips:
            yield from ((fact, tip.text) for fact in (tip.id, *tip.exercises))


def rotate(items: Sequence[_T], start: int) -> tuple[_T, ...]:
    """Return the items in their order, beginning with another one and going round."""
    at = start % len(items) if items else 0
    return (*items[at:], *items[:at])
