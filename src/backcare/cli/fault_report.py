"""The faults of checked files as the commands print them."""

from collections.abc import Iterable, Iterator

import typer

from backcare.cli import dialog
from backcare.errors import Exit
from backcare.files.faults import Fault, Level, worst


def _tell(faults: Iterable[Fault], files: int) -> None:
    for fault in faults:
        typer.echo(str(fault))
    typer.echo(", ".join(_counts(faults, files)))


def _counts(faults: Iterable[Fault], files: int) -> Iterator[str]:
    levels = [fault.level for fault in faults]
    errors, warnings = levels.count(Level.ERROR), levels.count(Level.WARNING)
    yield f"{files} {'file' if files == 1 else 'files'}"
    yield f"{errors or 'no'} {'mistake' if errors == 1 else 'mistakes'}"
    if warnings:
        yield f"{warnings} {'warning' if warnings == 1 else 'warnings'}"


def _leave_if_wrong(faults: Iterable[Fault]) -> None:
    if worst(faults) is Level.ERROR:
        dialog.leave(Exit.MENDABLE)
