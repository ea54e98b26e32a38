"""The clocks: seconds that run through a suspend, and the time of day with its zone."""

import sys
import time
from datetime import datetime


def real_clock() -> float:
    """Return real seconds by a clock that runs through a suspend and ignores steps of the wall clock."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


def local_now() -> datetime:
    """Return the date and time here, with the zone."""
    return datetime.now().astimezone()


def time_of_day_after(seconds: float) -> str:
    """Return the time of day in so many seconds, as in 14:05."""
    return time.strftime("%H:%M", time.localtime(time.time() + seconds))
