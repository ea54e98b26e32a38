"""The faults of checked files as the commands print them."""

from collections.abc import Iterable, Iterator

import typer

from backcare.cli import dialog
from backcare.errors import Exit
from backcare.files.faults import Fault, Level, worst_level


def print_faults(faults: Iterable[Fault], files: int) -> None:
    """Print every fault of the checked files, then how many there are."""
    for fault in faults:
        typer.echo(str(fault))
    typer.echo(", ".join(count_faults(faults, files)))


def count_faults(faults: Iterable[Fault], files: int) -> Iterator[str]:
    """Yield the lines that say how many files were checked and what was found in them."""
    levels = [fault.level for fault in faults]
    errors, warnings = levels.count(Level.ERROR), levels.count(Level.WARNING)
    yield f"{files} {'file' if files == 1 else 'files'}"
    yield f"{errors or 'no'} {'mistake' if errors == 1 else 'mistakes'}"
    if warnings:
        yield f"{warnings} {'warning' if warnings == 1 else 'warnings'}"


def exit_if_wrong(faults: Iterable[Fault]) -> None:
    """End the command with exit code 1 if one of the faults is an error."""
    if worst_level(faults) is Level.ERROR:
        dialog.exit_with(Exit.MENDABLE)
