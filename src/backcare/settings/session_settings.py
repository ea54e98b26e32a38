"""How one session is to be run, and the limits of what may be chosen."""

from dataclasses import dataclass

VOICE_RATE = 160  # words a minute, unless another number is chosen
SLOWEST_VOICE, FASTEST_VOICE = 80, 320  # words a minute
VOICE_NAME = r"^\w[\w .,()+-]*$"  # it becomes an argument: no dash in front
SLOWEST, FASTEST = 0.1, 1000.0  # how many times faster than real a session may run
SHORTEST_SESSION, LONGEST_SESSION = 0.5, 180.0  # minutes that one may be fitted to
LONGEST_PAUSE = 600.0  # seconds


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
