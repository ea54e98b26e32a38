"""What pages are made of: texts with one margin, labels with values, and the keys on the last row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.text import Text

from backcare.model.stretch import Stretch
from backcare.screen.layout import Part, fit_parts, keys_row, space_between, wrap_text
from backcare.screen.window import Window

COLUMNS = 72  # longer rows are hard to read
_LABEL = 10  # cells of a label
_LABELS_FROM = 40  # cells: in a narrower window a label stands in its text


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of a page in a window: at most as wide as can be read well, all with one margin."""

    whole: Window

    @property
    def window(self) -> Window:
        """The window, at most as wide as a page is."""
        return replace(self.whole, columns=min(self.whole.columns, COLUMNS + 1))

    def head(self, name: str, aside: str) -> list[Text]:
        """Return the name of the page with a text at the other end of its row."""
        return [space_between(Text(name, "bold"), Text(aside), self.window)]

    def texts(self, texts: Sequence[str], style: str = "") -> list[Text]:
        """Return texts, each wrapped; the empty ones are left out."""
        width = self.window.width - 1
        return [Text.assemble(" ", row) for text in texts if text for row in wrap_text(text, width, style)]

    def labelled(self, label: str, value: str) -> list[Text]:
        """Return a value with its label to the left of it; nothing where there is no value."""
        if not value:
            return []
        if self.window.width < _LABELS_FROM:
            return self.texts([f"{label}: {value}"])
        rows = wrap_text(value, self.window.width - 1 - _LABEL)
        labels = [label, *[""] * len(rows)]
        return [
            Text.assemble(" ", (text.ljust(_LABEL), "dim"), row) for text, row in zip(labels, rows, strict=False)
        ]

    def stretches(self, stretches: Sequence[Stretch], amounts: Sequence[str]) -> list[Text]:
        """Return a row for each stretch, with what there is to say of it at the other end."""
        return [
            space_between(Text(f"{number}. {stretch.name}"), Text(amount), self.window)
            for number, (stretch, amount) in enumerate(zip(stretches, amounts, strict=True), 1)
        ]

    def choice(self, number: int, text: str, aside: str, *, is_chosen: bool) -> Text:
        """Return the row of a menu's entry; the one that is chosen has a mark and another colour."""
        mark = self.window.glyph("▸", ">") if is_chosen else " "
        row = space_between(Text(f"{mark} {number}  {text}"), Text(aside), self.window)
        row.stylize("bold cyan" if is_chosen else "")
        return row

    def put_together(
        self, by_priority: Sequence[Part], groups: Sequence[Sequence[str]], keys: Sequence[tuple[str, str]]
    ) -> list[Text]:
        """Return as many parts as fit: each group below a blank row where there is one, the keys at the foot."""
        chosen, spare = fit_parts(by_priority, self.whole.rows - 1)
        rows: list[Text] = []
        for group in groups:
            found = [row for name in group for row in chosen.get(name, ())]
            if rows and found and spare:
                rows.append(Text())
                spare -= 1
            rows += found
        return [*rows, *[Text()] * spare, keys_row(keys, self.whole)]
