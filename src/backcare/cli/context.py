"""What a command works with: the user's settings, guidance and the routine of a name."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from backcare.files.folders import find_folders
from backcare.settings.config import read_config_file, read_environment
from backcare.terminal.output import print_notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backcare.files.cache import Cache
    from backcare.files.faults import Fault
    from backcare.library.library import Library
    from backcare.model.guidance import Guidance
    from backcare.model.stretch import Routine

# The library and the cache are not imported for what needs no file: the first digit of a bare hold.

_MOST_NOTICES = 3  # of the config file, at the start of a command


def read_config() -> dict[str, Any]:
    """Return the settings of the environment and the config file by name; print notices of what is wrong.

    A variable that makes no sense is left out, and so is each line of the config file with a mistake.
    """
    values, messages = read_environment(os.environ, _open_cache)
    for message in messages:
        print_notice(f"{message} (left out until that is mended)")
    settings, faults = read_config_file(find_folders().config_file, _open_cache)
    print_left_out(faults)
    return settings | values


def print_left_out(faults: "Sequence[Fault]") -> None:
    """Print notices of the mistakes in the config file, which cost their own lines only."""
    for fault in faults[:_MOST_NOTICES]:
        print_notice(f"{fault} (left out until that is mended)")
    if len(faults) > _MOST_NOTICES:
        print_notice(
            f"{len(faults) - _MOST_NOTICES} more mistakes in your config file: backcare config tells them"
        )


def _open_cache() -> "Cache":
    from backcare.files.cache import open_cache

    return open_cache()


def _open_library() -> "Library":
    from backcare.library.library import open_library

    return open_library()


def config_of(ctx: typer.Context) -> dict[str, Any]:
    """Return the settings as they were read at the start of this command."""
    return ctx.obj or {}


def read_guidance() -> "Guidance":
    """Return tips and warning signs; print a notice where the user's own file has faults and is not used."""
    found, faults = _open_library().guidance()
    if faults:
        print_notice(f"{faults[0]} (the guidance that comes with backcare is used; backcare check tells all)")
    return found


def read_guidance_quietly() -> "Guidance":
    """Return tips and warning signs without a notice, for a moment when the screen is in use."""
    return _open_library().guidance()[0]


def find_routine(name: str) -> "Routine":
    """Return the routine of a name, or the one in a file where the name is a path."""
    if is_path(name):
        return _open_library().routine_file(Path(name))
    return _open_library().routine(name)


def is_path(name: str) -> bool:
    """Tell whether a name is meant as the path of a file."""
    from backcare.library.library import is_yaml

    return is_yaml(name) or "/" in name or "\\" in name
