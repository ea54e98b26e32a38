"""A stretch as `show` presents it, with its poses."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from backcare.model.stretch import Figure, Side, Stretch
from backcare.planning.plan import PhaseKind
from backcare.screen.figure_view import FigureView
from backcare.screen.tables import _bullets, _heading, _held, grid
from backcare.wording import written

_PARTS = (PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RELEASE)


def stretch_card(stretch: Stretch, pictures: RenderableType = "") -> RenderableType:
    """Return everything a stretch's file says to her, with pictures of it where there are any."""
    facts = grid("", "", head=False)
    for label, text in _facts(stretch):
        facts.add_row(Text(label, "dim"), Text(text))
    steps = [row for kind in _PARTS for row in _steps(stretch, kind)]
    cautions = [Text("\nTake care", "bold yellow"), _bullets(stretch.cautions)] if stretch.cautions else []
    shown = [pictures] if pictures else []
    return Group(Text(stretch.name, "bold"), Text(stretch.purpose), facts, *shown, *steps, *cautions)


def _facts(stretch: Stretch) -> Iterator[tuple[str, str]]:
    yield "stage", ", ".join(stretch.stages)
    yield "position", stretch.position or ""
    yield "you need", written.needs_text([stretch]) or "nothing"
    yield "hold", _held(stretch)
    if stretch.sides:
        yield "sides", ", then ".join(stretch.sides)
    if stretch.source:
        yield "source", stretch.source


def _steps(stretch: Stretch, kind: PhaseKind) -> Iterator[RenderableType]:
    """The lines of a part, once for each side where they differ."""
    first, *others = stretch.sides or (None,)
    lines = written.step_lines(stretch, kind, first)
    differing = [side for side in others if written.step_lines(stretch, kind, side) != lines]
    if not lines:
        return
    part = written.part_name(kind, stretch)
    yield _heading(part, first if differing else None)
    yield _bullets(lines)
    for side in differing:
        yield _heading(part, side)
        yield _bullets(written.step_lines(stretch, kind, side))


_ROWS = 16


_GAP = 3


def draw_poses(stretch: Stretch, figure: Figure) -> RenderableType:
    """Return the start and the hold side by side, for each side where there are two; drawn to fit the window."""
    return _Gallery(stretch, figure)


class _Gallery:
    def __init__(self, stretch: Stretch, figure: Figure) -> None:
        self._figure = figure
        self._sides: tuple[Side | None, ...] = stretch.sides or (None,)

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        for side in self._sides:
            yield Text()
            yield self._row(side, options.max_width)

    def _row(self, side: Side | None, width: int) -> Table:
        """One picture for each pose, with its name above it."""
        poses = self._figure.poses
        room = (width + _GAP) // len(poses) - _GAP
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        portraits = [FigureView(self._figure, pose, side) for pose in poses]
        columns = max(min(portraits[0].columns(_ROWS), room), 8)
        grid.add_row(*(Text(caption, "bold") for caption in self._captions(side)))
        for cells in zip(*(portrait.rows(columns, _ROWS) for portrait in portraits), strict=True):
            grid.add_row(*cells)
        return grid

    def _captions(self, side: Side | None) -> Iterator[str]:
        last = [f"then {number}" for number in range(1, len(self._figure.poses) - 1)]
        for name in ("start", "hold", *last):
            yield f"{name}, {side} side" if side else name
