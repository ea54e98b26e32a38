"""Filled shapes: what both painters draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from backcare.figures.geometry import Circle
from backcare.model.stretch import Point

Blob: TypeAlias = tuple[Circle, ...]  # the convex hull of some circles


class Part(StrEnum):
    """What a shape is part of; the colour of a later one wins where several share a cell."""

    HOLE = "hole"  # has nothing in it
    SURFACE = "surface"
    PROP = "prop"
    GHOST = "ghost"
    FAR = "far"
    BODY = "body"
    ARROW = "arrow"
    FEEL = "feel"


@dataclass(frozen=True, slots=True)
class Shape:
    """Blobs that are one thing: what lies behind them ends at a gap around their common outline.

    There is no gap around `seam`, where the thing grows out of what lies behind it.
    """

    part: Part
    blobs: tuple[Blob, ...]
    seam: tuple[Blob, ...] = ()

    def mirrored(self) -> "Shape":
        """Return the shape with left and right exchanged."""
        return Shape(self.part, _mirrored(self.blobs), _mirrored(self.seam))


def _mirrored(blobs: Iterable[Blob]) -> tuple[Blob, ...]:
    return tuple(tuple((-x, y, r) for x, y, r in blob) for blob in blobs)


def disc(centre: Point, radius: float) -> Blob:
    """Return a circle."""
    return ((*centre, radius),)


def tube(points: Sequence[Point], radii: Sequence[float]) -> tuple[Blob, ...]:
    """Return a line with a thickness of its own at each point: rounded at its ends, tapered between."""
    circles = [(*point, radius) for point, radius in zip(points, radii, strict=True)]
    return tuple(pairwise(circles))


def line(points: Sequence[Point], radius: float) -> tuple[Blob, ...]:
    """Return a line of one thickness."""
    return tube(points, [radius] * len(points))


def corners_of(shapes: Iterable[Shape]) -> tuple[Point, Point]:
    """Return the lower left and the upper right corner of what some shapes fill."""
    circles = [circle for shape in shapes for blob in shape.blobs for circle in blob]
    return (
        (min(x - r for x, _, r in circles), min(y - r for _, y, r in circles)),
        (max(x + r for x, _, r in circles), max(y + r for _, y, r in circles)),
    )
