"""Private folders and files; files are written whole or not at all, and where a link points to."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def make_private_folder(folder: Path) -> None:
    """Create a folder and its missing parents with mode 0700; raises OSError if that fails."""
    if not folder.is_dir():
        make_private_folder(folder.parent)  # `parents=True` would give the parents the default mode
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except FileExistsError:  # as it is a file
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None


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
    """Write a file and its missing folders, with line ends as they are in the text; raises OSError.

    A new file has mode 0600. One that was there keeps its mode and its byte order mark, and if writing fails, it
    is as it was.
    """
    make_private_folder(_follow_links(file).parent)
    encoding = "utf-8-sig" if _has_byte_order_mark(file) else "utf-8"
    with replace_file(file) as part, part.open("w", encoding=encoding, newline="") as new:
        new.write(text)
        new.flush()
        os.fsync(new.fileno())


@contextmanager
def replace_file(file: Path) -> Iterator[Path]:
    """Yield a private file to write to, which takes the place of `file` at the end of the block; raises OSError.

    If `file` is a link, it takes the place of what that points to. Mode and owner of a file that was there stay.
    If the block fails, nothing changes; an OSError about the private file names `file`.
    """
    import tempfile

    target = _follow_links(file)
    prefix = f".{target.stem}."
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=prefix, suffix=target.suffix)
        os.close(handle)
        part = Path(name)
        try:
            yield part
            _copy_owner_and_mode(target, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        is_ours = error.filename is None or Path(os.fsdecode(error.filename)).name.startswith(prefix)
        if error.errno is None or not is_ours:
            raise
        raise OSError(error.errno, error.strerror, str(file)) from error


def _follow_links(file: Path) -> Path:
    target = Path(os.path.realpath(file))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(file))
    return target


def _has_byte_order_mark(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as there:
        return there.read(len(_BYTE_ORDER_MARK)) == _BYTE_ORDER_MARK


def _copy_owner_and_mode(source: Path, target: Path) -> None:
    with suppress(FileNotFoundError):
        status = source.stat()
        if hasattr(os, "chown"):
            with suppress(PermissionError):
                os.chown(target, status.st_uid, status.st_gid)
        target.chmod(stat.S_IMODE(status.st_mode))
