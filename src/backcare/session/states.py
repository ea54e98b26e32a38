"""The states of a session, and what leads from one to another without a signal."""

from enum import Enum, auto
from typing import NamedTuple

from backcare.session.events import Asking, Mode


class State(NamedTuple):
    """What a session is doing, and what it asks."""

    mode: Mode
    asking: Asking = Asking.NOTHING


class Passing(Enum):
    """What comes about as time passes, without a signal."""

    SETUP_OVER = auto()
    PHASE_OVER = auto()
    PLAN_OVER = auto()


RUNNING = State(Mode.RUNNING)
WAITING = State(Mode.WAITING)
PAUSED = State(Mode.PAUSED)
PAUSED_RETURN = State(Mode.PAUSED, Asking.RETURN)
PAUSED_KEYS = State(Mode.PAUSED, Asking.KEYS)
PAUSED_WARNINGS = State(Mode.PAUSED, Asking.WARNINGS)
PAUSED_QUIT = State(Mode.PAUSED, Asking.QUIT)
OVER = State(Mode.OVER)
