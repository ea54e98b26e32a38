"""The terminal as it really is: a pseudo-terminal, a job-control shell, signals, a window that closes."""

import contextlib
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

import fcntl
import pty
import termios

import pyte

from backcare.errors import Exit, Stopped
from backcare.terminal.terminal import Terminal

PATIENCE = 20.0  # seconds; only ever used up by a fault
ON = (b"\x1b[?1049h", b"\x1b[?25l", b"\x1b[?7l")
OFF = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?7h")
CLEAR = b"\x1b[2J"


class Tty:
    """A pseudo-terminal; what is written to it is kept as `raw` and drawn on `screen`."""

    def __init__(self, columns=80, rows=24):
        self.master, self.slave = pty.openpty()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.resize(columns, rows)
        os.set_blocking(self.master, False)
        self.before = self.attributes()

    def resize(self, columns, rows):
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def attributes(self):
        return termios.tcgetattr(self.slave)

    def type(self, keys):
        os.write(self.master, keys)

    def arrived(self):
        """Wait until what was typed can be read."""
        self.until(lambda: select.select([self.slave], [], [], 0)[0], "the typed keys")

    def pump(self, seconds):
        if select.select([self.master], [], [], seconds)[0]:
            data = os.read(self.master, 65536)
            self.raw += data
            self._stream.feed(data)

    def until(self, predicate, what="what was awaited"):
        end = time.monotonic() + PATIENCE
        while not predicate():
            assert time.monotonic() < end, f"{what} never came; on the screen:\n{self.text}\n{self.raw[-500:]!r}"
            self.pump(0.02)

    def sees(self, text):
        self.until(lambda: text in self.text, repr(text))

    @property
    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display).strip()

    @property
    def is_given_back(self):
        """Whether everything that was switched on has been switched off, and the attributes are as they were."""
        pairs = all(self.raw.rfind(on) <= self.raw.rfind(off) for on, off in zip(ON, OFF, strict=True))
        return pairs and self.attributes() == self.before

    @property
    def is_raw(self):
        return not self.attributes()[3] & (termios.ECHO | termios.ICANON | termios.ISIG)

    def close(self):
        for fd in (self.master, self.slave):
            with contextlib.suppress(OSError):
                os.close(fd)


# ------------------------------------------------------------------------------------ in this process


class Wired(Tty):
    """A pseudo-terminal with a Terminal of this process on it."""

    def __init__(self):
        super().__init__()
        self._files = contextlib.ExitStack()
        self.stdin = self.opened("r")
        self.stdout = self.opened("w")

    def opened(self, mode, encoding="utf-8"):
        return self._files.enter_context(os.fdopen(os.dup(self.slave), mode, encoding=encoding))

    def terminal(self, *, keys=True, screen=True):
        return Terminal(keys=keys, screen=screen, stdin=self.stdin, stdout=self.stdout)

    def written(self):
        """Return what was written since the last time."""
        os.write(self.slave, b"\x00END")
        start = len(self.raw)
        self.until(lambda: self.raw.endswith(b"\x00END"))
        since, self.raw = self.raw[start:-4], self.raw[:-4]
        return since

    def close(self):
        self._files.close()
        super().close()


@pytest.fixture
def tty():
    wired = Wired()
    yield wired
    wired.close()


@pytest.fixture
def drawn(tty):
    """A terminal that shows two rows, and nothing unread of it."""
    with tty.terminal() as terminal:
        terminal.show(["one", "two"])
        tty.sees("two")
        yield terminal


def keys_of(terminal, count):
    """Wait until so many keys have come."""
    names, end = [], time.monotonic() + PATIENCE
    while len(names) < count:
        assert time.monotonic() < end, f"only {names} came"
        names += terminal.wait(1.0)
    return names


@pytest.mark.usefixtures("drawn")
def test_a_frame_is_on_the_screen(tty):
    assert tty.text == "one\ntwo"


def test_only_rows_that_differ_are_written(tty, drawn):
    tty.written()
    drawn.show(["one", "TWO"])
    assert tty.written() == b"\x1b[2;1HTWO\x1b[K"


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


