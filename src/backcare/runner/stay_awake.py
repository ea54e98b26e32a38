"""Keep the display on while a session runs, where the system allows it."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress

from backcare.session.events import Event, Paused, PhaseStarted, SessionEnded
from backcare.session.listener import Listener

KeepAwake = Callable[[], AbstractContextManager[object]]


def keep_display_on() -> AbstractContextManager[object]:
    """Return a context that keeps the display on; it does nothing where that is impossible."""
    from wakepy import keep

    return keep.presenting(on_fail="pass")


class StayAwake(Listener[Event]):
    """Listens to a session: the display stays on from the start of a phase until a pause or the end."""

    def __init__(self, keep_awake: KeepAwake = keep_display_on) -> None:
        self._keep_awake = keep_awake
        self._awake: ExitStack | None = None

    def on_events(self, events: Sequence[Event], _now: float) -> None:
        """Take what happened."""
        for event in events:
            match event:
                case PhaseStarted() if self._awake is None:
                    self._awake = ExitStack()
                    self._awake.enter_context(self._keep_awake())
                case Paused() | SessionEnded() if self._awake is not None:
                    with suppress(RuntimeError):  # what wakepy raises when the desktop has gone
                        self._awake.close()
                    self._awake = None


def can_stay_awake() -> bool:
    """Whether it is worth trying: on Linux and its like only a desktop can keep a display on."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))
