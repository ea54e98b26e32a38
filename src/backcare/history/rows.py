"""Rows of the history file as values.

The file may have been changed by other programs: every function raises ValueError where a row cannot be read, and
escapes what no text may have.
"""

import math
from functools import lru_cache
from sqlite3 import Row

from backcare.history.moments import from_stamp
from backcare.history.records import Ending, InterruptedSession, SessionRecord
from backcare.model.stretch import Side
from backcare.session.events import CompletedHold, ResumePoint
from backcare.text import escape_bad_chars

RECORD_COLUMNS = (
    "id, routine, name, started_at, started_zone, ended_at, ended_zone, status, speed,"
    " planned_seconds, held_seconds, pain_before, pain_after"
)
INTERRUPTED_COLUMNS = f"{RECORD_COLUMNS}, origin, fingerprint, place, plan"
HOLD_COLUMNS = "session, stretch, side, repeat, seconds, target_seconds"


@lru_cache(maxsize=256)  # most rows have the same few texts
def read_escaped(value: object) -> str:
    """Return a text as it may be shown."""
    if isinstance(value, str):
        return escape_bad_chars(value)
    raise ValueError("not a text")


def read_record(row: Row, holds: tuple[CompletedHold, ...]) -> SessionRecord:
    """Return the session of a row with `RECORD_COLUMNS`."""
    speed = _number(row["speed"])
    if speed <= 0:
        raise ValueError("not a speed")
    return SessionRecord(
        row["id"],
        read_escaped(row["routine"]),
        read_escaped(row["name"]),
        from_stamp(row["started_at"], row["started_zone"]),
        from_stamp(row["ended_at"], row["ended_zone"]),
        Ending(row["status"]),
        speed,
        _number(row["planned_seconds"]),
        _number(row["held_seconds"]),
        _answer(row["pain_before"]),
        _answer(row["pain_after"]),
        holds,
    )


def read_hold(row: Row) -> CompletedHold:
    """Return the hold of a row with `HOLD_COLUMNS`."""
    return CompletedHold(
        None if row["stretch"] is None else read_escaped(row["stretch"]),
        None if row["side"] is None else Side(row["side"]),
        _whole(row["repeat"]),
        _number(row["seconds"]),
        _number(row["target_seconds"]),
    )


def read_interrupted(row: Row, holds: tuple[CompletedHold, ...]) -> InterruptedSession:
    """Return the session of a row with `INTERRUPTED_COLUMNS`; its plan is not looked at."""
    record = read_record(row, holds)
    resume_point = ResumePoint(_whole(row["place"]), holds, record.held_seconds)
    if isinstance(row["plan"], str):
        return InterruptedSession(
            record, read_escaped(row["origin"]), _whole(row["fingerprint"]), resume_point, row["plan"]
        )
    raise ValueError("not a plan")


def _number(value: object) -> float:
    if isinstance(value, int | float) and math.isfinite(value):
        return value
    raise ValueError("not a number")


def _whole(value: object) -> int:
    """Return a whole number from 0 on."""
    if isinstance(value, int) and value >= 0:
        return value
    raise ValueError("not a whole number from 0 on")


def _answer(value: object) -> int | None:
    """Return an answer on the pain scale, or None where there is none."""
    if value is None:
        return None
    if (answer := _whole(value)) <= 10:
        return answer
    raise ValueError("not an answer")
