"""What `history` shows of sessions: table, calendar, minutes, pain before and after."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

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
_AXIS = 5  # cells to the left of the plot
_BEFORE, _AFTER, _BOTH = "○", "●", "◉"
NOTICEABLE = 2.0  # points on the 0-10 scale that count as a change (domain 2.7: Physiotherapy Canada, NRS-11)
_MONDAY = date(2024, 1, 1)
_ENDINGS = {
    Ending.FINISHED: "done",
    Ending.ENDED_EARLY: "early",
    Ending.INTERRUPTED: "interrupted",
    Ending.STOPPED: "stopped",
    Ending.RUNNING: "running",
}


def history_overview(
    records: Sequence[SessionRecord], today: date, *, unicode: bool, columns: int = 80
) -> RenderableType:
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
    if answered := statistics.answered(records):
        parts += [Text(), *_pain(answered, columns, unicode=unicode)]
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
    change = _change_text(after - before, is_mean=len(pairs) > 1)
    return f"In {sessions}: {means}{before:.2g} before, {after:.2g} after. {change}"


def _change_text(points: float, *, is_mean: bool) -> str:
    """Return a change in points as words; what is less than half of a tenth is none."""
    amount, mean = f"{abs(points):.2g}", " on average" if is_mean else ""
    if abs(points) < 0.05:
        return f"The same afterwards{mean}."
    if points >= NOTICEABLE:
        return f"{amount} higher{mean}, 2 points or more: talk to your healthcare provider about it."
    said = f"{amount} {'lower' if points < 0 else 'higher'}{mean}"
    return f"{said}, {'enough to notice (2 points or more)' if points <= -NOTICEABLE else 'less than 2 points'}."


def _sessions_table(records: Sequence[SessionRecord]) -> Table:
    """Return a table of the sessions, the newest first."""
    table = make_table("when", "routine", "held", "holds", "before", "after", "ended")
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
    rehearsed = "" if record.speed == 1 else f", {record.speed:g}x"
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
    table = make_table("stretch", "held in all")
    for stretch, held in seconds.items():
        table.add_row(Text(stretch), f"{held / 60:.1f} min")
    return table


def _pain(answered: Sequence[SessionRecord], columns: int, *, unicode: bool) -> Iterator[RenderableType]:
    """Yield the newest answers as one plot, or as numbers where no plot can be shown, and the trend in words."""
    newest = answered[-min(MOST_ANSWERS, max((columns - _AXIS - 1) // 2, 1)) :]
    pairs = statistics.pain_pairs(newest)
    yield Text("How it was, 0-10: 0 is no pain, 10 the worst you can imagine", "bold")
    if unicode:
        yield Text.assemble(
            "     ", (_BEFORE, "yellow"), " before  ", (_AFTER, "green"), f" after  {_BOTH} the same"
        )
        yield from _plot(pairs)
        yield Text(_days_below(newest[0].started, newest[-1].started, 2 * len(newest)), "dim")
    else:
        for label, answers in zip(("before", "after"), zip(*pairs, strict=True), strict=True):
            yield Text(f"{label:7} " + " ".join(map(str, answers)))
    yield Text(pain_trend(statistics.pain_pairs(answered[-MOST_ANSWERS:])))


def _plot(pairs: Sequence[tuple[int, int]]) -> Iterator[Text]:
    """Yield a row for each answer from 10 down to 0, with two cells for each session."""
    for answer in range(10, -1, -1):
        row = Text(f"{answer:3} │")
        for before, after in pairs:
            signs = (
                {before: (_BEFORE, "yellow"), after: (_AFTER, "green")}
                if before != after
                else {before: (_BOTH, "")}
            )
            row.append(" ").append(*signs.get(answer, (" ", "")))
        row.rstrip()
        yield row


def _days_below(first: datetime, last: datetime, cells: int) -> str:
    """Return the first and the last day below the ends of a plot of so many cells, or the last where one fits."""
    ends = [f"{day:%d %b}" for day in (first, last)]
    if ends[0] == ends[1] or cells < len("".join(ends)) + 2:
        return " " * (_AXIS + 1) + ends[-1]
    return " " * (_AXIS + 1) + ends[0] + ends[1].rjust(cells - 1 - len(ends[0]))
