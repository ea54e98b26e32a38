"""A file lock that lets one process run at a time; the system frees it with the process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backcare.errors import BackcareError
from backcare.files.writing import make_private_folder


@contextmanager
def single_instance(file: Path, what: str) -> Iterator[None]:
    """Hold a file while the block runs; raises BackcareError if another process holds it."""
    from filelock import FileLock, Timeout

    make_private_folder(file.parent)
    try:
        with FileLock(file, timeout=0, mode=0o600):
            yield
    except Timeout:
        raise BackcareError(f"{what} runs already, in another terminal: one is enough") from None
