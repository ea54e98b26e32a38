"""One run of a session: start page, session, end page."""

import contextlib
import gc
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from backcare.errors import Exit, Stopped
from backcare.files.folders import find_folders
from backcare.planning.plan import Plan
from backcare.runner.clock import real_clock
from backcare.runner.devices import OpenTerminal, open_devices
from backcare.runner.head_start import open_terminal
from backcare.runner.run import Run, Step, non_empty
from backcare.runner.safety_notice import SafetyNotice
from backcare.runner.start_step import show_start
from backcare.settings.session_settings import SessionSettings
from backcare.terminal.output import print_lines, print_notice

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance
    from backcare.runner.origin import Origin
    from backcare.runner.resumable import Resumable
    from backcare.runner.session_history import SessionHistory


def run_session(  # noqa: PLR0913 - a run and the two seams to the world
    plan: Plan,
    settings: SessionSettings,
    origin: "Origin | None",
    guidance: "Callable[[], Guidance]",
    resumed: "Resumable | None" = None,
    *,
    open_terminal: OpenTerminal = open_terminal,
    clock: Callable[[], float] = real_clock,
) -> Exit:
    """Run a session with its pages, on the screen or as lines; return the exit code.

    Without an origin (a bare count) nothing is saved; `resumed` is the interrupted session that it continues.
    """
    history = _history(origin, settings)
    safety = SafetyNotice(guidance, find_folders().shown_once_file)
    gc.enable()  # a session is long, unlike the commands that start without it
    run = Run(plan, settings, safety, history, open_devices(settings, open_terminal, clock))
    steps: list[Step] = []
    try:
        with contextlib.closing(run.devices.sound), run.devices.terminal:
            steps.append(start := show_start(run, resumed))
            again = start.exit is None
            # What comes after the start page is loaded while it is read.
            from backcare.runner.end_step import show_end
            from backcare.runner.session_step import play

            while again:
                steps.append(played := play(run, start))
                steps.append(end := show_end(run, start, played))
                again, start = end.again, start.once_more(end.pain)
    except Stopped as stopped:
        steps.append(Step(stopped.exit))
    except BrokenPipeError:
        raise Stopped(Exit.ENDED_EARLY) from None  # whoever read the lines has left
    _print_farewell(steps, run.devices.sound.problem)
    return next(step.exit for step in reversed(steps) if step.exit is not None)


def _history(origin: "Origin | None", settings: SessionSettings) -> "SessionHistory | None":
    if not (origin and settings.log):
        return None
    from backcare.runner.session_history import SessionHistory

    return SessionHistory(origin, settings.speed)


def _print_farewell(steps: Sequence[Step], sound_problem: str) -> None:
    """Leave the last summary in the scrollback, and each notice once on stderr."""
    if summary := next((step.summary for step in reversed(steps) if step.summary), ""):
        with contextlib.suppress(OSError):
            print_lines(_at_width(summary))
    for notice in dict.fromkeys((*(text for step in steps for text in step.notices), *non_empty(sound_problem))):
        print_notice(notice)


def _at_width(text: str) -> str:
    """Wrap a text for the terminal, which would break words; elsewhere a line stays whole."""
    if not sys.stdout.isatty():
        return text
    return textwrap.fill(text, shutil.get_terminal_size().columns)
