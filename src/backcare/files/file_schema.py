"""The base class of all file schemas, and rules for their fields."""

from collections.abc import Iterator
from typing import Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from backcare.text import bad_char_message, first_bad_char, has_visible, quote

NUMBER = r"[0-9]+(?:\.[0-9]+)?"
DASH = r"\s*[-\u2010-\u2015\u2212\uff0d]\s*"  # between the ends of a range


def ready_message(message: str) -> PydanticCustomError:
    """Return an error whose message is shown to the user as it is."""
    # As a template, its braces would be pydantic's placeholders.
    return PydanticCustomError("said", "{message}", {"message": message})


class _CleanText(StringConstraints):
    def __iter__(self) -> Iterator[Any]:
        yield from super().__iter__()
        yield AfterValidator(_check_characters)


def clean_text(longest: int) -> StringConstraints:
    """Return the rules of every text: one line of 1 to `longest` characters, none of them invisible."""
    return _CleanText(strip_whitespace=True, min_length=1, max_length=longest)


def _check_characters(text: str) -> str:
    if text.isascii() and text.isprintable():  # the usual case, fast: a library may have a thousand files
        return text
    if name := first_bad_char(text):
        raise ready_message(bad_char_message(name))
    if not has_visible(text):
        raise ready_message(f"{quote(text)} has nothing to see: write a letter, a digit or a sign")
    return text


def refuse_in_editor(part: str, why: str) -> Any:  # noqa: ANN401 - what Field returns is whatever a field takes
    """Return a field that adds to the JSON Schema's pattern a part that a text may not have, and why.

    Here it is refused by a validator of the type itself, whose message says more.
    """

    def tell(schema: dict[str, Any]) -> None:
        schema["pattern"] = rf"^(?![\s\S]*{part}){schema.get('pattern', '').removeprefix('^')}"
        schema["patternErrorMessage"] = f"{schema.get('patternErrorMessage', '')}; {why}".removeprefix("; ")

    return Field(json_schema_extra=tell)


def tag_of(schema: type) -> str:
    """Return the tag of a schema in a union; its angle brackets keep it apart from the keys of a file."""
    return f"<{schema.__name__}>"


def _drop_nulls(schema: dict[str, Any]) -> None:
    """Remove `null` and empty defaults from optional fields, so that editors do not offer them."""
    for name, field in schema.get("properties", {}).items():
        if field.get("default") in (None, "", []):
            field.pop("default", None)
        types = [kind for kind in field.pop("anyOf", []) if kind != {"type": "null"}]
        any_of = types[0] if len(types) == 1 else {"anyOf": types} if types else {}
        schema["properties"][name] = {**any_of, **field}


class FileSchema(BaseModel):
    """A mapping in a file; keys that are no fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_drop_nulls)
