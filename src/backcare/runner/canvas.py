"""Draw views on the terminal, each only when something in it has changed."""

from typing import TYPE_CHECKING, Protocol

from backcare.screen.window import Painter, Window
from backcare.terminal.output import shows_braille, shows_unicode

if TYPE_CHECKING:
    from rich.text import Text

    from backcare.terminal.terminal import Terminal


class ScreenView(Protocol):
    """What can be drawn: a page, or a session. Times are those of its machine, in seconds."""

    def state(self, now: float, window: Window) -> object:
        """Return a value that stays equal for as long as the rows need not be drawn again."""
        ...

    def rows(self, now: float, window: Window) -> "list[Text]":
        """Return the rows to draw."""
        ...

    def changes_at(self, now: float, window: Window) -> float | None:
        """Return when the rows change by themselves, `None` if they do not."""
        ...


class Canvas:
    """Draws one view at a time on the terminal's screen."""

    def __init__(self, terminal: "Terminal") -> None:
        self._terminal = terminal
        self._painter = Painter()
        self._unicode, self._braille = shows_unicode(), shows_braille()
        self._drawn: object = None
        self._lines: list[str] = []

    @property
    def window(self) -> Window:
        """The terminal's size and glyphs as they are now."""
        return Window(*self._terminal.size, self._unicode, self._braille, self._painter.has_colour)

    def frame(self, view: ScreenView, now: float) -> float | None:
        """Draw a view at a time of its machine; return when it changes next by itself."""
        if self._terminal.took_resize():
            self._terminal.invalidate()
        window = self.window
        wanted = (view.state(now, window), window)
        if wanted != self._drawn:
            self._drawn = wanted
            self._lines = self._painter.paint(view.rows(now, window), window)
        self._terminal.show(self._lines)
        return view.changes_at(now, window)
