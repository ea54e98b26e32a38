"""A terminal's keyboard: raw while it is taken, read as the names of the keys pressed."""

from __future__ import annotations

import errno
import os
import select
import termios
import time
from contextlib import suppress
from math import inf
from tty import CC, IFLAG, LFLAG
from typing import Any

from backcare.errors import Exit, Stopped
from backcare.terminal.decoder import Decoder

CHUNK = 1024  # bytes read at once


class Keyboard:
    """The keyboard of the terminal that is open as `fd`."""

    def __init__(self, fd: int, encoding: str = "utf-8") -> None:
        self._fd, self._encoding = fd, encoding
        self._before: list[Any] | None = None
        self._is_raw = False
        self._decoder: Decoder | None = None
        self._quiet_at = inf

    def take(self) -> None:
        """Make every key arrive at once, without echo and without its meaning as a signal.

        Raises InterruptedError if the process was stopped in the attempt, as a job in the background is, and
        Stopped if the terminal is gone.
        """
        try:
            # Read only once: while another job has the terminal, its attributes are that job's.
            self._before = self._before or termios.tcgetattr(self._fd)
            self._is_raw = True
            termios.tcsetattr(self._fd, termios.TCSANOW, raw(self._before))
        except termios.error as error:
            if error.args[0] == errno.EINTR:
                raise InterruptedError from None
            raise Stopped(Exit.HANGUP) from None

    def give_back(self) -> None:
        """Restore the attributes and drop what was typed but not read."""
        if self._before is None or not self._is_raw or _belongs_to_another_job(self._fd):
            return
        self._is_raw = False
        with suppress(termios.error):  # it is gone, and its attributes with it
            termios.tcsetattr(self._fd, termios.TCSAFLUSH, self._before)

    def wait(self, until: float, wake: int | None) -> tuple[str, ...]:
        """Return the keys pressed, or () at the monotonic time `until` or once `wake` can be read.

        Raises Stopped if the terminal is gone.
        """
        if time.monotonic() < until:
            self._load_decoder()  # slow: now, and not once a key is pressed
        watched = [self._fd] if wake is None else [self._fd, wake]
        seconds = min(until, self._quiet_at) - time.monotonic()
        ready = select.select(watched, [], [], max(0.0, seconds))[0]
        if self._fd in ready:
            decoder = self._load_decoder()
            names = decoder.feed(self._read())
            self._quiet_at = time.monotonic() + decoder.quiet
            return names
        if time.monotonic() < self._quiet_at or not self._decoder:
            return ()
        self._quiet_at = inf
        return self._decoder.flush()

    def _load_decoder(self) -> Decoder:
        self._decoder = self._decoder or Decoder(self._encoding)
        return self._decoder

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


def raw(attributes: list[Any]) -> list[Any]:
    """Return the same terminal attributes without echo, lines and signals; output is left as it is."""
    new = [*attributes[:CC], list(attributes[CC])]
    new[IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    new[LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    new[CC][termios.VMIN], new[CC][termios.VTIME] = 1, 0
    return new


def _belongs_to_another_job(fd: int) -> bool:
    """Whether the terminal was handed to another job, whose attributes must not be changed."""
    try:
        return os.tcgetpgrp(fd) != os.getpgrp()
    except OSError:  # not our controlling terminal, so there are no jobs on it
        return False
