"""Warnings: what a file may have and yet is likely not meant; it can be used all the same."""

from collections.abc import Iterator
from dataclasses import fields, replace
from textwrap import wrap
from typing import TypeAlias

from backcare.files.document import Document, Loc
from backcare.files.faults import Fault, Level
from backcare.library.word_budget import too_much_to_read, too_much_to_say
from backcare.model.stretch import Routine, Side, SidedText, Steps, Stretch

LONGEST_HOLD = 60.0  # seconds; the most that guides for the upper back ask for
STEP_LINE = 64  # characters beside the name of the phase, at 80 columns
CAUTION_LINE = 76
MOST_LINES = 2

_Warnings: TypeAlias = Iterator[tuple[Loc, str]]


def warn_of_stretch(document: Document, stretch: Stretch, at: Loc = ()) -> tuple[Fault, ...]:
    """Return the warnings about a stretch, which is at the path `at` of the document."""
    found = (
        *_hold(stretch),
        *_release(stretch),
        *_one_side(stretch),
        *_long_texts(stretch),
        *too_much_to_read(stretch),
        *too_much_to_say(stretch),
    )
    return tuple(_warning(document, (*at, *loc), message) for loc, message in found)


def warn_of_routine(document: Document, routine: Routine) -> tuple[Fault, ...]:
    """Return the warnings about a routine with all of its stretches."""
    faults: list[Fault] = []
    for at, item in enumerate(routine.items):
        loc: Loc = ("stretches", at)
        stretch, stages = item.stretch, item.stretch.stages
        if routine.stage and stages and routine.stage not in stages:
            message = f"{stretch.id} is meant for {stages[0]}, and the routine for {routine.stage}"
            faults.append(_warning(document, (*loc, "stretch"), message))
        if stretch.file == document.file:
            faults.extend(warn_of_stretch(document, stretch, loc))
    return tuple(faults)


def _warning(document: Document, loc: Loc, message: str) -> Fault:
    return replace(document.fault(loc, message), level=Level.WARNING)


def _hold(stretch: Stretch) -> _Warnings:
    if stretch.hold and stretch.hold.longest > LONGEST_HOLD:
        longest = f"{stretch.hold.longest:g}"
        yield ("hold",), f"{longest} seconds is a long hold: over {LONGEST_HOLD:g} is seldom meant"


def _release(stretch: Stretch) -> _Warnings:
    if stretch.hold and not stretch.steps.release.left:
        yield ("steps",), "no words for coming out of the stretch: add `release:` with a line or two"


def _one_side(stretch: Stretch) -> _Warnings:
    if len(stretch.sides) == 1:
        only = stretch.sides[0]
        ends = f"[{only}, {only.other}]"
        yield ("sides",), f"only the {only} side is stretched: write {ends} if both are meant"
    if len(stretch.sides) < len(Side) and stretch.steps.switch.left:
        yield ("steps", "switch"), "is never shown: only a stretch of two sides changes sides"


def _long_texts(stretch: Stretch) -> _Warnings:
    steps = ((loc, text, STEP_LINE) for loc, text in _steps(stretch))
    more = ((("cautions", "more", at), text, CAUTION_LINE) for at, text in enumerate(stretch.cautions.more))
    for loc, text, width in (*steps, *more):
        if len(wrap(text, width)) > MOST_LINES:
            yield loc, "takes more than two lines of the screen, too long for a glance: make two of it"


def _steps(stretch: Stretch) -> Iterator[tuple[Loc, str]]:
    """Yield the path and text of every line that a session shows, for each side."""
    steps = [("steps", stretch.steps, field.name) for field in fields(Steps)]
    cautions = [("cautions", stretch.cautions, part) for part in ("before", "during")]
    for key, texts, part in (*steps, *cautions):
        words: SidedText = getattr(texts, part)
        for side in Side:
            for at, line in enumerate(words.for_side(side)):
                yield (key, part, side, at), line
