"""The first digits of a plain count, on the screen before the rest of the program is loaded.

Loading it takes a tenth of a second, which nobody who types `backcare hold 20` has to wait for. The count runs
from the moment that its digits are seen: the session goes on with this terminal and from this moment.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from backcare.errors import BackcareError
from backcare.terminal.output import is_at_terminal, shows_unicode

if TYPE_CHECKING:
    from backcare.terminal.terminal import Terminal

_LONGEST = 600  # seconds, the end of BARE_HOLD_RANGE, whose module is not loaded yet; a test compares them
_begun: "list[tuple[Terminal, float]]" = []  # the terminal that was opened, and when its digits were drawn


@contextmanager
def head_start(arguments: Sequence[str]) -> Iterator[None]:
    """Show the first digits if the arguments are a plain count, and nothing is chosen that could change it."""
    seconds = _plain_count(arguments)
    if seconds is None or not _has_plain_surroundings():
        yield
        return
    from backcare.runner.clock import real_clock
    from backcare.screen.first_digits import draw_first_digits
    from backcare.terminal.terminal import Terminal

    with Terminal(keys=True, screen=True) as terminal:
        colours = not os.environ.get("NO_COLOR")
        terminal.show(draw_first_digits(seconds, *terminal.size, unicode=shows_unicode(), colours=colours))
        _begun.append((terminal, real_clock()))
        try:
            yield
        finally:
            _begun.clear()


def open_terminal(*, keys: bool, screen: bool) -> "Terminal":
    """Return the terminal on which the first digits stand, if any, or else a new one."""
    from backcare.terminal.terminal import Terminal

    return _begun[0][0] if _begun and keys and screen else Terminal(keys=keys, screen=screen)


def drawn_at(terminal: "Terminal") -> float | None:
    """Return when the first digits were drawn on a terminal, by the real clock; None if they were not."""
    return next((at for one, at in _begun if one is terminal), None)


def _plain_count(arguments: Sequence[str]) -> int | None:
    """Return the seconds of `hold SECONDS` without another option."""
    if len(arguments) != 2 or arguments[0] != "hold":
        return None
    text = arguments[1]
    is_plain = text.isascii() and text.isdigit() and not text.startswith("0") and len(text) <= 3
    return int(text) if is_plain and int(text) <= _LONGEST else None


def _has_plain_surroundings() -> bool:
    """Whether a count is drawn here as it is by default: at a terminal, without anything chosen for it."""
    chosen = any(name.startswith("BACKCARE_") and name != "BACKCARE_HOME" for name in os.environ)
    if chosen or os.environ.get("TERM") == "dumb" or not is_at_terminal():
        return False
    from backcare.files.folders import find_folders

    try:
        return not os.path.lexists(find_folders().config_file)
    except BackcareError:
        return False
