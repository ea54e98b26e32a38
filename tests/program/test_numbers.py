"""Numbers as they are typed: the same reading, or the same help, wherever one is written."""

import pytest

from backcare.cli.app import COMMANDS, build_app
from backcare.cli.options import read_choice, read_number
from run_program import backcare

SECONDS = {
    "20s": "'20s' is not a plain number: write 20",
    "20 sec": "'20 sec' is not a plain number: write 20",
    " 20 ": "' 20 ' is not a plain number: write 20",
    "020": "'020' is not a plain number: write 20",
    "1:30": "'1:30' is not a plain number of seconds: write 90",
    "2m": "'2m' is not a plain number of seconds: write 120",
    "22,5": "'22,5' is not a plain number: write 22.5",
    "\uff12\uff10": "'\uff12\uff10' is not a plain number: write 20",
    "1\uff1a30": "'1\uff1a30' is not a plain number of seconds: write 90",
    "\u0662\u0660": "'\u0662\u0660' is not a number: write one such as 8",
    "nan": "'nan' is not a number: write one such as 8",
    "2_0": "'2_0' is not a number: write one such as 8",
    "0x14": "'0x14' is not a number: write one such as 8",
}
WRITTEN = {"20": "20", "+20": "20", "2e1": "20", "20.": "20", "22.5": "22.5"}


@pytest.fixture
def config(home):
    (home / "config").mkdir()
    return home / "config" / "config.yaml"


@pytest.mark.parametrize(("typed", "said"), list(SECONDS.items()), ids=ascii)
def test_seconds_that_are_none_get_the_same_help_everywhere(typed, said, config, tmp_path):
    config.write_text(f'hold: "{typed}"\n', encoding="utf-8")
    stretch = tmp_path / "reach.yaml"
    stretch.write_text(f'name: Reach\nhold: 20\nsteps: [Sit.]\nseconds: {{move: "{typed}"}}\n', encoding="utf-8")
    told = {
        "argument": backcare("hold", typed),
        "option": backcare("routine", "postpartum", "--hold", typed),
        "environment": backcare("list", environment={"BACKCARE_HOLD": typed}),
        "config set": backcare("config", "set", "hold", typed),
        "config file": backcare("list"),
    }
    assert {place for place, ran in told.items() if said not in ran.stderr} == set()
    assert [ran.returncode for ran in told.values()] == [2, 2, 0, 1, 0]
    assert said in backcare("check", stretch).stdout


@pytest.mark.parametrize(("typed", "seconds"), list(WRITTEN.items()))
def test_seconds_are_read_the_same_everywhere(typed, seconds, config):
    def first_hold(*arguments, **environment):
        ran = backcare("routine", "pregnancy", "--dry-run", *arguments, environment=environment)
        return next(line.split()[-1] for line in ran.stdout.splitlines() if " Hold " in line)

    assert first_hold("--hold", typed) == first_hold(BACKCARE_HOLD=typed) == seconds
    config.write_text(f"hold: {typed}\n", encoding="utf-8")
    assert first_hold() == seconds
    assert backcare("hold", typed, "--speed", "1000").returncode == 0


@pytest.mark.parametrize("typed", ["1:30", "4m", "20s", "x"])
@pytest.mark.parametrize("name", ["minutes", "repeats", "speed", "voice-rate"])
def test_what_is_no_time_is_not_taken_for_seconds(name, typed):
    said = f"'{typed}' is not a number: write one such as 8"
    variable = "BACKCARE_" + name.upper().replace("-", "_")
    assert said in backcare("routine", "postpartum", f"--{name}", typed).stderr
    assert said in backcare("list", environment={variable: typed}).stderr


def options_with_values():
    """Every option of every command that takes a number or one of some words, as it is typed."""
    import typer

    group = typer.main.get_command(build_app())
    found = {name: group.get_command(None, name) for name in COMMANDS}
    inside = {
        f"{name} {one}": sub for name, top in found.items() for one, sub in getattr(top, "commands", {}).items()
    }
    for name, command in (found | inside).items():
        for option in command.params:
            read = getattr(getattr(option.type, "func", None), "func", None)
            if read in (read_number, read_choice):
                yield name, option.opts[0] if option.param_type_name == "option" else ""


@pytest.mark.parametrize(("command", "option"), list(options_with_values()))
@pytest.mark.parametrize("value", ["x", "100000", "\x1b[31m"], ids=ascii)
def test_a_wrong_value_is_answered_in_our_words(command, option, value):
    needed = {"hold": "doorway", "routine": "postpartum", "export": "postpartum", "phone": "postpartum"}
    ran = backcare(*command.split(), *filter(None, [needed.get(command)]), *filter(None, [option]), value)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"backcare: {option or command}: ")
    assert len(ran.stderr.splitlines()) == 1
    assert "Input should" not in ran.stderr
    assert "\x1b" not in ran.stderr
