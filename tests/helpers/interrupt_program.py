"""The program ended by a signal at a certain call, which is the same moment on any machine."""

import os
import re
import signal
import subprocess
import sys
from hashlib import sha256

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
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
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


def codes_of_ctrl_c(command, times, cwd):
    """End a command so many times by Ctrl-C, each without a traceback; return its exit codes."""
    codes = set()
    for ran in interrupted(signal.SIGINT, times, COMMANDS[command], cwd):
        codes.add(ran.returncode)
        assert "Traceback" not in ran.stderr, ran.stderr
        assert "ignored" not in ran.stderr, ran.stderr
    return codes


def assert_nothing_half_is_left(command, times, number, cwd, home):
    """End a command so many times by a signal; each time all that is there is whole."""
    for ran in interrupted(number, times, COMMANDS[command], cwd):
        assert "Traceback" not in ran.stderr, ran.stderr
        left = {file for folder in (home, cwd) for file in folder.rglob("*") if file.name not in FOLDERS}
        kept = {file for file in left if file.parent == home / "cache" / "checked" and is_whole_entry(file)}
        assert {file.name for file in left - kept} <= WHOLE_FILES
        if command == "export":
            (cwd / "desk-break.wav").unlink(missing_ok=True)
