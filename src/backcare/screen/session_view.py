"""The picture of a session as rows of Rich text for a window of any size: which parts fit, and where they go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.text import Text

from backcare.planning.plan import HOLD_KINDS, PhaseKind
from backcare.screen.layout import Part, centre_rows, fit_parts, keys_row, share_rows
from backcare.screen.pages import keys_page, warnings_page
from backcare.screen.session_parts import SessionParts
from backcare.screen.window import Window
from backcare.session.events import Asking
from backcare.session.keymap import session_legend
from backcare.session.status import Status
from backcare.wording.written import steps_kind

if TYPE_CHECKING:
    from backcare.screen.figure_view import FigureView

_WAYS_IN = (PhaseKind.SETUP, PhaseKind.SWITCH)
_GAP = 3  # cells between figure and text
_NARROWEST, _NARROWER = 24, 3  # columns of the narrowest figure, and of the steps on the way there


def session_rows(  # noqa: PLR0913 - each is a part of the picture
    status: Status,
    title: str,
    ends_at: str,
    window: Window,
    figure_view: "FigureView | None" = None,
    *,
    warnings: Sequence[str] = (),
) -> list[Text]:
    """Return the rows of a session at a moment; `ends_at` is the clock time of the end."""
    if status.asking is Asking.WARNINGS:
        return warnings_page(warnings, session_legend(status), window)
    if status.asking is Asking.KEYS:
        return [*keys_page(window), Text(), keys_row(session_legend(status), window)]
    parts = SessionParts(status, title, ends_at, window)
    return _Frame(parts, figure_view if window.has_room_for_figure else None).rows()


@dataclass(frozen=True, slots=True)
class _Frame:
    """One picture of a running session: puts together the parts that fit."""

    parts: SessionParts
    figure_view: "FigureView | None" = None

    def rows(self) -> list[Text]:
        """Return the figure beside the text, or the parts stacked where it has no room.

        For the figure first the large word for the side gives way, then the digits, whose time the bar has too.
        """
        side = [row for _, [rows] in self.parts.side() for row in rows]
        for above, left_out in ((side, ""), ((), ""), ((), "digits")):
            if beside := self._beside_figure(above, left_out):
                return beside
        return self._stacked(*fit_parts(self._stack_by_priority(), self.parts.window.rows))

    def _beside_figure(self, side: Sequence[Text], left_out: str) -> list[Text]:
        """Return the picture with text beside the figure; empty where they do not both fit."""
        window = self.parts.window
        above = [self.parts.title_row(), *side, self.parts.head_row()]
        keys = keys_row(session_legend(self.parts.status), window)
        below = [Text(), self.parts.phase_row(), self.parts.session_row(), self.parts.next_row(), keys]
        room = window.rows - len(above) - len(below)
        if not self.figure_view or not window.has_room_beside:
            return []
        widest = min(self.figure_view.columns_for(room), window.width // 2)
        for columns in range(widest, min(widest, _NARROWEST) - 1, -_NARROWER):  # longer words, a narrower figure
            narrower = replace(window, columns=window.columns - columns - _GAP, rows=room)
            if text := _Frame(replace(self.parts, window=narrower))._column(room, left_out):
                figure = centre_rows(self.figure_view.draw(columns, room, window), room, columns)
                rows = zip(figure, centre_rows(text, room), strict=True)
                return [
                    *above,
                    *(Text.assemble(" ", left, " " * (_GAP - 1), right) for left, right in rows),
                    *below,
                ]
        return []

    def _column(self, room: int, left_out: str) -> list[Text]:
        """Return the text beside the figure without a part that is left out; empty where not all else fits."""
        steps = self.parts.steps(steps_kind(self.parts.status.phase))
        parts: list[Part] = [
            ("steps", [steps]),
            ("digits", [self.parts.digits(1)]),
            *self.parts.tip(),
            *self.parts.breath(),
            *self._larger_forms(),
        ]
        chosen, spare = fit_parts([part for part in parts if part[0] != left_out], room)
        if len(steps) > room or not {"steps", "digits", *dict(self.parts.tip())} - {left_out} <= chosen.keys():
            return []
        breath = chosen.get("breath", [Text()] * min(spare, 1))
        return [*chosen.get("digits", ()), *breath, *chosen.get("tip", ()), *chosen["steps"]]

    def _stack_by_priority(self) -> list[Part]:
        """Return the parts of the stacked picture with their forms, for `fit_parts`."""
        smallest: list[Part] = [
            ("digits", [self.parts.digits(1)]),
            ("steps", [self.parts.steps(steps_kind(self.parts.status.phase))]),
        ]
        if self.parts.status.phase.kind not in HOLD_KINDS:  # there is something to read
            smallest.reverse()
        parts: list[Part] = [
            ("phase", [[self.parts.phase_row()]]),
            ("head", [[self.parts.head_row()]]),
            *smallest,
            ("session", [[self.parts.session_row()]]),
            *self.parts.tip(),
            ("keys", [[keys_row(session_legend(self.parts.status), self.parts.window)]]),
            ("next", [[self.parts.next_row()]]),
        ]
        if self.parts.status.stretch:
            parts.append(("title", [[self.parts.title_row()]]))
        if self.figure_view:
            figure = self.figure_view.draw(
                self.parts.window.width, self.parts.window.rows // 3, self.parts.window
            )
            parts.append(("figure", [[Text(), *figure, Text()]]))
        return [*parts, *self.parts.side(), *self.parts.breath(), *self._larger_forms()]

    def _larger_forms(self) -> list[Part]:
        """Return larger digits, and on the way into a stretch its movement, to be read ahead."""
        current = steps_kind(self.parts.status.phase)
        ahead = [self.parts.steps(current, PhaseKind.MOVE)] if current in _WAYS_IN else []
        return [("digits", [self.parts.digits(scale) for scale in (1.5, 2, 3)]), ("steps", ahead)]

    def _stacked(self, chosen: dict[str, list[Text]], spare: int) -> list[Text]:
        """Return the chosen parts from above to below, with the spare rows as gaps between them."""

        def rows_of(*names: str) -> list[Text]:
            return [row for name in names for row in chosen.get(name, ())]

        if self.parts.window.rows <= 6:
            return rows_of("phase", "digits", "head", "steps", "session")
        first, second, third = ([Text()] * rows for rows in share_rows(spare))
        return [
            *rows_of("title", "side", "head", "figure"),
            *first,
            *rows_of("digits", "breath"),
            *second,
            *rows_of("tip", "steps"),
            *third,
            *rows_of("phase", "session", "next", "keys"),
        ]
