"""Keys as a terminal sends them, by their names."""

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from backcare.terminal.decoder import STRING_QUIET
from pseudo_terminal import PATIENCE, keys_of


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (b" ", ["space"]),
        (b"\r", ["enter"]),
        (b"\n", ["enter"]),
        (b"n?+-7Q", ["n", "?", "+", "-", "7", "Q"]),
        (b"\x1b[A\x1b[B\x1b[C\x1b[D", ["up", "down", "right", "left"]),
        (b"\x1bOC\x1bOD", ["right", "left"]),
        (b"\x1b", ["escape"]),
        (b"\x1b\x1b", ["escape", "escape"]),
        (b"\x03\x1a\x1c", ["c-c", "c-z", "c-\\"]),
        (b"\x1b\x03", ["escape", "c-c"]),
        (b"\t\x7f", ["c-i", "c-h"]),
        (b"\x1bOP\x1b[15~\x1b[3~", ["f1", "f5", "delete"]),
        (b"\x1bx\x1b \x1b\x1b[A", ["alt-x", "alt-space", "alt-up"]),
        (b"\x1b[E", ["numpad-5"]),
        (b"\x1b[99;99zq", ["unknown", "q"]),
        ("ä€ñ😀".encode(), ["ä", "€", "ñ", "😀"]),
        (b"\xff\xfeq", ["\ufffd", "\ufffd", "q"]),
        (b"\xc3", ["\ufffd"]),
        (b"\x1b[200~some\rtext\x1b[201~q", ["paste", "q"]),
        (b"\x1b[12;40R\x1b[<0;3;4M\x1b[M !!\x1b[?62;22c\x1b[Iq", ["q"]),
        (b"n\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\q", ["n", "q"]),
        (b"\x1b[", ["alt-["]),
        (b"\x1b[M\x1b", ["unknown", "escape"]),
        (b"\x00", ["c-@"]),
    ],
)
def test_keys_have_names(tty, typed, names):
    with tty.terminal() as terminal:
        tty.type(typed)
        assert keys_of(terminal, len(names)) == names
        assert terminal.wait(0.0) == ()


def test_no_sequence_of_bytes_does_harm(tty):
    with tty.terminal() as terminal:
        for start in range(0, 256, 16):
            tty.type(bytes(range(start, start + 16)) + b"\x1b[" + bytes(range(start, start + 16)))
            terminal.wait(PATIENCE)
        tty.type(b"Z")
        while "Z" not in terminal.wait(PATIENCE):
            pass


def test_an_arrow_key_may_come_in_two_pieces(tty):
    with tty.terminal() as terminal:
        tty.type(b"\x1b[")
        tty.arrived()
        assert terminal.wait(0.0) == ()
        tty.type(b"C")
        assert keys_of(terminal, 1) == ["right"]


def test_an_answer_of_the_terminal_may_come_in_two_pieces_far_apart(tty):
    with tty.terminal() as terminal:
        tty.type(b"\x1b]11;rgb:1e1e/")
        tty.arrived()
        assert terminal.wait(0.2) == ()
        tty.type(b"1e1e/1e1e\x1b\\q")
        assert keys_of(terminal, 1) == ["q"]


def test_a_paste_without_an_end_does_not_swallow_later_keys(tty):
    with tty.terminal() as terminal:
        tty.type(b"\x1b[200~lost")
        tty.arrived()
        assert terminal.wait(STRING_QUIET + 0.3) == ()
        tty.type(b"\x03")
        assert keys_of(terminal, 1) == ["c-c"]


def test_a_paste_may_come_in_pieces_far_apart(tty):
    with tty.terminal() as terminal:
        tty.type(b"\x1b[200~curl\rq")
        tty.arrived()
        assert terminal.wait(0.2) == ()
        tty.type(b"q\x03\r\x1b[201~n")
        assert keys_of(terminal, 2) == ["paste", "n"]


def test_keys_typed_before_the_first_wait_are_neither_lost_nor_echoed(tty):
    with tty.terminal() as terminal:
        tty.written()
        tty.type(b"ab\x03\r")
        terminal.show(["one"])
        assert keys_of(terminal, 4) == ["a", "b", "c-c", "enter"]
        assert tty.written().endswith(b"\x1b[1;1Hone")


def test_keys_typed_before_it_began_count_too(tty):
    tty.type(b"a")
    with tty.terminal() as terminal:
        assert keys_of(terminal, 1) == ["a"]


def test_keys_that_nobody_read_do_not_land_in_the_shell(tty):
    with tty.terminal():
        tty.type(b"rm -rf\r")
        tty.arrived()
    with tty.terminal() as terminal:
        assert terminal.wait(0.1) == ()
