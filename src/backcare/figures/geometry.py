"""Points, angles, arcs and smooth curves."""

import math
from collections.abc import Sequence

from backcare.model.stretch import Point, Polyline

CURVE_STEPS = 6  # lines of a smooth curve between two of its points
_CIRCLE_STEPS = 14  # lines of a circle


def add_points(one: Point, other: Point) -> Point:
    """Return the sum of two points as vectors."""
    return (one[0] + other[0], one[1] + other[1])


def mix_points(one: Point, other: Point, share: float) -> Point:
    """Return the point at a share (0-1) of the way from one point to the other."""
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)


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


def circle(centre: Point, radius: float, begin: float = 0.0, end: float = math.tau) -> Polyline:
    """Return an arc around a centre as a polyline, from one angle to another (radians)."""
    angles = [begin + (end - begin) * step / _CIRCLE_STEPS for step in range(_CIRCLE_STEPS + 1)]
    return tuple((centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles)


def angle_between(one: Point, other: Point) -> float:
    """Return the direction from one point to the other, in radians."""
    return math.atan2(other[1] - one[1], other[0] - one[0])
