"""The machine that nudges now and then: times and keys in, nudges out; every change of its state is in this file.

counting --the time is due--> nudging --a key--> counting, or over to begin a break
counting, nudging --q, or the time it runs until--> over
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from backcare.errors import UsageError
from backcare.session.keymap import Keymap

MINUTE = 60.0
DAY = 24 * 60 * MINUTE
SHORTEST, LONGEST = MINUTE, 8 * 60 * MINUTE
SNOOZE = 5 * MINUTE

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
        """Return for how many more seconds it is quiet, 0 outside of it."""
        length, gone = (self.end - self.start) % DAY, (time_of_day - self.start) % DAY
        return length - gone if gone < length else 0.0


class Reminder:
    """Counts down to one nudge after another; `starts` when it is over because the user wants a break now."""

    keymap = _KEYMAP

    def __init__(
        self,
        every: float,
        *,
        time_of_day: float = 0.0,
        until: float | None = None,
        quiet: QuietHours | None = None,
    ) -> None:
        self.due = every
        self.nudging = False
        self.starts = False
        self.is_over = False
        self._every = every
        self._midnight = -time_of_day
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
        """Go on as if nothing had been: time runs through a suspend here."""
        return self.receive(None, now)

    def thaw(self, now: float) -> tuple[Nudge, ...]:
        """Go on."""
        return self.receive(None, now)

    def next_due(self) -> float | None:
        """Return when something happens by itself (seconds)."""
        return self.due if self._until is None else min(self.due, self._until)

    def _pass(self, now: float) -> tuple[Nudge, ...]:
        if self._until is not None and now >= self._until:
            self.is_over = True
        if self.is_over or now < self.due:
            return ()
        if quiet := self._quiet_left(now):
            self.due = now + quiet
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
        self.due = now + seconds + self._quiet_left(now + seconds)

    def _quiet_left(self, at: float) -> float:
        return self._quiet.left((at - self._midnight) % DAY) if self._quiet else 0.0


def parse_length(text: str) -> float:
    """Return the seconds of a length as in 45m, 1h or 1h30m; a number alone is minutes. Raises UsageError."""
    match = _LENGTH.fullmatch(text.strip().lower())
    hours, minutes = (int(part or 0) for part in match.groups()) if match else (0, 0)
    seconds = (60 * hours + minutes) * MINUTE
    if not SHORTEST <= seconds <= LONGEST:
        raise UsageError(f"--every takes 1m to 8h, such as 45m or 1h30m, not {text!r}")
    return seconds


def parse_time_of_day(text: str, option: str) -> float:
    """Return the seconds since midnight of a time as in 18:00; raises UsageError, naming the option."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        raise UsageError(f"{option} takes a time from 00:00 to 23:59, such as 18:00, not {text!r}")
    return int(match[1]) * 60 * MINUTE + int(match[2]) * MINUTE
