"""The command `add`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from backcare.cli.dialog import confirm, print_shadow
from backcare.cli.options import YesOption, read_path
from backcare.files.folders import find_folders
from backcare.library.library import open_library
from backcare.library.lookup import FileKind
from backcare.terminal.output import print_text
from backcare.text import escape_unprintable


def add(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A routine or a stretch, as a YAML file.", parser=read_path)
    ],
    yes: YesOption = False,
) -> None:
    """Put a file into your own folder.

    It is checked first; its name there is made from the file's.

    \b
    backcare add downloads/evening.yaml
    """
    from backcare.files.writing import write_private_file
    from backcare.library import own_folder

    kind, text = own_folder.validated(file, open_library())
    own_id = own_folder.usable_id(file.stem)
    place = own_folder.target_path(find_folders().routines, kind, own_id)
    if own_folder.is_same(place, text):
        print_text(f"{escape_unprintable(str(place))} is the same file already")
        return
    if os.path.lexists(place):
        confirm(f"Replace {escape_unprintable(str(place))}?", yes=yes)
    print_shadow(kind, own_id)
    write_private_file(place, text)
    print_text(escape_unprintable(str(place)))
    print_text(f"Now: backcare {'hold' if kind is FileKind.STRETCH else 'routine'} {own_id}")
