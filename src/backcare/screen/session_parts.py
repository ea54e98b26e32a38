"""The parts of the picture of a session: the rows around it, digits, breath, steps, tip; each fits its window."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from backcare.model.stretch import Stretch
from backcare.planning.plan import HALFWAY_FROM, HOLD_KINDS, TICKED_KINDS, PhaseKind
from backcare.screen.digits import SOLID, digits_text, draw_digits
from backcare.screen.layout import Part, add_bar, large_rows, space_between, wrap_text
from backcare.screen.window import Window
from backcare.session.events import Mode
from backcare.session.status import Status
from backcare.text import format_clock
from backcare.wording import written

STYLES = {
    PhaseKind.READY: "yellow",
    PhaseKind.SETUP: "yellow",
    PhaseKind.MOVE: "cyan",
    PhaseKind.HOLD: "bold green",
    PhaseKind.REPS: "bold green",
    PhaseKind.RELEASE: "cyan",
    PhaseKind.SWITCH: "magenta",
    PhaseKind.REST: "bright_blue",
}
# What fills the digits where no colour tells the phase, in Unicode and in ASCII: only those of a hold are solid.
_SOLID = (SOLID, "#")
_FILLS = {
    PhaseKind.HOLD: _SOLID,
    PhaseKind.REPS: _SOLID,
    PhaseKind.MOVE: ("▓", "="),
    PhaseKind.RELEASE: ("▓", "="),
    PhaseKind.REST: ("░", "."),
}
_OTHER_FILL = ("▒", ":")
_SIDED = HOLD_KINDS | {
    PhaseKind.SETUP,
    PhaseKind.SWITCH,
    PhaseKind.MOVE,
}  # on the way back a side could be misread
_MODE_WORDS = {Mode.PAUSED: "PAUSED", Mode.WAITING: "READY?"}
_LARGE_WORDS = {PhaseKind.SWITCH: written.PHASE_NAMES[PhaseKind.SWITCH].upper()}  # in place of the digits
HALFWAY_SHOWN = 2.0  # seconds
_LABELS_FROM = 60  # cells: narrower windows have no room for labels beside the steps
_LETTERS = 0.5  # of the size of the smallest digits
_LABEL = 11  # cells of such a label


@dataclass(frozen=True, slots=True)
class SessionParts:
    """What can be shown of a moment of a session, drawn for a window."""

    status: Status
    title: str
    ends_at: str
    window: Window

    def title_row(self) -> Text:
        """Return the name of the session, and which of its stretches this is."""
        status = self.status
        place = f"stretch {status.stretch_number} of {status.stretch_count}" if status.stretch_number else ""
        place = ", ".join(filter(None, ["hush" if status.hush else "", place]))
        return space_between(Text(self.title, "dim"), Text(place, "dim"), self.window)

    def head_row(self) -> Text:
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

    def side(self) -> list[Part]:
        """Return the word for the side in large letters, on the way in and in the hold."""
        phase, stretch = self.status.phase, self.status.stretch
        word = written.side_text(stretch, phase.side).upper()
        if not word or phase.kind not in _SIDED or not self.window.unicode:
            return []
        rows = [Text(f" {line}".rstrip(), "bold") for line in draw_digits(word, _LETTERS, SOLID)]
        return [("side", [rows])] if max(row.cell_len for row in rows) <= self.window.width else []

    def phase_row(self) -> Text:
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

    def session_row(self) -> Text:
        """Return the time left in all, until when that is, and a bar."""
        status = self.status
        until = f", until {self.ends_at}" if self.ends_at else ""
        row = Text(f" session {format_clock(status.total_left)} left{until} ", "dim")
        return add_bar(row, 1 - status.total_left / status.total if status.total else 1.0, "dim", self.window)

    def next_row(self) -> Text:
        """Return the phase that follows, and what differs in the turn after this one."""
        return Text(f" {written.next_text(self.status)}", "dim")

    def digits(self, scale: float) -> list[Text]:
        """Return the time left, or which repeat it is, in large digits; where a word says more, that.

        What is too wide for the window comes as more rows than it has.
        """
        status, window = self.status, self.window
        if word := _MODE_WORDS.get(status.mode) or _LARGE_WORDS.get(status.phase.kind):
            return self._word(word, scale / 2)
        fill = window.glyph(*(_FILLS.get(status.phase.kind, _OTHER_FILL) if not window.colour else _SOLID))
        number = str(status.rep) if status.rep else digits_text(status.left)
        after = f"  of {status.rep_count}" if status.rep else ""
        return large_rows(number, scale, STYLES[status.phase.kind], window, fill=fill, after=after)

    def _word(self, word: str, scale: float) -> list[Text]:
        """Return a word in large letters, the time that is left small below it."""
        status, window = self.status, self.window
        style = "bold" if status.mode is Mode.PAUSED else STYLES[status.phase.kind]
        rows = large_rows(word, scale, style, window, fill=window.glyph(*_SOLID))
        if status.mode is Mode.WAITING:
            return rows
        if scale < 1 or not window.unicode:
            return [*rows, Text(format_clock(status.left).center(window.width).rstrip(), style)]
        return [*rows, Text(), *large_rows(digits_text(status.left), _LETTERS, style, window)]

    def breath(self) -> list[Part]:
        """Return a quiet sign of a slow breath in a hold, 4 s in and 6 s out, to be followed or not."""
        status = self.status
        if status.phase.kind is not PhaseKind.HOLD or status.mode is Mode.PAUSED:
            return []
        is_in = (status.phase.seconds - status.left) % 10 < 4
        sign = self.window.glyph("↑ in", "in") if is_in else self.window.glyph("↓ out", "out")
        row = Text(f"breath {sign}".center(self.window.width).rstrip(), "dim")
        return [("breath", [[row, Text()]])]

    def steps(self, *kinds: PhaseKind) -> list[Text]:
        """Return the steps of these kinds of phases; empty where no stretch is shown.

        The name of each kind stands beside its first step; in a narrow window, above it if they are several.
        """
        stretch = self.status.shown[1]
        return [row for kind in kinds for row in self._step_rows(stretch, kind, len(kinds))] if stretch else []

    def _step_rows(self, stretch: Stretch, kind: PhaseKind, shown: int) -> Iterator[Text]:
        """Yield the steps of one of the `shown` kinds of phases, each with a bullet, wrapped."""
        is_current = kind is written.steps_kind(self.status.phase)
        style = "bold" if is_current else "dim"
        arrow = self.window.glyph("▸ ", "> ") if is_current else "  "
        label = f"{arrow}{written.part_name(kind, stretch)}".ljust(_LABEL)
        ahead = written.lines_ahead(self.status.phase, stretch) if is_current else ()
        lines = (*ahead, *written.step_lines(stretch, kind, self.status.shown[0].side))
        if self.window.width < _LABELS_FROM:
            if lines and shown > 1:
                yield Text(label.rstrip(), style)
            label = ""
        bullet = self.window.glyph(" • ", " - ")
        for line in lines:
            indent = label + bullet
            for row in wrap_text(line, self.window.width - len(indent), style):
                yield Text.assemble((indent, style), row)
                indent = " " * len(indent)
            label = " " * len(label)

    def tip(self) -> list[Part]:
        """Return the tip of a rest, where it has one."""
        tip = written.tip_text(self.status.phase)
        rows = [Text.assemble(" ", row) for row in wrap_text(tip, self.window.width - 1)]
        return [("tip", [[*rows, Text()]])] if tip else []


def _visible_cue(status: Status, window: Window) -> str:
    """Return what stands for a tone that has no word elsewhere: halfway, the last repeat, a dot for each tick."""
    phase, left = status.phase, status.left
    if status.rep and status.rep == status.rep_count:
        return written.LAST_REP.rstrip(".").lower()
    half = phase.seconds / 2
    if phase.kind is PhaseKind.HOLD and phase.seconds >= HALFWAY_FROM and half - HALFWAY_SHOWN < left <= half:
        return "halfway"
    ticks = phase.kind in TICKED_KINDS and status.mode is Mode.RUNNING
    return window.glyph("●", "*") * math.ceil(left) if ticks and left <= 3 else ""
