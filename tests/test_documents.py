"""The pages for developers say what is so."""

import re
import tomllib
from pathlib import Path

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
