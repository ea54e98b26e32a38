"""What several commands share: her library, the names for completion, and how output is written."""

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from backcare.errors import BackcareError, Exit
from backcare.library import Library, shipped
from backcare.names import Kind
from backcare.settings import chosen, folders, wished
from backcare.text import listed

if TYPE_CHECKING:
    from rich.console import RenderableType

    from backcare.guidance import Guidance


def open_library(*before: Path) -> Library:
    """Return the library: her own files first, then the shipped ones; before them those of other folders."""
    return Library(*before, folders().routines, shipped())


def choices() -> dict[str, Any]:
    """Return her lasting choices; a config file with mistakes is told of and stands aside: she can stretch."""
    from backcare.faults import BadFile

    made, messages = wished(os.environ)
    for message in messages:
        notice(f"{message} (it stands aside until that is mended)")
    try:
        return chosen(folders().choices) | made
    except BadFile as error:
        notice(f"{error.faults[0]} (your config file stands aside until that is mended)")
        return made


def guidance() -> "Guidance":
    """Return tips and warning signs; a file of hers with mistakes is told of and stands aside."""
    found, faults = open_library().guidance()
    if faults:
        notice(f"{faults[0]} (the guidance that comes with backcare is used; backcare check tells all)")
    return found


def guidance_in_silence() -> "Guidance":
    """Return the same without a word about faults, for a moment when the screen is taken."""
    return open_library().guidance()[0]


def told(ctx: typer.Context) -> dict[str, Any]:
    """Return her lasting choices as they were read at the start of this command."""
    return ctx.obj or {}


def routine_names() -> list[str]:
    """Return the routines' names for the shell's completion."""
    return list(open_library().routine_ids())


def stretch_names() -> list[str]:
    """Return the stretches' names for the shell's completion."""
    return list(open_library().stretch_ids())


def all_names() -> list[str]:
    """Return every name for the shell's completion."""
    return [*routine_names(), *stretch_names()]


def own_names() -> list[str]:
    """Return the names of her own files for the shell's completion."""
    hers = Library(folders().routines)
    return [*hers.routine_ids(), *hers.stretch_ids()]


def tell_shadow(kind: Kind, own_id: str) -> None:
    """Say what a file of hers stands in front of, if there is a shipped one with its id."""
    theirs = Library(shipped())
    if own_id not in theirs.ids(kind):
        return
    users = theirs.users(own_id) if kind is Kind.STRETCH else ()
    also = f", also in {listed(users, 'and')}" if users else ""
    typer.echo(f"{own_id} comes with backcare, too: yours is used in its place{also}")


def confirm(question: str, *, yes: bool) -> None:
    """Ask before something is lost; leave where she says no. In a pipe nobody can answer: raise BackcareError."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise BackcareError(f"{question} Nobody is there to answer: --yes does it")
    if not typer.confirm(question):
        leave(Exit.MENDABLE)


def write_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can say
    """Write a value to stdout as JSON and nothing else."""
    typer.echo(json.dumps(value, indent=2))


def notice(text: str) -> None:
    """Write one short notice to stderr."""
    typer.echo(f"backcare: {text}", err=True)


def show(renderable: "RenderableType") -> None:
    """Write something made with Rich to stdout, as wide as the window, or 80 cells where there is none."""
    from rich.console import Console

    Console(highlight=False, markup=False, emoji=False, soft_wrap=False).print(renderable)


def today() -> datetime:
    """Return the date and time here, with the zone."""
    return datetime.now().astimezone()


def leave(code: Exit) -> None:
    """End the command with an exit code."""
    raise typer.Exit(code)


def shows_unicode() -> bool:
    """Whether the terminal may be given more than ASCII: the locale that the user set decides."""
    if not (sys.stdout.encoding or "").lower().startswith("utf"):
        return False
    if sys.platform == "win32":
        return True
    # Python itself puts LC_CTYPE=C.UTF-8 where the locale is C, so that one alone says nothing.
    chosen = os.environ.get("LC_ALL") or os.environ.get("LANG") or os.environ.get("LC_CTYPE", "")
    if chosen == os.environ.get("LC_CTYPE") == "C.UTF-8" and not os.environ.get("LANG"):
        return False
    return "utf" in chosen.lower()
