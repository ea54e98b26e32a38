"""The system's signals to a running session: stop, suspend, continue, resize."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from backcare.errors import Exit, Stopped
from backcare.terminal.stops import STOPS

if TYPE_CHECKING:
    from types import FrameType

STOP_WAITS = 1.0  # seconds after which a stop no longer waits for the next `wait`
SIGNAL_POLL = 0.05  # seconds between two looks for a signal, on Windows only

if sys.platform == "win32":
    NEWS: dict[signal.Signals, str] = {}
else:
    NEWS = {signal.SIGTSTP: "suspend", signal.SIGCONT: "continue", signal.SIGWINCH: "resize"}


class SignalListener:
    """Notes each signal when it comes; the program acts on it when it next waits.

    So a stop is raised by `Terminal.wait` and never halfway through a change of state. Only if the program does
    not wait within a second is it raised wherever the program is.
    """

    def __init__(self) -> None:
        self.wake: int | None = None
        self._stop: Exit | None = None
        self._is_leaving = False
        self._news: set[str] = set()
        self._before: dict[int, Any] = {}
        self._pipe_in = self._wake_before = -1

    def install(self) -> None:
        """Set the handlers, if this is the main thread: Python runs them in no other."""
        if threading.current_thread() is not threading.main_thread():
            return
        if sys.platform != "win32":  # there, select knows sockets only
            self.wake, self._pipe_in = os.pipe()
            os.set_blocking(self.wake, False)
            os.set_blocking(self._pipe_in, False)
            self._wake_before = signal.set_wakeup_fd(self._pipe_in, warn_on_full_buffer=False)
        for number in (*STOPS, *NEWS):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup and its like rely on it
                self._before[number] = signal.getsignal(number)
                signal.signal(number, self._on_stop if number in STOPS else self._on_news)

    def remove(self) -> None:
        """Restore every handler."""
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        self._before.clear()
        if self.wake is not None:
            signal.set_wakeup_fd(self._wake_before)
            os.close(self.wake)
            os.close(self._pipe_in)
            self.wake = None

    def raise_if_stopped(self) -> None:
        """Raise Stopped if a signal has asked for it."""
        if self._stop is not None:
            self.stop_raising()
            raise Stopped(self._stop)

    def stop_raising(self) -> None:
        """Raise nothing out of a handler from here on: the program is already leaving."""
        self._is_leaving = True
        if sys.platform != "win32" and signal.SIGALRM in self._before:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def took(self, what: str) -> bool:
        """Return, once, whether "suspend", "continue" or "resize" was asked for."""
        try:
            self._news.remove(what)
        except KeyError:
            return False
        return True

    def drain(self) -> None:
        """Empty the pipe that ends a wait."""
        if self.wake is not None:
            with suppress(BlockingIOError):
                os.read(self.wake, 4096)

    def sleep(self, until: float) -> None:
        """Sleep to the monotonic time `until`, or until a signal comes."""
        seconds = max(0.0, until - time.monotonic())
        if sys.platform == "win32":
            time.sleep(min(seconds, SIGNAL_POLL))
        else:
            select.select([] if self.wake is None else [self.wake], [], [], seconds)

    def stop_here(self, who: int) -> None:
        """Stop as a job does, and return when continued; `who` is a process id, or 0 for the whole group.

        In an orphaned group, which nobody could continue, the kernel does not stop it at all.
        """
        if sys.platform == "win32":
            return
        ours = signal.getsignal(signal.SIGTSTP)
        if signal.SIGTSTP in self._before:
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(who, signal.SIGTSTP)
        if signal.SIGTSTP in self._before:
            signal.signal(signal.SIGTSTP, ours)

    def _on_news(self, number: int, _frame: FrameType | None) -> None:
        news = NEWS[signal.Signals(number)]
        if news == "continue":
            self._news.discard("suspend")  # else it would stop with nobody left to continue it
        self._news.add(news)

    def _on_stop(self, number: int, _frame: FrameType | None) -> None:
        if self._stop is not None:
            return
        self._stop = STOPS[signal.Signals(number)]
        if sys.platform != "win32" and not self._is_leaving:
            self._before[signal.SIGALRM] = signal.signal(signal.SIGALRM, self._on_overdue)
            signal.setitimer(signal.ITIMER_REAL, STOP_WAITS)

    def _on_overdue(self, _number: int, _frame: FrameType | None) -> None:
        if not self._is_leaving:
            self.raise_if_stopped()
