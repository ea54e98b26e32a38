"""Helper programs as child processes that cannot outlast or outgrow what is expected of them.

A child has a process group of its own, so that what it starts ends with it, and nothing of our terminal.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeAlias

LOOK = 0.02  # seconds between two looks at what a child has written

Child: TypeAlias = subprocess.Popen[bytes]


class TooMuch(subprocess.SubprocessError):
    """A helper program wrote more than it may."""


def start_program(
    command: Sequence[str],
    text: bytes = b"",
    environment: Mapping[str, str] | None = None,
    *,
    out: IO[bytes] | None = None,
    errors: IO[bytes] | None = None,
) -> Child:
    """Start a program that reads a text of less than a pipe holds; raises OSError.

    Its stdout and stderr go to `out` and `errors`, or nowhere.
    """
    child = subprocess.Popen(  # noqa: S603 - a fixed command, the text comes by stdin
        command,
        stdin=subprocess.PIPE,
        stdout=out or subprocess.DEVNULL,
        stderr=errors or subprocess.DEVNULL,
        env=os.environ | dict(environment or {}),
        start_new_session=True,
    )
    if child.stdin:
        with suppress(OSError), child.stdin:
            child.stdin.write(text)
    return child


def wait_within(child: Child, file: Path, *, seconds: float, size: int) -> None:
    """Wait for a program that writes a file; it ends with this call, whatever happens.

    Raises subprocess.SubprocessError if it fails, or needs more than so many seconds or bytes.
    """
    until = time.monotonic() + seconds
    try:
        while child.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                child.wait(LOOK)
            _check_size(file, size)
            if child.returncode is None and time.monotonic() > until:
                raise subprocess.TimeoutExpired(child.args, seconds)
        _check_size(file, size)
    finally:
        kill(child)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, child.args)


def terminate(child: Child) -> None:
    """Ask a program, and what it has started, to end."""
    _send(child, signal.SIGTERM)


def kill(child: Child) -> None:
    """End a program, and what it has started, and reap it."""
    _send(child, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    child.wait()


def _send(child: Child, number: int) -> None:
    if child.returncode is not None:
        return
    if sys.platform == "win32":
        child.send_signal(number)
    else:
        with suppress(ProcessLookupError, PermissionError):  # it has ended, and was not reaped yet
            os.killpg(child.pid, number)


def _check_size(file: Path, size: int) -> None:
    with suppress(FileNotFoundError):
        if file.stat().st_size > size:
            raise TooMuch(f"{file.name}: more than {size} bytes")
