"""What was held in a session: the seconds of every hold, and the holds that were completed."""

from backcare.planning.plan import HOLD_KINDS, Phase
from backcare.session.events import CompletedHold


class Tally:
    """Counts the holds; a hold may be played in pieces, with pauses between them."""

    def __init__(self, holds: tuple[CompletedHold, ...] = (), held_seconds: float = 0.0) -> None:
        self.holds = holds
        self.held_seconds = held_seconds
        self._seconds_of_hold = 0.0

    def begin(self, phase: Phase, left: float) -> None:
        """Begin a phase with `left` seconds to go: a hold that begins whole is a new one."""
        if phase.kind in HOLD_KINDS and left >= phase.seconds:
            self._seconds_of_hold = 0.0

    def add(self, phase: Phase, seconds: float) -> None:
        """Count the seconds that were played of a phase, if it is a hold."""
        if phase.kind in HOLD_KINDS:
            self.held_seconds += seconds
            self._seconds_of_hold += seconds

    def complete(self, phase: Phase) -> None:
        """Count a phase that came to its end as a completed hold, if it is one."""
        if phase.kind in HOLD_KINDS:
            held = self._seconds_of_hold
            self.holds += (CompletedHold(phase.stretch, phase.side, phase.repeat, held, phase.seconds),)
