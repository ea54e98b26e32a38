"""Which sessions are running: each has a lock beside the history, which the system frees with its process."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from backcare.errors import HistoryError
from backcare.history.moments import to_stamp
from backcare.history.records import Ending, SessionRecord

LOCK_TIMEOUT = 0.5  # seconds: a look whether it is held may hold a lock for a moment


def import_locks() -> None:
    """Import what locks, which takes some 30 ms, before there is a session to be locked."""
    import filelock  # noqa: F401


class RunningSession:
    """The lock of a session, held from its creation to `end`; raises HistoryError if another process holds it.

    `started` is when the session began at first, however often it was resumed. Where the system has no locks,
    none is held.
    """

    def __init__(self, history: Path, session_id: int, started: datetime) -> None:
        from filelock import FileLock, Timeout

        self._file = _lock_file(history, session_id, started)
        self._lock = FileLock(self._file, mode=0o600)
        try:
            self._lock.acquire(timeout=LOCK_TIMEOUT)
        except Timeout:
            raise HistoryError("this session is running in another terminal") from None
        except (OSError, NotImplementedError):
            pass

    def end(self) -> None:
        """Free the lock and delete its file."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
        with suppress(OSError):
            self._lock.release()


def with_running(history: Path, record: SessionRecord) -> SessionRecord:
    """Return a session with the ending `RUNNING` if it is running, else as it is."""
    if record.ending is not Ending.INTERRUPTED:
        return record
    file = _lock_file(history, record.id, record.started)
    return replace(record, ending=Ending.RUNNING) if file.exists() and _is_held(file) else record


def is_any_running(history: Path) -> bool:
    """Whether any session of a history is running."""
    return any(map(_is_held, _lock_files(history)))


def delete_locks(history: Path) -> None:
    """Delete the locks of sessions that ended without doing so; raises OSError."""
    for file in _lock_files(history):
        if not _is_held(file):
            file.unlink(missing_ok=True)


def _lock_file(history: Path, session_id: int, started: datetime) -> Path:
    """Return the path of a session's lock: a history that was deleted begins anew with the same ids."""
    moment = re.sub(r"\D", "", to_stamp(started)[0])
    return history.with_name(f"{history.stem}-running-{session_id}-{moment}.lock")


def _lock_files(history: Path) -> list[Path]:
    return sorted(history.parent.glob(f"{history.stem}-running-*.lock"))


def _is_held(file: Path) -> bool:
    from filelock import FileLock, Timeout

    try:
        with FileLock(file, timeout=0, mode=0o600):
            return False
    except Timeout:
        return True
    except (OSError, NotImplementedError):
        return False
