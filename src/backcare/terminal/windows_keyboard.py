"""The Windows console's keyboard, through prompt_toolkit. Written against its source, not run there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from backcare.terminal.decoder import key_names

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from prompt_toolkit.input import Input

CONSOLE_POLL = 0.05  # seconds between two looks at the console


class Keyboard:
    """The console's keyboard; it cannot be waited for together with a signal, so it is polled."""

    def __init__(self, _fd: int, _encoding: str = "utf-8") -> None:
        self._input: Input | None = None
        self._raw: AbstractContextManager[None] | None = None

    def take(self) -> None:
        """Do nothing before the first wait: a console without a reader does not echo."""

    def give_back(self) -> None:
        """Leave raw mode."""
        if self._raw is not None:
            self._raw.__exit__(None, None, None)
        self._input = self._raw = None

    def wait(self, until: float, _wake: int | None) -> tuple[str, ...]:
        """Return the keys pressed, or () at the monotonic time `until` or after 50 ms, whichever comes first."""
        if self._input is None:
            from prompt_toolkit.input import create_input

            self._input = create_input()
            self._raw = self._input.raw_mode()
            self._raw.__enter__()
        if found := tuple(key_names(self._input.read_keys())):
            return found
        time.sleep(max(0.0, min(until - time.monotonic(), CONSOLE_POLL)))
        return tuple(key_names(self._input.read_keys() or self._input.flush_keys()))
