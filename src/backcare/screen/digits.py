"""Digits, and the few words that are large enough to be read from two metres."""

import math

from backcare.text import format_clock

_FONT = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    " ": (" ", " ", " ", " ", " "),
    "?": ("###", "  #", " ##", "   ", " # "),
    "A": (" # ", "# #", "###", "# #", "# #"),
    "C": ("###", "#  ", "#  ", "#  ", "###"),
    "D": ("## ", "# #", "# #", "# #", "## "),
    "E": ("###", "#  ", "## ", "#  ", "###"),
    "F": ("###", "#  ", "## ", "#  ", "#  "),
    "G": ("####", "#   ", "# ##", "#  #", "####"),
    "H": ("# #", "# #", "###", "# #", "# #"),
    "I": ("#", "#", "#", "#", "#"),
    "K": ("# #", "# #", "## ", "# #", "# #"),
    "L": ("#  ", "#  ", "#  ", "#  ", "###"),
    "N": ("#  #", "## #", "# ##", "#  #", "#  #"),
    "O": ("###", "# #", "# #", "# #", "###"),
    "P": ("###", "# #", "###", "#  ", "#  "),
    "R": ("## ", "# #", "## ", "# #", "# #"),
    "S": ("###", "#  ", "###", "  #", "###"),
    "T": ("###", " # ", " # ", " # ", " # "),
    "U": ("# #", "# #", "# #", "# #", "###"),
    "W": ("#   #", "#   #", "# # #", "## ##", "#   #"),
    "Y": ("# #", "# #", "###", " # ", " # "),
}
HEIGHT = 5
SOLID = "█"  # the only filling that has halves
_HALVES = {"  ": " ", "# ": "▀", " #": "▄", "##": SOLID}


def digits_text(left: float) -> str:
    """Return whole seconds, or m:ss from 100 seconds on, rounded up."""
    seconds = max(0, math.ceil(left))
    return str(seconds) if seconds < 100 else format_clock(left)


def draw_digits(text: str, scale: float, fill: str) -> list[str]:
    """Draw digits, or one of the large words in capitals, as `5 * scale` rows, rounded up, all of one width.

    A cell is twice as high as wide. `scale` counts in halves; one that is not whole needs the solid filling.
    """
    times = round(2 * scale)
    rows = [" ".join(_FONT[character][row] for character in text) for row in range(HEIGHT)]
    halves = ["".join(dot * times for dot in row) for row in rows for _ in range(times)]
    if len(halves) % 2:
        halves.append(" " * len(halves[0]))
    pairs = zip(halves[::2], halves[1::2], strict=True)
    solid = ["".join(_HALVES[above + below] for above, below in zip(*pair, strict=True)) for pair in pairs]
    return [row.replace(SOLID, fill) for row in solid]
