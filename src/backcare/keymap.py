"""What each key means to the machine in charge, and the legend that the screen shows."""

from typing import Any

from backcare.ask import Answer, EndPage, StartPage
from backcare.events import Mode, Signal, Status
from backcare.plan import Kind
from backcare.session import Session

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
    "?": Signal.KEYS,
    "q": Signal.QUIT,
}
_START = {
    "enter": Answer.BEGIN,
    "space": Answer.BEGIN,
    "s": Answer.SILENT,
    "h": Answer.HUSH,
    "q": Answer.LEAVE,
    "escape": Answer.LEAVE,
}
_END = {"r": Answer.AGAIN}

# Any key that is not named pauses: a busy hand need not find the right one.
_TABLES: dict[type, tuple[dict[str, Any], Any]] = {
    Session: (_SESSION, Signal.PAUSE),
    StartPage: (_START, None),
    EndPage: (_END, Answer.LEAVE),
}

PAUSING = frozenset({Signal.PAUSE, Signal.QUIT, Signal.KEYS})

ALL_KEYS = (
    ("space, p, any other", "pause and go on"),
    ("Enter, n, →", "I'm ready / next"),
    ("b, ←", "this one again; at its start, the one before"),
    ("+  -", "five seconds more or less"),
    ("r", "in a rest: that stretch once more"),
    ("i, t", "the instruction again, the time left"),
    ("h", "hush: low tones, no voice, and back"),
    ("?", "these keys"),
    ("q", "pause; a second q ends"),
)
START_KEYS = (("Enter", "begin"), ("h", "hush"), ("s", "sound on or off"), ("q", "leave"))
END_KEYS = (("r", "once more"), ("any other key", "leave"))
_PAUSED_KEYS = (("any key", "go on"), ("b", "this one again"), ("q", "end"))
_LEAVING_KEYS = (("q", "end here"), ("any other key", "go on"))
_WAITING_KEYS = (("Enter", "I'm ready"), ("b", "again"), ("q", "end"))
_RUNNING_KEYS = (
    ("any key", "pause"),
    ("Enter", "next"),
    ("b", "again"),
    ("+ -", "5 s"),
    ("i", "say again"),
    ("?", "keys"),
    ("q", "end"),
)
_REST_KEYS = (("any key", "pause"), ("Enter", "next"), ("r", "once more"), ("?", "keys"), ("q", "end"))


def meaning(machine: object, key: str) -> Any:  # noqa: ANN401 - each machine has signals of its own
    """Return the signal that a key is to a machine, capital letters as small ones; `None` where it is nothing."""
    table, other = _TABLES[type(machine)]
    return table.get(key) or table.get(key.lower(), other)


def legend(status: Status) -> tuple[tuple[str, str], ...]:
    """Return the keys that work at this moment, the likeliest first, each with what it does."""
    if status.leaving:
        return _LEAVING_KEYS
    if status.mode is Mode.PAUSED:
        return _PAUSED_KEYS
    if status.mode is Mode.WAITING:
        return _WAITING_KEYS
    return _REST_KEYS if status.phase.kind is Kind.REST else _RUNNING_KEYS
