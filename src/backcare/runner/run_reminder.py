"""Run the reminder: its countdown, its nudges and the breaks that they lead to."""

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backcare.errors import Exit, UsageError
from backcare.planning.plan import Plan
from backcare.runner.clock import local_time_at, real_clock
from backcare.runner.devices import OpenTerminal, read_keys
from backcare.session.listener import Listener
from backcare.session.player import Player, World
from backcare.session.reminder import (
    LocalTime,
    Nudge,
    QuietHours,
    Reminder,
    next_moment,
    parse_length,
    parse_time_of_day,
)
from backcare.settings.session_settings import SessionSettings
from backcare.terminal.terminal import Terminal

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance

TITLE = "Time to move"
_SIDE_TIP = "T1"  # the tip about the side that a baby is carried on
_PATIENCE = 5.0  # seconds that a desktop may take to show a notification
_NOTIFY = (
    "import sys; from desktop_notifier.sync import DesktopNotifierSync;"
    "DesktopNotifierSync(app_name='backcare').send(title=sys.argv[1], message=sys.argv[2])"
)
_LEFT = frozenset({Exit.INTERRUPTED, Exit.TERMINATED, Exit.HANGUP})


@dataclass(frozen=True, slots=True)
class Hours:
    """When to nudge: `every` so many seconds, `until` a time of day (seconds since midnight), not while quiet."""

    every: float
    until: float | None
    quiet: QuietHours | None

    @classmethod
    def of(cls, every: str, until: str | None, quiet_from: str | None, quiet_to: str | None) -> "Hours":
        """Return the hours of the command's options; raises UsageError."""
        if (quiet_from is None) is not (quiet_to is None):
            raise UsageError("--quiet-from and --quiet-to go together")
        quiet = None
        if quiet_from is not None and quiet_to is not None:
            quiet = QuietHours(
                parse_time_of_day(quiet_from, "--quiet-from"), parse_time_of_day(quiet_to, "--quiet-to")
            )
        return cls(parse_length(every), parse_time_of_day(until, "--until") if until is not None else None, quiet)


@dataclass(frozen=True, slots=True)
class ReminderRun:
    """What does not change between two breaks, each of which plays `plan`.

    The speed in `settings` is that of counting: a break is as long as ever.
    """

    guidance: "Callable[[], Guidance]"
    plan: Plan
    settings: SessionSettings
    open_terminal: OpenTerminal = Terminal
    clock: Callable[[], float] = real_clock


def run_reminder(hours: Hours, run: ReminderRun) -> Exit:
    """Count down and play breaks until it is time to stop, or until the user leaves; return the exit code."""
    began = run.clock()
    until = None if hours.until is None else next_moment(hours.until, _local_time(run, began, 0.0)(0.0))
    while True:
        local_time = _local_time(run, began, (run.clock() - began) * run.settings.speed)
        reminder = Reminder(hours.every, local_time, until=until, quiet=hours.quiet)
        _count_down(reminder, run)
        if not reminder.starts:
            return Exit.DONE
        if (code := _play_break(run)) in _LEFT:
            return code


def _local_time(run: ReminderRun, began: float, elapsed: float) -> LocalTime:
    """Return what tells the local time for a reminder that starts `elapsed` seconds after the first began.

    In a rehearsal its clocks run faster too.
    """
    return lambda at: local_time_at(time.time() - (run.clock() - began) + elapsed + at)


def _count_down(reminder: Reminder, run: ReminderRun) -> None:
    """Show the countdown and the nudges until the machine is over."""
    from backcare.runner.canvas import Canvas
    from backcare.runner.views import ReminderView

    tip = run.guidance().short_tip(_SIDE_TIP)
    view = ReminderView(reminder, f"{TITLE}. {tip}", run.settings.speed)
    with run.open_terminal(keys=True, screen=True) as terminal:
        canvas = Canvas(terminal)
        world = World(
            run.clock,
            lambda seconds: read_keys(terminal, seconds),
            terminal.suspend,
            terminal.took_continue,
            [_Nudges(terminal.bell if run.settings.sound and not run.settings.hush else None, tip)],
        )
        Player(world, lambda now: canvas.frame(view, now), speed=run.settings.speed).play(reminder)


class _Nudges(Listener[Nudge]):
    """Rings for a nudge, and has the desktop show it where it can."""

    def __init__(self, ring: Callable[[], None] | None, text: str) -> None:
        self._ring = ring
        self._text = text

    def on_events(self, _events: Sequence[Nudge], _now: float) -> None:
        """Ring and notify."""
        if self._ring:
            self._ring()
        _notify(TITLE, self._text)


def _notify(title: str, text: str) -> None:
    """Show a desktop notification from a process of its own, so that nothing it does reaches the screen."""
    import subprocess
    from importlib.util import find_spec

    if find_spec("desktop_notifier") is None:
        return
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(  # noqa: S603 - a fixed command with texts as arguments
            [sys.executable, "-c", _NOTIFY, title, text],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )


def _play_break(run: ReminderRun) -> Exit:
    from backcare.runner.run_session import run_session

    settings = replace(run.settings, pages=False, speed=1.0)
    return run_session(run.plan, settings, None, run.guidance, open_terminal=run.open_terminal, clock=run.clock)
