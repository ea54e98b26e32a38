from datetime import date, timedelta

import pytest
import yaml

from backcare.model.guidance import Occasion
from backcare.model.profile import Profile, make_profile
from backcare.model.stretch import Stage
from backcare.settings.config import save_settings
from run_program import backcare
from yaml_files import load_config

TODAY = date(2026, 3, 1)


def born(weeks, **more):
    return Profile(Stage.POSTPARTUM, TODAY - timedelta(weeks=weeks), **more)


@pytest.mark.parametrize(
    ("profile", "occasions"),
    [
        (Profile(), ()),
        (Profile(Stage.POSTPARTUM), (Occasion.AFTER_BIRTH,)),
        (Profile(Stage.PREGNANCY, TODAY, caesarean=True), ()),
        (born(0), (Occasion.AFTER_BIRTH, Occasion.FIRST_WEEKS)),
        (born(5), (Occasion.AFTER_BIRTH, Occasion.FIRST_WEEKS)),
        (born(6), (Occasion.AFTER_BIRTH,)),
        (born(7, caesarean=True), (Occasion.CAESAREAN, Occasion.FIRST_WEEKS)),
        (born(8, caesarean=True), (Occasion.AFTER_BIRTH,)),
        (Profile(Stage.POSTPARTUM, None, caesarean=True), (Occasion.CAESAREAN, Occasion.FIRST_WEEKS)),
        (born(-2), (Occasion.AFTER_BIRTH,)),
    ],
)
def test_information_is_shown_in_the_weeks_it_is_for(profile, occasions):
    assert profile.occasions(TODAY) == occasions


def test_a_profile_is_what_the_user_said_and_the_stage_of_this_command():
    assert make_profile({}, None) == Profile()
    assert make_profile({"birth": TODAY, "caesarean": True, "stage": "pregnancy"}, Stage.POSTPARTUM) == born(
        0, caesarean=True
    )


@pytest.fixture
def config(home):
    return home / "config" / "config.yaml"


def answer(start, *presses, **more):
    """Answer one question after the other, each once it stands there; what follows is left to the test."""
    run = start("config", "setup", **more)
    for number, press in enumerate(presses, 1):
        run.see(f"\n{number} of ").press(*[press] if isinstance(press, str) else press)
    return run


def test_every_question_may_be_skipped(start, config):
    run = answer(start, *"\r" * 6)
    assert run.end() == 0
    assert "nothing changed" in run.text
    assert not config.exists()


def test_without_a_terminal_it_says_so_and_asks_nothing(config):
    ran = backcare("config", "setup", answers="p\n" * 8)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "backcare: config setup asks at a terminal; elsewhere: backcare config set NAME VALUE\n"
    )
    assert not config.exists()


def test_a_broken_file_is_told_before_anything_is_asked(start, config):
    config.parent.mkdir()
    config.write_text("stage: [\n", encoding="utf-8")
    run = start("config", "setup")
    assert run.end() == 1
    assert "config.yaml:" in run.text
    assert "1 of" not in run.text


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x1b", 0)], ids=["Ctrl-C", "Esc"])
def test_what_was_answered_is_kept_when_it_is_broken_off(start, config, key, code):
    assert answer(start, "p", key).end() == code
    assert load_config(config) == {"stage": Stage.PREGNANCY}


def test_answers_are_kept_as_lines_of_the_config(start, config):
    days = [date.today()]
    run = answer(start, "a", "3\r", "n", "y", "n", "y", "n", ["kneeling-twist, doorway\r"])
    assert run.end() == 0
    days.append(date.today())  # midnight may have passed
    kept = yaml.safe_load(config.read_text(encoding="utf-8"))
    birth = date.fromisoformat(kept.pop("birth"))
    assert birth + timedelta(weeks=3) in days
    assert kept == {
        "stage": "postpartum",
        "caesarean": False,
        "voice": True,
        "hush": False,
        "ask": True,
        "tips": False,
        "leave_out": ["kneeling-twist", "doorway-chest-opener"],
    }
    assert load_config(config)["birth"] == birth


