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
from backcare.cli.common import notice, shows_unicode
from backcare.cli.hearing import Hearing
from backcare.errors import Exit, Stopped
from backcare.events import Mode, Signal
from backcare.plan import Plan
from backcare.player import Ears, Machine, Player, World
from backcare.session import Session
from backcare.settings import Settings, folders, remember
from backcare.terminal import Terminal

if TYPE_CHECKING:
    from rich.text import Text

    from backcare.screen import Look

LAST_WORDS = 8.0  # seconds at most that an ending is waited for
_LEAVING_KEYS = frozenset({"c-c", "c-\\"})


def practise(plan: Plan, settings: Settings) -> Exit:
    """Run a session in a terminal, or as lines where there is none; return the exit code."""
    on_screen = not settings.plain and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    stage = Stage(settings, on_screen=on_screen)
    gc.enable()  # a session is long, unlike the commands that start without it
    try:
        with stage.terminal:
            code = stage.run(plan)
    except Stopped as stopped:
        code = stopped.exit
    except BrokenPipeError:
        raise Stopped(Exit.ENDED_EARLY) from None  # whoever read the lines has left
    finally:
        stage.hearing.close()
    if stage.summary:
        with contextlib.suppress(OSError):
            print(stage.summary, flush=True)  # noqa: T201 - what is left in the scrollback
    if stage.hearing.failed:
        notice("the voice failed, and tones did its work: `backcare doctor` tells more")
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

    def __init__(self, settings: Settings, *, on_screen: bool) -> None:
        # With the lines going elsewhere, a pager may be reading the keys.
        self.terminal = Terminal(keys=sys.stdout.isatty(), screen=on_screen)
        self.hearing = Hearing(settings, self.terminal.bell)
        self.summary = ""
        self._settings = settings
        self._canvas = Canvas(self.terminal) if on_screen else None

    def run(self, plan: Plan) -> Exit:
        """Play the session with the pages around it; return the exit code."""
        settings = self._settings
        if self._canvas and settings.pages:
            start = StartPage(sound=settings.sound, hush=settings.hush)
            self._play(start, self._canvas.start_page(start, plan, self.hearing.described))
            if not start.begun:
                return Exit.ENDED_EARLY
            self._settings = _remembered(settings, start)
        elif settings.pages:
            _say(*plain.overview(plan))
            _say(f"Sound: {self.hearing.described(sound=settings.sound, hush=settings.hush)}")
        return self._rounds(plan)

    def _rounds(self, plan: Plan) -> Exit:
        """Play the session, and once more for as long as she wants."""
        while self._session(plan):
            if not (self._canvas and self._settings.pages):
                self._last_words()
                return Exit.DONE
            end = EndPage()
            self._play(end, self._canvas.end_page(self.summary))
            if not end.again:
                return Exit.DONE
        return Exit.ENDED_EARLY

    def _session(self, plan: Plan) -> bool:
        """Play one session to its end, whatever that is; return whether it was finished."""
        session = Session(plan, hush=self._settings.hush)
        self.hearing.attend(session, self._settings)
        player = Player(self._world(session), self._picture(session, plan.name), speed=self._settings.speed)
        try:
            player.play(session)
        except Stopped:
            player.tell(session, Signal.LEAVE)
            raise
        finally:
            report = session.report(player.now())
            self.summary = words.summary(session.plan, report)
        return report.finished

    def _last_words(self) -> None:
        """Let what is being said be heard to its end; any key ends it."""
        until = real_clock() + LAST_WORDS
        while self.hearing.busy(now := real_clock()) and now < until and not self._keys(0.05):
            self.hearing.catch_up(now)

    def _picture(self, session: Session, title: str) -> Callable[[float], float | None]:
        if self._canvas:
            return self._prepared(self._canvas.session(session, title, self._settings.speed))
        return self._prepared(lambda _now: None)

    def _prepared(self, show: Callable[[float], float | None]) -> Callable[[float], float | None]:
        """Make ready what is heard as soon as the first picture stands, and before the count starts."""

        def showing(now: float) -> float | None:
            later = show(now)
            self.hearing.prepare()
            return later

        return showing

    def _play(self, page: Machine, picture: Callable[[float], float | None]) -> None:
        Player(self._world(None), self._prepared(picture)).play(page)

    def _world(self, session: Session | None) -> World:
        terminal = self.terminal
        ears: list[Ears] = [self.hearing]
        if session and not self._canvas:
            ears.insert(0, plain.Lines(session, _say))
        return World(real_clock, self._keys, terminal.suspend, terminal.took_continue, ears)

    def _keys(self, seconds: float) -> Sequence[str]:
        keys = self.terminal.wait(seconds)
        if _LEAVING_KEYS.intersection(keys):
            raise Stopped(Exit.INTERRUPTED)
        return keys


class Canvas:
    """Paints pictures on the terminal, each anew only when something in it changed."""

    def __init__(self, terminal: Terminal) -> None:
        # What draws is heavy, and lines have no need of it.
        from backcare import screen

        self._screen = screen
        self._terminal = terminal
        self._painter = screen.Painter()
        self._unicode = shows_unicode()
        self._last: object = None
        self._lines: list[str] = []

    def start_page(self, page: StartPage, plan: Plan, described: Callable[..., str]) -> Callable[[float], None]:
        """Return what draws the start page; `described` says what will be heard."""

        def show(_now: float) -> None:
            sound = described(sound=page.sound, hush=page.hush)
            self._draw(
                sound, lambda look: self._screen.start_page(plan, _ends_at(plan.seconds), sound=sound, look=look)
            )

        return show

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
            self._draw(
                replace(shown, total_left=0),
                lambda look: self._screen.session(shown, title, ends_at, look),
            )
            return now + (status.left % 1.0 or 1.0) if running else None

        return show

    def _draw(self, picture: object, rows: "Callable[[Look], list[Text]]") -> None:
        if self._terminal.took_resize():
            self._terminal.invalidate()
        look = self._screen.Look(*self._terminal.size, self._unicode)
        if (picture, look) != self._last:
            self._last = (picture, look)
            self._lines = self._painter.paint(rows(look), look)
        self._terminal.show(self._lines)


def _remembered(settings: Settings, start: StartPage) -> Settings:
    """Take what she chose on the start page, and keep it for the next time where that can be."""
    before = {"sound": settings.sound, "hush": settings.hush}
    after = {"sound": start.sound, "hush": start.hush}
    if changed := {name: value for name, value in after.items() if value != before[name]}:
        with contextlib.suppress(OSError, ValueError):
            remember(folders().choices, changed)
    return replace(settings, sound=start.sound, hush=start.hush)


def _ends_at(seconds: float) -> str:
    return time.strftime("%H:%M", time.localtime(time.time() + seconds))


def _say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201 - the session's own text goes to stdout
