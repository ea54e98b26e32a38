"""A stretch as `show` presents it: facts, poses, steps, cautions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from backcare.figures.svg import picture_svg
from backcare.model.stretch import Figure, Side, Stretch
from backcare.planning.plan import PhaseKind, format_range
from backcare.screen.figure_view import pose_title, pose_views
from backcare.screen.text_blocks import bullets
from backcare.screen.window import Window
from backcare.wording import written

_STEP_KINDS = (PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RELEASE)
_ROWS = 17  # of a pose and its legend
_GAP = 3  # cells between two poses
_FEWEST_COLUMNS = 8  # of a pose


def stretch_card(stretch: Stretch, poses: RenderableType = "") -> RenderableType:
    """Return everything that a stretch's file says to its reader, with its poses where they can be shown."""
    facts = Table(box=None, show_header=False, pad_edge=False)
    for label, text in _facts(stretch):
        facts.add_row(Text(label, "dim"), Text(text))
    steps = [row for kind in _STEP_KINDS for row in _steps(stretch, kind)]
    more = stretch.cautions.more
    care = [Text("\nTake care", "bold yellow"), bullets(more)] if more else []
    return Group(
        Text(stretch.name, "bold"), Text(stretch.purpose), facts, *care, *([poses] if poses else []), *steps
    )


def _facts(stretch: Stretch) -> Iterator[tuple[str, str]]:
    yield "stage", ", ".join(stretch.stages)
    yield "position", written.position_text(stretch.position)
    yield "you need", written.needs_text([stretch]) or "nothing"
    yield "hold", _hold_text(stretch)
    if stretch.sides:
        first, *others = (written.side_word(stretch, side) for side in stretch.sides)
        yield "sides", ", then ".join([first, *(f"{other} (in brackets)" for other in others)])
    if stretch.source:
        yield "source", stretch.source


def _hold_text(stretch: Stretch) -> str:
    if stretch.reps:
        return f"{stretch.reps.count} times, {stretch.reps.seconds:g} s each"
    return f"{format_range(stretch.hold)} s" if stretch.hold else ""


def _steps(stretch: Stretch, kind: PhaseKind) -> Iterator[RenderableType]:
    """Yield heading and steps of one kind of phase: once for both sides, with the words that differ."""
    first, *others = stretch.sides or (None,)
    lines = written.step_lines(stretch, kind, first)
    if others:
        lines = written.both_sides(stretch, lines, written.step_lines(stretch, kind, others[0]))
    if lines:
        yield Text(f"\n{written.part_name(kind, stretch)}", "bold")
        yield bullets(lines)


def stretch_svg(stretch: Stretch, figure: Figure) -> str:
    """Return an SVG with a picture of each pose, a row for each side, and the steps in words."""
    rows = [
        [(pose_title(stretch, view), view.scene) for view in pose_views(figure, side)]
        for side in stretch.sides or (None,)
    ]
    first = next(iter(stretch.sides), None)
    steps = [line for kind in _STEP_KINDS for line in written.step_lines(stretch, kind, first)]
    return picture_svg(stretch.name, " ".join(steps), rows)


@dataclass(frozen=True, slots=True)
class PosesView:
    """The poses of a stretch side by side, a row for each of its sides; drawn to fit the window."""

    stretch: Stretch
    figure: Figure
    braille: bool = True

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        for side in self.stretch.sides or (None,):
            yield Text()
            yield self._row(side, options.max_width)

    def _row(self, side: Side | None, width: int) -> Table:
        """Return a row of `width` cells with a picture for each pose, its name above it."""
        views = pose_views(self.figure, side)
        room = (width + _GAP) // len(views) - _GAP
        widest = max(replace(view, caption="").columns_for(_ROWS) for view in views)
        columns = max(min(widest, room), _FEWEST_COLUMNS)
        row = Table.grid(padding=(0, _GAP, 0, 0))
        row.add_row(*(Text(pose_title(self.stretch, view), "bold") for view in views))
        window = Window(width, _ROWS, braille=self.braille)
        for cells in zip(
            *(replace(view, caption="").draw(columns, _ROWS, window) for view in views), strict=True
        ):
            row.add_row(*cells)
        return row
