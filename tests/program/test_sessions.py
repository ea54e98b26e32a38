"""The real program: in a pseudo-terminal, in a pipe, and with the world interfering."""

import json
import re
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from backcare.library.library import Library, shipped_folder
from backcare.library.lookup import FileKind
from run_program import PROGRAM, backcare, backcare_process

pytestmark = pytest.mark.timeout(300)  # each thing that is waited for may take its time on a busy machine

SHELL = "stty -a >before; {} ; echo code $?; stty -a >after; cmp before after && echo same; exit"


def test_a_session_in_a_shell_leaves_the_terminal_s_modes_as_they_were(start, tmp_path):
    program = f"{sys.executable} -m backcare hold 1 --speed 20"
    run = start(command=["sh", "-c", f"cd {tmp_path}; " + SHELL.format(program)])
    assert run.end() == 0
    assert "code 0" in run.text
    assert "same" in run.text


def test_nothing_is_written_while_it_is_paused(start):
    run = start("hold", "600", "--speed", "10").see("HOLD  9:5").press(" ").see("PAUSED", "b again")
    before = len(run.raw)
    for _ in range(30):  # some twenty seconds of the session, and a picture for each if it went on
        run.read()
    assert len(run.raw) == before


UNSAID = {"BACKCARE_WAIT": ""}
REACH = """\
name: Mine
stretches:
  - name: Reach
    hold: 1
    seconds: {setup: 1, move: 600, release: 1}
    steps: {setup: [Stand.], move: [Reach.], hold: [Stay.], release: [Come back.]}
"""


