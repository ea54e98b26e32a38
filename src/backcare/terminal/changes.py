"""The escape sequences that make a screen show other rows than it does, in few bytes."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias
from unicodedata import category, east_asian_width

_Cell: TypeAlias = tuple[str, str]  # its SGR parameters, empty for plain, and its character
_PIECE = re.compile(r"\x1b\[([0-9;]*)m|([^\x1b]+)")
_MOVE = 6  # bytes that it takes to go to another column of the row
_BEGIN_FRAME, _END_FRAME = "\x1b[?2026h", "\x1b[?2026l"  # where it is known, a frame is seen as a whole
_LARGE = 1000  # characters that may take a terminal more than one refresh


def draw_changes(old: Sequence[str], new: Sequence[str]) -> str:
    """Return what turns the rows on the screen into the new ones; empty where they are the same.

    The screen is at least as large as the rows, and has no style set; it has none afterwards.
    """
    pen = _Pen()
    for number, (before, after) in enumerate(zip_longest(old, new, fillvalue=""), 1):
        if before != after:
            _draw_row(pen, number, before, after)
    pen.set_style("")
    text = "".join(pen.written)
    return f"{_BEGIN_FRAME}{text}{_END_FRAME}" if len(text) > _LARGE else text


class _Pen:
    """Collects what is written, with the style that is set."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._style = ""

    def write(self, text: str) -> None:
        self.written.append(text)

    def set_style(self, style: str) -> None:
        if style != self._style:
            self.write("\x1b[0m" if self._style else "")
            self.write(f"\x1b[{style}m" if style else "")
            self._style = style

    def write_cells(self, cells: Sequence[_Cell]) -> None:
        for style, character in cells:
            self.set_style(style)
            self.write(character)

    def erase_to_end(self) -> None:
        self.set_style("")
        self.write("\x1b[K")


def _draw_row(pen: _Pen, number: int, before: str, after: str) -> None:
    old, new = _cells(before), _cells(after)
    if not (_has_one_column_each(before) and _has_one_column_each(after)):
        pen.write(f"\x1b[{number};1H")
        pen.write_cells(new)
        pen.erase_to_end()
        return
    row = f"{number};"  # named once: after that, the column is enough
    for start, end in _spans(old, new):
        pen.write(f"\x1b[{row}{start + 1}{'H' if row else 'G'}")
        pen.write_cells(new[start:end])
        row = ""
    if len(old) > len(new):
        pen.write(f"\x1b[{row}{len(new) + 1}{'H' if row else 'G'}")
        pen.erase_to_end()


def _spans(old: Sequence[_Cell], new: Sequence[_Cell]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of cells to be written, joined where what lies between is shorter than a move."""
    start = end = -1
    for at, cell in enumerate(new):
        if at < len(old) and old[at] == cell:
            continue
        if start < 0:
            start = at
        elif len("".join(character for _, character in new[end:at]).encode()) > _MOVE:
            yield start, end
            start = at
        end = at + 1
    if start >= 0:
        yield start, end


def _cells(row: str) -> list[_Cell]:
    """Return the cells of a row, without plain blanks at its end."""
    cells: list[_Cell] = []
    style = ""
    for parameters, text in _PIECE.findall(row):
        if text:
            cells += [(style, character) for character in text]
        else:
            style = "" if parameters in ("", "0") else f"{style};{parameters}".removeprefix(";")
    while cells and cells[-1] == ("", " "):
        cells.pop()
    return cells


def _has_one_column_each(row: str) -> bool:
    """Whether every character fills one column; rows with wide ones, or some without a width, are drawn whole."""
    return row.isascii() or all(
        east_asian_width(character) not in "WF" and category(character) not in ("Mn", "Me", "Cf")
        for character in row
        if character > "\x7f"
    )
