"""The clocks: seconds that run through a suspend, and the time of day with its zone."""

import sys
import time
from datetime import UTC, datetime


def real_clock() -> float:
    """Return real seconds by a clock that runs through a suspend and that no step of the wall clock moves."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


def local_now() -> datetime:
    """Return the date and time here, with the zone; in UTC where the system's zone is none that there can be."""
    now = time.time()
    try:
        return datetime.fromtimestamp(now).astimezone()
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(now, UTC)


def local_time_at(seconds: float) -> datetime:
    """Return what clocks here show, or will show, at so many seconds of the epoch: date and time without zone."""
    if hasattr(time, "tzset"):
        time.tzset()  # the system's zone may be another one since the last look
    try:
        return datetime.fromtimestamp(seconds)
    except (ValueError, OverflowError, OSError):
        return datetime.min if seconds < 0 else datetime.max
