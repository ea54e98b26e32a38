"""The command `remove`."""

from typing import Annotated

import typer

from backcare.cli import completion
from backcare.cli.dialog import confirm
from backcare.cli.options import YesOption
from backcare.errors import BackcareError
from backcare.files.faults import UnknownName
from backcare.files.folders import find_folders
from backcare.library.library import Library, open_library, shipped_folder
from backcare.library.lookup import FileKind, no_match_message
from backcare.terminal.output import print_text
from backcare.text import escape_unprintable, join_words


def remove(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="One of your own.", autocompletion=completion.own_names)
    ],
    stretch: Annotated[
        bool, typer.Option("--stretch", help="The stretch, where a routine has that name, too.")
    ] = False,
    yes: YesOption = False,
) -> None:
    """Take one of your own out of your folder.

    Routines and stretches that come with backcare stay.

    \b
    backcare remove evening
    """
    from backcare.library import own_folder

    own_id = own_folder.id_from_name(name)
    kind = _kind(own_id, [FileKind.STRETCH] if stretch else [FileKind.ROUTINE, FileKind.STRETCH])
    file = _own_library().find_file(kind, own_id)
    for routine in open_library().routines_using(own_id) if kind is FileKind.STRETCH else ():
        print_text(f"{routine} names it")
    confirm(f"Remove {escape_unprintable(str(file))}?", yes=yes)
    file.unlink()
    print_text(f"{escape_unprintable(str(file))} is removed")
    if own_id in Library(shipped_folder()).ids(kind):
        print_text(f"{own_id} is the one that comes with backcare again")


def _own_library() -> Library:
    return Library(find_folders().routines)


def _kind(own_id: str, kinds: list[FileKind]) -> FileKind:
    """Return which of the kinds the user's own file of that id is; raises BackcareError where there is none."""
    own = _own_library()
    for kind in kinds:
        if own_id in own.ids(kind):
            return kind
    if any(own_id in Library(shipped_folder()).ids(kind) for kind in kinds):
        raise BackcareError(f"{own_id} comes with backcare and stays; only your own can be removed")
    raise UnknownName(
        no_match_message(own_id, f"{join_words(kinds)} of yours", (), tuple(completion.own_names()))
    )
