"""Texts: which characters they may have; quoting, joining, near words; ids; seconds as text, text as seconds."""

import re
import unicodedata
from collections.abc import Iterable

# Control characters but tab and line break, invisible characters, and those that change the direction of writing.
# Python, Rust (pydantic) and JavaScript (editors, through the schema) read these classes alike.
_INVISIBLE = (
    r"\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ufffe\uffff"
)
CLEAN_LINE = rf"^[^\x00-\x1f{_INVISIBLE}]*$"  # a text in a file; Rust has no lone surrogates to refuse
BAD_CHAR = re.compile(rf"[\x00-\x08\x0b-\x1f{_INVISIBLE}]")  # in a file of several lines
LONGEST_QUOTE = 40
LONGEST_ID = 64

_ID = re.compile(
    r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)[a-z0-9]+(?:-[a-z0-9]+)*"
)  # names that Windows reserves
_BAD_CHAR_IN_LINE = re.compile(rf"[\x00-\x1f{_INVISIBLE}\ud800-\udfff]")


def first_bad_char(text: str) -> str:
    """Return the first character that no text may have, as in "U+202E"; empty if there is none."""
    match = _BAD_CHAR_IN_LINE.search(text)
    return f"U+{ord(match[0]):04X}" if match else ""


def clean_text_pattern(longest: int) -> str:
    """Return a pattern for a clean text of 1 to `longest` characters, with or without white space around it."""
    edge = rf"[^\x00-\x20{_INVISIBLE}]"
    return rf"^[ \t\r\n]*{edge}(?:[^\x00-\x1f{_INVISIBLE}]{{0,{longest - 2}}}{edge})?[ \t\r\n]*$"


def bad_char_message(name: str) -> str:
    """Return the message about a character that no text may have, as `first_bad_char` names it."""
    if name == "U+000A":
        return "must be one line: join the lines, or make each a text of its own"
    return f"the character {name} is invisible or a control character: take it out"


def escape_unprintable(text: str) -> str:
    """Return the text with escape sequences in place of characters that a terminal obeys or cannot show."""
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def quote(value: object) -> str:
    """Return a value for use in a message: quoted, escaped, at most 40 characters."""
    if isinstance(value, str):
        return f"'{shorten(value)}'"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return shorten(f"{value:g}" if isinstance(value, float) else str(value))
    return "nothing" if value is None else "a list" if isinstance(value, list) else "a mapping"


def shorten(text: str) -> str:
    """Return the printable text, cut so that it and two quotes take at most 40 characters."""
    whole = escape_unprintable(text[: LONGEST_QUOTE + 1])
    room = LONGEST_QUOTE - 2
    return whole if len(whole) <= room else whole[: room - 3] + "..."


def join_words(words: Iterable[str], joint: str = "or") -> str:
    """Return the words as in "a, b or c"; empty if there are none."""
    *before, last = [*words] or [""]
    return f"{', '.join(before)} {joint} {last}" if before else last


def similar_words(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return up to three of the words that are most similar to a word, the most similar first."""
    from difflib import get_close_matches

    return tuple(get_close_matches(word[: 2 * LONGEST_ID], list(words), n=3))


def is_id(text: str) -> bool:
    """Return whether a text is kebab-case, at most 64 characters, and a file name on every system."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def make_id(text: str) -> str:
    """Return a text as an id, as in "kneeling-twist"; empty if it has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", text[: 2 * LONGEST_ID]).encode("ascii", "ignore").decode("ascii")
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))[:LONGEST_ID].strip("-")


def format_clock(seconds: float) -> str:
    """Return seconds as m:ss, rounded up: a countdown shows 0:00 only at its end."""
    whole = max(0, -int(-seconds // 1))
    return f"{whole // 60}:{whole % 60:02d}"


def estimate_speech(text: str) -> float:
    """Return about how many seconds a text takes at the usual rate of a voice.

    Fitted to 65 texts spoken by espeak-ng 1.51 at 160 words a minute: mean error 0.24 s, largest 1.4 s.
    """
    commas = sum(map(text.count, ",;:"))
    stops = sum(map(text.count, ".!?"))
    return max(0.23 * len(text.split()) + 0.47 * commas + 0.92 * stops - 0.35, 0.4)


def json_number(seconds: float) -> float | int:
    """Return seconds for JSON: an int if they are whole, else rounded to milliseconds."""
    return int(seconds) if seconds == int(seconds) else round(seconds, 3)
