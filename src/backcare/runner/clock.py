"""The clocks: seconds that run through a suspend, and the time of day with its zone."""

import sys
import time
from datetime import datetime


def real_clock() -> float:
    """Return real seconds by a clock that runs through a suspend and that no step of the wall clock moves."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


def local_now() -> datetime:
    """Return the date and time here, with the zone."""
    return datetime.now().astimezone()
