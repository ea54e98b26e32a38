"""Questions and notices of the commands."""

import sys

import typer

from backcare.errors import BackcareError, Exit
from backcare.library.library import Library, shipped_folder
from backcare.library.lookup import FileKind
from backcare.text import join_words


def print_shadow(kind: FileKind, own_id: str) -> None:
    """Say what a file of hers stands in front of, if there is a shipped one with its id."""
    theirs = Library(shipped_folder())
    if own_id not in theirs.ids(kind):
        return
    users = theirs.routines_using(own_id) if kind is FileKind.STRETCH else ()
    also = f", also in {join_words(users, 'and')}" if users else ""
    typer.echo(f"{own_id} comes with backcare, too: yours is used in its place{also}")


def confirm(question: str, *, yes: bool) -> None:
    """Ask before something is lost; leave where she says no. In a pipe nobody can answer: raise BackcareError."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise BackcareError(f"{question} Nobody is there to answer: --yes does it")
    if not typer.confirm(question):
        exit_with(Exit.MENDABLE)


def exit_with(code: Exit) -> None:
    """End the command with an exit code."""
    raise typer.Exit(code)
