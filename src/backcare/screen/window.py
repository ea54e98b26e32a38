"""The size of the window, its glyphs, and rows painted as terminal lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from rich.console import Console
from rich.text import Text

BESIDE_FROM = (64, 18)  # columns and rows that a figure needs with the text beside it
ABOVE_FROM = (30, 30)  # columns and rows that it needs with the text below it


@dataclass(frozen=True, slots=True)
class Window:
    """The window: its size in cells, and whether it can show more than ASCII, braille, and colours."""

    columns: int
    rows: int
    unicode: bool = True
    braille: bool = True
    colour: bool = True

    @property
    def width(self) -> int:
        """The cells a row may fill; the last column stays free, so that no row wraps."""
        return max(self.columns - 1, 1)

    @property
    def has_room_beside(self) -> bool:
        """Whether a figure fits beside the text."""
        return self.unicode and self.columns >= BESIDE_FROM[0] and self.rows >= BESIDE_FROM[1]

    @property
    def has_room_for_figure(self) -> bool:
        """Whether a figure fits beside the text or above it."""
        is_tall = self.columns >= ABOVE_FROM[0] and self.rows >= ABOVE_FROM[1]
        return self.has_room_beside or (self.unicode and is_tall)

    def glyph(self, unicode_sign: str, ascii_sign: str) -> str:
        """Return the sign that this window can show."""
        return unicode_sign if self.unicode else ascii_sign


class Painter:
    """Turns rows into terminal lines, each no wider than the window."""

    def __init__(self) -> None:
        self._console = Console(
            file=StringIO(), force_terminal=True, highlight=False, emoji=False, markup=False, legacy_windows=False
        )
        self._painted: dict[object, str] = {}  # the rows of the last picture: most of them come again

    @property
    def has_colour(self) -> bool:
        """Whether anything is painted in a colour: NO_COLOR and the terminal decide."""
        return self._console.color_system is not None and not self._console.no_color

    def paint(self, rows: Sequence[Text], window: Window) -> list[str]:
        """Return one string with ANSI styles for each row that fits; the rows are cut to the width in place."""
        shown = rows[: window.rows]
        for row in shown:
            row.truncate(window.width)
            row.rstrip()
        before, self._painted = self._painted, {}
        for row in shown:
            self._painted[_key(row)] = before.get(_key(row)) or self._line(row)
        return [self._painted[_key(row)] for row in shown]

    def _line(self, row: Text) -> str:
        with self._console.capture() as captured:
            self._console.print(row, end="", no_wrap=True, overflow="ignore", crop=False)
        return captured.get()


def _key(row: Text) -> object:
    """Return what two rows that are painted alike have in common."""
    return row.plain, row.style, tuple(row.spans)
