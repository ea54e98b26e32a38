"""How one session is to be run."""

from dataclasses import dataclass

VOICE_RATE = 160  # words a minute, unless another number is chosen


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """How a session is to be run; `speed` is how many times faster than real.

    `hush` is the sleeping baby's sound: low tones, no voice. `voice_name` is one of the system's voices,
    `voice_rate` its words a minute.
    """

    sound: bool = True
    voice: bool = True
    hush: bool = False
    voice_name: str | None = None
    voice_rate: int = VOICE_RATE
    plain: bool = False
    pages: bool = True
    awake: bool = True
    ask: bool = True
    log: bool = True
    speed: float = 1.0
