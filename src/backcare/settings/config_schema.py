"""What the user's config file and the environment may say."""

from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from backcare.files.file_schema import FileSchema, clean_text
from backcare.model.stretch import Stage
from backcare.settings.session_settings import LIMITS, VOICE_NAME


def _refuse_text(value: object) -> object:
    if isinstance(value, int | float):
        return value
    raise PydanticCustomError("number", "a number that is no seconds")


Seconds: TypeAlias = Annotated[float, Field(strict=True, allow_inf_nan=False)]  # `hold: true` is no second
Number: TypeAlias = Annotated[Seconds, BeforeValidator(_refuse_text)]


def _number(name: str, about: str | None = None, *, strict: bool | None = None) -> Any:  # noqa: ANN401 - what Field returns
    least, most = LIMITS[name]
    return Field(None, ge=least, le=most, description=about, strict=strict)


class Config(FileSchema):
    """The settings of a config file; one that is left out has its default. Seconds where nothing else is said."""

    hold: Seconds | None = _number("hold", "How long a hold lasts, in seconds.")
    repeats: int | None = _number("repeats", "How often each stretch is held.", strict=True)
    rest: Seconds | None = _number("rest", "Seconds between stretches.")
    lead_in: Seconds | None = _number("lead_in", "Seconds before the first stretch.")
    wait: bool | None = Field(
        None, description="After each set-up, wait for a key; if left out, only in the first session."
    )
    sound: bool | None = Field(None, description="Make sounds.")
    voice: bool | None = Field(None, description="Speak, where the system has a voice.")
    hush: bool | None = Field(None, description="Low, soft tones and no voice: a baby sleeps.")
    voice_name: str | None = Field(
        None, pattern=VOICE_NAME, max_length=64, description="One of the system's voices, as it calls it."
    )
    voice_rate: int | None = _number("voice_rate", "Words that the voice says a minute.")
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

    minutes: Number | None = _number("minutes")
    speed: Number | None = _number("speed")