def test_colours_end_with_their_row(tty, drawn):
    tty.written()
    drawn.show(["\x1b[1mone", "\x1b[1mtwo\x1b[0m"])
    assert tty.written() == b"\x1b[1;1H\x1b[1mone\x1b[0m\x1b[K\x1b[2;1H\x1b[1mtwo\x1b[0m\x1b[K"


def test_a_forgotten_frame_is_cleared_and_written_anew(tty, drawn):
    tty.written()
    drawn.invalidate()
    drawn.show(["one", "two"])
    assert tty.written() == b"\x1b[0m\x1b[2J\x1b[1;1Hone\x1b[K\x1b[2;1Htwo\x1b[K"


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
    drawn.wait(0.0)  # the first wait for a key imports what reads it
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


def test_without_a_screen_nothing_is_written_but_the_bell(tty):
    with tty.terminal(screen=False) as terminal:
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


def test_a_paste_without_an_end_does_not_swallow_later_keys(tty):
    with tty.terminal() as terminal:
        tty.type(b"\x1b[200~lost")
        tty.arrived()
        assert terminal.wait(0.3) == ()
        tty.type(b"\x03")
        assert keys_of(terminal, 1) == ["c-c"]


def test_keys_typed_before_the_first_wait_are_neither_lost_nor_echoed(tty):
    with tty.terminal() as terminal:
        tty.written()
        tty.type(b"ab\x03\r")
        terminal.show(["one"])
        assert keys_of(terminal, 4) == ["a", "b", "c-c", "enter"]
        assert tty.written().endswith(b"\x1b[1;1Hone\x1b[K")


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


# ------------------------------------------------------------------------------------ in processes of its own

PROGRAM = """
import os, signal, sys
from backcare.errors import Stopped
from backcare.terminal.terminal import Terminal

def main(terminal):
    keys, news = [], []
    while "q" not in keys:
        terminal.show(["keys " + " ".join(keys), "news " + " ".join(news), "size %dx%d" % terminal.size])
        for key in terminal.wait(60):
            keys.append(key)
            if key == "c-z":
                terminal.suspend()
            elif key == "x":
                raise SystemExit(7)
        if terminal.took_resize():
            news.append("resize")
        if terminal.took_continue():
            news.append("continue")

BEFORE
try:
    with Terminal(keys=True, screen=True) as terminal:
        BODY
except Stopped as stopped:
    sys.exit(int(stopped.exit))
"""

# What bash does for a job: a process group of its own, the terminal handed over, taken back and put in order.
SHELL = """
import os, signal, sys, termios
report, orders, foreground, *argv = sys.argv[1:]
report, orders = int(report), int(orders)
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
own, mode = os.getpgrp(), termios.tcgetattr(0)
job = os.fork()
if job == 0:
    os.setpgid(0, 0)
    if foreground == "yes":
        os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(argv[0], argv)
os.write(report, b"%d\\n" % job)
while True:
    status = os.waitpid(job, os.WUNTRACED)[1]
    os.tcsetpgrp(0, own)
    if not os.WIFSTOPPED(status):
        os.write(report, b"exit %d\\n" % os.waitstatus_to_exitcode(status))
        break
    os.write(report, b"stopped\\n")
    order = os.read(orders, 1)
    termios.tcsetattr(0, termios.TCSADRAIN, mode)
    if order == b"f":
        os.tcsetpgrp(0, job)
    os.killpg(job, signal.SIGCONT)
os.read(orders, 1)  # the terminal would be hung up with its session
"""
LEAD = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


def program(body="main(terminal)", before=""):
    return [sys.executable, "-c", PROGRAM.replace("BODY", body).replace("BEFORE", before)]


class Session(Tty):
    """A pseudo-terminal with a session of its own on it, led by `argv`."""

    def __init__(self, *argv, pass_fds=(), columns=80, rows=24):
        super().__init__(columns, rows)
        self.leader = subprocess.Popen(
            [sys.executable, "-c", LEAD, *argv],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
            pass_fds=pass_fds,
        )

    def close(self):
        super().close()
        self.leader.kill()
        self.leader.wait()