def test_the_first_session_ever_waits_after_each_set_up_says_so_and_goes_on_at_a_key(start, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(REACH, encoding="utf-8")
    session = ("routine", str(file), "--no-sound", "--lead-in", "0")
    first = start(*session, environment=UNSAID).see("It waits after each set-up").press("\r")
    first.see("READY?").press(" ").see("MOVE  ").press("q").see("PAUSED")
    assert first.end(pressing="q") == 3
    second = start(*session, environment=UNSAID).see("Enter from the start").press("\r")
    second.see("MOVE  ").press("q").see("PAUSED")
    assert second.end(pressing="q") == 3
    assert b"It waits" not in second.raw
    assert b"READY?" not in second.raw


def test_without_a_history_it_is_the_first_start_page_that_waits(start, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(REACH, encoding="utf-8")
    session = ("routine", str(file), "--no-sound", "--no-log", "--lead-in", "0")
    for page, waits in (("It waits after each set-up", True), ("Enter begin", False)):
        run = start(*session, environment=UNSAID).see(page).press("\r").see("READY?" if waits else "MOVE  ")
        assert (b"It waits" in run.raw) == waits
        run.press("\x1b").see("PAUSED").press("\x1b")
        assert run.end() == 3


def test_a_rehearsal_is_no_first_session(start):
    assert backcare("routine", "postpartum", "--speed", "1000").returncode == 0
    run = start("routine", "postpartum", environment=UNSAID).see("It waits after").press("q")
    assert run.end() == 3


@pytest.mark.parametrize(("option", "waits"), [("--no-wait", False), ("--wait", True)])
def test_waiting_chosen_once_on_the_command_line_is_kept(start, home, option, waits):
    for chosen in ([option], []):
        run = start("routine", "postpartum", *chosen, environment=UNSAID).see("Enter begin").press("q")
        assert run.end() == 3
        assert (b"It waits" in run.raw) == waits
    kept = (home / "config" / "config.yaml").read_text(encoding="utf-8")
    assert f"wait: {str(waits).lower()}" in kept


@pytest.mark.parametrize("option", ["--wait", "--no-wait"])
def test_a_config_file_that_cannot_be_changed_keeps_nothing_and_no_session_from_running(start, home, option):
    config = home / "config" / "config.yaml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("rest: [20\n", encoding="utf-8")
    run = start("routine", "postpartum", option, environment=UNSAID).see("Enter begin").press("q")
    assert run.end() == 3
    assert config.read_text(encoding="utf-8") == "rest: [20\n"


def test_in_a_pipe_nothing_waits_and_nothing_is_kept(home):
    for chosen in ([], ["--wait"]):
        ran = backcare("routine", "postpartum", "--speed", "1000", *chosen, environment=UNSAID)
        assert ran.returncode == 0
        assert "It waits" not in ran.stdout
        assert "When you are ready" not in ran.stdout
    assert not (home / "config" / "config.yaml").exists()


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_the_tip_of_quick_relief_is_on_the_screen_in_its_rest(start, columns, rows):
    quick = ("--yes", "--no-sound", "--lead-in", "0", "--speed", "20")
    run = start("routine", "quick-relief", *quick, columns=columns, rows=rows)
    run.see("REST  ", "Tip: ").press("q").see("PAUSED")
    assert run.end(pressing="q") == 3


def test_the_start_page_says_to_stop_if_anything_hurts(start):
    for _ in range(2):  # the first time beside all the warning signs
        run = start("routine", "pregnancy").see("Stop if anything hurts.", "Enter begin").press("q")
        assert run.end() == 3


def test_in_pregnancy_lying_down_needs_a_yes_at_the_terminal(start):
    no = start("hold", "spinal", "--stage", "pregnancy").see("lying flat on your back", "Go on?").press("n\r")
    assert no.end() == 3
    yes = start("hold", "spinal", "--stage", "pregnancy").see("Go on?").press("y\r").see("SET UP")
    assert yes.press("q").see("PAUSED").end(pressing="q") == 3


def test_lying_down_by_name_says_why_it_is_in_the_after_birth_set():
    unknown = backcare("hold", "spinal", "--speed", "1000")
    assert unknown.returncode == 0
    assert unknown.stdout.startswith("Gentle Spinal Twist: Many services advise")
    known = backcare("hold", "spinal", "--speed", "1000", "--stage", "postpartum")
    assert "Many services" not in known.stdout
    pregnant = backcare("hold", "spinal", environment={"BACKCARE_STAGE": "pregnancy"})
    assert (pregnant.returncode, "--stage postpartum" in pregnant.stderr) == (2, True)
    routine = backcare("routine", "postpartum", "--stage", "pregnancy")
    assert (routine.returncode, "Gentle Spinal Twist" in routine.stderr) == (2, True)


def test_in_a_pipe_the_warning_signs_are_printed_once_and_the_session_goes_on():
    first, second = (backcare("routine", "desk-break", "--speed", "1000") for _ in range(2))
    assert first.returncode == second.returncode == 0
    assert "Talk to your healthcare provider: pain that lasts" in first.stdout
    assert "Talk to your healthcare provider" not in second.stdout
    assert "backcare redflags" in second.stdout


def test_the_warning_signs_come_again_when_their_text_changes(home):
    backcare("routine", "desk-break", "--speed", "1000")
    hers = (Path(__file__).parents[2] / "routines" / "guidance.yaml").read_text(encoding="utf-8")
    (home / "config" / "routines").mkdir(parents=True)
    changed = hers.replace("text: severe pain", "text: pain that is severe")
    (home / "config" / "routines" / "guidance.yaml").write_text(changed, encoding="utf-8")
    assert "pain that is severe" in backcare("routine", "desk-break", "--speed", "1000").stdout


def test_tips_come_in_rests_none_twice_and_not_where_they_are_off(home):
    def tips(*more):
        said = backcare("routine", "postpartum", "--repeats", "3", "--speed", "1000", *more).stdout
        return re.findall(r"Tip: [^.?]*[.?]", said)

    told = tips()
    assert len(told) == len(set(told)) == 8
    assert tips("--no-tips") == []
    (home / "config" / "config.yaml").write_text("tips: false\n", encoding="utf-8")
    assert tips() == []


@pytest.mark.parametrize(("day_part", "limit"), [("desk-break", 180), ("quick-relief", 200), ("warm-up", 300)])
def test_the_small_routines_are_short(day_part, limit):
    assert json.loads(backcare("routine", day_part, "--dry-run", "--json").stdout)["seconds"] < limit


def test_quick_relief_gives_its_tip():
    assert "Tip: Warmth, or an ice pack" in backcare("routine", "quick-relief", "--speed", "1000").stdout


@pytest.mark.parametrize(
    ("wishes", "most", "said"),
    [
        (["--minutes", "4"], 240, None),
        (["--minutes", "2"], 120, "left out for want of time: Doorway Chest Opener"),
        (["--minutes", "12", "--no-floor"], 720, "leaves out: Gentle Spinal Twist, it is done lying down"),
        (["--minutes", "6", "--no-wall"], 360, None),
    ],
)
def test_wishes_together_stay_within_the_minutes_keep_both_sides_and_say_what_they_drop(wishes, most, said):
    plan = json.loads(backcare("routine", "postpartum", *wishes, "--dry-run", "--json").stdout)
    assert plan["seconds"] <= most
    sides = [p["side"] for p in plan["phases"] if p["kind"] == "hold" and p["stretch"] == "gentle-spinal-twist"]
    assert sides.count("left") == sides.count("right")
    told = backcare("routine", "postpartum", *wishes, "--dry-run").stdout
    assert said in told if said else "out:" not in told


def test_where_nothing_of_a_routine_can_be_done_it_says_why():
    ran = backcare("routine", "postpartum", "--seated")
    assert ran.returncode == 2
    assert "nothing is left of postpartum: Standing Pec/Shoulder Stretch, it is done standing" in ran.stderr


def test_completion_knows_the_topics():
    ran = backcare(
        environment={"_BACKCARE_COMPLETE": "complete_bash", "COMP_WORDS": "backcare tips s", "COMP_CWORD": "2"}
    )
    assert {"screens", "stress", "strength"} <= set(ran.stdout.split())


@pytest.mark.parametrize("last_line", ["", "raise RuntimeError('no desktop')"])
def test_a_nudge_is_shown_by_the_desktop_where_it_can_and_noise_stays_away(start, tmp_path, last_line):
    package = tmp_path / "desktop_notifier"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "sync.py").write_text(
        "import pathlib\n"
        "class DesktopNotifierSync:\n"
        "    def __init__(self, app_name): pass\n"
        "    def send(self, title, message):\n"
        f"        pathlib.Path({str(tmp_path / 'shown')!r}).write_text(title + ': ' + message)\n"
        f"        {last_line or 'pass'}\n",
        encoding="utf-8",
    )
    run = start("remind", "--every", "1m", "--speed", "60", environment={"PYTHONPATH": str(tmp_path)})
    run.see("Time to move. If you carry a child, swap arms often.").press("x").see("Next nudge in")
    assert (tmp_path / "shown").read_text(
        encoding="utf-8"
    ) == "Time to move: If you carry a child, swap arms often."
    assert b"RuntimeError" not in run.raw
    assert run.end(pressing="q") == 0


def test_two_reminders_at_once_are_told(start):
    first = start("remind").see("Next nudge in 4")
    second = start("remind")
    assert second.end() == 1
    assert "runs already" in second.text
    assert first.end(pressing="q") == 0


def zone_where_it_is(hours, minutes):
    """A time zone in which it is this time of day now."""
    now = datetime.now(UTC)
    ahead = (hours * 3600 + minutes * 60 - now.hour * 3600 - now.minute * 60 - now.second) % 86400
    return f"THERE-{ahead // 3600}:{ahead // 60 % 60:02}:{ahead % 60:02}"


@pytest.mark.parametrize(
    ("hour", "minute", "leave", "code"),
    [
        pytest.param(23, 50, lambda _run: None, 0, id="its time"),
        pytest.param(12, 0, lambda run: run.press("\x03"), 130, id="a key"),
        pytest.param(12, 0, lambda run: run.signal(signal.SIGTERM), 143, id="a signal"),
    ],
)
def test_a_reminder_ends_by_its_time_by_a_key_and_by_a_signal(start, hour, minute, leave, code):
    there = {"TZ": zone_where_it_is(hour, minute)}
    run = start("remind", "--until", "00:00", "--speed", "500", "--no-sound", environment=there)
    leave(run.see("Next nudge"))
    assert run.end() == code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--every", "0m"], "1m to 8h"),
        (["--until", "25:00"], "00:00 to 23:59"),
        (["--quiet-from", "12:00"], "go together"),
        (["--quiet-from", "12:00", "--quiet-to", "2pm"], "--quiet-to takes a time"),
        ([], "a terminal of its own"),
    ],
)
def test_a_reminder_that_cannot_be_is_answered_with_what_can(arguments, said):
    ran = backcare("remind", *arguments)
    assert ran.returncode == 2
    assert said in ran.stderr


