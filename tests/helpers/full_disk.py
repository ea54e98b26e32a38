"""A disk without room, as far as this process can tell; on Unix systems."""

from collections.abc import Iterator
from contextlib import contextmanager

# Python itself would write half of a module's bytecode, and every later start would stumble over it.
NO_HALF_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow while the block runs."""
    import resource
    import signal
    import sys

    writes_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
        sys.dont_write_bytecode = writes_none
