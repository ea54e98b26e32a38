"""Private and atomic writing of files."""

import os
from pathlib import Path


def make_private_folder(folder: Path) -> None:
    """Make a folder that is hers alone, if it is not there yet; raises OSError where that cannot be."""
    if not folder.is_dir():
        make_private_folder(folder.parent)  # with `parents`, those above would be everybody's
        folder.mkdir(mode=0o700, exist_ok=True)


def write_private_file(file: Path, text: str) -> None:
    """Write a file that is hers alone, whole or not at all; raises OSError where that cannot be."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(text)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
