"""Moments as the history stores them, and as a user types them."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone

_DAYS = re.compile(r"(\d{1,4})\s*d", re.IGNORECASE)


def to_stamp(moment: datetime) -> tuple[str, int]:
    """Return a moment as it is stored: in UTC, and how many minutes local time was ahead of it."""
    offset = moment.utcoffset() or timedelta()
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:  # the first day of the first year, or the last of the last
        utc, offset = moment.replace(tzinfo=UTC), timedelta()
    return utc.isoformat(timespec="milliseconds"), offset // timedelta(minutes=1)


def from_stamp(stamp: object, minutes_ahead: object) -> datetime:
    """Return the moment that was stored, in UTC if its zone cannot be read; raises ValueError if it is none."""
    moment = datetime.fromisoformat(stamp if isinstance(stamp, str) else "")
    with suppress(OverflowError):
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    if isinstance(minutes_ahead, int):
        with suppress(OverflowError, ValueError):
            return moment.astimezone(timezone(timedelta(minutes=minutes_ahead)))
    return moment


def parse_since(text: str, today: date) -> datetime:
    """Return the moment that `2026-03-01` or `7d` stands for, in no zone where the text has none.

    A number of days counts today as the first. Raises ValueError for any other text.
    """
    if not (found := _DAYS.fullmatch(text.strip())):
        return datetime.fromisoformat(text.strip())
    if not (days := int(found[1])):
        raise ValueError("no days are no time")
    first = max(today.toordinal() - days + 1, date.min.toordinal())
    return datetime.combine(date.fromordinal(first), time.min)
