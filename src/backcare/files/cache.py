"""What was checked once, kept so that it need not be checked again.

An entry is found by the hash of a file's bytes, of the kind of value that they were read as and of the checker,
so that it never answers for a file that changed. It is JSON behind a hash of its own, which can run nothing.
One that is damaged, or no value of its kind, or may be another user's, is as if it were not there.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from backcare.files.faults import BadFile
from backcare.files.folders import find_folders
from backcare.files.reading import read_bytes
from backcare.files.writing import make_private_folder, replace_file

_Value = TypeVar("_Value")


class Cache:
    """The entries in a folder, which is made when it is needed; where that cannot be done, nothing is kept.

    With more entries than `most`, all are removed once: those still needed are soon there again.
    """

    def __init__(self, folder: Path, most: int = 5000) -> None:
        self._folder = folder
        self._most = most
        self._has_room = False

    def find(self, kind: type[_Value], key: bytes) -> _Value | None:
        """Return the value of a kind that was kept under a key, which is hashed; None if there is none."""
        with suppress(OSError):
            if _is_private(self._folder):
                return _decode(kind, self._entry(kind, key))
        return None

    def keep(self, key: bytes, value: object) -> None:
        """Keep a value under a key.

        Nothing is kept where the folder cannot be written to or is not private, or a path in it is no text.
        """
        with suppress(OSError, UnicodeEncodeError):
            make_private_folder(self._folder)
            if _is_private(self._folder):
                self._make_room()
                with replace_file(self._entry(type(value), key)) as part:
                    part.write_bytes(_encode(value))

    def _entry(self, kind: type, key: bytes) -> Path:
        return self._folder / f"{_hash(f'{_checker()} {kind.__qualname__} '.encode() + key)}.json"

    def _make_room(self) -> None:
        if self._has_room:
            return
        there = list(self._folder.iterdir())
        for file in there if len(there) > self._most else ():
            file.unlink(missing_ok=True)
        self._has_room = True


def open_cache() -> Cache:
    """Return the cache in the user's own folder."""
    return Cache(find_folders().cache / "checked")


def _is_private(folder: Path) -> bool:
    """Return whether nobody else may write in a folder; raises OSError if there is none."""
    status = folder.stat()
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _encode(value: object) -> bytes:
    import msgspec

    text = msgspec.json.encode(value)
    return _hash(text).encode() + b"\n" + text


def _decode(kind: type[_Value], entry: Path) -> _Value | None:
    """Return the value in an entry; None if there is none that can be relied on."""
    import msgspec

    with suppress(BadFile, UnicodeDecodeError, msgspec.DecodeError):
        digest, _, text = read_bytes(entry).partition(b"\n")
        if digest.decode() == _hash(text):
            return msgspec.json.decode(text, type=kind)
    return None


def _hash(data: bytes) -> str:
    from hashlib import sha256  # it loads a large library

    return sha256(data).hexdigest()


@cache
def _checker() -> str:
    """Return a hash of the code that checks, ours and of the libraries, by its files' sizes and times."""
    state = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(_checker_files())]
    return _hash(repr(state).encode())


def _checker_files() -> Iterator[Path]:
    package = Path(__file__).parents[1]
    yield package / "text.py"
    for room in ("files", "library", "model", "settings"):
        yield from (package / room).glob("*.py")
    for library in ("pydantic", "yaml"):
        spec = find_spec(library)
        yield from [Path(spec.origin)] if spec and spec.origin else []
