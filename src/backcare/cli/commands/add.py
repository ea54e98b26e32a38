"""The commands for her own folder: `add` and `remove`."""

from pathlib import Path
from typing import Annotated

import typer

from backcare.cli import context, dialog
from backcare.cli.options import YesOption
from backcare.files.folders import folders
from backcare.names import Kind
from backcare.text import printable


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A routine or a stretch, as a YAML file.")],
    yes: YesOption = False,
) -> None:
    """Check a file, and put it into your own folder; its name there is the file's.

    \b
    backcare add downloads/evening.yaml
    """
    from backcare import shelf

    kind, text = shelf.sound(file, context.open_library())
    own_id, place = file.stem, shelf.slot(folders().routines, kind, file.stem)
    if shelf.has(place, text):
        typer.echo(f"{printable(str(place))} is the same file already")
        return
    if shelf.taken(place):
        dialog.confirm(f"Replace {printable(str(place))}?", yes=yes)
    dialog.tell_shadow(kind, own_id)
    shelf.put(place, text)
    typer.echo(printable(str(place)))
    typer.echo(f"Now: backcare {'hold' if kind is Kind.STRETCH else 'routine'} {own_id}")
