"""The command `schema`."""

from typing import Annotated

import typer

from backcare.files.folders import folders
from backcare.terminal import output
from backcare.text import printable


def schema(
    write: Annotated[
        bool, typer.Option("--write", help="Write it beside your routines, for your editor, and say where.")
    ] = False,
) -> None:
    """Print the JSON Schema of routine and stretch files, for editors.

    \b
    backcare schema > backcare.schema.json
    backcare schema --write
    """
    if write:
        from backcare.library.own_folder import put_schema

        typer.echo(printable(str(put_schema(folders().routines))))
        return
    from backcare.library.json_schema import schema as of_both_kinds

    output.write_json(of_both_kinds())
