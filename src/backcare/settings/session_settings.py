"""How one session is to be run, and the limits of what may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from backcare.planning.build import MOST_REPEATS
from backcare.planning.plan import BARE_HOLD_RANGE

VOICE_RATE = 160  # words a minute, unless another number is chosen
VOICE_NAME = r"^\w[\w .,()+-]*$"  # it becomes an argument: no dash in front
# The least and the most of each number that may be chosen; `voice_rate` in words a minute, `speed` times real.
LIMITS: Mapping[str, tuple[float, float]] = {
    "hold": (BARE_HOLD_RANGE.shortest, BARE_HOLD_RANGE.longest),
    "repeats": (1, MOST_REPEATS),
    "minutes": (0.5, 180.0),
    "rest": (0, 600.0),
    "lead_in": (0, 600.0),
    "voice_rate": (80, 320),
    "speed": (0.1, 1000.0),
    "port": (1, 65_535),
}


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """How a session is to be run; `speed` is how many times faster than real.

    `hush` is the sleeping baby's sound: low tones, no voice. `voice_name` is one of the system's voices,
    `voice_rate` its words a minute. Without `pages` nothing is shown or asked before and after.
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
