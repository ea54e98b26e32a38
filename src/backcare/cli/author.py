"""The commands for those who write routines: `check`."""

from pathlib import Path
from typing import Annotated

import typer

from backcare.cli import common
from backcare.errors import Exit
from backcare.library import check as faults_of


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(check)


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Routine or stretch files.")],
) -> None:
    """Check routine and stretch files, and tell every mistake with its line and column.

    \b
    backcare check my-routine.yaml
    """
    library = common.library()
    faults = [fault for file in files for fault in faults_of(file, library)]
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        typer.echo(f"{len(faults)} {'mistake' if len(faults) == 1 else 'mistakes'}")
        common.leave(Exit.MENDABLE)
    typer.echo(f"{len(files)} {'file' if len(files) == 1 else 'files'}, no mistakes")
