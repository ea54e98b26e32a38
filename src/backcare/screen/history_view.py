"""What `history` shows of sessions: table, calendar, minutes, pain before and after."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backcare.history import statistics
from backcare.history.records import Ending, SessionRecord
from backcare.screen.tables import make_table
from backcare.text import format_clock
from backcare.wording import written

RECENT = 10  # sessions in the table
WEEKS = 5  # in the calendar
MOST_ANSWERS = 30  # the newest ones, in the plot
PLOT_ROWS = 4
NOTICEABLE = 2.0  # points on the 0-10 scale that count as a change (domain 2.7: Physiotherapy Canada, NRS-11)
_MONDAY = date(2024, 1, 1)
_ENDINGS = {
    Ending.FINISHED: "done",
    Ending.ENDED_EARLY: "ended early",
    Ending.INTERRUPTED: "interrupted",
    Ending.STOPPED: "stopped",
    Ending.RUNNING: "running",
}


def history_overview(records: Sequence[SessionRecord], today: date, *, unicode: bool) -> RenderableType:
    """Return everything there is to see of some sessions; `unicode` where more than ASCII can be shown."""
    days = statistics.practice_days(records)
    parts: list[RenderableType] = [
        _sessions_table(records[-RECENT:]),
        Text(),
        _row_of_days(days, today),
        Text(),
        _calendar(days, today, unicode=unicode),
    ]
    if totals := statistics.seconds_by_stretch(records):
        parts += [Text(), _minutes_table(totals)]
    if pairs := statistics.pain_pairs(records):
        parts += [Text(), *_pain(pairs, unicode=unicode)]
    return Group(*parts)


def pain_trend(pairs: Sequence[tuple[int, int]]) -> str:
    """Say in plain words how the answers after compare with those before; nothing where there are none.

    The words compare the user with nobody else, and explain nothing.
    """
    if not pairs:
        return ""
    before, after = (sum(answers) / len(pairs) for answers in zip(*pairs, strict=True))
    sessions = f"{len(pairs)} sessions" if len(pairs) > 1 else "one session"
    means = "on average " if len(pairs) > 1 else ""
    return f"In {sessions}: {means}{before:.2g} before, {after:.2g} after. {_change_text(after - before)}"


def _change_text(points: float) -> str:
    if points <= -NOTICEABLE:
        return "Lower afterwards, by enough to notice (2 points or more)."
    if points >= NOTICEABLE:
        return "Higher afterwards, by 2 points or more: talk to your healthcare provider about it."
    return "About the same afterwards (less than 2 points)."


def _sessions_table(records: Sequence[SessionRecord]) -> Table:
    """Return a table of the sessions, the newest first."""
    table = make_table("when", "routine", "held", "holds", "before", "after", "")
    for record in reversed(records):
        table.add_row(
            f"{record.started:%Y-%m-%d %a %H:%M}",
            Text(record.routine, "bold"),
            format_clock(record.held_seconds),
            str(len(record.holds)),
            _answer_text(record.pain_before),
            _answer_text(record.pain_after),
            Text(_ending_text(record), "dim"),
        )
    return table


def _ending_text(record: SessionRecord) -> str:
    rehearsed = "" if record.speed == 1 else f", {record.speed:g} x as fast"
    return f"{_ENDINGS[record.ending]}{rehearsed}"


def _answer_text(answer: int | None) -> str:
    return "" if answer is None else str(answer)


def _row_of_days(days: Sequence[date], today: date) -> Text:
    count = statistics.days_in_a_row(days, today)
    text = written.row_text(count) if count else "A new row begins any day"
    return Text.assemble((text, "bold"), "; days of rest in between are part of it.")


def _calendar(days: Sequence[date], today: date, *, unicode: bool) -> Table:
    """Return the last weeks, each from Monday on, with a sign for every day."""
    practised, none, to_come = ("●", "·", " ") if unicode else ("#", ".", " ")
    practice_days = frozenset(days)
    table = make_table("week of", *(f"{_MONDAY + timedelta(days=day):%a}"[:2] for day in range(7)))
    this_monday = today - timedelta(days=today.weekday())
    for weeks_back in reversed(range(WEEKS)):
        week = [this_monday + timedelta(days=day - 7 * weeks_back) for day in range(7)]
        signs = [practised if day in practice_days else none if day <= today else to_come for day in week]
        styled = (Text(sign, "green" if sign == practised else "dim") for sign in signs)
        table.add_row(f"{week[0]:%d %b}", *styled)
    return table


def _minutes_table(seconds: Mapping[str, float]) -> Table:
    table = make_table("held in all", "")
    for stretch, held in seconds.items():
        table.add_row(Text(stretch), f"{held / 60:.1f} min")
    return table


def _pain(pairs: Sequence[tuple[int, int]], *, unicode: bool) -> Iterator[RenderableType]:
    """Yield the newest answers as plots, or as numbers where no plot can be shown, and the trend in words."""
    newest = pairs[-MOST_ANSWERS:]
    yield Text("How it was, 0-10: 0 is no pain, 10 the worst you can imagine", "bold")
    for label, answers in zip(("before", "after"), zip(*newest, strict=True), strict=True):
        if unicode and len(answers) > 1:
            yield _plot(label, answers)
        else:
            yield Text(f"{label:7} " + " ".join(map(str, answers)))
    yield Text(pain_trend(newest))


def _plot(label: str, answers: Sequence[int]) -> Text:
    """Return a line over the sessions, in braille, with the scale and what it shows to its left."""
    from plotille import Canvas

    canvas = Canvas(min(2 * len(answers), 60), PLOT_ROWS, xmax=len(answers) - 1, ymax=10.5)
    for x, (answer, next_answer) in enumerate(pairwise(answers)):
        canvas.line(x, answer, x + 1, next_answer)
    rows = canvas.plot().replace("\u2800", " ").splitlines()
    scale = {0: "10", PLOT_ROWS - 1: " 0"}
    return Text("\n").join(
        Text(f"{label if number == 0 else '':7} {scale.get(number, '  ')} │ {row}")
        for number, row in enumerate(rows)
    )
