"""The real program in a pseudo-terminal, its screen as an emulator shows it."""

import os
import re
import signal
import sys
import time

import pexpect
import pyte

from scripts import Do, Press, Resize, See, Signal

A_PRESS = 0.7  # seconds: what comes sooner is taken for a finger that stays on the key
PATIENCE = 60.0  # seconds: a machine that is busy with other things is no fault of the program's
ROW = re.compile(rb"(?=\x1b\[\d+;1H)")  # where the program begins to write a row


class Real:
    """A run of the program; `see` waits for something that any half-drawn screen would not show.

    It looks after each row that the program wrote, so that nothing which stood there for a moment is missed,
    however late the test comes to read.
    """

    def __init__(self, *arguments, columns=80, rows=24, environment=(), command=None):
        env = os.environ | {"PYTHONWARNINGS": "default"} | dict(environment)
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        command, first = (command[0], command[1:]) if command else (sys.executable, ["-m", "backcare"])
        self.child = pexpect.spawn(
            command, [*first, *arguments], dimensions=(rows, columns), env=env, timeout=PATIENCE, echo=True
        )

    @property
    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, look=lambda: None):
        """Take what the program wrote since, and look at the screen after each row; False when it has ended."""
        try:
            new = self.child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += new
        for row in filter(None, ROW.split(new)):
            self.stream.feed(row)
            look()
        return True

    def see(self, *texts):
        """Wait until all the texts are on the screen, or what a step of a script asks for."""
        step = texts[0] if isinstance(texts[0], See) else See(texts)
        seen = step.is_on(self.text)

        def look():
            nonlocal seen
            seen = seen or step.is_on(self.text)

        until = time.monotonic() + PATIENCE
        while not seen:
            running = self.read(look)
            assert seen or running, f"ended without showing {texts}:\n{self.text}"
            assert seen or time.monotonic() < until, f"never showed {texts}:\n{self.text}"
        return self

    def see_written(self, text, *, times):
        """Wait until a text was written so many times, whether or not it still stands."""
        until = time.monotonic() + PATIENCE
        while self.raw.count(text.encode()) < times:
            assert self.read(), f"ended without writing {text!r} {times} times"
            assert time.monotonic() < until, f"never wrote {text!r} {times} times:\n{self.text}"
        return self

    def follow(self, steps):
        """Play the steps of a script."""
        for step in steps:
            match step:
                case See():
                    self.see(step)
                case Press(keys):
                    self.press(keys)
                case Resize(columns, rows):
                    self.resize(columns, rows)
                case Do(action):
                    action()
                case Signal(name):
                    self.signal(signal.Signals[name])
        return self

    @property
    def gave_back(self):
        """Whether the screen, the cursor, wrapping and pastes were given back last."""
        return all(
            self.raw.rfind(b"\x1b[?" + mode + taken) < self.raw.rfind(b"\x1b[?" + mode + given)
            for mode, taken, given in (
                (b"1049", b"h", b"l"),
                (b"25", b"l", b"h"),
                (b"7", b"l", b"h"),
                (b"2004", b"h", b"l"),
            )
        )

    def press(self, *keys):
        for key in keys:
            self.child.send(key)
        return self

    def signal(self, number):
        self.child.kill(number)
        return self

    def resize(self, columns, rows):
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)
        return self

    def end(self, *, pressing=""):
        """Wait for the end, pressing a key now and then if wished; return the exit code as a shell gives it."""
        now = time.monotonic()
        until, press_at = now + PATIENCE, now
        while self.read():
            now = time.monotonic()
            assert now < until, f"never ended:\n{self.text}"
            if pressing and now >= press_at:
                self.child.send(pressing)
                press_at = now + A_PRESS
        self.child.wait()
        if self.child.signalstatus:
            return 128 + self.child.signalstatus
        return self.child.exitstatus

    def stop(self):
        if self.child.isalive():
            self.child.kill(signal.SIGKILL)
        self.child.close(force=True)
