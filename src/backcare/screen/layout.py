"""Rows laid out: bars, keys, wrapped text, and what fits."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import StringIO

from rich.console import Console
from rich.text import Text

from backcare.screen.window import Window


def fit_parts(by_worth: Iterable[tuple[str, list[Text]]], room: int) -> tuple[dict[str, list[Text]], int]:
    """Give room to parts in the order of their worth; return them by name, and the rows left over."""
    got: dict[str, list[Text]] = {}
    for part, rows in by_worth:
        more = len(rows) - len(got.get(part, ()))
        if more <= room:
            got[part] = rows
            room -= more
        elif part == "steps" and part not in got and room:
            got[part] = rows[:room]
            room = 0
    return got, room


def centre_rows(rows: list[Text], room: int, width: int = 0) -> list[Text]:
    """Put rows in the middle of more."""
    above = (room - len(rows)) // 2
    blank = Text(" " * width)
    return [blank] * above + rows + [blank] * (room - len(rows) - above)


def space_between(left: Text, right: Text, look: Window) -> Text:
    """Put two texts at the ends of a row, or the first alone where both do not fit."""
    gap = look.width - left.cell_len - right.cell_len - 2
    return Text.assemble(" ", left, " " * gap, right) if gap > 1 else Text.assemble(" ", left)


def add_bar(row: Text, share: float, style: str, look: Window) -> Text:
    """Return the row and a bar filled to a share (0-1), or the row alone where 8 cells are too many."""
    cells = look.width - row.cell_len - 1
    if cells < 8:
        return row
    full = round(min(max(share, 0.0), 1.0) * cells)
    return Text.assemble(
        row, (look.glyph("━", "#") * full, style), (look.glyph("╌", ".") * (cells - full), "dim")
    )


def keys_row(keys: Iterable[tuple[str, str]], look: Window) -> Text:
    """Return as many keys as fit, the likeliest first; of `q, Esc` the one that any keyboard has comes first."""
    row = Text(" ")
    for names, what in keys:
        for key in dict.fromkeys((names, names.removeprefix("q, "))):
            entry = Text.assemble((key_label(key, look), "bold"), " ", (what, "dim"), "   ")
            if row.cell_len + entry.cell_len - 3 <= look.width:
                row.append_text(entry)
                break
    return row


def wrap_all(texts: Sequence[str], look: Window) -> list[Text]:
    """Return the texts as rows, each wrapped at the width of the window."""
    return [row for text in texts for row in wrap_text(text, look.width)]


def key_label(key: str, look: Window) -> str:
    """Return the name of a key as the window can show it."""
    return key if look.unicode else key.replace("→", "right").replace("←", "left")


def wrap_text(text: str, width: int, style: str = "") -> list[Text]:
    """Return a text as rows of at most so many cells."""
    return [Text(line, style) for line in break_long_word(text, max(width, 8))]


@lru_cache(maxsize=64)
def break_long_word(text: str, width: int) -> tuple[str, ...]:
    """Return a text as lines of at most so many cells; words longer than a line are broken."""
    return tuple(line.plain for line in Text(text).wrap(_RULER, width))


def share_rows(room: int) -> tuple[int, int, int]:
    """Share spare rows among three gaps: above the digits, below them, and below the steps."""
    below = min(room, 1)
    last = min(room - below, 1)
    above = (room - below - last) // 2
    return above, room - above - last, last


_RULER = Console(file=StringIO(), width=200, legacy_windows=False)
