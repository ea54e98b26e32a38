"""Names for the shell's completion."""

from backcare.files.folders import find_folders
from backcare.library.library import Library, open_library


def routine_names() -> list[str]:
    """Return the routines' names for the shell's completion."""
    return list(open_library().routine_ids())


def stretch_names() -> list[str]:
    """Return the stretches' names for the shell's completion."""
    return list(open_library().stretch_ids())


def all_names() -> list[str]:
    """Return every name for the shell's completion."""
    return [*routine_names(), *stretch_names()]


def own_names() -> list[str]:
    """Return the names of her own files for the shell's completion."""
    hers = Library(find_folders().routines)
    return [*hers.routine_ids(), *hers.stretch_ids()]
