"""Names for the shell's completion; the library is loaded only when a shell asks for them."""


def routine_names() -> list[str]:
    """Return the ids of all routines."""
    from backcare.library.library import open_library
    from backcare.library.lookup import FileKind

    return list(open_library().ids(FileKind.ROUTINE))


def stretch_names() -> list[str]:
    """Return the ids of all stretches."""
    from backcare.library.library import open_library
    from backcare.library.lookup import FileKind

    return list(open_library().ids(FileKind.STRETCH))


def all_names() -> list[str]:
    """Return the ids of all routines and stretches."""
    return [*routine_names(), *stretch_names()]


def own_names() -> list[str]:
    """Return the ids of the routines and stretches in the user's own folder."""
    from backcare.files.folders import find_folders
    from backcare.library.library import Library
    from backcare.library.lookup import FileKind

    own = Library(find_folders().routines)
    return [one for kind in FileKind for one in own.ids(kind)]
