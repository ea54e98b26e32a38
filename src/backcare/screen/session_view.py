"""Everything that is shown of a session, as rows of Rich text for a window of any size."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.text import Text

from backcare.model.stretch import Stretch
from backcare.planning.plan import HALFWAY_FROM, HOLD_KINDS, Phase, PhaseKind
from backcare.screen.digits import SOLID, draw_digits
from backcare.screen.layout import add_bar, centre_rows, fit_parts, keys_row, share_rows, space_between, wrap_text
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
# Without colour the digits of a hold are still the only solid ones.
_FILLS = {
    PhaseKind.HOLD: "█",
    PhaseKind.REPS: "█",
    PhaseKind.MOVE: "▓",
    PhaseKind.RELEASE: "▓",
    PhaseKind.REST: "░",
}
_ASCII_FILLS = {
    PhaseKind.HOLD: "#",
    PhaseKind.REPS: "#",
    PhaseKind.MOVE: "=",
    PhaseKind.RELEASE: "=",
    PhaseKind.REST: ".",
}
_PARTS = (PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RELEASE)
HALFWAY_SHOWN = 2.0  # seconds
_LABELS_FROM = 60
_LABEL = 11
_GAP = 3
_INSTEAD = {Mode.PAUSED: "PAUSED", Mode.WAITING: "READY?"}


def session_rows(  # noqa: PLR0913 - each is a part of the picture
    status: Status,
    title: str,
    ends_at: str,
    look: Window,
    portrait: "FigureView | None" = None,
    *,
    warnings: Sequence[str] = (),
) -> list[Text]:
    """Return the rows of a session at a moment; `ends_at` is the clock time of the end."""
    if status.asking is Asking.WARNINGS:
        return warnings_page(warnings, session_legend(status), look)
    if status.asking is Asking.KEYS:
        return [*keys_page(look), Text(), keys_row(session_legend(status), look)]
    parts = _Parts(status, title, ends_at, look, portrait if look.has_room_for_figure else None)
    return parts.rows()


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a session's picture, and which of them there is room for."""

    status: Status
    title: str
    ends_at: str
    look: Window
    portrait: "FigureView | None" = None

    def rows(self) -> list[Text]:
        """Put the figure beside the rest where both fit, else stack the parts."""
        return self._with_figure() or self._stacked(*fit_parts(self._by_worth(), self.look.rows))

    def _with_figure(self) -> list[Text]:
        """The figure, with digits and steps beside it; nothing where there is no room for all three."""
        above = [self._title(), self._head()]
        below = [
            Text(),
            self._count(),
            self._session(),
            self._next(),
            keys_row(session_legend(self.status), self.look),
        ]
        room = self.look.rows - len(above) - len(below)
        if not self.portrait or not self.look.has_room_beside:
            return []
        columns = min(self.portrait.columns(room), self.look.width // 2)
        narrower = replace(self.look, columns=self.look.columns - columns - _GAP, rows=room)
        column = replace(self, look=narrower, portrait=None)
        got, spare = fit_parts(column._column_by_worth(), room)
        if "digits" not in got or "steps" not in got:
            return []
        text = [*got["digits"], *got.get("breath", [Text()] * min(spare, 1)), *got["steps"]]
        figure = self.portrait.rows(columns, room)
        middle = zip(centre_rows(figure, room, columns), centre_rows(text, room), strict=True)
        return [*above, *(Text.assemble(" ", one, " " * (_GAP - 1), other) for one, other in middle), *below]

    def _column_by_worth(self) -> Iterator[tuple[str, list[Text]]]:
        """As below, for the parts that stand beside the figure."""
        part = _part(self.status.phase)
        steps, small = ("steps", self._steps([part])), ("digits", self._digits(1))
        yield from (steps, small)
        if self.status.phase.kind is PhaseKind.HOLD:
            yield "breath", self._breath()
        for scale in (1.5, 2, 3):
            yield "digits", self._digits(scale)
        yield "steps", self._steps(_PARTS[_PARTS.index(part) :])
        yield "steps", self._steps(_PARTS)

    def _by_worth(self) -> Iterator[tuple[str, list[Text]]]:
        """Name each part with its rows, the most needed first; a later one of the same name is a larger form."""
        reading = self.status.phase.kind not in HOLD_KINDS
        steps = ("steps", self._steps([_part(self.status.phase)]))
        small = ("digits", self._digits(1))
        yield "count", [self._count()]
        yield "head", [self._head()]
        yield from (steps, small) if reading else (small, steps)
        yield "session", [self._session()]
        if tip := written.tip_text(self.status.phase):
            rows = [Text.assemble(" ", row) for row in wrap_text(tip, self.look.width - 1)]
            yield "tip", [*rows, Text()]
        yield "keys", [keys_row(session_legend(self.status), self.look)]
        yield "next", [self._next()]
        if self.status.stretch:
            yield "title", [self._title()]
        if self.portrait:
            yield "figure", [Text(), *self.portrait.rows(self.look.width, self.look.rows // 3), Text()]
        if self.status.phase.kind is PhaseKind.HOLD:
            yield "breath", self._breath()
        for scale in (1.5, 2, 3):
            yield "digits", self._digits(scale)
        yield "steps", self._steps(_PARTS[_PARTS.index(_part(self.status.phase)) :])
        yield "steps", self._steps(_PARTS)

    def _stacked(self, got: dict[str, list[Text]], room: int) -> list[Text]:
        def part(name: str) -> list[Text]:
            return got.get(name, [])

        above = [*part("title"), *part("head"), *part("figure")]
        below = [*part("count"), *part("session"), *part("next"), *part("keys")]
        gap = [Text()]
        around = [gap * share for share in share_rows(room)]
        if self.look.rows <= 6:
            return [*part("count"), *part("digits"), *part("head"), *part("steps"), *part("session")]
        return [
            *above,
            *around[0],
            *part("digits"),
            *part("breath"),
            *around[1],
            *part("tip"),
            *part("steps"),
            *around[2],
            *below,
        ]

    def _title(self) -> Text:
        status = self.status
        place = f"stretch {status.stretch_number} of {status.stretch_count}" if status.stretch_number else ""
        place = ", ".join(filter(None, ["hush" if status.hush else "", place]))
        return space_between(Text(self.title, "dim"), Text(place, "dim"), self.look)

    def _head(self) -> Text:
        phase, stretch = self.status.turn
        head = Text.assemble(" ", (stretch.name if stretch else self.title, "bold"))
        if side := written.side_text(phase):
            head = Text.assemble((f" {side.upper()} ", "reverse bold"), head)
        if phase is not self.status.phase:
            head = Text.assemble(" Next:", " " if side else "", head)
        if self.status.repeat_count > 1 and stretch is self.status.stretch:
            head.append(f"  repeat {phase.repeat} of {self.status.repeat_count}")
        return head

    def _count(self) -> Text:
        """The word and the time, in letters: the one row that every window shows."""
        status = self.status
        word = written.phase_name(status.phase).upper()
        style = STYLES[status.phase.kind]
        row = Text.assemble((f" {word} ", f"reverse {style}" if status.phase.kind in HOLD_KINDS else style), " ")
        if status.mode in _INSTEAD:
            instead = Text.assemble((f" {_INSTEAD[status.mode]} ", "reverse bold"), " ")
            row = instead if self.look.width < _LABELS_FROM else instead.append_text(row)
        row.append(f"{format_clock(status.left)} ", "bold")
        if (twin := _twin(status, self.look)) and row.cell_len + len(twin) < self.look.width:
            row.append(f"{twin} ", style)
        spent = 1 - status.left / status.phase.seconds if status.phase.seconds else 1.0
        return add_bar(row, spent, style, self.look)

    def _session(self) -> Text:
        status = self.status
        until = f", until {self.ends_at}" if self.ends_at else ""
        row = Text(f" session {format_clock(status.total_left)} left{until} ", "dim")
        return add_bar(row, 1 - status.total_left / status.total if status.total else 1.0, "dim", self.look)

    def _next(self) -> Text:
        status = self.status
        if not status.next_phase:
            return Text(" next: the end", "dim")
        coming = written.phase_name(status.next_phase).lower()
        return Text(" next: " + ", then ".join(filter(None, [coming, self._later()])), "dim")

    def _later(self) -> str:
        """What differs in the next turn: another stretch, or else another side, or else another repeat."""
        status, later = self.status, self.status.next_turn
        if not later or not status.next_turn_stretch:
            return "the end" if status.stretch else ""
        if status.next_turn_stretch is not status.stretch:
            return status.next_turn_stretch.name
        if later.side is not status.phase.side:
            return written.side_text(later)
        return f"repeat {later.repeat} of {status.repeat_count}"

    def _digits(self, scale: float) -> list[Text]:
        status, look = self.status, self.look
        fills = _FILLS if look.unicode else _ASCII_FILLS
        fill = fills.get(status.phase.kind, look.glyph("▒", ":"))
        lines = draw_digits(_count_text(status.left), scale if fill == SOLID else int(scale), fill)
        width = max(map(len, lines))
        if width > look.width:
            return [Text()] * (look.rows + 1)
        style = "dim" if status.mode is Mode.PAUSED else STYLES[status.phase.kind]
        return [Text(" " * ((look.width - width) // 2) + line, style) for line in lines]

    def _breath(self) -> list[Text]:
        """A quiet mark of a slow breath, 4 s in and 6 s out, for her to follow or not."""
        status = self.status
        into = (status.phase.seconds - status.left) % 10 < 4
        mark = self.look.glyph("↑ in", "in") if into else self.look.glyph("↓ out", "out")
        return [Text(f"breath {mark}".center(self.look.width).rstrip(), "dim"), Text()]

    def _steps(self, kinds: Sequence[PhaseKind]) -> list[Text]:
        """The lines of the parts named; where no stretch is shown there are none."""
        stretch = self.status.turn[1]
        return [row for kind in kinds for row in self._part(stretch, kind)] if stretch else []

    def _part(self, stretch: Stretch, kind: PhaseKind) -> Iterator[Text]:
        lit = kind is _part(self.status.phase)
        style = "bold" if lit else "dim"
        label = ""
        if self.look.width >= _LABELS_FROM:
            mark = self.look.glyph("▸ ", "> ") if lit else "  "
            label = f"{mark}{written.part_name(kind, stretch)}".ljust(_LABEL)
        bullet = self.look.glyph(" • ", " - ")
        for line in written.step_lines(stretch, kind, self.status.turn[0].side):
            indent = label + bullet
            for row in wrap_text(line, self.look.width - len(indent), style):
                yield Text.assemble((indent, style), row)
                indent = " " * len(indent)
            label = " " * len(label)


def _part(phase: Phase) -> PhaseKind:
    """The part of the steps that a phase is about; before a stretch, how to get into it."""
    if phase.kind in HOLD_KINDS:
        return PhaseKind.HOLD
    if phase.kind is PhaseKind.SWITCH:
        return PhaseKind.MOVE
    return phase.kind if phase.kind in _PARTS else PhaseKind.SETUP


def _twin(status: Status, look: Window) -> str:
    """What is seen of a tone that no word of the frame tells: halfway, and one mark fewer for each tick."""
    phase, left = status.phase, status.left
    half = phase.seconds / 2
    if phase.kind is PhaseKind.HOLD and phase.seconds >= HALFWAY_FROM and half - HALFWAY_SHOWN < left <= half:
        return "halfway"
    ticked = phase.kind in HOLD_KINDS | {PhaseKind.READY, PhaseKind.SETUP} and status.mode is Mode.RUNNING
    return look.glyph("●", "*") * math.ceil(left) if ticked and left <= 3 else ""


def _count_text(left: float) -> str:
    whole = max(0, -int(-left // 1))
    return str(whole) if whole < 100 else format_clock(left)
