"""Where a session's routine or stretch was found, and whether it has changed since."""

from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from backcare.errors import BackcareError
from backcare.library.library import open_library
from backcare.model.stretch import Routine, Stretch

_GONE = "{} is gone or has mistakes now: this goes on as it was begun."
_CHANGED = "{} has changed since: this goes on as it was begun."


@dataclass(frozen=True, slots=True)
class Origin:
    """The id or the absolute path that finds a routine or stretch, and a fingerprint of its contents."""

    found_by: str
    fingerprint: int

    @classmethod
    def of(cls, found: Routine | Stretch, path: Path | None = None) -> "Origin":
        """Return the origin of what was found by its id or, with a path, as a file anywhere."""
        return cls(str(path.resolve()) if path else found.id, _fingerprint(found))

    def difference(self) -> str:
        """Return a sentence that says how the file has changed; empty if it has not."""
        try:
            found = _find(self.found_by)
        except BackcareError:
            return _GONE.format(self.found_by)
        if self.found_by not in (found.id, found.file):  # another one that has this name in its title
            return _GONE.format(self.found_by)
        return self.difference_from(_fingerprint(found))

    def difference_from(self, fingerprint: int) -> str:
        """Return the same for another fingerprint of the same file."""
        return "" if fingerprint == self.fingerprint else _CHANGED.format(self.found_by)


def _find(found_by: str) -> Routine | Stretch:
    library = open_library()
    if Path(found_by).is_absolute():
        return library.routine_file(Path(found_by))
    return library.routine_or_stretch(found_by)


def _fingerprint(found: Routine | Stretch) -> int:
    """Return a number that changes with anything but the places of the files."""
    if isinstance(found, Routine):
        items = tuple(replace(item, stretch=replace(item.stretch, file="")) for item in found.items)
        found = replace(found, file="", items=items)
    else:
        found = replace(found, file="")
    return crc32(repr(found).encode())
