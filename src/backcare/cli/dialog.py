"""Questions and notices of the commands."""

import sys
from collections.abc import Callable
from typing import TypeVar

import typer

from backcare.errors import BackcareError, Exit, UsageError
from backcare.library.library import Library, shipped_folder
from backcare.library.lookup import FileKind
from backcare.terminal.output import print_text
from backcare.text import join_words

MOST_TRIES = 3
_LONGEST_LINE = 8192  # characters; what never ends is no answer either

_Answer = TypeVar("_Answer")


def print_shadow(kind: FileKind, own_id: str) -> None:
    """Print which shipped file the user's own one of that id is used in place of, if there is one."""
    shipped = Library(shipped_folder())
    if own_id not in shipped.ids(kind):
        return
    users = shipped.routines_using(own_id) if kind is FileKind.STRETCH else ()
    also = f", also in {join_words(users, 'and')}" if users else ""
    print_text(f"{own_id} comes with backcare, too: yours is used in its place{also}")


def ask(question: str, read: Callable[[str], _Answer]) -> _Answer | None:
    """Ask for a line on stdin until `read` takes it, and return what it made of it; None where no line comes.

    `read` raises BackcareError with what is wrong with a line; the third such line ends the questions with it.
    """
    for tries_left in reversed(range(MOST_TRIES)):
        print_text(f"{question} ", end="")
        line = sys.stdin.readline(_LONGEST_LINE)
        if not line:
            return None
        try:
            return read(line.strip())
        except BackcareError as error:
            if not tries_left:
                raise
            print_text(str(error))
    return None


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
