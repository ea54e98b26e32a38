"""Files that the program writes: what was there keeps its form, and nothing is half written."""

import sys

import pytest

from backcare.errors import BackcareError
from backcare.library.own_folder import create_file
from full_disk import full_disk
from run_program import backcare
from yaml_files import STRETCH, write

ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="needs the files of a Unix system")
CONFIG = "# mine\nrest: 20  # seconds\n\nhold: 25\n"
COMMANDS = pytest.mark.parametrize(
    ("command", "old", "new"),
    [
        (("set", "hold", "30"), "hold: 25", "hold: 30.0"),
        (("set", "rest", "5"), "rest: 20", "rest: 5.0"),
        (("set", "sound", "false"), "hold: 25\n", "hold: 25\nsound: false\n"),
        (("unset", "rest"), "rest: 20  # seconds\n", ""),
    ],
    ids=["changed", "with a comment", "new", "taken back"],
)


@ON_UNIX
@COMMANDS
def test_a_config_file_that_is_a_link_stays_one(home, tmp_path, command, old, new):
    file = write(tmp_path / "dotfiles" / "backcare.yaml", CONFIG)
    file.chmod(0o644)
    (home / "config").mkdir()
    (home / "config" / "config.yaml").symlink_to(file)
    assert backcare("config", *command).returncode == 0
    assert (home / "config" / "config.yaml").is_symlink()
    assert file.read_text(encoding="utf-8") == CONFIG.replace(old, new)
    assert file.stat().st_mode & 0o777 == 0o644


@COMMANDS
def test_a_config_file_keeps_the_line_ends_of_windows(home, command, old, new):
    before, after = (text.replace("\n", "\r\n").encode() for text in (CONFIG, CONFIG.replace(old, new)))
    file = write(home / "config" / "config.yaml", b"\xef\xbb\xbf" + before)
    assert backcare("config", *command).returncode == 0
    assert file.read_bytes() == b"\xef\xbb\xbf" + after


@ON_UNIX
@pytest.mark.parametrize(
    ("link", "arguments"),
    [
        ("config/routines/schema.json", ["schema", "--write"]),
        ("config/routines/schema.json", ["new", "morning"]),
        ("session.wav", ["export", "short.yaml", "--output", "session.wav", "--force", "--no-voice"]),
    ],
    ids=["schema", "new", "export"],
)
def test_what_else_is_written_follows_links_too(home, tmp_path, link, arguments):
    file = write(tmp_path / "elsewhere", "old")
    (home / link).parent.mkdir(parents=True, exist_ok=True)
    (home / link).symlink_to(file)
    write(home / "short.yaml", "name: A\nstretches: [{name: Sit, hold: 1, steps: [Sit.]}]\n")
    ran = backcare(*arguments, cwd=home)
    assert ran.returncode == 0, ran.stderr
    assert (home / link).is_symlink()
    assert file.read_bytes() != b"old"


def test_a_copy_keeps_the_line_ends_of_its_model(home, tmp_path):
    routines = home / "config" / "routines"
    text = STRETCH.replace("\n", "\r\n").encode()
    assert backcare("add", write(tmp_path / "arm.yaml", text)).returncode == 0
    assert (routines / "stretches" / "arm.yaml").read_bytes() == text
    assert backcare("new", "leg", "--stretch", "--from", "arm").returncode == 0
    lines = (routines / "stretches" / "leg.yaml").read_bytes().split(b"\r\n")
    assert [lines[1], len(lines), any(b"\n" in line for line in lines)] == [b"name: Leg", 5, False]
    assert backcare("new", "foot", "--stretch", "--from", "leg").returncode == 0
    assert (routines / "stretches" / "foot.yaml").read_bytes().count(b"yaml-language-server") == 1


@ON_UNIX
def test_a_full_disk_leaves_no_file_that_bars_the_next_try(tmp_path):
    file = tmp_path / "morning.yaml"
    with pytest.raises(OSError), full_disk():  # noqa: PT011 - which one differs by system
        create_file(file, "name: Morning\n")
    assert list(tmp_path.iterdir()) == []
    create_file(file, "name: Morning\n")
    with pytest.raises(BackcareError, match="is there already"):
        create_file(file, "name: Evening\n")
    assert file.read_bytes() == b"name: Morning\n"
