"""The JSON Schema of routine and stretch files, for editors, made from the types that check them."""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from backcare.library.routine_schema import RoutineFile
from backcare.library.stretch_schema import StretchFile
from backcare.text import clean_text_pattern

SCHEMA_FILE = "schema.json"  # in the user's folder, where the first line of a template refers to it


def make_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a routine file or a stretch file."""
    kinds = TypeAdapter(RoutineFile | StretchFile).json_schema(schema_generator=_ForEditors)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": "backcare",
        "description": "A routine has `stretches`, a stretch has `steps`.",
        "oneOf": kinds["anyOf"],
        "$defs": {name: _add_title(schema) for name, schema in kinds["$defs"].items()},
    }


class _ForEditors(GenerateJsonSchema):
    """Adds to JSON Schema what the check does besides: white space around a text is not part of it."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        if not schema.get("strip_whitespace"):
            return super().str_schema(schema)
        longest = schema["max_length"]
        message = f"one line of 1-{longest} characters, none of them invisible; in quotes where it is a number"
        return {"type": "string", "pattern": clean_text_pattern(longest), "patternErrorMessage": message}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - as the one overridden
        return False


def _add_title(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema titled as users call it; a stretch gets the rule that it is held or counted, never both."""
    one_of = {"oneOf": [{"required": [key]} for key in ("hold", "reps")]}
    is_stretch = {"steps", "reps"} <= schema.get("properties", {}).keys()
    return {**schema, "title": str(schema["title"]).removesuffix("File"), **(one_of if is_stretch else {})}