def test_on_a_dumb_terminal_there_are_lines_and_no_escapes(start):
    run = start("hold", "1", "--speed", "20", environment={"TERM": "dumb"})
    assert run.end() == 0
    assert b"\x1b" not in run.raw
    assert b"Hold: 1 s." in run.raw


def test_no_color_writes_no_colours(start):
    run = start("hold", "1", "--speed", "20", environment={"NO_COLOR": "1"})
    assert run.end() == 0
    assert b"\x1b[32m" not in run.raw
    assert b"\x1b[1;32m" not in run.raw


def test_without_a_utf_8_locale_everything_is_ascii(start):
    run = start("routine", "postpartum", "--yes", environment={"LC_ALL": "C", "LANG": "C"}).see("GET READY")
    run.press("n").see("SET UP").press("q").see("PAUSED")
    assert run.end(pressing="q") == 3
    assert run.raw.isascii()


def test_lines_name_all_stretches_and_both_sides_in_order():
    ran = backcare("routine", "postpartum", "--plain", "--speed", "1000")
    assert ran.returncode == 0
    names = [
        "Standing Pec/Shoulder Stretch",
        "Gentle Spinal Twist",
        "knees right",
        "knees left",
        "Doorway Chest Opener",
    ]
    places = [ran.stdout.index(name, ran.stdout.index("[00:00]")) for name in names]
    assert places == sorted(places)
    assert ran.stderr == ""


