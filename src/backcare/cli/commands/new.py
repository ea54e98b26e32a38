"""The command `new`."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from backcare.cli import completion
from backcare.cli.dialog import ask_yes_or_no, print_shadow
from backcare.cli.fault_report import exit_if_wrong, print_faults
from backcare.errors import BackcareError
from backcare.files.faults import Level, worst_level
from backcare.files.folders import find_folders
from backcare.files.reading import read_clean_text
from backcare.library.library import check_files, open_library
from backcare.library.lookup import FileKind
from backcare.terminal.output import print_text
from backcare.text import escape_unprintable

_EDITORS = ("nano", "vi", "notepad")


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
    """Write a file of your own to begin with.

    It has notes on what may stand in it, and lies in your own folder.

    \b
    backcare new morning
    backcare new side-reach --stretch --edit
    backcare new evening --from postpartum
    """
    from backcare.library import own_folder, templates

    kind, folder = FileKind.STRETCH if stretch else FileKind.ROUTINE, find_folders().routines
    own_id = own_folder.id_from_name(name)
    file = own_folder.target_path(folder, kind, own_id)
    editor = _editor() if edit else []
    text = templates.make_template(kind, name, own_id)
    if model is not None:
        original = read_clean_text(open_library().find_file(kind, model))
        text = templates.copy_under_name(original, kind, name, own_id)
    own_folder.create_file(file, text)
    own_folder.write_schema(folder)
    print_text(escape_unprintable(str(file)))
    print_shadow(kind, own_id)
    if editor:
        _edit(editor, file)
    else:
        command = "hold" if stretch else "routine"
        print_text(f"Change it as you like, then: backcare check --mine; backcare {command} {own_id}")


def _editor() -> list[str]:
    """Return the command of the user's editor; raises BackcareError where none is named or found."""
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    there = [program for program in _EDITORS if shutil.which(program)]
    if not named and not there:
        raise BackcareError("no editor is named: set EDITOR, as in EDITOR=nano, or leave --edit out")
    try:
        return shlex.split(named, posix=sys.platform != "win32") if named else there[:1]
    except ValueError:
        raise BackcareError("a quote in VISUAL or EDITOR is never closed") from None


def _edit(editor: Sequence[str], file: Path) -> None:
    """Open a file and print its faults, until it has no mistakes or the user leaves it for later."""
    again = True
    while again:
        _run_editor(editor, file)
        found = check_files([file], open_library())
        print_faults(found, 1)
        again = (
            worst_level(found) is Level.ERROR
            and sys.stdin.isatty()
            and ask_yes_or_no("Open it again?", default=True)
        )
    exit_if_wrong(found)


def _run_editor(editor: Sequence[str], file: Path) -> None:
    """Open a file; raises BackcareError where the editor does not start, or says that it failed."""
    try:
        code = subprocess.run([*editor, str(file)], check=False).returncode  # noqa: S603 - the user's own, no shell
    except OSError as error:
        reason = error.strerror or "it does not start"
        raise BackcareError(f"the editor {editor[0]}: {reason}: set VISUAL or EDITOR to another") from None
    if code:
        raise BackcareError(f"the editor {editor[0]} ended with a failure ({code}): nothing was checked")
