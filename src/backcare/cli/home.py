"""What `backcare` alone shows: what was interrupted, the routines, when each was done; at a terminal a menu."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from backcare.errors import HistoryError
from backcare.history.records import SessionRecord
from backcare.library import library
from backcare.model.stretch import Routine
from backcare.planning.build import PlanOptions, build
from backcare.runner import clock, resumable
from backcare.terminal import output
from backcare.text import format_clock
from backcare.wording import written

if TYPE_CHECKING:
    from rich.table import Table

    from backcare.history.store import History
    from backcare.screen.pages import HomeEntry
    from backcare.session.pages import Answer

_WHAT_NEXT = (
    "backcare postpartum           the guided session; any key pauses it",
    "backcare hold doorway         one stretch;  backcare hold 20: just a count",
    "backcare history              what you did;  backcare -h: everything else",
)
MOST_ROUTINES = 7  # more would not fit a window of 24 rows


@dataclass(frozen=True, slots=True)
class Past:
    """What the history says at home: what to resume, what to answer, when each routine was last done, by id."""

    interrupted: resumable.Resumable | None = None
    unanswered: SessionRecord | None = None
    done: dict[str, datetime] = field(default_factory=dict)


def print_home(stage: str | None, *, ask: bool) -> None:
    """Print the interrupted session first, then the question after the last one if `ask`, then the routines.

    Those done last come first, then those of the stage. A history that cannot be read is told of.
    """
    from rich.console import Group
    from rich.text import Text

    past = _read_past(ask=ask)
    output.print_rich(Text(written.TITLE, "bold"))
    for line, command in _news(past):
        output.print_rich(Text(line, "bold cyan"))
        if command:
            output.print_rich(Text(f"  {command}", "cyan"))
    output.print_rich(Group(Text(), _table(_routines(stage, past), past), Text()))
    for line in _WHAT_NEXT:
        output.print_text(f"  {line}")


def choose_at_home(stage: str | None, *, ask: bool) -> tuple[str, ...]:
    """Show the same as a menu; return the command that was chosen, empty where the user left."""
    from backcare.runner.run_menu import run_menu
    from backcare.screen.pages import Home, HomeEntry

    past = _read_past(ask=ask)
    routines = _routines(stage, past)[:MOST_ROUTINES]
    entries = [HomeEntry(one.name, _aside(one, past), ("routine", one.id)) for one in routines]
    news = [line for line, _ in _news(past)]
    kept = past.interrupted
    if kept and not kept.is_running:
        entries.insert(0, HomeEntry(f"Go on with {kept.turn_text}", "", ("resume",)))
    if past.unanswered:
        news.append("backcare history answer 0-10 keeps your answer.")
    return _command(run_menu(Home(tuple(entries), tuple(news), _days_in_a_row())), entries)


def _command(chosen: "Answer | None", entries: "Sequence[HomeEntry]") -> tuple[str, ...]:
    """Return the command of what was chosen in the menu."""
    from backcare.session.pages import PageAnswer

    match chosen:
        case int():
            return entries[chosen].command
        case PageAnswer.HISTORY:
            return ("history",)
        case PageAnswer.TIPS:
            return ("tips",)
        case PageAnswer.WARNINGS:
            return ("redflags",)
        case PageAnswer.HELP:
            return ("--help",)
    return ()


def _read_past(*, ask: bool) -> Past:
    """Return what the history says; nothing, and a notice, where it cannot be read."""
    try:
        kept, answerable = resumable.find_resumable(), resumable.find_answerable() if ask else None
        done: dict[str, datetime] = resumable.query_history(
            lambda history: history.last_practised(clock.local_now()), {}
        )
    except HistoryError as error:
        output.print_notice(str(error))
        return Past()
    return Past(
        kept if kept and kept.age < resumable.OFFERED else None,
        answerable if answerable and answerable.pain_after is None else None,
        done,
    )


def _days_in_a_row() -> int:
    """Return the days of practice in the row that reaches today, 0 where there are none to read."""
    from backcare.history import statistics

    def count(history: "History") -> int:
        records, _ = history.sessions()
        return statistics.days_in_a_row(statistics.practice_days(records), clock.local_now().date())

    try:
        return resumable.query_history(count, 0)
    except HistoryError:
        return 0


def _news(past: Past) -> Iterator[tuple[str, str]]:
    """Yield what was left open, each with the command that goes on with it."""
    kept = past.interrupted
    if kept and kept.is_running:
        yield f"{kept.plan.name}, running in another terminal at {kept.turn_text}", ""
    elif kept:
        when = written.ago_text(kept.age.total_seconds())
        rehearsed = " rehearsal" if kept.interrupted.record.speed != 1 else ""
        said = f"{kept.plan.name}{rehearsed}, broken off {when} at {kept.turn_text}"
        yield said, "backcare resume               goes on there"
    if past.unanswered:
        yield (
            f"After {past.unanswered.name}. {written.QUESTION}",
            "backcare history answer 0-10  keeps your answer",
        )


def _routines(stage: str | None, past: Past) -> list[Routine]:
    """Return the routines: those done last first, then those of the stage, then the others by name."""
    routines, _ = library.open_library().routines()
    times = {name: at.timestamp() for name, at in past.done.items()}
    return sorted(routines, key=lambda one: (-times.get(one.id, 0), not stage or one.stage != stage))


def _length(routine: Routine) -> str:
    return format_clock(build(routine, PlanOptions()).seconds)


def _last_done(routine: Routine, past: Past) -> str:
    return f"{past.done[routine.id]:%a %d %b %H:%M}" if routine.id in past.done else ""


def _aside(routine: Routine, past: Past) -> str:
    """Return the length of a routine, and when it was last done."""
    return "   ".join(filter(None, [_last_done(routine, past), _length(routine)]))


def _table(routines: Sequence[Routine], past: Past) -> "Table":
    from rich.text import Text

    from backcare.screen.tables import make_table

    rows = make_table("routine", "name", "length", "last done")
    for routine in routines[:MOST_ROUTINES]:
        name, last = Text(routine.name), Text(_last_done(routine, past))
        rows.add_row(Text(routine.id, "bold"), name, _length(routine), last)
    if (more := len(routines) - MOST_ROUTINES) > 0:
        rows.add_row(Text(f"and {more} more"), Text("backcare list routines"))
    return rows
