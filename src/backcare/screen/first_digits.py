"""The large digits of a bare hold where its whole picture has them, drawn without loading what draws the rest."""

from backcare.screen.digits import SOLID, digits_text, draw_digits

_ABOVE, _BELOW = 1, 6  # rows of the whole picture around the digits: a head; the breath with a gap, and the foot
_STYLE, _PLAIN_STYLE = "1;32", "1"  # of a hold, with colours and without


def draw_first_digits(seconds: int, columns: int, rows: int, *, unicode: bool, colours: bool) -> list[str]:
    """Return the rows of a window down to the digits; none where the whole picture is not laid out like this."""
    text = digits_text(seconds)
    for scale in (3, 2, 1.5, 1):
        lines = draw_digits(text, scale if unicode else int(scale), SOLID if unicode else "#")
        width, room = max(map(len, lines)), rows - _ABOVE - len(lines) - _BELOW
        if width < columns and room >= 0:
            gap, indent = max(room - 2, 0) // 2, " " * ((columns - 1 - width) // 2)
            style = _STYLE if colours else _PLAIN_STYLE
            return [""] * (_ABOVE + gap) + [f"\x1b[{style}m{indent}{line}".rstrip() + "\x1b[0m" for line in lines]
    return []
