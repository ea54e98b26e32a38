"""A QR code as rows of text, two of its modules in each cell."""

from rich.text import Text

_BORDER = 2  # modules around it; a reader wants them light
_CELLS = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}  # dark above, below


def qr_rows(content: str) -> list[Text]:
    """Return a text as a QR code, light on dark, whatever the colours of the terminal are."""
    import segno

    code = segno.make(content, error="l", micro=False)
    modules = [[bool(module) for module in row] for row in code.matrix_iter(border=_BORDER)]
    if len(modules) % 2:
        modules.append([False] * len(modules[0]))
    pairs = zip(modules[::2], modules[1::2], strict=True)
    rows = ("".join(_CELLS[pair] for pair in zip(above, below, strict=True)) for above, below in pairs)
    return [Text(row, "bright_white on black", no_wrap=True) for row in rows]
