"""A YAML text as plain data in which every part knows its line and column."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from yaml import events

from backcare.files.faults import BadFile, Fault
from backcare.files.reading import read_text
from backcare.files.yaml_errors import explain_yaml_error, sound_part
from backcare.text import parse_number, quote, shorten

DEEPEST = 20  # levels; a routine needs five, and deeper ones crash the C parser's callers
MOST_PARTS = 20_000  # a hundred stretches written out have some 6,000

Loc: TypeAlias = tuple[str | int, ...]
Position: TypeAlias = tuple[int, int]  # line and column, from 1

_Parser: TypeAlias = yaml.SafeLoader | yaml.CSafeLoader
_BREAKS = (yaml.YAMLError, ValueError, OverflowError)  # the last two: the parser in Python
_DUPLICATE = -1  # stands for a key that was there before; no path from a list or mapping has it
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTANTS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **{sign + inf: float(sign + "inf") for sign in ("", "+", "-") for inf in (".inf", ".Inf", ".INF")},
}


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says: plain data, its places, and what was wrong before anybody asked its meaning.

    `data` is made of dict (its keys are text), list, str, int, float, bool and None. `broken` has the places
    whose faults are told already, so that nobody has to tell a second one; `empty` those without a value.
    """

    file: str
    data: dict[str, Any]
    keys: dict[Loc, Position]
    values: dict[Loc, Position]
    faults: tuple[Fault, ...]
    broken: frozenset[Loc]
    empty: tuple[Loc, ...]

    def existing_path(self, loc: Iterable[str | int]) -> Loc:
        """Return the part of a path that this document really has, leaving out what it does not."""
        here: Loc = ()
        for part in loc:
            here = (*here, part) if (*here, part) in self.values else here
        return here

    def value_at(self, loc: Loc) -> object:
        """Return the data at a path, or at as much of it as there is."""
        data: Any = self.data
        for part in self.existing_path(loc):
            data = data[part]
        return data

    def position_of(self, loc: Loc) -> Position:
        """Return the line and column of a value; of its key where the value is a list or mapping."""
        here = self.existing_path(loc)
        keyed = isinstance(self.value_at(here), list | dict)
        return (self.keys.get(here) if keyed else None) or self.values.get(here, (1, 1))

    def key_position_of(self, loc: Loc) -> Position:
        """Return the line and column of a key."""
        return self.keys.get(self.existing_path(loc)) or self.position_of(loc)

    def has_fault_at(self, loc: Loc) -> bool:
        """Tell whether a fault at this path or around it is known already."""
        here = self.existing_path(loc)
        return any(here[:length] in self.broken for length in range(len(here) + 1))

    def fault(self, loc: Loc, message: str) -> Fault:
        """Return a fault at a value."""
        return Fault(self.file, *self.position_of(loc), format_path(self.existing_path(loc)), message)


def format_path(loc: Loc) -> str:
    """Return a path as people write it, counting from one: `steps.move[2]`."""
    parts = (
        f"[{part + 1}]" if isinstance(part, int) else f".{shorten(part)}" for part in loc if part != _DUPLICATE
    )
    return "".join(parts).removeprefix(".")


def read_document(path: Path) -> Document:
    """Read a YAML file; raises BadFile where it is no such file, or breaks off before its end."""
    text, faults = read_text(path)
    return parse_document(text, str(path), faults)


def parse_document(
    text: str, file: str, faults: Sequence[Fault] = (), parser: type[_Parser] = _PARSER
) -> Document:
    """Return a YAML text as data with places; raises BadFile where it breaks off before its end."""
    builder = _Builder(file, list(faults))
    try:
        builder.take_all(text, parser)
    except _BREAKS as error:
        _guard(sound_part(error, text), file, faults, parser)
        place, message = explain_yaml_error(error, text)
        message += "; nothing after it could be read"
        raise BadFile([*builder.faults, Fault(file, *place, "", message)]) from None
    return builder.document()


def _guard(text: str, file: str, faults: Sequence[Fault], parser: type[_Parser]) -> None:
    """Raise BadFile where our limits end the reading before a parser's error, which may come from far ahead.

    A parser looks for the `:` of a key up to 1,024 characters ahead of what it hands out, so its own limit of
    nesting, or any mistake there, would hide that ours was passed long before.
    """
    with suppress(*_BREAKS):
        _Builder(file, list(faults)).take_all(text, parser)


