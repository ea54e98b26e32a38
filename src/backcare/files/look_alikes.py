"""Signs that only look like those of YAML, where it needs a space, the dash of a list or the colon of a key."""

import re
import unicodedata
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from backcare.files.faults import MOST_FAULTS, BadFile, Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from backcare.files.document import Document

_SPACES = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DASHES = r"\u2010-\u2015\u2022\u2212\uff0d"
_COLON = "\uff1a"
_ANY = re.compile(f"[{_SPACES}{_DASHES}{_COLON}]")
_ANY_SPACE = re.compile(f"[{_SPACES}]")
_SPACE, _DASH = f"[ {_SPACES}]", f"[-{_DASHES}]"
_INDENTATION = rf"^(?:{_SPACE}|{_DASH}(?={_SPACE}))*"
_KEY = rf"[^\s:{_COLON}#'\"\[\]{{}},]+{_SPACE}*[:{_COLON}](?={_SPACE}|[\r\n]|\Z)"
_FRAME = re.compile(rf"{_INDENTATION}(?:{_KEY})?{_SPACE}*|[{{,]{_SPACE}*{_KEY}{_SPACE}+", re.MULTILINE)


def parse_with_plain_signs(text: str, file: str, parse: "Callable[[str], Document]") -> "Document":
    """Return what `parse` returns of a YAML text; raises BadFile as that does.

    If the text says something else with plain signs in place of those that only look like one, each of these is
    a fault, and the document is what the text says then. A dash or a colon of another script may begin a text, so
    that it counts only where the text cannot be parsed.
    """
    try:
        found = parse(text)
    except BadFile as error:
        return _parse_plain(text, file, parse, error)
    if not (places := _find_signs(text, _ANY_SPACE)):
        return found
    signs = _faults(text, file, places)
    try:
        mended = parse(_with_plain_signs(text, places))
    except BadFile:
        if any(isinstance(part, str) and _ANY_SPACE.search(part) for loc in found.keys for part in loc):
            raise BadFile([*found.faults, *signs]) from None
        return found
    is_alike = mended.values.keys() == found.values.keys()
    return found if is_alike else replace(mended, faults=(*mended.faults, *signs))


def _parse_plain(text: str, file: str, parse: "Callable[[str], Document]", before: BadFile) -> "Document":
    places = _find_signs(text, _ANY)
    signs = _faults(text, file, places)
    try:
        mended = parse(_with_plain_signs(text, places))
    except BadFile as error:
        raise before if error.faults == before.faults else BadFile([*error.faults, *signs]) from None
    return replace(mended, faults=(*mended.faults, *signs))


def _find_signs(text: str, kind: re.Pattern[str]) -> frozenset[int]:
    """Return where a text has signs of a kind in the place of a plain one."""
    if not kind.search(text):
        return frozenset()
    frames = (frame.span() for frame in _FRAME.finditer(text))
    return frozenset(sign.start() for span in frames for sign in kind.finditer(text, *span))


def _with_plain_signs(text: str, places: frozenset[int]) -> str:
    return "".join(_plain(char) if at in places else char for at, char in enumerate(text))


def _faults(text: str, file: str, places: frozenset[int]) -> tuple[Fault, ...]:
    """Return a fault for each run of the same sign, and no more than are shown."""
    firsts = (at for at in sorted(places) if at - 1 not in places or text[at - 1] != text[at])
    return tuple(
        Fault(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), "", _message(text[at]))
        for at in islice(firsts, MOST_FAULTS + 1)
    )


def _plain(char: str) -> str:
    return ":" if char == _COLON else " " if char.isspace() else "-"


def _message(char: str) -> str:
    name = unicodedata.name(char).lower()
    article = "an" if name[0] in "aeiou" else "a"
    plain = {" ": "space", ":": "colon", "-": "hyphen"}[_plain(char)]
    return f"{article} {name} (U+{ord(char):04X}) stands here: use a plain {plain}"