def test_in_pregnancy_nothing_is_asked_about_the_birth(start, config):
    run = answer(start, "p", "n", "\x1b")
    assert run.end() == 0
    assert "Weeks since" not in run.text
    assert "2 of 6" in run.text
    assert load_config(config) == {"stage": Stage.PREGNANCY, "voice": False}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["x"], "p for pregnancy or a for after birth"),
        (["a", ["many\r"]], "a whole number of weeks, 0-156"),
        (["a", ["157\r"]], "a whole number of weeks, 0-156"),
        (["a", ["3\r"], "x"], "yes or no"),
        (["\r", "\r", "\r", "\r", "\r", ["twist\r"]], "more than one stretch"),
    ],
)
def test_an_answer_that_cannot_be_read_is_asked_for_again(start, wrong, said):
    run = answer(start, *wrong).see(said)
    assert run.press("\x03").end() == 130
    assert run.text.count(f"{len(wrong)} of ") == 2


def test_an_answer_is_shown_and_can_be_taken_back(start, config, monkeypatch):
    monkeypatch.delenv("BACKCARE_VOICE")  # what the environment says would win
    assert answer(start, "p", "n", "\r", "\r", "\r", ["doorway\r"]).end() == 0
    run = answer(start, "\r", "-", "\r", "\r", "\r", ["-\r"])
    assert run.end() == 0
    for part in ("[pregnancy]", "y/n [no]", "y/n [yes]", "[doorway-chest-opener]"):
        assert part in run.text
    assert load_config(config) == {"stage": Stage.PREGNANCY}


def test_a_line_taken_back_leaves_all_others_as_they_were(config):
    config.parent.mkdir()
    config.write_text("# mine\nleave_out:\n  - a\n  - b\nhold: 25 # long\n", encoding="utf-8")
    save_settings(config, {"leave_out": None, "stage": None})
    assert config.read_text(encoding="utf-8") == "# mine\nhold: 25 # long\n"


def test_a_birth_that_is_no_day_is_explained(config):
    config.parent.mkdir()
    config.write_text("birth: 3 weeks ago\n", encoding="utf-8")
    assert "write a day such as 2025-10-12" in backcare("list").stderr


def test_what_is_worth_knowing_in_these_weeks_is_shown_and_bars_nothing(start, config):
    assert not config.exists()
    assert answer(start, "a", ["3\r"], "y", "\x1b").end() == 0
    ran = backcare("routine", "postpartum", "--speed", "1000")
    assert ran.returncode == 0
    assert "After a caesarean" in ran.stdout
    assert "Gentle Spinal Twist" in ran.stdout


def test_after_birth_the_start_always_says_whom_to_ask_and_how_to_leave_the_lying_twist_out():
    said = backcare("routine", "postpartum", "--dry-run").stdout
    assert "Caesarean or hard birth: ask your healthcare provider. First weeks: go gently." in said
    assert "To leave out Gentle Spinal Twist: --without gentle-spinal-twist" in said
    without = backcare("routine", "postpartum", "--without", "spinal", "--dry-run").stdout
    assert "Caesarean or hard birth" in without
    assert "To leave out" not in without
    assert "Caesarean" not in backcare("routine", "pregnancy", "--dry-run").stdout


def test_what_is_remembered_is_left_out_with_a_word_and_comes_when_asked_for(config):
    first = backcare("routine", "pregnancy", "--without", "twist", "--remember", "--dry-run")
    assert "every routine leaves out: Kneeling Twist (" in first.stderr
    assert load_config(config) == {"leave_out": ("kneeling-twist",)}
    later = backcare("routine", "pregnancy", "--dry-run").stdout
    assert "leaves out: Kneeling Twist, by your wish" in later
    assert later.count("Kneeling Twist") == 1
    assert "Kneeling Twist" in backcare("routine", "pregnancy", "--only", "twist", "--dry-run").stdout
    assert "leaves out" not in backcare("routine", "postpartum", "--dry-run").stdout


