"""The command `check`."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from backcare.cli.fault_report import exit_if_wrong, print_faults
from backcare.cli.options import JsonOption, read_path
from backcare.errors import UsageError
from backcare.files.faults import Fault
from backcare.files.folders import find_folders
from backcare.library.library import check_files, list_files, open_library
from backcare.terminal import output


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE|FOLDER...", help="Routine or stretch files.", parser=read_path),
    ] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Everything in your own folder.")] = False,
    json: JsonOption = False,
) -> None:
    """Find the mistakes in routine and stretch files.

    Each is told with its line and column.
    Warnings are worth a second look, and keep nothing from being used.

    \b
    backcare check my-routine.yaml
    backcare check sent-by-anna/
    backcare check --mine
    """
    if not paths and not mine:
        raise UsageError("name a file or a folder to check; --mine checks all of your own")
    own = [find_folders().routines] if mine else []
    folders = [path for path in paths or () if path.is_dir()]
    files = dict.fromkeys(file for path in (*(paths or ()), *own) for file in _files(path))
    empty = [_empty_folder(folder) for folder in folders if not _files(folder)]
    found = (*empty, *check_files(files, open_library(*folders)))
    if json:
        output.print_json([asdict(fault) for fault in found])
    else:
        print_faults(found, len(files))
    exit_if_wrong(found)


def _files(path: Path) -> Sequence[Path]:
    """Return the files of a folder, or the one file that a path is; none of the own folder before it is made."""
    return list_files(path) if path.is_dir() else () if path == find_folders().routines else (path,)


def _empty_folder(folder: Path) -> Fault:
    return Fault(str(folder), 1, 1, "", "has no routine and no stretch: they end in .yaml")
