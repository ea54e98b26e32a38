"""Everything that is shown of a session, as rows of Rich text for a window of any size."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.console import Console
from rich.text import Text

from backcare import words
from backcare.digits import big
from backcare.events import Mode, Status
from backcare.keymap import ALL_KEYS, END_KEYS, START_KEYS, legend
from backcare.model import Stretch
from backcare.plan import HALFWAY_FROM, HELD, Kind, Phase, Plan, clock

STYLES = {
    Kind.READY: "yellow",
    Kind.SETUP: "yellow",
    Kind.MOVE: "cyan",
    Kind.HOLD: "bold green",
    Kind.REPS: "bold green",
    Kind.RELEASE: "cyan",
    Kind.SWITCH: "magenta",
    Kind.REST: "blue",
}
# Without colour the digits of a hold are still the only solid ones.
_FILLS = {Kind.HOLD: "█", Kind.REPS: "█", Kind.MOVE: "▓", Kind.RELEASE: "▓", Kind.REST: "░"}
_ASCII_FILLS = {Kind.HOLD: "#", Kind.REPS: "#", Kind.MOVE: "=", Kind.RELEASE: "=", Kind.REST: "."}
_PARTS = (Kind.SETUP, Kind.MOVE, Kind.HOLD, Kind.RELEASE)
HALFWAY_SHOWN = 2.0  # seconds
_LABELS_FROM = 60
_LABEL = 11
_INSTEAD = {Mode.PAUSED: "PAUSED", Mode.WAITING: "READY?"}


@dataclass(frozen=True, slots=True)
class Look:
    """The window: its size in cells, and whether it can show more than ASCII."""

    columns: int
    rows: int
    unicode: bool = True

    @property
    def width(self) -> int:
        """The cells a row may fill; the last column stays free, so that no row wraps."""
        return max(self.columns - 1, 1)

    def glyph(self, fine: str, plain: str) -> str:
        """Return the fine sign where it can be shown."""
        return fine if self.unicode else plain


class Painter:
    """Turns rows into terminal lines, each no wider than the window."""

    def __init__(self) -> None:
        self._console = Console(
            file=StringIO(), force_terminal=True, highlight=False, emoji=False, markup=False, legacy_windows=False
        )

    def paint(self, rows: Sequence[Text], look: Look) -> list[str]:
        """Return one string with ANSI styles for each row that fits."""
        lines = []
        for row in rows[: look.rows]:
            row.truncate(look.width)
            row.rstrip()
            with self._console.capture() as captured:
                self._console.print(row, end="", no_wrap=True, overflow="ignore", crop=False)
            lines.append(captured.get())
        return lines


def session(status: Status, title: str, ends_at: str, look: Look) -> list[Text]:
    """Return the rows of a session at a moment; `ends_at` is the clock time of the end."""
    if status.keys:
        return [*_keys_page(look), Text(), _keys(legend(status), look)]
    parts = _Parts(status, title, ends_at, look)
    return parts.rows()


def start_page(plan: Plan, ends_at: str, *, sound: str, look: Look) -> list[Text]:
    """Return the rows of the page before a session; `sound` says what will be heard."""
    head = [_spaced(Text(plan.name, "bold"), Text(f"{clock(plan.seconds)}, until {ends_at}"), look)]
    body = [Text()]
    for number, stretch in enumerate(plan.stretches, 1):
        body.append(_spaced(Text(f"{number}. {stretch.name}"), Text(words.rounds(plan, stretch)), look))
    if needed := words.needs(plan.stretches):
        body += [Text(), *_wrapped(f"You need: {needed}.", look.width)]
    body += [Text(), *(row for notice in plan.notices for row in _wrapped(notice, look.width, "yellow"))]
    body += _wrapped(f"Sound: {sound}", look.width)
    foot = [_keys(START_KEYS, look)]
    return [*head, *body[: max(look.rows - 3, 0)], *([Text()] if look.rows > 3 else []), *foot][: look.rows]


def end_page(summary: str, look: Look) -> list[Text]:
    """Return the rows of the page after a session."""
    return [*_wrapped(summary, look.width, "bold"), Text(), _keys(END_KEYS, look)]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a session's picture, and which of them there is room for."""

    status: Status
    title: str
    ends_at: str
    look: Look

    def rows(self) -> list[Text]:
        """Give room to the parts in the order of their worth, then stack them in the order of reading."""
        room = self.look.rows
        got: dict[str, list[Text]] = {}
        for part, rows in self._by_worth():
            more = len(rows) - len(got.get(part, ()))
            if more <= room:
                got[part] = rows
                room -= more
            elif part == "steps" and part not in got and room:
                got[part] = rows[:room]
                room = 0
        return self._stacked(got, room)

    def _by_worth(self) -> Iterator[tuple[str, list[Text]]]:
        """Name each part with its rows, the most needed first; a later one of the same name is a larger form."""
        reading = self.status.phase.kind not in HELD
        steps = ("steps", self._steps([_part(self.status.phase)]))
        small, large = ("digits", self._digits(1)), ("digits", self._digits(2))
        yield "count", [self._count()]
        yield "head", [self._head()]
        yield from (steps, small) if reading else (small, steps)
        yield "session", [self._session()]
        yield "keys", [_keys(legend(self.status), self.look)]
        yield "next", [self._next()]
        if self.status.stretch:
            yield "title", [self._title()]
        yield large
        yield "steps", self._steps(_PARTS[_PARTS.index(_part(self.status.phase)) :])
        yield "steps", self._steps(_PARTS)

    def _stacked(self, got: dict[str, list[Text]], room: int) -> list[Text]:
        def part(name: str) -> list[Text]:
            return got.get(name, [])

        above = [*part("title"), *part("head")]
        below = [*part("count"), *part("session"), *part("next"), *part("keys")]
        gap = [Text()]
        around = [gap * share for share in _shared(room)]
        if self.look.rows <= 6:
            return [*part("count"), *part("digits"), *part("head"), *part("steps"), *part("session")]
        return [*above, *around[0], *part("digits"), *around[1], *part("steps"), *around[2], *below]

    def _title(self) -> Text:
        status = self.status
        place = f"stretch {status.number} of {status.numbers}" if status.number else ""
        place = ", ".join(filter(None, ["hush" if status.hush else "", place]))
        return _spaced(Text(self.title, "dim"), Text(place, "dim"), self.look)

    def _head(self) -> Text:
        status = self.status
        name = status.stretch.name if status.stretch else self.title
        head = Text.assemble(" ", (name, "bold"))
        if side := words.side(status.phase):
            head = Text.assemble((f" {side.upper()} ", "reverse bold"), head)
        if status.repeats > 1:
            head.append(f"  repeat {status.phase.repeat} of {status.repeats}")
        return head

    def _count(self) -> Text:
        """The word and the time, in letters: the one row that every window shows."""
        status = self.status
        word = words.name(status.phase).upper()
        style = STYLES[status.phase.kind]
        row = Text.assemble((f" {word} ", f"reverse {style}" if status.phase.kind in HELD else style), " ")
        if status.mode in _INSTEAD:
            instead = Text.assemble((f" {_INSTEAD[status.mode]} ", "reverse bold"), " ")
            row = instead if self.look.width < _LABELS_FROM else instead.append_text(row)
        row.append(f"{clock(status.left)} ", "bold")
        if (twin := _twin(status, self.look)) and row.cell_len + len(twin) < self.look.width:
            row.append(f"{twin} ", style)
        spent = 1 - status.left / status.phase.seconds if status.phase.seconds else 1.0
        return _with_bar(row, spent, style, self.look)

    def _session(self) -> Text:
        status = self.status
        until = f", until {self.ends_at}" if self.ends_at else ""
        row = Text(f" session {clock(status.total_left)} left{until} ", "dim")
        return _with_bar(row, 1 - status.total_left / status.total if status.total else 1.0, "dim", self.look)

    def _next(self) -> Text:
        status = self.status
        if not status.upcoming:
            return Text(" next: the end", "dim")
        coming = words.name(status.upcoming).lower()
        return Text(" next: " + ", then ".join(filter(None, [coming, self._later()])), "dim")

    def _later(self) -> str:
        """What differs in the next turn: another stretch, or else another side, or else another repeat."""
        status, later = self.status, self.status.later
        if not later or not status.later_stretch:
            return "the end" if status.stretch else ""
        if status.later_stretch is not status.stretch:
            return status.later_stretch.name
        if later.side is not status.phase.side:
            return words.side(later)
        return f"repeat {later.repeat} of {status.repeats}"

    def _digits(self, scale: int) -> list[Text]:
        status, look = self.status, self.look
        fills = _FILLS if look.unicode else _ASCII_FILLS
        fill = fills.get(status.phase.kind, look.glyph("▒", ":"))
        lines = big(_count_text(status.left), scale, fill)
        width = max(map(len, lines))
        if width > look.width:
            return [Text()] * (look.rows + 1)
        style = "dim" if status.mode is Mode.PAUSED else STYLES[status.phase.kind]
        return [Text(" " * ((look.width - width) // 2) + line, style) for line in lines]

    def _steps(self, kinds: Sequence[Kind]) -> list[Text]:
        """The lines of the parts named; where no stretch is shown there are none."""
        stretch = self.status.stretch
        return [row for kind in kinds for row in self._part(stretch, kind)] if stretch else []

    def _part(self, stretch: Stretch, kind: Kind) -> Iterator[Text]:
        lit = kind is _part(self.status.phase)
        style = "bold" if lit else "dim"
        label = ""
        if self.look.width >= _LABELS_FROM:
            mark = self.look.glyph("▸ ", "> ") if lit else "  "
            label = f"{mark}{words.NAMES[kind]}".ljust(_LABEL)
        bullet = self.look.glyph(" • ", " - ")
        for line in words.steps(stretch, kind, self.status.phase.side):
            indent = label + bullet
            for row in _wrapped(line, self.look.width - len(indent), style):
                yield Text.assemble((indent, style), row)
                indent = " " * len(indent)
            label = " " * len(label)


def _part(phase: Phase) -> Kind:
    """The part of the steps that a phase is about; before a stretch, how to get into it."""
    if phase.kind in HELD:
        return Kind.HOLD
    if phase.kind is Kind.SWITCH:
        return Kind.MOVE
    return phase.kind if phase.kind in _PARTS else Kind.SETUP


def _twin(status: Status, look: Look) -> str:
    """What is seen of a tone that no word of the frame tells: halfway, and one mark fewer for each tick."""
    phase, left = status.phase, status.left
    half = phase.seconds / 2
    if phase.kind is Kind.HOLD and phase.seconds >= HALFWAY_FROM and half - HALFWAY_SHOWN < left <= half:
        return "halfway"
    ticked = phase.kind in HELD | {Kind.READY, Kind.SETUP} and status.mode is Mode.RUNNING
    return look.glyph("●", "*") * math.ceil(left) if ticked and left <= 3 else ""


def _count_text(left: float) -> str:
    whole = max(0, -int(-left // 1))
    return str(whole) if whole < 100 else clock(left)


def _spaced(left: Text, right: Text, look: Look) -> Text:
    """Put two texts at the ends of a row, or the first alone where both do not fit."""
    gap = look.width - left.cell_len - right.cell_len - 2
    return Text.assemble(" ", left, " " * gap, right) if gap > 1 else Text.assemble(" ", left)


def _with_bar(row: Text, share: float, style: str, look: Look) -> Text:
    cells = look.width - row.cell_len - 1
    if cells < 8:
        return row
    full = round(min(max(share, 0.0), 1.0) * cells)
    return Text.assemble(
        row, (look.glyph("━", "#") * full, style), (look.glyph("╌", ".") * (cells - full), "dim")
    )


def _keys(keys: Iterable[tuple[str, str]], look: Look) -> Text:
    """As many keys as fit, the likeliest first."""
    row = Text(" ")
    for key, what in keys:
        entry = Text.assemble((_shown(key, look), "bold"), " ", (what, "dim"), "   ")
        if row.cell_len + entry.cell_len - 3 <= look.width:
            row.append_text(entry)
    return row


def _keys_page(look: Look) -> list[Text]:
    width = max(len(key) for key, _ in ALL_KEYS) + 2
    return [Text.assemble(" ", (_shown(key, look).ljust(width), "bold"), what) for key, what in ALL_KEYS]


def _shown(key: str, look: Look) -> str:
    return key if look.unicode else key.replace("→", "right").replace("←", "left")


def _wrapped(text: str, width: int, style: str = "") -> list[Text]:
    return list(Text(text, style).wrap(_RULER, max(width, 8)))


def _shared(room: int) -> tuple[int, int, int]:
    """Share spare rows among three gaps: above the digits, below them, and below the steps."""
    below = min(room, 1)
    last = min(room - below, 1)
    above = (room - below - last) // 2
    return above, room - above - last, last


_RULER = Console(file=StringIO(), width=200, legacy_windows=False)
