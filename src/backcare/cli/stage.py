"""One session, joined: the terminal, the machines, the player and what hears them."""

import contextlib
import gc
import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from backcare import plain, words
from backcare.ask import EndPage, StartPage
from backcare.audio import Bell
from backcare.cli.care import Care
from backcare.cli.common import shows_unicode
from backcare.errors import Exit, Stopped
from backcare.events import Mode, Page, Report, Signal
from backcare.plan import Plan
from backcare.player import Ears, Machine, Player, World
from backcare.session import Session
from backcare.settings import Settings
from backcare.terminal import Terminal

if TYPE_CHECKING:
    from rich.text import Text

    from backcare.screen import Look

_LEAVING_KEYS = frozenset({"c-c", "c-\\"})


def practise(plan: Plan, settings: Settings, care: Care) -> Exit:
    """Run a session in a terminal, or as lines where there is none; return the exit code."""
    on_screen = not settings.plain and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    stage = Stage(settings, care, on_screen=on_screen)
    gc.enable()  # a session is long, unlike the commands that start without it
    try:
        with stage.terminal:
            code = stage.run(plan)
    except Stopped as stopped:
        code = stopped.exit
    except BrokenPipeError:
        raise Stopped(Exit.ENDED_EARLY) from None  # whoever read the lines has left
    if stage.summary:
        with contextlib.suppress(OSError):
            print(stage.summary, flush=True)  # noqa: T201 - what is left in the scrollback
    return code


def real_clock() -> float:
    """Return real seconds by a clock that runs through a suspend and that no step of the wall clock moves."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class Stage:
    """Where a session is played: on the screen with its pages, or as lines."""

    def __init__(self, settings: Settings, care: Care, *, on_screen: bool) -> None:
        # With the lines going elsewhere, a pager may be reading the keys.
        self.terminal = Terminal(keys=sys.stdout.isatty(), screen=on_screen)
        self.summary = ""
        self._settings = settings
        self._care = care
        self._canvas = Canvas(self.terminal, care) if on_screen else None

    def run(self, plan: Plan) -> Exit:
        """Play the session with the pages around it; return the exit code."""
        settings = self._settings
        if self._canvas and settings.pages:
            start = StartPage(sound=settings.sound)
            self._play(start, self._canvas.start_page(start, plan))
            if start.stopped:
                self.summary = words.STOPPED
            if not start.begun:
                return Exit.WARNING_SIGN if start.stopped else Exit.ENDED_EARLY
            if start.warned or self._canvas.showed_all():
                self._care.seen()
            self._settings = replace(settings, sound=start.sound)
        elif settings.pages:
            _say(*plain.overview(plan), *self._care.safety())
            self._care.seen()
        return self._rounds(plan)

    def _rounds(self, plan: Plan) -> Exit:
        """Play the session, and once more for as long as she wants."""
        while (report := self._session(plan)).finished:
            if not (self._canvas and self._settings.pages):
                return Exit.DONE
            end = EndPage()
            self._play(end, self._canvas.end_page(self.summary))
            if not end.again:
                return Exit.DONE
        return Exit.WARNING_SIGN if report.stopped else Exit.ENDED_EARLY

    def _session(self, plan: Plan) -> Report:
        """Play one session to its end, whatever that is; return what was done."""
        session = Session(plan)
        player = Player(self._world(session), self._picture(session, plan.name), speed=self._settings.speed)
        try:
            player.play(session)
        except Stopped:
            player.tell(session, Signal.LEAVE)
            raise
        finally:
            report = session.report(player.now())
            self.summary = words.summary(session.plan, report)
        return report

    def _picture(self, session: Session, title: str) -> Callable[[float], float | None]:
        if self._canvas:
            return self._canvas.session(session, title, self._settings.speed)
        return lambda _now: None

    def _play(self, page: Machine, picture: Callable[[float], float | None]) -> None:
        Player(self._world(None), picture).play(page)

    def _world(self, session: Session | None) -> World:
        terminal = self.terminal
        ears: list[Ears] = []
        if session and not self._canvas:
            ears.append(plain.Lines(session, _say, self._care.warnings))
        if session and self._settings.sound and sys.stdout.isatty():
            ears.append(Bell(terminal.bell))
        return World(real_clock, self._keys, terminal.suspend, terminal.took_continue, ears)

    def _keys(self, seconds: float) -> Sequence[str]:
        keys = self.terminal.wait(seconds)
        if _LEAVING_KEYS.intersection(keys):
            raise Stopped(Exit.INTERRUPTED)
        return keys


class Canvas:
    """Paints pictures on the terminal, each anew only when something in it changed."""

    def __init__(self, terminal: Terminal, care: Care) -> None:
        # What draws is heavy, and lines have no need of it.
        from backcare import screen

        self._screen = screen
        self._care = care
        self._terminal = terminal
        self._painter = screen.Painter()
        self._unicode = shows_unicode()
        self._last: object = None
        self._lines: list[str] = []

    def start_page(self, page: StartPage, plan: Plan) -> Callable[[float], None]:
        """Return what draws the start page, or the warning signs in its place."""
        screen, care = self._screen, self._care
        return lambda _now: self._draw(
            (page.sound, page.warnings),
            lambda look: (
                screen.start_warnings(care.warnings(), look)
                if page.warnings
                else screen.start_page(
                    plan, _ends_at(plan.seconds), sound=page.sound, look=look, safety=care.safety()
                )
            ),
        )

    def showed_all(self) -> bool:
        """Whether the start page had room for what there is to say of warning signs."""
        return self._screen.has_room(self._care.safety(), self._look())

    def end_page(self, summary: str) -> Callable[[float], None]:
        """Return what draws the end page."""
        return lambda _now: self._draw(summary, lambda look: self._screen.end_page(summary, look))

    def session(self, session: Session, title: str, speed: float) -> Callable[[float], float | None]:
        """Return what draws a session; its picture changes when the visible digits do."""

        def show(now: float) -> float | None:
            status = session.status(now)
            running = status.mode is Mode.RUNNING
            ends_at = _ends_at(status.total_left / speed) if running else ""
            shown = replace(status, left=math.ceil(status.left), total_left=math.ceil(status.total_left))
            warnings = self._care.warnings if status.page is Page.WARNINGS else tuple
            self._draw(
                replace(shown, total_left=0),
                lambda look: self._screen.session(shown, title, ends_at, look, warnings=warnings()),
            )
            return now + (status.left % 1.0 or 1.0) if running else None

        return show

    def _draw(self, picture: object, rows: "Callable[[Look], list[Text]]") -> None:
        if self._terminal.took_resize():
            self._terminal.invalidate()
        look = self._look()
        if (picture, look) != self._last:
            self._last = (picture, look)
            self._lines = self._painter.paint(rows(look), look)
        self._terminal.show(self._lines)

    def _look(self) -> "Look":
        return self._screen.Look(*self._terminal.size, self._unicode)


def _ends_at(seconds: float) -> str:
    return time.strftime("%H:%M", time.localtime(time.time() + seconds))


def _say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201 - the session's own text goes to stdout
