"""Private and atomic writing of files."""

import os
from pathlib import Path


def make_private_folder(folder: Path) -> None:
    """Create a folder and its missing parents with mode 0700; raises OSError if that fails."""
    if not folder.is_dir():
        make_private_folder(folder.parent)  # `parents=True` would give the parents the default mode
        folder.mkdir(mode=0o700, exist_ok=True)


def write_private_file(file: Path, text: str) -> None:
    """Write a file atomically with mode 0600; raises OSError if that fails."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(text)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
