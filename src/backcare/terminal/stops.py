"""Let a signal that asks the program to stop unwind it from wherever it is, so that nothing half is left."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

from backcare.errors import Exit, Stopped

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

AGAIN = 0.001  # seconds to the next try where Python could not raise

if sys.platform == "win32":
    STOPS = {
        signal.SIGINT: Exit.INTERRUPTED,
        signal.SIGBREAK: Exit.INTERRUPTED,
        signal.SIGTERM: Exit.TERMINATED,
    }
else:
    STOPS = {
        signal.SIGINT: Exit.INTERRUPTED,
        signal.SIGQUIT: Exit.INTERRUPTED,
        signal.SIGTERM: Exit.TERMINATED,
        signal.SIGHUP: Exit.HANGUP,
    }


@contextmanager
def raise_on_stops() -> Iterator[None]:
    """Raise Stopped in the block, wherever it is, at the first signal that asks the program to stop.

    Later ones are ignored, so that they do not interrupt the cleaning up; those that were ignored before stay so,
    as under nohup. A session takes the signals for itself and gives them back. Only the main thread gets signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    stops = _Stops()
    try:
        stops.install()
        yield
    except BaseException as error:
        if stops.stop is None or isinstance(error, Stopped):
            raise
        raise Stopped(stops.stop) from error  # Python wrapped it, as what is raised while a class is made
    finally:
        stops.remove()
    if stops.stop is not None:
        raise Stopped(stops.stop)  # what ran on its way caught it


class _Stops:
    """The handlers while they are installed, and those that were there before."""

    def __init__(self) -> None:
        self.stop: Exit | None = None
        self._before: dict[int, Any] = {}
        self._hook = sys.unraisablehook

    def install(self) -> None:
        for number in STOPS:
            if (before := signal.getsignal(number)) is not signal.SIG_IGN:
                self._before[number] = before
                signal.signal(number, self._on_stop)
        sys.unraisablehook = self._on_unraisable

    def remove(self) -> None:
        sys.unraisablehook = self._hook
        for number, before in self._before.items():
            signal.signal(number, signal.SIG_DFL if before is None else before)

    def _on_stop(self, number: int, _frame: FrameType | None) -> None:
        if self.stop is None:
            self.stop = STOPS[signal.Signals(number)]
            raise Stopped(self.stop)

    def _on_unraisable(self, unraisable: "UnraisableHookArgs") -> None:
        """Raise a stop once more that came while Python could raise nothing, as in a callback of an import."""
        if not isinstance(unraisable.exc_value, Stopped):
            self._hook(unraisable)
        elif sys.platform != "win32":
            self._before.setdefault(signal.SIGALRM, signal.signal(signal.SIGALRM, self._on_alarm))
            signal.setitimer(signal.ITIMER_REAL, AGAIN)

    def _on_alarm(self, _number: int, _frame: FrameType | None) -> None:
        raise Stopped(self.stop or Exit.INTERRUPTED)
