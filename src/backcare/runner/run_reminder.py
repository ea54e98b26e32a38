"""The countdown of `remind`, its nudges and breaks."""

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backcare.errors import Exit, Stopped, UsageError
from backcare.files.folders import find_folders
from backcare.library import library
from backcare.session.listener import Listener
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
from backcare.terminal import output
from backcare.text import format_clock

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance
    from backcare.terminal.terminal import Terminal
BREAK = "desk-break"
TITLE = "Time to move"
_SIDE_TIP = "T1"  # the tip about the side she carries on
_PATIENCE = 5.0  # seconds that a desktop may take to show a notification
_NOTIFY = (
    "import sys; from desktop_notifier.sync import DesktopNotifierSync;"
    "DesktopNotifierSync(app_name='backcare').send(title=sys.argv[1], message=sys.argv[2])"
)
_LEAVING_KEYS = frozenset({"c-c", "c-\\"})
_LEFT = frozenset({Exit.INTERRUPTED, Exit.TERMINATED, Exit.HANGUP})


@dataclass(frozen=True, slots=True)
class Hours:
    """The wishes, in seconds; `until` and `quiet` by the time of day."""

    every: float
    until: float | None
    quiet: QuietHours | None

    @classmethod
    def of(cls, every: str, until: str | None, quiet_from: str | None, quiet_to: str | None) -> "Hours":
        """Return the hours of the command's options; raises UsageError."""
        if (quiet_from is None) is not (quiet_to is None):
            raise UsageError("--quiet-from and --quiet-to go together")
        quiet = None
        if quiet_from and quiet_to:
            quiet = QuietHours(
                parse_time_of_day(quiet_from, "--quiet-from"), parse_time_of_day(quiet_to, "--quiet-to")
            )
        return cls(parse_length(every), parse_time_of_day(until, "--until") if until else None, quiet)


def run_reminder(hours: Hours, guidance: Callable[[], "Guidance"], *, sound: bool, speed: float) -> Exit:
    """Count down and play breaks until it is time to stop, or until the user leaves; return the exit code."""
    from backcare.runner.clock import real_clock

    began = real_clock()
    until = None if hours.until is None else next_moment(hours.until, _local_time(began, 0.0)(0.0))
    while True:
        local_time = _local_time(began, (real_clock() - began) * speed)
        reminder = Reminder(hours.every, local_time, until=until, quiet=hours.quiet)
        _count_down(reminder, guidance().short_tip(_SIDE_TIP), sound=sound, speed=speed)
        if not reminder.starts:
            return Exit.DONE
        if (code := _break(guidance, sound=sound)) in _LEFT:
            return code


def _local_time(began: float, gone: float) -> LocalTime:
    """Return what says the local time for a reminder that starts `gone` seconds after all of it `began`.

    In a rehearsal its clocks run faster too.
    """
    from backcare.runner.clock import local_time_at, real_clock

    return lambda at: local_time_at(time.time() - (real_clock() - began) + gone + at)


def _count_down(reminder: Reminder, text: str, *, sound: bool, speed: float) -> None:
    """Show the countdown and the nudges until the machine is over."""
    from backcare.runner.clock import real_clock
    from backcare.session.player import Player, World
    from backcare.terminal.terminal import Terminal

    with Terminal(keys=True, screen=True) as terminal:

        def keys(seconds: float) -> Sequence[str]:
            pressed = terminal.wait(seconds)
            if _LEAVING_KEYS.intersection(pressed):
                raise Stopped(Exit.INTERRUPTED)
            return pressed

        ears = [_Nudged(terminal.bell if sound else None, text)]
        world = World(real_clock, keys, terminal.suspend, terminal.took_continue, ears)
        Player(world, _Face(terminal, reminder, text, speed), speed=speed).play(reminder)


class _Face:
    """Draws the countdown, each second anew; on a nudge, what to press."""

    def __init__(self, terminal: "Terminal", reminder: Reminder, text: str, speed: float) -> None:
        from backcare.screen.window import Painter

        self._painter = Painter()
        self._terminal = terminal
        self._reminder = reminder
        self._text = text
        self._speed = speed

    def __call__(self, now: float) -> float | None:
        from backcare.screen.pages import reminder_page
        from backcare.screen.window import Window

        if self._terminal.took_resize():
            self._terminal.invalidate()
        look = Window(*self._terminal.size, output.shows_unicode())
        left = self._reminder.due - now
        at = time.strftime("%H:%M", time.localtime(time.time() + left / self._speed))
        head = (
            f"{TITLE}. {self._text}" if self._reminder.nudging else f"Next nudge in {format_clock(left)}, at {at}"
        )
        rows = reminder_page(head, look, nudging=self._reminder.nudging)
        self._terminal.show(self._painter.paint(rows, look))
        return now + (left % 1.0 or 1.0)


class _Nudged(Listener[Nudge]):
    """Hears a nudge: rings, and has the desktop show it where it can."""

    def __init__(self, ring: Callable[[], None] | None, text: str) -> None:
        self._ring = ring
        self._text = text

    def on_events(self, _events: Sequence[Nudge], _now: float) -> None:
        """Ring, and notify."""
        if self._ring:
            self._ring()
        _notify(TITLE, self._text)


def _notify(title: str, text: str) -> None:
    """In a program of its own: whatever a desktop does to it, the countdown and the screen stay as they are."""
    import subprocess
    from importlib.util import find_spec

    if find_spec("desktop_notifier") is None:
        return
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(  # noqa: S603 - our own line, with texts as arguments
            [sys.executable, "-c", _NOTIFY, title, text],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )


def _break(guidance: Callable[[], "Guidance"], *, sound: bool) -> Exit:
    from backcare.planning.build import PlanOptions, build
    from backcare.runner.run_session import run_session
    from backcare.runner.safety_notice import SafetyNotice

    plan = build(library.open_library().routine(BREAK), PlanOptions())
    care = SafetyNotice(guidance, find_folders().shown_once_file)
    return run_session(plan, SessionSettings(sound=sound, pages=False), care)
