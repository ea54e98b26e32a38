"""What `backcare` alone prints: the interrupted session, the routines, when each was done, what next."""

from collections.abc import Iterator
from datetime import datetime

from rich.console import Group
from rich.table import Table
from rich.text import Text

from backcare.errors import HistoryError
from backcare.history.records import SessionRecord
from backcare.library import library
from backcare.model.stretch import Routine
from backcare.planning.build import PlanOptions, build
from backcare.runner import clock, resumable
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


def print_home(*, ask: bool) -> None:
    """Print the interrupted session first, then the question after the last one if `ask`, then the routines.

    A history that cannot be read is told of, and nothing of it shown.
    """
    try:
        interrupted, unanswered, done = _read_history(ask=ask)
    except HistoryError as error:
        output.print_notice(str(error))
        interrupted, unanswered, done = None, None, {}
    routines, _ = library.open_library().routines()
    output.print_rich(Text("backcare: guided stretches for an aching upper back", "bold"))
    for row in (*_interrupted(interrupted), *_question(unanswered)):
        output.print_rich(row)
    output.print_rich(Group(Text(), _routines(routines, done), Text()))
    for line in _WHAT_NEXT:
        output.print_text(f"  {line}")


def _read_history(*, ask: bool) -> tuple[resumable.Resumable | None, SessionRecord | None, dict[str, datetime]]:
    """Return the session to resume, the one without an answer, and when each routine was last done, by id."""
    kept, answerable = resumable.find_resumable(), resumable.find_answerable() if ask else None
    done: dict[str, datetime] = resumable.query_history(
        lambda history: history.last_practised(clock.local_now()), {}
    )
    return (
        kept if kept and kept.age < resumable.OFFERED else None,
        answerable if answerable and answerable.pain_after is None else None,
        done,
    )


def _interrupted(kept: resumable.Resumable | None) -> Iterator[Text]:
    if kept and kept.is_running:
        yield Text(f"{kept.plan.name}, running in another terminal at {kept.turn_text}", "bold cyan")
    elif kept:
        when = written.ago_text(kept.age.total_seconds())
        rehearsed = " rehearsal" if kept.interrupted.record.speed != 1 else ""
        yield Text(f"{kept.plan.name}{rehearsed}, broken off {when} at {kept.turn_text}", "bold cyan")
        yield Text("  backcare resume               goes on there", "cyan")


def _question(unanswered: SessionRecord | None) -> Iterator[Text]:
    if unanswered:
        yield Text(f"After {unanswered.name}. {written.QUESTION}", "bold cyan")
        yield Text("  backcare history answer 0-10  keeps your answer", "cyan")


def _routines(routines: tuple[Routine, ...], done: dict[str, datetime]) -> Table:
    """Return a table of the routines: those done last first, then the others by name."""
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
