"""Turn the bytes that a terminal sends into the names of keys."""

from __future__ import annotations

import codecs
import re
from itertools import takewhile
from typing import TYPE_CHECKING

from backcare.terminal.input_filter import InputFilter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prompt_toolkit.key_binding import KeyPress

QUIET = 0.05  # seconds without input after which a lone Escape is not the start of a longer sequence
STRING_QUIET = 1.0  # seconds without input after which a string or a paste is not expected to go on

KEY_NAMES = {
    " ": "space",
    "c-m": "enter",
    "c-j": "enter",
    "<ignore>": "numpad-5",  # prompt_toolkit gives its name to this key alone
    "<bracketed-paste>": "paste",
}
REPORT = "<report>"
# What a terminal sends by itself: a report, a movement of the mouse, that its window has the focus.
NO_KEYS = frozenset(
    {
        REPORT,
        "<cursor-position-response>",
        "<vt100-mouse-event>",
        "<windows-mouse-event>",
        "<scroll-up>",
        "<scroll-down>",
    }
)
NEVER_JOINED = NO_KEYS | {"escape", "c-c", "c-z", "c-\\"}
IS_REPORT = re.compile(r"\[(?:[<=>?]|[IO]\Z|\d[\d;]*(?:[ntx]|\$y)\Z)")
AFTER_ESCAPE = re.compile(r"\[[0-?]*[ -/]*[@-~]|O.|.", re.DOTALL)


def key_names(presses: Sequence[KeyPress]) -> Iterator[str]:
    """Yield one name for each key in `presses`: "space", "enter", "left", "c-c", "f1", "alt-x", "é".

    prompt_toolkit returns a sequence that it does not know as Escape and single letters. It is one key here,
    "unknown", so that a pausing key cannot pause and at once resume.
    """
    keys = [str(getattr(press.key, "value", press.key)) for press in presses]
    while keys:
        key = keys.pop(0)
        if key == "escape":
            key = _with_escape(keys)
        if key not in NO_KEYS:
            yield KEY_NAMES.get(key, key)


def _with_escape(keys: list[str]) -> str:
    """Return the name of the key that begins with Escape, and remove the rest of it from `keys`."""
    letters = "".join(takewhile(lambda key: len(key) == 1, keys))
    if (found := AFTER_ESCAPE.match(letters)) and len(found[0]) > 1:
        del keys[: len(found[0])]
        return REPORT if IS_REPORT.match(found[0]) else "unknown"
    if keys and keys[0] not in NEVER_JOINED:
        key = keys.pop(0)
        return f"alt-{KEY_NAMES.get(key, key)}"
    return "escape"


class Decoder:
    """Turns bytes, in pieces of any size, into the names of keys."""

    def __init__(self, encoding: str = "utf-8") -> None:
        # Imported here because it takes 100 ms, and the first frame comes first.
        from prompt_toolkit.input.vt100_parser import Vt100Parser

        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._filter = InputFilter()
        self._presses: list[KeyPress] = []
        self._parser = Vt100Parser(self._presses.append)

    @property
    def quiet(self) -> float:
        """The seconds without input after which `flush` is to be called."""
        return STRING_QUIET if self._filter.is_inside else QUIET

    def feed(self, data: bytes) -> tuple[str, ...]:
        """Return the names of the keys that `data` completes; the start of a longer sequence is kept."""
        self._parser.feed(self._filter.feed(self._decoder.decode(data)))
        return self._take_names()

    def flush(self) -> tuple[str, ...]:
        """Return the names of what was kept: nothing more has come for a while, so it is complete."""
        self._parser.feed(self._filter.feed(self._decoder.decode(b"", final=True)) + self._filter.flush())
        before = -1
        while before != (before := len(self._presses)):  # each flush of the parser gives up one key only
            self._parser.flush()
        return self._take_names()

    def _take_names(self) -> tuple[str, ...]:
        names = tuple(key_names(self._presses))
        self._presses.clear()
        return names
