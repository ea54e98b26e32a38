"""What follows from sessions: days of practice, days in a row, seconds held, pain before and after."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from backcare.history.records import SessionRecord

REST_DAYS = 2  # this many days off between two days of practice keep the row


def practice_days(records: Iterable[SessionRecord]) -> tuple[date, ...]:
    """Return the days of practice, each once, in order."""
    return tuple(sorted({record.started.date() for record in records if record.is_practice}))


def days_in_a_row(practised: Sequence[date], today: date) -> int:
    """Return how many days of practice stand in the row that reaches today; a rest day neither breaks nor adds.

    Days after tomorrow (it may be tomorrow elsewhere) are left out: a clock was wrong then.
    """
    row, after = 0, today
    for day in sorted(practised, reverse=True):
        if day > today + timedelta(days=1):
            continue
        if (after - day).days > REST_DAYS + 1:
            break
        row, after = row + 1, day
    return row


def seconds_by_stretch(records: Iterable[SessionRecord]) -> dict[str, float]:
    """Return the seconds of all completed holds by the id of their stretch, the most held first."""
    totals: defaultdict[str, float] = defaultdict(float)
    for hold in (hold for record in records if record.is_practice for hold in record.holds):
        if hold.stretch:
            totals[hold.stretch] += hold.seconds
    return dict(sorted(totals.items(), key=lambda item: -item[1]))


def answered(records: Iterable[SessionRecord]) -> tuple[SessionRecord, ...]:
    """Return the sessions with an answer both before and after, in the order of the records."""
    return tuple(
        record
        for record in records
        if record.is_practice and record.pain_before is not None and record.pain_after is not None
    )


def pain_pairs(records: Iterable[SessionRecord]) -> tuple[tuple[int, int], ...]:
    """Return the answers (0-10) before and after of the sessions that have both, in the order of the records."""
    return tuple((record.pain_before or 0, record.pain_after or 0) for record in answered(records))
