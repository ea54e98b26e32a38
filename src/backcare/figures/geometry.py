"""Points, circles, convex hulls and smooth curves."""

import math
from collections.abc import Sequence
from typing import TypeAlias

from backcare.model.stretch import Point, Polyline

Circle: TypeAlias = tuple[float, float, float]  # across, up, radius

CURVE_STEPS = 2  # lines of a smooth curve between two of its points
DIRECTIONS = 24  # corners of a hull
_DIRECTIONS = tuple(
    (math.cos(math.tau * step / DIRECTIONS), math.sin(math.tau * step / DIRECTIONS)) for step in range(DIRECTIONS)
)


def add_points(one: Point, other: Point) -> Point:
    """Return the sum of two points as vectors."""
    return (one[0] + other[0], one[1] + other[1])


def mix_points(one: Point, other: Point, share: float) -> Point:
    """Return the point at a share (0-1, or beyond) of the way from one point to the other."""
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)


def convex_hull(circles: Sequence[Circle]) -> Polyline:
    """Return the convex hull of some circles, as `DIRECTIONS` corners against the clock.

    Each corner is the farthest point in its direction, so that corners of a shape that moves go with it.
    """
    if len(circles) == 1:
        x, y, radius = circles[0]
        return tuple((x + radius * dx, y + radius * dy) for dx, dy in _DIRECTIONS)
    corners = []
    for dx, dy in _DIRECTIONS:
        x, y, radius = max(circles, key=lambda circle: circle[0] * dx + circle[1] * dy + circle[2])
        corners.append((x + radius * dx, y + radius * dy))
    return tuple(corners)


def smooth_curve(points: Sequence[Point]) -> Polyline:
    """Return a Catmull-Rom curve through the points, as `CURVE_STEPS` lines between each two of them."""
    padded = [points[0], *points, points[-1]]
    return (
        *(
            _on_curve(padded[at : at + 4], step / CURVE_STEPS)
            for at in range(len(points) - 1)
            for step in range(CURVE_STEPS)
        ),
        points[-1],
    )


def _on_curve(four: Sequence[Point], share: float) -> Point:
    """Return the point at a share (0-1) of the way from the second to the third of four points of a curve."""
    weights = (
        -(share**3) + 2 * share**2 - share,
        3 * share**3 - 5 * share**2 + 2,
        -3 * share**3 + 4 * share**2 + share,
        share**3 - share**2,
    )
    return (
        sum(weight * point[0] for weight, point in zip(weights, four, strict=True)) / 2,
        sum(weight * point[1] for weight, point in zip(weights, four, strict=True)) / 2,
    )


def angle_between(one: Point, other: Point) -> float:
    """Return the direction from one point to the other, in radians."""
    return math.atan2(other[1] - one[1], other[0] - one[0])
