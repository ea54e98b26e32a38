"""Standard output and error: results, notices, lines."""

import errno
import json
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from backcare.errors import Exit, Stopped

if TYPE_CHECKING:
    from rich.console import RenderableType


def print_text(text: str = "", *, end: str = "\n") -> None:
    """Write a text to stdout at once.

    Raises Stopped if that was a terminal and is gone, OSError (BrokenPipeError, …) if it cannot be written to.
    """
    try:
        print(text, end=end, flush=True)  # noqa: T201 - the one place for results
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        raise Stopped(Exit.HANGUP) from None


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can say
    """Write a value to stdout as JSON and nothing else."""
    print_text(json.dumps(value, indent=2))


def print_lines(*lines: str) -> None:
    """Write lines to stdout, each as soon as it is known: a session's own text."""
    for line in lines:
        print_text(line)


def print_notice(text: str) -> None:
    """Write one short notice to stderr; where nobody can read it any more, that is no error."""
    with suppress(OSError):
        print(f"backcare: {text}", file=sys.stderr, flush=True)  # noqa: T201 - the one place for notices


def print_rich(renderable: "RenderableType") -> None:
    """Write something made with Rich to stdout, as wide as the window, or 80 cells where there is none.

    In a pipe, rows end where their text does: Rich fills those of tables with blanks.
    """
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if console.is_terminal:
        console.print(renderable)
        return
    with console.capture() as captured:
        console.print(renderable)
    print_text("\n".join(row.rstrip() for row in captured.get().split("\n")), end="")


def print_paged(renderable: "RenderableType") -> None:
    """Write something made with Rich to stdout, in a pager where it is higher than the window."""
    from rich.console import Console

    from backcare.terminal.pager import find_pager, show_in_pager

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if is_anybody_there() and (pager := find_pager()):
        with console.capture() as captured:
            console.print(renderable)
        if captured.get().count("\n") >= console.height and show_in_pager(pager, captured.get()):
            return
    print_rich(renderable)


def is_at_terminal() -> bool:
    """Whether a terminal is at both ends: what is shown is seen there, and can be answered."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def is_anybody_there() -> bool:
    """Whether somebody can press a key for what is shown: not in a pipe, on a dumb terminal, or in a CI job."""
    return is_at_terminal() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")


def shows_unicode() -> bool:
    """Whether the terminal can show more than ASCII: the locale set by the user decides."""
    if not (sys.stdout.encoding or "").lower().startswith("utf"):
        return False
    if sys.platform == "win32":
        return True
    # Python itself sets LC_CTYPE=C.UTF-8 where the locale is C, so that value alone says nothing.
    chosen = os.environ.get("LC_ALL") or os.environ.get("LANG") or os.environ.get("LC_CTYPE", "")
    if chosen == os.environ.get("LC_CTYPE") == "C.UTF-8" and not os.environ.get("LANG"):
        return False
    return "utf" in chosen.lower()


def shows_braille() -> bool:
    """Whether the terminal has the dots of braille: the font of a Linux console has blocks only."""
    return shows_unicode() and os.environ.get("TERM") != "linux"
