"""What may be typed first, and what help looks like."""

import re

import pytest

from backcare.cli.app import COMMANDS, HIDDEN, MOVED, PANELS
from run_program import backcare

GROUPS = ("config setup", "config set", "config unset", "config path", "history answer", "history path")


def test_the_help_has_every_command_in_its_panel_and_none_that_is_hidden():
    said = backcare("--help").stdout
    for panel, commands in PANELS.items():
        listed = re.search(rf"^{panel}:\n((?:  \S.*\n)+)", said, re.MULTILINE)[1]
        assert re.findall(r"^  (\S+)", listed, re.MULTILINE) == list(commands)
    for hidden in (*HIDDEN, *MOVED):
        assert f"\n  {hidden}" not in said


@pytest.mark.parametrize("command", ["", *COMMANDS, *GROUPS])
def test_help_fits_eighty_columns_with_nothing_cut_and_no_word_of_a_programmer(command):
    said = backcare(*command.split(), "-h").stdout
    assert max(map(len, said.splitlines())) <= 80
    assert "..." not in said.replace("COMMAND [ARGS]...", "").replace("FILE|FOLDER...", "")
    assert not re.search(r"<\w+|BACKCARE_(?!HOLD)|range>|x[<>]=", said)


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_an_old_name_answers_with_the_new_one(old, new):
    ran = backcare(old, "3")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == f"backcare: backcare {old} is called backcare {new} now\n"


@pytest.mark.parametrize("word", ["postpartum", "Postpartum", "./mine.yaml"])
def test_a_routine_s_name_or_file_alone_runs_it(word, tmp_path):
    mine = "name: Mine\nstretches: [{name: Reach, hold: 20-30, steps: [Reach up.]}]\n"
    (tmp_path / "mine.yaml").write_text(mine, encoding="utf-8")
    short, long = (
        backcare(*words, word, "--dry-run", environment={"BACKCARE_HOLD": "27"}, cwd=tmp_path)
        for words in ((), ("routine",))
    )
    assert (short.returncode, short.stdout) == (0, long.stdout)
    assert " 27\n" in short.stdout


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("routin", "there is no command and no routine called 'routin': did you mean routine?"),
        ("postpartu", "there is no command and no routine called 'postpartu': did you mean postpartum?"),
        ("setpu", "there is no command and no routine called 'setpu': did you mean config setup?"),
        ("zzz", "there is no command and no routine called 'zzz': backcare -h shows them"),
        ("doorway", "that is to be held: backcare hold doorway"),
        ("20", "that is to be held: backcare hold 20"),
    ],
)
def test_a_word_that_is_no_command_is_answered_with_what_to_type(word, said):
    ran = backcare(word)
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", f"backcare: {said}\n")
