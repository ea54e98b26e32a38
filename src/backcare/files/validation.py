"""A document checked against a schema: its value, or every fault with its position."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from backcare.files.document import Document, Loc, format_path
from backcare.files.faults import MOST_FAULTS, Fault
from backcare.files.file_schema import tag_of
from backcare.files.value_errors import explain_value_error
from backcare.text import join_words, quote, similar_words

_Schema = TypeVar("_Schema", bound=BaseModel)

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
# What to write for a list that is usually written in one line, and for a mapping.
_LIST_EXAMPLES = {
    "sides": "[left, right]",
    "stages": "[pregnancy], [postpartum] or both in one list",
    "equipment": "it in brackets, as in [a wall, a mat]",
}
_KEY_EXAMPLES = {
    "reps": ", as in {count: 8, seconds: 4}",
    "steps": "; or begin each line with '- '",
    "cautions": "; or begin each line with '- '",
}


def validate(document: Document, schema: type[_Schema]) -> tuple[_Schema | None, tuple[Fault, ...]]:
    """Return the document as a value of a schema, None if it is not one, and every fault in its values."""
    try:
        return schema.model_validate(document.data), tuple(_empty_values(document, []))
    except ValidationError as error:
        errors = error.errors(include_input=False, include_url=False)
    return None, (*_empty_values(document, errors), *_value_faults(document, schema, errors))


def _empty_values(document: Document, errors: list[ErrorDetails]) -> Iterator[Fault]:
    # In `- {side}`, a mapping by mistake, the missing value is no second mistake.
    by_mistake = {document.existing_path(error["loc"]) for error in errors if error["type"] == "string_type"}
    for loc in document.empty:
        if not any(loc[:length] in by_mistake for length in range(len(loc))):
            yield document.fault(loc, "is empty: write something here, or take the line out")


def _value_faults(document: Document, schema: type[BaseModel], errors: list[ErrorDetails]) -> Iterator[Fault]:
    unknown = [error["loc"] for error in errors if error["type"] in _UNKNOWN_KEY]
    # Looking for similar keys takes time, and no more faults than these are shown.
    similar = {loc: _similar_keys(document, schema, loc) for loc in unknown[: MOST_FAULTS + 1]}
    context = _Context(document, schema, similar)
    for error in errors:
        loc = error["loc"]
        has_fault = document.has_fault_at(loc) or document.value_at(loc) is None
        if error["type"] in _UNKNOWN_KEY or not has_fault:
            yield from _EXPLAINERS.get(error["type"], _explain_value)(context, error)


@dataclass(frozen=True, slots=True)
class _Context:
    """What explaining an error takes; `similar` has the known keys that look like each unknown one."""

    document: Document
    schema: type[BaseModel]
    similar: Mapping[Loc, tuple[str, ...]]

    def is_misspelt(self, loc: Loc) -> bool:
        """Return whether a key is there under a name that looks like it."""
        return any(keys[:1] == loc[-1:] and other[:-1] == loc[:-1] for other, keys in self.similar.items())


def _explain_unknown_key(context: _Context, error: ErrorDetails) -> Iterator[Fault]:
    loc, document = error["loc"], context.document
    *_, key = loc
    if similar := context.similar.get(loc):
        hint = f"did you mean {join_words(similar)}?"
    else:
        hint = f"use {join_words(_keys(context.schema, loc[:-1]), 'and')}"
    message, where = f"there is no key {quote(key)} here: {hint}", format_path(document.existing_path(loc))
    yield Fault(document.file, *document.key_position_of(loc), where, message)


def _explain_missing_key(context: _Context, error: ErrorDetails) -> Iterator[Fault]:
    *parent, key = error["loc"]
    if not context.is_misspelt(error["loc"]):
        example = _MISSING.get(str(key), f"`{key}:`")
        yield context.document.fault(tuple(parent), f"{key} is missing: add {example}")


def _explain_hold_or_reps(context: _Context, error: ErrorDetails) -> Iterator[Fault]:
    loc = error["loc"]
    if error["msg"] == "both":
        yield context.document.fault(loc, "is here beside hold: keep one of the two")
    elif not any(context.is_misspelt((*loc[:-1], key)) for key in ("hold", "reps")):
        message = "hold is missing: add `hold: 20`, or `reps:` where it is counted instead"
        yield context.document.fault(loc[:-1], message)


def _explain_list(context: _Context, error: ErrorDetails) -> Iterator[Fault]:
    found, key = context.document.value_at(error["loc"]), error["loc"][-1]
    if isinstance(found, str) and key in _LIST_EXAMPLES:
        yield context.document.fault(error["loc"], f"{quote(found)} is not a list: write {_LIST_EXAMPLES[key]}")
    else:
        yield from _explain_value(context, error)


def _explain_mapping(context: _Context, error: ErrorDetails) -> Iterator[Fault]:
    loc = error["loc"]
    keys, example = join_words(_keys(context.schema, loc), "and"), _KEY_EXAMPLES.get(str(loc[-1]), "")
    yield context.document.fault(loc, f"needs keys under it: {keys}{example}")


def _explain_value(context: _Context, error: ErrorDetails) -> Iterator[Fault]:
    found = context.document.value_at(error["loc"])
    if message := explain_value_error(error["type"], found, error.get("ctx", {})):
        yield context.document.fault(error["loc"], message)


_UNKNOWN_KEY = ("extra_forbidden", "unexpected_keyword_argument")  # as models and as dataclasses have it
_EXPLAINERS: Mapping[str, Callable[[_Context, ErrorDetails], Iterator[Fault]]] = {
    **dict.fromkeys(_UNKNOWN_KEY, _explain_unknown_key),
    "missing": _explain_missing_key,
    "hold_or_reps": _explain_hold_or_reps,
    "tuple_type": _explain_list,
    "model_type": _explain_mapping,
    "dataclass_type": _explain_mapping,
}


def _similar_keys(document: Document, schema: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    *parent, key = loc
    there: Any = document.value_at(tuple(parent))
    return similar_words(str(key).lower(), [known for known in _keys(schema, loc[:-1]) if known not in there])


def _keys(schema: type, loc: Loc) -> tuple[str, ...]:
    """Return the keys that the mapping at a path may have."""
    schemas = [schema]
    for part in loc:
        tagged = [kind for kind in schemas if part == tag_of(kind)]
        fields = [_fields(kind)[part].annotation for kind in schemas if part in _fields(kind)]
        schemas = tagged or [inner for field in fields for inner in _schemas_in(field)] or schemas
    return tuple(dict.fromkeys(key for kind in schemas for key in _fields(kind)))


def _fields(schema: type) -> Mapping[Any, FieldInfo]:
    """Return the fields of a model or of a dataclass; none of another type."""
    fields: Mapping[Any, FieldInfo] = getattr(schema, "__pydantic_fields__", {})
    return fields


def _schemas_in(annotation: object) -> list[type]:
    if isinstance(annotation, type) and _fields(annotation):
        return [annotation]
    return [schema for inner in get_args(annotation) for schema in _schemas_in(inner)]
