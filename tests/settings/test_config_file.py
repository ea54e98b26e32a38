import sys

import pytest

from backcare.files.folders import find_folders
from backcare.files.writing import make_private_folder, write_private_file
from backcare.settings.config import read_config_file, save_settings
from run_program import backcare
from yaml_files import load_config


def dry_run(*arguments, **environment):
    """The seconds of the first hold in a dry run, and what was said on stderr."""
    ran = backcare("routine", "pregnancy", "--dry-run", *arguments, environment=environment)
    assert ran.returncode == 0
    return next(line.split()[-1] for line in ran.stdout.splitlines() if " Hold " in line), ran.stderr


@pytest.fixture
def config(home):
    (home / "config").mkdir()
    return home / "config" / "config.yaml"


def test_every_folder_lies_under_the_home(home):
    assert find_folders().config == home / "config"
    assert find_folders().routines == home / "config" / "routines"


def test_no_config_file_is_no_choice(config):
    assert load_config(config) == {}


def test_only_what_the_user_chose_is_told(config):
    config.write_text("hold: 25\nsound: false\n", encoding="utf-8")
    assert load_config(config) == {"hold": 25.0, "sound": False}


def test_a_config_file_with_mistakes_tells_them_all(config):
    config.write_text("hold: 1000\nsoud: false\n", encoding="utf-8")
    assert [fault.line for fault in read_config_file(config)[1]] == [1, 2]


def test_the_command_line_wins_over_the_environment_over_the_file_over_the_default(config):
    assert dry_run()[0] == "20"
    config.write_text("hold: 25\n", encoding="utf-8")
    assert dry_run()[0] == "25"
    assert dry_run(BACKCARE_HOLD="30")[0] == "30"
    assert dry_run("--hold", "15", BACKCARE_HOLD="30")[0] == "15"


@pytest.mark.parametrize(
    "name", ["hold", "repeats", "rest", "lead-in", "minutes", "sound", "voice-rate", "speed"]
)
@pytest.mark.parametrize("command", ["routine pregnancy --dry-run", "hold 1 --no-log", "list", "tips", ""])
def test_a_variable_that_makes_no_sense_is_told_once_and_counts_nowhere(command, name):
    variable = "BACKCARE_" + name.upper().replace("-", "_")
    environment = {"BACKCARE_SPEED": "1000", variable: "abc"}
    ran = backcare(*command.split(), environment=environment)
    assert (ran.returncode, ran.stderr.count(variable)) == (0, 1)


@pytest.mark.parametrize(
    ("variable", "value", "seconds"),
    [("BACKCARE_MINUTES", "5", "30"), ("BACKCARE_HOLD", "25", "25"), ("BACKCARE_HOLD", "15.5", "15.5")],
)
def test_a_variable_is_the_option_for_every_command(variable, value, seconds):
    option = "--" + variable.removeprefix("BACKCARE_").lower()
    assert dry_run(**{variable: value}) == dry_run(option, value) == (seconds, "")


def test_a_line_with_a_mistake_is_left_out_and_told_of(config):
    config.write_text("hold: long\n", encoding="utf-8")
    held, said = dry_run()
    assert held == "20"
    assert "config.yaml:1:7: hold:" in said


MISTAKES = {
    "no number": b"hold: abc",
    "too large": b"hold: 1000",
    "another unit": b"rest: 1:30",
    "an unknown key": b"hodl: 25",
    "a list": b"hold: [25]",
    "nothing": b"hold:",
    "an open bracket": b"hold: [25",
    "an open bracket at the end": b"hold: [",
    "an open quote": b'voice_name: "en',
    "no key": b"hold 25",
    "a tab": b"\thold: 25",
    "a day that is none": b"birth: 3 weeks ago",
    "an alias": b"hold: *x",
    "another document": b"---\n---",
    "an escape character": b"hold: \x1b[31m",
    "another encoding": b"# f\xfcnf\nhold: f\xfcnf",
}
CHOICES = b"""log: false
hush: true
voice: false
sound: false
leave_out:
  - kneeling-twist  # as Anna said

  - arms
ask: no"""


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("line", [0, 1, 4, 8, 9])  # before, between, around the list, after
def test_a_mistake_in_one_line_undoes_no_choice_in_another(config, mistake, line):
    lines = CHOICES.split(b"\n")
    config.write_bytes(b"\n".join((*lines[:line], MISTAKES[mistake], *lines[line:], b"")))
    found, faults = read_config_file(config)
    assert faults
    kept = {"log": False, "hush": True, "voice": False, "sound": False, "ask": False}
    kept["leave_out"] = ("kneeling-twist", "arms")
    assert found == kept


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_choices_count_in_every_form_that_an_editor_saves(config, encoding, line_end):
    config.write_bytes(f"log: false{line_end}hold: abc{line_end}hush: true".encode(encoding))
    found, faults = read_config_file(config)
    assert (found, len(faults)) == ({"log": False, "hush": True}, 1)


