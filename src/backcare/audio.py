"""What she hears; for now the terminal's own bell, in counts that tell the moments apart."""

from collections.abc import Callable, Sequence
from typing import Any

from backcare.events import Ended, Over, Started
from backcare.plan import HELD, Kind

APART = 0.25  # seconds between two rings: terminals run closer ones together
START, END, SWITCH, DONE = 1, 2, 3, 4


class Bell:
    """Rings so many times for each moment, spaced so that they can be counted."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._due: list[float] = []

    def hear(self, events: Sequence[Any], now: float) -> None:
        """Take what happened at `now` (real seconds); a newer moment silences what is left of an older one."""
        for event in events:
            if times := _rings(event):
                self._due = [now + APART * n for n in range(times)]

    def wake(self) -> float | None:
        """Return when the next ring is due."""
        return self._due[0] if self._due else None

    def catch_up(self, now: float) -> None:
        """Ring if a ring is due; those missed by a slow loop are not made up for."""
        if self._due and self._due[0] <= now:
            self._ring()
            self._due = [at for at in self._due if at > now]


def _rings(event: object) -> int:
    match event:
        case Started(phase=phase) if phase.kind in HELD:
            return START
        case Started(phase=phase) if phase.kind is Kind.SWITCH:
            return SWITCH
        case Ended(phase=phase, complete=True) if phase.kind in HELD:
            return END
        case Over(finished=True):
            return DONE
    return 0
