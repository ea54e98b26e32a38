"""Whether a session is running: by a lock that goes with its process, however that ends."""

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from backcare.errors import HistoryError
from backcare.history.records import Ending, SessionRecord
from backcare.history.running import RunningSession, delete_locks, is_any_running, with_running

STARTED = datetime(2026, 3, 1, 8, 30, 15, 123456, tzinfo=UTC)
RUNS = """
import sys
from datetime import datetime
from pathlib import Path
from backcare.history.running import RunningSession
running = RunningSession(Path(sys.argv[1]), 7, datetime.fromisoformat(sys.argv[2]))
print("runs", flush=True)
sys.stdin.read()
running.end()
"""


@pytest.fixture
def history(tmp_path):
    return tmp_path / "history.db"


def record(**more):
    whole = SessionRecord(7, "daily", "Daily", STARTED, STARTED, Ending.INTERRUPTED, 1.0, 60.0, 0.0)
    return replace(whole, **more)


def ending(history, **more):
    return with_running(history, record(**more)).ending


@pytest.fixture
def other(history):
    """Another process in which session 7 is running."""
    with subprocess.Popen(
        [sys.executable, "-c", RUNS, history, STARTED.isoformat()], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline().strip() == b"runs"
        yield process
        process.kill()


@pytest.mark.usefixtures("other")
def test_a_session_of_another_process_is_running(history):
    assert ending(history) is Ending.RUNNING
    assert is_any_running(history)
    with pytest.raises(HistoryError, match="running in another terminal"):
        RunningSession(history, 7, STARTED)


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize(
    "more",
    [{"id": 8}, {"started": STARTED + timedelta(seconds=1)}, {"ending": Ending.ENDED_EARLY}],
    ids=["another number", "another history's", "one that ended"],
)
def test_no_other_session_is(history, more):
    assert ending(history, **more) is not Ending.RUNNING


@pytest.mark.usefixtures("other")
def test_the_moment_counts_and_not_the_zone_nor_what_is_not_stored_of_it(history):
    there = STARTED.astimezone(timezone(timedelta(hours=5)))
    assert ending(history, started=there.replace(microsecond=123000)) is Ending.RUNNING


@pytest.mark.parametrize("end", ["ends", "is killed", "is terminated"])
def test_once_the_process_is_gone_it_is_not_running_and_may_be_resumed(history, other, end):
    if end == "ends":
        other.communicate()
    else:
        other.send_signal(
            signal.SIGTERM if end == "is terminated" else getattr(signal, "SIGKILL", signal.SIGTERM)
        )
        other.wait()
    assert ending(history) is Ending.INTERRUPTED
    assert not is_any_running(history)
    RunningSession(history, 7, STARTED).end()


def test_a_session_that_ended_leaves_no_file(history):
    RunningSession(history, 7, STARTED).end()
    assert list(history.parent.iterdir()) == []


def test_only_locks_that_nobody_holds_are_deleted(history, other):
    RunningSession(history, 8, STARTED)  # whose process did not end it
    delete_locks(history)
    assert ending(history) is Ending.RUNNING
    assert len(list(history.parent.glob("*-running-7-*"))) == 1
    other.kill()
    other.wait()
    delete_locks(history)
    assert not list(history.parent.glob("*-running-7-*"))


def test_where_no_lock_can_be_made_nothing_is_running_and_nothing_fails(tmp_path):
    nowhere = tmp_path / "missing" / "history.db"
    RunningSession(nowhere, 7, STARTED).end()
    assert ending(nowhere) is Ending.INTERRUPTED
