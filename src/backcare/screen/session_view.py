"""Everything that is shown of a session, as rows of Rich text for a window of any size."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.text import Text

from backcare.model.stretch import Stretch
from backcare.planning.plan import HALFWAY_FROM, HOLD_KINDS, Phase, PhaseKind
from backcare.screen.digits import SOLID, draw_digits
from backcare.screen.layout import (
    Part,
    add_bar,
    centre_rows,
    fit_parts,
    keys_row,
    share_rows,
    space_between,
    wrap_text,
)
from backcare.screen.pages import keys_page, warnings_page
from backcare.screen.window import Window
from backcare.session.events import Asking, Mode
from backcare.session.keymap import session_legend
from backcare.session.status import Status
from backcare.text import format_clock
from backcare.wording import written

if TYPE_CHECKING:
    from backcare.screen.figure_view import FigureView


STYLES = {
    PhaseKind.READY: "yellow",
    PhaseKind.SETUP: "yellow",
    PhaseKind.MOVE: "cyan",
    PhaseKind.HOLD: "bold green",
    PhaseKind.REPS: "bold green",
    PhaseKind.RELEASE: "cyan",
    PhaseKind.SWITCH: "magenta",
    PhaseKind.REST: "blue",
}
# What fills the digits, in Unicode and in ASCII. Without colour, those of a hold are still the only solid ones.
_FILLS = {
    PhaseKind.HOLD: (SOLID, "#"),
    PhaseKind.REPS: (SOLID, "#"),
    PhaseKind.MOVE: ("▓", "="),
    PhaseKind.RELEASE: ("▓", "="),
    PhaseKind.REST: ("░", "."),
}
_OTHER_FILL = ("▒", ":")
_STEP_KINDS = (PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RELEASE)
_MODE_WORDS = {Mode.PAUSED: "PAUSED", Mode.WAITING: "READY?"}
HALFWAY_SHOWN = 2.0  # seconds
_LABELS_FROM = 60  # cells: narrower windows have no room for labels beside the steps
_LABEL = 11  # cells of such a label
_GAP = 3  # cells between figure and text


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
    return _Frame(status, title, ends_at, window, figure_view if window.has_room_for_figure else None).rows()


@dataclass(frozen=True, slots=True)
class _Frame:
    """One picture of a running session: makes its parts, and puts together those that fit."""

    status: Status
    title: str
    ends_at: str
    window: Window
    figure_view: "FigureView | None" = None

    def rows(self) -> list[Text]:
        """Return the figure beside the text where both fit, else the parts stacked."""
        return self._beside_figure() or self._stacked(*fit_parts(self._stack_by_priority(), self.window.rows))

    def _beside_figure(self) -> list[Text]:
        """Return the picture with digits, steps and a tip beside the figure; empty where they do not all fit."""
        above = [self._title_row(), self._head_row()]
        keys = keys_row(session_legend(self.status), self.window)
        below = [Text(), self._phase_row(), self._session_row(), self._next_row(), keys]
        room = self.window.rows - len(above) - len(below)
        if not self.figure_view or not self.window.has_room_beside:
            return []
        columns = min(self.figure_view.columns_for(room), self.window.width // 2)
        narrower = replace(self.window, columns=self.window.columns - columns - _GAP, rows=room)
        column = replace(self, window=narrower, figure_view=None)
        chosen, spare = fit_parts(column._column_by_priority(), room)
        if not {"digits", "steps", *dict(self._tip_part())} <= chosen.keys():
            return []
        breath = chosen.get("breath", [Text()] * min(spare, 1))
        text = [*chosen["digits"], *breath, *chosen.get("tip", ()), *chosen["steps"]]
        figure = self.figure_view.draw(columns, room)
        middle = zip(centre_rows(figure, room, columns), centre_rows(text, room), strict=True)
        return [*above, *(Text.assemble(" ", left, " " * (_GAP - 1), right) for left, right in middle), *below]

    def _column_by_priority(self) -> list[Part]:
        """Return the parts of the column beside the figure with their forms, for `fit_parts`."""
        steps, digits = self._steps([_steps_of(self.status.phase)]), self._digits(1)
        return [
            ("steps", [steps]),
            ("digits", [digits]),
            *self._tip_part(),
            *self._breath_part(),
            *self._larger_forms(),
        ]

    def _stack_by_priority(self) -> list[Part]:
        """Return the parts of the stacked picture with their forms, for `fit_parts`."""
        smallest: list[Part] = [
            ("digits", [self._digits(1)]),
            ("steps", [self._steps([_steps_of(self.status.phase)])]),
        ]
        if self.status.phase.kind not in HOLD_KINDS:  # there is something to read
            smallest.reverse()
        parts: list[Part] = [
            ("phase", [[self._phase_row()]]),
            ("head", [[self._head_row()]]),
            *smallest,
            ("session", [[self._session_row()]]),
            *self._tip_part(),
            ("keys", [[keys_row(session_legend(self.status), self.window)]]),
            ("next", [[self._next_row()]]),
        ]
        if self.status.stretch:
            parts.append(("title", [[self._title_row()]]))
        if self.figure_view:
            figure = self.figure_view.draw(self.window.width, self.window.rows // 3)
            parts.append(("figure", [[Text(), *figure, Text()]]))
        return [*parts, *self._breath_part(), *self._larger_forms()]

    def _tip_part(self) -> list[Part]:
        """Return the tip of a rest, where it has one."""
        tip = written.tip_text(self.status.phase)
        rows = [Text.assemble(" ", row) for row in wrap_text(tip, self.window.width - 1)]
        return [("tip", [[*rows, Text()]])] if tip else []

    def _larger_forms(self) -> list[Part]:
        """Return larger digits, the steps from the current ones on, and all steps."""
        current = _steps_of(self.status.phase)
        kinds = (PhaseKind.SWITCH, *_STEP_KINDS[1:]) if current is PhaseKind.SWITCH else _STEP_KINDS
        return [
            ("digits", [self._digits(scale) for scale in (1.5, 2, 3)]),
            ("steps", [self._steps(kinds[kinds.index(current) :]), self._steps(kinds)]),
        ]

    def _stacked(self, chosen: dict[str, list[Text]], spare: int) -> list[Text]:
        """Return the chosen parts from above to below, with the spare rows as gaps between them."""

        def rows_of(*names: str) -> list[Text]:
            return [row for name in names for row in chosen.get(name, ())]

        if self.window.rows <= 6:
            return rows_of("phase", "digits", "head", "steps", "session")
        first, second, third = ([Text()] * rows for rows in share_rows(spare))
        return [
            *rows_of("title", "head", "figure"),
            *first,
            *rows_of("digits", "breath"),
            *second,
            *rows_of("tip", "steps"),
            *third,
            *rows_of("phase", "session", "next", "keys"),
        ]

    def _title_row(self) -> Text:
        status = self.status
        place = f"stretch {status.stretch_number} of {status.stretch_count}" if status.stretch_number else ""
        place = ", ".join(filter(None, ["hush" if status.hush else "", place]))
        return space_between(Text(self.title, "dim"), Text(place, "dim"), self.window)

    def _head_row(self) -> Text:
        """Return the stretch with its side and repeat; in a rest, those of the next turn."""
        phase, stretch = self.status.shown
        head = Text.assemble(" ", (stretch.name if stretch else self.title, "bold"))
        if side := written.side_text(stretch, phase.side):
            head = Text.assemble((f" {side.upper()} ", "reverse bold"), head)
        if phase is not self.status.phase:
            head = Text.assemble(" Next:", " " if side else "", head)
        if self.status.repeat_count > 1 and stretch is self.status.stretch:
            head.append(f"  repeat {phase.repeat} of {self.status.repeat_count}")
        return head

    def _phase_row(self) -> Text:
        """Return the phase as a word, its time left, and a bar: the one row that every window shows."""
        status = self.status
        word = written.phase_name(status.phase).upper()
        style = STYLES[status.phase.kind]
        row = Text.assemble((f" {word} ", f"reverse {style}" if status.phase.kind in HOLD_KINDS else style), " ")
        if status.mode in _MODE_WORDS:
            mode = Text.assemble((f" {_MODE_WORDS[status.mode]} ", "reverse bold"), " ")
            row = mode if self.window.width < _LABELS_FROM else mode.append_text(row)
        if status.rep:
            row.append(f"{status.rep} of {status.rep_count} ", "bold")
        if not status.rep or row.cell_len + 5 < self.window.width:
            row.append(f"{format_clock(status.left)} ", "bold")
        if (cue := _visible_cue(status, self.window)) and row.cell_len + len(cue) < self.window.width:
            row.append(f"{cue} ", style)
        done = 1 - status.left / status.phase.seconds if status.phase.seconds else 1.0
        return add_bar(row, done, style, self.window)

    def _session_row(self) -> Text:
        status = self.status
        until = f", until {self.ends_at}" if self.ends_at else ""
        row = Text(f" session {format_clock(status.total_left)} left{until} ", "dim")
        return add_bar(row, 1 - status.total_left / status.total if status.total else 1.0, "dim", self.window)

    def _next_row(self) -> Text:
        status = self.status
        if not status.next_phase:
            return Text(" next: the end", "dim")
        coming = written.phase_name(status.next_phase).lower()
        return Text(" next: " + ", then ".join(filter(None, [coming, self._next_turn()])), "dim")

    def _next_turn(self) -> str:
        """Return what differs in the next turn: another stretch, or else another side, or else another repeat."""
        status, later = self.status, self.status.next_turn
        if not later or not status.next_turn_stretch:
            return "the end" if status.stretch else ""
        if status.next_turn_stretch is not status.stretch:
            return status.next_turn_stretch.name
        if later.side is not status.phase.side:
            return written.side_text(status.stretch, later.side)
        return f"repeat {later.repeat} of {status.repeat_count}"

    def _digits(self, scale: float) -> list[Text]:
        """Return the time left, or which repeat it is, in large digits.

        Those that are too wide for the window come as more rows than it has.
        """
        status, window = self.status, self.window
        fill = window.glyph(*_FILLS.get(status.phase.kind, _OTHER_FILL))
        number = str(status.rep) if status.rep else _digits_text(status.left)
        lines = draw_digits(number, scale if fill == SOLID else int(scale), fill)
        if status.rep:
            lines[-1] += f"  of {status.rep_count}"
        width = max(map(len, lines))
        if width > window.width:
            return [Text()] * (window.rows + 1)
        style = "dim" if status.mode is Mode.PAUSED else STYLES[status.phase.kind]
        return [Text(" " * ((window.width - width) // 2) + line, style) for line in lines]

    def _breath_part(self) -> list[Part]:
        """Return a quiet sign of a slow breath in a hold, 4 s in and 6 s out, to be followed or not."""
        status = self.status
        if status.phase.kind is not PhaseKind.HOLD:
            return []
        is_in = (status.phase.seconds - status.left) % 10 < 4
        sign = self.window.glyph("↑ in", "in") if is_in else self.window.glyph("↓ out", "out")
        row = Text(f"breath {sign}".center(self.window.width).rstrip(), "dim")
        return [("breath", [[row, Text()]])]

    def _steps(self, kinds: Sequence[PhaseKind]) -> list[Text]:
        """Return the steps of these kinds of phases; empty where no stretch is shown."""
        stretch = self.status.shown[1]
        return [row for kind in kinds for row in self._step_rows(stretch, kind)] if stretch else []

    def _step_rows(self, stretch: Stretch, kind: PhaseKind) -> Iterator[Text]:
        """Yield the steps of one kind of phase, each with a bullet and the first with a label, wrapped."""
        is_current = kind is _steps_of(self.status.phase)
        style = "bold" if is_current else "dim"
        label = ""
        if self.window.width >= _LABELS_FROM:
            arrow = self.window.glyph("▸ ", "> ") if is_current else "  "
            label = f"{arrow}{written.part_name(kind, stretch)}".ljust(_LABEL)
        bullet = self.window.glyph(" • ", " - ")
        for line in written.step_lines(stretch, kind, self.status.shown[0].side):
            indent = label + bullet
            for row in wrap_text(line, self.window.width - len(indent), style):
                yield Text.assemble((indent, style), row)
                indent = " " * len(indent)
            label = " " * len(label)


def _steps_of(phase: Phase) -> PhaseKind:
    """Return whose steps belong to a phase; before a stretch, those of the set-up."""
    if phase.kind in HOLD_KINDS:
        return PhaseKind.HOLD
    return phase.kind if phase.kind in (*_STEP_KINDS, PhaseKind.SWITCH) else PhaseKind.SETUP


def _visible_cue(status: Status, window: Window) -> str:
    """Return what stands for a tone that has no word elsewhere: halfway, the last repeat, a dot for each tick."""
    phase, left = status.phase, status.left
    if status.rep and status.rep == status.rep_count:
        return written.LAST_REP.rstrip(".").lower()
    half = phase.seconds / 2
    if phase.kind is PhaseKind.HOLD and phase.seconds >= HALFWAY_FROM and half - HALFWAY_SHOWN < left <= half:
        return "halfway"
    ticks = phase.kind in (PhaseKind.HOLD, PhaseKind.READY, PhaseKind.SETUP) and status.mode is Mode.RUNNING
    return window.glyph("●", "*") * math.ceil(left) if ticks and left <= 3 else ""


def _digits_text(left: float) -> str:
    """Return whole seconds, or m:ss from 100 seconds on, rounded up."""
    seconds = max(0, math.ceil(left))
    return str(seconds) if seconds < 100 else format_clock(left)
