"""The history file: sessions, the holds that ended in them, and where one that was broken off goes on."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import count, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Self

from backcare.diary import Ending, Entry
from backcare.errors import HistoryBusyError, HistoryDamagedError, HistoryError
from backcare.events import Held, Place
from backcare.model import Side
from backcare.settings import private_folder

PATIENCE = 2.0  # seconds to wait for another program that writes, where nothing is being timed
KEPT_PLANS = 20  # the newest sessions that can still be gone on with; a plan is a hundred times its session

# Each step leads from the version before to the next; what was released is never changed, only added to.
_MIGRATIONS = (
    """
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        routine TEXT NOT NULL,
        name TEXT NOT NULL,
        origin TEXT NOT NULL,
        fingerprint INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        started_zone INTEGER NOT NULL,
        ended_at TEXT NOT NULL,
        ended_zone INTEGER NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('finished', 'ended-early', 'interrupted', 'stopped')),
        speed REAL NOT NULL,
        planned_seconds REAL NOT NULL,
        held_seconds REAL NOT NULL,
        pain_before INTEGER CHECK (pain_before BETWEEN 0 AND 10),
        pain_after INTEGER CHECK (pain_after BETWEEN 0 AND 10),
        turn INTEGER NOT NULL DEFAULT 1,
        place INTEGER NOT NULL,
        plan TEXT
    );
    CREATE TABLE holds (
        session INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        stretch TEXT,
        side TEXT CHECK (side IN ('left', 'right')),
        repeat INTEGER NOT NULL,
        seconds REAL NOT NULL,
        target_seconds REAL NOT NULL,
        PRIMARY KEY (session, number)
    ) WITHOUT ROWID;
    CREATE INDEX sessions_open ON sessions (id) WHERE plan IS NOT NULL;
    """,
)
_COLUMNS = (
    "id, routine, name, started_at, started_zone, ended_at, ended_zone, status, speed,"
    " planned_seconds, held_seconds, pain_before, pain_after"
)
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_ENDINGS = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known of a session before its first second.

    `origin` is what its routine is found by: a name or a file; `fingerprint` tells whether it has changed since.
    """

    routine: str
    name: str
    origin: str
    fingerprint: int
    speed: float
    planned_seconds: float
    pain_before: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to write on in a session: whoever goes on with it takes the next turn, and the right with it."""

    session: int
    turn: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session has come; whether something is `left` to hold, and the plan in JSON where it has changed."""

    place: Place
    ending: Ending
    left: bool
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that can be gone on with, and the place where; `plan` is its JSON form."""

    entry: Entry
    beginning: Beginning
    place: Place
    plan: str


class History:
    """The history in one file, hers alone; every method raises HistoryError where the file cannot be used.

    A file that is no database any more is set aside under a new name, and `notice` says so.
    """

    def __init__(self, file: Path, *, patience: float = PATIENCE) -> None:
        self.file = file
        self.notice = ""
        self._patience = patience
        try:
            self._open()
        except HistoryDamagedError as damaged:
            self.notice = str(damaged)
            self._open()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # --- writing a session as it happens

    def begin(self, beginning: Beginning, plan: str, now: datetime) -> Claim:
        """Write a session that starts now, in the zone of `now`; until it ends it counts as interrupted."""
        stamp, zone = _stamped(now)
        with self._writing() as connection:
            cursor = connection.execute(
                "INSERT INTO sessions (routine, name, origin, fingerprint, started_at, started_zone, ended_at,"
                " ended_zone, status, speed, planned_seconds, held_seconds, pain_before, place, plan)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, ?)",
                (
                    beginning.routine,
                    beginning.name,
                    beginning.origin,
                    beginning.fingerprint,
                    stamp,
                    zone,
                    stamp,
                    zone,
                    Ending.INTERRUPTED,
                    beginning.speed,
                    beginning.planned_seconds,
                    beginning.pain_before,
                    plan,
                ),
            )
            session = cursor.lastrowid or 0
            connection.execute(
                "UPDATE sessions SET plan = NULL WHERE plan IS NOT NULL AND id <="
                " (SELECT id FROM sessions WHERE plan IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET ?)",
                (KEPT_PLANS,),
            )
        return Claim(session, 1)

    def go_on(self, unfinished: Unfinished, now: datetime) -> Claim:
        """Take the next turn at a session that was broken off, from whoever had it before."""
        stamp, zone = _stamped(now)
        with self._writing() as connection:
            connection.execute(
                "UPDATE sessions SET turn = turn + 1, status = ?, ended_at = ?, ended_zone = ? WHERE id = ?",
                (Ending.INTERRUPTED, stamp, zone, unfinished.entry.id),
            )
            row = connection.execute("SELECT turn FROM sessions WHERE id = ?", (unfinished.entry.id,)).fetchone()
        if row is None:
            raise HistoryError("this session was deleted from the history")
        return Claim(unfinished.entry.id, row[0])

    def write(self, claim: Claim, progress: Progress, now: datetime) -> None:
        """Write how far a session has come, with the holds that ended on the way.

        Where nothing is left to hold, the plan is let go. Raises HistoryError, too, when somebody else went on with
        the session.
        """
        place = progress.place
        with self._writing() as connection:
            changed = connection.execute(
                "UPDATE sessions SET place = ?, held_seconds = ?, status = ?, ended_at = ?, ended_zone = ?,"
                " plan = CASE WHEN ? THEN coalesce(?, plan) END WHERE id = ? AND turn = ?",
                (
                    place.index,
                    place.held_seconds,
                    progress.ending,
                    *_stamped(now),
                    progress.left,
                    progress.plan,
                    claim.session,
                    claim.turn,
                ),
            ).rowcount
            if not changed:
                raise HistoryError("this session went on elsewhere, or was deleted from the history")
            _add_holds(connection, claim, place.holds)

    def settle(self) -> None:
        """See to it that what was written lies on the disk itself, and outlives a power cut."""
        with self._told(), suppress(FileNotFoundError):
            log = os.open(f"{self.file}-wal", os.O_RDWR)
            try:
                os.fsync(log)
            finally:
                os.close(log)

    def wait_for_others(self) -> None:
        """From now on, wait a moment where another program writes: nothing is being timed any more."""
        with self._told():
            self._connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")

    def answer_after(self, session: int, pain: int) -> None:
        """Write the answer, 0-10, to how it was after a session."""
        with self._writing() as connection:
            connection.execute("UPDATE sessions SET pain_after = ? WHERE id = ?", (pain, session))

    # --- looking back

    def entries(self, since: datetime | None = None) -> tuple[Entry, ...]:
        """Return the sessions from a time on, or all of them, in the order of their beginning."""
        earliest = _stamped(since)[0] if since else ""
        with self._told():
            holds = self._holds("WHERE session IN (SELECT id FROM sessions WHERE started_at >= ?)", earliest)
            rows = self._connection.execute(
                f"SELECT {_COLUMNS} FROM sessions WHERE started_at >= ? ORDER BY started_at, id",  # noqa: S608 - our own
                (earliest,),
            )
            return tuple(_entry(row, holds.get(row[0], ())) for row in rows)

    def last(self) -> Entry | None:
        """Return the session that was written to last, rehearsals aside, without its holds."""
        with self._told():
            row = self._connection.execute(
                f"SELECT {_COLUMNS} FROM sessions WHERE speed = 1 ORDER BY ended_at DESC, id DESC LIMIT 1"  # noqa: S608 - our own
            ).fetchone()
        return _entry(row, ()) if row else None

    def last_done(self) -> dict[str, datetime]:
        """Return when she last held something of each routine."""
        with self._told():
            rows = self._connection.execute(
                "SELECT routine, max(started_at), started_zone FROM sessions"
                " WHERE speed = 1 AND held_seconds > 0 GROUP BY routine"
            )
            return {routine: _time(stamp, zone) for routine, stamp, zone in rows}

    def unfinished(self, *, routine: str | None = None, rehearsal: bool | None = None) -> Unfinished | None:
        """Return the newest session with something left to hold, of a routine or of any.

        One that was done whole later, and any before a stop for a warning sign, are not gone on with.
        """
        with self._told():
            row = self._connection.execute(
                f"SELECT {_COLUMNS}, origin, fingerprint, place, plan FROM sessions AS broken_off"  # noqa: S608 - our own
                " WHERE plan IS NOT NULL AND status IN ('interrupted', 'ended-early')"
                " AND routine = coalesce(?1, routine) AND (speed != 1) = coalesce(?2, speed != 1)"
                " AND NOT EXISTS (SELECT 1 FROM sessions AS later WHERE later.id > broken_off.id AND"
                " (later.status = 'stopped' OR (later.status = 'finished' AND later.routine = broken_off.routine"
                " AND later.speed = broken_off.speed)))"
                " ORDER BY id DESC LIMIT 1",
                (routine, rehearsal),
            ).fetchone()
            if row is None:
                return None
            entry = _entry(row, self._holds("WHERE session = ?", row[0]).get(row[0], ()))
        origin, fingerprint, index, plan = row[-4:]
        beginning = Beginning(
            entry.routine, entry.name, origin, fingerprint, entry.speed, entry.planned_seconds, entry.pain_before
        )
        return Unfinished(entry, beginning, Place(index, entry.holds, entry.held_seconds), plan)

    def _holds(self, where: str, value: str | int) -> dict[int, tuple[Held, ...]]:
        rows = self._connection.execute(
            f"SELECT session, stretch, side, repeat, seconds, target_seconds FROM holds {where}"  # noqa: S608 - our own
            " ORDER BY session, number",
            (value,),
        )
        return {
            session: tuple(Held(stretch, Side(side) if side else None, *rest) for _, stretch, side, *rest in some)
            for session, some in groupby(rows, key=itemgetter(0))
        }

    # --- the file

    def _open(self) -> None:
        with self._told():
            private_folder(self.file.parent)
            if not self.file.exists():
                os.close(os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600))
            self._inode = self.file.stat().st_ino
            self._connection = sqlite3.connect(self.file, timeout=self._patience, isolation_level=None)
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._migrate()

    def _migrate(self) -> None:
        [version] = self._connection.execute("PRAGMA user_version").fetchone()
        if version > len(_MIGRATIONS):
            raise HistoryError(f"{self.file} was written by a newer backcare; update this one to use it")
        if version == len(_MIGRATIONS):
            return
        self._connection.execute("PRAGMA journal_mode = WAL")
        with self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            [version] = connection.execute(
                "PRAGMA user_version"
            ).fetchone()  # another program may have been first
            for step in _MIGRATIONS[version:]:
                for statement in filter(str.strip, step.split(";")):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._told(), self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in a line what is wrong with the file, and set it aside if it is no database any more."""
        try:
            yield
        except sqlite3.Error as error:
            code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            if code in _BUSY:
                raise HistoryBusyError(f"{self.file} is in use by another program") from error
            if code in _DAMAGED:
                raise HistoryDamagedError(self._set_aside()) from error
            raise HistoryError(f"{self.file}: {error}") from error
        except OSError as error:
            raise HistoryError(f"{error.filename or self.file}: {error.strerror or error}") from error

    def _set_aside(self) -> str:
        with suppress(AttributeError):
            self._connection.close()
        aside = _free_name(self.file)
        with suppress(OSError):
            if self.file.stat().st_ino == self._inode:  # else somebody was quicker, and this is the new one
                for ending in _ENDINGS:
                    with suppress(FileNotFoundError):
                        Path(f"{self.file}{ending}").rename(f"{aside}{ending}")
        return f"{self.file} was damaged: it is kept as {aside.name}, and a new one is begun"


