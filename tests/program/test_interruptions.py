"""The program ended from outside, at any moment: nothing half is left, and nothing goes on without it."""

import os
import re
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("signals are POSIX", allow_module_level=True)

from fake_sound import StandIns, until
from pseudo_terminal import PATIENCE, Session
from run_program import PROGRAM

pytestmark = pytest.mark.timeout(300)

# Runs the program and sends it a signal at a call, its own or one of what it imports; where it ends before that,
# tells how many calls there were when `main` began, and at the end.
AT_A_CALL = """
import os, signal, sys
number, at, *sys.argv[1:] = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
begun, calls, told = False, 0, []
def count(frame, event, _argument):
    global begun, calls
    begun = begun or frame.f_code.co_name == "start"
    calls += begun
    if event == "call" and frame.f_code.co_name == "raise_on_stops":
        told.append(calls)
    if calls == at:
        sys.setprofile(None)
        os.kill(os.getpid(), number)
from backcare.__main__ import start
sys.setprofile(count)
code = start()
sys.setprofile(None)
if calls < at or not at:
    print("calls", told[0], calls, file=sys.stderr)
sys.exit(code)
"""
FOLDERS = {"config", "data", "cache", "checked"}
WHOLE_FILES = {"desk-break.wav", "config.yaml", "history.db", "history.db-wal", "history.db-shm", "seen.yaml"}
COMMANDS = {
    "help": ["--help"],
    "home": [],
    "list": ["list"],
    "hold": ["hold", "5", "--plain"],
    "routine": ["routine", "postpartum", "--plain", "--speed", "1000"],
    "export": ["export", "desk-break", "--no-voice", "--force"],
    "check": ["check", "--mine"],
    "config": ["config", "set", "hold", "25"],
}


def run_to_a_call(number, call, arguments, cwd):
    """Run the program and send it a signal at a call."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", AT_A_CALL, str(int(number)), str(call), *arguments],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        check=False,
        env=os.environ | {"TMPDIR": str(cwd)},
    )


def interrupted(number, times, arguments, cwd):
    """Run the program so many times, and send it a signal a little later each time."""
    run_to_a_call(0, 0, arguments, cwd)  # what it checks it keeps, and is quicker from then on
    whole = run_to_a_call(0, 0, arguments, cwd)
    assert whole.returncode == 0, whole.stderr
    begun, end = map(int, whole.stderr.split()[-2:])
    for call in (1, begun // 2, *range(begun, end, max(1, (end - begun) // times))):
        ran = run_to_a_call(number, call, arguments, cwd)
        if "calls" not in ran.stderr:  # else it was over a little sooner this time
            yield ran


def is_whole_entry(file):
    """Whether an entry of what was checked has the content that its hash says."""
    digest, _, content = file.read_bytes().partition(b"\n")
    return re.fullmatch("[0-9a-f]{64}.json", file.name) and digest.decode() == sha256(content).hexdigest()


def commands(*quick):
    """All commands many times, where there are minutes; these only twice."""
    few = [pytest.param(name, 2, id=name) for name in quick]
    return few + [pytest.param(name, 25, id=f"{name}, often", marks=pytest.mark.long) for name in COMMANDS]


@pytest.mark.parametrize(("command", "times"), commands("help", "list", "routine"))
def test_ctrl_c_from_the_first_line_on_ends_any_command_without_a_traceback(command, times, tmp_path):
    codes = set()
    for ran in interrupted(signal.SIGINT, times, COMMANDS[command], tmp_path):
        codes.add(ran.returncode)
        assert "Traceback" not in ran.stderr, ran.stderr
        assert "ignored" not in ran.stderr, ran.stderr
    assert {-signal.SIGINT, 130} == codes


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
@pytest.mark.parametrize(("command", "times"), commands("export"))
def test_at_whatever_moment_it_is_ended_nothing_half_is_left(command, times, number, tmp_path, home):
    for ran in interrupted(number, times, COMMANDS[command], tmp_path):
        assert "Traceback" not in ran.stderr, ran.stderr
        left = {file for folder in (home, tmp_path) for file in folder.rglob("*") if file.name not in FOLDERS}
        kept = {file for file in left if file.parent == home / "cache" / "checked" and is_whole_entry(file)}
        assert {file.name for file in left - kept} <= WHOLE_FILES
        if command == "export":
            (tmp_path / "desk-break.wav").unlink(missing_ok=True)


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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
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
