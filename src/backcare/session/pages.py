"""The pages around a session, as machines: home, the start page, the end page, and the 0-10 question on them."""

from enum import Enum, auto
from typing import TypeAlias

from backcare.session.keymap import (
    ANSWER_KEYS,
    END_KEYS,
    ENOUGH_KEYS,
    HOME_KEYS,
    LEAVE_KEYS,
    RESUME_KEYS,
    START_KEYS,
    START_WARNING_KEYS,
    Keymap,
    Legend,
)

LINGER = 60.0  # seconds that the end page waits: the user may still be lying down

# Practice among physiotherapists, not consensus: 6 and more, or a rise by the 2 points that count as a change, is
# enough for today; 4 and 5 ask for less. https://ahpsuffolk.co.uk/Home/SelfHelp/ReturningtoActivity.aspx and
# https://physiotherapy.ca/divisions/pain-science/numeric-rating-scale-nrs-11/
STOP_FROM = 6
LESS_FROM = 4
RISE = 2


class PageAnswer(Enum):
    """What a key can mean on a page."""

    BEGIN = auto()
    RESUME = auto()
    ANYWAY = auto()
    SILENT = auto()
    WARNINGS = auto()
    HUSH = auto()
    UP = auto()
    DOWN = auto()
    HISTORY = auto()
    TIPS = auto()
    HELP = auto()
    AGAIN = auto()
    LEAVE = auto()
    OTHER = auto()


Answer: TypeAlias = PageAnswer | int  # a number answers the 0-10 question

_NUMBERS: dict[str, Answer] = {"x": 10, **{str(number): number for number in range(10)}}
_START = _NUMBERS | {
    "enter": PageAnswer.BEGIN,
    "space": PageAnswer.BEGIN,
    "g": PageAnswer.RESUME,
    "b": PageAnswer.ANYWAY,
    "s": PageAnswer.SILENT,
    "w": PageAnswer.WARNINGS,
    "h": PageAnswer.HUSH,
    "q": PageAnswer.LEAVE,
    "escape": PageAnswer.LEAVE,
}
_END = _NUMBERS | {
    "r": PageAnswer.AGAIN,
    "enter": PageAnswer.LEAVE,
    "q": PageAnswer.LEAVE,
    "escape": PageAnswer.LEAVE,
}
_HOME: dict[str, Answer] = {
    **{str(number): number for number in range(1, 10)},
    "up": PageAnswer.UP,
    "down": PageAnswer.DOWN,
    "tab": PageAnswer.DOWN,
    "enter": PageAnswer.BEGIN,
    "space": PageAnswer.BEGIN,
    "h": PageAnswer.HISTORY,
    "t": PageAnswer.TIPS,
    "w": PageAnswer.WARNINGS,
    "?": PageAnswer.HELP,
    "q": PageAnswer.LEAVE,
    "escape": PageAnswer.LEAVE,
}
_FROM_HOME = frozenset({PageAnswer.HISTORY, PageAnswer.TIPS, PageAnswer.WARNINGS, PageAnswer.HELP})


class _Page:
    """What all pages share: no count that runs, so that a gap in time is nothing to them."""

    is_over = False

    def begin(self, _now: float) -> tuple[()]:
        """Open the page."""
        return ()

    def freeze(self, _now: float) -> tuple[()]:
        """Change nothing."""
        return ()

    def thaw(self, _now: float) -> tuple[()]:
        """Change nothing."""
        return ()

    def next_due(self) -> float | None:
        """Return when something happens by itself (seconds)."""
        return None


class HomePage(_Page):
    """The menu at home: `at` is the entry, from 0, that Enter takes; `chosen` the entry or page once taken."""

    keymap = Keymap(_HOME, other=PageAnswer.OTHER)
    legend = HOME_KEYS

    def __init__(self, entries: int) -> None:
        self.entries = entries
        self.at = 0
        self.chosen: Answer | None = None

    def receive(self, answer: Answer | None, _now: float) -> tuple[()]:
        """Take an answer; a number that no entry has, and every other key, changes nothing."""
        match answer:
            case PageAnswer.UP | PageAnswer.DOWN if self.entries:
                self.at = (self.at + (1 if answer is PageAnswer.DOWN else -1)) % self.entries
            case PageAnswer.BEGIN if self.entries:
                self.chosen = self.at
            case int(number) if 0 < number <= self.entries:
                self.chosen = self.at = number - 1
            case PageAnswer() if answer in _FROM_HOME:
                self.chosen = answer
        self.is_over |= answer is PageAnswer.LEAVE or self.chosen is not None
        return ()


