"""A terminal in this process: keys come from a script, time passes by waiting, the screen is rows of text.

It has what a run may ask of a terminal and nothing else, so a call it does not know raises; so does a wrong one.
"""

import re
from collections import deque

from rich.cells import cell_len

from backcare.errors import Exit, Stopped
from backcare.terminal.decoder import Decoder
from scripts import Do, Press, Resize, See, Signal

A_KEY = 0.4  # seconds from one key to the next: a finger left on one is quicker
STOPPED = 30.0  # seconds
LONGEST = 3600.0  # seconds that a script may take
CODES = {"SIGINT": Exit.INTERRUPTED, "SIGTERM": Exit.TERMINATED, "SIGHUP": Exit.HANGUP}


class FakeTerminal:
    """Plays the steps of a script, then presses `leave` until the end; `never` are texts not to be shown."""

    def __init__(self, steps, *, size=(80, 24), leave="", never=(), screen=True):
        self.time = 1000.0
        self.size = size
        self.text = ""
        self.bells = 0
        self.has_keys = self.has_bell = True
        self.has_screen = screen
        self._steps = deque(steps)
        self._leave = leave
        self._never = never
        self._waits = 0
        self._is_entered = self._is_resized = False

    def open(self, *, keys, screen):
        """Stand in for `Terminal(...)`."""
        assert isinstance(keys, bool)
        assert isinstance(screen, bool)
        return self

    def clock(self):
        return self.time

    def assert_done(self):
        assert not self._is_entered, "the terminal was not given back"
        assert not self._steps, f"ended before {self._steps[0]}:\n{self.text}"

    def __enter__(self):
        assert not self._is_entered, "entered twice"
        self._is_entered = True
        return self

    def __exit__(self, *_exception):
        self._is_entered = False

    def show(self, lines):
        assert self._is_entered, "shown outside"
        rows = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in lines]
        assert len(rows) <= self.size[1], rows
        for row in rows:
            assert row.isprintable(), row
            assert cell_len(row) < self.size[0], row
        self.text = "\n".join(row.rstrip() for row in rows)
        assert not any(text in self.text for text in self._never), self.text

    def invalidate(self):
        self.text = ""

    def bell(self):
        assert self._is_entered, "rung outside"
        self.bells += 1

    def wait(self, seconds):
        assert self._is_entered, "waited outside"
        assert 0.0 <= seconds <= 1.0, seconds
        self._waits += 1
        while self._steps:
            match self._steps[0]:
                case See() as step if not step.is_on(self.text):
                    return self._pass(seconds)
                case Press(keys):
                    return self._press(keys)
                case Resize(columns, rows):
                    self.size, self._is_resized = (columns, rows), True
                case Do(action):
                    action()
                case Signal(name):
                    self._steps.popleft()
                    raise Stopped(CODES[name])
            self._steps.popleft()
        if self._leave and seconds:
            return self._typed(self._leave)
        return self._pass(seconds)

    def took_resize(self):
        taken, self._is_resized = self._is_resized, False
        return taken

    def took_continue(self):
        return False

    def suspend(self):
        """Stop as a job does, and go on a while later."""
        self.time += STOPPED

    def _press(self, keys):
        self._steps.popleft()
        return self._typed(keys)

    def _typed(self, keys):
        self.time += A_KEY
        decoder = Decoder()
        return (*decoder.feed(keys.encode()), *decoder.flush())

    def _pass(self, seconds):
        self.time += seconds + 0.0001  # a sleep wakes a little late
        waits_for = self._steps[0] if self._steps else "the end"
        assert self.time < 1000.0 + LONGEST, f"never came to {waits_for}:\n{self.text}"
        assert self._waits < 100_000, f"never came to {waits_for}, waiting for nothing:\n{self.text}"
        return ()
