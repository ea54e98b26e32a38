"""Names for the shell's completion."""

from backcare.files.folders import find_folders
from backcare.library.library import Library, open_library
from backcare.library.lookup import FileKind


def routine_names() -> list[str]:
    """Return the ids of all routines."""
    return list(open_library().ids(FileKind.ROUTINE))


def stretch_names() -> list[str]:
    """Return the ids of all stretches."""
    return list(open_library().ids(FileKind.STRETCH))


def all_names() -> list[str]:
    """Return the ids of all routines and stretches."""
    return [*routine_names(), *stretch_names()]


def own_names() -> list[str]:
    """Return the ids of the routines and stretches in the user's own folder."""
    own = Library(find_folders().routines)
    return [one for kind in FileKind for one in own.ids(kind)]
