"""Reading the text of a file that is not trusted; lines are counted as editors count them."""

import errno
import os
import stat
from pathlib import Path

from backcare.files.faults import MOST_FAULTS, BadFile, Fault
from backcare.text import bad_char_message, find_bad_chars

LIMIT = 256 * 1024  # bytes; a hundred stretches written out fill a fifth of it

# Between `stat` and `open` the file may be replaced by a pipe, at which a blocking `open` would hang.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # what UTF-16 begins with
_KINDS = {
    stat.S_IFDIR: "is a folder",
    stat.S_IFIFO: "is a pipe",
    stat.S_IFCHR: "is a device",
    stat.S_IFBLK: "is a device",
    stat.S_IFSOCK: "is a socket",
}
_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "there is no such file",
    errno.EACCES: "may not be read: ask for its permissions to be changed",
    errno.EPERM: "may not be read: ask for its permissions to be changed",
    errno.ELOOP: "is a link that leads back to itself",
    errno.ENAMETOOLONG: "there is no such file: the name is too long",
}


def read_text(path: Path) -> tuple[str, tuple[Fault, ...]]:
    """Return a file's text and the faults in it, as `decode_text`; raises BadFile also as `read_bytes`."""
    return decode_text(path, read_bytes(path))


def decode_text(path: Path, data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """Return the text of a file's bytes, with U+FFFD for each character that no text may have, and their faults.

    Raises BadFile if they are not UTF-8.
    """
    text = _lines(_decoded(path, data))
    places = list(find_bad_chars(text))
    return _without(text, places), _bad_char_faults(path, text, places)


def read_clean_text(path: Path) -> str:
    """Return a file's text with its own line ends; raises BadFile as `read_text`, and if it has faults."""
    text = _decoded(path, read_bytes(path))
    lines = _lines(text)
    if faults := _bad_char_faults(path, lines, list(find_bad_chars(lines))):
        raise BadFile(faults)
    return text


def decode_damaged(data: bytes) -> str:
    """Return the text of a file's bytes, with U+FFFD for those that are no text."""
    return _lines(data.decode("utf-16" if data.startswith(_WIDE) else "utf-8-sig", "replace"))


def read_bytes(path: Path) -> bytes:
    """Return what is in a file; raises BadFile if it is no regular file, over 256 KB or cannot be read."""
    try:
        _regular(path, path.stat())
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            _regular(path, os.fstat(file.fileno()))
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise _refused(path, _reason(path, error)) from None
    except ValueError:  # a NUL in the path
        raise _refused(path, "there is no such file") from None
    if len(data) > LIMIT:
        raise _refused(path, f"is larger than {LIMIT // 1024} KB, too large for a file of this kind")
    return data


def _regular(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "is something else")
        raise _refused(path, f"{kind}, not a file of text")


def _reason(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOENT and path.is_symlink():
        return "is a link to a file that is not there"
    reason = _REASONS.get(error.errno or 0)
    return reason or f"cannot be read: {(error.strerror or 'no reason given').lower()}"


def _decoded(path: Path, data: bytes) -> str:
    wide = data.startswith(_WIDE) or b"\0\0" in (data[0:4:2], data[1:4:2])
    if wide:
        raise _refused(path, "is written as UTF-16: save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile([_undecoded(path, error)]) from None


def _undecoded(path: Path, error: UnicodeDecodeError) -> Fault:
    before = _lines(error.object[: error.start].decode())
    line, column = _place(before, len(before))
    byte = error.object[error.start]
    return Fault(str(path), line, column, "", f"byte 0x{byte:02X} is not UTF-8: save the file as UTF-8")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _bad_char_faults(path: Path, text: str, places: list[int]) -> tuple[Fault, ...]:
    return tuple(
        Fault(str(path), *_place(text, at), "", bad_char_message(f"U+{ord(text[at]):04X}"))
        for at in places[: MOST_FAULTS + 1]
    )


def _without(text: str, places: list[int]) -> str:
    """Return a text with U+FFFD in some places."""
    if not places:
        return text
    chars = list(text)
    for at in places:
        chars[at] = "\ufffd"
    return "".join(chars)


def _refused(path: Path, message: str) -> BadFile:
    return BadFile([Fault(str(path), 1, 1, "", message)])