class PainScale:
    """The 0-10 question; a key that is no answer to it has the question asked again.

    A later number corrects the one before it, but a 0 after a 1 makes it 10. `before` is the answer before the
    session, where this is the one after it.
    """

    def __init__(self, before: int | None = None) -> None:
        self.before = before
        self.answer: int | None = None
        self.asked_again = False

    def take(self, answer: Answer | None) -> bool:
        """Take what was pressed; return whether it was an answer."""
        if isinstance(answer, int):
            self.answer = 10 if (self.answer, answer) == (1, 0) else answer
        self.asked_again |= answer is PageAnswer.OTHER and self.answer is None
        return isinstance(answer, int)

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
    """Waits until the user begins, resumes an interrupted session where there is one, or leaves.

    At an answer that is enough for today, what begins elsewhere leaves, and another key begins all the same.
    `is_stopped` when the user left from the warning signs.
    """

    keymap = Keymap(_START, other=PageAnswer.OTHER, pausing=frozenset({PageAnswer.WARNINGS}))

    def __init__(
        self, *, sound: bool, hush: bool = False, scale: PainScale | None = None, has_interrupted: bool = False
    ) -> None:
        self.sound = sound
        self.hush = hush
        self.scale = scale
        self.has_interrupted = has_interrupted
        self.is_begun = False
        self.resumes = False
        self.shows_warnings = False
        self.has_shown_warnings = False
        self.is_stopped = False

    def receive(self, answer: Answer | None, _now: float) -> tuple[()]:
        """Take an answer; those that mean nothing here change nothing."""
        if answer is PageAnswer.LEAVE:
            self.is_over, self.is_stopped = True, self.shows_warnings
        elif self.shows_warnings:
            self.shows_warnings = answer is None  # any key only closes them
        elif answer is PageAnswer.WARNINGS:
            self.shows_warnings = self.has_shown_warnings = True
        else:
            self._take(answer)
        return ()

    @property
    def legend(self) -> Legend:
        """The keys that work on the page, each with what it does."""
        if self.shows_warnings:
            return START_WARNING_KEYS
        if self.is_enough:
            return ENOUGH_KEYS
        return RESUME_KEYS if self.has_interrupted else START_KEYS

    @property
    def is_enough(self) -> bool:
        """Whether the answer asks for a stop for today, before anything has begun."""
        return self.scale is not None and self.scale.is_enough

    def _take(self, answer: Answer | None) -> None:
        if self.scale:
            self.scale.take(answer)
        if answer is PageAnswer.SILENT:
            self.sound = not self.sound
        if answer is PageAnswer.RESUME and self.has_interrupted and not self.is_enough:
            self.resumes = self.is_begun = self.is_over = True
        if answer is PageAnswer.BEGIN:
            self.is_begun, self.is_over = not self.is_enough, True
        if answer is PageAnswer.ANYWAY and self.is_enough:
            self.is_begun = self.is_over = True
        if answer is PageAnswer.HUSH:
            self.hush = not self.hush


class EndPage(_Page):
    """Stays for a minute after the last phase, so that `r` can start the routine once more."""

    keymap = Keymap(_END, other=PageAnswer.OTHER)

    def __init__(self, scale: PainScale | None = None) -> None:
        self.scale = scale
        self.again = False
        self._until = LINGER

    def begin(self, now: float) -> tuple[()]:
        """Open the page; the minute runs from `now` (seconds)."""
        self._until = now + LINGER
        return ()

    def receive(self, answer: Answer | None, now: float) -> tuple[()]:
        """Take an answer or let time pass (seconds): a minute without a number closes it, no stray key does."""
        is_enough = self.scale is not None and self.scale.is_enough
        if self.scale and self.scale.take(answer):
            self._until = now + LINGER
        self.again |= answer is PageAnswer.AGAIN and not is_enough
        self.is_over |= self.again or answer is PageAnswer.LEAVE or now >= self._until
        return ()

    def next_due(self) -> float | None:
        """Return when the page closes by itself (seconds)."""
        return self._until

    @property
    def legend(self) -> Legend:
        """The keys that work on the page; no offer of more to somebody who had enough."""
        if self.scale and self.scale.is_enough:
            return LEAVE_KEYS
        return ANSWER_KEYS if self.scale and self.scale.answer is None else END_KEYS
