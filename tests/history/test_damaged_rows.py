"""A history that other programs, other clocks and other hands have changed: what can be read of it is read."""

import os
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from backcare.errors import HistoryError
from backcare.history.records import Ending, Progress, SessionStart
from backcare.history.sqlite_errors import explain
from backcare.history.store import History
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import from_json, to_json
from backcare.session.events import CompletedHold, ResumePoint
from plans import routine

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOLDS = (CompletedHold("reach", None, 1, 20.0, 20.0), CompletedHold("twist", None, 1, 20.0, 20.0))
ESCAPE, TURNED = "\x1b[2J", "\u202e"


@pytest.fixture
def file(tmp_path):
    """A history of two sessions of two holds each: the first is finished, the second interrupted."""
    file = tmp_path / "data" / "history.db"
    plan = to_json(build(routine(), PlanOptions()))
    with History(file) as history:
        for hour, ending in enumerate((Ending.FINISHED, Ending.INTERRUPTED)):
            then = NOON + timedelta(hours=hour)
            claim = history.begin(SessionStart(f"daily-{hour}", "Daily", "daily", 1, 1.0, 100.0, 5), plan, then)
            is_open = ending is Ending.INTERRUPTED
            history.write(claim, Progress(ResumePoint(0, HOLDS, 40.0), ending, is_open), then)
    return file


