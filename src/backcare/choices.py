"""What her config file may say: every choice that lasts longer than a command."""

from datetime import date
from typing import Annotated

from pydantic import Field

from backcare.model import Stage
from backcare.plan import BARE_HOLD
from backcare.planning import MOST_REPEATS
from backcare.sided import Shape, text

LONGEST_PAUSE = 600


class Choices(Shape):
    """The lasting choices; what is left out is as it comes. Seconds where nothing else is said."""

    hold: float | None = Field(
        None, ge=BARE_HOLD.shortest, le=BARE_HOLD.longest, description="How long a hold lasts, in seconds."
    )
    repeats: int | None = Field(None, ge=1, le=MOST_REPEATS, description="How often each stretch is held.")
    rest: float | None = Field(None, ge=0, le=LONGEST_PAUSE, description="Seconds between stretches.")
    lead_in: float | None = Field(None, ge=0, le=LONGEST_PAUSE, description="Seconds before the first stretch.")
    wait: bool | None = Field(None, description="After each set-up, wait for a key.")
    sound: bool | None = Field(None, description="Make sounds.")
    plain: bool | None = Field(None, description="Lines instead of a screen.")
    voice: bool | None = Field(None, description="Speak, where a voice is found.")
    hush: bool | None = Field(None, description="A sleeping baby: no voice, low soft tones.")
    ask: bool | None = Field(None, description="Ask how the back is, before and after.")
    tips: bool | None = Field(None, description="A tip in the rests.")
    stage: Stage | None = Field(None, description="Pregnancy or postpartum; it chooses tips and information.")
    birth: date | None = Field(None, description="The day of the birth, as in 2025-10-12.")
    caesarean: bool | None = Field(None, description="Whether it was a caesarean.")
    leave_out: Annotated[tuple[Annotated[str, text(64)], ...], Field(max_length=100)] | None = Field(
        None, description="Stretches that no routine shall have."
    )
