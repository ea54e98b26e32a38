"""Spaces that only look like a plain one, where YAML needs that: in an indentation, after a dash or a colon."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from backcare.files.faults import MOST_FAULTS, BadFile, Fault

if TYPE_CHECKING:
    from backcare.files.document import Document

_FOREIGN = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ANY = re.compile(f"[{_FOREIGN}]")
_INDENTATION = rf"^(?:[ {_FOREIGN}]|-(?=[ {_FOREIGN}]))*"
_KEY = rf"[^\s:#'\"\[\]{{}},]+[ {_FOREIGN}]*:(?=[ {_FOREIGN}])"
_FRAME = re.compile(
    rf"{_INDENTATION}(?:{_KEY})?[ {_FOREIGN}]*|[{{,][ {_FOREIGN}]*{_KEY}[ {_FOREIGN}]+", re.MULTILINE
)


def parse_with_plain_spaces(text: str, file: str, parse: "Callable[[str], Document]") -> "Document":
    """Return what `parse` returns of a YAML text; raises BadFile as that does.

    If the text says something else with plain spaces in place of those that only look like one, each of these is
    a fault, and the document is what the text says then.
    """
    places = _find_foreign_spaces(text)
    if not places:
        return parse(text)
    spaces = list(islice(_faults(text, file, places), MOST_FAULTS + 1))
    plain = "".join(" " if at in places else char for at, char in enumerate(text))
    try:
        found = parse(text)
    except BadFile as error:
        return _parse_plain(plain, parse, error, spaces)
    try:
        mended = parse(plain)
    except BadFile:
        if any(isinstance(part, str) and _ANY.search(part) for loc in found.keys for part in loc):
            raise BadFile([*found.faults, *spaces]) from None
        return found
    is_alike = mended.values.keys() == found.values.keys()
    return found if is_alike else replace(mended, faults=(*mended.faults, *spaces))


def _parse_plain(
    plain: str, parse: "Callable[[str], Document]", before: BadFile, spaces: list[Fault]
) -> "Document":
    try:
        mended = parse(plain)
    except BadFile as error:
        raise before if error.faults == before.faults else BadFile([*error.faults, *spaces]) from None
    return replace(mended, faults=(*mended.faults, *spaces))


def _find_foreign_spaces(text: str) -> frozenset[int]:
    if not _ANY.search(text):
        return frozenset()
    frames = (frame.span() for frame in _FRAME.finditer(text))
    return frozenset(space.start() for span in frames for space in _ANY.finditer(text, *span))


def _faults(text: str, file: str, places: frozenset[int]) -> Iterator[Fault]:
    for at in sorted(places):
        if at - 1 not in places:
            line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
            yield Fault(file, line, column, "", _message(text[at]))


def _message(char: str) -> str:
    name = unicodedata.name(char).lower()
    article = "an" if name[0] in "aeiou" else "a"
    return f"{article} {name} (U+{ord(char):04X}) stands here: use a plain space"
