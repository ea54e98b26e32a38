"""Paints pages and frames on the terminal, only when they changed."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from backcare.planning.plan import Plan
from backcare.runner.safety_notice import SafetyNotice
from backcare.screen import pages, session_view, window
from backcare.session.events import Asking, Mode
from backcare.session.pages import EndPage, PainScale, StartPage
from backcare.session.session import Session
from backcare.session.status import Status
from backcare.terminal.output import shows_unicode
from backcare.terminal.terminal import Terminal
from backcare.wording import written

if TYPE_CHECKING:
    from rich.text import Text

    from backcare.runner.resume import Resumable
    from backcare.screen.figure_view import FigureView
    from backcare.screen.pages import PageExtras
    from backcare.screen.window import Window


class Canvas:
    """Paints pictures on the terminal, each anew only when something in it changed."""

    def __init__(self, terminal: Terminal, care: SafetyNotice) -> None:
        self._care = care
        self._terminal = terminal
        self._painter = window.Painter()
        self._unicode = shows_unicode()
        self._last: object = None
        self._lines: list[str] = []

    def start_page(
        self, page: StartPage, plan: Plan, kept: "Resumable | None", described: Callable[..., str]
    ) -> Callable[[float], None]:
        """Return what draws the start page, or the warning signs in its place.

        `kept` is what can be gone on with, or is to be; `described` says what will be heard.
        """
        seconds, offer = plan.seconds, ""
        if kept:
            offer = kept.offer_text() if page.has_interrupted else kept.resume_text()
            seconds = plan.seconds if page.has_interrupted else kept.seconds_left

        def rows(look: "Window") -> "list[Text]":
            sound = described(sound=page.sound, hush=page.hush)
            around = self._around(page.scale, page.legend, offer, self._care.safety())
            shown: list[Text] = (
                pages.start_warnings(self._care.warnings(), look)
                if page.shows_warnings
                else pages.start_page(plan, _ends_at(seconds), sound=sound, window=look, extras=around)
            )
            return shown

        return lambda _now: self._draw(
            (page.sound, page.hush, page.shows_warnings, page.scale and written.question_lines(page.scale)), rows
        )

    def showed_all(self) -> bool:
        """Whether the start page had room for what there is to say of warning signs."""
        return pages.has_room_for_safety(self._care.safety(), self._look())

    def end_page(self, page: EndPage, summary: str) -> Callable[[float], None]:
        """Return what draws the end page."""
        return lambda _now: self._draw(
            (summary, page.scale and written.question_lines(page.scale)),
            lambda look: pages.end_page(summary, look, self._around(page.scale, page.legend)),
        )

    def _around(
        self,
        scale: PainScale | None,
        keys: tuple[tuple[str, str], ...],
        offer: str = "",
        safety: Sequence[str] = (),
    ) -> "PageExtras":
        return pages.PageExtras(offer, written.question_lines(scale) if scale else (), keys, tuple(safety))

    def session(self, session: Session, title: str, speed: float) -> Callable[[float], float | None]:
        """Return what draws a session; its picture changes when the visible digits do, or the figure moves."""

        def show(now: float) -> float | None:
            status = session.status(now)
            running = status.mode is Mode.RUNNING
            ends_at = _ends_at(status.total_left / speed) if running else ""
            shown = replace(status, left=math.ceil(status.left), total_left=math.ceil(status.total_left))
            portrait, next_pose = self._portrait(status, speed)
            warnings = self._care.warnings() if status.asking is Asking.WARNINGS else ()
            self._draw(
                (replace(shown, total_left=0), portrait),
                lambda look: session_view.session_rows(shown, title, ends_at, look, portrait, warnings=warnings),
            )
            return now + min(status.left % 1.0 or 1.0, next_pose) if running else None

        return show

    def _portrait(self, status: Status, speed: float) -> "tuple[FigureView | None, float]":
        """Return the figure of a moment, and in how many seconds of the session it is another one."""
        look = window.Window(*self._terminal.size, self._unicode)
        if not status.stretch or not look.has_room_for_figure:
            return None, math.inf
        from backcare.screen import figure_view

        return figure_view.figure_at(status, speed), figure_view.seconds_to_next_frame(status, speed)

    def _draw(self, picture: object, rows: "Callable[[Window], list[Text]]") -> None:
        if self._terminal.took_resize():
            self._terminal.invalidate()
        look = self._look()
        if (picture, look) != self._last:
            self._last = (picture, look)
            self._lines = self._painter.paint(rows(look), look)
        self._terminal.show(self._lines)

    def _look(self) -> "Window":
        return window.Window(*self._terminal.size, self._unicode)


def _ends_at(seconds: float) -> str:
    return time.strftime("%H:%M", time.localtime(time.time() + seconds))