class Job(Session):
    """A pseudo-terminal with a job-control shell on it that runs one job."""

    def __init__(self, *argv, foreground=True, **size):
        self._reports, report = os.pipe()
        orders, self._orders = os.pipe()
        os.set_blocking(self._reports, False)
        way = "yes" if foreground else "no"
        shell = [sys.executable, "-c", SHELL, str(report), str(orders), way]
        super().__init__(*shell, *argv, pass_fds=(report, orders), **size)
        os.close(report)
        os.close(orders)
        self._told = b""
        self.until(lambda: b"\n" in self._told, "the job")
        first, self._told = self._told.split(b"\n", 1)
        self.pid = int(first)

    def pump(self, seconds):
        super().pump(seconds)
        with contextlib.suppress(BlockingIOError):
            self._told += os.read(self._reports, 4096)

    def told(self, report):
        self.until(lambda: report in self._told, report.decode())
        self._told = b""

    def order(self, order):
        os.write(self._orders, order)

    def send(self, number):
        os.kill(self.pid, number)

    def starts(self):
        self.sees("size 80x24")
        return self

    def close(self):
        with contextlib.suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
        super().close()
        os.close(self._reports)
        os.close(self._orders)


@pytest.fixture
def run():
    """Start sessions and jobs that end with the test."""
    with contextlib.ExitStack() as stack:
        yield lambda kind, *argv, **options: stack.enter_context(contextlib.closing(kind(*argv, **options)))


@pytest.fixture
def job(run):
    return run(Job, *program()).starts()


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGQUIT, 130)],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_signal_ends_it_with_its_code_and_a_clean_terminal(job, number, code):
    job.send(number)
    job.told(b"exit %d\n" % code)
    assert job.is_given_back
    assert b"Traceback" not in job.raw


def test_leaving_by_itself_is_clean_too(job):
    job.type(b"q")
    job.told(b"exit 0\n")
    assert job.is_given_back


def test_an_exit_in_the_middle_is_clean_too(job):
    job.type(b"x")
    job.told(b"exit 7\n")
    assert job.is_given_back


def test_ctrl_c_is_a_key(job):
    job.type(b"\x03")
    job.sees("keys c-c")


def test_a_resize_is_seen_and_drawn_at_once(job):
    job.resize(50, 12)
    job.sees("size 50x12")
    assert job.raw.count(CLEAR) == 2
    assert "news resize" in job.text


def assert_it_goes_on(job):
    start = len(job.raw)
    job.order(b"f")
    job.sees("news continue")
    again = job.raw[start:]
    assert job.is_raw
    assert [again.count(on) for on in ON] == [1, 1, 1]
    assert CLEAR in again
    assert b"size 80x24" in again
    job.type(b"n")
    job.until(lambda: "n\nnews" in job.text, "a key after the stop")


def test_ctrl_z_stops_it_with_a_clean_terminal_and_it_goes_on(job):
    job.type(b"\x1a")
    job.told(b"stopped\n")
    assert job.is_given_back
    assert_it_goes_on(job)


def test_a_stop_from_outside_is_as_clean(job):
    job.send(signal.SIGTSTP)
    job.told(b"stopped\n")
    assert job.is_given_back
    assert_it_goes_on(job)


def test_it_can_be_stopped_twice(job):
    for _ in range(2):
        job.type(b"\x1a")
        job.told(b"stopped\n")
        assert job.is_given_back
        assert_it_goes_on(job)


def test_a_stop_that_cannot_be_caught_is_mended_when_it_goes_on(job):
    job.send(signal.SIGSTOP)
    job.told(b"stopped\n")
    assert_it_goes_on(job)


def test_it_ends_cleanly_after_a_stop(job):
    job.send(signal.SIGSTOP)
    job.told(b"stopped\n")
    job.order(b"f")
    job.type(b"q")
    job.told(b"exit 0\n")
    assert job.is_given_back


