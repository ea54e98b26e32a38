"""The base class of every file schema, and the rules for its texts."""

from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from backcare.text import CLEAN_LINE


def ready_message(message: str) -> PydanticCustomError:
    """Return an error whose message is for the writer of the file, ready as it stands."""
    # As a template, its braces would be pydantic's placeholders.
    return PydanticCustomError("said", "{message}", {"message": message})


def clean_text(longest: int) -> StringConstraints:
    """Return what every text keeps to: one line, not empty, nothing invisible."""
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest, pattern=CLEAN_LINE)


def refuse_in_editor(part: str, why: str) -> Any:  # noqa: ANN401 - what Field returns is whatever a field takes
    """Return what tells editors of a part that a text may not have; a check of our own refuses it here."""

    def tell(schema: dict[str, Any]) -> None:
        schema["pattern"] = rf"^(?![\s\S]*{part}){schema['pattern'].removeprefix('^')}"
        schema["patternErrorMessage"] = f"{schema.get('patternErrorMessage', '')}; {why}".removeprefix("; ")

    return Field(json_schema_extra=tell)


def _drop_nulls(schema: dict[str, Any]) -> None:
    # What may be left out has no value to write: editors should not offer `null` or an empty list.
    for name, field in schema.get("properties", {}).items():
        if field.get("default") in (None, "", []):
            field.pop("default", None)
        kinds = [kind for kind in field.pop("anyOf", []) if kind != {"type": "null"}]
        only = kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {}
        schema["properties"][name] = {**only, **field}


class FileSchema(BaseModel):
    """A mapping in a file, without any key that is not named here."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_drop_nulls)
