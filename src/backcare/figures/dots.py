"""A scene as cells of dots: in braille, or in half blocks where a font has no braille."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import groupby, product
from operator import or_
from typing import TypeAlias

from backcare.figures.geometry import convex_hull
from backcare.figures.scene import Scene
from backcare.figures.shapes import Blob, Part, Shape
from backcare.model.stretch import Polyline

Rows: TypeAlias = dict[int, int]  # the dots of each row that has some; bit 0 is the leftmost, row 0 the highest

_SEAM = 1.6  # dots around a joint that have no gap: the gap is one dot wide
_TRIMMED, _THINNEST = 0.15, 0.5  # dots off the radius of every shape: a circle's last dot would be a spike
_HIDING = frozenset({Part.FAR, Part.BODY, Part.ARROW})  # they have a gap around them
_PARTS = tuple(Part)
_SPARSE = int("0001" * 256, 2)  # every fourth dot
_CHECKERED = int("01" * 512, 2)  # every other dot

_BRAILLE_DOTS = (0x1, 0x8, 0x2, 0x10, 0x4, 0x20, 0x40, 0x80)  # of a cell, row by row


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """How many dots a cell has across and down, and its signs by its dots: a 0 or 1 for each, row by row."""

    wide: int
    high: int
    signs: dict[tuple[str, ...], str]

    def full(self, dots: int) -> int:
        """Return all dots of a row that are in cells of which it has any."""
        if self.wide == 1:
            return dots
        left = (dots | dots >> 1) & _CHECKERED
        return left | left << 1


BRAILLE = Cells(
    2,
    4,
    {
        dots: chr(0x2800 + sum(value for value, dot in zip(_BRAILLE_DOTS, dots, strict=True) if dot == "1"))
        for dots in product("01", repeat=8)
    }
    | {("0",) * 8: " "},
)
BLOCKS = Cells(1, 2, {("0", "0"): " ", ("1", "0"): "▀", ("0", "1"): "▄", ("1", "1"): "█"})


@dataclass(frozen=True, slots=True)
class CellRun:
    """Neighbouring cells of one part; blank cells have none."""

    text: str
    part: Part | None


Picture: TypeAlias = tuple[tuple[CellRun, ...], ...]


@dataclass(frozen=True, slots=True)
class _Raster:
    """Where the dots of a picture are: its size in dots, and how places become dots."""

    columns: int
    rows: int
    scale: float
    left: float
    top: float

    def dots(self, blob: Blob, more: float) -> Iterator[tuple[int, int]]:
        """Yield each row that a blob covers with its dots there, the radii grown by `more` dots."""
        corners = convex_hull(
            [
                (
                    self.left + x * self.scale,
                    self.top - y * self.scale,
                    max(radius * self.scale - _TRIMMED, _THINNEST) + more,
                )
                for x, y, radius in blob
            ]
        )
        for row, (left, right) in self._edges(corners).items():
            first, last = max(math.ceil(left), 0), min(math.floor(right), self.columns - 1)
            if first <= last:
                yield row, ((1 << last - first + 1) - 1) << first

    def _edges(self, corners: Polyline) -> dict[int, tuple[float, float]]:
        """Return where each row enters a convex polygon and where it leaves it."""
        edges: dict[int, tuple[float, float]] = {}
        x1, y1 = corners[-1]
        for x2, y2 in corners:
            low, high = (y1, y2) if y1 < y2 else (y2, y1)
            for row in range(max(math.ceil(low), 0), min(math.floor(high), self.rows - 1) + 1):
                x = x1 + (row - y1) * (x2 - x1) / (y2 - y1) if high > low else x1
                left, right = edges.get(row, (x, x))
                edges[row] = (min(left, x), max(right, x))
            x1, y1 = x2, y2
        return edges


@lru_cache(maxsize=1024)
def _dots(raster: _Raster, blob: Blob, more: float) -> tuple[tuple[int, int], ...]:
    """Return the dots of a blob by row: those of a limb that rests are asked for again in each picture."""
    return tuple(raster.dots(blob, more))


def picture_width(scene: Scene, rows: int) -> int:
    """Return how many columns a scene fills when it is `rows` high."""
    return math.ceil((scene.high[0] - scene.low[0]) / (scene.high[1] - scene.low[1]) * rows * 2)


@lru_cache(maxsize=8)
def draw_picture(scene: Scene, columns: int, rows: int, cells: Cells = BRAILLE) -> Picture:
    """Return a scene as `rows` rows of cells, as large as it fits."""
    layers = _paint(scene, cells, columns * cells.wide, rows * cells.high)
    return tuple(tuple(_runs(layers, cells, columns, row)) for row in range(rows))


def _paint(scene: Scene, cells: Cells, columns: int, rows: int) -> dict[Part, Rows]:
    """Return the dots of each part: a shape takes those of all that lies behind it, and of a gap around it."""
    (left, bottom), (right, top) = scene.low, scene.high
    scale = min((columns - 1) / (right - left), (rows - 1) / (top - bottom))
    raster = _Raster(
        columns,
        rows,
        scale,
        (columns - 1 - scale * (left + right)) / 2,
        (rows - 1 + scale * (bottom + top)) / 2,
    )
    layers: dict[Part, Rows] = {part: {} for part in _PARTS}
    for shape in scene.shapes:
        own, hidden = _own_and_hidden(raster, shape, cells)
        for layer in layers.values():
            for row in layer.keys() & hidden.keys():
                layer[row] &= ~hidden[row]
        _add(layers[shape.part], own)
    return layers


def _own_and_hidden(raster: _Raster, shape: Shape, cells: Cells) -> tuple[Rows, Rows]:
    """Return the dots that a shape fills, and those in which nothing behind it is seen."""
    own = _rows(raster, shape.blobs, 0.0)
    match shape.part:
        case Part.HOLE:
            return {}, own
        case Part.GHOST:
            return _outline(own), {}
        case Part.SURFACE:
            return {row: dots & _SPARSE << (row & 2) for row, dots in own.items() if not row & 1}, {}
        case Part.FEEL:
            own = _whole_cells(own, cells)
            return {row: dots & _CHECKERED << (row & 1) for row, dots in own.items()}, own
    if shape.part not in _HIDING:
        return own, own
    hidden = _with_neighbours(own)
    for row, dots in _rows(raster, shape.seam, _SEAM).items():
        hidden[row] = hidden.get(row, 0) & ~dots
    return own, hidden


def _rows(raster: _Raster, blobs: Sequence[Blob], more: float) -> Rows:
    """Return the dots that some blobs fill together."""
    rows: Rows = {}
    for blob in blobs:
        for row, dots in _dots(raster, blob, more):
            rows[row] = rows.get(row, 0) | dots
    return rows


def _add(rows: Rows, more: Rows) -> None:
    for row, dots in more.items():
        rows[row] = rows.get(row, 0) | dots


def _with_neighbours(rows: Rows) -> Rows:
    """Return the dots of an area and those around it."""
    wider = {row: dots | dots << 1 | dots >> 1 for row, dots in rows.items()}
    return {
        row: wider.get(row - 1, 0) | wider.get(row, 0) | wider.get(row + 1, 0)
        for row in range(min(wider, default=0) - 1, max(wider, default=-1) + 2)
    }


def _outline(rows: Rows) -> Rows:
    """Return the dots of an area that have an empty neighbour."""
    return {
        row: dots & ~(rows.get(row - 1, 0) & rows.get(row + 1, 0) & dots << 1 & dots >> 1)
        for row, dots in rows.items()
    }


def _whole_cells(rows: Rows, cells: Cells) -> Rows:
    """Return all dots of the cells that have any: a cell has one colour."""
    full: Rows = {}
    for row, dots in rows.items():
        full[row // cells.high] = full.get(row // cells.high, 0) | cells.full(dots)
    return {cells.high * cell + row: dots for cell, dots in full.items() for row in range(cells.high)}


def _runs(layers: Mapping[Part, Rows], cells: Cells, columns: int, row: int) -> Iterator[CellRun]:
    """Yield the cells of one row in runs of one part: the last of those that have dots in a cell."""
    numbers = range(row * cells.high, (row + 1) * cells.high)
    there = {part: [layer.get(number, 0) for number in numbers] for part, layer in layers.items()}
    marks = {part: _union(rows) for part, rows in there.items() if any(rows)}
    if not marks:
        return
    # A surface gives way in whole cells: beside the body, its dots would look like the body's.
    clear = ~cells.full(_union(mark for part, mark in marks.items() if part is not Part.SURFACE))
    if Part.SURFACE in marks:
        there[Part.SURFACE] = [dots & clear for dots in there[Part.SURFACE]]
        marks[Part.SURFACE] &= clear
    rows = [_digits(_union(there[part][at] for part in marks), columns * cells.wide) for at in range(cells.high)]
    signs = map(
        cells.signs.__getitem__,
        zip(*(row[at :: cells.wide] for row in rows for at in range(cells.wide)), strict=True),
    )
    tops = zip(
        *(_digits(cells.full(mark), columns * cells.wide)[:: cells.wide] for mark in marks.values()), strict=True
    )
    parts = tuple(marks)
    for top, some in groupby(zip(tops, signs, strict=True), key=lambda cell: cell[0]):
        drawn = [part for part, digit in zip(parts, top, strict=True) if digit == "1"]
        yield CellRun("".join(sign for _, sign in some), drawn[-1] if drawn else None)


def _digits(dots: int, columns: int) -> str:
    """Return a row of dots as zeros and ones, the leftmost first."""
    return f"{dots:0{columns}b}"[::-1]


def _union(rows: Iterable[int]) -> int:
    return reduce(or_, rows, 0)
