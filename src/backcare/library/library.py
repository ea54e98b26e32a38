"""The stretches and routines of some folders, found by name: the user's folder first, then the shipped one."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from unicodedata import normalize

from backcare.files.cache import Cache, open_cache
from backcare.files.faults import BadFile, Fault, Level, UnknownName, sort_faults
from backcare.files.folders import find_folders
from backcare.library.lookup import (
    GUIDANCE,
    FileKind,
    check_file_name,
    id_of,
    match_ids,
    match_words,
    no_match_message,
    other_kind_message,
)
from backcare.library.reading import Reader
from backcare.model.stretch import Routine, Stretch
from backcare.text import is_id

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance


_Value = TypeVar("_Value")
_STRETCHES = "stretches"


def shipped_folder() -> Path:
    """Return the folder of the routines that come with the program."""
    package = Path(__file__).parents[1]
    packaged = package / "routines"
    return packaged if packaged.is_dir() else package.parents[1] / "routines"


def check_file(path: Path, library: "Library") -> tuple[Fault, ...]:
    """Return every fault of a file of any kind; the ids in it are looked up in the library."""
    return tuple(fault for fault in check_files([path], library) if fault.level is Level.ERROR)


def check_files(paths: Iterable[Path], library: "Library") -> tuple[Fault, ...]:
    """Return every fault and every warning of files of any kind; ids are looked up in the library."""
    from backcare.library import check

    opener = library.stretch_opener()
    faults: list[Fault] = []
    for path in paths:
        if library.has(path):
            faults += check_file_name(path)
        faults += check.check_with_warnings(path, opener, library.tip_ids)
    return sort_faults(faults)


def list_files(folder: Path) -> tuple[Path, ...]:
    """Return the routine and stretch files that a library of this folder has; raises OSError."""
    inner = folder / _STRETCHES
    paths = [*list_yaml(folder), *(list_yaml(inner) if inner.is_dir() else ())]
    return tuple(path for path in paths if path.name != GUIDANCE)


class Library:
    """The routines and stretches of some folders; of two with the same id, the one of the first folder counts.

    A folder has routines as `ID.yaml` and stretches as `stretches/ID.yaml`; it need not exist. A stretch that was
    read is kept until its file changes.
    """

    def __init__(self, *folders: Path, cache: Cache | None = None) -> None:
        self._folders = folders
        self._reader = Reader(cache)
        self._known: dict[Path, tuple[tuple[int, int, int], Stretch]] = {}

    def stretch(self, name: str) -> Stretch:
        """Return the stretch that a name fits, as `find_file` does; raises UnknownName, BadFile."""
        return self._read(self.find_file(FileKind.STRETCH, name))

    def routine(self, name: str) -> Routine:
        """Return the routine that a name fits, as `find_file` does; raises UnknownName, BadFile."""
        return self.routine_file(self.find_file(FileKind.ROUTINE, name))

    def routine_or_stretch(self, name: str) -> Routine | Stretch:
        """Return the routine that a name fits, or else the stretch; raises UnknownName, BadFile."""
        try:
            return self.routine(name)
        except UnknownName:
            return self.stretch(name)

    def routine_file(self, path: Path) -> Routine:
        """Return the routine in a file anywhere; the ids in it are looked up in this library.

        Raises BadFile with every fault of the file and of the stretches that it names.
        """
        return self._reader.routine(path, self.stretch_opener(), self.tip_ids)

    def stretches(self) -> tuple[tuple[Stretch, ...], tuple[Fault, ...]]:
        """Return all stretches in the order of their ids, and the faults of the broken ones."""
        return self._all(FileKind.STRETCH, self._read)

    def routines(self) -> tuple[tuple[Routine, ...], tuple[Fault, ...]]:
        """Return all routines in the order of their ids, and the faults of the broken ones."""
        opener = self.stretch_opener()
        # Listing routines does not need the tips, and does not read them.
        return self._all(FileKind.ROUTINE, lambda path: self._reader.routine(path, opener))

    def _read(self, path: Path) -> Stretch:
        """Return the stretch in a file, read again only if the file changed: listing all needs it twice."""
        with suppress(OSError):
            state = path.stat()
            stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
            if self._known.get(path, (None,))[0] != stamp:
                self._known[path] = (stamp, self._reader.stretch(path))
            return self._known[path][1]
        return self._reader.stretch(path)

    def guidance(self) -> "tuple[Guidance, tuple[Fault, ...]]":
        """Return the first guidance without faults in the folders, and the faults of those before it.

        Raises BadFile if none is without faults.
        """
        faults: list[Fault] = []
        for path in self._guidance_files():
            try:
                return self._reader.guidance(path), sort_faults(faults)
            except BadFile as error:
                faults.extend(error.faults)
        raise BadFile(faults)

    def tip_ids(self) -> tuple[str, ...]:
        """Return the ids of all tips; none if no guidance is without faults."""
        try:
            return tuple(tip.id for tip in self.guidance()[0].tips)
        except BadFile:
            return ()

    def ids(self, kind: FileKind) -> tuple[str, ...]:
        """Return the ids of a kind, sorted, without reading a file."""
        return tuple(self._files(kind))

    def routines_using(self, stretch_id: str) -> tuple[str, ...]:
        """Return the ids of the routines without faults that have a stretch."""
        return tuple(
            routine.id
            for routine in self.routines()[0]
            if any(item.stretch.id == stretch_id for item in routine.items)
        )

    def stretch_opener(self) -> Callable[[str], Stretch]:
        """Return a function from a stretch's exact id to the stretch; it raises UnknownName, BadFile."""
        files = self._files(FileKind.STRETCH)

        @cache
        def open_stretch(stretch_id: str) -> Stretch:
            known = normalize("NFC", stretch_id)
            if known not in files:
                raise UnknownName(no_match_message(stretch_id, FileKind.STRETCH, (), tuple(files)))
            return self._read(files[known])

        return open_stretch

    def has(self, path: Path) -> bool:
        """Return whether a file is in a folder of this library, where its name has to be an id."""
        places = {place.resolve() for kind in FileKind for place in self._places(kind)}
        return path.parent.resolve() in places

    def find_file(self, kind: FileKind, name: str) -> Path:
        """Return the file that a typed name fits.

        It fits the file with this id, or else one whose id begins with it, or else one whose id or full name has
        all of its words. Raises UnknownName if it fits none, or more than one.
        """
        files = self._files(kind)
        ids = match_ids(name, files) or self._named(kind, name)
        if len(ids) == 1:
            return files[ids[0]]
        elsewhere = () if ids else match_ids(name, self._files(kind.other))
        if len(elsewhere) == 1:
            raise UnknownName(other_kind_message(name, kind, elsewhere[0]))
        raise UnknownName(no_match_message(name, kind, ids, tuple(files)))

    def _guidance_files(self) -> Iterator[Path]:
        *before, last = self._folders
        yield from (path for folder in before if os.path.lexists(path := folder / GUIDANCE))
        yield last / GUIDANCE

    def _named(self, kind: FileKind, name: str) -> tuple[str, ...]:
        values = self.stretches()[0] if kind is FileKind.STRETCH else self.routines()[0]
        return match_words(name, {value.id: value.name for value in values})

    def _all(
        self, kind: FileKind, read: Callable[[Path], _Value]
    ) -> tuple[tuple[_Value, ...], tuple[Fault, ...]]:
        values: list[_Value] = []
        faults = list(self._hidden(kind))
        for path in self._files(kind).values():
            try:
                values.append(read(path))
            except BadFile as error:
                faults.extend(error.faults)
        return tuple(values), sort_faults(faults)

    def _hidden(self, kind: FileKind) -> Iterator[Fault]:
        """Yield the faults of folders that cannot be listed, and of files whose name is not an id."""
        for folder in self._places(kind):
            try:
                paths = list_yaml(folder)
            except OSError as error:
                yield Fault(str(folder), 1, 1, "", f"cannot be listed: {(error.strerror or '').lower()}")
            else:
                for path in paths:
                    yield from check_file_name(path)

    def _files(self, kind: FileKind) -> dict[str, Path]:
        """Return the file that counts for each id, in the order of the ids."""
        files: dict[str, Path] = {}
        for folder in reversed(self._places(kind)):
            with suppress(OSError):
                files |= {id_of(path): path for path in reversed(list_yaml(folder)) if path.name != GUIDANCE}
        return {found: files[found] for found in sorted(files) if is_id(found)}

    def _places(self, kind: FileKind) -> tuple[Path, ...]:
        return tuple(subfolder(folder, kind) for folder in self._folders)


def subfolder(folder: Path, kind: FileKind) -> Path:
    """Return the folder with the files of a kind in a library's folder."""
    return folder / _STRETCHES if kind is FileKind.STRETCH else folder


def list_yaml(folder: Path) -> list[Path]:
    """Return the YAML files of a folder, sorted by name; none if there is no such folder."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [folder / name for name in names if is_yaml(name) and not name.startswith(".")]


def is_yaml(name: str) -> bool:
    """Return whether a file is YAML by its name."""
    return name.lower().endswith((".yaml", ".yml"))


def open_library(*before: Path) -> Library:
    """Return the library of the given folders, then the user's folder, then the shipped one."""
    return Library(*before, find_folders().routines, shipped_folder(), cache=open_cache())
