"""The real terminal of a run: the one place that takes its modes, screen and keys, and gives them back."""

from __future__ import annotations

import errno
import os
import select
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self, TextIO

from backcare.errors import Exit, Stopped
from backcare.terminal.changes import draw_changes
from backcare.terminal.signals import SignalListener

if sys.platform == "win32":
    from backcare.terminal.windows_keyboard import Keyboard
else:
    from backcare.terminal.keyboard import Keyboard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

TAKE_SCREEN = "\x1b[?1049h\x1b[?25l\x1b[?7l"  # alternate screen, no cursor, no wrapping
# Cleared first for the terminals that have no alternate screen (the Linux console, GNU screen as it comes).
GIVE_SCREEN_BACK = "\x1b[0m\x1b[2J\x1b[H\x1b[?7h\x1b[?25h\x1b[?1049l"
CLEAR = "\x1b[0m\x1b[2J"

TAKE_PASTES = "\x1b[?2004h"  # a paste comes in brackets, and so is no keys
GIVE_PASTES_BACK = "\x1b[?2004l"

OUTPUT_PATIENCE = 0.2  # seconds to wait at the end for a terminal that takes no output


class Terminal:
    """The real terminal of a run, as a context manager: `show` draws, `wait` waits for keys and for the system.

    Once it is entered, to enter it again does nothing; the first exit leaves it.

    `keys`: read single keys, where stdin is a terminal; `screen`: draw on the alternate screen, where stdout is
    one. Without either it still waits, rings and receives signals. While it is entered, only `wait` and `show`
    raise Stopped, and whatever runs for longer than a second after a stop was asked for. It has not been run on
    Windows, only written against the sources of CPython and prompt_toolkit.
    """

    def __init__(
        self, *, keys: bool, screen: bool, stdin: TextIO | None = None, stdout: TextIO | None = None
    ) -> None:
        stdin, self._stdout = stdin or sys.stdin, stdout or sys.stdout
        self._fd = _terminal_of(self._stdout)
        self._has_screen = screen and self._fd is not None
        self._shown: tuple[str, ...] | None = None
        self._is_entered = self._is_taken = self._resized = self._continued = False
        self._size = self.size
        self._signals = SignalListener()
        keyboard = _terminal_of(stdin) if keys else None
        self._keyboard = None if keyboard is None else Keyboard(keyboard, stdin.encoding or "utf-8")
        has_pastes = self.has_keys and self.has_bell and os.environ.get("TERM") != "dumb"
        self._take_modes = TAKE_SCREEN * self._has_screen + TAKE_PASTES * has_pastes
        self._give_modes = GIVE_PASTES_BACK * has_pastes + GIVE_SCREEN_BACK * self._has_screen

    def __enter__(self) -> Self:
        if self._is_entered:
            return self
        self._is_entered = True
        self._signals.install()
        try:
            self._take()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if not self._is_entered:
            return
        self._leave()
        if kind is None:
            self._signals.raise_if_stopped()  # it came after the last wait

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
        """Columns and rows as they are now; 80 by 24 if unknown."""
        try:
            columns, rows = os.get_terminal_size(self._fd) if self._fd is not None else (0, 0)
        except OSError:
            columns, rows = 0, 0
        return columns or 80, rows or 24

    def show(self, lines: Sequence[str]) -> None:
        """Make the screen show `lines`, each shorter than the width; write only the cells that differ.

        Raises Stopped if the terminal is gone, OSError (BrokenPipeError, …) if it cannot be written to.
        """
        if not self._has_screen:
            return
        rows = tuple(lines[: self.size[1]])
        text = (CLEAR if self._shown is None else "") + draw_changes(self._shown or (), rows)
        if text:
            self._shown = None  # if the write fails, what is on the screen is unknown
            self._put(text)
        self._shown = rows

    def invalidate(self) -> None:
        """Make the next `show` clear the screen and write every row."""
        self._shown = None

    def bell(self, times: int = 1) -> None:
        """Ring the terminal's bell, if stdout is a terminal; raises what `show` raises."""
        if self._fd is not None:
            self._put("\a" * times)

    def wait(self, seconds: float) -> tuple[str, ...]:
        """Return the names of keys as soon as some are pressed, () after so many seconds or after other news.

        News are a resize and a continuation, see `took_resize` and `took_continue`; by then the screen has been
        taken again, and the next `show` writes every row. Raises Stopped if a signal asks for it or the terminal
        is gone.
        """
        until = time.monotonic() + seconds
        while not self._handle_signals():
            if self._keyboard is None:
                self._signals.sleep(until)
            elif names := self._keyboard.wait(until, self._signals.wake):
                return names
            if time.monotonic() >= until:
                break
        return ()

    def took_resize(self) -> bool:
        """Return, once, whether the window has changed its size."""
        seen, self._resized = self._resized, False
        return seen

    def took_continue(self) -> bool:
        """Return, once, whether the program was stopped and continued, by Ctrl-Z or by a signal."""
        seen, self._continued = self._continued, False
        return seen

    def suspend(self) -> None:
        """Stop the whole job as Ctrl-Z does: give the terminal back, stop, and take it again once continued."""
        self._stop_here(0)

    def _handle_signals(self) -> bool:
        """Do what the system asked for since the last time; return whether `wait` has to return for it."""
        self._signals.drain()
        self._signals.raise_if_stopped()
        if self._signals.took("suspend"):
            self._stop_here(os.getpid())  # the rest of the job got the signal by itself
        elif self._signals.took("continue"):  # after SIGSTOP, which nobody can see coming
            self._take()
            self._continued = True
        elif self._signals.took("resize") or self._resized_on_windows():
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
        self._signals.stop_here(who)
        self._signals.took("continue")
        self._continued = True
        self._take()

    def _take(self) -> None:
        while self._keyboard is not None:
            self._signals.raise_if_stopped()  # in the background, taking keys stops us until `fg` or `kill`
            with suppress(InterruptedError):
                self._keyboard.take()
                break
        if self._take_modes:
            _enable_ansi()
            self._is_taken = True
            self._put(self._take_modes)
        self.invalidate()

    def _give_back(self) -> None:
        if self._is_taken:
            self._is_taken = False
            with suppress(OSError, ValueError):
                self._write(self._give_modes, OUTPUT_PATIENCE)
        if self._keyboard is not None:
            self._keyboard.give_back()

    def _leave(self) -> None:
        self._is_entered = False
        self._signals.stop_raising()
        try:
            self._give_back()
        finally:
            self._signals.remove()

    def _put(self, text: str) -> None:
        try:
            self._stdout.flush()
            self._write(text)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            raise Stopped(Exit.HANGUP) from None  # SIGHUP may come later, or not at all

    def _write(self, text: str, patience: float | None = None) -> None:
        """Write past Python's buffers, in one piece if the terminal takes it."""
        if sys.platform == "win32":  # bytes would be read in the console's own code page
            self._stdout.write(text)
            self._stdout.flush()
            return
        fd, data = self._stdout.fileno(), text.encode(self._stdout.encoding or "utf-8", "replace")
        while data:
            if not select.select([], [fd], [], patience)[1]:
                raise TimeoutError
            with suppress(BlockingIOError):  # the program that started us may have left it non-blocking
                data = data[os.write(fd, data) :]


def _enable_ansi() -> None:
    """Make a Windows console obey escape sequences."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetConsoleMode(kernel.GetStdHandle(-11), 7)  # processed output, wrapping, virtual terminal


def _terminal_of(stream: TextIO | None) -> int | None:
    """Return the file descriptor of `stream` if it is a terminal; it may be closed, missing or no file at all."""
    try:
        fd = -1 if stream is None else stream.fileno()
    except (OSError, ValueError):
        return None
    return fd if fd >= 0 and os.isatty(fd) else None
