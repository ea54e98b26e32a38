"""Keeps the screen from going dark while a session runs, where the system lets anybody do so."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress

from backcare.session.events import Event, Paused, PhaseStarted, SessionEnded
from backcare.session.listener import Listener

Keeper = Callable[[], AbstractContextManager[object]]


def make_keeper() -> AbstractContextManager[object]:
    """Return what keeps the screen awake for as long as it is entered; it does nothing where nothing can."""
    from wakepy import keep

    return keep.presenting(on_fail="pass")


class StayAwake(Listener[Event]):
    """Hears a session: awake from the start of a phase until a pause or the end."""

    def __init__(self, keeper: Keeper = make_keeper) -> None:
        self._keeper = keeper
        self._kept: ExitStack | None = None

    def on_events(self, events: Sequence[Event], _now: float) -> None:
        """Follow what happened."""
        for event in events:
            match event:
                case PhaseStarted() if self._kept is None:
                    self._kept = ExitStack()
                    self._kept.enter_context(self._keeper())
                case Paused() | SessionEnded() if self._kept is not None:
                    with suppress(RuntimeError):  # wakepy's word for a desktop that has gone meanwhile
                        self._kept.close()
                    self._kept = None


def can_stay_awake() -> bool:
    """Whether it is worth trying: on Linux and its like only a desktop can keep a screen awake."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))
