"""Questions and notices of the commands."""

import sys

import typer

from backcare.errors import BackcareError, Exit
from backcare.library.library import Library, shipped_folder
from backcare.library.lookup import FileKind
from backcare.text import join_words


def print_shadow(kind: FileKind, own_id: str) -> None:
    """Print which shipped file the user's own one of that id is used in place of, if there is one."""
    shipped = Library(shipped_folder())
    if own_id not in shipped.ids(kind):
        return
    users = shipped.routines_using(own_id) if kind is FileKind.STRETCH else ()
    also = f", also in {join_words(users, 'and')}" if users else ""
    typer.echo(f"{own_id} comes with backcare, too: yours is used in its place{also}")


def confirm(question: str, *, yes: bool) -> None:
    """Ask before something is lost, unless `yes`; end the command with exit code 1 where the answer is no.

    Raises BackcareError where stdin is no terminal, so that nobody can answer.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise BackcareError(f"{question} Nobody is there to answer: --yes does it")
    if not typer.confirm(question):
        raise typer.Exit(Exit.MENDABLE)
