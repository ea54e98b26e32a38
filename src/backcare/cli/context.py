"""What several commands share: her library, the names for completion, and how output is written."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from backcare.files.folders import find_folders
from backcare.library import library
from backcare.library.library import open_library
from backcare.model.stretch import Routine
from backcare.settings.config import load_config, read_environment
from backcare.terminal.output import print_notice

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance


def read_config() -> dict[str, Any]:
    """Return her lasting choices; a config file with mistakes is told of and stands aside: she can stretch."""
    from backcare.files.faults import BadFile

    made, messages = read_environment(os.environ)
    for message in messages:
        print_notice(f"{message} (it stands aside until that is mended)")
    try:
        return load_config(find_folders().config_file) | made
    except BadFile as error:
        print_notice(f"{error.faults[0]} (your config file stands aside until that is mended)")
        return made


def read_guidance() -> "Guidance":
    """Return tips and warning signs; a file of hers with mistakes is told of and stands aside."""
    found, faults = open_library().guidance()
    if faults:
        print_notice(f"{faults[0]} (the guidance that comes with backcare is used; backcare check tells all)")
    return found


def read_guidance_quietly() -> "Guidance":
    """Return the same without a word about faults, for a moment when the screen is taken."""
    return open_library().guidance()[0]


def config_of(ctx: typer.Context) -> dict[str, Any]:
    """Return her lasting choices as they were read at the start of this command."""
    return ctx.obj or {}


def find_routine(name: str) -> Routine:
    """Return the routine of a name, or of a file as it lies where it looks like a path."""
    if _is_path(name):
        return library.open_library().routine_file(Path(name))
    return library.open_library().routine(name)


def _is_path(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name
