"""Texts: which characters they may have; quoting, joining, near words; ids; seconds as text, text as seconds."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

LONGEST_QUOTE = 40
LONGEST_ID = 64

# The classes and patterns below are read alike by Python and by JavaScript (editors, through the JSON Schema).
_CONTROLS = r"\x00-\x1f"
_CONTROLS_IN_FILE = r"\x00-\x08\x0b\x0c\x0e-\x1f"  # all but tab and line ends
# Invisible or blank characters, and those that change the direction of writing.
_INVISIBLE = (
    r"\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
# Joiners are invisible, too, but a correct spelling may need them, as in Unicode's annex 31 and in its emoji:
# between letters of scripts that join or build conjuncts, after a virama, between emoji (the last two: U+200D).
_JOINERS = r"\u200c\u200d"
_JOINING = (
    r"\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0710-\u07b1\u07ca-\u07f5"
    r"\u0840-\u085b\u0860-\u088e\u08a0-\u08e1\u08e3-\u0963\u0970-\u0dff\u0f40-\u0fbc\u1000-\u109f\u1700-\u180d"
    r"\u180f-\u18aa\u1900-\u1cff\ua800-\uaadf\uabc0-\uabff\ufb50-\ufdcf\ufdf0-\ufdfb\ufe70-\ufefc"
    "\U00010800-\U00011fff\U0001e900-\U0001e95f"
)
_VIRAMA = r"\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u1039\u103a\u17d2"
_EMOJI = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\\ufe0f\U0001f000-\U0001faff"
_JOINED = rf"(?:[{_JOINING}][{_JOINERS}])+[{_JOINING}]|(?:[{_EMOJI}]\u200d)+[{_EMOJI}]"
_HALF_LETTER = rf"(?:[{_JOINING}][{_JOINERS}])*[{_VIRAMA}]\u200d"
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"  # of a part of a country, spelt in invisible letters
_SPACES = r"\t\n\r \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_VARIANTS = "\\u17b4\\u17b5\\u180b-\\u180f\\ufe00-\\ufe0f\U000e0100-\U000e01ef"  # marks of a form
_MARKS = r"\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"  # of no script

_ASCII_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = r"\d+(?:e\d+)?|inf|infinity|nan"  # as a command or a list of YAML reads it
_YAML_WORD = "true|false|null"
_WINDOWS_NAME = "con|prn|aux|nul|(?:com|lpt)[0-9]"
# Alphabets with letters that look like those of another one.
_LOOK_ALIKE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")  # longer ones are slow to convert, and no length of a hold
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def _clean_text(refused: str) -> str:
    """Return a pattern for a text without the characters of a class, and with joiners only where they belong.

    A text matches in one way only, so that matching takes no longer than the text is long.
    """
    plain, after_half = rf"[^{refused}{_JOINERS}]", rf"[^{refused}{_JOINERS}{_JOINING}]"
    return rf"(?:{_JOINED}|{_HALF_LETTER}(?:{after_half}|$)|{_FLAG}|{plain})*"


def clean_text_pattern(longest: int) -> str:
    """Return a pattern for a clean text of 1 to `longest` characters, with or without white space around it."""
    around, edge = rf"[{_SPACES}]*", rf"[^{_SPACES}]"
    is_clean = rf"(?={_clean_text(_CONTROLS_IN_FILE + _INVISIBLE)}$)"
    is_visible = rf"(?=[\s\S]*[^{_SPACES}{_MARKS}])"
    return rf"^{is_clean}{is_visible}{around}{edge}(?:[^{_CONTROLS}]{{0,{longest - 2}}}{edge})?{around}$"


def first_bad_char(text: str) -> str:
    """Return the first character that no text may have, as in "U+202E"; empty if there is none."""
    at = next(_find_bad_chars(text, _CONTROLS), None)
    return f"U+{ord(text[at]):04X}" if at is not None else ""


def find_bad_chars(text: str) -> Iterator[int]:
    """Yield where a text of several lines has a character that no text may have."""
    return _find_bad_chars(text, _CONTROLS_IN_FILE)


def _find_bad_chars(text: str, controls: str) -> Iterator[int]:
    suspect, clean = _patterns(controls)
    at = 0 if suspect.search(text) else len(text)
    while (at := _end(clean.match(text, at))) < len(text):
        yield at
        at += 1


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


@cache
def _patterns(controls: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for a character that may be refused, and for a clean part of a text."""
    refused = controls + _INVISIBLE + r"\ud800-\udfff"
    return re.compile(f"[{refused}{_JOINERS}]"), re.compile(_clean_text(refused))


