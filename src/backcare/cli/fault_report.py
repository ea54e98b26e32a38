"""The faults of checked files as the commands print them."""

from collections.abc import Iterable, Iterator

import typer

from backcare.errors import Exit
from backcare.files.faults import Fault, Level, worst_level
from backcare.terminal.output import print_text


def print_faults(faults: Iterable[Fault], files: int) -> None:
    """Print every fault, then how many there are and in how many files they were looked for."""
    for fault in faults:
        print_text(str(fault))
    print_text(", ".join(_counts(faults, files)))


def exit_if_wrong(faults: Iterable[Fault]) -> None:
    """End the command with exit code 1 if one of the faults is an error."""
    if worst_level(faults) is Level.ERROR:
        raise typer.Exit(Exit.MENDABLE)


def _counts(faults: Iterable[Fault], files: int) -> Iterator[str]:
    levels = [fault.level for fault in faults]
    errors, warnings = levels.count(Level.ERROR), levels.count(Level.WARNING)
    yield f"{files} {'file' if files == 1 else 'files'}"
    yield f"{errors or 'no'} {'mistake' if errors == 1 else 'mistakes'}"
    if warnings:
        yield f"{warnings} {'warning' if warnings == 1 else 'warnings'}"
