"""The screen, the waits and the way out of a terminal in this process."""

import os
import signal
import sys
import threading
import time

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from backcare.errors import Exit, Stopped
from backcare.terminal.terminal import Terminal
from pseudo_terminal import CLEAR, OFF, PATIENCE, keys_of


@pytest.mark.usefixtures("drawn")
def test_a_frame_is_on_the_screen(tty):
    assert tty.text == "one\ntwo"


def test_only_cells_that_differ_are_written(tty, drawn):
    tty.written()
    drawn.show(["one", "tWO"])
    assert tty.written() == b"\x1b[2;2HWO"


def test_nothing_is_written_for_the_same_frame(tty, drawn):
    tty.written()
    drawn.show(["one", "two"])
    assert tty.written() == b""


def test_a_shorter_frame_clears_the_rest_once(tty, drawn):
    tty.written()
    drawn.show(["one"])
    assert tty.written() == b"\x1b[2;1H\x1b[K"
    drawn.show(["one", ""])
    assert tty.written() == b""


def test_rows_that_do_not_fit_are_left_out(tty, drawn):
    drawn.show([f"row {number}" for number in range(30)])
    tty.sees("row 23")
    assert "row 24" not in tty.text


def test_colours_end_with_the_frame(tty, drawn):
    tty.written()
    drawn.show(["\x1b[1mone", "\x1b[1mtwo\x1b[0m"])
    assert tty.written() == b"\x1b[1;1H\x1b[1mone\x1b[2;1Htwo\x1b[0m"


def test_a_forgotten_frame_is_cleared_and_written_anew(tty, drawn):
    tty.written()
    drawn.invalidate()
    drawn.show(["one", "two"])
    assert tty.written() == b"\x1b[0m\x1b[2J\x1b[1;1Hone\x1b[2;1Htwo"


def test_a_resize_is_told_once_and_the_frame_written_anew(tty, drawn):
    tty.written()
    os.kill(os.getpid(), signal.SIGWINCH)
    assert drawn.wait(PATIENCE) == ()
    assert [drawn.took_resize(), drawn.took_resize()] == [True, False]
    drawn.show(["one"])
    assert CLEAR in tty.written()


def calls_in(action):
    """Return how many calls into C an action makes: one that never sleeps makes thousands a second."""
    calls = []

    def note(_frame, event, _argument):
        if event == "c_call":
            calls.append(event)

    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(None)
    return len(calls)


def test_a_resize_that_nobody_asks_for_wakes_only_once(drawn):
    os.kill(os.getpid(), signal.SIGWINCH)
    drawn.wait(PATIENCE)
    drawn.wait(0.001)  # the first wait for a key imports what reads it
    assert calls_in(lambda: drawn.wait(0.3)) < 100


def test_the_size_is_asked_anew(tty, drawn):
    assert drawn.size == (80, 24)
    tty.resize(50, 12)
    assert drawn.size == (50, 12)


def test_a_terminal_that_does_not_know_its_size_has_80_by_24(tty, drawn):
    tty.resize(0, 0)
    assert drawn.size == (80, 24)


def test_a_bell_is_one_byte(tty, drawn):
    tty.written()
    drawn.bell()
    assert tty.written() == b"\a"
    drawn.bell(2)
    assert tty.written() == b"\a\a"


def test_keys_without_a_screen_only_have_pastes_come_in_brackets(tty):
    with tty.terminal(screen=False):
        assert tty.written() == b"\x1b[?2004h"
    assert tty.written() == b"\x1b[?2004l"


@pytest.mark.parametrize("keys", [True, False])
def test_on_a_dumb_terminal_nothing_is_written_but_the_bell(tty, monkeypatch, keys):
    monkeypatch.setenv("TERM", "dumb")
    with tty.terminal(keys=keys, screen=False) as terminal:
        terminal.show(["one"])
        terminal.bell()
        assert tty.written() == b"\a"
    assert tty.written() == b""


def test_without_screen_and_keys_nothing_is_written_but_the_bell(tty):
    with tty.terminal(keys=False, screen=False) as terminal:
        terminal.show(["one"])
        terminal.bell()
        assert tty.written() == b"\a"
    assert tty.written() == b""


