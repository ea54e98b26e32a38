"""Sessions as the history returns them."""

from datetime import datetime, timedelta, timezone

from backcare.history.records import Ending, SessionRecord
from backcare.session.events import CompletedHold


def make_record(number, started, *, speed=1.0, held=60.0, holds=(), before=None, after=None):
    return SessionRecord(
        number,
        "daily",
        "Daily",
        started,
        started,
        Ending.FINISHED,
        speed,
        100.0,
        held,
        before,
        after,
        tuple(holds),
    )


def at(text, hours=1):
    return datetime.fromisoformat(text).replace(tzinfo=timezone(timedelta(hours=hours)))


def twenty_days():
    """A session of one hold on each of the first twenty days of March 2026."""
    return [
        make_record(
            n,
            at(f"2026-03-{n:02d}T08:00"),
            before=6,
            after=3,
            holds=[CompletedHold("reach", None, 1, 20.0, 20.0)],
        )
        for n in range(1, 21)
    ]