def change(file, sql, *values):
    """Change the file as another program would, which knows none of our rules."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(sql, values)


def change_column(file, table, column, value, where):
    change(file, f"UPDATE {table} SET {column} = ? WHERE {where}", value)  # noqa: S608 - the tests' own names


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("started_at", "in spring"),
        ("started_at", "2026-02-30T10:00:00+00:00"),
        ("started_at", b"\xff\xfe"),
        ("ended_at", ""),
        ("routine", b"\x00"),
        ("status", "asleep"),
        ("speed", "fast"),
        ("speed", 0),
        ("held_seconds", float("inf")),
        ("planned_seconds", "long"),
        ("pain_before", 11),
        ("pain_after", "a little"),
    ],
)
def test_a_session_that_cannot_be_read_is_counted_and_left_out(file, column, value):
    change_column(file, "sessions", column, value, "id = 1")
    with History(file) as history:
        records, unreadable = history.sessions()
        assert ([record.id for record in records], unreadable) == ([2], 1)
        assert history.last_session(NOON + timedelta(hours=2)).id == 2
        assert "daily-1" in history.last_practised(NOON + timedelta(hours=2))
        assert history.find_interrupted(NOON + timedelta(hours=2)).record.id == 2


@pytest.mark.parametrize(
    ("column", "value"), [("side", "up"), ("seconds", "long"), ("repeat", -1), ("stretch", b"twist")]
)
def test_a_hold_that_cannot_be_read_costs_that_hold_only(file, column, value):
    change_column(file, "holds", column, value, "session = 2 AND number = 1")
    with History(file) as history:
        records, unreadable = history.sessions()
        assert ([len(record.holds) for record in records], unreadable) == ([2, 1], 1)
        assert history.find_interrupted(NOON + timedelta(hours=2)) is None


@pytest.mark.parametrize("zone", ["an hour", 10**12, -1440, 1440])
def test_a_zone_that_cannot_be_read_costs_the_zone_only(file, zone):
    change(file, "UPDATE sessions SET started_zone = ?, ended_zone = ?", zone, zone)
    with History(file) as history:
        records, unreadable = history.sessions()
    assert ([record.started for record in records], unreadable) == ([NOON, NOON + timedelta(hours=1)], 0)


@pytest.mark.parametrize("year", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_the_first_and_the_last_year_are_times_like_any_other(file, year):
    change(file, "UPDATE sessions SET started_at = ?, started_zone = 600 WHERE id = 1", year)
    change(file, "UPDATE sessions SET started_at = ?, started_zone = -600 WHERE id = 2", year)
    with History(file) as history:
        records, unreadable = history.sessions(datetime.min.replace(tzinfo=NOON.tzinfo))
    assert ({record.started.year for record in records} <= {1, 9998, 9999}, unreadable) == (True, 0)


@pytest.mark.parametrize(("column", "value"), [("plan", b"\x00"), ("place", -1), ("fingerprint", "x")])
def test_a_session_whose_plan_or_place_cannot_be_read_is_not_resumed(file, column, value):
    change_column(file, "sessions", column, value, "id = 2")
    with History(file) as history:
        assert history.find_interrupted(NOON + timedelta(hours=2)) is None
        assert len(history.sessions()[0]) == 2


@pytest.mark.parametrize("bad", [ESCAPE, TURNED, "\x00", "\x9b31m"], ids=repr)
def test_texts_come_out_of_the_file_escaped(file, bad):
    change(file, "UPDATE sessions SET routine = ?, name = ?, origin = ?", *3 * (f"Daily{bad}",))
    change(file, "UPDATE holds SET stretch = ?", f"twist{bad}")
    with History(file) as history:
        records, _ = history.sessions()
        interrupted = history.find_interrupted(NOON + timedelta(hours=2))
        practised = history.last_practised(NOON + timedelta(hours=2))
    texts = [
        records[0].routine,
        records[0].name,
        records[0].holds[0].stretch,
        interrupted.origin,
        *practised,
    ]
    assert all(bad not in text and "\\" in text for text in texts)


@pytest.mark.parametrize("raw", [b"Daily\xff", b"\xc3\x28", b"\xed\xa0\x80"])
def test_bytes_that_are_no_text_are_escaped(file, raw):
    change(file, "UPDATE sessions SET name = CAST(? AS TEXT) WHERE id = 1", raw)
    with History(file) as history:
        [record, _], _ = history.sessions()
    assert "\\x" in record.name


@pytest.mark.parametrize("bad", [ESCAPE, TURNED, "\x07"], ids=repr)
def test_texts_of_a_plan_come_back_escaped(bad):
    plan = build(routine(), PlanOptions())
    stored = to_json(plan).replace(
        '"Daily"', f'"Daily{bad.encode("unicode_escape").decode().replace("x", "u00")}"'
    )
    assert bad not in from_json(stored).name
    assert from_json(stored).name.startswith("Daily\\")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"version": 1}', "[]", "7", ""])
def test_what_is_no_plan_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        from_json(text)


@pytest.mark.parametrize(
    "wrong", [timedelta(hours=2), timedelta(days=1000), datetime.max.replace(tzinfo=UTC) - NOON]
)
def test_a_session_of_a_clock_that_was_wrong_once_hides_no_other(file, wrong):
    with History(file) as history:
        history.begin(SessionStart("daily-0", "Daily", "daily", 1, 1.0, 100.0), "{}", NOON + wrong)
    change(file, "UPDATE sessions SET held_seconds = 20 WHERE id = 3")
    with History(file) as history:
        now = NOON + timedelta(minutes=50)
        assert history.last_session(now).id == 2  # ten minutes ahead: a clock that was set back a little
        assert history.last_practised(now)["daily-0"] == NOON
        assert history.last_session(datetime.max.replace(tzinfo=UTC)).id == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o644, 0o666, 0o640, 0o777])
def test_rights_that_others_have_are_taken_away(file, mode):
    file.chmod(mode)
    with History(file) as history:
        history.answer_after(1, 3)
        assert {stat.S_IMODE(part.stat().st_mode) & 0o077 for part in file.parent.iterdir()} == {0}
        assert len(history.sessions()[0]) == 2


@pytest.mark.parametrize(
    "sql", ["DROP TABLE holds", "ALTER TABLE sessions RENAME COLUMN speed TO tempo", "PRAGMA user_version = 0"]
)
def test_tables_that_are_not_ours_are_told_of_in_our_words(file, sql):
    change(file, sql)
    with pytest.raises(HistoryError, match="was changed by another program"):
        History(file).sessions()


def test_whatever_sqlite_says_is_told_in_our_words(file):
    codes = {
        name: code for name, code in vars(sqlite3).items() if name.startswith("SQLITE_") and code in range(1, 27)
    }
    assert len(codes) > 20
    for name, code in codes.items():
        error = sqlite3.OperationalError('near "FORM": the library\'s own words')
        error.sqlite_errorcode, error.sqlite_errorname = code, name
        assert explain(error, file).startswith(f"{file} ")
        assert "own words" not in explain(error, file)
    assert "ProgrammingError" in explain(sqlite3.ProgrammingError("closed"), file)


def test_a_damaged_file_that_cannot_be_renamed_is_not_said_to_be(file):
    file.write_bytes(b"no database " * 1000)
    blocked = file.with_name("history-damaged-1.db")
    blocked.mkdir()  # a name that is taken is passed over
    with History(file) as history:
        assert "history-damaged-2.db" in history.notice
    assert os.listdir(blocked) == []  # noqa: PTH208 - of one folder