def test_in_a_pipe_there_are_lines_without_escapes():
    ran = backcare_process("routine", "postpartum", "--speed", "1000")
    assert ran.returncode == 0
    assert "\x1b" not in ran.stdout
    assert ran.stdout.startswith("Postpartum upper-back relief: 4:00\nStop if anything hurts.\n1. ")


@pytest.mark.parametrize(("routine", "seconds"), [("pregnancy", 243), ("postpartum", 240)])
def test_the_timeline_sums_to_its_seconds(routine, seconds):
    plan = json.loads(backcare("routine", routine, "--dry-run", "--json").stdout)
    assert plan["seconds"] == seconds == sum(phase["seconds"] for phase in plan["phases"])


def test_a_reader_that_leaves_ends_it_quietly():
    program = [*PROGRAM, "routine", "postpartum", "--plain", "--yes", "--speed", "20"]  # lines for 12 seconds
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 3


def test_a_closed_stdin_only_takes_the_keys_away():
    ran = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m backcare hold 1 --speed 100 <&-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(("end", "code"), [(">&-", 0), ("2>&-", 0), (">/dev/full", 1)])
def test_output_that_goes_nowhere_is_no_traceback(end, code):
    if "full" in end and not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    shell = f"{sys.executable} -m backcare hold 1 --speed 100 {end}"
    ran = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["routine", "postpatrum"], 1, "postpartum"),
        (["hold", "dorway"], 1, "doorway-chest-opener"),
        (["hold", "doorway", "--side", "left"], 2, "Doorway Chest Opener has no sides"),
        (["hold", "20", "--side", "left"], 2, "--side goes with a stretch"),
        (["hold", "0"], 2, "1-600"),
        (["hold", "nan"], 2, "1-600"),
        (["hold", "601"], 2, "1-600"),
        (["routine", "postpartum", "--hold", "40"], 2, "20-30"),
        (["routine", "postpartum", "--json"], 2, "--dry-run"),
        (["routine", "postpartum", "--minutes", "0.5"], 2, "too short"),
        (["routine", "postpartum", "--only", "kneeling"], 1, "postpartum"),
        (["routine", "nowhere.yaml"], 1, "nowhere.yaml"),
        (["rutine", "postpartum"], 2, "routine"),
        (["show", "nothing-like-it"], 1, "nothing-like-it"),
        (["check", "nowhere.yaml"], 1, "nowhere.yaml"),
        (["routine", "\x1b[31mred"], 1, "\\x1b"),
    ],
)
def test_a_mistake_is_answered_shortly_with_its_exit_code(arguments, code, said):
    ran = backcare(*arguments)
    assert ran.returncode == code
    assert said in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    assert "\x1b" not in ran.stdout + ran.stderr


def test_a_hold_that_fits_some_stretches_is_moved_with_a_notice():
    ran = backcare("routine", "postpartum", "--hold", "20", "--dry-run")
    moved = backcare("routine", "pregnancy", "--hold", "15", "--dry-run")
    assert ran.returncode == moved.returncode == 0


def test_minutes_drop_nothing_where_they_suffice_and_say_what_they_drop():
    four, two = (backcare("routine", "postpartum", "--minutes", m, "--dry-run") for m in ("4", "2"))
    assert "left out" not in four.stdout
    assert "left out for want of time: Doorway Chest Opener" in two.stdout


