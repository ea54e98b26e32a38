"""What pydantic finds wrong with a document, in words for the person who wrote it, each with its place."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from backcare.document import Document, Loc, where
from backcare.faults import MOST, Fault
from backcare.texts import listed, nearest, printable, refusal, shown, strange

_Shape = TypeVar("_Shape", bound=BaseModel)

_MISSING = {
    "name": "`name: Kneeling Twist`",
    "steps": "`steps:` with a list of what to do",
    "stretches": "`stretches:` with a list of stretches",
    "stretch": "`stretch: kneeling-twist`",
    "setup": "`setup:` with a list of lines",
    "left": "`left:` beside `right:`",
    "right": "`right:` beside `left:`",
    "count": "`count: 8`",
    "seconds": "`seconds: 8`",
}
_SECONDS = "one number (20) or a range (15-30)"


def checked(document: Document, shape: type[_Shape]) -> tuple[_Shape | None, tuple[Fault, ...]]:
    """Return the document as a shape, or None and every fault that keeps it from being one."""
    try:
        return shape.model_validate(document.data), ()
    except ValidationError as error:
        errors = error.errors(include_input=False, include_url=False)
    return None, tuple(_faults(document, shape, errors))


def _faults(document: Document, shape: type[BaseModel], errors: list[ErrorDetails]) -> Iterator[Fault]:
    unknown = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]
    near = {loc: _near(document, shape, loc) for loc in unknown[: MOST + 1]}  # looking for them takes time
    meant = {(*loc[:-1], words[0]) for loc, words in near.items() if words}
    for loc in unknown:
        yield _unknown(document, shape, loc, near.get(loc, ()))
    for error in errors:
        if error["type"] != "extra_forbidden" and not document.told(error["loc"]):
            yield from _fault(document, shape, error, meant)


def _fault(document: Document, shape: type[BaseModel], error: ErrorDetails, meant: set[Loc]) -> Iterator[Fault]:
    kind, loc = error["type"], error["loc"]
    *parent, key = loc or ("",)
    if kind == "missing" and loc not in meant:
        yield document.fault(tuple(parent), f"{key} is missing: add {_MISSING.get(str(key), f'`{key}:`')}")
    elif kind == "hold_or_reps" and error["msg"] == "both":
        yield document.fault(loc, "is here beside hold: keep one of the two")
    elif kind == "hold_or_reps" and not meant & {(*parent, "hold"), (*parent, "reps")}:
        message = "hold is missing: add `hold: 20`, or `reps:` where it is counted instead"
        yield document.fault(tuple(parent), message)
    elif kind == "model_type":
        yield document.fault(loc, f"needs keys under it: {listed(_keys(shape, loc), 'and')}")
    elif kind not in ("missing", "hold_or_reps"):
        message = _message(kind, document.found(loc), error)
        yield from [document.fault(loc, message)] if message else []


def _unknown(document: Document, shape: type[BaseModel], loc: Loc, near: tuple[str, ...]) -> Fault:
    hint = f"did you mean {listed(near)}?" if near else f"use {listed(_keys(shape, loc[:-1]), 'and')}"
    message = f"there is no key {shown(loc[-1])} here: {hint}"
    return Fault(document.file, *document.key_place(loc), where(document.inner(loc)), message)


def _near(document: Document, shape: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    there: Any = document.found(loc[:-1])
    return nearest(str(loc[-1]).lower(), [key for key in _keys(shape, loc[:-1]) if key not in there])


def _keys(shape: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """Return the keys that a mapping at a path may have."""
    models = [shape]
    for part in loc:
        tagged = [model for model in models if part == f"<{model.__name__}>"]
        kinds = [model.model_fields[part].annotation for model in models if part in model.model_fields]
        models = tagged or [inner for kind in kinds for inner in _models(kind)] or models
    return tuple(dict.fromkeys(key for model in models for key in model.model_fields))


def _models(kind: Any) -> list[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [model for inner in get_args(kind) for model in _models(inner)]


def _message(kind: str, found: Any, error: ErrorDetails) -> str:
    if kind in _WORDS:
        return _WORDS[kind](found, error.get("ctx", {}))
    return printable(error["msg"])


def _not_text(found: Any, _: Mapping[str, Any]) -> str:
    if isinstance(found, dict):
        braces = set(found) & {"side", "other"}
        return _QUOTE_BRACE if braces else "a colon makes this a mapping: put quotes around the line"
    if isinstance(found, list):
        return "is a list, and one text is wanted: write it without '- ' or [ ]"
    return f"{shown(found)} is not text as it stands: put quotes around it"


def _not_a_list(found: Any, _: Mapping[str, Any]) -> str:
    if isinstance(found, dict):
        return "is a mapping, and a list is wanted: each line begins with '- ', text with a colon has quotes"
    return f"{shown(found)} is not a list: begin each line with '- '"


def _too_long(found: Any, limits: Mapping[str, Any]) -> str:
    return f"has {len(found)} lines: at most {limits['max_length']}"


def _too_short(found: Any, limits: Mapping[str, Any]) -> str:
    # Pydantic counts what was right; what was not is told by itself.
    return "" if len(found) >= limits["min_length"] else "is empty: write at least one line, or leave it out"


def _not_one_of(found: Any, limits: Mapping[str, Any]) -> str:
    words = re.findall("'([^']+)'", limits["expected"])
    near = nearest(found.lower(), words) if isinstance(found, str) else ()
    hint = f"did you mean {listed(near)}?" if near else f"use {listed(words)}"
    return f"{shown(found)} is not known here: {hint}"


def _not_a_number(found: Any, _: Mapping[str, Any]) -> str:
    if isinstance(found, str) and re.fullmatch(r"\s*[0-9.]+\s*[-\u2013]\s*[0-9.]+\s*", found):
        return f"{shown(found)} is a range: write one number"
    return _clock(found) or f"{shown(found)} is not a number: write one such as 8"


def _not_whole(found: Any, limits: Mapping[str, Any]) -> str:
    return f"{shown(found)} is not whole: write a whole number" if isinstance(found, float) else _not_a_number(found, limits)


def _not_a_hold(found: Any, _: Mapping[str, Any]) -> str:
    return _clock(found) or f"{shown(found)} is not seconds: write {_SECONDS}"


def _clock(found: Any) -> str:
    """Say how to write a number that is written in another manner: 1:30, 20s, "20"; else nothing."""
    text = found.strip().lower() if isinstance(found, str) else ""
    if minutes := re.fullmatch("([0-9]{1,3}):([0-5][0-9])", text):
        return f"{shown(found)} is not a plain number: write {60 * int(minutes[1]) + int(minutes[2])} (seconds)"
    if number := re.fullmatch(r"0*([0-9]{1,4}(?:\.[0-9]+)?(?:-[0-9]{1,4})?)\s*(?:s|secs?|seconds?)?", text):
        return f"{shown(found)} is not a plain number: write {number[1]}, without quotes or unit"
    return ""


_QUOTE_BRACE = "text that begins with { needs quotes around it"
_WORDS: Mapping[str, Callable[[Any, Mapping[str, Any]], str]] = {
    "said": lambda _, limits: str(limits["message"]),
    "string_type": _not_text,
    "string_too_short": lambda *_: "is empty: write something here, or take the line out",
    "string_too_long": lambda found, limits: f"has {len(found)} characters: at most {limits['max_length']}",
    "string_pattern_mismatch": lambda found, _: refusal(strange(found.strip())),
    "string_unicode": lambda found, _: refusal(strange(found)),
    "tuple_type": _not_a_list,
    "too_long": _too_long,
    "too_short": _too_short,
    "enum": _not_one_of,
    "hold": _not_a_hold,
    "float_type": _not_a_number,
    "int_type": _not_whole,
    "finite_number": lambda found, _: f"{shown(found)} is not a number of seconds",
    "greater_than_equal": lambda found, limits: f"{shown(found)} is too small: at least {limits['ge']:g}",
    "less_than_equal": lambda found, limits: f"{shown(found)} is too large: at most {limits['le']:g}",
}