def test_of_a_choice_that_is_made_twice_the_first_counts(config):
    config.write_text("log: false\nlog: true\n", encoding="utf-8")
    found, faults = read_config_file(config)
    assert (found, [fault.line for fault in faults]) == ({"log": False}, [2])


def test_a_mistake_in_a_list_undoes_no_other_item(config):
    config.write_text("leave_out: [kneeling-twist, 3, '', doorway-chest-opener]\n", encoding="utf-8")
    found, faults = read_config_file(config)
    assert found == {"leave_out": ("kneeling-twist", "doorway-chest-opener")}
    assert [(fault.line, fault.where) for fault in faults] == [(1, "leave_out[2]"), (1, "leave_out[3]")]


def test_a_session_that_is_not_to_be_logged_is_not_logged_beside_a_mistake(config, home):
    config.write_text("log: false\nhold: abc\n", encoding="utf-8")
    ran = backcare("hold", "doorway", "--speed", "1000", "--no-sound")
    assert (ran.returncode, ran.stderr.count("config.yaml:2:7: hold: 'abc' is not a number")) == (0, 1)
    assert not (home / "data").exists()


def test_many_mistakes_are_told_of_in_a_few_lines(config):
    config.write_text("".join(f"x{n}: 1\n" for n in range(50)), encoding="utf-8")
    assert len(backcare("list").stderr.splitlines()) == 4


@pytest.mark.parametrize("kind", ["a folder", "a loop of links"])
def test_a_config_file_that_cannot_be_read_costs_the_choices_in_it_only(config, kind):
    if kind == "a folder":
        config.mkdir()
    else:
        config.symlink_to(config)
    held, said = dry_run()
    assert held == "20"
    assert said.count("config.yaml") == 1


def test_what_is_remembered_comes_back_and_comments_stay(config):
    config.write_text("# mine\nhold: 25  # long\nrest: 20\n", encoding="utf-8")
    save_settings(config, {"hold": 30.0, "sound": False})
    assert load_config(config) == {"hold": 30.0, "rest": 20.0, "sound": False}
    assert config.read_text(encoding="utf-8").startswith("# mine\n")


def test_a_choice_over_several_lines_is_replaced_whole(config):
    config.write_text("rest:\n  20\nhold: 25\n", encoding="utf-8")
    save_settings(config, {"rest": 30})
    assert load_config(config) == {"hold": 25.0, "rest": 30.0}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_first_choice_makes_a_folder_and_a_file_that_are_private(home):
    file = home / "config" / "config.yaml"
    save_settings(file, {"sound": False})
    assert load_config(file) == {"sound": False}
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_every_folder_that_has_to_be_made_is_private(tmp_path):
    make_private_folder(tmp_path / "a" / "b" / "c")
    assert {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")} == {0o700}


def test_a_folder_that_cannot_be_written_to_leaves_everything_as_it_was(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    with pytest.raises(OSError):  # noqa: PT011 - which one differs by system
        save_settings(blocked / "config.yaml", {"sound": False})
    assert blocked.read_text(encoding="utf-8") == "not a folder"


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path):
    (tmp_path / "config.yaml").mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - which one differs by system
        write_private_file(tmp_path / "config.yaml", "hold: 25\n")
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]
