"""The real program where nothing can be written: what there is is read, and nothing useless is advised."""

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from read_only import backcare_read_only, can_mount

if sys.platform != "linux" or not can_mount():
    pytest.skip("needs the right to mount", allow_module_level=True)

from backcare.history.records import Ending, Progress, SessionStart
from backcare.history.store import History
from backcare.library.library import Library, shipped_folder
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import to_json
from backcare.session.events import CompletedHold, ResumePoint
from run_program import backcare

pytestmark = pytest.mark.timeout(300)


def practise(history, hours_ago, ending=Ending.FINISHED):
    plan = build(Library(shipped_folder()).routine("postpartum"), PlanOptions())
    then = datetime.now(UTC) - timedelta(hours=hours_ago)
    claim = history.begin(
        SessionStart("postpartum", plan.name, "postpartum", 0, 1.0, plan.seconds), to_json(plan), then
    )
    point = ResumePoint(0, (CompletedHold(plan.stretches[0].id, None, 1, 20.0, 20.0),), 20.0)
    history.write(claim, Progress(point, ending, ending is Ending.INTERRUPTED), then)


@pytest.fixture
def file(home):
    file = home / "data" / "history.db"
    with History(file) as history:
        practise(history, 30)
        practise(history, 2, Ending.INTERRUPTED)
    return file


@pytest.mark.parametrize("arguments", [("history",), ("history", "--json"), ("history", "--csv"), ()], ids=str)
def test_a_history_that_cannot_be_written_is_read(file, arguments):
    as_ever = backcare(*arguments)
    ran = backcare_read_only(file.parent, *arguments)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, as_ever.stdout, "")
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    "arguments", [("list",), ("show", "doorway"), ("routine", "postpartum", "--dry-run")], ids=str
)
def test_what_was_checked_cannot_be_kept_and_nobody_is_told(home, arguments):
    as_ever = backcare(*arguments)
    for entry in (home / "cache" / "checked").iterdir():
        entry.unlink()
    ran = backcare_read_only(home, *arguments)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, as_ever.stdout, "")
    assert list((home / "cache" / "checked").iterdir()) == []


def test_what_a_session_wrote_last_is_read_too(file):
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:  # keeps its log beside the file
        connection.execute("UPDATE sessions SET pain_after = 7")
        ran = backcare_read_only(file.parent, "history", "--csv")
    assert ran.stdout.count(",7,") == 2


def test_a_session_runs_and_says_why_it_is_not_saved(file):
    ran = backcare_read_only(file.parent, "hold", "doorway", "--speed", "500")
    assert (ran.returncode, ran.stderr.count("\n")) == (0, 1)
    assert "this session is not saved" in ran.stderr
    assert "the file system is read-only" in ran.stderr


def test_a_damaged_history_is_not_said_to_be_renamed(file):
    file.write_bytes(b"no database " * 1000)
    ran = backcare_read_only(file.parent, "history")
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert "is damaged" in ran.stderr
    assert "is kept as" not in ran.stderr


def test_doctor_advises_what_helps(home, file):
    ran = backcare_read_only(file.parent, "doctor")
    [line] = [line for line in ran.stdout.splitlines() if line.startswith("data:")]
    assert "read-only; set BACKCARE_HOME" in line
    assert "chmod" not in ran.stdout
    assert backcare_read_only(home, "doctor").stdout.count("read-only; set BACKCARE_HOME") == 3
