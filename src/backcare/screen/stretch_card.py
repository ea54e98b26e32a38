"""A stretch as `show` presents it: facts, poses, steps, cautions."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from backcare.model.stretch import Figure, Side, Stretch
from backcare.planning.plan import PhaseKind, format_range
from backcare.screen.figure_view import FigureView
from backcare.screen.text_blocks import bullets
from backcare.wording import written

_STEP_KINDS = (PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RELEASE)
_ROWS = 16  # of a pose
_GAP = 3  # cells between two poses
_FEWEST_COLUMNS = 8  # of a pose


def stretch_card(stretch: Stretch, poses: RenderableType = "") -> RenderableType:
    """Return everything that a stretch's file says to its reader, with its poses where they can be shown."""
    facts = Table(box=None, show_header=False, pad_edge=False)
    for label, text in _facts(stretch):
        facts.add_row(Text(label, "dim"), Text(text))
    steps = [row for kind in _STEP_KINDS for row in _steps(stretch, kind)]
    more = stretch.cautions.more
    cautions = [Text("\nTake care", "bold yellow"), bullets(more)] if more else []
    return Group(
        Text(stretch.name, "bold"), Text(stretch.purpose), facts, *([poses] if poses else []), *steps, *cautions
    )


def _facts(stretch: Stretch) -> Iterator[tuple[str, str]]:
    yield "stage", ", ".join(stretch.stages)
    yield "position", written.position_text(stretch.position)
    yield "you need", written.needs_text([stretch]) or "nothing"
    yield "hold", _hold_text(stretch)
    if stretch.sides:
        yield "sides", ", then ".join(written.side_word(stretch, side) for side in stretch.sides)
    if stretch.source:
        yield "source", stretch.source


def _hold_text(stretch: Stretch) -> str:
    if stretch.reps:
        return f"{stretch.reps.count} times, {stretch.reps.seconds:g} s each"
    return f"{format_range(stretch.hold)} s" if stretch.hold else ""


def _steps(stretch: Stretch, kind: PhaseKind) -> Iterator[RenderableType]:
    """Yield heading and steps of one kind of phase, once for each side that has its own."""
    first, *others = stretch.sides or (None,)
    lines = written.step_lines(stretch, kind, first)
    if not lines:
        return
    differing = [side for side in others if written.step_lines(stretch, kind, side) != lines]
    name = written.part_name(kind, stretch)
    for side in (first, *differing):
        yield Text(f"\n{name}{f', {written.side_text(stretch, side)}' if differing else ''}", "bold")
        yield bullets(written.step_lines(stretch, kind, side))


@dataclass(frozen=True, slots=True)
class PosesView:
    """The poses of a stretch side by side, a row for each of its sides; drawn to fit the window."""

    stretch: Stretch
    figure: Figure

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        for side in self.stretch.sides or (None,):
            yield Text()
            yield self._row(side, options.max_width)

    def _row(self, side: Side | None, width: int) -> Table:
        """Return a row of `width` cells with a picture for each pose, its name above it."""
        views = [FigureView(self.figure, pose, side) for pose in self.figure.poses]
        room = (width + _GAP) // len(views) - _GAP
        columns = max(min(views[0].columns_for(_ROWS), room), _FEWEST_COLUMNS)
        row = Table.grid(padding=(0, _GAP, 0, 0))
        row.add_row(*(Text(caption, "bold") for caption in self._captions(side)))
        for cells in zip(*(view.draw(columns, _ROWS) for view in views), strict=True):
            row.add_row(*cells)
        return row

    def _captions(self, side: Side | None) -> Iterator[str]:
        further = [f"then {number}" for number in range(1, len(self.figure.poses) - 1)]
        for name in ("start", "hold", *further):
            yield f"{name}, {written.side_text(self.stretch, side)}" if side else name
