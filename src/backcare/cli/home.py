"""Home: what was broken off, the routines and when she last did them, and what to type next."""

from collections.abc import Iterator
from datetime import datetime

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from backcare.errors import HistoryError
from backcare.history.records import SessionRecord
from backcare.library import library
from backcare.model.stretch import Routine
from backcare.planning.build import PlanOptions, build
from backcare.runner import resume
from backcare.screen.tables import make_table
from backcare.terminal import output
from backcare.text import format_clock
from backcare.wording import written

_WHAT_NEXT = (
    "backcare routine postpartum   the guided session; any key pauses it",
    "backcare hold doorway         one stretch;  backcare hold 20: just a count",
    "backcare history              what you did;  backcare -h: everything else",
)
MOST_ROUTINES = 7  # more would not fit a window of 24 rows


def home(*, ask: bool) -> None:
    """Show what was broken off first, then the routines, then one line on what next; never an error."""
    try:
        kept, unanswered, done = _remembered(ask=ask)
    except HistoryError as error:
        output.print_notice(str(error))
        kept, unanswered, done = None, None, {}
    routines, _ = library.open_library().routines()
    output.print_rich(Text("backcare: guided stretches for an aching upper back", "bold"))
    for row in (*_broken_off(kept), *_question(unanswered)):
        output.print_rich(row)
    output.print_rich(Group(_routines(routines, done)))
    for line in _WHAT_NEXT:
        typer.echo(f"  {line}")


def _remembered(*, ask: bool) -> tuple[resume.Resumable | None, SessionRecord | None, dict[str, datetime]]:
    kept = resume.find_resumable()
    done: dict[str, datetime] = resume.query_history(lambda history: history.last_practised(), {})
    return (
        kept if kept and kept.age < resume.OFFERED else None,
        resume.find_unanswered() if ask else None,
        done,
    )


def _broken_off(kept: resume.Resumable | None) -> Iterator[Text]:
    if kept:
        when = written.ago_text(kept.age.total_seconds())
        rehearsed = " rehearsal" if kept.interrupted.record.speed != 1 else ""
        yield Text(f"{kept.plan.name}{rehearsed}, broken off {when} at {kept.turn_text}", "bold cyan")
        yield Text("  backcare resume               goes on there", "cyan")


def _question(unanswered: SessionRecord | None) -> Iterator[Text]:
    if unanswered:
        yield Text(f"After {unanswered.name}. {written.QUESTION}", "bold cyan")
        yield Text("  backcare relief 0-10          keeps your answer", "cyan")


def _routines(routines: tuple[Routine, ...], done: dict[str, datetime]) -> Table:
    """Those done last first, then the others by name."""
    latest = sorted(routines, key=lambda one: -done[one.id].timestamp() if one.id in done else 0)
    rows = make_table("routine", "name", "length", "last done")
    for routine in latest[:MOST_ROUTINES]:
        last = f"{done[routine.id]:%a %d %b %H:%M}" if routine.id in done else ""
        rows.add_row(
            Text(routine.id, "bold"),
            Text(routine.name),
            format_clock(build(routine, PlanOptions()).seconds),
            Text(last),
        )
    if (more := len(routines) - MOST_ROUTINES) > 0:
        rows.add_row(Text(f"and {more} more"), Text("backcare list routines"))
    return rows