def test_into_a_pipe_nothing_is_written_at_all(tty):
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as pipe:
        with (
            os.fdopen(writer, "w") as stdout,
            Terminal(keys=True, screen=True, stdin=tty.stdin, stdout=stdout) as terminal,
        ):
            assert (terminal.has_keys, terminal.has_screen, terminal.size) == (True, False, (80, 24))
            terminal.show(["one"])
            terminal.bell()
        assert pipe.read() == b""


def test_what_the_terminal_cannot_show_does_not_end_the_session(tty):
    with Terminal(keys=False, screen=True, stdout=tty.opened("w", "ascii")) as terminal:
        terminal.show(["caf\u00e9 \u2800"])
        tty.sees("caf? ?")


def test_leaving_gives_everything_back(tty):
    with tty.terminal() as terminal:
        assert tty.is_raw
        terminal.show(["one"])
    tty.written()
    assert tty.is_given_back
    assert tty.raw.endswith(OFF[0])


def test_an_exception_gives_everything_back(tty):
    with pytest.raises(ZeroDivisionError), tty.terminal() as terminal:
        terminal.show([str(1 // 0)])
    tty.written()
    assert tty.is_given_back


def test_signals_are_left_as_they_were(tty):
    def handlers():
        return [signal.getsignal(number) for number in signal.valid_signals()]

    before = handlers()
    with tty.terminal():
        assert handlers() != before
    assert handlers() == before
    assert signal.set_wakeup_fd(-1) == -1


def test_outside_the_main_thread_it_hears_no_signals_and_works(tty):
    found = []

    def play():
        with tty.terminal() as terminal:
            terminal.show(["one"])
            found.extend(keys_of(terminal, 1))
        with tty.terminal(keys=False) as terminal:
            found.append(terminal.wait(0.0))

    thread = threading.Thread(target=play)
    thread.start()
    tty.sees("one")
    tty.type(b"a")
    thread.join()
    assert found == ["a", ()]


def test_leaving_a_closed_terminal_is_quiet(tty):
    with tty.terminal():
        os.close(tty.master)


def test_a_closed_terminal_ends_a_wait(tty):
    with tty.terminal() as terminal:
        os.close(tty.master)
        with pytest.raises(Stopped) as stopped:
            terminal.wait(PATIENCE)
    assert stopped.value.exit is Exit.HANGUP


def test_a_closed_terminal_ends_a_frame(tty):
    with tty.terminal(keys=False) as terminal:
        os.close(tty.master)
        with pytest.raises(Stopped) as stopped:
            terminal.show(["one"])
    assert stopped.value.exit is Exit.HANGUP


def test_a_closed_terminal_cannot_be_entered(tty):
    terminal = tty.terminal()
    os.close(tty.master)
    with pytest.raises(Stopped), terminal:
        pass


def test_a_stream_that_is_no_terminal_has_no_keys_and_burns_nothing(tty):
    with os.fdopen(os.open(os.devnull, os.O_RDONLY)) as stdin:
        terminal = Terminal(keys=True, screen=True, stdin=stdin, stdout=tty.stdout)
    with terminal:
        assert not terminal.has_keys
        start, names = time.monotonic(), []
        assert calls_in(lambda: names.extend(terminal.wait(0.4))) < 100
        assert time.monotonic() - start >= 0.4
        assert names == []


def test_a_closed_stdin_has_no_keys(tty):
    tty.stdin.close()
    with tty.terminal() as terminal:
        assert not terminal.has_keys
        assert terminal.wait(0.0) == ()


def test_a_missing_stdin_has_no_keys(tty, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with Terminal(keys=True, screen=True, stdout=tty.stdout) as terminal:
        assert not terminal.has_keys


def test_a_wait_lasts_as_long_as_it_should(tty):
    with tty.terminal() as terminal:
        terminal.wait(0.0)
        start = time.monotonic()
        assert terminal.wait(0.2) == ()
        assert 0.2 <= time.monotonic() - start < PATIENCE
