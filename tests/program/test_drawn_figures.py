"""`backcare show STRETCH --svg FILE`: the figure in a file."""

from xml.etree import ElementTree

import pytest

from run_program import backcare

SVG = "{http://www.w3.org/2000/svg}"


def test_the_figure_of_a_stretch_is_drawn_into_a_file_with_a_row_for_each_side(tmp_path):
    ran = backcare("show", "kneeling-twist", "--svg", "twist.svg", cwd=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "twist.svg\n", "")
    root = ElementTree.fromstring((tmp_path / "twist.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own
    captions = [text.text for text in root.findall(f"{SVG}text")]
    assert captions == ["start, left side", "hold, left side", "start, right side", "hold, right side"]
    assert "Face a wall" in root.find(f"{SVG}desc").text


def test_a_file_that_is_there_stays_unless_it_is_forced(tmp_path):
    file = tmp_path / "angels.svg"
    file.write_text("mine", encoding="utf-8")
    ran = backcare("show", "wall-angels", "--svg", str(file))
    assert ran.returncode == 1
    assert "is there already; --force writes over it" in ran.stderr
    assert file.read_text(encoding="utf-8") == "mine"
    assert backcare("show", "wall-angels", "--svg", str(file), "--force").returncode == 0
    assert file.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("postpartum", "--svg", "x.svg"), 1, "has no figure"),
        (("doorway", "--svg", ""), 2, "the name of the file is empty"),
        (("doorway", "--svg", "."), 2, "is a folder"),
    ],
)
def test_what_cannot_be_drawn_is_said(tmp_path, arguments, code, message):
    ran = backcare("show", *arguments, cwd=tmp_path)
    assert ran.returncode == code
    assert message in ran.stderr
    assert not list(tmp_path.iterdir())
