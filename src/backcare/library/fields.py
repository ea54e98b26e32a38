"""Field types shared by the file schemas."""

import re
from typing import Annotated, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from backcare.files.file_schema import clean_text, ready_message, refuse_in_editor
from backcare.model.stretch import Side, Stage
from backcare.text import quote

_T = TypeVar("_T")

_SIDED_PLACES = "steps, say, and cautions before or during"
_FACT = re.compile("[A-Za-z]{1,3}[0-9]{1,3}")


def _refuse_placeholders(text: str) -> str:
    for name in ("{side}", "{other}"):
        if name in text:
            raise ready_message(f"{name} works in {_SIDED_PLACES} only: write the side out")
    return text


def _refuse_repetition(items: tuple[_T, ...]) -> tuple[_T, ...]:
    for item in items:
        if items.count(item) > 1:
            raise ready_message(f"{quote(str(item))} is named twice: once is enough")
    return items


def _as_whole_number(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value  # 8.0, which editors accept


def _check_fact(word: str) -> str:
    if not _FACT.fullmatch(word):
        raise ready_message(f"{quote(word)} is not an id: write letters and a number, such as T10")
    return word


_UNIQUE = Field(json_schema_extra={"uniqueItems": True})
_NO_SIDES = refuse_in_editor(r"\{(?:side|other)\}", f"{{side}} and {{other}} work in {_SIDED_PLACES} only")

Name: TypeAlias = Annotated[str, clean_text(80), AfterValidator(_refuse_placeholders), _NO_SIDES]
Text: TypeAlias = Annotated[str, clean_text(300), AfterValidator(_refuse_placeholders), _NO_SIDES]
Texts: TypeAlias = Annotated[tuple[Text, ...], Field(max_length=20), AfterValidator(_refuse_repetition), _UNIQUE]
Stages: TypeAlias = Annotated[tuple[Stage, ...], Field(max_length=2), AfterValidator(_refuse_repetition), _UNIQUE]
Sides: TypeAlias = Annotated[tuple[Side, ...], Field(max_length=2), AfterValidator(_refuse_repetition), _UNIQUE]
Fact: TypeAlias = Annotated[str, clean_text(8), AfterValidator(_check_fact)]
Pause: TypeAlias = Annotated[float, Field(strict=True, ge=0, le=600, allow_inf_nan=False)]
HoldSeconds: TypeAlias = Annotated[float, Field(strict=True, ge=1, le=600, allow_inf_nan=False)]
RepSeconds: TypeAlias = Annotated[float, Field(strict=True, ge=1, le=60, allow_inf_nan=False)]
Count: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=100), BeforeValidator(_as_whole_number)]
Repeats: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=20), BeforeValidator(_as_whole_number)]
