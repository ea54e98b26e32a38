"""The rooms of the house: who may import whom, and what start-up may load."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import backcare
from backcare.cli.app import COMMANDS
from run_program import backcare as run

HERE = Path(backcare.__file__).parent

PURE = (
    "errors",
    "text",
    "model",
    "planning",
    "figures",
    "session",
    "wording",
    "sound/cues",
    "sound/speech_cues",
    "sound/cue_values",
    "screen",
    "phone/figures",
    "phone/moments",
    "phone/places",
)
WORLDLY = {
    "os",
    "sys",
    "time",
    "pathlib",
    "subprocess",
    "signal",
    "select",
    "termios",
    "threading",
    "random",
}


def imports(file):
    """Every module that a file of ours imports, anywhere in it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "backcare":
            yield from (f"backcare.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def attributes(file):
    """Every attribute that a file asks something for."""
    return {
        node.attr
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_knows_no_clock_file_terminal_or_process(room):
    files = [HERE / f"{room}.py"] if (HERE / f"{room}.py").exists() else sorted((HERE / room).glob("*.py"))
    assert files
    for file in files:
        modules = {name.split(".")[0] for name in imports(file)}
        assert not modules & WORLDLY, file
        # Dates as values are welcome, their clock is not.
        assert "datetime" not in modules or not {"now", "today"} & attributes(file), file


# Lower them when they can be lowered.
MOST_MODULES_OF_A_HOLD = 80
MOST_MODULES_OF_THE_FIRST_DIGITS = 21


def loaded_by(*arguments):
    """The modules that a run of the program loads."""
    code = (
        "import sys; from backcare.cli.main import main; main(sys.argv[1:]);"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    # Where coverage is measured, it would bring modules of its own along.
    # A setting in the environment is read by a library of its own.
    unset = ("COVERAGE", "BACKCARE_VOICE", "BACKCARE_WAIT")
    env = {name: value for name, value in os.environ.items() if not name.startswith(unset)}
    program = [sys.executable, "-c", code, *arguments]
    ran = subprocess.run(program, capture_output=True, text=True, check=True, env=env)
    return set(ran.stderr.split())


def test_help_loads_nothing_heavy():
    heavy = {"yaml", "pydantic", "rich", "sqlite3", "prompt_toolkit", "platformdirs"}
    assert not loaded_by("--help") & heavy


def test_a_bare_hold_loads_no_file_format():
    assert not loaded_by("hold", "1", "--speed", "1000") & {"yaml", "rich", "sqlite3"}


def test_the_modules_that_a_bare_hold_loads_only_become_fewer():
    ours = {name for name in loaded_by("hold", "1", "--speed", "1000") if name.startswith("backcare")}
    assert len(ours) <= MOST_MODULES_OF_A_HOLD


def test_the_first_digits_need_neither_the_command_line_s_library_nor_a_file():
    code = (
        "import sys; import backcare.cli.main, backcare.runner.clock, backcare.screen.first_digits;"
        "import backcare.terminal.terminal; print('\\n'.join(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert not loaded & {"typer", "rich", "yaml", "sqlite3", "msgspec", "dataclasses", "asyncio"}
    assert len({name for name in loaded if name.startswith("backcare")}) <= MOST_MODULES_OF_THE_FIRST_DIGITS


COMMAND_FOLDER = "backcare.cli.commands."


@pytest.mark.parametrize("name", COMMANDS)
def test_only_the_command_that_is_asked_for_is_loaded(name):
    loaded = {one for one in loaded_by(name, "-h") if one.startswith(COMMAND_FOLDER)}
    assert loaded == {COMMAND_FOLDER + name}


def test_help_loads_no_command():
    assert not {one for one in loaded_by("--help") if one.startswith(COMMAND_FOLDER)}


@pytest.mark.parametrize("name", COMMANDS)
def test_what_the_list_says_of_a_command_is_the_first_line_of_its_help(name):
    summary = COMMANDS[name]
    assert len(summary) <= 55
    assert f"\n\n  {summary}.\n\n" in run(name, "-h").stdout


def test_every_file_of_a_command_is_in_the_list():
    assert {path.stem for path in (HERE / "cli" / "commands").glob("*.py")} - {"__init__"} == set(COMMANDS)
