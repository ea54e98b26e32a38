"""A file as a stretch or a routine, or every fault that keeps it from being one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError

from backcare.document import Document, Loc, read
from backcare.errors import BackcareError
from backcare.faults import BadFile, Fault, UnknownName
from backcare.model import Entry, Hold, Position, Routine, Stage, Stretch
from backcare.shapes import ON_THE_BACK, AnyEntry, RoutineShape, StretchShape, Wish, WrittenOut
from backcare.texts import is_id, kebab, nearest, shown
from backcare.wording import checked

OpenStretch: TypeAlias = Callable[[str], Stretch]  # by its exact id; raises UnknownName, BadFile


def read_stretch(path: Path) -> Stretch:
    """Read a stretch file; raises BadFile with every fault in it."""
    document = read(path)
    if "stretches" in document.data and "steps" not in document.data:
        raise _other_kind...
