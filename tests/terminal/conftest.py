"""A pseudo-terminal for each test that asks for one."""

import sys

import pytest

if sys.platform != "win32":
    from pseudo_terminal import Wired


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
