"""The commands for those who write routines: `new`, `check` and `schema`."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from backcare.cli import completion, context, dialog
from backcare.cli.fault_report import _leave_if_wrong, _tell
from backcare.errors import BackcareError, UsageError
from backcare.faults import Fault, Level, worst
from backcare.library import files_in, review
from backcare.names import Kind
from backcare.settings import folders
from backcare.text import printable

_EDITORS = ("nano", "vi", "notepad")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(new)
    app.command()(check)
    app.command()(schema)


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")],
    stretch: Annotated[bool, typer.Option("--stretch", help="A stretch, not a routine.")] = False,
    model: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="NAME", help="Begin with a copy of this one.", autocompletion=completion.all_names
        ),
    ] = None,
    edit: Annotated[
        bool, typer.Option("--edit", help="Open it in your editor ($VISUAL, $EDITOR), and check it on closing.")
    ] = False,
) -> None:
    """Write a file to begin with, with notes, into your own folder.

    \b
    backcare new morning
    backcare new side-reach --stretch --edit
    backcare new evening --from postpartum
    """
    from backcare import shelf, starter
    from backcare.reading import whole_text

    kind, folder = Kind.STRETCH if stretch else Kind.ROUTINE, folders().routines
    own_id = shelf.id_for(name)
    file = shelf.slot(folder, kind, own_id)
    editor = _editor() if edit else []
    text = starter.starter(kind, name, own_id)
    if model:
        text = starter.copied(whole_text(context.open_library().file_of(kind, model)), kind, name, own_id)
    shelf.create(file, text)
    shelf.put_schema(folder)
    typer.echo(printable(str(file)))
    dialog.tell_shadow(kind, own_id)
    if editor:
        _edited(editor, file)
    else:
        command = "hold" if stretch else "routine"
        typer.echo(f"Change it as you like, then: backcare check --mine; backcare {command} {own_id}")


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE|FOLDER...", help="Routine or stretch files.")
    ] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Everything in your own folder.")] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Check routine and stretch files, and tell every mistake with its line and column.

    Warnings are worth a second look, and keep nothing from being used.

    \b
    backcare check my-routine.yaml
    backcare check sent-by-anna/
    backcare check --mine
    """
    if not paths and not mine:
        raise UsageError("name a file or a folder to check; --mine checks all of your own")
    hers = [folders().routines] if mine else []
    asked = [path for path in paths or () if path.is_dir()]
    files = dict.fromkeys(file for path in (*(paths or ()), *hers) for file in _files(path))
    empty = [_nothing_in(folder) for folder in asked if not _files(folder)]
    found = (*empty, *review(files, context.open_library(*asked)))
    if json:
        context.write_json([_described(fault) for fault in found])
    else:
        _tell(found, len(files))
    _leave_if_wrong(found)


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
        from backcare.shelf import put_schema

        typer.echo(printable(str(put_schema(folders().routines))))
        return
    from backcare.schema import schema as of_both_kinds

    context.write_json(of_both_kinds())


def _files(path: Path) -> Sequence[Path]:
    return files_in(path) if path.is_dir() else () if path == folders().routines else (path,)


def _nothing_in(folder: Path) -> Fault:
    return Fault(str(folder), 1, 1, "", "has no routine and no stretch: they end in .yaml")


def _described(fault: Fault) -> dict[str, str | int]:
    from dataclasses import asdict

    return asdict(fault)


def _editor() -> list[str]:
    """Return the command of her editor."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    there = [program for program in _EDITORS if shutil.which(program)]
    if not named and not there:
        raise BackcareError("no editor is named: set EDITOR, as in EDITOR=nano, or leave --edit out")
    try:
        return shlex.split(named, posix=sys.platform != "win32") if named else there[:1]
    except ValueError:
        raise BackcareError("a quote in VISUAL or EDITOR is never closed") from None


def _edited(editor: Sequence[str], file: Path) -> None:
    """Open a file until it has no mistakes, or she leaves it for later."""
    again = True
    while again:
        subprocess.run([*editor, str(file)], check=False)  # noqa: S603 - her own editor, and no shell
        found = review([file], context.open_library())
        _tell(found, 1)
        again = (
            worst(found) is Level.ERROR and sys.stdin.isatty() and typer.confirm("Open it again?", default=True)
        )
    _leave_if_wrong(found)
