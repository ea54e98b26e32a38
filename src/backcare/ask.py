"""Small machines in the session's manner for what is asked around it: the start page and the end page."""

from enum import Enum, auto

LINGER = 60.0  # seconds that the end page waits: she may still be lying down


class Answer(Enum):
    """What may be said on a page."""

    BEGIN = auto()
    SILENT = auto()
    HUSH = auto()
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
    """Waits until she begins or leaves."""

    def __init__(self, *, sound: bool, hush: bool = False) -> None:
        self.sound = sound
        self.hush = hush
        self.begun = False

    def receive(self, answer: Answer | None, _now: float) -> tuple[()]:
        """Take an answer; those that mean nothing here change nothing."""
        if answer is Answer.SILENT:
            self.sound = not self.sound
        if answer is Answer.HUSH:
            self.hush = not self.hush
        if answer in (Answer.BEGIN, Answer.LEAVE):
            self.begun = answer is Answer.BEGIN
            self.over = True
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
