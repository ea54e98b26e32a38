"""Her own folder of routines and stretches: what goes into it, and what comes out."""

import json
import os
from pathlib import Path

from backcare.errors import BackcareError
from backcare.files.document import parse
from backcare.files.faults import BadFile
from backcare.files.reading import whole_text
from backcare.files.writing import private_folder, replace_file
from backcare.library.json_schema import FILE, schema
from backcare.library.library import Library, check, place
from backcare.library.lookup import GUIDANCE, Kind
from backcare.text import is_id, kebab, printable, shown

_ENDINGS = (".yaml", ".yml")


def id_for(name: str) -> str:
    """Return the id for a name as it is typed; raises BackcareError where it makes none."""
    stem = name.removesuffix(".yaml").removesuffix(".yml")
    own_id = kebab(stem)
    if "/" in name or "\\" in name:
        raise BackcareError(f"{shown(name)} is a path: give a name, such as morning")
    if not is_id(own_id):
        raise _no_name(name)
    return own_id


def slot(folder: Path, kind: Kind, own_id: str) -> Path:
    """Return where in her folder a file of that id lies, or would lie; raises BackcareError where it may not."""
    if f"{own_id}.yaml" == GUIDANCE:
        raise _no_name(own_id)
    paths = [place(folder, kind) / f"{own_id}{ending}" for ending in _ENDINGS]
    return next((path for path in paths if taken(path)), paths[0])


def sound(file: Path, library: Library) -> tuple[Kind, str]:
    """Return which kind of file this is, and its text; raises BadFile with every fault in it."""
    if faults := check(file, library):
        raise BadFile(faults)
    text = whole_text(file)
    return Kind.ROUTINE if "stretches" in parse(text, str(file)).data else Kind.STRETCH, text


def taken(file: Path) -> bool:
    """Tell whether something lies in that place, be it a link to nothing."""
    return os.path.lexists(file)


def has(file: Path, text: str) -> bool:
    """Tell whether a file is there and says just that."""
    try:
        return whole_text(file) == text
    except BadFile:
        return False


def create(file: Path, text: str) -> None:
    """Write a file that is not there yet; raises BackcareError where it is, OSError where it cannot be."""
    private_folder(file.parent)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        message = f"{printable(str(file))} is there already: change that one, or take another name"
        raise BackcareError(message) from None
    with os.fdopen(handle, "w", encoding="utf-8") as new:
        new.write(text)


def put(file: Path, text: str) -> None:
    """Write a file into her folder, whole or not at all; raises OSError where that cannot be."""
    private_folder(file.parent)
    replace_file(file, text)


def put_schema(folder: Path) -> Path:
    """Write the schema beside her routines, where their first line points editors to; return its place."""
    file = folder / FILE
    put(file, json.dumps(schema(), indent=1) + "\n")
    return file


def _no_name(name: str) -> BackcareError:
    return BackcareError(f"{shown(name)} cannot be a file's name here: take another, such as morning")
