"""The real program and its history: going on, asking, looking back, and every trouble with the file."""

import json
import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from backcare.history.records import Ending, Progress, SessionStart
from backcare.history.store import History
from backcare.library.library import Library, shipped_folder
from backcare.library.lookup import FileKind
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import to_json
from backcare.runner.resumable import find_resumable
from backcare.session.events import CompletedHold, ResumePoint
from fake_sound import until
from full_disk import NO_HALF_BYTECODE
from kill_sessions import kill_some
from run_program import PROGRAM, backcare, backcare_process

pytestmark = pytest.mark.timeout(300)  # each thing that is waited for may take its time on a busy machine

ROUTINE = """\
name: Mine
stretches:
  - name: Reach
    hold: 1
    sides: [left, right]
    seconds: {setup: 1, move: 1, release: 1, switch: 600}
    steps: {setup: [Stand.], move: ["Reach {side}."], hold: [Stay.], release: [Come back.]}
"""
UNHURRIED = ROUTINE.replace("hold: 1", "hold: 60").replace(": 1,", ": 60,")
BRIEF = """\
name: Brief
stretches:
  - {name: Reach, hold: 1, steps: [Stand.], seconds: {setup: 0, move: 0, release: 0, switch: 0}}
"""


@pytest.fixture
def mine(home):
    """A routine of hers with two holds of a second, and ten minutes between them."""
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    file = folder / "mine.yaml"
    file.write_text(ROUTINE, encoding="utf-8")
    return file


@pytest.fixture
def here(monkeypatch):
    """Make a zone the one that it is here."""

    def move(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


def sessions(*arguments):
    return json.loads(backcare("history", "--json", *arguments).stdout)


def broken_off(home, *, hours=1.0, speed=1.0, routine="postpartum", repeats=1, before=None):
    """Write a session into the history that was broken off in the second of its holds."""
    plan = build(
        Library(home / "config" / "routines", shipped_folder()).routine(routine), PlanOptions(repeats=repeats)
    )
    holds = [n for n, phase in enumerate(plan.phases) if phase.kind == "hold"]
    first = plan.phases[holds[0]]
    done = CompletedHold(first.stretch, first.side, 1, first.seconds, first.seconds)
    then = datetime.now(UTC) - timedelta(hours=hours)
    with History(home / "data" / "history.db") as history:
        beginning = SessionStart(routine, plan.name, routine, 0, speed, plan.seconds, before)
        claim = history.begin(beginning, to_json(plan), then)
        place = ResumePoint(holds[1], (done,), first.seconds)
        history.write(claim, Progress(place, Ending.INTERRUPTED, has_holds_left=True), then)
    return claim.session_id


def break_off(name, **more):
    """End a rehearsal of a routine between its two holds, which are half a minute apart even so."""
    command = [*PROGRAM, "routine", name, "--plain", "--lead-in", "1", "--speed", "20"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, **more) as run:
        next(line for line in run.stdout if "Switch sides" in line)
        run.terminate()
        run.communicate()


def test_killed_sessions_lose_nothing_that_had_ended_and_go_on_where_they_were():
    seen = kill_some(seed=3)
    assert seen["killed"] == 2
    assert seen["gone_on"] >= 1


def test_nothing_to_go_on_with_is_said():
    ran = backcare("resume")
    assert ran.returncode == 1
    assert "nothing to go on with" in ran.stderr


@pytest.mark.usefixtures("mine")
def test_a_session_ended_early_says_where_it_goes_on_and_goes_on_there(start):
    quick = ("--lead-in", "0", "--wait", "--speed", "1000")
    run = start("routine", "mine", "--yes", "--no-sound", *quick).see("READY?")
    run.press("q").see("PAUSED")
    assert run.end(pressing="q") == 3
    assert b"backcare resume goes on with Reach, left side" in run.raw.replace(b"\r\n", b" ")
    run = start("resume", "--yes", "--no-sound", "--plain").see("Get ready: Reach (1 of 1), left side")
    run.see("When you are ready").press("\r")
    assert run.end() == 0
    [session] = sessions()
    assert (session["status"], [hold["side"] for hold in session["holds"]]) == ("finished", ["left", "right"])


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize(("key", "code"), [("\x03", 130)], ids=["Ctrl-C"])
def test_ctrl_c_is_saved_as_well(start, key, code):
    run = start("routine", "mine", "--yes", "--no-sound").see("GET READY").press(key)
    assert run.end() == code
    assert sessions()[0]["status"] == "ended-early"


def test_a_rehearsal_goes_on_as_one_and_counts_for_nothing(home):
    broken_off(home, speed=500.0)
    ran = backcare("resume", "--plain")
    assert ran.returncode == 0
    assert sessions()[0]["speed"] == 500
    assert "A new row begins any day" in backcare("history").stdout


def test_a_rehearsal_never_stands_before_a_real_session(home):
    broken_off(home, hours=2.0)
    broken_off(home, speed=500.0, routine="pregnancy")
    assert "rehearsal" not in backcare().stdout
    assert find_resumable().plan.routine == "postpartum"


def rewrite(file):
    file.write_text(ROUTINE.replace("Stay.", "Stay there."), encoding="utf-8")


def rename(file):
    file.rename(file.with_name("ours.yaml"))


def remove(file):
    file.unlink()


def break_it(file):
    file.write_text("nonsense", encoding="utf-8")


def leave_it(_file):
    pass


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(rewrite, "mine has changed", id="rewritten"),
        pytest.param(rename, "mine is gone", id="renamed"),
        pytest.param(remove, "mine is gone", id="removed"),
        pytest.param(break_it, "mine is gone or has mistakes", id="broken"),
        pytest.param(leave_it, "", id="left as it was"),
    ],
)
def test_what_became_of_the_file_is_said_and_the_session_goes_on_as_it_was_begun(mine, change, said):
    break_off("mine")
    change(mine)
    ran = backcare("resume", "--plain")
    assert ran.returncode == 0
    assert said in ran.stdout
    assert ("as it was begun" in ran.stdout) == bool(said)
    assert "Stay." in ran.stdout


