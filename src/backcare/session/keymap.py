"""What each key means to the machine in charge, and the legend that the screen shows."""

from typing import Any

from backcare.planning.plan import PhaseKind
from backcare.session.events import Mode, Page, Signal, Status
from backcare.session.pages import EndPage, PageAnswer, StartPage
from backcare.session.reminder import Reminder, ReminderKey
from backcare.session.session import Session

_SESSION = {
    "space": Signal.PAUSE,
    "p": Signal.PAUSE,
    "enter": Signal.NEXT,
    "n": Signal.NEXT,
    "right": Signal.NEXT,
    "b": Signal.BACK,
    "left": Signal.BACK,
    "+": Signal.PLUS,
    "=": Signal.PLUS,
    "-": Signal.MINUS,
    "_": Signal.MINUS,
    "t": Signal.TIME,
    "i": Signal.INSTRUCT,
    "h": Signal.HUSH,
    "r": Signal.MORE,
    "w": Signal.WARNINGS,
    "?": Signal.KEYS,
    "q": Signal.QUIT,
}
_NUMBERS = {str(number): number for number in range(10)} | {"x": 10}
_START = _NUMBERS | {
    "enter": PageAnswer.BEGIN,
    "space": PageAnswer.BEGIN,
    "g": PageAnswer.GO_ON,
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
_REMINDER = {
    "enter": ReminderKey.BREAK,
    "s": ReminderKey.SNOOZE,
    "q": ReminderKey.LEAVE,
    "escape": ReminderKey.LEAVE,
}

# Any key that is not named pauses: a busy hand need not find the right one.
_TABLES: dict[type, tuple[dict[str, Any], Any]] = {
    Session: (_SESSION, Signal.PAUSE),
    StartPage: (_START, PageAnswer.OTHER),
    EndPage: (_END, PageAnswer.OTHER),
    Reminder: (_REMINDER, ReminderKey.LATER),
}

PAUSING = frozenset({Signal.PAUSE, Signal.QUIT, Signal.KEYS, Signal.WARNINGS, PageAnswer.WARNINGS})

ALL_KEYS = (
    ("space, p, any other", "pause and go on"),
    ("Enter, n, →", "I'm ready / next"),
    ("b, ←", "this one again; at its start, the one before"),
    ("+  -", "five seconds more or less"),
    ("r", "in a rest: that stretch once more"),
    ("i, t", "the instruction again, the time left"),
    ("h", "hush: low tones, no voice, and back"),
    ("w", "warning signs: when to ask for help"),
    ("?", "these keys"),
    ("q", "pause; a second q ends"),
)
START_KEYS = (("Enter", "begin"), ("h", "hush"), ("s", "sound"), ("w", "warning signs"), ("q", "leave"))
GO_ON_KEYS = (("g", "go on there"), ("Enter", "from the start"), *START_KEYS[1:])
END_KEYS = (("r", "once more"), ("any other key", "leave"))
ANSWER_KEYS = (("0-9, x", "answer"), *END_KEYS)
ENOUGH_KEYS = (("any key", "leave"),)
START_WARNING_KEYS = (("Enter", "back"), ("q", "leave"))
COUNTING_KEYS = (("Enter", "a break now"), ("q", "leave"))
NUDGE_KEYS = (("Enter", "begin"), ("s", "in 5 minutes"), ("any other key", "next time"), ("q", "leave"))
_PAUSED_KEYS = (("any key", "go on"), ("b", "this one again"), ("w", "warnings"), ("q", "end"))
_WARNING_KEYS = (("q", "stop for today"), ("any other key", "go on"))
_LEAVING_KEYS = (("q", "end here"), ("any other key", "go on"))
_WAITING_KEYS = (("Enter", "I'm ready"), ("b", "again"), ("w", "warnings"), ("q", "end"))
_RUNNING_KEYS = (
    ("any key", "pause"),
    ("Enter", "next"),
    ("b", "again"),
    ("+ -", "5 s"),
    ("w", "warnings"),
    ("?", "keys"),
    ("q", "end"),
)
_REST_KEYS = (
    ("any key", "pause"),
    ("Enter", "next"),
    ("r", "once more"),
    ("w", "warnings"),
    ("?", "keys"),
    ("q", "end"),
)


def signal_for(machine: object, key: str) -> Any:  # noqa: ANN401 - each machine has signals of its own
    """Return the signal that a key is to a machine, capital letters as small ones; `None` where it is nothing."""
    table, other = _TABLES[type(machine)]
    return table.get(key) or table.get(key.lower(), other)


def start_keys(page: StartPage) -> tuple[tuple[str, str], ...]:
    """Return the keys of the page before a session."""
    return GO_ON_KEYS if page.unfinished else START_KEYS


def end_keys(page: EndPage) -> tuple[tuple[str, str], ...]:
    """Return the keys of the page after a session: no offer of more to one who had enough."""
    if page.scale and page.scale.is_enough:
        return ENOUGH_KEYS
    return ANSWER_KEYS if page.scale and page.scale.answer is None else END_KEYS


def legend(status: Status) -> tuple[tuple[str, str], ...]:
    """Return the keys that work at this moment, the likeliest first, each with what it does."""
    if status.page is Page.WARNINGS:
        return _WARNING_KEYS
    if status.leaving:
        return _LEAVING_KEYS
    if status.mode is Mode.PAUSED:
        return _PAUSED_KEYS
    if status.mode is Mode.WAITING:
        return _WAITING_KEYS
    return _REST_KEYS if status.phase.kind is PhaseKind.REST else _RUNNING_KEYS
