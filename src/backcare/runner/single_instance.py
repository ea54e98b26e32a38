"""One of a kind: a file that only one running program can hold, and that nobody holds once it has ended."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backcare.errors import BackcareError
from backcare.files.writing import make_private_folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def single_instance(file: Path, what: str) -> Iterator[None]:
    """Hold a file while the block runs; raises BackcareError where another program holds it."""
    make_private_folder(file.parent)
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _taken(handle):
            raise BackcareError(f"{what} runs already, in another terminal: one is enough")
        yield
    finally:
        os.close(handle)  # the system lets go of it, whatever ends the program


def _taken(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
