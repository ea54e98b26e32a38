"""Pseudo-terminals for tests: with a Terminal of this process on them, or programs in their own sessions."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import pyte

from backcare.terminal.terminal import Terminal

PATIENCE = 20.0  # seconds; only ever used up by a fault
ON = (b"\x1b[?1049h", b"\x1b[?25l", b"\x1b[?7l", b"\x1b[?2004h")
OFF = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?7h", b"\x1b[?2004l")
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


def keys_of(terminal, count):
    """Wait until so many keys have come."""
    names, end = [], time.monotonic() + PATIENCE
    while len(names) < count:
        assert time.monotonic() < end, f"only {names} came"
        names += terminal.wait(1.0)
    return names
