"""The rooms of the house: who may import whom, and what start-up may load."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import backcare

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
    "shapes": {"model", "sided", "texts"},
    "pydantic_words": {"texts"},
    "validating": {"document", "faults", "pydantic_words", "texts"},
    "checking": {"document", "faults", "model", "shapes", "texts", "validating"},
    "names": {"faults", "texts"},
    "library": {"checking", "faults", "model", "names", "texts"},
    "plan": {"model"},
    "planning": {"errors", "model", "plan"},
    "events": {"model", "plan"},
    "session": {"events", "model", "plan"},
    "ask": set(),
    "words": {"events", "model", "plan"},
    "keymap": {"ask", "events", "plan", "session"},
    "player": {"keymap"},
    "numerals": set(),
    "script": {"events", "model", "numerals", "plan", "words"},
    "cues": {"plan", "script"},
    "pace": {"cues", "settings"},
    "tones": {"cues"},
    "speech": {"pace"},
    "audio": {"cues", "events", "script", "session", "speech", "tones"},
    "mixing": {"cues", "errors", "plan", "speech", "tones"},
    "plain": {"events", "plan", "script", "session", "words"},
    "digits": set(),
    "screen": {"digits", "events", "keymap", "model", "plan", "words"},
    "interrupts": {"errors"},
    "keys": {"errors"},
    "terminal": {"errors", "interrupts", "keys"},
    "choices": {"plan", "planning", "sided"},
    "settings": {"choices", "document", "faults", "validating"},
}
PURE = ("errors", "model", "plan", "planning", "events", "session", "ask", "words", "keymap", "player", "digits")
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
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    program = [sys.executable, "-c", code, *arguments]
    ran = subprocess.run(program, capture_output=True, text=True, check=True, env=env)
    return set(ran.stderr.split())


def test_help_loads_nothing_heavy():
    heavy = {"yaml", "pydantic", "rich", "sqlite3", "prompt_toolkit", "platformdirs"}
    assert not loaded_by("--help") & heavy


def test_a_bare_hold_loads_no_file_format():
    assert not loaded_by("hold", "1", "--speed", "1000") & {"yaml", "rich", "sqlite3"}