@pytest.mark.parametrize("routine", ["pregnancy", "postpartum"])
def test_each_routine_of_the_article_takes_about_four_minutes_and_all_of_it_fits_into_four(routine):
    timelines = [
        json.loads(backcare("routine", routine, *minutes, "--dry-run", "--json").stdout)
        for minutes in ((), ("--minutes", "4"))
    ]
    assert 210 <= timelines[0]["seconds"] <= 270
    assert timelines[1]["seconds"] <= 240
    whole, fitted = ({phase["stretch"] for phase in one["phases"]} for one in timelines)
    assert fitted == whole


def test_the_home_page_fits_a_window_and_names_the_routines():
    ran = backcare()
    assert ran.returncode == 0
    assert len(ran.stdout.splitlines()) < 24
    for word in ("pregnancy", "postpartum", "4:03", "4:00", "backcare postpartum"):
        assert word in ran.stdout


def test_at_a_terminal_home_is_a_menu_that_begins_what_is_chosen(start):
    run = start().see("▸ 1  Desk break", "Postpartum upper-back relief", "Enter begin").press("\x1b[B")
    run.see("▸ 2  Postpartum").press("\r").see("1. Standing Pec", "Enter begin").press("q")
    assert run.end() == 3
    assert run.gave_back


@pytest.mark.parametrize(
    ("key", "said"),
    [("h", "No sessions yet"), ("t", "Carrying"), ("w", "Your emergency number"), ("?", "Usage:"), ("q", "")],
)
def test_a_letter_leads_from_the_menu_to_a_page_and_q_out(start, key, said):
    run = start().see("▸ 1  ").press(key)
    assert run.end() == 0
    assert said.lower() in run.raw.decode().lower()


def test_the_routine_of_the_stage_comes_first(start, home):
    (home / "config").mkdir()
    (home / "config" / "config.yaml").write_text("stage: pregnancy\n", encoding="utf-8")
    assert start().see("▸ 1  Pregnancy upper-back relief").press("q").end() == 0


@pytest.mark.parametrize("name", ["CI", "TERM", "BACKCARE_PLAIN"])
def test_home_waits_for_nobody_where_nobody_chooses(start, name):
    value = {"CI": "true", "TERM": "dumb", "BACKCARE_PLAIN": "yes"}[name]
    run = start(environment={name: value}).see("backcare postpartum")
    assert run.end() == 0


def test_lists_keep_their_contract():
    stretches = json.loads(backcare("list", "stretches", "--json").stdout)
    assert {one["id"] for one in stretches} == {*Library(shipped_folder()).ids(FileKind.STRETCH)}
    assert set(stretches[0]) == {"id", "name", "stages", "position", "equipment", "hold", "reps", "sides", "file"}
    routines = json.loads(backcare("list", "routines", "--json").stdout)
    assert set(routines[0]) == {"id", "name", "stage", "stretches", "seconds", "file"}
    pregnant = json.loads(backcare("list", "stretches", "--stage", "pregnancy", "--json").stdout)
    assert {one["id"] for one in pregnant} >= {
        "seated-upper-back-release",
        "kneeling-upper-back-extension",
        "kneeling-twist",
        "shoulder-rolls",
        "chest-opener",
        "wall-angels",
    }
    assert "gentle-spinal-twist" not in {one["id"] for one in pregnant}
    assert all("pregnancy" in one["stages"] for one in pregnant)


def test_without_a_kind_the_list_has_both_and_its_json_says_which():
    said = backcare("list").stdout
    assert "doorway-chest-opener" in said
    assert "Postpartum upper-back relief" in said
    assert set(json.loads(backcare("list", "--json").stdout)) == {"routines", "stretches"}


def test_a_broken_file_among_the_own_is_told_of_and_hides_none_of_the_others(home):
    folder = home / "config" / "routines" / "stretches"
    folder.mkdir(parents=True)
    (folder / "broken.yaml").write_text("name: [", encoding="utf-8")
    ran = backcare("list", "stretches")
    assert ran.returncode == 0
    assert "doorway-chest-opener" in ran.stdout
    assert "1 file left out, with mistakes" in ran.stderr


def test_show_tells_a_routine_s_timeline_and_both_kinds_as_json():
    assert "Doorway Chest Opener" in backcare("show", "postpartum").stdout
    assert json.loads(backcare("show", "postpartum", "--json").stdout)["seconds"] == 240
    stretch = json.loads(backcare("show", "doorway", "--json").stdout)
    assert stretch["hold"] == {"min": 20.0, "max": 30.0}
    assert stretch["steps"]["setup"]["left"]


