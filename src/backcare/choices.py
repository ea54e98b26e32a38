"""What her config file may say: every choice that lasts longer than a command."""

from pydantic import Field

from backcare.plan import BARE_HOLD
from backcare.planning import MOST_REPEATS
from backcare.sided import Shape

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
    ask: bool | None = Field(None, description="Ask how it is, 0-10, before and after.")
    log: bool | None = Field(None, description="Keep the session in the history.")
