"""The history file: sessions, the holds that were completed in them, and where an interrupted one is resumed."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path

from backcare.errors import HistoryError
from backcare.history.database import BUSY_TIMEOUT, Database
from backcare.history.moments import from_stamp, to_stamp
from backcare.history.records import Claim, Ending, InterruptedSession, Progress, SessionRecord, SessionStart
from backcare.history.rows import (
    HOLD_COLUMNS,
    INTERRUPTED_COLUMNS,
    RECORD_COLUMNS,
    read_escaped,
    read_hold,
    read_interrupted,
    read_record,
)
from backcare.history.running import with_running
from backcare.session.events import CompletedHold

MAX_RESUMABLE = 20  # the newest sessions that keep their plan; a plan is a hundred times its session

# What was released is never changed, only added to. `turn` is the token of a claim, `place` the resume point.
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
CLOCK_ERROR = timedelta(hours=1)  # what lies later than this after now was written by a clock that was wrong


class History(Database):
    """The history in one file; every method raises HistoryError where the file cannot be used."""

    def __init__(self, file: Path, *, busy_timeout: float = BUSY_TIMEOUT) -> None:
        super().__init__(file, _MIGRATIONS, busy_timeout=busy_timeout)

    # --- writing a session as it happens

    def begin(self, start: SessionStart, plan: str, now: datetime) -> Claim:
        """Write a session that starts now, in the zone of `now`; until it ends it counts as interrupted."""
        stamp, zone = to_stamp(now)
        values = {
            **asdict(start),
            "started_at": stamp,
            "started_zone": zone,
            "ended_at": stamp,
            "ended_zone": zone,
            "status": Ending.INTERRUPTED,
            "held_seconds": 0,
            "place": 0,
            "plan": plan,
        }
        with self.writing() as connection:
            cursor = connection.execute(
                f"INSERT INTO sessions ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608 - our own
                tuple(values.values()),
            )
            session_id = cursor.lastrowid or 0
            connection.execute(
                "UPDATE sessions SET plan = NULL WHERE plan IS NOT NULL AND id <="
                " (SELECT id FROM sessions WHERE plan IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET ?)",
                (MAX_RESUMABLE,),
            )
        return Claim(session_id, 1)

    def resume(self, interrupted: InterruptedSession, now: datetime) -> Claim:
        """Take over an interrupted session from whoever had it before; raises HistoryError where it is gone."""
        session_id = interrupted.record.id
        with self.writing() as connection:
            connection.execute(
                "UPDATE sessions SET turn = turn + 1, status = ?, ended_at = ?, ended_zone = ? WHERE id = ?",
                (Ending.INTERRUPTED, *to_stamp(now), session_id),
            )
            row = connection.execute("SELECT turn FROM sessions WHERE id = ?", (session_id,)).fetchone()
        if row is None:
            raise HistoryError("this session was deleted from the history")
        return Claim(session_id, row["turn"])

    def write(self, claim: Claim, progress: Progress, now: datetime) -> None:
        """Write how far a session has come, with the holds that were completed on the way.

        Where nothing is left to hold, the plan is deleted. Raises HistoryError, too, when the session was resumed
        by somebody else.
        """
        point = progress.resume_point
        with self.writing() as connection:
            changed = connection.execute(
                "UPDATE sessions SET place = ?, held_seconds = ?, status = ?, ended_at = ?, ended_zone = ?,"
                " plan = CASE WHEN ? THEN coalesce(?, plan) END WHERE id = ? AND turn = ?",
                (
                    point.index,
                    point.held_seconds,
                    progress.ending,
                    *to_stamp(now),
                    progress.has_holds_left,
                    progress.plan,
                    claim.session_id,
                    claim.token,
                ),
            ).rowcount
            if not changed:
                raise HistoryError("this session went on elsewhere, or was deleted from the history")
            _add_holds(connection, claim.session_id, point.holds)

    def answer_after(self, session_id: int, pain: int) -> None:
        """Write the answer, 0-10, to how it was after a session."""
        with self.writing() as connection:
            connection.execute("UPDATE sessions SET pain_after = ? WHERE id = ?", (pain, session_id))

    # --- looking back: rows that cannot be read are left out

    def sessions(self, since: datetime | None = None) -> tuple[tuple[SessionRecord, ...], int]:
        """Return the sessions from a time on, or all, the oldest first, and how many rows were left out."""
        earliest = to_stamp(since)[0] if since else ""
        records = []
        with self.reading() as connection:
            holds, unreadable = _read_holds(
                connection, "session IN (SELECT id FROM sessions WHERE started_at >= ?)", earliest
            )
            rows = connection.execute(
                f"SELECT {RECORD_COLUMNS} FROM sessions WHERE started_at >= ? ORDER BY started_at, id",  # noqa: S608 - our own
                (earliest,),
            )
            for row in rows:
                try:
                    record = read_record(row, holds.get(row["id"], ()))
                    records.append(with_running(self.file, record))
                except ValueError:
                    unreadable += 1
        return tuple(records), unreadable

    def last_session(self, now: datetime) -> SessionRecord | None:
        """Return the session that was written to last, rehearsals and wrong clocks aside, without its holds."""
        with self.reading() as connection:
            rows = connection.execute(
                f"SELECT {RECORD_COLUMNS} FROM sessions WHERE speed = 1 AND ended_at <= ?"  # noqa: S608 - our own
                " ORDER BY ended_at DESC, id DESC",
                (_latest_stamp(now),),
            )
            for row in rows:
                with suppress(ValueError):
                    return with_running(self.file, read_record(row, ()))
        return None

    def last_practised(self, now: datetime) -> dict[str, datetime]:
        """Return when something was last held of each routine, by its id, wrong clocks aside."""
        times: dict[str, datetime] = {}
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT routine, started_at, started_zone FROM sessions"
                " WHERE speed = 1 AND held_seconds > 0 AND started_at <= ? ORDER BY started_at DESC",
                (_latest_stamp(now),),
            )
            for routine, stamp, zone in rows:
                with suppress(ValueError):
                    if (name := read_escaped(routine)) not in times:
                        times[name] = from_stamp(stamp, zone)
        return times

    def find_interrupted(
        self, now: datetime, *, routine: str | None = None, rehearsal: bool | None = None
    ) -> InterruptedSession | None:
        """Return the newest session with holds left, of a routine or of any, a rehearsal or not or either.

        Left out are those that were done to the end later, all from before a stop for a warning sign, and wrong
        clocks unless they still run.
        """
        with self.reading() as connection:
            for session_id in list(_interrupted_ids(connection, routine, rehearsal)):
                row = connection.execute(
                    f"SELECT {INTERRUPTED_COLUMNS} FROM sessions WHERE id = ?",  # noqa: S608 - our own
                    (session_id,),
                ).fetchone()
                holds, unreadable = _read_holds(connection, "session = ?", session_id)
                with suppress(ValueError):
                    interrupted = read_interrupted(row, holds.get(session_id, ()))
                    if unreadable:  # it could not be counted which holds are written already
                        continue
                    record = with_running(self.file, interrupted.record)
                    if record.ending is Ending.RUNNING or row["ended_at"] <= _latest_stamp(now):
                        return replace(interrupted, record=record)
        return None


def _latest_stamp(now: datetime) -> str:
    """Return the latest moment that a right clock may have written by now, as it is stored."""
    with suppress(OverflowError):
        now += CLOCK_ERROR
    return to_stamp(now)[0]


def _interrupted_ids(
    connection: sqlite3.Connection, routine: str | None, rehearsal: bool | None
) -> Iterator[int]:
    """Yield the ids of the sessions that `find_interrupted` is about, going from the newest session back."""
    rows = connection.execute(
        "SELECT id, routine, speed, status, plan IS NOT NULL AS has_plan FROM sessions"
        " WHERE id >= (SELECT min(id) FROM sessions WHERE plan IS NOT NULL) ORDER BY id DESC"
    )
    finished = set()
    for row in rows:
        if row["status"] == Ending.STOPPED:
            return
        if row["status"] == Ending.FINISHED:
            finished.add((row["routine"], row["speed"]))
        elif (
            row["has_plan"]
            and (row["routine"], row["speed"]) not in finished
            and routine in (None, row["routine"])
            and rehearsal in (None, row["speed"] != 1)
        ):
            yield row["id"]


def _add_holds(connection: sqlite3.Connection, session_id: int, holds: Sequence[CompletedHold]) -> None:
    """Add the holds that are not there yet; each has its number, so that none can be there twice."""
    [written] = connection.execute("SELECT count(*) FROM holds WHERE session = ?", (session_id,)).fetchone()
    connection.executemany(
        "INSERT INTO holds (session, number, stretch, side, repeat, seconds, target_seconds)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (session_id, number, hold.stretch, hold.side, hold.repeat, hold.seconds, hold.target)
            for number, hold in enumerate(holds[written:], written + 1)
        ],
    )


def _read_holds(
    connection: sqlite3.Connection, where: str, value: str | int
) -> tuple[dict[int, tuple[CompletedHold, ...]], int]:
    """Return the holds of the sessions for which an SQL condition with one value is true, by the session's id.

    With them comes the number of rows that cannot be read, which are left out.
    """
    rows = connection.execute(
        f"SELECT {HOLD_COLUMNS} FROM holds WHERE {where} ORDER BY session, number",  # noqa: S608 - our own
        (value,),
    )
    holds: defaultdict[int, list[CompletedHold]] = defaultdict(list)
    unreadable = 0
    for row in rows:
        try:
            holds[row["session"]].append(read_hold(row))
        except ValueError:
            unreadable += 1
    return {session_id: tuple(some) for session_id, some in holds.items()}, unreadable
