"""The clocks: seconds that run through a suspend, and the time of day with its zone."""

import sys
import time
from datetime import UTC, datetime


def real_clock() -> float:
    """Return real seconds by a clock that runs through a suspend and ignores steps of the wall clock."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


def local_now() -> datetime:
    """Return the date and time here, with the zone."""
    return with_local_zone(datetime.now(UTC))


def with_local_zone(moment: datetime) -> datetime:
    """Return a moment in the zone here, or one without a zone as a time of day here.

    Where the zone here cannot be used for it, the moment stays in its own zone, or becomes one of UTC: the
    environment may name a zone that is none, and the first and the last year have days that no zone reaches.
    """
    try:
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def local_time_at(seconds: float) -> datetime:
    """Return what clocks here show, or will show, at so many seconds of the epoch: date and time without zone."""
    if hasattr(time, "tzset"):
        time.tzset()  # the system's zone may be another one since the last look
    try:
        return datetime.fromtimestamp(seconds)
    except (ValueError, OverflowError, OSError):
        return datetime.min if seconds < 0 else datetime.max


def time_of_day_after(seconds: float) -> str:
    """Return the time of day in so many seconds, as in 14:05."""
    return f"{local_time_at(time.time() + seconds):%H:%M}"
