"""Whatever the locale and the streams can take: no command ends with a traceback."""

import subprocess
import sys

import pytest

from backcare.terminal.streams import prepare_streams
from run_program import PROGRAM, backcare, backcare_process

NAMES = ["\u624b\u81c2", "\u05d6\u05e8\u05d5\u05e2", "\u00e9t\u00e9 \u2013 \u00bd", "\u0412\u0435\u0447"]
COMMANDS = [
    "",
    "list",
    "list --json",
    "show shoulder-rolls",
    "show arm",
    "show evening",
    "routine evening --dry-run",
    "routine evening --speed 1000 --plain --no-log",
    "hold arm --speed 1000 --no-log",
    "redflags",
    "tips",
    "config",
    "history --csv",
    "check --mine",
    "doctor",
]
ENCODINGS = ["ascii", "latin-1", "cp1252", "cp437", "koi8-r", "utf-16", "utf-8"]


@pytest.fixture(params=NAMES, ids=ascii)
def name(request, home):
    """The name of a stretch and of a routine in the user's own folder, in one of several scripts."""
    folder = home / "config" / "routines"
    (folder / "stretches").mkdir(parents=True)
    stretch = f"name: {request.param}\nhold: 20\nsteps: [{request.param}\u2026]\n"
    (folder / "stretches" / "arm.yaml").write_text(stretch, encoding="utf-8")
    (folder / "evening.yaml").write_text(f"name: {request.param}\nstretches: [arm]\n", encoding="utf-8")
    return request.param


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_ends_well_in_every_encoding(name, encoding):
    environment = {"LC_ALL": "C" if encoding == "ascii" else f"xx.{encoding}"}
    ran = {
        command: backcare(*command.split(), environment=environment, encoding=encoding) for command in COMMANDS
    }
    assert {command: one.stderr for command, one in ran.items() if one.returncode not in (0, 1)} == {}
    assert "Traceback" not in "".join(one.stderr for one in ran.values())
    assert name.encode(encoding, "backcare").decode(encoding) in ran["show arm"].stdout


@pytest.mark.parametrize("key", [b"\xff\xfe", "\u624b".encode(), b"\x00", b"\x80"], ids=ascii)
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_an_answer_that_is_no_text_is_asked_for_again(start, key, locale):
    run = start("config", "setup", environment={"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    for times in (1, 2, 3):
        run.see_written("Pregnant or after birth?", times=times).press(key)
    assert run.end() == 2
    assert b"Traceback" not in run.raw


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("caf\u00e9", "cafe"),
        ("10\u201320 s\u2026", "10-20 s..."),
        ("38 \u00b0C", "38  degrees C"),
        ("\u624b", "\\u624b"),
        ("\U0001f476", "\\U0001f476"),
        ("\udcff", "\\udcff"),
    ],
    ids=ascii,
)
def test_what_a_stream_cannot_show_is_written_as_a_similar_sign_or_an_escape(text, written):
    prepare_streams()
    assert text.encode("ascii", "backcare").decode() == written


@pytest.fixture
def names(home):
    """A routine of stretches whose names are in several scripts."""
    stretches = "".join(f"  - {{name: {name}, hold: 20, steps: [{name}\u2026]}}\n" for name in NAMES)
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "evening.yaml").write_text(f"name: {NAMES[0]}\nstretches:\n{stretches}", encoding="utf-8")


@pytest.mark.usefixtures("names")
@pytest.mark.skipif(sys.platform == "win32", reason="needs a locale of Unix")
@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX"},
        {"LC_ALL": "xx_YY.zz"},
        {"LC_ALL": "", "LANG": "", "PYTHONUTF8": "0"},
    ],
    ids=str,
)
def test_a_process_of_its_own_ends_well_in_a_locale_that_is_poor_or_unknown(locale):
    for command in ("show shoulder-rolls", "routine evening --speed 1000 --plain --no-log"):
        ran = backcare_process(*command.split(), environment=locale)
        assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.usefixtures("names")
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_an_ascii_terminal_shows_a_session_of_any_script(start):
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for command in ("show evening", "routine evening --yes --speed 1000 --no-sound --no-log"):
        run = start(*command.split(), environment=locale)
        assert run.end() == 0
        assert run.raw.isascii()


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr", "stdin stdout stderr"])
@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")
def test_closed_streams_are_empty_ones(closed):
    marks = {"stdin": "<&-", "stdout": ">&-", "stderr": "2>&-"}
    program = " ".join(PROGRAM)
    for command in ("config setup", "list", "hold 1 --speed 1000 --no-log", "history delete"):
        line = f"{program} {command} {' '.join(marks[name] for name in closed.split())}"
        ran = subprocess.run(["sh", "-c", line], capture_output=True, encoding="utf-8", check=False)
        assert "Traceback" not in ran.stderr
        assert ran.returncode in ((2,) if command == "config setup" else (0, 1))


@pytest.mark.parametrize("command", ["list", "hold 20", "config path", "", "new mine", "check --mine"])
@pytest.mark.parametrize("where", ["~no-such-user", "~no-such-user/folder"])
def test_a_home_that_cannot_be_found_is_said(command, where):
    ran = backcare(*command.split(), environment={"BACKCARE_HOME": where})
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        f"backcare: {where} is no folder that can be found: set BACKCARE_HOME to a folder for backcare's files\n"
    )


@pytest.mark.parametrize("columns", ["0", "-5", "x", "9" * 30, "1"])
@pytest.mark.parametrize(
    "command", ["list", "show doorway", "routine postpartum --dry-run", "tips", "config", "-h"]
)
def test_a_width_that_is_none_ends_no_command(command, columns):
    ran = backcare(*command.split(), environment={"COLUMNS": columns, "LINES": "x"})
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that is in use")
@pytest.mark.parametrize(
    "command", ["check x.yaml", "check .", "routine x.yaml", "export postpartum --no-voice", "list"]
)
def test_a_current_folder_that_is_gone_is_said(command, tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    leave = "import os, sys; os.rmdir(os.getcwd()); os.execv(sys.argv[1], sys.argv[1:])"
    program = [sys.executable, "-c", leave, *PROGRAM, *command.split()]
    ran = subprocess.run(program, capture_output=True, encoding="utf-8", cwd=folder, check=False)
    assert not folder.exists()
    assert "Traceback" not in ran.stderr
    assert "standard output" not in ran.stderr
    assert ran.returncode == (0 if command == "list" else 1)
