"""What the user's config file and the environment may say."""

from datetime import date
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from backcare.files.schema import FileSchema, clean_text
from backcare.model.stretch import Stage
from backcare.planning.build import MOST_REPEATS
from backcare.planning.plan import BARE_HOLD_RANGE
from backcare.settings.session_settings import (
    FASTEST,
    FASTEST_VOICE,
    LONGEST_PAUSE,
    LONGEST_SESSION,
    SHORTEST_SESSION,
    SLOWEST,
    SLOWEST_VOICE,
    VOICE_NAME,
)


def _refuse_text(value: object) -> object:
    if isinstance(value, int | float):
        return value
    raise PydanticCustomError("number", "a number that is no seconds")


Seconds: TypeAlias = Annotated[float, Field(strict=True, allow_inf_nan=False)]  # `hold: true` is no second
Number: TypeAlias = Annotated[Seconds, BeforeValidator(_refuse_text)]


class Config(FileSchema):
    """The settings of a config file; one that is left out has its default. Seconds where nothing else is said."""

    hold: Seconds | None = Field(
        None,
        ge=BARE_HOLD_RANGE.shortest,
        le=BARE_HOLD_RANGE.longest,
        description="How long a hold lasts, in seconds.",
    )
    repeats: int | None = Field(
        None, strict=True, ge=1, le=MOST_REPEATS, description="How often each stretch is held."
    )
    rest: Seconds | None = Field(None, ge=0, le=LONGEST_PAUSE, description="Seconds between stretches.")
    lead_in: Seconds | None = Field(None, ge=0, le=LONGEST_PAUSE, description="Seconds before the first stretch.")
    wait: bool | None = Field(
        None, description="After each set-up, wait for a key; if left out, only in the first session."
    )
    sound: bool | None = Field(None, description="Make sounds.")
    voice: bool | None = Field(None, description="Speak, where the system has a voice.")
    hush: bool | None = Field(None, description="Low, soft tones and no voice: a baby sleeps.")
    voice_name: str | None = Field(
        None, pattern=VOICE_NAME, max_length=64, description="One of the system's voices, as it calls it."
    )
    voice_rate: int | None = Field(
        None, ge=SLOWEST_VOICE, le=FASTEST_VOICE, description="Words that the voice says a minute."
    )
    plain: bool | None = Field(None, description="Lines instead of a screen.")
    awake: bool | None = Field(None, description="Keep the screen awake while a session runs.")
    ask: bool | None = Field(None, description="Ask how it is, 0-10, before and after.")
    log: bool | None = Field(None, description="Keep the session in the history.")
    tips: bool | None = Field(None, description="A tip in the rests.")
    stage: Stage | None = Field(None, description="Pregnancy or postpartum; it chooses tips and information.")
    birth: date | None = Field(None, description="The day of the birth, as in 2025-10-12.")
    caesarean: bool | None = Field(None, description="Whether it was a caesarean.")
    leave_out: Annotated[tuple[Annotated[str, clean_text(64)], ...], Field(max_length=100)] | None = Field(
        None, description="Stretches that no routine shall have."
    )


class Environment(Config):
    """The settings of the environment: those of the config file, and two that do not last beyond a shell."""

    minutes: Number | None = Field(None, ge=SHORTEST_SESSION, le=LONGEST_SESSION)
    speed: Number | None = Field(None, ge=SLOWEST, le=FASTEST)
