"""Small machines in the session's manner for what is asked around it: the start page and the end page."""

from enum import Enum, auto

LINGER = 60.0  # seconds that the end page waits: she may still be lying down

# Practice among physiotherapists, not consensus: 6 and more, or a rise by the 2 points that count as a change, is
# enough for today; 4 and 5 ask for less. https://ahpsuffolk.co.uk/Home/SelfHelp/ReturningtoActivity.aspx and
# https://physiotherapy.ca/divisions/pain-science/numeric-rating-scale-nrs-11/
STOP_FROM = 6
LESS_FROM = 4
RISE = 2


class PageAnswer(Enum):
    """What may be said on a page."""

    BEGIN = auto()
    GO_ON = auto()
    SILENT = auto()
    WARNINGS = auto()
    HUSH = auto()
    AGAIN = auto()
    LEAVE = auto()
    OTHER = auto()


class _Page:
    """What all pages share: no count that runs, and so nothing to stop or go on with."""

    is_over = False

    def begin(self, _now: float) -> tuple[()]:
        """Open the page."""
        return ()

    def freeze(self, _now: float) -> tuple[()]:
        """Take it that nobody was there."""
        return ()

    def thaw(self, _now: float) -> tuple[()]:
        """Take it that somebody is there again."""
        return ()

    def next_due(self) -> float | None:
        """Return when something happens by itself (seconds)."""
        return None


class PainScale:
    """The 0-10 question; what is no answer to it is ignored, and asked for once more.

    `before` is the answer before the session, where this is the one after it.
    """

    def __init__(self, before: int | None = None) -> None:
        self.before = before
        self.answer: int | None = None
        self.asked_again = False

    def take(self, answer: PageAnswer | int | None) -> bool:
        """Take what was pressed; return whether the question goes on."""
        if isinstance(answer, int):
            self.answer = answer
            return True
        asks = answer is PageAnswer.OTHER and self.answer is None and not self.asked_again
        self.asked_again |= asks
        return asks

    @property
    def is_enough(self) -> bool:
        """Whether the answer asks for a stop for today."""
        if self.answer is None:
            return False
        return self.answer >= STOP_FROM or (self.before is not None and self.answer - self.before >= RISE)

    @property
    def asks_for_less(self) -> bool:
        """Whether the answer asks for a smaller range, or for leaving something out."""
        return not self.is_enough and self.answer is not None and self.answer >= LESS_FROM


class StartPage(_Page):
    """Waits until she begins, goes on with what was broken off where something was, or leaves.

    `stopped` when she left from the warning signs.
    """

    def __init__(
        self, *, sound: bool, hush: bool = False, scale: PainScale | None = None, has_interrupted: bool = False
    ) -> None:
        self.sound = sound
        self.hush = hush
        self.scale = scale
        self.unfinished = has_interrupted
        self.is_begun = False
        self.resumes = False
        self.shows_warnings = False
        self.has_shown_warnings = False
        self.is_stopped = False

    def receive(self, answer: PageAnswer | int | None, _now: float) -> tuple[()]:
        """Take an answer; those that mean nothing here change nothing."""
        if answer is PageAnswer.LEAVE:
            self.is_over, self.is_stopped = True, self.shows_warnings
        elif self.shows_warnings:
            self.shows_warnings = answer is None  # whatever she presses there only closes them
        elif answer is PageAnswer.WARNINGS:
            self.shows_warnings = self.has_shown_warnings = True
        else:
            self._take(answer)
        return ()

    def _take(self, answer: PageAnswer | int | None) -> None:
        if self.scale:
            self.scale.take(answer)
        if answer is PageAnswer.SILENT:
            self.sound = not self.sound
        if answer is PageAnswer.GO_ON and self.unfinished:
            self.resumes = self.is_begun = self.is_over = True
        if answer is PageAnswer.BEGIN:
            self.is_begun = self.is_over = True
        if answer is PageAnswer.HUSH:
            self.hush = not self.hush


class EndPage(_Page):
    """Stays for a minute after the last phase, so that `r` can start the routine once more."""

    def __init__(self, scale: PainScale | None = None) -> None:
        self.scale = scale
        self.again = False
        self._until = LINGER

    def begin(self, now: float) -> tuple[()]:
        """Open the page; the minute runs from `now` (seconds)."""
        self._until = now + LINGER
        return ()

    def receive(self, answer: PageAnswer | int | None, now: float) -> tuple[()]:
        """Take an answer or let time pass (seconds); all but a number, and the minute's end, closes the page."""
        if now >= self._until:
            self.is_over = True
        elif answer is not None and not (self.scale and self.scale.take(answer)):
            self.again = answer is PageAnswer.AGAIN and not (self.scale and self.scale.is_enough)
            self.is_over = True
        return ()

    def next_due(self) -> float | None:
        """Return when the page closes by itself (seconds)."""
        return self._until
