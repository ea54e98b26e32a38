"""A private SQLite file: created, migrated, written in transactions, renamed where it is damaged.

Where it cannot be written, a copy of it is read.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Self

from backcare.errors import HistoryBusyError, HistoryDamagedError, HistoryError, HistoryGoneError
from backcare.files.writing import make_private_folder
from backcare.history.running import delete_locks
from backcare.history.sqlite_errors import explain, is_busy, is_damaged, is_unwritable, unwritable_message

BUSY_TIMEOUT = 2.0  # seconds to wait for another program that writes, where nothing is being timed

_ENDINGS = ("", "-wal", "-shm")


class Database:
    """An open file; every method raises HistoryError where it cannot be used.

    `migrations` are SQL scripts, each from one version of the file to the next. A damaged file is renamed and a
    new one begun, and `notice` says so. A file that can only be read is read; writing raises HistoryError then.
    """

    def __init__(self, file: Path, migrations: Sequence[str], *, busy_timeout: float = BUSY_TIMEOUT) -> None:
        self.file = file
        self.notice = ""
        self._migrations = migrations
        self._busy_timeout = busy_timeout
        try:
            self._open()
        except HistoryDamagedError as damaged:
            self.notice = str(damaged)
            self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection; its errors become HistoryError."""
        with self._translated_errors():
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for statements that are all done, or none of them."""
        if self._is_copy:
            raise HistoryError(unwritable_message(self.file))
        self._refuse_if_gone()
        with self._translated_errors(), self._transaction() as connection:
            yield connection

    def sync(self) -> None:
        """Flush to the disk what was written, so that it outlives a power cut."""
        with self._translated_errors(), suppress(FileNotFoundError):
            log = os.open(f"{self.file}-wal", os.O_RDWR)
            try:
                os.fsync(log)
            finally:
                os.close(log)

    def wait_for_others(self) -> None:
        """From now on, wait for `BUSY_TIMEOUT` where another program writes."""
        with self._translated_errors():
            self._connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT * 1000:.0f}")

    def _refuse_if_gone(self) -> None:
        """Raise HistoryGoneError if the open file is no longer at its path: what is written would be lost."""
        try:
            is_gone = self.file.stat().st_ino != self._inode
        except (FileNotFoundError, NotADirectoryError):
            is_gone = True
        except OSError:
            is_gone = False  # SQLite will say what is wrong
        if is_gone:
            raise HistoryGoneError(f"the history was deleted or moved away: a new one is begun in {self.file}")

    def _open(self) -> None:
        self._is_copy = False
        with self._translated_errors():
            make_private_folder(self.file.parent)
            if not self.file.exists():
                os.close(os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600))
            _make_private(self.file)
            self._inode = self.file.stat().st_ino
            try:
                self._use(sqlite3.connect(self.file, timeout=self._busy_timeout, isolation_level=None))
            except sqlite3.Error as error:
                if not is_unwritable(error):
                    raise
                self._is_copy = True
                self._use(_load_copy(self.file))

    def _use(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        try:
            self._prepare()
        except BaseException:
            connection.close()
            raise

    def _prepare(self) -> None:
        """Set up the connection, and bring the file to the newest version."""
        self._connection.row_factory = sqlite3.Row
        self._connection.text_factory = _decode
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        newest, version = len(self._migrations), self._version()
        if version > newest:
            raise HistoryError(f"{self.file} was written by a newer backcare; update this one to use it")
        if version < newest:
            self._connection.execute("PRAGMA journal_mode = WAL")
            with self._transaction() as connection:
                for script in self._migrations[self._version() :]:  # another program may have been first
                    for statement in filter(str.strip, script.split(";")):
                        connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {newest}")

    def _version(self) -> int:
        [version] = self._connection.execute("PRAGMA user_version").fetchone()
        return int(version)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Raise HistoryError, with a line about it, for what goes wrong inside; rename a damaged file first."""
        try:
            yield
        except sqlite3.Error as error:
            if is_busy(error):
                raise HistoryBusyError(explain(error, self.file)) from error
            if is_damaged(error):
                raise HistoryDamagedError(self._set_aside()) from error
            raise HistoryError(explain(error, self.file)) from error
        except OSError as error:
            raise HistoryError(f"{error.filename or self.file}: {error.strerror or error}") from error

    def _set_aside(self) -> str:
        """Close and rename the damaged file; return what there is to say of it, or raise HistoryError."""
        self._connection.close()
        aside = _free_name(self.file)
        try:
            if self.file.stat().st_ino == self._inode:  # else another program was first, and this is a new file
                _rename(self.file, aside)
        except FileNotFoundError:
            pass  # another program was first, and there is no new file yet
        except OSError as error:
            raise HistoryError(f"{self.file} is damaged, and {unwritable_message(self.file)}") from error
        return f"{self.file} was damaged: it is kept as {aside.name}, and a new one is begun"


def files_set_aside(file: Path) -> tuple[Path, ...]:
    """Return the damaged files that were renamed, and what belongs to them."""
    return tuple(sorted(file.parent.glob(f"{file.stem}-damaged-*")))


def delete(file: Path) -> None:
    """Delete a database, what belongs to it and what was renamed of it; raises OSError."""
    for path in (*_parts(file), *files_set_aside(file)):
        path.unlink(missing_ok=True)
    delete_locks(file)


def _parts(file: Path) -> list[Path]:
    """Return the paths of a database and of the files that SQLite keeps beside it."""
    return [Path(f"{file}{ending}") for ending in _ENDINGS]


def _load_copy(file: Path) -> sqlite3.Connection:
    """Return a connection to a copy of a database in memory: SQLite writes beside a file even to read it."""
    import shutil
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="backcare-") as folder, ExitStack() as stack:
        copy = Path(folder, file.name)
        for part, copied in zip(_parts(file)[:2], _parts(copy)[:2], strict=True):
            if part.exists():
                shutil.copyfile(part, copied)
        memory = stack.enter_context(closing(sqlite3.connect(":memory:", isolation_level=None)))
        with closing(sqlite3.connect(copy)) as connection:
            connection.backup(memory)
        stack.pop_all()  # it stays open
    return memory


def _make_private(file: Path) -> None:
    """Take the rights of other users away from a database and what belongs to it, if they have any."""
    for part in _parts(file):
        with suppress(OSError):  # it belongs to another user, or cannot be written
            mode = part.stat().st_mode
            if mode & 0o077 and sys.platform != "win32":
                part.chmod(mode & 0o700)


def _decode(raw: bytes) -> str:
    """Return a text in the file, with escape sequences in place of bytes that are no UTF-8."""
    return raw.decode("utf-8", "backslashreplace")


def _rename(file: Path, target: Path) -> None:
    for old, new in zip(_parts(file), _parts(target), strict=True):
        if old.exists():
            old.rename(new)


def _free_name(file: Path) -> Path:
    """Return a name beside a file that nothing has yet."""
    names = (file.with_name(f"{file.stem}-damaged-{number}{file.suffix}") for number in count(1))
    return next(name for name in names if not name.exists())
