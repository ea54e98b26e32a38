"""What is right in a file and yet worth a second look: warnings, which keep nothing from being used."""

from collections.abc import Iterator
from textwrap import wrap

from backcare.files.document import Document, Loc, format_path
from backcare.files.faults import Fault, Level
from backcare.model.stretch import Routine, Side, SidedText, Stretch

LONGEST_HOLD = 60.0  # seconds; what guides for the upper back ask for at most
STEP_LINE = 64  # characters of a line beside the name of its part, at 80 columns
CAUTION_LINE = 76
MOST_LINES = 2

_Advice = Iterator[tuple[Loc, str]]


def warn_of_stretch(document: Document, stretch: Stretch, at: Loc = ()) -> tuple[Fault, ...]:
    """Return the warnings about a stretch, which the document has at a path."""
    some = (*_hold(stretch), *_release(stretch), *_one_side(stretch), *_long_texts(stretch))
    return tuple(_warning(document, (*at, *loc), message) for loc, message in some)


def warn_of_routine(document: Document, routine: Routine) -> tuple[Fault, ...]:
    """Return the warnings about a routine, all of whose stretches are there."""
    faults: list[Fault] = []
    for at, entry in enumerate(routine.items):
        loc: Loc = ("stretches", at)
        stages = entry.stretch.stages
        if routine.stage and stages and routine.stage not in stages:
            message = f"{entry.stretch.id} is meant for {stages[0]}, and the routine for {routine.stage}"
            faults.append(_warning(document, (*loc, "stretch"), message))
        if entry.stretch.file == document.file:
            faults.extend(warn_of_stretch(document, entry.stretch, loc))
    return tuple(faults)


def _warning(document: Document, loc: Loc, message: str) -> Fault:
    return Fault(
        document.file,
        *document.position_of(loc),
        format_path(document.existing_path(loc)),
        message,
        Level.WARNING,
    )


def _hold(stretch: Stretch) -> _Advice:
    if stretch.hold and stretch.hold.longest > LONGEST_HOLD:
        longest = f"{stretch.hold.longest:g}"
        yield ("hold",), f"{longest} seconds is a long hold: over {LONGEST_HOLD:g} is seldom meant"


def _release(stretch: Stretch) -> _Advice:
    if stretch.hold and not stretch.steps.release.left:
        yield ("steps",), "no words for coming out of the stretch: add `release:` with a line or two"


def _one_side(stretch: Stretch) -> _Advice:
    if len(stretch.sides) == 1:
        only = stretch.sides[0]
        ends = f"[{only}, {only.other}]"
        yield ("sides",), f"only the {only} side is stretched: write {ends} if both are meant"


def _long_texts(stretch: Stretch) -> _Advice:
    steps = ((loc, text, STEP_LINE) for loc, text in _steps(stretch))
    cautions = ((("cautions", at), text, CAUTION_LINE) for at, text in enumerate(stretch.cautions))
    for loc, text, width in (*steps, *cautions):
        if len(wrap(text, width)) > MOST_LINES:
            yield loc, "takes more than two lines of the screen, too long for a glance: make two of it"


def _steps(stretch: Stretch) -> Iterator[tuple[Loc, str]]:
    """Yield every line of the steps; one that both sides have is there once."""
    for part in ("setup", "move", "hold", "release"):
        words: SidedText = getattr(stretch.steps, part)
        for side in Side:
            for at, line in enumerate(words.for_side(side)):
                yield ("steps", part, side, at), line