def test_show_of_a_counted_stretch_says_how_often(home):
    folder = home / "config" / "routines" / "stretches"
    folder.mkdir(parents=True)
    text = "name: Rolls\nreps: {count: 8, seconds: 4}\nsteps: [Roll.]\n"
    (folder / "rolls.yaml").write_text(text, encoding="utf-8")
    assert "8 times, 4 s each" in backcare("show", "rolls").stdout
    assert "Repeat: 1 of 8, 32 s." in backcare("hold", "rolls", "--speed", "500").stdout


def test_show_tells_the_steps_of_both_sides_and_the_cautions():
    said = backcare("show", "kneeling-twist").stdout
    for part in (
        "Kneeling Twist",
        "15-30 s",
        "left, then right",
        "over your left (right) shoulder",
        "Turn gently to the left (right), from ribs",
    ):
        assert said.count(part) == 1
    assert said.index("Take care") < said.index("Set up")
    assert said.count("Arms out, elbows soft.") == 1


@pytest.fixture
def pager(tmp_path, monkeypatch):
    """A pager of the user's own, which says that it was asked and shows all of it."""
    file = tmp_path / "turn pages"
    file.write_text("#!/bin/sh\necho PAGED\ncat\n", encoding="utf-8")
    file.chmod(0o755)
    monkeypatch.setenv("PAGER", f"'{file}'")


@pytest.mark.usefixtures("pager")
@pytest.mark.parametrize(
    ("rows", "environment", "is_paged"),
    [(24, {}, True), (200, {}, False), (24, {"CI": "true"}, False), (24, {"TERM": "dumb"}, False)],
    ids=["longer than the window", "shorter", "CI", "dumb"],
)
def test_what_is_longer_than_the_window_is_shown_in_the_user_s_pager(start, rows, environment, is_paged):
    run = start("show", "kneeling-twist", rows=rows, environment=environment)
    assert run.end() == 0
    assert (b"PAGED" in run.raw) == is_paged
    assert b"Come back to the middle" in run.raw


@pytest.mark.usefixtures("pager")
def test_in_a_pipe_there_is_no_pager():
    assert "PAGED" not in backcare("show", "kneeling-twist").stdout


def test_a_pager_that_is_not_there_costs_nothing(start, monkeypatch):
    monkeypatch.setenv("PAGER", "no-such-pager 'x")
    run = start("show", "kneeling-twist")
    assert run.end() == 0
    assert b"Come back to the middle" in run.raw


def test_hold_of_a_stretch_has_its_set_up_and_one_side_if_so_wished():
    ran = backcare("hold", "kneeling-twist", "--side", "right", "--speed", "1000")
    assert ran.returncode == 0
    assert "right side" in ran.stdout
    assert "left side" not in ran.stdout


def test_version_and_help():
    assert backcare_process("--version").stdout.startswith("backcare 0.")
    for arguments in (
        (),
        ("routine",),
        ("hold",),
        ("list",),
        ("show",),
        ("check",),
        ("tips",),
        ("redflags",),
        ("config", "setup"),
    ):
        assert backcare(*arguments, "-h").returncode == 0


def test_check_says_that_a_good_file_is_good(tmp_path):
    good = tmp_path / "reach.yaml"
    good.write_text("name: Reach\nhold: 20\nsteps: {setup: [Sit.], release: [Rest.]}\n", encoding="utf-8")
    ran = backcare("check", str(good))
    assert (ran.returncode, ran.stdout) == (0, "1 file, no mistakes\n")


