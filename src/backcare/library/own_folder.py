"""The user's own folder of routines and stretches: which file an id has there, checked copies into it."""

import json
import os
from pathlib import Path

from backcare.errors import BackcareError
from backcare.files.document import parse_document
from backcare.files.faults import BadFile
from backcare.files.reading import read_clean_text
from backcare.files.writing import make_private_folder, write_private_file
from backcare.library.json_schema import SCHEMA_FILE, make_schema
from backcare.library.library import Library, check_file, subfolder
from backcare.library.lookup import GUIDANCE, FileKind
from backcare.text import escape_unprintable, is_id, make_id, quote

_ENDINGS = (".yaml", ".yml")


def id_from_name(name: str) -> str:
    """Return the id for a typed name; raises BackcareError if it makes none."""
    if "/" in name or "\\" in name:
        raise BackcareError(f"{quote(name)} is a path: give a name, such as morning")
    own_id = make_id(name.removesuffix(".yaml").removesuffix(".yml"))
    if not is_id(own_id):
        raise _not_a_file_name(name)
    return own_id


def target_path(folder: Path, kind: FileKind, own_id: str) -> Path:
    """Return the place of an id's file in the user's folder; raises BackcareError if it can have none."""
    if f"{own_id}.yaml" == GUIDANCE:
        raise _not_a_file_name(own_id)
    paths = [subfolder(folder, kind) / f"{own_id}{ending}" for ending in _ENDINGS]
    return next((path for path in paths if exists(path)), paths[0])


def validated(file: Path, library: Library) -> tuple[FileKind, str]:
    """Return the kind of a file and its text; raises BadFile with every fault in it."""
    if faults := check_file(file, library):
        raise BadFile(faults)
    text = read_clean_text(file)
    return FileKind.ROUTINE if "stretches" in parse_document(text, str(file)).data else FileKind.STRETCH, text


def exists(file: Path) -> bool:
    """Return whether there is something at a path, including a link to nothing."""
    return os.path.lexists(file)


def is_same(file: Path, text: str) -> bool:
    """Return whether a file has this text."""
    try:
        return read_clean_text(file) == text
    except BadFile:
        return False


def create_file(file: Path, text: str) -> None:
    """Write a new file; raises BackcareError if it exists, OSError if writing fails."""
    make_private_folder(file.parent)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        message = f"{escape_unprintable(str(file))} is there already: change that one, or take another name"
        raise BackcareError(message) from None
    with os.fdopen(handle, "w", encoding="utf-8") as new:
        new.write(text)


def write_file(file: Path, text: str) -> None:
    """Write a file of the user's folder atomically; raises OSError if that fails."""
    make_private_folder(file.parent)
    write_private_file(file, text)


def write_schema(folder: Path) -> Path:
    """Write the JSON Schema into the user's folder, for editors, and return its path."""
    file = folder / SCHEMA_FILE
    write_file(file, json.dumps(make_schema(), indent=1) + "\n")
    return file


def _not_a_file_name(name: str) -> BackcareError:
    return BackcareError(f"{quote(name)} cannot be a file's name here: take another, such as morning")
