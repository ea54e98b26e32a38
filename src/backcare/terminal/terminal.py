"""The real terminal for one session: one place that takes its modes, screen and keys, and gives them back."""

from __future__ import annotations

import errno
import os
import select
import sys
import time
from contextlib import suppress
from itertools import zip_longest
from typing import TYPE_CHECKING, Self, TextIO

from backcare.errors import Exit, Stopped
from backcare.terminal.keyboard import Keyboard
from backcare.terminal.signals import SignalListener

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

TAKE_SCREEN = "\x1b[?1049h\x1b[?25l\x1b[?7l"  # alternate screen, no cursor, no wrapping
# Cleared first for the terminals that have no alternate screen (the Linux console, GNU screen as it comes).
GIVE_SCREEN_BACK = "\x1b[0m\x1b[2J\x1b[H\x1b[?7h\x1b[?25h\x1b[?1049l"
CLEAR = "\x1b[0m\x1b[2J"

PATIENCE = 0.2  # seconds: a terminal that takes no output must not keep the program from ending


class Terminal:
    """The real terminal for one session: enter it, draw with `show`, live in `wait`, leave it as it was.

    `keys`: read single keys, where stdin is a terminal; `screen`: draw on the alternate screen, where
    stdout is one. Without either it still sleeps, rings and hears signals. While it is entered, only
    `wait` and `show` raise Stopped (and whatever runs longer than a second after a stop was asked for).
    Not run on Windows: written against the sources of CPython and prompt_toolkit.
    """

    def __init__(
        self, *, keys: bool, screen: bool, stdin: TextIO | None = None, stdout: TextIO | None = None
    ) -> None:
        stdin, self._stdout = stdin or sys.stdin, stdout or sys.stdout
        self._fd = _terminal_of(self._stdout)
        self._has_screen = screen and self._fd is not None
        self._shown: tuple[str, ...] | None = None
        self._on_screen = self._resized = self._continued = False
        self._size = self.size
        self._interrupts = SignalListener()
        keyboard = _terminal_of(stdin) if keys else None
        self._keyboard = None if keyboard is None else Keyboard(keyboard, stdin.encoding or "utf-8")

    def __enter__(self) -> Self:
        self._interrupts.install()
        try:
            self._take()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._leave()
        if kind is None:
            self._interrupts.raise_if_stopped()  # it came after the last wait

    @property
    def has_keys(self) -> bool:
        """Whether keys can be pressed at all."""
        return self._keyboard is not None

    @property
    def has_screen(self) -> bool:
        """Whether `show` draws anything."""
        return self._has_screen

    @property
    def has_bell(self) -> bool:
        """Whether `bell` rings anything: stdout is a terminal, with or without a screen."""
        return self._fd is not None

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows as they are now; 80 and 24 where nobody knows."""
        try:
            columns, rows = os.get_terminal_size(self._fd) if self._fd is not None else (0, 0)
        except OSError:
            columns, rows = 0, 0
        return columns or 80, rows or 24

    def show(self, lines: Sequence[str]) -> None:
        """Make the screen show `lines`, each shorter than the width; write only rows that differ from before.

        Stopped when the terminal is gone; OSError (BrokenPipeError, …) when it cannot be written to.
        """
        if not self._has_screen:
            return
        rows = tuple(lines[: self.size[1]])
        text = CLEAR if self._shown is None else ""
        for number, (old, new) in enumerate(zip_longest(self._shown or (), rows, fillvalue=""), 1):
            if old != new:
                text += f"\x1b[{number};1H{new}{_reset(new)}\x1b[K"
        if text:
            self._shown = None  # if the write breaks off, nobody knows what is there
            self._put(text)
        self._shown = rows

    def invalidate(self) -> None:
        """Forget what is on the screen: the next `show` clears it and writes every row."""
        self._shown = None

    def bell(self, times: int = 1) -> None:
        """Ring the terminal's bell, where stdout is a terminal; raises what `show` raises."""
        if self._fd is not None:
            self._put("\a" * times)

    def wait(self, seconds: float) -> tuple[str, ...]:
        """Give the names of keys as soon as some are pressed, () after so many seconds or after other news.

        News are a resize and a continuation, see `took_resize` and `took_continue`; the screen is taken
        again and forgotten by then. Stopped when a signal asks for it and when the terminal is gone.
        """
        until = time.monotonic() + seconds
        while not self._attend():
            if self._keyboard is None:
                self._interrupts.sleep(until)
            elif names := self._keyboard.wait(until, self._interrupts.wake):
                return names
            if time.monotonic() >= until:
                break
        return ()

    def took_resize(self) -> bool:
        """Tell, once, whether the window has changed its size."""
        seen, self._resized = self._resized, False
        return seen

    def took_continue(self) -> bool:
        """Tell, once, whether the program was stopped and goes on, by Ctrl-Z or by a signal."""
        seen, self._continued = self._continued, False
        return seen

    def suspend(self) -> None:
        """Do as Ctrl-Z does to the whole job: give the terminal back, stop, and take it again once continued."""
        self._stop_here(0)

    def _attend(self) -> bool:
        """Do what the system asked for since the last time, and tell whether the caller must know of it."""
        self._interrupts.drain()
        self._interrupts.raise_if_stopped()
        if self._interrupts.took("suspend"):
            self._stop_here(os.getpid())  # the rest of the job got the signal by itself
        elif self._interrupts.took("continue"):  # after SIGSTOP, which nobody can see coming
            self._take()
            self._continued = True
        elif self._interrupts.took("resize") or self._resized_on_windows():
            self.invalidate()
            self._resized = True
        else:
            return False
        return True

    def _resized_on_windows(self) -> bool:
        if sys.platform != "win32":
            return False
        before, self._size = self._size, self.size
        return before != self._size

    def _stop_here(self, who: int) -> None:
        self._give_back()
        self._interrupts.stop_here(who)
        self._interrupts.took("continue")
        self._continued = True
        self._take()

    def _take(self) -> None:
        while self._keyboard is not None:
            self._interrupts.raise_if_stopped()  # in the background, taking keys stops us until `fg` or `kill`
            with suppress(InterruptedError):
                self._keyboard.take()
                break
        if self._has_screen:
            _speak_ansi()
            self._on_screen = True
            self._put(TAKE_SCREEN)
        self.invalidate()

    def _give_back(self) -> None:
        if self._on_screen:
            self._on_screen = False
            with suppress(OSError, ValueError):
                self._write(GIVE_SCREEN_BACK, PATIENCE)
        if self._keyboard is not None:
            self._keyboard.give_back()

    def _leave(self) -> None:
        self._interrupts.stop_raising()
        try:
            self._give_back()
        finally:
            self._interrupts.remove()

    def _put(self, text: str) -> None:
        try:
            self._stdout.flush()
            self._write(text)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            raise Stopped(Exit.HANGUP) from None  # SIGHUP may come later, or not at all

    def _write(self, text: str, patience: float | None = None) -> None:
        """Write past Python's buffers, in one piece where the terminal takes it."""
        if sys.platform == "win32":  # bytes would be read in the console's own code page
            self._stdout.write(text)
            self._stdout.flush()
            return
        fd, data = self._stdout.fileno(), text.encode(self._stdout.encoding or "utf-8", "replace")
        while data:
            if not select.select([], [fd], [], patience)[1]:
                raise TimeoutError
            with suppress(BlockingIOError):  # whoever started us may have left it non-blocking
                data = data[os.write(fd, data) :]


def _speak_ansi() -> None:
    """Make a Windows console obey escape sequences, which it does not by itself."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetConsoleMode(kernel.GetStdHandle(-11), 7)  # processed output, wrapping, virtual terminal


def _reset(row: str) -> str:
    """Give what keeps a row's colours from running on to its end."""
    return "\x1b[0m" if "\x1b" in row and not row.endswith("\x1b[0m") else ""


def _terminal_of(stream: TextIO | None) -> int | None:
    """Give the file descriptor of `stream` if it is a terminal: it may be closed, missing or no file at all."""
    try:
        fd = -1 if stream is None else stream.fileno()
    except (OSError, ValueError):
        return None
    return fd if fd >= 0 and os.isatty(fd) else None
