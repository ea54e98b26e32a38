"""Digits large enough to be read from two metres."""

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
}
HEIGHT = 5


def big(text: str, scale: int, fill: str) -> list[str]:
    """Draw digits and colons as `5 * scale` rows, all of one width; a cell is twice as high as wide."""
    rows = [" ".join(_FONT[character][row] for character in text) for row in range(HEIGHT)]
    return [_stretched(row, 2 * scale).replace("#", fill) for row in rows for _ in range(scale)]


def _stretched(row: str, times: int) -> str:
    return "".join(cell * times for cell in row)