def _add_holds(connection: sqlite3.Connection, claim: Claim, holds: Sequence[Held]) -> None:
    """Add the holds that are not there yet; each has its number, so that none can be there twice."""
    [written] = connection.execute("SELECT count(*) FROM holds WHERE session = ?", (claim.session,)).fetchone()
    connection.executemany(
        "INSERT INTO holds (session, number, stretch, side, repeat, seconds, target_seconds)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (claim.session, number, held.stretch, held.side, held.repeat, held.seconds, held.target)
            for number, held in enumerate(holds[written:], written + 1)
        ],
    )


def _entry(row: Sequence[Any], holds: tuple[Held, ...]) -> Entry:
    number, routine, name, started, started_zone, ended, ended_zone, status, *rest = row[:13]
    entry = Entry(
        number, routine, name, _time(started, started_zone), _time(ended, ended_zone), Ending(status), *rest
    )
    return replace(entry, holds=holds)


def _stamped(moment: datetime) -> tuple[str, int]:
    """Return a moment in UTC, and how many minutes the clocks there were ahead of it."""
    offset = moment.utcoffset() or timedelta()
    return moment.astimezone(UTC).isoformat(timespec="milliseconds"), int(offset.total_seconds() // 60)


def _time(stamp: str, zone: int) -> datetime:
    return datetime.fromisoformat(stamp).astimezone(timezone(timedelta(minutes=zone)))


def _free_name(file: Path) -> Path:
    """Return a name beside a file that nothing has yet."""
    names = (file.with_name(f"{file.stem}-damaged-{number}{file.suffix}") for number in count(1))
    return next(name for name in names if not name.exists())