@pytest.mark.parametrize(
    "command", ["routine desk-break --dry-run", "export desk-break --no-voice --force", "remind"]
)
def test_what_is_left_out_for_good_is_left_out_of_every_session(start, config, tmp_path, command):
    save_settings(config, {"leave_out": ["chest-opener"]})
    if command == "remind":
        start("remind", "--no-sound").see("Next nudge").press("\r").see("GET READY", "Shoulder Rolls", "1 of 1")
    else:
        assert "leaves out: Chest Opener, by your wish" in backcare(*command.split(), cwd=tmp_path).stdout


@pytest.mark.parametrize("command", ["routine desk-break --dry-run", "export desk-break --no-voice --force"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("chest-openr", "there is no stretch called 'chest-openr': did you mean chest-opener"),
        ("Kneeling Twist", "'Kneeling Twist' leaves nothing out: write kneeling-twist"),
        ("arms", "there is no stretch called 'arms'"),
    ],
)
def test_what_leaves_nothing_out_is_told_of(config, tmp_path, command, name, said):
    save_settings(config, {"leave_out": [name, "wall-angels"]})
    ran = backcare(*command.split(), cwd=tmp_path)
    assert ran.returncode == 0
    assert [line.startswith(f"backcare: leave_out: {said}") for line in ran.stderr.splitlines()] == [True]


def test_a_stretch_that_stands_in_a_routine_can_be_left_out_too(home):
    mine = home / "config" / "routines" / "mine.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text(
        "name: Mine\nstretches: [wall-angels, {name: Reach, hold: 5, steps: [Sit.]}]\n", encoding="utf-8"
    )
    assert backcare("config", "set", "leave_out", "reach").returncode == 0
    for name in ("mine", "postpartum"):
        ran = backcare("routine", name, "--dry-run")
        assert (ran.stderr, "Reach, by your wish" in ran.stdout) == ("", name == "mine")


def test_remember_needs_something_to_leave_out():
    ran = backcare("routine", "pregnancy", "--remember")
    assert (ran.returncode, "--without" in ran.stderr) == (2, True)


@pytest.mark.parametrize("key", ["y", "x", "\x1b[A", "\0", "\u00e9", b"\xff\xfe"], ids=ascii)
def test_a_question_ends_after_three_answers_that_make_no_sense(start, key):
    run = start("config", "setup", environment={"LC_ALL": "C"})
    for times in (1, 2, 3):
        run.see_written("Pregnant or after birth?", times=times).press(key)
    assert run.end() == 2
    assert "backcare: p for pregnancy" in run.text
    assert b"Traceback" not in run.raw


def test_what_was_answered_before_is_kept(start, config):
    run = answer(start, "p")
    for times in (1, 2, 3):
        run.see_written("A voice, where", times=times).press("x")
    assert run.end() == 2
    assert load_config(config) == {"stage": Stage.PREGNANCY}


@pytest.mark.parametrize(
    "command", [["remove", "mine"], ["add", "mine.yaml"], ["history", "delete"]], ids=lambda words: words[0]
)
def test_what_loses_something_asks_nobody_in_a_pipe(command, home, tmp_path):
    own = home / "config" / "routines" / "mine.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("name: Mine\nstretches: [kneeling-twist]\n", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("name: Other\nstretches: [kneeling-twist]\n", encoding="utf-8")
    ran = backcare(*command, answers="y\n" * 1000, cwd=tmp_path)
    assert (ran.returncode, ran.stdout.count("?")) == (1, 0)
    assert "--yes" in ran.stderr
    assert own.read_text(encoding="utf-8").startswith("name: Mine")
