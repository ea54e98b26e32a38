"""The standard streams of the process: there, and able to take every text, whatever they were started with."""

import codecs
import io
import os
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

_ERRORS = "backcare"  # the name of the error handler
_SIGNS = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2192": "->"}
    | {"\u2022": "*", "\u00b7": "*", "\u00b0": " degrees "}
)


def prepare_streams() -> None:
    """Give the process the streams that the shell closed, and let none of them fail over a character.

    What is written to a closed stream is discarded. A character that stdout or stderr cannot show is written
    as a similar one, or as an escape sequence; a byte of stdin that is no text is read as U+FFFD.
    """
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    codecs.register_error(_ERRORS, _similar)
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, _ERRORS), (sys.stderr, _ERRORS)):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(io.UnsupportedOperation):  # a stream that was read from already stays as it is
                stream.reconfigure(errors=errors)


def is_stdout_open() -> bool:
    """Tell whether stdout still takes what is written; if not, keep Python from complaining at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _similar(error: UnicodeError) -> tuple[str, int]:
    """Return ASCII for what cannot be encoded, and where to go on, as an error handler of a codec."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_in_ascii, error.object[error.start : error.end])), error.end


def _in_ascii(char: str) -> str:
    parts = unicodedata.normalize("NFKD", char).translate(_SIGNS)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare if bare.isascii() and bare else char.encode("unicode_escape").decode("ascii")
