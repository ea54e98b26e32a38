"""What is known of the user, all of it optional, and the occasions that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from backcare.model.guidance import Occasion
from backcare.model.stretch import Stage

FIRST_WEEKS = 6  # domain sources: most wait for the check at six weeks with real exercise
CAESAREAN_WEEKS = 8  # NHS Suffolk and NE Essex


@dataclass(frozen=True, slots=True)
class Profile:
    """The stage, the day of the birth, whether it was a caesarean; None is unknown."""

    stage: Stage | None = None
    birth: date | None = None
    caesarean: bool = False

    def weeks_since_birth(self, today: date) -> int | None:
        """Return the full weeks since the birth; None if its day is unknown or in the future."""
        if self.birth is None or self.birth > today:
            return None
        return (today - self.birth).days // 7

    def occasions(self, today: date) -> tuple[Occasion, ...]:
        """Return the occasions that apply on a day; information is shown for them, no stretch is refused."""
        weeks = self.weeks_since_birth(today)
        if self.stage is not Stage.POSTPARTUM:
            return ()
        if self.caesarean and (weeks is None or weeks < CAESAREAN_WEEKS):
            return (Occasion.CAESAREAN, Occasion.FIRST_WEEKS)
        is_early = weeks is not None and weeks < FIRST_WEEKS
        return (Occasion.AFTER_BIRTH, *([Occasion.FIRST_WEEKS] if is_early else []))


def make_profile(choices: Mapping[str, Any], stage: Stage | None) -> Profile:
    """Return the profile in the config, with the stage of this command."""
    return Profile(stage, choices.get("birth"), bool(choices.get("caesarean")))
