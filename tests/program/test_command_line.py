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


LIBRARY_S_WORDS = re.compile("Value error|Input should|Traceback|validation error|pydantic")


@pytest.mark.parametrize(
    ("command", "code", "way_out"),
    [
        ("hold doorway --side up", 2, "use left, right or both"),
        ("hold doorway --hold 3", 2, "--hold 20 would do"),
        ("hold 0", 2, "1-600 seconds"),
        ("list foo", 2, "use routines or stretches"),
        ("list --stage birth", 2, "use pregnancy or postpartum"),
        ("routine postpartum --minutes 0.1", 2, "at least 0.5"),
        ("routine postpartum --minutes 1", 2, "--minutes 1.5 would do"),
        ("routine postpartum --repeats 99", 2, "at most 20"),
        ("routine postpartum --rest x", 2, "write one such as 8"),
        ("routine postpartum --lead-in -1", 2, "at least 0"),
        ("routine postpartum --speed 0", 2, "at least 0.1"),
        ("routine postpartum --voice-rate 5", 2, "at least 80"),
        ("routine postpartum --voice-name -x", 2, "begin with a letter or digit"),
        ("routine postpartum --stage up", 2, "use pregnancy or postpartum"),
        ("routine postpartum --only twist --without twist", 2, "it has doorway-chest-opener, "),
        ("routine postpartum --seated", 2, "What fits: backcare routine desk-break, "),
        ("config set stage up", 1, "use pregnancy or postpartum"),
        ("config set hold -5", 1, "at least 1"),
        ("config set voice maybe", 1, "write true or false"),
        ("config set birth soon", 1, "a day such as"),
        ("history answer 11", 2, "at most 10"),
        ("history --since foo", 2, "days like 7d"),
        ("remind --every 1s", 2, "such as 45m"),
        ("phone postpartum --port 0", 2, "at least 1"),
        ("resume --speed 3", 2, "goes on at its own speed"),
    ],
)
def test_an_error_names_the_way_out_in_words_of_our_own(command, code, way_out):
    ran = backcare(*command.split())
    assert (ran.returncode, ran.stdout) == (code, "")
    assert ran.stderr.startswith("backcare: ")
    assert way_out in ran.stderr
    assert not LIBRARY_S_WORDS.search(ran.stderr)


def test_what_would_do_does():
    assert backcare("routine", "postpartum", "--minutes", "1.5", "--dry-run").returncode == 0
    assert backcare("hold", "doorway", "--hold", "20", "--plain", "--speed", "1000").returncode == 0
    assert backcare("routine", "desk-break", "--seated", "--dry-run").returncode == 0
