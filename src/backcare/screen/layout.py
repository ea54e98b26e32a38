"""Rows laid out: bars, keys, wrapped text, and which parts fit."""

from collections.abc import Sequence
from functools import lru_cache
from io import StringIO
from typing import TypeAlias

from rich.console import Console
from rich.text import Text

from backcare.screen.digits import SOLID, draw_digits
from backcare.screen.window import Window

_WRAP_CONSOLE = Console(file=StringIO(), width=200, legacy_windows=False)


Part: TypeAlias = tuple[str, Sequence[list[Text]]]  # a name, and its forms as rows, the smallest first


def fit_parts(by_priority: Sequence[Part], room: int) -> tuple[dict[str, list[Text]], int]:
    """Choose what is shown in `room` rows; return each chosen part's rows by its name, and the rows left over.

    The parts that come first get room first. A name may come again further down with larger forms: each replaces
    the smaller one where the rows that it has more still fit. A part of which nothing fits is left out; only
    the one named "steps" is shown cut off.
    """
    chosen: dict[str, list[Text]] = {}
    for name, forms in by_priority:
        for rows in forms:
            more = len(rows) - len(chosen.get(name, ()))
            if more <= room:
                chosen[name] = rows
                room -= more
            elif name == "steps" and name not in chosen and room:
                chosen[name] = rows[:room]
                room = 0
    return chosen, room


def centre_rows(rows: list[Text], room: int, width: int = 0) -> list[Text]:
    """Return `room` rows with the given ones in the middle; the empty ones are `width` cells wide."""
    above = (room - len(rows)) // 2
    blank = Text(" " * width)
    return [blank] * above + rows + [blank] * (room - len(rows) - above)


def large_rows(  # noqa: PLR0913 - how it is drawn, and what follows it
    text: str, scale: float, style: str, window: Window, *, fill: str = SOLID, after: str = ""
) -> list[Text]:
    """Return digits, or large words, in letters of a size, in the middle; `after` follows at their foot.

    Words that do not fit beside each other stand below each other; those that are too wide even so come as more
    rows than the window has. Only the solid filling, and a window with more than ASCII, have halves of a size.
    """
    scale = scale if fill == SOLID else max(int(scale), 1)
    for lines in ([text], text.split()):
        rows = [row for line in lines for row in ("", *draw_digits(line, scale, fill))][1:]
        rows[-1] += after
        width = max(map(len, rows))
        if width <= window.width:
            return [Text((" " * ((window.width - width) // 2) + row).rstrip(), style) for row in rows]
    return [Text()] * (window.rows + 1)


def space_between(left: Text, right: Text, window: Window) -> Text:
    """Return a row with two texts at its ends, or with the first alone where both do not fit."""
    gap = window.width - left.cell_len - right.cell_len - 2
    return Text.assemble(" ", left, " " * gap, right) if gap > 1 else Text.assemble(" ", left)


def add_bar(row: Text, share: float, style: str, window: Window) -> Text:
    """Return the row and a bar filled to a share (0-1), or the row alone where 8 cells are too many."""
    cells = window.width - row.cell_len - 1
    if cells < 8:
        return row
    full = round(min(max(share, 0.0), 1.0) * cells)
    return Text.assemble(
        row, (window.glyph("━", "#") * full, style), (window.glyph("╌", ".") * (cells - full), "dim")
    )


def keys_row(keys: Sequence[tuple[str, str]], window: Window) -> Text:
    """Return a row with each key and what it does, leaving out what does not fit: of `q, Esc` first the q."""
    whole = [_key_text(names, action, window) for names, action in keys]
    short = [_key_text(names.removeprefix("q, "), action, window) for names, action in keys]
    row = Text(" ")
    for entry in whole if sum(entry.cell_len for entry in whole) - 2 <= window.width else short:
        if row.cell_len + entry.cell_len - 3 <= window.width:
            row.append_text(entry)
    return row


def _key_text(key: str, action: str, window: Window) -> Text:
    return Text.assemble((key_label(key, window), "bold"), " ", (action, "dim"), "   ")


def key_label(key: str, window: Window) -> str:
    """Return the name of a key as the window can show it."""
    if window.unicode:
        return key
    return key.replace("→", "right").replace("←", "left").replace("↑", "up").replace("↓", "down")


def wrap_text(text: str, width: int, style: str = "") -> list[Text]:
    """Return a text as rows of at most `width` cells, or 8 where that is less."""
    return [Text(line, style) for line in _wrap(text, max(width, 8))]


@lru_cache(maxsize=64)
def _wrap(text: str, width: int) -> tuple[str, ...]:
    """Return a text as lines of at most `width` cells; words longer than a line are broken."""
    return tuple(line.plain for line in Text(text).wrap(_WRAP_CONSOLE, width))


def share_rows(room: int) -> tuple[int, int, int]:
    """Share `room` spare rows among three gaps: above the digits, below them, and below the steps."""
    below = min(room, 1)
    last = min(room - below, 1)
    above = (room - below - last) // 2
    return above, room - above - last, last
