"""What `history` and home show of sessions: table, calendar, minutes, before and after, JSON and CSV."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import StringIO
from itertools import pairwise
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backcare.history import statistics
from backcare.history.records import Ending, SessionRecord
from backcare.screen.tables import grid
from backcare.text import format_clock, json_number

RECENT = 10
WEEKS = 5
ANSWERS = 30  # the newest ones that the plot shows
PLOT_ROWS = 4
_COLUMNS = (
    "id",
    "routine",
    "started_at",
    "status",
    "speed",
    "planned_seconds",
    "held_seconds",
    "pain_before",
    "pain_after",
    "holds",
)
_ENDINGS = {
    Ending.FINISHED: "done",
    Ending.ENDED_EARLY: "ended early",
    Ending.INTERRUPTED: "interrupted",
    Ending.STOPPED: "stopped",
}


def history_overview(entries: Sequence[SessionRecord], today: date, *, fine: bool) -> RenderableType:
    """Return everything there is to see of some sessions; `fine` where more than ASCII can be shown."""
    days = statistics.practice_days(entries)
    parts: list[RenderableType] = [
        _sessions(entries[-RECENT:]),
        Text(),
        _row(days, today),
        Text(),
        _calendar(days, today, fine=fine),
    ]
    if totals := statistics.seconds_by_stretch(entries):
        parts += [Text(), _minutes(totals)]
    if pairs := statistics.pain_pairs(entries):
        parts += [Text(), *_relief(pairs, fine=fine)]
    return Group(*parts)


def session_json(entry: SessionRecord) -> dict[str, Any]:
    """Return a session as scripts read it; the contract stands in the README."""
    return {
        "id": entry.id,
        "routine": entry.routine,
        "started_at": entry.started.isoformat(timespec="seconds"),
        "status": entry.ending.value,
        "speed": json_number(entry.speed),
        "planned_seconds": json_number(entry.planned_seconds),
        "held_seconds": json_number(entry.held_seconds),
        "pain_before": entry.pain_before,
        "pain_after": entry.pain_after,
        "holds": [
            {
                "stretch": held.stretch,
                "side": held.side and held.side.value,
                "repeat": held.repeat,
                "seconds": json_number(held.seconds),
                "target_seconds": json_number(held.target),
            }
            for held in entry.holds
        ],
    }


def sessions_csv(entries: Sequence[SessionRecord]) -> str:
    """Return a line for each session, with the number of its holds, after a line of names."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for entry in entries:
        writer.writerow((session_json(entry) | {"holds": len(entry.holds)}).values())
    return text.getvalue()


def _sessions(entries: Sequence[SessionRecord]) -> Table:
    """The newest first."""
    rows = grid("when", "routine", "held", "holds", "before", "after", "")
    for entry in reversed(entries):
        rows.add_row(
            f"{entry.started:%Y-%m-%d %a %H:%M}",
            Text(entry.routine, "bold"),
            format_clock(entry.held_seconds),
            str(len(entry.holds)),
            _number(entry.pain_before),
            _number(entry.pain_after),
            Text(_ending(entry), "dim"),
        )
    return rows


def _ending(entry: SessionRecord) -> str:
    rehearsed = "" if entry.speed == 1 else f", {entry.speed:g} x as fast"
    return f"{_ENDINGS[entry.ending]}{rehearsed}"


def _number(answer: int | None) -> str:
    return "" if answer is None else str(answer)


def _row(days: Sequence[date], today: date) -> Text:
    count = statistics.days_in_a_row(days, today)
    said = (
        f"{count} {'day' if count == 1 else 'days'} of practice in a row" if count else "A new row begins any day"
    )
    return Text.assemble((said, "bold"), "; days of rest in between are part of it.")


def _calendar(days: Sequence[date], today: date, *, fine: bool) -> Table:
    """The last weeks, each from Monday on."""
    done, none, to_come = ("●", "·", " ") if fine else ("#", ".", " ")
    practised = set(days)
    rows = grid("week of", *(f"{date(2024, 1, day):%a}"[:2] for day in range(1, 8)))
    monday = today - timedelta(days=today.weekday())
    for back in reversed(range(WEEKS)):
        week = [monday + timedelta(days=day - 7 * back) for day in range(7)]
        marks = [done if day in practised else none if day <= today else to_come for day in week]
        rows.add_row(f"{week[0]:%d %b}", *(Text(mark, "green" if mark == done else "dim") for mark in marks))
    return rows


def _minutes(totals: dict[str, float]) -> Table:
    rows = grid("held in all", "")
    for stretch, seconds in totals.items():
        rows.add_row(Text(stretch), f"{seconds / 60:.1f} min")
    return rows


def _relief(pairs: Sequence[tuple[int, int]], *, fine: bool) -> Iterator[RenderableType]:
    """The newest answers as plots, or as numbers where there is no plot to be shown, and the trend in words."""
    shown = pairs[-ANSWERS:]
    yield Text("How it was, 0-10: 0 is no pain, 10 the worst you can imagine", "bold")
    for label, answers in zip(("before", "after"), zip(*shown, strict=True), strict=True):
        if fine and len(answers) > 1:
            yield _plot(label, answers)
        else:
            yield Text(f"{label:7} " + " ".join(map(str, answers)))
    yield Text(statistics.pain_trend(shown))


def _plot(label: str, answers: Sequence[int]) -> Text:
    """A line over the sessions, in braille; both answers have their own plot, so that no colour is needed."""
    from plotille import Canvas

    canvas = Canvas(min(2 * len(answers), 60), PLOT_ROWS, xmax=len(answers) - 1, ymax=10.5)
    for at, (one, next_one) in enumerate(pairwise(answers)):
        canvas.line(at, one, at + 1, next_one)
    rows = canvas.plot().replace("\u2800", " ").splitlines()
    edge = {0: "10", PLOT_ROWS - 1: " 0"}
    return Text("\n").join(
        Text(f"{label if number == 0 else '':7} {edge.get(number, '  ')} │ {row}")
        for number, row in enumerate(rows)
    )