def test_a_file_that_lies_anywhere_is_found_again(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(ROUTINE, encoding="utf-8")
    break_off("./mine.yaml", cwd=tmp_path)
    assert "as it was begun" not in backcare("resume", "--plain").stdout


def test_the_start_page_offers_what_was_broken_off_within_a_day_and_g_goes_on(start, home):
    broken_off(home, hours=2)
    run = start("routine", "postpartum", "--no-sound")
    run.see("Broken off 2 h ago: g goes on with Gentle Spinal Twist, knees right", "0 is no pain").press("g")
    run.see("GET READY", "KNEES RIGHT", "Gentle Spinal Twist").press("q").see("PAUSED")
    assert run.end(pressing="q") == 3
    assert b"postpartum has changed since" in run.raw
    assert len(sessions()) == 1


def test_after_a_day_or_in_another_routine_there_is_no_offer(start, home):
    broken_off(home, hours=25)
    broken_off(home, hours=1, routine="pregnancy")
    run = start("routine", "postpartum").see("Enter begin").press("q")
    assert run.end() == 3
    assert b"Broken off" not in run.raw


def test_resume_shows_where_it_goes_on_and_does_not_ask_again(start, home):
    broken_off(home, repeats=2)
    run = start("resume", "--no-sound").see(
        "Going on with Standing Pec/Shoulder Stretch, repeat 2 of 2", " left, until "
    )
    assert "0 is no pain" not in run.text
    run.press("\r").see("GET READY", "repeat 2 of 2").press("q").see("PAUSED")
    assert run.end(pressing="q") == 3


def test_the_answers_before_and_after_are_asked_shown_and_kept(start, mine):
    mine.write_text(UNHURRIED, encoding="utf-8")
    run = start("routine", "mine", "--no-sound", "--lead-in", "0").see("0-9, or x for 10. Enter skips.")
    run.press("k").see("A number, please").press("4").see("now? 4", "Smaller range, or skip.").press("\r")
    run.see("SET UP").press("nnnnnnnn").see("Done", "0-9, or x for 10").press("x")
    run.see("now? 10", "4 before, 10 now. Stop for today.", "talk to your", "healthcare provider.")
    assert "once more" not in run.text
    run.press("7").see("now? 7").press("\r")
    assert run.end() == 0
    [session] = sessions()
    assert (session["pain_before"], session["pain_after"]) == (4, 7)


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize("off", [["--no-ask"], ["--no-log"]], ids=["no-ask", "no-log"])
def test_nothing_is_asked_that_is_not_wanted(start, off):
    run = start("routine", "mine", *off).see("Enter begin").press("q")
    assert run.end() == 3
    assert b"0 is no pain" not in run.raw


@pytest.mark.usefixtures("mine")
def test_without_a_log_nothing_is_written(home):
    assert backcare("routine", "mine", "--no-log", "--speed", "1000").returncode == 0
    assert backcare("routine", "mine", "--speed", "1000", environment={"BACKCARE_LOG": "0"}).returncode == 0
    assert not (home / "data").exists()


def test_for_an_hour_home_offers_the_question_and_relief_answers_it(mine):
    mine.write_text(BRIEF, encoding="utf-8")
    assert backcare("routine", "mine", "--plain", "--yes", "--lead-in", "0").returncode == 0
    assert "backcare history answer 0-10" in backcare().stdout
    for quiet in (["--no-ask"], []):
        assert "backcare history answer" not in backcare(*quiet, environment={"BACKCARE_ASK": "0"}).stdout
    assert "backcare history answer 0-10" in backcare("--ask", environment={"BACKCARE_ASK": "0"}).stdout
    assert backcare("history", "answer", "11").returncode == 2
    ran = backcare("history", "answer", "8")
    assert (ran.returncode, "Stop for today" in ran.stdout) == (0, True)
    assert sessions()[0]["pain_after"] == 8
    assert "backcare history answer" not in backcare().stdout
    assert backcare("history", "answer", "3").stdout == "Noted: 3.\n"
    assert sessions()[0]["pain_after"] == 3


@pytest.mark.parametrize("hours", [None, 1.2, 30])
def test_without_a_session_in_the_last_hour_there_is_nothing_to_answer(home, hours):
    if hours:
        broken_off(home, hours=hours)
    ran = backcare("history", "answer", "3")
    assert (ran.returncode, ran.stderr) == (
        1,
        "backcare: there was no session in the last hour that could be answered\n",
    )


def test_home_shows_what_was_broken_off_first_and_when_each_was_done(home):
    day = (datetime.now().astimezone() - timedelta(hours=1)).strftime("%d %b")
    broken_off(home)
    lines = backcare().stdout.splitlines()
    assert "broken off 1 h ago at Gentle Spinal Twist, knees right" in " ".join(lines[1:3])
    assert "backcare resume" in "".join(lines[2:4])
    assert len(lines) < 24
    assert any("postpartum" in line and day in line for line in lines)


def test_home_stays_short_with_many_routines(home):
    broken_off(home)
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    for number in range(30):
        folder.joinpath(f"mine-{number}.yaml").write_text(ROUTINE, encoding="utf-8")
    said = backcare().stdout
    assert len(said.splitlines()) < 24
    listed = sum(re.match(r" ?\S+ .* \d+:\d\d", line) is not None for line in said.splitlines())
    shipped = len(Library(shipped_folder()).ids(FileKind.ROUTINE))
    assert f"and {30 + shipped - listed} more" in said


def test_history_tells_its_contract(home):
    broken_off(home, before=5)
    [session] = sessions()
    assert list(session) == [
        "id",
        "routine",
        "started_at",
        "status",
        "speed",
        "planned_seconds",
        "held_seconds",
        "pain_before",
        "pain_after",
        "holds",
    ]
    assert (session["status"], session["speed"], session["planned_seconds"]) == ("interrupted", 1, 240)
    assert session["holds"] == [
        {
            "stretch": "standing-pec-shoulder-stretch",
            "side": None,
            "repeat": 1,
            "seconds": 20,
            "target_seconds": 20,
        }
    ]
    assert datetime.fromisoformat(session["started_at"]).utcoffset() is not None


def test_since_a_day_or_for_some_days(home):
    broken_off(home, hours=24 * 10)
    broken_off(home, hours=1)
    assert len(sessions()) == 2
    assert len(sessions("--since", "7d")) == 1
    assert len(sessions("--since", "2020-01-01")) == 2
    assert backcare("history", "--since", "last week").returncode == 2
    assert backcare("history", "--json", "--csv").returncode == 2
    assert backcare("history", "--csv").stdout.count("\n") == 3


@pytest.mark.parametrize(
    "since", ["0001-01-01", "0001-01-02", "9999-12-31", "9999d", "1d", "2026-03-01T10:00+23:59"]
)
@pytest.mark.parametrize("zone", ["UTC+99999", "<+30>-30", "Nowhere/At-all", "XXX-14"])
def test_since_any_day_in_any_zone(home, here, since, zone):
    broken_off(home)
    here(zone)
    ran = backcare("history", "--since", since, "--json")
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("since", ["0d", "12345d", "2026-02-30", "", "10:00", "\x1b[31m7d", "d" * 5000])
def test_what_is_no_day_is_told_in_a_line(since):
    ran = backcare("history", "--since", since)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert "\x1b" not in ran.stderr
    assert len(ran.stderr) < 200


@pytest.mark.parametrize(
    "command", [(), ("history",), ("history", "answer", "3"), ("hold", "doorway", "--speed", "500")], ids=str
)
@pytest.mark.parametrize("zone", ["UTC+99999", "<+30>-30", "XXX-24:59:59"])
def test_an_odd_zone_costs_nothing(home, here, command, zone):
    broken_off(home, hours=0.1)
    here(zone)
    ran = backcare(*command)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(sessions()) == 1 + ("hold" in command)


def test_a_zone_that_changes_between_two_sessions_changes_neither(here):
    for zone in ("XXX-10", "YYY+10", "UTC"):
        here(zone)
        assert backcare("hold", "doorway", "--speed", "500").returncode == 0
    started = [datetime.fromisoformat(session["started_at"]) for session in sessions()]
    assert [moment.utcoffset() / timedelta(hours=1) for moment in started] == [10, -10, 0]
    assert started == sorted(started)


@pytest.mark.parametrize("ahead", [2, 30, 24 * 365])
def test_a_session_of_a_wrong_clock_is_not_offered_as_broken_off_just_now_and_hides_no_other(home, ahead):
    broken_off(home, hours=-ahead)
    assert "broken off" not in backcare().stdout
    assert backcare("resume").returncode == 1
    broken_off(home, hours=2, routine="pregnancy")
    broken_off(home, hours=-ahead)
    assert "broken off 2 h ago" in backcare().stdout
    assert "Kneeling" in backcare("resume", "--plain", "--speed", "1000").stdout + backcare().stdout


@pytest.mark.parametrize("when", ["9999-12-31T23:59:59+00:00", "3026-03-01T10:00:00+00:00", "9999-99-99"])
def test_a_clock_that_was_wrong_once_hides_nothing_for_good(home, when):
    first, wrong = broken_off(home, hours=0.2), broken_off(home, hours=0.1)
    with closing(sqlite3.connect(home / "data" / "history.db", isolation_level=None)) as connection:
        connection.execute("UPDATE sessions SET started_at = ?, ended_at = ? WHERE id = ?", (when, when, wrong))
    assert f"{datetime.now():%a %d %b}" in backcare().stdout
    assert backcare("history", "answer", "3").returncode == 0
    assert [session["pain_after"] for session in sessions() if session["id"] == first] == [3]


def test_what_cannot_be_read_is_told_of_and_the_rest_is_shown(home):
    for _ in range(3):
        broken_off(home)
    with closing(sqlite3.connect(home / "data" / "history.db", isolation_level=None)) as connection:
        connection.execute("UPDATE sessions SET started_at = 'in spring' WHERE id < 3")
    for form in ((), ("--json",), ("--csv",)):
        ran = backcare("history", *form)
        assert (ran.returncode, ran.stderr) == (
            0,
            "backcare: 2 entries of the history cannot be read and are left out\n",
        )
    assert len(sessions()) == 1


@pytest.mark.parametrize("index", [1_000_000, 2**62])
def test_a_place_that_the_plan_does_not_have_is_not_gone_on_from(home, index):
    broken_off(home)
    with closing(sqlite3.connect(home / "data" / "history.db", isolation_level=None)) as connection:
        connection.execute("UPDATE sessions SET place = ?", (index,))
    ran = backcare("resume")
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
    assert backcare().returncode == 0


@pytest.mark.parametrize("since", ["1d", "9999-12-31"])
def test_no_sessions_since_a_day_are_not_no_sessions_at_all(home, since):
    broken_off(home, hours=72)
    ran = backcare("history", "--since", since)
    assert (ran.returncode, ran.stdout.startswith("No sessions since ")) == (0, True)


def test_no_sessions_yet():
    ran = backcare("history")
    assert (ran.returncode, "No sessions yet" in ran.stdout) == (0, True)


def test_the_history_is_found_and_deleted_with_what_was_set_aside(home):
    broken_off(home)
    file = home / "data" / "history.db"
    assert backcare("history", "path").stdout.strip() == str(file)
    (home / "data" / "history-damaged-1.db").write_bytes(b"x")
    assert backcare("history", "delete").returncode == 1  # nobody is there to be asked
    assert file.exists()
    assert backcare("history", "delete", "--yes").returncode == 0
    assert list((home / "data").iterdir()) == []


@pytest.mark.parametrize("where", ["file", "file/below"])
def test_a_home_that_is_a_file_costs_the_history_only(tmp_path, where):
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    environment = {"BACKCARE_HOME": str(tmp_path / where)}
    ran = backcare("hold", "doorway", "--speed", "500", environment=environment)
    assert ran.returncode == 0
    assert ran.stderr.count("\n") == 1
    assert "this session is not saved" in ran.stderr
    looked = backcare("history", environment=environment)
    assert (looked.returncode, looked.stdout, looked.stderr.count("\n")) == (1, "", 1)
    assert backcare(environment=environment).returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_home_without_the_right_to_write_costs_the_history_only(tmp_path):
    tmp_path.chmod(0o500)
    environment = {"BACKCARE_HOME": str(tmp_path)}
    assert (
        "this session is not saved"
        in backcare("hold", "doorway", "--speed", "500", environment=environment).stderr
    )
    assert backcare("history", environment=environment).returncode == 1


def test_a_full_disk_costs_the_history_only(home, monkeypatch):
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # what measures the tests has no room either
    broken_off(home)

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    ran = backcare_process(
        "hold", "doorway", "--speed", "500", environment=NO_HALF_BYTECODE, preexec_fn=little_room
    )
    assert ran.returncode == 0
    assert ran.stderr.count("\n") == 1
    assert "this session is not saved" in ran.stderr
    assert len(sessions()) == 1


def test_home_never_fails_whatever_the_history(home):
    file = home / "data" / "history.db"
    file.parent.mkdir()
    file.write_bytes(b"no database " * 1000)
    ran = backcare()
    assert ran.returncode == 0
    assert "kept as history-damaged-1.db" in ran.stderr
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    ran = backcare()
    assert (ran.returncode, "newer backcare" in ran.stderr) == (0, True)
    assert "postpartum" in ran.stdout
    assert backcare("history").returncode == 1


def test_a_history_by_a_newer_program_is_told_of_after_the_session(start, home):
    broken_off(home)
    with sqlite3.connect(home / "data" / "history.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    run = start("routine", "postpartum").see("Enter begin").press("\r").see("GET READY").press("q").see("PAUSED")
    assert run.end(pressing="q") == 3
    assert b"this session is not saved" in run.raw
    assert b"newer backcare" in run.raw


def test_a_plan_by_a_newer_program_is_not_gone_on_with(home):
    broken_off(home)
    with sqlite3.connect(home / "data" / "history.db") as connection:
        connection.execute("UPDATE sessions SET plan = '{\"version\": 99}'")
    connection.close()
    assert backcare("resume").returncode == 1
    assert backcare().returncode == 0


def test_resume_at_once_still_says_what_became_of_the_file(start, home):
    broken_off(home)
    run = start("resume", "--yes", "--no-sound").see("GET READY", "KNEES RIGHT").press("q").see("PAUSED")
    assert run.end(pressing="q") == 3
    assert b"postpartum has changed since" in run.raw


def test_a_damaged_history_is_told_of_by_history_and_no_is_an_answer_to_delete(start, home):
    file = home / "data" / "history.db"
    file.parent.mkdir()
    file.write_bytes(b"no database " * 1000)
    assert "kept as history-damaged-1.db" in backcare("history").stderr
    run = start("history", "delete").see("Delete everything").press("n\r")
    assert run.end() == 0
    assert file.exists()


def test_a_bare_count_is_not_kept(home):
    assert backcare("hold", "1", "--speed", "100").returncode == 0
    assert not (home / "data").exists()


@pytest.mark.parametrize("still", ["", "paused", "stopped"])
def test_a_session_in_another_terminal_runs_until_its_process_is_gone(start, still):
    run = start("routine", "postpartum", "--yes", "--no-sound", "--no-wait").see("GET READY")
    if still == "paused":
        run.press("x").see("PAUSED")
    until(lambda: "running in another terminal" in backcare().stdout)
    if still == "stopped":
        run.signal(signal.SIGSTOP)
    assert "running in another terminal" in backcare().stdout
    refused = backcare("resume")
    assert (refused.returncode, "end it there with q q" in refused.stderr) == (1, True)
    assert [row["status"] for row in sessions()] == ["running"]
    run.signal(signal.SIGKILL)
    until(lambda: "broken off" in backcare().stdout)
    assert [row["status"] for row in sessions()] == ["interrupted"]
    start("resume", "--no-sound").see("Going on with").press("q")
