"""What each key means in a session, and the legends that the screen shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from backcare.planning.plan import PhaseKind
from backcare.session.events import Asking, Mode, Signal
from backcare.session.key_places import latin_key
from backcare.session.status import Status

SignalT = TypeVar("SignalT")
Legend: TypeAlias = tuple[tuple[str, str], ...]  # keys, each with what it does


@dataclass(frozen=True, slots=True)
class Keymap(Generic[SignalT]):
    """The signals that keys are to a machine, and `other`, which every key without one is.

    Those in `pausing` stop something and the next time let it go on: a finger that stays on the key means one.
    """

    signals: Mapping[str, SignalT]
    other: SignalT
    pausing: frozenset[SignalT] = frozenset()

    def signal(self, key: str) -> SignalT:
        """Return what a key means, by its name or by its place on a keyboard of another alphabet."""
        return self.signals[key] if key in self.signals else self.signals.get(latin_key(key), self.other)


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
    "escape": Signal.QUIT,
    "paste": Signal.PASTE,
}
_PAUSING = frozenset({Signal.PAUSE, Signal.QUIT, Signal.KEYS, Signal.WARNINGS})
# Any key that is not named pauses: a busy hand need not find the right one.
SESSION_KEYMAP = Keymap(_SESSION, other=Signal.PAUSE, pausing=_PAUSING)

ALL_KEYS = (
    ("space, p, any other", "pause and go on"),
    ("Enter, n, →", "I'm ready / next"),
    ("b, ←", "this one again; at its start, the one before"),
    ("+  -", "five seconds, or one repeat, more or less"),
    ("r", "in a rest: that stretch once more"),
    ("i, t", "the instruction again, the time left"),
    ("h", "hush: low tones, no voice, and back"),
    ("w", "warning signs: when to ask for help"),
    ("?", "these keys"),
    ("q, Esc", "pause; a second time ends"),
)
HOME_KEYS = (
    ("Enter", "begin"),
    ("↑ ↓", "move"),
    ("q, Esc", "leave"),
    ("h", "history"),
    ("t", "tips"),
    ("w", "warnings"),
    ("?", "help"),
)
START_KEYS = (("Enter", "begin"), ("h", "hush"), ("s", "sound"), ("w", "warning signs"), ("q, Esc", "leave"))
RESUME_KEYS = (("g", "go on there"), ("Enter", "from the start"), *START_KEYS[1:])
ENOUGH_KEYS = (
    ("Enter", "leave"),
    ("b", "begin all the same"),
    ("w", "warning signs"),
    ("q, Esc", "leave"),
)
LEAVE_KEYS = (("Enter, q, Esc", "leave"),)
END_KEYS = (("r", "once more"), *LEAVE_KEYS)
ANSWER_KEYS = (("0-9, x", "answer"), *END_KEYS)
START_WARNING_KEYS = (("Enter", "back"), ("q, Esc", "leave"))
COUNTING_KEYS = (("Enter", "a break now"), ("q, Esc", "leave"))
NUDGE_KEYS = (("Enter", "begin"), ("s", "in 5 minutes"), ("any other key", "next time"), ("q, Esc", "leave"))
_LENGTH = ("+ -", "5 s")
_SAY = ("i t", "say it")
_HUSH = ("h", "hush")
_PAUSED_KEYS = (
    ("any key", "go on"),
    ("b", "again"),
    _LENGTH,
    ("w", "warnings"),
    ("q, Esc", "end"),
    _HUSH,
    _SAY,
)
_WARNING_KEYS = (("q, Esc", "stop for today"), ("any other key", "go on"))
_QUIT_KEYS = (("q, Esc", "end here"), ("any other key", "go on"))
_ASKING_KEYS = {Asking.WARNINGS: _WARNING_KEYS, Asking.QUIT: _QUIT_KEYS}
_LAST_KEYS = (("w", "warnings"), ("?", "keys"), ("q, Esc", "end"), _HUSH, _SAY)
_WAITING_KEYS = (("Enter", "I'm ready"), ("b", "again"), *_LAST_KEYS)
_RUNNING_KEYS = (("any key", "pause"), ("Enter", "next"), ("b", "again"), _LENGTH, *_LAST_KEYS)
_COUNTED_KEYS = tuple((key, "one" if key == "+ -" else action) for key, action in _RUNNING_KEYS)
_REST_KEYS = (("any key", "pause"), ("Enter", "next"), ("r", "once more"), *_LAST_KEYS, _LENGTH, ("b", "again"))


def session_legend(status: Status) -> Legend:
    """Return all keys that work at this moment, each with what it does; those for a wide window come last."""
    if status.asking in _ASKING_KEYS:
        return _ASKING_KEYS[status.asking]
    if status.mode is Mode.PAUSED:
        return _PAUSED_KEYS
    if status.mode is Mode.WAITING:
        return _WAITING_KEYS
    return {PhaseKind.REST: _REST_KEYS, PhaseKind.REPS: _COUNTED_KEYS}.get(status.phase.kind, _RUNNING_KEYS)
