"""What hears the events of a machine."""

from collections.abc import Sequence
from typing import Generic, TypeVar

EventT_contra = TypeVar("EventT_contra", contravariant=True)


class Listener(Generic[EventT_contra]):
    """Hears events, and may have more to do at a later time; by itself it does nothing.

    Every time is in real seconds of the loop's clock.
    """

    def on_events(self, _events: Sequence[EventT_contra], _now: float) -> None:
        """Take what happened until `now`; there is at least one event."""

    def next_due(self) -> float | None:
        """Return when there is something to do; None while there is nothing."""
        return None

    def run_due(self, _now: float) -> None:
        """Do what is due at `now`."""
