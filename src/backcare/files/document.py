"""A YAML text as plain data, with line and column of every key and value.

Of the libraries that keep positions, ruamel is too slow for a thousand files and strictyaml stops at the first
fault; neither refuses references, depth and repeated keys with their positions.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml
from yaml import events

from backcare.files.faults import BadFile, Fault
from backcare.files.reading import decode_text
from backcare.files.yaml_errors import explain_yaml_error, text_before_error
from backcare.text import parse_number, quote, shorten

DEEPEST = 20  # levels; a routine needs five, hundreds crash the parser in C
MOST_PARTS = 20_000  # values; a routine of a hundred stretches written out has about 6,000

Loc: TypeAlias = tuple[str | int, ...]
TextPosition: TypeAlias = tuple[int, int]  # line and column, from 1

_Parser: TypeAlias = yaml.SafeLoader | yaml.CSafeLoader
_PARSER_ERRORS = (yaml.YAMLError, ValueError, OverflowError)  # the last two by the parser in Python
_DUPLICATE = -1  # in a path: a key that its mapping has already
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
    """A parsed file: its data, the positions of keys and values, and the faults of its syntax.

    `data` is made of dict (keys are str), list, str, int, float, bool and None. `broken` are the paths in which
    `faults` has a fault already, `empty` those whose value is not written.
    """

    file: str
    data: dict[str, Any]
    keys: dict[Loc, TextPosition]
    values: dict[Loc, TextPosition]
    faults: tuple[Fault, ...]
    broken: frozenset[Loc]
    empty: tuple[Loc, ...]

    def existing_path(self, loc: Iterable[str | int]) -> Loc:
        """Return a path without the parts that this document does not have, such as tags of pydantic."""
        here: Loc = ()
        for part in loc:
            here = (*here, part) if (*here, part) in self.values else here
        return here

    def value_at(self, loc: Loc) -> object:
        """Return the data at the existing part of a path."""
        data: Any = self.data
        for part in self.existing_path(loc):
            data = data[part]
        return data

    def position_of(self, loc: Loc) -> TextPosition:
        """Return the line and column of a value; those of its key if the value is a list or a mapping."""
        here = self.existing_path(loc)
        keyed = isinstance(self.value_at(here), list | dict)
        return (self.keys.get(here) if keyed else None) or self.values.get(here, (1, 1))

    def key_position_of(self, loc: Loc) -> TextPosition:
        """Return the line and column of a key."""
        return self.keys.get(self.existing_path(loc)) or self.position_of(loc)

    def has_fault_at(self, loc: Loc) -> bool:
        """Return whether `faults` has a fault at this path or above it already."""
        here = self.existing_path(loc)
        return any(here[:length] in self.broken for length in range(len(here) + 1))

    def fault(self, loc: Loc, message: str) -> Fault:
        """Return a fault at a value."""
        return Fault(self.file, *self.position_of(loc), format_path(self.existing_path(loc)), message)


def format_path(loc: Loc) -> str:
    """Return a path as text, counting from one: `steps.move[2]`."""
    known = (part for part in loc if part != _DUPLICATE)
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{shorten(part)}" for part in known)
    return "".join(parts).removeprefix(".")


def read_document(path: Path, data: bytes) -> Document:
    """Return the document in the bytes of a file; raises BadFile if they are no text, or no YAML to its end."""
    text, faults = decode_text(path, data)
    return parse_document(text, str(path), faults)


def parse_document(
    text: str, file: str, faults: Sequence[Fault] = (), parser: type[_Parser] = _PARSER
) -> Document:
    """Return a YAML text as a document; raises BadFile if it cannot be parsed to its end.

    Signs that only look like those of YAML are faults if with these the text says something else; the document
    is what it says then.
    """
    if text.isascii():
        return _parse(text, file, faults, parser)
    from backcare.files.look_alikes import parse_with_plain_signs

    return parse_with_plain_signs(text, file, lambda text: _parse(text, file, faults, parser))


def _parse(text: str, file: str, faults: Sequence[Fault], parser: type[_Parser]) -> Document:
    builder = _Builder(file, list(faults))
    try:
        builder.take_all(text, parser)
    except _PARSER_ERRORS as error:
        _check_limits(text_before_error(error, text), file, faults, parser)
        position, message = explain_yaml_error(error, text)
        message += "; nothing after it could be read"
        raise BadFile([*builder.faults, Fault(file, *position, "", message)]) from None
    return builder.document()


def _check_limits(text: str, file: str, faults: Sequence[Fault], parser: type[_Parser]) -> None:
    """Raise BadFile if the text before a parser's error passes our limits.

    A parser looks up to 1,024 characters ahead for the `:` of a key. A mistake there, or its own limit of
    nesting, would hide that ours was passed long before.
    """
    with suppress(*_PARSER_ERRORS):
        _Builder(file, list(faults)).take_all(text, parser)


def resolve_scalar(text: str) -> object:
    """Return the value of a text without quotes in YAML 1.2: `no`, `off`, `1:30`, `010` and dates stay text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    number = parse_number(text)
    return text if number is None else number


