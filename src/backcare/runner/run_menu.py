"""The menu at home, on the terminal until something is chosen."""

from typing import TYPE_CHECKING

from backcare.runner.clock import real_clock
from backcare.runner.devices import read_keys
from backcare.session.pages import Answer, HomePage
from backcare.session.player import Player, World
from backcare.terminal.terminal import Terminal

if TYPE_CHECKING:
    from backcare.screen.pages import Home
    from backcare.session.events import Event


def run_menu(home: "Home") -> Answer | None:
    """Show the menu until something is chosen; return the entry or the page, None where the user left."""
    from backcare.runner.canvas import Canvas
    from backcare.runner.views import HomeView

    page = HomePage(len(home.entries))
    view = HomeView(page, home)
    with Terminal(keys=True, screen=True) as terminal:
        canvas = Canvas(terminal)
        world: World[Event] = World(
            real_clock, lambda seconds: read_keys(terminal, seconds), terminal.suspend, terminal.took_continue
        )
        Player(world, lambda now: canvas.frame(view, now)).play(page)
    return page.chosen
