"""A terminal's keyboard, one key at a time: raw while it is taken, read as the names of the keys pressed."""

from __future__ import annotations

import codecs
import errno
import os
import re
import select
import sys
import time
from contextlib import suppress
from itertools import takewhile
from math import inf
from typing import TYPE_CHECKING, Any

from backcare.errors import Exit, Stopped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPress

QUIET = 0.05  # seconds: a lone Escape is no longer the beginning of an arrow key
CHUNK = 1024  # bytes taken at once

NAMES = {
    " ": "space",
    "c-m": "enter",
    "c-j": "enter",
    "<ignore>": "numpad-5",  # prompt_toolkit gives its name to this key alone
    "<bracketed-paste>": "paste",
}
REPORT = "<report>"
# What a terminal says by itself: a report, the mouse, that its window has the focus.
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
IS_REPORT = re.compile(r"\[[<=>?]|\[[IO]\Z")
AFTER_ESCAPE = re.compile(r"\[[0-?]*[ -/]*[@-~]|O.|.", re.DOTALL)


def key_names(presses: Sequence[KeyPress]) -> Iterator[str]:
    """Give one name for each key in `presses`: "space", "enter", "left", "c-c", "f1", "alt-x", "é".

    A sequence that prompt_toolkit does not know comes from it as Escape and single letters; it is one
    key, "unknown", so that a pausing key cannot pause and at once go on again.
    """
    keys = [str(getattr(press.key, "value", press.key)) for press in presses]
    while keys:
        key = keys.pop(0)
        if key == "escape":
            key = _with_escape(keys)
        if key not in NO_KEYS:
            yield NAMES.get(key, key)


def _with_escape(keys: list[str]) -> str:
    """Name the key that begins with Escape, and take the rest of it out of `keys`."""
    letters = "".join(takewhile(lambda key: len(key) == 1, keys))
    if (found := AFTER_ESCAPE.match(letters)) and len(found[0]) > 1:
        del keys[: len(found[0])]
        return REPORT if IS_REPORT.match(found[0]) else "unknown"
    if keys and keys[0] not in NEVER_JOINED:
        key = keys.pop(0)
        return f"alt-{NAMES.get(key, key)}"
    return "escape"


class Decoder:
    """Bytes from a terminal, in pieces of any size, to names of keys."""

    def __init__(self, encoding: str = "utf-8") -> None:
        # Here, not above: it takes 100 ms, and the first frame is to be on the screen before.
        from prompt_toolkit.input.vt100_parser import Vt100Parser

        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._presses: list[KeyPress] = []
        self._parser = Vt100Parser(self._presses.append)

    def feed(self, data: bytes) -> tuple[str, ...]:
        """Give the names of the keys that `data` completes; what may be the start of a longer key waits."""
        self._parser.feed(self._decoder.decode(data))
        return self._taken()

    def flush(self) -> tuple[str, ...]:
        """Give the names of what waits: nothing more has come for a while, so this was all of it."""
        self._parser.feed(self._decoder.decode(b"", final=True))
        before = -1
        while before != (before := len(self._presses)):  # one flush gives up one key only
            self._parser.flush()
        self._parser.reset()  # a paste whose end got lost would swallow every key from here on
        return self._taken()

    def _taken(self) -> tuple[str, ...]:
        found = tuple(key_names(self._presses))
        self._presses.clear()
        return found


if sys.platform == "win32":  # pragma: no cover - written against prompt_toolkit's source, not run there

    class Keyboard:
        """The Windows console's keyboard, through prompt_toolkit; asked 20 times a second."""

        def __init__(self, _fd: int, _encoding: str = "utf-8") -> None:
            self._input: Input | None = None
            self._raw: AbstractContextManager[None] | None = None

        def take(self) -> None:
            """Nothing to do before the first wait: without a reader a console does not echo."""

        def give_back(self) -> None:
            """Leave raw mode."""
            if self._raw is not None:
                self._raw.__exit__(None, None, None)
            self._input = self._raw = None

        def wait(self, until: float, _wake: int | None) -> tuple[str, ...]:
            """Give the keys pressed, or () at `until` or after 50 ms, whichever comes first."""
            if self._input is None:
                from prompt_toolkit.input import create_input

                self._input = create_input()
                self._raw = self._input.raw_mode()
                self._raw.__enter__()
            if found := tuple(key_names(self._input.read_keys())):
                return found
            time.sleep(max(0.0, min(until - time.monotonic(), QUIET)))
            return tuple(key_names(self._input.read_keys() or self._input.flush_keys()))

else:
    import termios
    from tty import CC, IFLAG, LFLAG

    def raw(attributes: list[Any]) -> list[Any]:
        """Give the same terminal attributes without echo, lines and signals; output is left as it is."""
        new = [*attributes[:CC], list(attributes[CC])]
        new[IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        new[LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        new[CC][termios.VMIN], new[CC][termios.VTIME] = 1, 0
        return new

    class Keyboard:
        """The keyboard of the terminal open as `fd`."""

        def __init__(self, fd: int, encoding: str = "utf-8") -> None:
            self._fd, self._encoding = fd, encoding
            self._before: list[Any] | None = None
            self._is_raw = False
            self._decoder: Decoder | None = None
            self._quiet_at = inf

        def take(self) -> None:
            """Make every key arrive at once, unseen and unheeded.

            InterruptedError when it was stopped in the attempt, as a job in the background is; Stopped when
            the terminal is gone.
            """
            try:
                # Kept from the first time on: while another job has the terminal, its attributes are that job's.
                self._before = self._before or termios.tcgetattr(self._fd)
                self._is_raw = True
                termios.tcsetattr(self._fd, termios.TCSANOW, raw(self._before))
            except termios.error as error:
                if error.args[0] == errno.EINTR:
                    raise InterruptedError from None
                raise Stopped(Exit.HANGUP) from None

        def give_back(self) -> None:
            """Put the attributes back as they were, and drop what was typed but not read."""
            if self._before is None or not self._is_raw or _is_anothers(self._fd):
                return
            self._is_raw = False
            with suppress(termios.error):  # it is gone, and its attributes with it
                termios.tcsetattr(self._fd, termios.TCSAFLUSH, self._before)

        def wait(self, until: float, wake: int | None) -> tuple[str, ...]:
            """Give the keys pressed, or () at the monotonic time `until` or once `wake` can be read.

            Stopped when the terminal is gone.
            """
            self._decoder = self._decoder or Decoder(self._encoding)
            watched = [self._fd] if wake is None else [self._fd, wake]
            seconds = min(until, self._quiet_at) - time.monotonic()
            ready = select.select(watched, [], [], max(0.0, seconds))[0]
            if self._fd in ready:
                self._quiet_at = time.monotonic() + QUIET
                return self._decoder.feed(self._read())
            if time.monotonic() < self._quiet_at:
                return ()
            self._quiet_at = inf
            return self._decoder.flush()

        def _read(self) -> bytes:
            try:
                data = os.read(self._fd, CHUNK)
            except BlockingIOError:
                return b""
            except OSError:
                data = b""
            if not data:
                raise Stopped(Exit.HANGUP)
            return data

    def _is_anothers(fd: int) -> bool:
        """Tell whether the terminal has been handed to another job, whose attributes these would spoil."""
        try:
            return os.tcgetpgrp(fd) != os.getpgrp()
        except OSError:  # not our controlling terminal, so there are no jobs on it
            return False
