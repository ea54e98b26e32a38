"""What went wrong with the history file, in plain words."""

import sqlite3
from pathlib import Path

from backcare.files.writing import unwritable_reason

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
_CHANGED = "was changed by another program: its tables are not those of backcare"
_IN_USE = "is in use by another program"
_MESSAGES = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_FULL: "cannot be written: there is no room on the disk",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk failed, or has no room",
    sqlite3.SQLITE_NOMEM: "cannot be used: there is not enough memory",
    sqlite3.SQLITE_ERROR: _CHANGED,
    sqlite3.SQLITE_CONSTRAINT: "does not take this value",
    sqlite3.SQLITE_MISMATCH: "does not take this value",
    sqlite3.SQLITE_TOOBIG: "does not take this value",
}


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether another program is writing."""
    return _code(error) in _BUSY


def is_damaged(error: sqlite3.Error) -> bool:
    """Return whether the file is no database any more."""
    return _code(error) in _DAMAGED


def is_unwritable(error: sqlite3.Error) -> bool:
    """Return whether the file, or its folder, cannot be written."""
    return _code(error) in _UNWRITABLE


def explain(error: sqlite3.Error, file: Path) -> str:
    """Return a line that says what is wrong with the file."""
    if is_unwritable(error):
        return unwritable_message(file)
    rare = f"cannot be used ({getattr(error, 'sqlite_errorname', None) or type(error).__name__})"
    return f"{file} {_MESSAGES.get(_code(error), rare)}"


def unwritable_message(file: Path) -> str:
    """Return a line that says that a file cannot be written, and why."""
    reason = unwritable_reason(file) or unwritable_reason(file.parent)
    return f"{file} cannot be written: {reason or 'something on this system forbids it'}"


def _code(error: sqlite3.Error) -> int:
    """Return the primary code of SQLite; 0 for an error of its Python module."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
