"""Small machines in the session's manner for what is asked around it: the start page and the end page."""

from enum import Enum, auto

LINGER = 60.0  # seconds that the end page waits: she may still be lying down


class Answer(Enum):
    """What may be said on a page."""

    BEGIN = auto()
    SILENT = auto()
    WARNINGS = auto()
    AGAIN = auto()
    LEAVE = auto()


class _Page:
    """What all pages share: no count that runs, and so nothing to stop or go on with."""

    over = False

    def begin(self, _now: float) -> tuple[()]:
        """Open the page."""
        return ()

    def freeze(self, _now: float) -> tuple[()]:
        """Take it that nobody was there."""
        return ()

    def thaw(self, _now: float) -> tuple[()]:
        """Take it that somebody is there again."""
        return ()

    def wake(self) -> float | None:
        """Return when something happens by itself (seconds)."""
        return None


class StartPage(_Page):
    """Waits until she begins or leaves; `stopped` when she left from the warning signs."""

    def __init__(self, *, sound: bool) -> None:
        self.sound = sound
        self.warnings = False
        self.warned = False
        self.begun = False
        self.stopped = False

    def receive(self, answer: Answer | None, _now: float) -> tuple[()]:
        """Take an answer; those that mean nothing here change nothing."""
        if answer is Answer.LEAVE:
            self.over, self.stopped = True, self.warnings
        elif self.warnings:
            self.warnings = answer is None  # whatever she presses there only closes them
        elif answer is Answer.WARNINGS:
            self.warnings = self.warned = True
        elif answer is Answer.SILENT:
            self.sound = not self.sound
        elif answer is Answer.BEGIN:
            self.over = self.begun = True
        return ()


class EndPage(_Page):
    """Stays for a minute after the last phase, so that `r` can start the routine once more."""

    def __init__(self) -> None:
        self.again = False
        self._until = LINGER

    def begin(self, now: float) -> tuple[()]:
        """Open the page; the minute runs from `now` (seconds)."""
        self._until = now + LINGER
        return ()

    def receive(self, answer: Answer | None, now: float) -> tuple[()]:
        """Take an answer or let time pass (seconds); any answer, or the end of the minute, closes the page."""
        if answer is not None or now >= self._until:
            self.again = answer is Answer.AGAIN
            self.over = True
        return ()

    def wake(self) -> float | None:
        """Return when the page closes by itself (seconds)."""
        return self._until
