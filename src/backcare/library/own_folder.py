"""The user's own folder of routines and stretches: which file an id has there, checked copies into it."""

import json
import os
from pathlib import Path

from backcare.errors import BackcareError
from backcare.files.document import parse_document
from backcare.files.faults import BadFile
from backcare.files.reading import read_clean_text
from backcare.files.writing import write_private_file
from backcare.library.json_schema import SCHEMA_FILE, make_schema
from backcare.library.library import Library, check_file, list_yaml, subfolder
from backcare.library.lookup import GUIDANCE, FileKind, id_of
from backcare.text import escape_unprintable, make_id, quote, reason_against_id


def id_from_name(name: str) -> str:
    """Return the id for a typed name; raises BackcareError if it makes none."""
    if "/" in name or "\\" in name:
        raise BackcareError(f"{quote(name)} is a path: give a name, such as morning")
    return usable_id(name.removesuffix(".yaml").removesuffix(".yml"))


def target_path(folder: Path, kind: FileKind, own_id: str) -> Path:
    """Return the place of an id's file in the user's folder; raises BackcareError if it can have none."""
    if f"{own_id}.yaml" == GUIDANCE:
        raise _not_a_file_name(own_id, "take another, such as morning")
    place = subfolder(folder, kind)
    return next((path for path in list_yaml(place) if id_of(path) == own_id), place / f"{own_id}.yaml")


def validated(file: Path, library: Library) -> tuple[FileKind, str]:
    """Return the kind of a file and its text; raises BadFile with every fault in it."""
    if faults := check_file(file, library):
        raise BadFile(faults)
    text = read_clean_text(file)
    return FileKind.ROUTINE if "stretches" in parse_document(text, str(file)).data else FileKind.STRETCH, text


def is_same(file: Path, text: str) -> bool:
    """Return whether a file has this text; line ends do not matter."""
    try:
        return read_clean_text(file).splitlines() == text.splitlines()
    except BadFile:
        return False


def create_file(file: Path, text: str) -> None:
    """Write a new file; raises BackcareError if it exists, OSError if writing fails."""
    if os.path.lexists(file):
        message = f"{escape_unprintable(str(file))} is there already: change that one, or take another name"
        raise BackcareError(message)
    write_private_file(file, text)


def write_schema(folder: Path) -> Path:
    """Write the JSON Schema into the user's folder, for editors, and return its path."""
    file = folder / SCHEMA_FILE
    write_private_file(file, json.dumps(make_schema(), indent=1) + "\n")
    return file


def usable_id(stem: str) -> str:
    """Return the id for a file's name; raises BackcareError if it makes none."""
    made = make_id(stem)
    if reason := reason_against_id(made):
        raise _not_a_file_name(stem, reason)
    return made


def _not_a_file_name(name: str, hint: str) -> BackcareError:
    return BackcareError(f"{quote(name)} cannot be a file's name here: {hint}")
