"""Headings, paragraphs and bullets outside a session."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType


def _heading(text: str) -> "RenderableType":
    from rich.text import Text

    return Text(f"{text}\n", "bold")


def _paragraph(text: str) -> "RenderableType":
    from rich.text import Text

    return Text(text)


def _bullets(head: str, texts: "Iterable[str]") -> "RenderableType":
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    rows = Table.grid(padding=(0, 1))
    for text in texts:
        rows.add_row("-", Text(text))
    return Group(Text(head, "bold"), Padding(rows, (0, 0, 1, 1)))
