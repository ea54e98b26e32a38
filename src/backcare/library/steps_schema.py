"""The schemas of texts that may differ by side: how `{side}` is checked and replaced."""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Discriminator, Field, Tag, ValidationError
from pydantic_core import InitErrorDetails

from backcare.files.file_schema import FileSchema, clean_text, ready_message, refuse_in_editor
from backcare.library.fields import Texts
from backcare.model.stretch import Cautions, Side, SidedText, SpokenTexts, Steps
from backcare.text import quote, similar_words

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NAMES = ("side", "other")
_Loc: TypeAlias = tuple[str | int, ...]


def _check_placeholders(text: str) -> str:
    for name in _PLACEHOLDER.findall(text):
        if name not in _NAMES:
            near = similar_words(name.strip().lower(), _NAMES)
            hint = f"did you mean {{{near[0]}}}?" if near else "only {side} and {other} are replaced"
            raise ready_message(f"{quote('{' + name + '}')} stands for nothing: {hint}")
    return text


_ONLY_SIDES = refuse_in_editor(
    r"\{(?!(?:side|other)\})[^{}]*\}", "{side} and {other} are all that may stand in braces"
)
Line: TypeAlias = Annotated[str, clean_text(300), AfterValidator(_check_placeholders), _ONLY_SIDES]
Lines: TypeAlias = Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]


def _tag_by_number(value: object) -> str:
    return "<several>" if isinstance(value, list) else "<plain>"


OneOrMore: TypeAlias = Annotated[
    Annotated[Line, Tag("<plain>")] | Annotated[Lines, Tag("<several>")], Discriminator(_tag_by_number)
]


class SidedLinesSchema(FileSchema):
    """Lines for each side, where the words differ by more than left and right."""

    left: Lines = Field(description="What to do on the left side.")
    right: Lines = Field(description="What to do on the right side.")


class SidedTextSchema(FileSchema):
    """A text for each side, or several said one after the other."""

    left: OneOrMore = Field(description="What the voice says for the left side.")
    right: OneOrMore = Field(description="What the voice says for the right side.")


def _tag_by_side(value: object) -> str:
    return "<sided>" if isinstance(value, dict) and ("left" in value or "right" in value) else "<plain>"


def _tag_of_spoken(value: object) -> str:
    return _tag_by_side(value) if isinstance(value, dict) else _tag_by_number(value)


AnyLines: TypeAlias = Annotated[
    Annotated[Lines, Tag("<plain>")] | Annotated[SidedLinesSchema, Tag("<sided>")], Discriminator(_tag_by_side)
]
AnyText: TypeAlias = Annotated[
    Annotated[Line, Tag("<plain>")]
    | Annotated[Lines, Tag("<several>")]
    | Annotated[SidedTextSchema, Tag("<sided>")],
    Discriminator(_tag_of_spoken),
]
_Sided: TypeAlias = SidedLinesSchema | SidedTextSchema
_Words: TypeAlias = tuple[str, ...] | str | _Sided


class StepsSchema(FileSchema):
    """What to do, in the order of doing it; {side} and {other} become left and right."""

    setup: AnyLines = Field(description="How to get into the starting position.")
    move: AnyLines = Field(default=(), description="How to move from there into the stretch.")
    hold: AnyLines = Field(default=(), description="What to mind and to feel during the hold.")
    release: AnyLines = Field(default=(), description="How to come out of the stretch.")
    switch: AnyLines = Field(
        default=(), description="How to change sides; {side} is the one that now begins. Else the set-up or move."
    )

    def to_model(self) -> Steps:
        """Return the lines for each side."""
        return Steps(*map(_sided_text, (self.setup, self.move, self.hold, self.release, self.switch)))


class CautionsSchema(FileSchema):
    """What to take care of, by when it matters; {side} and {other} work in `before` and `during`."""

    before: AnyLines = Field(default=(), description="Shown and said while getting into position.")
    during: AnyLines = Field(default=(), description="Shown during the hold or the counted movement.")
    more: Texts = Field(default=(), description="Shown by `backcare show`, one sentence each.")

    def to_model(self) -> Cautions:
        """Return the cautions, those of a session for each side."""
        return Cautions(_sided_text(self.before), _sided_text(self.during), self.more)


class SaySchema(FileSchema):
    """What the voice says in place of the steps: a text, or a list of texts with a pause after each.

    What is left out is read from the steps.
    """

    announce: AnyText = Field(default="", description="Said first: the name, and the first side.")
    setup: AnyText = Field(default="", description="Said while getting into position.")
    move: AnyText = Field(default="", description="Said as the movement begins.")
    release: AnyText = Field(default="", description="Said when the hold is over.")
    switch: AnyText = Field(default="", description="Said between the two sides.")

    def to_model(self) -> SpokenTexts:
        """Return the texts for each side, a line for each; no line for an empty text."""
        texts = (self.announce, self.setup, self.move, self.release, self.switch)
        return SpokenTexts(*map(_sided_text, texts))


def _sided_text(words: _Words) -> SidedText:
    left, right = (words.left, words.right) if isinstance(words, _Sided) else (words, words)
    return SidedText(left=_fill_in(left, Side.LEFT), right=_fill_in(right, Side.RIGHT))


def _fill_in(words: tuple[str, ...] | str, side: Side) -> tuple[str, ...]:
    texts = (words,) if isinstance(words, str) else words
    return tuple(text.replace("{side}", side).replace("{other}", side.other) for text in texts if text)


def check_sides(shape: StepsSchema | SaySchema | CautionsSchema, sides: Sequence[Side] | None) -> None:
    """Raise ValidationError if the words and the sides of a stretch do not go together.

    Without a check if `sides` is None, because they have a fault of their own.
    """
    if sides is None:
        return
    dependent = list(_dependent_places(shape))
    errors = [] if sides else [_error(loc, message) for loc, message in dependent]
    if sides and not dependent and isinstance(shape, StepsSchema):
        errors = [_error((), "nothing here says which side: write {side} where left or right is meant")]
    if errors:
        raise ValidationError.from_exception_data("sides", errors)


def _error(loc: _Loc, message: str) -> InitErrorDetails:
    return InitErrorDetails(type=ready_message(message), loc=loc, input=None)


def _dependent_places(shape: StepsSchema | SaySchema | CautionsSchema) -> Iterator[tuple[_Loc, str]]:
    """Yield each place whose words depend on the side, with the message for a stretch without sides."""
    for key in sorted(shape.model_fields_set):
        value = getattr(shape, key)
        if isinstance(value, _Sided):
            yield (key,), "differs by side, but the stretch has no sides: add `sides: [left, right]`"
        for loc, line in _lines((key,), value):
            for name in (name for name in _NAMES if f"{{{name}}}" in line):
                yield loc, f"{{{name}}} needs sides: add `sides: [left, right]`, or write the side out"


def _lines(loc: _Loc, value: _Words) -> Iterator[tuple[_Loc, str]]:
    if isinstance(value, _Sided):
        yield from _lines((*loc, "left"), value.left)
        yield from _lines((*loc, "right"), value.right)
    elif isinstance(value, str):
        yield loc, value
    else:
        yield from (((*loc, at), line) for at, line in enumerate(value))
