"""What is listed and shown outside a session, as Rich tables and text."""

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from backcare.model.stretch import Routine, Side, Stretch
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import Plan, start_times
from backcare.settings.config import Setting
from backcare.text import format_clock
from backcare.wording import written


def routines_table(routines: Sequence[Routine]) -> Table:
    """Return a table of routines with their length as they come."""
    table = grid("routine", "name", "stage", "stretches", "length")
    for routine in routines:
        length = format_clock(build(routine, PlanOptions()).seconds)
        table.add_row(
            Text(routine.id, "bold"), Text(routine.name), routine.stage or "", str(len(routine.items)), length
        )
    return table


def stretches_table(stretches: Sequence[Stretch]) -> Table:
    """Return a table of stretches."""
    table = grid("stretch", "stage", "position", "hold", "sides")
    for stretch in stretches:
        table.add_row(
            Text(stretch.id, "bold"),
            "both" if len(stretch.stages) > 1 else "".join(stretch.stages),
            stretch.position or "",
            f"{stretch.reps.count} x {stretch.reps.seconds:g} s" if stretch.reps else _held(stretch),
            ", ".join(stretch.sides),
        )
    return table


def choices_table(rows: Iterable[tuple[Setting, str, str]]) -> Table:
    """Return a table of lasting choices, each with its value and where that comes from."""
    table = grid("choice", "value", "from", "what it is")
    for choice, value, origin in rows:
        table.add_row(Text(choice.name, "bold"), Text(value), origin, Text(choice.about))
    return table


def timeline_table(plan: Plan) -> Table:
    """Return every phase of a plan with the time it starts at."""
    table = grid("at", "phase", "stretch", "side", "repeat", "seconds")
    for phase, start in zip(plan.phases, start_times(plan.phases), strict=True):
        stretch = plan.stretch_of(phase)
        table.add_row(
            format_clock(start),
            written.phase_name(phase),
            Text(stretch.name if stretch else ""),
            phase.side or "",
            str(phase.repeat) if stretch else "",
            f"{phase.seconds:g}",
        )
    return table


def _heading(part: str, side: Side | None) -> Text:
    return Text(f"\n{part}{f', {side} side' if side else ''}", "bold")


def _bullets(lines: Sequence[str]) -> RenderableType:
    """Lines with a bullet each, their later rows under the first letter."""
    bullets = Table.grid(padding=(0, 1))
    for line in lines:
        bullets.add_row("  -", Text(line))
    return bullets


def _held(stretch: Stretch) -> str:
    if stretch.reps:
        return f"{stretch.reps.count} times, {stretch.reps.seconds:g} s each"
    return written.range_text(stretch.hold) if stretch.hold else ""


def grid(*columns: str, head: bool = True) -> Table:
    """Return an empty table of the kind that all are; numbers stand to the right."""
    made = Table(box=SIMPLE_HEAD if head else None, show_header=head, pad_edge=False, header_style="dim")
    for column in columns:
        right = column in ("at", "seconds", "length", "held")
        whole = column in ("routine", "stretch") and column == columns[0]
        made.add_column(column, justify="right" if right else "left", no_wrap=whole)
    return made
