"""The command `schema`."""

from typing import Annotated

import typer

from backcare.files.folders import find_folders
from backcare.terminal import output
from backcare.text import escape_unprintable


def schema(
    write: Annotated[
        bool, typer.Option("--write", help="Write it beside your routines, for your editor, and say where.")
    ] = False,
) -> None:
    """Print the JSON Schema of routine and stretch files.

    For editors, which complete and check by it.

    \b
    backcare schema > backcare.schema.json
    backcare schema --write
    """
    if write:
        from backcare.library.own_folder import write_schema

        output.print_text(escape_unprintable(str(write_schema(find_folders().routines))))
    else:
        from backcare.library.json_schema import make_schema

        output.print_json(make_schema())
