"""The poses of a stretch, next to each other."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from backcare.model.stretch import Figure, Side, Stretch
from backcare.portrait import Portrait

_ROWS = 16
_GAP = 3


def pictures(stretch: Stretch, figure: Figure) -> RenderableType:
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
        portraits = [Portrait(self._figure, pose, side) for pose in poses]
        columns = max(min(portraits[0].columns(_ROWS), room), 8)
        grid.add_row(*(Text(caption, "bold") for caption in self._captions(side)))
        for cells in zip(*(portrait.rows(columns, _ROWS) for portrait in portraits), strict=True):
            grid.add_row(*cells)
        return grid

    def _captions(self, side: Side | None) -> Iterator[str]:
        last = [f"then {number}" for number in range(1, len(self._figure.poses) - 1)]
        for name in ("start", "hold", *last):
            yield f"{name}, {side} side" if side else name
