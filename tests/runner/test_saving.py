"""What a session says of being saved while it runs, and what becomes of it."""

import shutil
import sqlite3
import sys
from dataclasses import replace

import pytest

from backcare.history.store import History
from backcare.runner.resumable import find_resumable, history_file
from backcare.settings.session_settings import SessionSettings
from fake_terminal import FakeTerminal
from run_fake import run_fake
from run_program import backcare
from scripts import Do, Press, Script, see

GONE = "the history was deleted or moved away"
ANSWERED = (Press("q"), see("PAUSED"))
AT_ONCE = SessionSettings(sound=False, pages=False)
SESSION = Script("routine postpartum", code=3, leave="q", settings=AT_ONCE)


def play(*steps, size=(80, 24), **more):
    """Run a session on a fake terminal until it is left."""
    script = replace(SESSION, steps=(see("GET READY"), Press("n"), see("SET UP"), *steps, *ANSWERED), **more)
    terminal = FakeTerminal(script.steps, size=size, leave=script.leave)
    assert run_fake(script, terminal) == script.code
    terminal.assert_done()


def hold_one():
    """Keys that complete the first hold of the routine, and stop in its release."""
    return (Press("n"), see("MOVE"), Press("n"), see("HOLD"), see("COME BACK"))


def sessions():
    with History(history_file()) as history:
        return history.sessions()[0]


def delete():
    backcare("history", "delete", "--yes")


def move_file():
    history_file().rename(history_file().with_name("elsewhere.db"))


def move_folder():
    history_file().parent.rename(history_file().parent.with_name("elsewhere"))


def put_another_in_its_place():
    other = history_file().with_name("other.db")
    with History(other):
        pass
    other.replace(history_file())


@pytest.mark.skipif(sys.platform == "win32", reason="an open file stays where it is")
@pytest.mark.parametrize("happens", [delete, move_file, move_folder, put_another_in_its_place])
@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 4)], ids=str)
def test_a_history_that_is_gone_is_told_of_at_once_and_the_session_is_whole_in_a_new_one(happens, size):
    play(*hold_one(), Do(happens), Press("n"), see("the history was"), size=size)
    *others, record = sessions()
    assert not others or happens is put_another_in_its_place
    assert [hold.stretch for hold in record.holds] == ["standing-pec-shoulder-stretch"]
    assert record.ending == "ended-early"


def test_in_lines_it_is_told_of_at_once_too(capsys):
    script = replace(
        SESSION, settings=replace(AT_ONCE, plain=True), steps=(Press("n"), Press("n"), Do(delete), Press("n"))
    )
    terminal = FakeTerminal(script.steps, leave="q", screen=False)
    assert run_fake(script, terminal) == 3
    lines = capsys.readouterr().out.splitlines()
    told = next(n for n, line in enumerate(lines) if GONE in line)
    assert lines[told].startswith("[00:0")
    assert told < len(lines) - 3


def take_over():
    """What another program did that knew nothing of locks."""
    with sqlite3.connect(history_file()) as connection:
        connection.execute("UPDATE sessions SET turn = turn + 1")
    connection.close()


def forget():
    with sqlite3.connect(history_file()) as connection:
        connection.execute("DELETE FROM sessions")
    connection.close()


def make_it_newer():
    with sqlite3.connect(history_file()) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    history_file().rename(history_file().with_name("newer.db"))
    shutil.copy(history_file().with_name("newer.db"), history_file())


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        pytest.param(take_over, "this session went on elsewhere", id="taken over"),
        pytest.param(forget, "was deleted from the history", id="deleted from it"),
        pytest.param(make_it_newer, "written by a newer backcare", id="a newer history"),
    ],
)
def test_a_session_that_can_no_longer_be_saved_says_so_at_once(happens, why, capsys):
    play(Do(happens), Press("n"), see("This session is not saved:"))
    said = " ".join(capsys.readouterr().err.split())
    assert "this session is not saved: " in said
    assert why in said


def test_a_session_that_runs_is_offered_by_nobody_and_cannot_be_resumed():
    said = {}

    def look():
        said["home"] = backcare().stdout
        said["resume"] = backcare("resume")
        said["history"] = backcare("history", "--json").stdout
        said["table"] = backcare("history").stdout
        said["found"] = find_resumable()
        said["second"] = backcare("history", "delete", "--yes").stdout

    play(*hold_one(), Do(look))
    assert "running in another terminal at Gentle Spinal Twist" in said["home"].replace("\n", " ")
    assert "backcare resume" not in said["home"]
    assert said["resume"].returncode == 1
    assert "is running in another terminal: go on there, or end it there with q q" in said["resume"].stderr
    assert '"status": "running"' in said["history"]
    assert "running" in said["table"]
    assert said["found"].is_running
    assert "A session is running in another terminal" in said["second"]


def test_the_same_session_can_be_resumed_once_it_has_ended():
    play(*hold_one())
    assert not find_resumable().is_running
    assert "broken off" in backcare().stdout
