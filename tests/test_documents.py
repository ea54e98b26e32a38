"""The pages for users and developers say what is so."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from backcare.cli.app import COMMANDS, MOVED
from run_program import backcare

ROOT = Path(__file__).parents[1]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def floors_of_the_contract():
    """The rooms of each floor, from the top, as the linter checks them."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return [set(layer.split(" | ")) for layer in layers]


def test_the_picture_of_the_rooms_has_the_floors_of_the_contract():
    floors = re.findall(r"subgraph floor\d .*?\n(.*?)    end", ARCHITECTURE, re.DOTALL)
    assert [set(re.findall(r"^ {8}(\w+)", floor, re.MULTILINE)) for floor in floors] == floors_of_the_contract()


def test_every_file_that_the_page_names_is_there():
    named = set(re.findall(r"`((?:src|tests|tools|docs|routines)/[\w./-]+|[a-z]+/[\w/]+\.py)`", ARCHITECTURE))
    assert named
    missing = {
        name for name in named if not (ROOT / name).exists() and not (ROOT / "src" / "backcare" / name).exists()
    }
    assert not missing


def test_every_function_that_the_page_names_is_defined():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    named = set(re.findall(r"`(?:\w+\.)*(\w+)\(\)`", ARCHITECTURE))
    assert named
    assert {name for name in named if not re.search(rf"def {name}\b", source)} == set()


SCRIPTS = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
PAGES = ("README.md", "docs/scripts.md", "docs/files.md", "docs/sound.md", "docs/physiotherapists.md")
# What needs a terminal, a speaker or another program, or goes on for minutes: its options are read, no more.
NOT_RUN = re.compile(r"backcare (?!.*--dry-run)(?:postpartum|pregnancy|hold|doctor|config setup|--install)")


def commands_of(page):
    """The commands of a page's blocks for a shell, in their order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        lines = (line.partition("#")[0].strip() for line in block.splitlines())
        yield from (line for line in lines if "backcare" in line.split()[:2])


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_do_what_they_say(page, tmp_path):
    for command in commands_of(page):
        *variables, typed = re.split(r"(?:^|(?<= ))(?=backcare)", command, maxsplit=1)
        environment = dict(pair.split("=") for pair in "".join(variables).split())
        if not NOT_RUN.match(typed):
            ran = backcare(*typed.split()[1:], environment=environment, cwd=tmp_path)
            assert (command, ran.returncode, ran.stderr) == (command, 0, "")


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md", "CONTRIBUTING.md"])
def test_every_command_that_a_page_names_is_one(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`backcare ([a-z][a-z-]+)", text)) - set(MOVED)
    routines = {path.stem for path in (ROOT / "routines").glob("*.yaml")}
    assert named <= {*COMMANDS, *routines}
    assert not re.search(r"`backcare (?:setup|relief)\b", text)


@pytest.mark.parametrize("page", PAGES)
def test_every_option_that_a_page_names_is_one_of_some_command(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    known = "".join(backcare(*name.split(), "-h").stdout for name in ("", *COMMANDS, "history delete"))
    options = set(re.findall(r"(?<=[` ])--[a-z][a-z-]+", text)) - {"--force"}
    assert {one for one in options if not re.search(rf"{one}\b", known)} == set()


@pytest.mark.parametrize(
    "command", [*re.findall(r"`backcare ([^`]*--json)`", (ROOT / "docs/scripts.md").read_text(encoding="utf-8"))]
)
def test_the_keys_of_the_json_are_those_of_the_page(command, home):
    (home / "x.yaml").write_text("nonsense", encoding="utf-8")
    typed = (
        command.replace("NAME", "postpartum").replace("FILE", str(home / "x.yaml")).replace("TOPIC", "feeding")
    )
    if command.startswith("history"):
        backcare("routine", "desk-break", "--plain", "--speed", "1000")
    said = json.loads(backcare(*typed.split()).stdout)
    promised = re.search(rf"`backcare {re.escape(command)}`(.*?)(?:\n`backcare|\Z)", SCRIPTS, re.DOTALL)[1]
    first = said[0] if isinstance(said, list) else said
    assert list(first)
    assert {f'"{key}"' for key in first if f'"{key}"' not in promised} == set()


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 110
