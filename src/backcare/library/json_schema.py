"""The JSON Schema of both kinds of file, made for editors from the types that check them."""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from backcare.library.routine_schema import RoutineFile
from backcare.library.stretch_schema import StretchFile
from backcare.text import clean_text_pattern

SCHEMA_FILE = "schema.json"  # beside her routines, where the first line of a starter file looks for it


def make_schema() -> dict[str, Any]:
    """Return the schema that a routine file or a stretch file keeps to, as JSON has it (draft 2020-12)."""
    kinds = TypeAdapter(RoutineFile | StretchFile).json_schema(schema_generator=_ForEditors)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": "backcare",
        "description": "A routine has `stretches`, a stretch has `steps`.",
        "oneOf": kinds["anyOf"],
        "$defs": {name: _named(shape) for name, shape in kinds["$defs"].items()},
    }


class _ForEditors(GenerateJsonSchema):
    """Says in JSON Schema what checking does besides: white space around a text is not part of it."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        if not schema.get("strip_whitespace"):
            return super().str_schema(schema)
        longest = schema["max_length"]
        message = f"one line of 1-{longest} characters, none of them invisible; in quotes where it is a number"
        return {"type": "string", "pattern": clean_text_pattern(longest), "patternErrorMessage": message}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - as the one overridden
        return False


def _named(shape: dict[str, Any]) -> dict[str, Any]:
    """Return a shape under the name that people call it by; a stretch is held or counted, never both."""
    one_of = {"oneOf": [{"required": [key]} for key in ("hold", "reps")]}
    stretch = {"steps", "reps"} <= shape.get("properties", {}).keys()
    return {**shape, "title": str(shape["title"]).removesuffix("File"), **(one_of if stretch else {})}
