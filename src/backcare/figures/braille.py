"""A picture of a figure: its strokes as rows of braille cells, each run of cells with the layer it belongs to."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TypeAlias

from backcare.figures.strokes import Layer, draw_strokes
from backcare.model.stretch import Figure, Point, Polyline, Pose, Side

MARGIN = 1.5  # around the strokes, in hundredths of the body's height
_THICK_FROM = 0.6  # dots for a hundredth of the body's height; below, lines two dots wide run together
_BLANK = "\u2800"  # the braille cell without dots


@dataclass(frozen=True, slots=True)
class CellRun:
    """Neighbouring cells of one layer; spaces have none."""

    text: str
    layer: Layer | None


Picture: TypeAlias = tuple[tuple[CellRun, ...], ...]


def picture_width(figure: Figure, rows: int) -> int:
    """Return how many columns a picture of a figure fills when it is `rows` high."""
    low, high = _corners(figure, None)
    return math.ceil((high[0] - low[0]) / (high[1] - low[1]) * rows * 2)


@lru_cache(maxsize=8)
def draw_picture(figure: Figure, pose: Pose, side: Side | None, columns: int, rows: int) -> Picture:
    """Return a pose as `rows` rows of braille cells, at the size at which all poses of its figure fit."""
    low, high = _corners(figure, side)
    scale = min((2 * columns - 1) / (high[0] - low[0]), (4 * rows - 1) / (high[1] - low[1]))
    left = (2 * columns - 1 - scale * (high[0] - low[0])) / 2
    lines: dict[Layer, list[Polyline]] = {layer: [] for layer in Layer}
    for stroke in draw_strokes(figure, pose, side):
        dots = ((left + (x - low[0]) * scale, (y - low[1]) * scale) for x, y in stroke.points)
        lines[stroke.layer].append(tuple(dots))
    if scale >= _THICK_FROM:
        lines[Layer.NEAR] += [more for line in lines[Layer.NEAR] for more in _thicken(line)]
    layers = [(layer, _draw_lines(tuple(some), columns, rows)) for layer, some in lines.items() if some]
    return tuple(tuple(_join_layers([(layer, cells[row]) for layer, cells in layers])) for row in range(rows))


@lru_cache(maxsize=8)
def _corners(figure: Figure, side: Side | None) -> tuple[Point, Point]:
    """Return the lower left and upper right corner of all that the figure ever shows, but for the floor."""
    points = [point for name, line in figure.props if name != "floor" for point in line]
    for pose in figure.poses:
        for stroke in draw_strokes(replace(figure, props=()), pose):
            points += stroke.points
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right = min(xs) - MARGIN, max(xs) + MARGIN
    if side and side is not figure.drawn_for:
        left, right = -right, -left
    return (left, min(ys) - MARGIN), (right, max(ys) + MARGIN)


@lru_cache(maxsize=8)  # most things around the body, and many limbs, stay where they are
def _draw_lines(lines: tuple[Polyline, ...], columns: int, rows: int) -> tuple[str, ...]:
    """Return lines, their points in dots, drawn as rows of braille cells, the highest first."""
    from plotille import Canvas

    xs, ys = (
        [round(x) // 2 for line in lines for x, _ in line],
        [round(y) // 4 for line in lines for _, y in line],
    )
    left, bottom = max(min(xs), 0), max(min(ys), 0)
    wide, high = min(max(xs), columns - 1) - left + 1, min(max(ys), rows - 1) - bottom + 1
    canvas = Canvas(wide, high, left * 2, bottom * 4, (left + wide) * 2, (bottom + high) * 4)  # empty cells cost
    for line in lines:
        for one, other in pairwise(line):
            canvas.line(*one, *other)
    before, after = _BLANK * left, _BLANK * (columns - left - wide)
    drawn = [f"{before}{row}{after}" for row in canvas.plot(linesep="\n").split("\n")]
    blank = _BLANK * columns
    return (*[blank] * (rows - bottom - high), *drawn, *[blank] * bottom)


def _thicken(line: Polyline) -> Iterator[Polyline]:
    """Yield each part of a line a dot further to the right or up: drawn with it, they make a thick line."""
    for one, other in pairwise(line):
        is_steep = abs(other[1] - one[1]) > abs(other[0] - one[0])
        yield tuple((x + 1, y) if is_steep else (x, y + 1) for x, y in (one, other))


def _join_layers(layers: Sequence[tuple[Layer, str]]) -> Iterator[CellRun]:
    """Yield the cells of one row, all layers over each other, in runs that have the same topmost layer."""
    drawn = [(layer, row) for layer, row in layers if row.strip(_BLANK)]
    if not drawn:
        return
    cells = map(_overlay, *(row for _, row in drawn))
    for top, some in groupby(cells, key=lambda cell: cell[1]):
        yield CellRun("".join(text for text, _ in some), None if top is None else drawn[top][0])


def _overlay(*cells: str) -> tuple[str, int | None]:
    """Return the dots of all cells in one, and the index of the last cell that has any (None where none has)."""
    dots, top = 0, None
    for number, cell in enumerate(cells):
        if cell != _BLANK:
            dots, top = dots | ord(cell) - ord(_BLANK), number
    return (" ", None) if top is None else (chr(ord(_BLANK) + dots), top)
