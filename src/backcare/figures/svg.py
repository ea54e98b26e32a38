"""A scene as SVG: paths for a page that draws them itself, and a whole picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from backcare.figures.geometry import convex_hull
from backcare.figures.scene import Scene
from backcare.figures.shapes import Blob, Part, Shape

_GAP = 0.7  # around a near shape, in hundredths of the body's height
_OVERLAP = 0.15  # of a seam over the gap that it closes, so that no hairline is left
_HEADING = 9  # high
# Ink, paper and the rest in two lights; a page with its own colours sets the same classes.
_LIGHT = {"body": "#3b2f45", "far": "#a79bb0", "prop": "#b5aca0", "surface": "#eee8df", "arrow": "#0b7a8f",
          "feel": "#d6336c", "ghost": "#b5aca0", "paper": "#ffffff"}  # fmt: skip
_DARK = {"body": "#efe9f3", "far": "#8a7f94", "prop": "#7d756c", "surface": "#2c2833", "arrow": "#5fd3e6",
         "feel": "#ff7aa8", "ghost": "#7d756c", "paper": "#18151c"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShapePath:
    """One shape of a pose: `name` is its class ("body", "feel", …), `d` the data of a path."""

    name: str
    d: str


def view_box(scene: Scene) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a scene as `viewBox` wants them: y grows downwards."""
    (left, bottom), (right, top) = scene.low, scene.high
    return round(left, 1), round(-top, 1), round(right - left, 1), round(top - bottom, 1)


def scene_paths(scene: Scene) -> list[ShapePath]:
    """Return the shapes of a scene as paths, from far to near, for the viewBox of `view_box()`.

    All poses of one figure that are built for the same side and `Showing` give as many paths in the same order,
    each with as many points: a page can go from one pose to another by mixing the numbers of each `d`, or show
    one pose after the other. Around `far`, `body` and `arrow` a page draws a stroke in the colour of its paper,
    1.4 wide with `paint-order: stroke`; `seam` and `far-seam` have the colours of `body` and `far` and no stroke,
    `hole` has the paper's, `ghost` is faint. Only `hole` can be empty: where a face is seen from the side.
    """
    return [path for shape in scene.shapes for path in _paths(shape)]


def _paths(shape: Shape) -> list[ShapePath]:
    paths = [ShapePath(shape.part, _data(shape.blobs))]
    if shape.seam:
        grown = [tuple((x, y, radius + _GAP + _OVERLAP) for x, y, radius in blob) for blob in shape.seam]
        paths.append(ShapePath("far-seam" if shape.part is Part.FAR else "seam", _data(grown)))
    return paths


def _data(blobs: Sequence[Blob]) -> str:
    return "".join(
        "M" + "L".join(f"{_number(x)} {_number(-y)}" for x, y in convex_hull(blob)) + "Z" for blob in blobs
    )


def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"


def picture_svg(title: str, description: str, rows: Sequence[Sequence[tuple[str, Scene]]]) -> str:
    """Return a whole SVG of pictures in rows, each with its caption above it; for light and dark pages.

    `title` and `description` say in words what is to be seen, for readers who cannot see it.
    """
    boxes = [view_box(scene) for row in rows for _, scene in row]
    wide, high = max(box[2] for box in boxes) + 6, max(box[3] for box in boxes) + _HEADING + 4
    width, height = wide * max(map(len, rows)), high * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width * 3:g}" '
        f'height="{height * 3:g}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(description)}</desc>",
        f"<style>{_style()}</style>",
        f'<rect class="paper" width="{width:g}" height="{height:g}"/>',
    ]
    for number, row in enumerate(rows):
        for at, (caption, scene) in enumerate(row):
            parts.append(_captioned(caption, scene, at * wide, number * high, wide))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _captioned(caption: str, scene: Scene, x: float, y: float, wide: float) -> str:
    """Return one picture with its caption, in a cell of a sheet; a shape never leaves its cell's width."""
    left, top, width, _ = view_box(scene)
    middle = x + wide / 2
    text = f'<text x="{middle:g}" y="{y + 7:g}">{escape(caption)}</text>'
    paths = "".join(f'<path class="{path.name}" d="{path.d}"/>' for path in scene_paths(scene))
    return f'{text}\n<g transform="translate({middle - left - width / 2:g} {y + _HEADING - top:g})">{paths}</g>'


def _style() -> str:
    fixed = (
        f".far,.body,.arrow{{paint-order:stroke;stroke-width:{2 * _GAP:g};stroke-linejoin:round}}"
        ".ghost{fill-opacity:.25}"
        "text{font:600 5px system-ui,sans-serif;text-anchor:middle}"
    )
    return f"{fixed}{_colours(_LIGHT)}@media (prefers-color-scheme:dark){{{_colours(_DARK)}}}"


def _colours(colours: dict[str, str]) -> str:
    filled = "".join(f".{name}{{fill:{colour}}}" for name, colour in colours.items())
    return (
        f"{filled}.seam,text{{fill:{colours['body']}}}.far-seam{{fill:{colours['far']}}}"
        f".hole{{fill:{colours['paper']}}}.far,.body,.arrow{{stroke:{colours['paper']}}}"
    )
