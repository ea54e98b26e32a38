"""A document as a shape, or every fault that keeps it from being one, each in its place."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from backcare.files.document import Document, Loc, format_path
from backcare.files.faults import MOST_FAULTS, Fault
from backcare.files.value_errors import explain_value_error
from backcare.text import join_words, quote, similar_words

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
    "view": "`view: side`, or front or plan",
    "start": "`start:` with the joints of the starting position",
    "hold": "`hold:` with the joints that move",
}
# Lists that are written in one line, and mappings that are.
_FEW_WORDS = {
    "sides": "[left, right]",
    "stages": "[pregnancy], [postpartum] or both in one list",
    "equipment": "it in brackets, as in [a wall, a mat]",
}
_EXAMPLES = {"reps": ", as in {count: 8, seconds: 4}", "steps": "; or begin each line with '- '"}


def validate(document: Document, shape: type[_Shape]) -> tuple[_Shape | None, tuple[Fault, ...]]:
    """Return the document as a shape, or None where it is not one, and every fault in its values."""
    value, errors = None, []
    try:
        value = shape.model_validate(document.data)
    except ValidationError as error:
        errors = error.errors(include_input=False, include_url=False)
    return value, (*_empty(document, errors), *_faults(document, shape, errors))


def _empty(document: Document, errors: list[ErrorDetails]) -> Iterator[Fault]:
    # In `- {side}`, a mapping by mistake, the missing value is no second mistake.
    by_mistake = {document.existing_path(error["loc"]) for error in errors if error["type"] == "string_type"}
    for loc in document.empty:
        if not any(loc[:length] in by_mistake for length in range(len(loc))):
            yield document.fault(loc, "is empty: write something here, or take the line out")


def _faults(document: Document, shape: type[BaseModel], errors: list[ErrorDetails]) -> Iterator[Fault]:
    unknown = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]
    near = {loc: _near(document, shape, loc) for loc in unknown[: MOST_FAULTS + 1]}  # looking for them takes time
    meant = {(*loc[:-1], words[0]) for loc, words in near.items() if words}
    for loc in unknown:
        yield _unknown(document, shape, loc, near.get(loc, ()))
    for error in errors:
        told = document.has_fault_at(error["loc"]) or document.value_at(error["loc"]) is None
        if error["type"] != "extra_forbidden" and not told:
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
    elif kind == "tuple_type" and key in _FEW_WORDS and isinstance(document.value_at(loc), str):
        yield document.fault(loc, f"{quote(document.value_at(loc))} is not a list: write {_FEW_WORDS[key]}")
    elif kind == "model_type":
        example = _EXAMPLES.get(str(key), "")
        yield document.fault(loc, f"needs keys under it: {join_words(_keys(shape, loc), 'and')}{example}")
    elif kind not in ("missing", "hold_or_reps"):
        message = explain_value_error(kind, document.value_at(loc), error.get("ctx", {}))
        yield from [document.fault(loc, message)] if message else []


def _unknown(document: Document, shape: type[BaseModel], loc: Loc, near: tuple[str, ...]) -> Fault:
    hint = f"did you mean {join_words(near)}?" if near else f"use {join_words(_keys(shape, loc[:-1]), 'and')}"
    message = f"there is no key {quote(loc[-1])} here: {hint}"
    return Fault(document.file, *document.key_position_of(loc), format_path(document.existing_path(loc)), message)


def _near(document: Document, shape: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    there: Any = document.value_at(loc[:-1])
    return similar_words(str(loc[-1]).lower(), [key for key in _keys(shape, loc[:-1]) if key not in there])


def _keys(shape: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """Return the keys that a mapping at a path may have."""
    models = [shape]
    for part in loc:
        tagged = [model for model in models if part == f"<{model.__name__}>"]
        kinds = [model.model_fields[part].annotation for model in models if part in model.model_fields]
        models = tagged or [inner for kind in kinds for inner in _models(kind)] or models
    return tuple(dict.fromkeys(key for model in models for key in model.model_fields))


def _models(kind: object) -> list[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [model for inner in get_args(kind) for model in _models(inner)]
