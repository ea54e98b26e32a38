"""Errors of pydantic about a value, as messages for the user who wrote it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from backcare.files.file_schema import DASH, NUMBER
from backcare.text import LONGEST_QUOTE, bad_char_message, first_bad_char, join_words, quote, similar_words

_Limits: TypeAlias = Mapping[str, Any]  # the context of a pydantic error

_RANGE = re.compile(rf"\s*{NUMBER}{DASH}{NUMBER}\s*")
_CLOCK = re.compile("([0-9]{1,3}):([0-5][0-9])")
_MINUTES = re.compile(r"([0-9]{1,2})\s*(?:m|mins?|minutes?)\.?")
_BARE = r"0*([0-9]{1,4}(?:\.[0-9]+)?(?:-[0-9]{1,4})?)"
_WITH_UNIT = re.compile(rf"{_BARE}\s*(?:s|secs?|seconds?)?\.?")
_COMMA = re.compile("(?<=[0-9]),(?=[0-9])")
_DASH_OR_TO = re.compile(rf"{DASH}|\s*to\s*")


def explain_value_error(kind: str, found: object, limits: _Limits) -> str:
    """Return what is wrong with a value and what to write instead; empty if other errors say so.

    `kind` is pydantic's type of the error, `limits` its context.
    """
    explain = _EXPLAINERS.get(kind)
    return explain(found, limits) if explain else f"{quote(found)} does not fit here"


def _not_text(found: object, _: _Limits) -> str:
    if isinstance(found, dict) and {"side", "other"} & set(found):
        return "text that begins with { needs quotes around it"
    if isinstance(found, dict):
        return "a colon with a space after it means more here: put quotes around the line"
    if isinstance(found, list):
        return "is a list, and one text is wanted: write it without '- ' or [ ]"
    return f"{quote(found)} is not text as it stands: put quotes around it"


def _not_a_list(found: object, _: _Limits) -> str:
    if isinstance(found, dict):
        return "has keys, and a list is wanted: each line begins with '- ', text with a colon has quotes"
    return f"{quote(found)} is not a list: begin each line with '- '"


def _size(found: object) -> int:
    return len(found) if isinstance(found, str | list) else 0


def _too_short(found: object, limits: _Limits) -> str:
    # Pydantic counts valid items only; an invalid one has an error of its own.
    enough = _size(found) >= limits["min_length"]
    return "" if enough else "is empty: write at least one line"


def _refused_character(found: object, _: _Limits) -> str:
    if not isinstance(found, str):  # a key with half of a character, which pydantic gives no place
        return "a key here has a character that is not whole: take it out"
    if name := first_bad_char(found.strip()):
        return bad_char_message(name)
    return f"{quote(found)} is no name: begin with a letter or digit, and use no signs but . , ( ) + - between"


def _not_one_of(found: object, limits: _Limits) -> str:
    words = re.findall("'([^']+)'", limits["expected"])  # the only text of pydantic's that is parsed
    if not words:
        return f"{quote(found)} is not known here"
    near = similar_words(found.lower(), words) if isinstance(found, str) else ()
    hint = f"did you mean {join_words(near)}?" if near else f"use {join_words(words)}"
    return f"{quote(found)} is not known here: {hint}"


def _not_a_number(found: object, _: _Limits) -> str:
    if isinstance(found, str) and _RANGE.fullmatch(found):
        return f"{quote(found)} is a range: write one number"
    return _seconds_hint(found) or f"{quote(found)} is not a number: write one such as 8"


def _not_a_count(found: object, _: _Limits) -> str:
    return _number_hint(found) or f"{quote(found)} is not a number: write one such as 8"


def _not_whole(found: object, limits: _Limits) -> str:
    if isinstance(found, float):
        return f"{quote(found)} is not whole: write a whole number"
    return _not_a_count(found, limits)


def _not_a_hold(found: object, _: _Limits) -> str:
    return _seconds_hint(found) or f"{quote(found)} is not seconds: write one number (20) or a range (15-30)"


def _not_a_bool(found: object, _: _Limits) -> str:
    return f"{quote(found)} is neither yes nor no: write true or false"


def _not_a_day(found: object, _: _Limits) -> str:
    return f"{quote(found)} is no day: write a day such as 2025-10-12"


def _seconds_hint(found: object) -> str:
    """Return how to write seconds that stand there as 1:30, 2m, 20s, 22,5 or "20"; empty for other values."""
    text = _folded(found)
    if clock := _CLOCK.fullmatch(text):
        return f"{quote(found)} is not a plain number of seconds: write {60 * int(clock[1]) + int(clock[2])}"
    if minutes := _MINUTES.fullmatch(text):
        return f"{quote(found)} is not a plain number of seconds: write {60 * int(minutes[1])}"
    return _number_hint(found, _WITH_UNIT)


def _number_hint(found: object, pattern: str | re.Pattern[str] = _BARE) -> str:
    """Return how to write a number that stands there as 22,5 or "20"; empty for other values."""
    if number := re.fullmatch(pattern, _DASH_OR_TO.sub("-", _folded(found)[:LONGEST_QUOTE])):
        return f"{quote(found)} is not a plain number: write {number[1]}, without quotes or unit"
    return ""


def _folded(found: object) -> str:
    """Return a text with digits of any width as 0-9 and a decimal comma as a point; empty for other values."""
    text = unicodedata.normalize("NFKC", found[: 2 * LONGEST_QUOTE]) if isinstance(found, str) else ""
    return _COMMA.sub(".", text.strip().lower())


_EXPLAINERS: Mapping[str, Callable[[object, _Limits], str]] = {
    "said": lambda _, limits: str(limits["message"]),
    "string_type": _not_text,
    "string_too_short": lambda *_: "is empty: write something here, or take the line out",
    "string_too_long": lambda found, limits: f"has {_size(found)} characters: at most {limits['max_length']}",
    **dict.fromkeys(("string_pattern_mismatch", "string_unicode"), _refused_character),
    "tuple_type": _not_a_list,
    "too_long": lambda found, limits: f"has {_size(found)} items: at most {limits['max_length']}",
    "too_short": _too_short,
    "enum": _not_one_of,
    "hold": _not_a_hold,
    "number": _not_a_count,
    **dict.fromkeys(("float_type", "float_parsing"), _not_a_number),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), _not_whole),
    **dict.fromkeys(("bool_type", "bool_parsing"), _not_a_bool),
    **dict.fromkeys(("date_type", "date_from_datetime_parsing"), _not_a_day),
    "finite_number": lambda found, _: f"{quote(found)} is not a number of seconds",
    "greater_than_equal": lambda found, limits: f"{quote(found)} is too small: at least {limits['ge']:g}",
    "less_than_equal": lambda found, limits: f"{quote(found)} is too large: at most {limits['le']:g}",
}
