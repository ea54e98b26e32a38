import os
import socket
import sys
from pathlib import Path

import pytest

from backcare.files.faults import BadFile
from backcare.files.reading import LIMIT, read_text
from backcare.library.library import Library, check_file
from yaml_files import STRETCH, told, write

ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="needs the files of a Unix system")


def refused(path):
    """The one fault of a file that cannot be read at all."""
    with pytest.raises(BadFile) as caught:
        read_text(path)
    (fault,) = caught.value.faults
    return f"{fault.line}:{fault.column}: {fault.message}"


def test_a_missing_file_is_told(tmp_path):
    assert refused(tmp_path / "none.yaml") == "1:1: there is no such file"


def test_a_file_inside_a_file_is_told(tmp_path):
    assert refused(write(tmp_path / "a", "") / "b.yaml") == "1:1: there is no such file"


def test_a_folder_is_told(tmp_path):
    assert refused(tmp_path) == "1:1: is a folder, not a file of text"


@ON_UNIX
def test_a_pipe_is_told_without_waiting_for_its_other_end(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert refused(tmp_path / "pipe.yaml") == "1:1: is a pipe, not a file of text"


@ON_UNIX
def test_a_socket_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.yaml")
        assert refused(Path("s.yaml")) == "1:1: is a socket, not a file of text"


@ON_UNIX
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_told(device):
    assert refused(Path(device)) == "1:1: is a device, not a file of text"


@ON_UNIX
def test_a_link_to_itself_is_told(tmp_path):
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    assert refused(tmp_path / "loop.yaml") == "1:1: is a link that leads back to itself"


@ON_UNIX
def test_a_link_to_nothing_is_told(tmp_path):
    (tmp_path / "link.yaml").symlink_to("gone.yaml")
    assert refused(tmp_path / "link.yaml") == "1:1: is a link to a file that is not there"


@ON_UNIX
def test_a_link_to_a_file_is_as_good_as_the_file(tmp_path):
    write(tmp_path / "a.yaml", "a: 1\n")
    (tmp_path / "link.yaml").symlink_to("a.yaml")
    assert read_text(tmp_path / "link.yaml") == ("a: 1\n", ())


@ON_UNIX
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path):
    write(tmp_path / "a.yaml", "a: 1\n").chmod(0)
    assert refused(tmp_path / "a.yaml").startswith("1:1: may not be read")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that fails while it is read")
def test_a_failing_disk_is_told():
    assert refused(Path("/proc/self/mem")).startswith("1:1: cannot be read: ")


def test_a_name_with_nul_is_told():
    assert refused(Path("a\0b")) == "1:1: there is no such file"


def test_a_name_that_is_too_long_is_told(tmp_path):
    assert refused(tmp_path / ("a" * 5000)) == "1:1: there is no such file: the name is too long"


def test_a_name_that_could_steer_the_terminal_is_escaped(tmp_path):
    (fault,) = check_file(tmp_path / "\x1b[31m-\u202e.yaml", Library())
    assert str(fault).endswith(r"\x1b[31m-\u202e.yaml:1:1: there is no such file")


def test_a_file_at_the_limit_is_read_and_one_byte_more_is_told(tmp_path):
    path = write(tmp_path / "a.yaml", b"#" * LIMIT)
    assert read_text(path) == ("#" * LIMIT, ())
    write(path, b"#" * (LIMIT + 1))
    assert refused(path) == "1:1: is larger than 256 KB, too large for a file of this kind"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_encoding_of_two_bytes_is_told(tmp_path, encoding):
    path = write(tmp_path / "a.yaml", STRETCH.encode(encoding))
    assert refused(path) == "1:1: is written as UTF-16: save it as UTF-8"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_latin_1_is_told_with_line_and_column(tmp_path, start, line_end):
    path = write(
        tmp_path / "a.yaml", start + "name: Sit\u00e9".encode() + line_end + "a: Caf\u00e9 b".encode("latin-1")
    )
    assert refused(path) == "2:7: byte 0xE9 is not UTF-8: save the file as UTF-8"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_mark_at_the_start_and_foreign_line_ends_change_nothing(tmp_path, start, line_end):
    content = start + STRETCH.replace("\n", line_end).encode()
    assert told(tmp_path, content) == []
    wrong = start + b"name: A\r\nhold: 20\r\nsteps: [Sit]\r\nx: 1\r\n"
    assert [fault[:4] for fault in told(tmp_path, wrong)] == ["4:1:"]


@pytest.mark.parametrize(
    "char", ["\0", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\u2028", "\ufeff", "\x85"]
)
def test_a_strange_character_is_named_with_its_place(tmp_path, char):
    text = f"name: Reach\nhold: 20\nsteps: [Sit {char}tall.]\n"
    assert told(tmp_path, text) == [
        f"3:13: the character U+{ord(char):04X} is invisible or a control character: take it out"
    ]


def test_a_strange_character_in_a_comment_is_named_too(tmp_path):
    assert [fault[:5] for fault in told(tmp_path, STRETCH + "# \u202e\n")] == ["4:3: "]


@pytest.mark.parametrize(
    ("escape", "name"), [("\\e", "U+001B"), ("\\0", "U+0000"), ("\\u202e", "U+202E"), ("\\t", "U+0009")]
)
def test_an_escaped_strange_character_is_named_with_the_place_of_its_text(tmp_path, escape, name):
    text = f'name: Reach\nhold: 20\nsteps: ["Sit {escape}tall."]\n'
    message = f"the character {name} is invisible or a control character: take it out"
    assert told(tmp_path, text) == [f"3:9: steps[1]: {message}"]


def test_a_text_of_several_lines_is_told(tmp_path):
    text = 'name: Reach\nhold: 20\nsteps: ["Sit\\ntall."]\npurpose: |\n  May\n  help.\n'
    message = "must be one line: join the lines, or make each a text of its own"
    assert told(tmp_path, text) == [f"3:9: steps[1]: {message}", f"4:10: purpose: {message}"]


def test_a_folded_text_is_one_line(tmp_path):
    assert told(tmp_path, STRETCH + "purpose: >\n  May help\n  a little.\n") == []


def test_nothing_that_a_file_says_can_steer_the_terminal(tmp_path):
    text = '"\\e[31m\\u202e": 1\nname: "\\e]0;x\\a"\nposition: "\\e[2J"\nhold: "\\e"\nsteps: ["{\\e}"]\n'
    faults = told(tmp_path, text)
    assert len(faults) == 5
    assert all(fault.isprintable() for fault in faults)
