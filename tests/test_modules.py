"""The rooms of the house: who may import whom, and what start-up may load."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import backcare
from backcare.cli import FAMILIES, joined

HERE = Path(backcare.__file__).parent

MAY_IMPORT = {
    "__init__": set(),
    "errors": set(),
    "model": set(),
    "texts": set(),
    "faults": {"errors", "texts"},
    "reading": {"faults", "texts"},
    "yaml_words": {"texts"},
    "document": {"faults", "reading", "texts", "yaml_words"},
    "sided": {"model", "texts"},
    "posed": {"body", "model", "sided", "texts"},
    "shapes": {"model", "posed", "sided", "texts"},
    "pydantic_words": {"texts"},
    "validating": {"document", "faults", "pydantic_words", "texts"},
    "lines": set(),
    "advice": {"document", "faults", "model"},
    "schema": {"shapes", "texts"},
    "starter": {"document", "lines", "names", "schema", "texts"},
    "shelf": {"document", "errors", "faults", "library", "names", "reading", "schema", "settings", "texts"},
    "checking": {
        "advice",
        "document",
        "faults",
        "guidance",
        "guidance_shapes",
        "model",
        "names",
        "shapes",
        "texts",
        "validating",
    },
    "guidance": {"model"},
    "guidance_shapes": {"guidance", "shapes", "sided", "texts"},
    "names": {"faults", "texts"},
    "library": {"checking", "faults", "guidance", "model", "names", "texts"},
    "plan": {"model"},
    "situations": {"model", "texts"},
    "planning": {"errors", "model", "plan", "situations"},
    "profile": {"guidance", "model"},
    "seen": {"settings"},
    "events": {"model", "plan"},
    "session": {"events", "model", "plan"},
    "ask": set(),
    "words": {"ask", "events", "model", "plan"},
    "keymap": {"ask", "events", "plan", "reminder", "session"},
    "reminder": {"errors"},
    "lock": {"errors", "settings"},
    "player": {"keymap"},
    "awake": {"events"},
    "audio": {"cues", "events", "plan", "script", "session", "speech", "tones"},
    "plain": {"events", "plan", "script", "session", "words"},
    "numerals": set(),
    "script": {"events", "model", "numerals", "plan", "words"},
    "cues": {"plan", "script"},
    "pace": {"cues", "settings"},
    "tones": {"cues"},
    "speech": {"settings"},
    "mixing": {"cues", "errors", "plan", "speech", "tones"},
    "digits": set(),
    "body": set(),
    "figure": {"body", "model"},
    "braille": {"figure", "model"},
    "portrait": {"braille", "events", "figure", "model", "plan"},
    "screen": {"digits", "events", "keymap", "model", "plan", "portrait", "words"},
    "interrupts": {"errors"},
    "keys": {"errors"},
    "terminal": {"errors", "interrupts", "keys"},
    "entries": {"events"},
    "diary": {"entries"},
    "database": {"errors", "settings"},
    "history": {"database", "entries", "errors", "events", "model"},
    "recorder": {"entries", "errors", "events", "history", "plan", "session", "words"},
    "choices": {"model", "plan", "planning", "sided"},
    "settings": {"choices", "document", "errors", "faults", "lines", "reading", "texts", "validating"},
}
PURE = (
    "errors",
    "model",
    "plan",
    "guidance",
    "situations",
    "planning",
    "events",
    "session",
    "ask",
    "reminder",
    "words",
    "keymap",
    "player",
    "digits",
    "body",
    "figure",
    "braille",
)
WORLDLY = {
    "os",
    "sys",
    "time",
    "datetime",
    "pathlib",
    "subprocess",
    "signal",
    "select",
    "termios",
    "threading",
    "random",
}


def imports(module):
    """Every module that a module of ours imports, anywhere in it."""
    tree = ast.parse((HERE / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "backcare":
            yield from (f"backcare.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("module", MAY_IMPORT)
def test_a_module_imports_only_what_its_room_allows(module):
    ours = {name.split(".")[1] for name in imports(module) if name.startswith("backcare.")}
    assert ours <= MAY_IMPORT[module]


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_knows_no_clock_file_terminal_or_process(module):
    assert not {name.split(".")[0] for name in imports(module)} & WORLDLY


def test_every_module_has_its_line_in_the_table():
    modules = {path.stem for path in HERE.glob("*.py")} - {"__main__"}
    assert modules == set(MAY_IMPORT)


def loaded_by(*arguments):
    """The modules that a run of the program loads."""
    code = (
        "import sys; from backcare.cli import main; main(sys.argv[1:]);"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    # Where coverage is measured, it would bring modules of its own along.
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE", "BACKCARE_VOICE"))
    }
    program = [sys.executable, "-c", code, *arguments]
    ran = subprocess.run(program, capture_output=True, text=True, check=True, env=env)
    return set(ran.stderr.split())


def test_help_loads_nothing_heavy():
    heavy = {"yaml", "pydantic", "rich", "sqlite3", "prompt_toolkit", "platformdirs"}
    assert not loaded_by("--help") & heavy


def test_a_bare_hold_loads_no_file_format():
    assert not loaded_by("hold", "1", "--speed", "1000") & {"yaml", "rich", "sqlite3"}


@pytest.mark.parametrize("family", [family for family in FAMILIES if family != "config"])
def test_a_family_of_commands_has_just_those_that_it_is_loaded_for(family):
    app = joined(FAMILIES[family][0])
    commands = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert (*commands, *(group.name for group in app.registered_groups)) == FAMILIES[family]
