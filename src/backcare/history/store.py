"""The history file: sessions, the holds that ended in them, and where one that was broken off goes on."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from backcare.errors import HistoryError
from backcare.history.database import PATIENCE, Database
from backcare.history.records import Claim, Ending, InterruptedSession, Progress, SessionRecord, SessionStart
from backcare.model.stretch import Side
from backcare.session.events import CompletedHold, ResumePoint

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


class History(Database):
    """The history in one file; every method raises HistoryError where the file cannot be used."""

    def __init__(self, file: Path, *, patience: float = PATIENCE) -> None:
        super().__init__(file, _MIGRATIONS, patience=patience)

    # --- writing a session as it happens

    def begin(self, beginning: SessionStart, plan: str, now: datetime) -> Claim:
        """Write a session that starts now, in the zone of `now`; until it ends it counts as interrupted."""
        stamp, zone = _stamped(now)
        with self.writing() as connection:
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

    def resume(self, unfinished: InterruptedSession, now: datetime) -> Claim:
        """Take the next turn at a session that was broken off, from whoever had it before."""
        stamp, zone = _stamped(now)
        with self.writing() as connection:
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

        Where nothing is left to hold, the plan is let go. Raises HistoryError, too, when somebody else went on
        with the session.
        """
        place = progress.place
        with self.writing() as connection:
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

    def answer_after(self, session: int, pain: int) -> None:
        """Write the answer, 0-10, to how it was after a session."""
        with self.writing() as connection:
            connection.execute("UPDATE sessions SET pain_after = ? WHERE id = ?", (pain, session))

    # --- looking back

    def sessions(self, since: datetime | None = None) -> tuple[SessionRecord, ...]:
        """Return the sessions from a time on, or all of them, in the order of their beginning."""
        earliest = _stamped(since)[0] if since else ""
        with self.reading() as connection:
            holds = _holds(
                connection, "WHERE session IN (SELECT id FROM sessions WHERE started_at >= ?)", earliest
            )
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM sessions WHERE started_at >= ? ORDER BY started_at, id",  # noqa: S608 - our own
                (earliest,),
            )
            return tuple(_entry(row, holds.get(row[0], ())) for row in rows)

    def last_session(self) -> SessionRecord | None:
        """Return the session that was written to last, rehearsals aside, without its holds."""
        with self.reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM sessions WHERE speed = 1 ORDER BY ended_at DESC, id DESC LIMIT 1"  # noqa: S608 - our own
            ).fetchone()
        return _entry(row, ()) if row else None

    def last_practised(self) -> dict[str, datetime]:
        """Return when she last held something of each routine."""
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT routine, max(started_at), started_zone FROM sessions"
                " WHERE speed = 1 AND held_seconds > 0 GROUP BY routine"
            )
            return {routine: _time(stamp, zone) for routine, stamp, zone in rows}

    def find_interrupted(
        self, *, routine: str | None = None, rehearsal: bool | None = None
    ) -> InterruptedSession | None:
        """Return the newest session with something left to hold, of a routine or of any.

        One that was done whole later, and any before a stop for a warning sign, are not gone on with.
        """
        with self.reading() as connection:
            row = connection.execute(
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
            entry = _entry(row, _holds(connection, "WHERE session = ?", row[0]).get(row[0], ()))
        origin, fingerprint, index, plan = row[-4:]
        beginning = SessionStart(
            entry.routine, entry.name, origin, fingerprint, entry.speed, entry.planned_seconds, entry.pain_before
        )
        return InterruptedSession(entry, beginning, ResumePoint(index, entry.holds, entry.held_seconds), plan)


def _add_holds(connection: sqlite3.Connection, claim: Claim, holds: Sequence[CompletedHold]) -> None:
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


def _holds(connection: sqlite3.Connection, where: str, value: str | int) -> dict[int, tuple[CompletedHold, ...]]:
    rows = connection.execute(
        f"SELECT session, stretch, side, repeat, seconds, target_seconds FROM holds {where}"  # noqa: S608 - our own
        " ORDER BY session, number",
        (value,),
    )
    return {
        session: tuple(
            CompletedHold(stretch, Side(side) if side else None, *rest) for _, stretch, side, *rest in some
        )
        for session, some in groupby(rows, key=itemgetter(0))
    }


def _entry(row: Sequence[Any], holds: tuple[CompletedHold, ...]) -> SessionRecord:
    number, routine, name, started, started_zone, ended, ended_zone, status, *rest = row[:13]
    entry = SessionRecord(
        number, routine, name, _time(started, started_zone), _time(ended, ended_zone), Ending(status), *rest
    )
    return replace(entry, holds=holds)


def _stamped(moment: datetime) -> tuple[str, int]:
    """Return a moment in UTC, and how many minutes the clocks there were ahead of it."""
    offset = moment.utcoffset() or timedelta()
    return moment.astimezone(UTC).isoformat(timespec="milliseconds"), int(offset.total_seconds() // 60)


def _time(stamp: str, zone: int) -> datetime:
    return datetime.fromisoformat(stamp).astimezone(timezone(timedelta(minutes=zone)))