def resolve_scalar(text: str) -> object:
    """Return the value that a text without quotes stands for."""
    # YAML 1.2 as editors see it: `no`, `off`, `1:30`, `010` and dates stay text.
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    number = parse_number(text)
    return text if number is None else number


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come; `key` is the one whose value comes next."""

    data: dict[str, Any] | list[Any]
    loc: Loc
    key: str | int | None = None


@dataclass(slots=True)
class _Builder:
    """Builds data from the parser's events, without recursion and without the parser's own types."""

    file: str
    faults: list[Fault]
    documents: int = 0
    parts: int = 0
    root: object = None
    stack: list[_Open] = field(default_factory=list)
    keys: dict[Loc, Position] = field(default_factory=dict)
    values: dict[Loc, Position] = field(default_factory=dict)
    broken: set[Loc] = field(default_factory=set)
    empty: list[Loc] = field(default_factory=list)

    def take_all(self, text: str, parser: type[_Parser]) -> None:
        """Take in a YAML text; raises BadFile where it passes our limits, and what the parser raises."""
        for event in yaml.parse(text, Loader=parser):
            if not self.take(event):
                break

    def take(self, event: events.Event) -> bool:
        """Take one event in, and tell whether to go on."""
        if isinstance(event, events.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, events.SequenceStartEvent):
            self._begin(event, [])
        elif isinstance(event, events.MappingStartEvent):
            self._begin(event, {})
        elif isinstance(event, events.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, events.AliasEvent):
            self._alias(event)
        elif isinstance(event, events.DocumentStartEvent):
            return self._first(event)
        return True

    def document(self) -> Document:
        """Return all that was built."""
        if not isinstance(self.root, dict):
            found = "the file is empty" if self.root is None else f"found {_kind(self.root)}"
            message = f"{found}: a file has lines such as `name: Kneeling Twist`"
            raise BadFile([*self.faults, Fault(self.file, 1, 1, "", message)])
        faults, broken, empty = tuple(self.faults), frozenset(self.broken), tuple(self.empty)
        return Document(self.file, self.root, self.keys, self.values, faults, broken, empty)

    def _scalar(self, event: events.ScalarEvent) -> None:
        if self.stack and self.stack[-1].key is None and isinstance(self.stack[-1].data, dict):
            self._key(event, self.stack[-1])
        else:
            self._add(event, resolve_scalar(event.value) if event.implicit[0] else event.value)

    def _begin(self, event: events.CollectionStartEvent, data: dict[str, Any] | list[Any]) -> None:
        if len(self.stack) == DEEPEST:
            raise self._end(event, f"nested deeper than {DEEPEST} levels: put quotes around text with [ or {{")
        self.stack.append(_Open(data, self._add(event, data)))

    def _alias(self, event: events.AliasEvent) -> None:
        loc = self._add(event, None)
        self._refuse(event, loc, "text that begins with * needs quotes around it (no references here)")

    def _first(self, event: events.DocumentStartEvent) -> bool:
        self.documents += 1
        if self.documents > 1:
            message = "a second document begins here (---): put it in a file of its own"
            self.faults.append(Fault(self.file, *_position(event), "", message))
        return self.documents == 1

    def _key(self, event: events.ScalarEvent, parent: _Open) -> None:
        key, place = event.value, _position(event)
        loc = (*parent.loc, key)
        if event.anchor or event.tag:
            self._refuse(event, loc, "a key cannot begin with & or !")
        if loc not in self.keys or _DUPLICATE in loc:
            self.keys[loc], parent.key = place, key
            return
        first = self.keys[loc][0]
        message = f"is here a second time (line {place[0]}), first on line {first}: keep one"
        self.faults.append(Fault(self.file, *place, format_path(loc), message))
        parent.key = _DUPLICATE

    def _add(self, event: events.NodeEvent, value: object) -> Loc:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise self._end(event, f"more than {MOST_PARTS} values are too many for a file of this kind")
        loc = self._store(event, value)
        self.values[loc] = _position(event)
        if value is None and isinstance(event, events.ScalarEvent) and _DUPLICATE not in loc:
            self.empty.append(loc)
        if event.anchor and not isinstance(event, events.AliasEvent):
            self._refuse(event, loc, "text that begins with & needs quotes around it (no references here)")
        elif getattr(event, "tag", None):
            self._refuse(event, loc, "text that begins with ! needs quotes around it (no tags here)")
        return loc

    def _store(self, event: events.Event, value: object) -> Loc:
        if not self.stack:
            self.root = value
            return ()
        parent = self.stack[-1]
        if isinstance(parent.data, list):
            parent.data.append(value)
            return (*parent.loc, len(parent.data) - 1)
        key, parent.key = parent.key, None
        if key is None:
            raise self._end(event, "text that begins with { or [ needs quotes around it")
        if isinstance(key, str):
            parent.data[key] = value
        return (*parent.loc, key)

    def _refuse(self, event: events.Event, loc: Loc, message: str) -> None:
        self.faults.append(Fault(self.file, *_position(event), format_path(loc), message))
        self.broken.add(loc)

    def _end(self, event: events.Event, message: str) -> BadFile:
        return BadFile([*self.faults, Fault(self.file, *_position(event), "", message)])


def _position(event: events.Event) -> Position:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _kind(value: object) -> str:
    return "a list on top" if isinstance(value, list) else f"only {quote(value)}"
