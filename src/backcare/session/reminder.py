"""The machine that nudges now and then: times and keys in, nudges out; every change of its state is in this file.

counting --the time is due--> nudging --a key--> counting, or over to begin a break
counting, nudging --q, or the time it runs until--> over
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum, auto
from typing import TypeAlias

from backcare.errors import UsageError
from backcare.session.keymap import Keymap
from backcare.text import quote

MINUTE = 60.0
DAY = 24 * 60 * MINUTE
SHORTEST, LONGEST = MINUTE, 8 * 60 * MINUTE
SNOOZE = 5 * MINUTE

LocalTime: TypeAlias = Callable[
    [float], datetime
]  # a time of the machine (seconds) -> local time, without its zone

_LENGTH = re.compile(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m?)?")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


class ReminderKey(Enum):
    """What a key can mean to the reminder."""

    BREAK = auto()
    SNOOZE = auto()
    LATER = auto()
    LEAVE = auto()


_KEYMAP = Keymap(
    {
        "enter": ReminderKey.BREAK,
        "s": ReminderKey.SNOOZE,
        "q": ReminderKey.LEAVE,
        "escape": ReminderKey.LEAVE,
    },
    other=ReminderKey.LATER,
)


@dataclass(frozen=True, slots=True)
class Nudge:
    """It is time to move."""

    at: float


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours without nudges, from one time of day to another (seconds since midnight), over midnight too."""

    start: float
    end: float

    def left(self, time_of_day: float) -> float:
        """Return for how many more seconds of the clock it is quiet, 0 outside of it."""
        length, gone = (self.end - self.start) % DAY, (time_of_day - self.start) % DAY
        return length - gone if gone < length else 0.0


class Reminder:
    """Counts down to one nudge after another; `starts` when it is over because the user wants a break now.

    `local_time` says what clocks show at a time of the machine, as far as is known now. It is asked anew at each
    look, since clocks are set forward and back, and people travel. `until` is what they show at the end.
    """

    keymap = _KEYMAP

    def __init__(
        self,
        every: float,
        local_time: LocalTime,
        *,
        until: datetime | None = None,
        quiet: QuietHours | None = None,
    ) -> None:
        self.due = every
        self.nudging = False
        self.starts = False
        self.is_over = False
        self._every = every
        self._wanted = every
        self._local_time = local_time
        self._until = until
        self._quiet = quiet
        self._looked = 0.0

    def begin(self, now: float) -> tuple[Nudge, ...]:
        """Start counting at `now` (seconds)."""
        self._looked = now
        self._count(now, self._every)
        return ()

    def receive(self, reply: ReminderKey | None, now: float) -> tuple[Nudge, ...]:
        """Let time pass until `now` (seconds), then take what was pressed; return the nudge that came due.

        However long nobody looked, it is one nudge: those of a closed lid are not made up for.
        """
        now = self._looked = max(now, self._looked)
        nudges = self._pass(now)
        if reply and not self.is_over:
            self._take(reply, now)
        return nudges

    def freeze(self, now: float) -> tuple[Nudge, ...]:
        """Let time pass as always: it runs through a suspend here."""
        return self.receive(None, now)

    def thaw(self, now: float) -> tuple[Nudge, ...]:
        """Let time pass as always."""
        return self.receive(None, now)

    def next_due(self) -> float | None:
        """Return when something happens by itself (seconds), as far as is known now."""
        return self.due if self._until is None else min(self.due, self._time_of(self._until, self._looked))

    def _pass(self, now: float) -> tuple[Nudge, ...]:
        if self._until is not None and self._local_time(now) >= self._until:
            self.is_over = True
            return ()
        self.due = self._after_quiet(max(now, self._wanted))
        if self.due > now:
            return ()
        self.nudging = True
        self._count(now, self._every)
        return (Nudge(now),)

    def _take(self, reply: ReminderKey, now: float) -> None:
        if reply in (ReminderKey.LEAVE, ReminderKey.BREAK):
            self.is_over, self.starts = True, reply is ReminderKey.BREAK
        elif self.nudging:
            self.nudging = False
            self._count(now, SNOOZE if reply is ReminderKey.SNOOZE else self._every)

    def _count(self, now: float, seconds: float) -> None:
        """Want the next nudge in so many seconds."""
        self._wanted = now + seconds
        self.due = self._after_quiet(self._wanted)

    def _after_quiet(self, at: float) -> float:
        """Return the first time from `at` on that is not quiet."""
        shown = self._local_time(at)
        left = self._quiet.left(seconds_of_day(shown)) if self._quiet else 0.0
        return self._time_of(later(shown, left), at) if left else at

    def _time_of(self, moment: datetime, start: float) -> float:
        """Return the first time after `start` at which clocks show a moment or a later one.

        They may be set once until then; for a moment that they skip by it, the time returned is a later one.
        """
        guess = start + max(0.0, (moment - self._local_time(start)).total_seconds())
        corrected = guess + (moment - self._local_time(guess)).total_seconds()
        is_reached = corrected >= start and self._local_time(corrected) >= moment
        return corrected if is_reached else guess


def next_moment(time_of_day: float, after: datetime) -> datetime:
    """Return when clocks that show `after` will next show a time of day (seconds since midnight)."""
    today = later(datetime.combine(after.date(), time()), time_of_day)
    return today if today > after else later(today, DAY)


def later(moment: datetime, seconds: float) -> datetime:
    """Return a date and time so many seconds later, or the last one that there is."""
    return moment + min(timedelta(seconds=seconds), datetime.max - moment)


def seconds_of_day(moment: datetime) -> float:
    """Return the seconds since midnight that a clock shows."""
    return moment.hour * 3600.0 + moment.minute * 60.0 + moment.second + moment.microsecond / 1e6


def parse_length(text: str) -> float:
    """Return the seconds of a length as in 45m, 1h or 1h30m; a number alone is minutes. Raises UsageError."""
    match = _LENGTH.fullmatch(text.strip().lower())
    hours, minutes = (int(part or 0) for part in match.groups()) if match else (0, 0)
    seconds = (60 * hours + minutes) * MINUTE
    if not SHORTEST <= seconds <= LONGEST:
        raise UsageError(f"--every takes 1m to 8h, such as 45m or 1h30m, not {quote(text)}")
    return seconds


def parse_time_of_day(text: str, option: str) -> float:
    """Return the seconds since midnight of a time as in 18:00; raises UsageError, naming the option."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        raise UsageError(f"{option} takes a time from 00:00 to 23:59, such as 18:00, not {quote(text)}")
    return int(match[1]) * 60 * MINUTE + int(match[2]) * MINUTE
