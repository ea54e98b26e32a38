"""Headings, paragraphs and bullets outside a session."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text


def heading(text: str) -> RenderableType:
    """Return a heading between sections, with an empty row below it."""
    return Text(f"{text}\n", "bold")


def section(head: str, texts: Iterable[str], style: str = "bold") -> RenderableType:
    """Return a heading with texts under it, each with a bullet, and an empty row below them."""
    return Group(Text(head, style), bullets(texts), Text())


def bullets(texts: Iterable[str]) -> RenderableType:
    """Return texts with a bullet each; their wrapped rows stand under the first letter."""
    rows = Table.grid(padding=(0, 1))
    for text in texts:
        rows.add_row("  -", Text(text))
    return rows
