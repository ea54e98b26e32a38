"""Headings, paragraphs and bullets outside a session."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType


def heading(text: str) -> "RenderableType":
    """Return a heading between sections."""
    from rich.text import Text

    return Text(f"{text}\n", "bold")


def paragraph(text: str) -> "RenderableType":
    """Return a paragraph, wrapped by whoever prints it."""
    from rich.text import Text

    return Text(text)


def bullets(head: str, texts: "Iterable[str]") -> "RenderableType":
    """Return a heading with texts under it, each with a bullet."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    rows = Table.grid(padding=(0, 1))
    for text in texts:
        rows.add_row("-", Text(text))
    return Group(Text(head, "bold"), Padding(rows, (0, 0, 1, 1)))