@dataclass(slots=True)
class _OpenCollection:
    """A list or mapping that is not closed yet; `key` is the one whose value comes next."""

    data: dict[str, Any] | list[Any]
    loc: Loc
    key: str | int | None = None


@dataclass(slots=True)
class _Builder:
    """Builds a document from the parser's events, without recursion."""

    file: str
    faults: list[Fault]
    documents: int = 0
    parts: int = 0
    root: object = None
    stack: list[_OpenCollection] = field(default_factory=list)
    keys: dict[Loc, TextPosition] = field(default_factory=dict)
    values: dict[Loc, TextPosition] = field(default_factory=dict)
    broken: set[Loc] = field(default_factory=set)
    empty: list[Loc] = field(default_factory=list)

    def take_all(self, text: str, parser: type[_Parser]) -> None:
        """Parse a YAML text; raises BadFile if it passes our limits, and the parser's errors."""
        for event in yaml.parse(text, Loader=parser):
            if handler := _HANDLERS.get(type(event)):
                handler(self, event)
            if self.documents > 1:
                break

    def document(self) -> Document:
        """Return the document; raises BadFile if it is not a mapping."""
        if not isinstance(self.root, dict):
            found = "the file is empty" if self.root is None else f"found {_kind(self.root)}"
            message = f"{found}: a file has lines such as `name: Kneeling Twist`"
            raise BadFile([*self.faults, Fault(self.file, 1, 1, "", message)])
        faults, broken, empty = tuple(self.faults), frozenset(self.broken), tuple(self.empty)
        return Document(self.file, self.root, self.keys, self.values, faults, broken, empty)

    def on_scalar(self, event: events.ScalarEvent) -> None:
        """Add a key or a value."""
        if self.stack and self.stack[-1].key is None and isinstance(self.stack[-1].data, dict):
            self._key(event, self.stack[-1])
        else:
            self._add(event, resolve_scalar(event.value) if event.implicit[0] else event.value)

    def on_start(self, event: events.CollectionStartEvent) -> None:
        """Add a list or a mapping, and put what follows into it."""
        if len(self.stack) == DEEPEST:
            raise self._give_up(
                event, f"nested deeper than {DEEPEST} levels: put quotes around text with [ or {{"
            )
        data: dict[str, Any] | list[Any] = {} if isinstance(event, events.MappingStartEvent) else []
        self.stack.append(_OpenCollection(data, self._add(event, data)))

    def on_end(self, _: events.CollectionEndEvent) -> None:
        """Close a list or a mapping."""
        self.stack.pop()

    def on_alias(self, event: events.AliasEvent) -> None:
        """Refuse a reference."""
        loc = self._add(event, None)
        self._refuse(event, loc, "text that begins with * needs quotes around it (no references here)")

    def on_document(self, event: events.DocumentStartEvent) -> None:
        """Count a document, and refuse a second one."""
        self.documents += 1
        if self.documents > 1:
            message = "a second document begins here (---): put it in a file of its own"
            self.faults.append(Fault(self.file, *_position(event), "", message))

    def _key(self, event: events.ScalarEvent, parent: _OpenCollection) -> None:
        key, position = event.value, _position(event)
        loc = (*parent.loc, key)
        if event.anchor or event.tag:
            self._refuse(event, loc, "a key cannot begin with & or !")
        if loc not in self.keys or _DUPLICATE in loc:
            self.keys[loc], parent.key = position, key
            return
        first = self.keys[loc][0]
        message = f"is here a second time (line {position[0]}), first on line {first}: keep one"
        self.faults.append(Fault(self.file, *position, format_path(loc), message))
        parent.key = _DUPLICATE

    def _add(self, event: events.NodeEvent, value: object) -> Loc:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise self._give_up(event, f"more than {MOST_PARTS} values are too many for a file of this kind")
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
            raise self._give_up(event, "text that begins with { or [ needs quotes around it")
        if isinstance(key, str):
            parent.data[key] = value
        return (*parent.loc, key)

    def _refuse(self, event: events.Event, loc: Loc, message: str) -> None:
        self.faults.append(Fault(self.file, *_position(event), format_path(loc), message))
        self.broken.add(loc)

    def _give_up(self, event: events.Event, message: str) -> BadFile:
        return BadFile([*self.faults, Fault(self.file, *_position(event), "", message)])


_HANDLERS: Final[Mapping[type[events.Event], Callable[[_Builder, Any], None]]] = {
    events.ScalarEvent: _Builder.on_scalar,
    events.SequenceStartEvent: _Builder.on_start,
    events.MappingStartEvent: _Builder.on_start,
    events.SequenceEndEvent: _Builder.on_end,
    events.MappingEndEvent: _Builder.on_end,
    events.AliasEvent: _Builder.on_alias,
    events.DocumentStartEvent: _Builder.on_document,
}


def _position(event: events.Event) -> TextPosition:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _kind(value: object) -> str:
    return "a list on top" if isinstance(value, list) else f"only {quote(value)}"
