"""The commands for her own folder: `add` and `remove`."""

from pathlib import Path
from typing import Annotated

import typer

from backcare.cli import dialog
from backcare.cli.options import YesOption
from backcare.files.folders import folders
from backcare.library import library
from backcare.library.lookup import Kind
from backcare.text import printable


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A routine or a stretch, as a YAML file.")],
    yes: YesOption = False,
) -> None:
    """Check a file, and put it into your own folder; its name there is the file's.

    \b
    backcare add downloads/evening.yaml
    """
    from backcare.library import own_folder

    kind, text = own_folder.sound(file, library.open_library())
    own_id, place = file.stem, own_folder.slot(folders().routines, kind, file.stem)
    if own_folder.has(place, text):
        typer.echo(f"{printable(str(place))} is the same file already")
        return
    if own_folder.taken(place):
        dialog.confirm(f"Replace {printable(str(place))}?", yes=yes)
    dialog.tell_shadow(kind, own_id)
    own_folder.put(place, text)
    typer.echo(printable(str(place)))
    typer.echo(f"Now: backcare {'hold' if kind is Kind.STRETCH else 'routine'} {own_id}")
