"""What she did on which days, and what follows from it: days in a row that forgive, minutes, relief."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from backcare.history.records import SessionRecord

REST_DAYS = 2  # this many days off between two days of practice keep the row
MEANINGFUL = 2.0  # points on the 0-10 scale that count as a change (domain 2.7: Physiotherapy Canada, NRS-11)


def practice_days(entries: Iterable[SessionRecord]) -> tuple[date, ...]:
    """Return the days of practice, each once, in order."""
    return tuple(sorted({entry.day for entry in entries if entry.is_practice}))


def days_in_a_row(practised: Sequence[date], today: date) -> int:
    """Return how many days of practice stand in the row that reaches today; a rest day neither breaks nor adds.

    A clock that once stood in the future changes nothing: days after tomorrow (it may be today elsewhere) are
    passed over.
    """
    row, after = 0, today
    for day in sorted(practised, reverse=True):
        if day > today + timedelta(days=1):
            continue
        if (after - day).days > REST_DAYS + 1:
            break
        row, after = row + 1, day
    return row


def seconds_by_stretch(entries: Iterable[SessionRecord]) -> dict[str, float]:
    """Return the seconds of the holds that ended for each stretch, the most held first."""
    totals: dict[str, float] = {}
    for entry in entries:
        if entry.is_practice:
            for held in entry.holds:
                if held.stretch:
                    totals[held.stretch] = totals.get(held.stretch, 0.0) + held.seconds
    return dict(sorted(totals.items(), key=lambda item: -item[1]))


def pain_pairs(entries: Iterable[SessionRecord]) -> tuple[tuple[int, int], ...]:
    """Return the answers before and after of the sessions that have both, the oldest first."""
    return tuple(
        (entry.pain_before, entry.pain_after)
        for entry in entries
        if entry.is_practice and entry.pain_before is not None and entry.pain_after is not None
    )


def pain_trend(pairs: Sequence[tuple[int, int]]) -> str:
    """Say in plain words how the answers after compare with those before; nothing where there are none.

    The words compare her with herself alone and explain nothing.
    """
    if not pairs:
        return ""
    before, after = (sum(some) / len(pairs) for some in zip(*pairs, strict=True))
    sessions = f"{len(pairs)} sessions" if len(pairs) > 1 else "one session"
    means = "on average " if len(pairs) > 1 else ""
    return f"In {sessions}: {means}{before:.2g} before, {after:.2g} after. {_change(after - before)}"


def _change(points: float) -> str:
    if points <= -MEANINGFUL:
        return "Lower afterwards, by enough to notice (2 points or more)."
    if points >= MEANINGFUL:
        return "Higher afterwards, by 2 points or more: talk to your healthcare provider about it."
    return "About the same afterwards (less than 2 points)."
