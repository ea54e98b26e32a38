"""Private and atomic writing of files."""

import os
from pathlib import Path


def make_private_folder(folder: Path) -> None:
    """Create a folder and its missing parents with mode 0700; raises OSError if that fails."""
    if not folder.is_dir():
        make_private_folder(folder.parent)  # `parents=True` would give the parents the default mode
        folder.mkdir(mode=0o700, exist_ok=True)


def unwritable_reason(path: Path) -> str:
    """Return why nothing can be written at a path, with what mends it; empty if a file can be made there."""
    there = next(parent for parent in (path, *path.parents) if os.path.exists(parent))  # noqa: PTH110 - never raises
    is_folder = os.path.isdir(there)  # noqa: PTH112 - never raises
    if not is_folder and there != path:
        return f"{there} is a file; move it away, or set BACKCARE_HOME to a folder"
    if os.access(there, os.W_OK | os.X_OK if is_folder else os.W_OK):
        return ""
    if _is_on_read_only_disk(there):
        return "the file system is read-only; set BACKCARE_HOME to a folder on another one"
    if hasattr(os, "geteuid") and there.stat().st_uid != os.geteuid():
        return f"{there} belongs to another user; set BACKCARE_HOME to a folder of your own"
    return f"try: chmod u+{'rwx' if is_folder else 'rw'} {there}"


def _is_on_read_only_disk(path: Path) -> bool:
    return hasattr(os, "statvfs") and bool(os.statvfs(path).f_flag & os.ST_RDONLY)


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
