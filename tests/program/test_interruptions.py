"""The program ended from outside, at any moment: nothing half is left, and nothing goes on without it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("signals are POSIX", allow_module_level=True)

from fake_sound import StandIns, until
from interrupt_program import ENDINGS, assert_nothing_half_is_left, codes_of_ctrl_c
from pseudo_terminal import PATIENCE, Session
from run_program import PROGRAM

pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize("command", ["help", "list", "routine"])
def test_ctrl_c_from_the_first_line_on_ends_any_command_without_a_traceback(command, tmp_path):
    assert codes_of_ctrl_c(command, 2, tmp_path) == {-signal.SIGINT, 130}


@pytest.mark.parametrize("number", ENDINGS, ids=lambda number: number.name)
def test_at_whatever_moment_it_is_ended_nothing_half_is_left(number, tmp_path, home):
    assert_nothing_half_is_left("export", 2, number, tmp_path, home)


@pytest.mark.parametrize(
    ("arguments", "shown", "kind"),
    [
        pytest.param(["routine", "postpartum"], "Enter", "xterm", id="start page"),
        pytest.param(["routine", "postpartum", "--yes"], "GET READY", "xterm", id="session"),
        pytest.param(["routine", "postpartum", "--yes"], "Get ready", "dumb", id="session on a dumb terminal"),
        pytest.param(["hold", "60", "--plain"], "Hold", "xterm", id="hold in lines"),
        pytest.param(["hold", "60"], "Hold", "dumb", id="hold on a dumb terminal"),
        pytest.param(["remind"], "Next nudge", "xterm", id="reminder"),
    ],
)
def test_a_closed_terminal_ends_it_as_a_hangup(arguments, shown, kind, monkeypatch):
    monkeypatch.setenv("TERM", kind)
    session = Session(*PROGRAM, *arguments)
    session.sees(shown)
    os.close(session.slave)
    os.close(session.master)
    assert session.leader.wait(PATIENCE) == 129
    session.close()


@pytest.fixture
def stand_ins(tmp_path):
    made = StandIns(tmp_path)
    made.voice("note('pid', 0, os.getpid(), ''); time.sleep(60)")
    return made


@pytest.mark.parametrize("number", ENDINGS, ids=lambda number: number.name)
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["export", "postpartum", "-o", "out/a.wav"], id="export"),
        pytest.param(["doctor"], id="doctor"),
        pytest.param(["routine", "postpartum", "--plain", "--yes"], id="session"),
    ],
)
def test_a_voice_ends_with_the_program_and_no_file_or_folder_stays(stand_ins, tmp_path, number, arguments):
    out, temporary = tmp_path / "out", tmp_path / "temporary"
    out.mkdir()
    temporary.mkdir()
    environment = os.environ | stand_ins.environment | {"TMPDIR": str(temporary)}
    with subprocess.Popen(
        [*PROGRAM, *arguments], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        until(lambda: stand_ins.notes("pid"), patience=60)
        run.send_signal(number)
        _, said = run.communicate(timeout=60)
    assert run.returncode == 128 + number
    assert b"Traceback" not in said
    assert not list(out.iterdir())
    assert not list(temporary.iterdir())
    assert not [note for note in stand_ins.notes("pid") if runs(int(note.at))]


def runs(pid):
    """Whether a process is there and no zombie."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
