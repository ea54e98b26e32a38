"""How many words a phase has for its seconds: what can be read in that time, and what the voice can say."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from backcare.files.document import Loc
from backcare.model.stretch import Side, SidedText, Stretch
from backcare.planning.plan import BEFORE_A_HOLD, LEAST_AFTER_SETUP, PAUSE_BETWEEN_TEXTS
from backcare.text import estimate_speech

WORDS_A_SECOND = 3.5  # that can be read; three are comfortable, while moving fewer

_Advice: TypeAlias = Iterator[tuple[Loc, str]]
_LinesForSide: TypeAlias = Callable[[Side | None], tuple[str, ...]]


def too_much_to_read(stretch: Stretch) -> _Advice:
    """Yield each phase whose lines are more than its seconds leave time for; a repeat's movement is known."""
    for part, seconds, lines in _read_in_phases(stretch):
        words = max(sum(len(line.split()) for line in lines(side)) for side in stretch.sides or (None,))
        if words > WORDS_A_SECOND * seconds:
            most = int(WORDS_A_SECOND * seconds)
            message = f"{words} words in {seconds:g} s are too many to read: at most {most}, or more seconds"
            yield ("steps", part), message


def _read_in_phases(stretch: Stretch) -> Iterator[tuple[str, float, _LinesForSide]]:
    steps, seconds = stretch.steps, stretch.seconds
    yield "setup", seconds.setup, stretch.setup_lines
    yield "move", seconds.move, steps.move.for_side
    yield "hold", _shortest_hold(stretch), stretch.hold_lines
    yield "release", seconds.release, steps.release.for_side
    if len(stretch.sides) == len(Side):
        yield "switch", seconds.switch, lambda side: stretch.switch_lines(side or Side.LEFT)


def _shortest_hold(stretch: Stretch) -> float:
    if stretch.reps:
        return stretch.reps.count * stretch.reps.seconds
    return stretch.hold.shortest if stretch.hold else 0.0


def too_much_to_say(stretch: Stretch) -> _Advice:
    """Yield each phase for which the voice has more than it can say in time, and would leave something out."""
    for part, seconds, texts in _said_in_phases(stretch):
        longest = max(map(_spoken_seconds, map(texts, stretch.sides or (None,))))
        if longest > max(seconds, 0.0):
            loc = ("say" if getattr(stretch.say, part).left else "steps", part)
            message = f"takes the voice about {longest:.0f} s, and there are {max(seconds, 0):g}: say less of it"
            yield loc, message


def _said_in_phases(stretch: Stretch) -> Iterator[tuple[str, float, _LinesForSide]]:
    say, steps, seconds = stretch.say, stretch.steps, stretch.seconds

    def arrive(side: Side | None) -> tuple[str, ...]:
        name = say.announce.for_side(side) or (f"{stretch.name}.",)
        ways = say.setup.for_side(side) or (_joined(steps.setup.for_side(side)),)
        return (_joined((*name, ways[0], *stretch.cautions.before.for_side(side))), *ways[1:])

    def either(own: SidedText, lines: SidedText) -> _LinesForSide:
        return lambda side: own.for_side(side) or (_joined(lines.for_side(side)),)

    yield "setup", seconds.setup - LEAST_AFTER_SETUP, arrive
    yield "move", seconds.move - BEFORE_A_HOLD, either(say.move, steps.move)
    yield "release", seconds.release, either(say.release, steps.release)
    if len(stretch.sides) == len(Side):
        yield "switch", seconds.switch, either(say.switch, steps.switch)


def _spoken_seconds(texts: tuple[str, ...]) -> float:
    said = [text for text in texts if text]
    return sum(map(estimate_speech, said)) + PAUSE_BETWEEN_TEXTS * max(len(said) - 1, 0)


def _joined(lines: Iterable[str]) -> str:
    return " ".join(lines)
