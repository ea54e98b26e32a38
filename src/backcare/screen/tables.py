"""What is listed outside a session, as Rich tables."""

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from backcare.model.stretch import Routine, Stretch
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import Plan, format_range, start_times
from backcare.settings.config import Setting
from backcare.text import format_clock
from backcare.wording import written

# Columns of numbers.
_RIGHT = ("at", "seconds", "length", "held", "held in all", "holds", "before", "after", "stretches", "repeat")
_WHOLE = ("when", "week of", "routine")  # columns that are not wrapped: an id is typed as it stands


def routines_table(routines: Sequence[Routine]) -> Table:
    """Return a table of routines, each with its length when no option changes it."""
    table = make_table("routine", "name", "stage", "stretches", "length")
    for routine in routines:
        length = format_clock(build(routine, PlanOptions()).seconds)
        table.add_row(
            Text(routine.id, "bold"), Text(routine.name), routine.stage or "", str(len(routine.items)), length
        )
    return table


def stretches_table(stretches: Sequence[Stretch]) -> Table:
    """Return a table of stretches."""
    table = make_table("stretch", "stage", "position", "hold", "sides")
    for stretch in stretches:
        table.add_row(
            Text(stretch.id, "bold"),
            "both" if len(stretch.stages) > 1 else "".join(stretch.stages),
            written.position_text(stretch.position),
            _hold_text(stretch),
            ", ".join(stretch.sides),
        )
    return table


def settings_table(rows: Iterable[tuple[Setting, str, str]]) -> Table:
    """Return a table of settings, each with its value and where that comes from."""
    table = make_table("choice", "value", "from", "what it is")
    for setting, value, origin in rows:
        table.add_row(Text(setting.name, "bold"), Text(value), origin, Text(setting.about))
    return table


def timeline_table(plan: Plan) -> Table:
    """Return a table of every phase of a plan with the time it starts at."""
    table = make_table("at", "phase", "stretch", "side", "repeat", "seconds")
    for phase, start in zip(plan.phases, start_times(plan.phases), strict=True):
        stretch = plan.stretch_of(phase)
        table.add_row(
            format_clock(start),
            written.phase_name(phase),
            Text(stretch.name if stretch else ""),
            written.side_word(stretch, phase.side),
            str(phase.repeat) if stretch else "",
            f"{phase.seconds:g}",
        )
    return table


def make_table(*columns: str) -> Table:
    """Return an empty table of the kind that all are, with these columns; numbers stand to the right."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    for number, column in enumerate(columns):
        table.add_column(
            column,
            justify="right" if column in _RIGHT else "left",
            no_wrap=column in _WHOLE or (number == 0 and column == "stretch"),
        )
    return table


def _hold_text(stretch: Stretch) -> str:
    if stretch.reps:
        return f"{stretch.reps.count} x {stretch.reps.seconds:g} s"
    return f"{format_range(stretch.hold)} s" if stretch.hold else ""