def test_a_file_runs_as_it_lies(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("name: Mine\nstretches: [{name: Reach, hold: 20, steps: [Reach up.]}]\n", encoding="utf-8")
    ran = backcare("routine", str(file), "--plain", "--speed", "1000")
    assert ran.returncode == 0
    assert "Reach up." in ran.stdout


def test_the_own_routine_wins_over_the_shipped_one(home):
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "postpartum.yaml").write_text("name: Hers\nstretches: [doorway-chest-opener]\n", encoding="utf-8")
    assert "Hers" in backcare("list", "routines").stdout


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("routine p", {"pregnancy", "postpartum"}),
        ("p", {"phone", "pregnancy", "postpartum"}),
        ("new mine --from knee", {"kneeling-twist", "kneeling-upper-back-extension"}),
        ("remove m", {"mine"}),
        ("config set h", {"hold", "hush"}),
        ("config unset s", {"sound", "stage"}),
        ("config set stage p", {"pregnancy", "postpartum"}),
        ("config set sound f", {"false"}),
        ("config set leave_out wall", {"wall-angels"}),
        ("list s", {"stretches"}),
        ("list --stage po", {"postpartum"}),
        ("hold doorway --side l", {"left"}),
        ("routine postpartum --only d", {"doorway-chest-opener"}),
        ("routine pregnancy --without k", {"kneeling-twist", "kneeling-upper-back-extension"}),
        ("postpartum --without g", {"gentle-spinal-twist"}),
    ],
)
def test_completion_knows_the_names(home, typed, names):
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("", encoding="utf-8")
    words = f"backcare {typed}"
    ran = backcare(
        environment={
            "_BACKCARE_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        }
    )
    assert set(ran.stdout.split()) == names


def test_completion_knows_the_voices_and_starts_none(home, tmp_path, monkeypatch):
    (home / "data" / "voices").mkdir(parents=True)
    (home / "data" / "voices" / "en_GB-alba-medium.onnx").write_text("", encoding="utf-8")
    for program in ("piper", "espeak-ng"):
        (tmp_path / program).write_text('#!/bin/sh\ntouch "$0.ran"\n', encoding="utf-8")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    words = {"COMP_WORDS": "backcare routine postpartum --voice-name en_", "COMP_CWORD": "4"}
    ran = backcare(environment={"_BACKCARE_COMPLETE": "complete_bash", **words})
    assert ran.stdout.split() == ["en_GB-alba-medium"]
    assert not list(tmp_path.glob("*.ran"))


@pytest.mark.parametrize(("answer", "code", "held"), [("n", 1, "20"), ("y", 0, "25")])
def test_the_user_is_asked_before_a_file_of_the_own_folder_is_replaced(start, home, tmp_path, answer, code, held):  # noqa: PLR0917
    text = "name: Arm\nhold: {}\nsteps: {{setup: [Sit.], release: [Rest.]}}\n"
    mine = home / "config" / "routines" / "stretches" / "arm.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text(text.format("20"), encoding="utf-8")
    (tmp_path / "arm.yaml").write_text(text.format("25"), encoding="utf-8")
    run = start("add", str(tmp_path / "arm.yaml")).see("Replace", "[y/N]").press(answer, "\r")
    assert run.end() == code
    assert f"hold: {held}" in mine.read_text(encoding="utf-8")


def test_at_a_terminal_the_editor_opens_again_until_the_file_is_sound(start, tmp_path):
    script = tmp_path / "edit.sh"
    once = 'touch "$0.once"; sed -i s/name/nmae/ "$1"'
    script.write_text(f'[ -e "$0.once" ] && sed -i s/nmae/name/ "$1" || {{ {once}; }}\n', encoding="utf-8")
    run = start("new", "morning", "--edit", environment={"VISUAL": f"sh {script}"})
    run.see("did you mean name?", "Open it again?").press("\r")
    assert run.end() == 0
    assert b"1 file, no mistakes" in run.raw


def test_without_a_utf_8_locale_no_figure_is_drawn(start):
    for arguments in (("show", "kneeling-twist"), ("hold", "doorway", "--speed", "100")):
        run = start(*arguments, environment={"LC_ALL": "C", "LANG": "C"})
        assert run.end() == 0
        assert run.raw.isascii()


def test_show_draws_both_poses_of_both_sides_in_a_terminal(start):
    run = start("show", "kneeling-twist", rows=120)
    assert run.end() == 0
    for caption in ("start, left side", "hold, left side", "start, right side", "hold, right side"):
        assert caption in run.text
    assert "⣿" in run.text


def test_in_a_pipe_show_says_it_in_words_with_a_hanging_indentation():
    said = backcare("show", "kneeling-twist", environment={"COLUMNS": "60"}).stdout
    assert said.isascii()
    assert "  - Face a wall, close to it, in a split kneel: one knee" in said
    assert "\n    down, the other foot in front." in said


def test_a_screen_that_cannot_be_kept_awake_is_no_trouble(start):
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    run = start("hold", "1", "--speed", "20", environment=nowhere)
    assert run.end() == 0
    assert b"wakepy" not in run.raw
    assert start("hold", "1", "--speed", "20", "--no-awake", environment=nowhere).end() == 0
