"""What several commands share: her library, the names for completion, and how output is written."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from backcare.files.folders import folders
from backcare.library import library
from backcare.library.library import open_library
from backcare.model.stretch import Routine
from backcare.settings.config import chosen, wished

if TYPE_CHECKING:
    from rich.console import RenderableType

    from backcare.model.guidance import Guidance


def choices() -> dict[str, Any]:
    """Return her lasting choices; a config file with mistakes is told of and stands aside: she can stretch."""
    from backcare.files.faults import BadFile

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


def find(name: str) -> Routine:
    """Return the routine of a name, or of a file as it lies where it looks like a path."""
    if _is_path(name):
        return library.open_library().routine_file(Path(name))
    return library.open_library().routine(name)


def _is_path(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name