def test_a_stopped_job_can_be_ended_without_touching_the_shells_screen(job):
    job.type(b"\x1a")
    job.told(b"stopped\n")
    start = len(job.raw)
    job.send(signal.SIGTERM)
    job.order(b"b")
    job.told(b"exit 143\n")
    assert job.raw[start:] == b""
    assert job.is_given_back


def test_ctrl_z_stops_the_program_that_started_it_too(run):
    job = run(Job, "/bin/sh", "-c", '"$@"; exit 5', "sh", *program()).starts()
    job.type(b"\x1a")
    job.told(b"stopped\n")
    assert_it_goes_on(job)
    job.type(b"q")
    job.told(b"exit 5\n")


def test_ctrl_z_where_nobody_could_continue_it_changes_nothing(run):
    session = run(Session, *program())
    session.sees("size")
    session.type(b"\x1a")
    session.sees("news continue")
    session.type(b"q")
    session.until(lambda: session.leader.poll() is not None, "the end")
    assert session.leader.returncode == 0


def test_a_stop_and_a_continuation_that_come_together_do_not_stop_it(run):
    both = "os.kill(os.getpid(), signal.SIGTSTP); os.kill(os.getpid(), signal.SIGCONT); main(terminal)"
    run(Job, *program(both)).sees("news continue")


def test_where_stops_are_ignored_ctrl_z_is_a_key_like_others(run):
    job = run(Job, *program(before="signal.signal(signal.SIGTSTP, signal.SIG_IGN)")).starts()
    job.type(b"\x1an")
    job.sees("keys c-z n")


def test_in_the_background_it_waits_to_be_called(run):
    job = run(Job, *program(), foreground=False)
    job.told(b"stopped\n")
    assert job.raw == b""
    job.order(b"f")
    job.sees("size 80x24")
    job.type(b"q")
    job.told(b"exit 0\n")
    assert job.is_given_back


def test_in_the_background_it_can_be_ended(run):
    job = run(Job, *program(), foreground=False)
    job.told(b"stopped\n")
    job.send(signal.SIGTERM)
    job.order(b"b")
    job.told(b"exit 143\n")
    assert job.raw == b""


@pytest.mark.parametrize("before", ["", "signal.signal(signal.SIGHUP, signal.SIG_IGN)"], ids=["", "nohup"])
def test_a_closed_window_ends_it(run, before):
    session = run(Session, *program(before=before))
    session.sees("size")
    os.close(session.slave)
    os.close(session.master)
    assert session.leader.wait(PATIENCE) == 129


def test_a_signal_that_was_ignored_stays_so(run):
    job = run(Job, *program(before="signal.signal(signal.SIGHUP, signal.SIG_IGN)")).starts()
    job.send(signal.SIGHUP)
    job.type(b"n")
    job.sees("keys n")


def test_a_signal_after_the_last_wait_is_not_lost(run):
    job = run(Job, *program("os.kill(os.getpid(), signal.SIGTERM)"))
    job.told(b"exit 143\n")
    assert job.is_given_back


def test_a_program_that_never_waits_on_a_terminal_that_takes_no_more_ends_all_the_same(run):
    session = run(Session, *program("while True: terminal.invalidate(); terminal.show(['x' * 79] * 24)"))
    session.until(lambda: b"xxx" in session.raw, "a frame")
    session.leader.terminate()
    assert session.leader.wait(PATIENCE) == 143
    assert session.attributes() == session.before


def test_a_frame_is_whole_on_a_terminal_that_does_not_block(run):
    body = "terminal.show(['x' * 199] * 59 + ['end']); main(terminal)"
    session = run(Session, *program(body, "os.set_blocking(1, False)"), columns=200, rows=60)
    session.until(lambda: b"end\x1b[K" in session.raw, "the last row")
    assert session.raw.count(b"x" * 199) == 59


def test_importing_it_imports_nothing_heavy():
    code = (
        "import sys, backcare.terminal.terminal; print({'prompt_toolkit', 'rich', 'asyncio'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