def bad_char_message(name: str) -> str:
    """Return the message about a character that no text may have, as `first_bad_char` names it."""
    if name == "U+000A":
        return "must be one line: join the lines, or make each a text of its own"
    if name in ("U+200C", "U+200D"):
        return f"the character {name} is invisible, and only joins letters or emoji: take it out here"
    return f"the character {name} is invisible or a control character: take it out"


def has_visible(text: str) -> bool:
    """Return whether a text has anything to see: not only white space, and marks without a letter."""
    return any(unicodedata.category(char)[0] not in "MZ" for char in text)


def escape_unprintable(text: str) -> str:
    """Return the text with escape sequences in place of characters that a terminal obeys or cannot show."""
    if text.isprintable():
        return text
    return "".join(part if _is_spelling(part) else _escape(part) for part in _joined_or_char().findall(text))


@cache
def _joined_or_char() -> re.Pattern[str]:
    return re.compile(f"{_JOINED}|{_HALF_LETTER}|{_FLAG}|.", re.DOTALL)


def _is_spelling(part: str) -> bool:
    return part.isprintable() or len(part) > 1


def escape_bad_chars(text: str) -> str:
    """Return the text with escape sequences in place of characters that no text may have."""
    bad = set(_find_bad_chars(text, _CONTROLS))
    return "".join(_escape(char) if at in bad else char for at, char in enumerate(text))


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
    """Return whether a text can be an id: letters and digits of any script, small, in words with hyphens between.

    At most 64 characters, in Unicode's form NFC, and a file name on every system.
    """
    is_made = _ASCII_ID.fullmatch(text) is not None if text.isascii() else make_id(text) == text
    return is_made and len(text) <= LONGEST_ID and not reason_against_id(text)


def make_id(text: str) -> str:
    """Return a text as an id, as in "kneeling-twist"; empty if it has no letter or digit.

    `reason_against_id` says whether it can be used.
    """
    folded = text[: 2 * LONGEST_ID]
    for _ in range(2):  # as folding makes what composes anew
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())
    words = "".join(map(_id_char, folded)).split()
    return "-".join(filter(None, map(_without_leading_marks, words)))[:LONGEST_ID].strip("-")


def reason_against_id(made: str) -> str:
    """Return why a text made into an id cannot be used as one; empty if it can."""
    if not made:
        return "use letters, digits and hyphens, at most 64"
    if re.fullmatch(_NUMBER, made):
        return f"it reads as a number: add a word, as in my-{made}"
    if re.fullmatch(_YAML_WORD, made):
        return f"it is a word of YAML's own: add another, as in my-{made}"
    if re.fullmatch(_WINDOWS_NAME, made):
        return f"Windows keeps it for itself: add a word, as in my-{made}"
    if any(len(_LOOK_ALIKE & _scripts(word)) > 1 for word in made.split("-")):
        return "it mixes alphabets whose letters look alike: write each word in one"
    return ""


def without_accents(text: str) -> str:
    """Return a text without accents and other marks over or under its letters."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _id_char(char: str) -> str:
    """Return a character as it stands in an id: itself, nothing if it is invisible, else a space."""
    if _invisible().match(char):
        return ""
    return char if unicodedata.category(char)[0] in "LMN" else " "


@cache
def _invisible() -> re.Pattern[str]:
    return re.compile(f"[{_INVISIBLE}{_JOINERS}{_VARIANTS}]")


def _without_leading_marks(word: str) -> str:
    return next((word[at:] for at, char in enumerate(word) if unicodedata.category(char)[0] != "M"), "")


def _scripts(word: str) -> set[str]:
    return set() if word.isascii() else {unicodedata.name(char, "").partition(" ")[0] for char in word}


def parse_number(text: str) -> float | int | None:
    """Return the number that a text is as YAML 1.2 writes it; None for others, such as 010, 1:30 or 20s."""
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) and not text.isdecimal() else None


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
