"""The views of a run: start page, session, end page and reminder, each over its machine."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backcare.runner.clock import time_of_day_after
from backcare.screen import pages
from backcare.screen.layout import wrap_text
from backcare.session.events import Asking, Mode
from backcare.text import format_clock
from backcare.wording import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text

    from backcare.planning.plan import Plan
    from backcare.runner.resumable import Resumable
    from backcare.runner.safety_notice import SafetyNotice
    from backcare.screen.figure_view import FigureView
    from backcare.screen.window import Window
    from backcare.session.events import Report
    from backcare.session.pages import EndPage, HomePage, PainScale, StartPage
    from backcare.session.reminder import Reminder
    from backcare.session.session import Session
    from backcare.session.status import Status


@dataclass(frozen=True, slots=True)
class HomeView:
    """The menu at home."""

    page: HomePage
    home: pages.Home

    def state(self, _now: float, _window: Window) -> object:
        """Return which entry is chosen."""
        return self.page.at

    def rows(self, _now: float, window: Window) -> list[Text]:
        """Return the rows of the menu."""
        return pages.home_page(self.home, self.page.at, window, self.page.legend)

    def changes_at(self, _now: float, _window: Window) -> None:
        """Return `None`: only keys change it."""


@dataclass(frozen=True, slots=True)
class StartView:
    """The page before a session, or the warning signs in its place.

    `resumable` is the interrupted session that is offered or will be continued; `describe_sound` takes the chosen
    sound and hush and returns what will be heard.
    """

    page: StartPage
    plan: Plan
    resumable: Resumable | None
    describe_sound: Callable[[bool, bool], str]
    safety: SafetyNotice

    def state(self, _now: float, _window: Window) -> object:
        """Return what the page's keys can change."""
        return self.page.sound, self.page.hush, self.page.shows_warnings, _question(self.page.scale)

    def rows(self, _now: float, window: Window) -> list[Text]:
        """Return the rows of the page."""
        if self.page.shows_warnings:
            return pages.warnings_page(self.safety.warnings(), self.page.legend, window)
        seconds, offer, done = self.plan.seconds, "", None
        if self.resumable and self.page.has_interrupted:
            offer = self.resumable.offer_text()
        elif self.resumable:
            seconds, offer, done = (
                self.resumable.seconds_left,
                self.resumable.going_on_text(),
                self.resumable.done,
            )
        sound = self.describe_sound(self.page.sound, self.page.hush)
        length = f"{format_clock(seconds)}{'' if done is None else ' left'}, until {time_of_day_after(seconds)}"
        extras = pages.PageExtras(
            offer, _question(self.page.scale), self.page.legend, self.safety.safety(), done or frozenset()
        )
        return pages.start_page(self.plan, length, sound=sound, window=window, extras=extras)

    def changes_at(self, _now: float, _window: Window) -> None:
        """Return `None`: only keys change it."""


@dataclass(frozen=True, slots=True)
class SessionView:
    """A running session; it changes with its visible digits, and with its figure.

    `saving_text` returns what there is to say of saving it, empty as long as all is well.
    """

    session: Session
    title: str
    speed: float
    safety: SafetyNotice
    saving_text: Callable[[], str]

    def state(self, now: float, window: Window) -> object:
        """Return the moment in whole seconds, the pose of the figure, and what there is to say of saving."""
        # The total changes between two seconds of the phase, which would draw everything twice a second.
        return replace(self._rounded(now), total_left=0), self._figure(now, window), self.saving_text()

    def rows(self, now: float, window: Window) -> list[Text]:
        """Return the rows of the moment, and of what there is to say of saving."""
        status = self.session.status(now)
        ends_at = time_of_day_after(status.total_left / self.speed) if status.mode is Mode.RUNNING else ""
        warnings = self.safety.warnings() if status.asking is Asking.WARNINGS else ()
        text = self.saving_text()
        notice = wrap_text(text, window.width, "bold red")[: max(window.rows // 6, 1)] if text else []
        room = replace(window, rows=window.rows - len(notice))
        from backcare.screen.session_view import session_rows

        rows = session_rows(
            self._rounded(now), self.title, ends_at, room, self._figure(now, room), warnings=warnings
        )
        return [*rows[: room.rows], *notice]

    def changes_at(self, now: float, window: Window) -> float | None:
        """Return when the next second or pose begins; `None` while the session does not run."""
        status = self.session.status(now)
        if status.mode is not Mode.RUNNING:
            return None
        next_pose = math.inf
        if _shows_figure(status, window):
            from backcare.screen.figure_view import seconds_to_next_frame

            next_pose = seconds_to_next_frame(status, self.speed)
        return now + min(status.left % 1.0 or 1.0, next_pose)

    def _rounded(self, now: float) -> Status:
        status = self.session.status(now)
        return replace(status, left=math.ceil(status.left), total_left=math.ceil(status.total_left))

    def _figure(self, now: float, window: Window) -> FigureView | None:
        status = self.session.status(now)
        if not _shows_figure(status, window):
            return None
        from backcare.screen.figure_view import figure_at

        return figure_at(status, self.speed)


@dataclass(frozen=True, slots=True)
class EndView:
    """The page after a session, with what was done in it; `days_in_a_row` counts today."""

    page: EndPage
    plan: Plan
    report: Report
    days_in_a_row: int

    def state(self, _now: float, _window: Window) -> object:
        """Return what the page's keys can change."""
        return _question(self.page.scale)

    def rows(self, _now: float, window: Window) -> list[Text]:
        """Return the rows of the page."""
        extras = pages.PageExtras(question=_question(self.page.scale), keys=self.page.legend)
        return pages.end_page(self.plan, self.report, self.days_in_a_row, window, extras)

    def changes_at(self, _now: float, _window: Window) -> None:
        """Return `None`: only keys change it."""


@dataclass(frozen=True, slots=True)
class ReminderView:
    """The countdown to the next nudge, or the nudge with its text."""

    reminder: Reminder
    nudge: str
    speed: float

    def state(self, now: float, _window: Window) -> object:
        """Return the line that is shown."""
        return self._text(now)

    def rows(self, now: float, window: Window) -> list[Text]:
        """Return the rows of the countdown or the nudge."""
        return pages.reminder_page(self._text(now), window, nudging=self.reminder.nudging)

    def changes_at(self, now: float, _window: Window) -> float:
        """Return when the next second begins."""
        return now + ((self.reminder.due - now) % 1.0 or 1.0)

    def _text(self, now: float) -> str:
        if self.reminder.nudging:
            return self.nudge
        left = self.reminder.due - now
        return f"Next nudge in {format_clock(left)}, at {time_of_day_after(left / self.speed)}"


def _shows_figure(status: Status, window: Window) -> bool:
    return status.stretch is not None and window.has_room_for_figure


def _question(scale: PainScale | None) -> tuple[str, ...]:
    return tuple(written.question_lines(scale)) if scale else ()
