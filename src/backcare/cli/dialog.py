"""Questions and notices of the commands."""

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import typer

from backcare.errors import BackcareError, Exit, UsageError
from backcare.library.library import Library, shipped_folder
from backcare.library.lookup import FileKind
from backcare.terminal.output import print_text
from backcare.text import join_words

if TYPE_CHECKING:
    from backcare.terminal.terminal import Terminal

MOST_TRIES = 3
_PATIENCE = 60.0  # seconds after which a key is waited for anew

_Answer = TypeVar("_Answer")


def print_shadow(kind: FileKind, own_id: str) -> None:
    """Print which shipped file the user's own one of that id is used in place of, if there is one."""
    shipped = Library(shipped_folder())
    if own_id not in shipped.ids(kind):
        return
    users = shipped.routines_using(own_id) if kind is FileKind.STRETCH else ()
    also = f", also in {join_words(users, 'and')}" if users else ""
    print_text(f"{own_id} comes with backcare, too: yours is used in its place{also}")


def ask(
    question: str, read: Callable[[str], _Answer], take: Callable[[], str | None] | None = None
) -> _Answer | None:
    """Ask until `read` takes an answer, and return what it made of it; None where no answer comes any more.

    An answer is a line of stdin, or what `take` returns. `read` raises BackcareError with what is wrong with it;
    the third such answer ends the questions with that.
    """
    for tries_left in reversed(range(MOST_TRIES)):
        print_text(f"{question} ", end="")
        answer = (take or _take_line)()
        if answer is None:
            return None
        try:
            return read(answer.strip())
        except BackcareError as error:
            if not tries_left:
                raise
            print_text(str(error))
    return None


def ask_by_key(question: str, read: Callable[[str], _Answer]) -> _Answer | None:
    """Ask as `ask` does for an answer of one key: Enter is an empty one, Esc ends the questions."""
    from backcare.terminal.terminal import Terminal

    with Terminal(keys=True, screen=False) as terminal:
        return ask(question, read, partial(_take_key, terminal))


def _take_line() -> str | None:
    return sys.stdin.readline() or None


def _take_key(terminal: "Terminal") -> str | None:
    from backcare.runner.devices import read_keys

    while not (keys := read_keys(terminal, _PATIENCE)):
        pass
    key = {"enter": "", "escape": None, "c-d": None}.get(keys[0], keys[0])
    print_text(key or "")
    return key


def ask_yes_or_no(question: str, *, default: bool) -> bool:
    """Ask a question on stdin and return whether the answer is yes; Enter is the default, no line is no.

    Raises UsageError after three answers that are neither.
    """
    choices = "[Y/n]" if default else "[y/N]"
    return bool(ask(f"{question} {choices}:", lambda line: read_yes_or_no(line) if line else default))


def read_yes_or_no(line: str) -> bool:
    """Return whether an answer is yes; raises UsageError where it is neither yes nor no."""
    if line.lower() not in ("y", "yes", "n", "no"):
        raise UsageError("yes or no, or Enter to skip")
    return line.lower().startswith("y")


def confirm(question: str, *, yes: bool) -> None:
    """Ask before something is lost, unless `yes`; end the command with exit code 1 where the answer is no."""
    if not (yes or ask_at_terminal(question)):
        raise typer.Exit(Exit.MENDABLE)


def ask_at_terminal(question: str) -> bool:
    """Return whether the answer to a question is yes; raises BackcareError where stdin is no terminal."""
    if not sys.stdin.isatty():
        raise BackcareError(f"{question} Nobody is there to answer: --yes does it")
    return ask_yes_or_no(question, default=False)
