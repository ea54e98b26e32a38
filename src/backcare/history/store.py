"""The history file: sessions, the holds that were completed in them, and where an interrupted one is resumed."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from backcare.errors import HistoryError
from backcare.history.database import BUSY_TIMEOUT, Database
from backcare.history.records import Claim, Ending, InterruptedSession, Progress, SessionRecord, SessionStart
from backcare.model.stretch import Side
from backcare.session.events import CompletedHold, ResumePoint

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
_RECORD_COLUMNS = (
    "id, routine, name, started_at, started_zone, ended_at, ended_zone, status, speed,"
    " planned_seconds, held_seconds, pain_before, pain_after"
)


class History(Database):
    """The history in one file; every method raises HistoryError where the file cannot be used."""

    def __init__(self, file: Path, *, busy_timeout: float = BUSY_TIMEOUT) -> None:
        super().__init__(file, _MIGRATIONS, busy_timeout=busy_timeout)

    # --- writing a session as it happens

    def begin(self, start: SessionStart, plan: str, now: datetime) -> Claim:
        """Write a session that starts now, in the zone of `now`; until it ends it counts as interrupted."""
        stamp, zone = _stamp(now)
        values = {
            "routine": start.routine,
            "name": start.name,
            "origin": start.origin,
            "fingerprint": start.fingerprint,
            "started_at": stamp,
            "started_zone": zone,
            "ended_at": stamp,
            "ended_zone": zone,
            "status": Ending.INTERRUPTED,
            "speed": start.speed,
            "planned_seconds": start.planned_seconds,
            "held_seconds": 0,
            "pain_before": start.pain_before,
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
                (Ending.INTERRUPTED, *_stamp(now), session_id),
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
                    *_stamp(now),
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

    # --- looking back

    def sessions(self, since: datetime | None = None) -> tuple[SessionRecord, ...]:
        """Return the sessions from a time on, or all of them, in the order of their beginning."""
        earliest = _stamp(since)[0] if since else ""
        with self.reading() as connection:
            holds = _read_holds(
                connection, "session IN (SELECT id FROM sessions WHERE started_at >= ?)", earliest
            )
            rows = connection.execute(
                f"SELECT {_RECORD_COLUMNS} FROM sessions WHERE started_at >= ? ORDER BY started_at, id",  # noqa: S608 - our own
                (earliest,),
            )
            return tuple(_record(row, holds.get(row["id"], ())) for row in rows)

    def last_session(self) -> SessionRecord | None:
        """Return the session that was written to last, rehearsals aside, without its holds."""
        with self.reading() as connection:
            row = connection.execute(
                f"SELECT {_RECORD_COLUMNS} FROM sessions WHERE speed = 1 ORDER BY ended_at DESC, id DESC LIMIT 1"  # noqa: S608 - our own
            ).fetchone()
        return _record(row, ()) if row else None

    def last_practised(self) -> dict[str, datetime]:
        """Return when something was last held of each routine, by its id."""
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT routine, max(started_at), started_zone FROM sessions"
                " WHERE speed = 1 AND held_seconds > 0 GROUP BY routine"
            )
            return {routine: _time(stamp, zone) for routine, stamp, zone in rows}

    def find_interrupted(
        self, *, routine: str | None = None, rehearsal: bool | None = None
    ) -> InterruptedSession | None:
        """Return the newest session with holds left, of a routine or of any, a rehearsal or not or either.

        Left out are those that were done to the end later, and all from before a stop for a warning sign.
        """
        with self.reading() as connection:
            session_id = _find_interrupted_id(connection, routine, rehearsal)
            if session_id is None:
                return None
            row = connection.execute(
                f"SELECT {_RECORD_COLUMNS}, origin, fingerprint, place, plan FROM sessions WHERE id = ?",  # noqa: S608 - our own
                (session_id,),
            ).fetchone()
            record = _record(row, _read_holds(connection, "session = ?", session_id).get(session_id, ()))
        start = SessionStart(
            record.routine,
            record.name,
            row["origin"],
            row["fingerprint"],
            record.speed,
            record.planned_seconds,
            record.pain_before,
        )
        return InterruptedSession(
            record, start, ResumePoint(row["place"], record.holds, record.held_seconds), row["plan"]
        )


def _find_interrupted_id(
    connection: sqlite3.Connection, routine: str | None, rehearsal: bool | None
) -> int | None:
    """Return the id of the session that `find_interrupted` is about, going from the newest session back."""
    rows = connection.execute(
        "SELECT id, routine, speed, status, plan IS NOT NULL AS has_plan FROM sessions"
        " WHERE id >= (SELECT min(id) FROM sessions WHERE plan IS NOT NULL) ORDER BY id DESC"
    )
    finished = set()
    for row in rows:
        if row["status"] == Ending.STOPPED:
            return None
        if row["status"] == Ending.FINISHED:
            finished.add((row["routine"], row["speed"]))
        elif (
            row["has_plan"]
            and (row["routine"], row["speed"]) not in finished
            and routine in (None, row["routine"])
            and rehearsal in (None, row["speed"] != 1)
        ):
            return int(row["id"])
    return None


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
) -> dict[int, tuple[CompletedHold, ...]]:
    """Return the holds of the sessions for which an SQL condition with one value is true, by the session's id."""
    rows = connection.execute(
        f"SELECT session, stretch, side, repeat, seconds, target_seconds FROM holds WHERE {where}"  # noqa: S608 - our own
        " ORDER BY session, number",
        (value,),
    )
    return {
        session_id: tuple(
            CompletedHold(stretch, Side(side) if side else None, repeat, seconds, target)
            for _, stretch, side, repeat, seconds, target in group
        )
        for session_id, group in groupby(rows, key=itemgetter(0))
    }


def _record(row: sqlite3.Row, holds: tuple[CompletedHold, ...]) -> SessionRecord:
    return SessionRecord(
        row["id"],
        row["routine"],
        row["name"],
        _time(row["started_at"], row["started_zone"]),
        _time(row["ended_at"], row["ended_zone"]),
        Ending(row["status"]),
        row["speed"],
        row["planned_seconds"],
        row["held_seconds"],
        row["pain_before"],
        row["pain_after"],
        holds,
    )


def _stamp(moment: datetime) -> tuple[str, int]:
    """Return a moment as it is stored: in UTC, and how many minutes local time was ahead of it."""
    offset = moment.utcoffset() or timedelta()
    return moment.astimezone(UTC).isoformat(timespec="milliseconds"), int(offset.total_seconds() // 60)


def _time(stamp: str, zone: int) -> datetime:
    """Return the moment that `_stamp` made these two of."""
    return datetime.fromisoformat(stamp).astimezone(timezone(timedelta(minutes=zone)))
