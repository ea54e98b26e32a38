"""What a run is shown, heard and steered with: the terminal, what draws on it, the sound and the clock."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from backcare.errors import Exit, Stopped
from backcare.runner.clock import real_clock
from backcare.runner.head_start import drawn_at
from backcare.runner.sound_output import SoundOutput
from backcare.session.events import Event
from backcare.session.listener import Listener
from backcare.session.player import Player, World
from backcare.settings.session_settings import SessionSettings
from backcare.terminal.terminal import Terminal

if TYPE_CHECKING:
    from backcare.runner.canvas import Canvas, ScreenView

OpenTerminal: TypeAlias = Callable[..., Terminal]

_INTERRUPTING_KEYS = frozenset({"c-c", "c-\\"})


@dataclass(frozen=True, slots=True)
class Devices:
    """The outside world of one run; without a canvas a session is written as lines.

    `began` is when its first picture was drawn, if that is there already.
    """

    terminal: Terminal
    canvas: "Canvas | None"
    sound: SoundOutput
    clock: Callable[[], float]
    began: float | None = None

    def read_keys(self, seconds: float) -> Sequence[str]:
        """Wait up to so many seconds for keys; raises Stopped on Ctrl-C."""
        return read_keys(self.terminal, seconds)

    def player(
        self, view: "ScreenView | None", listeners: Sequence[Listener[Event]] = (), *, speed: float = 1.0
    ) -> Player[Event]:
        """Return a player that draws this view and hears these listeners."""

        def show(now: float) -> float | None:
            changes_at = self.canvas.frame(view, now) if self.canvas and view else None
            self.sound.find_programs()  # slow, so only once the first frame is on the screen
            return changes_at

        world = World(
            self.clock, self.read_keys, self.terminal.suspend, self.terminal.took_continue, listeners, self.began
        )
        return Player(world, show, speed=speed)


def open_devices(
    settings: SessionSettings, open_terminal: OpenTerminal = Terminal, clock: Callable[[], float] = real_clock
) -> Devices:
    """Return the devices for a session: a screen where stdout is a terminal that can be drawn on, else lines."""
    is_terminal = sys.stdout.isatty()
    # With the lines going elsewhere, a pager may be reading the keys.
    on_screen = not settings.plain and is_terminal and os.environ.get("TERM") != "dumb"
    terminal = open_terminal(keys=is_terminal, screen=on_screen)
    canvas = _canvas(terminal) if terminal.has_screen else None
    sound = SoundOutput(settings, terminal.bell if terminal.has_bell else None)
    return Devices(terminal, canvas, sound, clock, drawn_at(terminal))


def read_keys(terminal: Terminal, seconds: float) -> Sequence[str]:
    """Wait up to so many seconds for keys; raises Stopped on Ctrl-C."""
    keys = terminal.wait(seconds)
    if _INTERRUPTING_KEYS.intersection(keys):
        raise Stopped(Exit.INTERRUPTED)
    return keys


def _canvas(terminal: Terminal) -> "Canvas":
    from backcare.runner.canvas import Canvas  # Rich is heavy, and lines have no need of it

    return Canvas(terminal)
