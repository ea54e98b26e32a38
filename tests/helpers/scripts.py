"""Scripts of keys and what they show, the same for a fake terminal and for the real program."""

from collections.abc import Callable
from dataclasses import dataclass

from backcare.settings.session_settings import SessionSettings

DEFAULTS = SessionSettings()


@dataclass(frozen=True)
class See:
    """Wait until all these texts are on the screen, or each of them exactly once."""

    texts: tuple[str, ...]
    once: bool = False

    def is_on(self, screen):
        return all(screen.count(text) == 1 if self.once else text in screen for text in self.texts)


@dataclass(frozen=True)
class Press:
    """Press keys, as the bytes that a terminal sends for them."""

    keys: str


@dataclass(frozen=True)
class Resize:
    """Give the window another size."""

    columns: int
    rows: int


@dataclass(frozen=True)
class Signal:
    """Send a signal, by its name."""

    name: str


@dataclass(frozen=True)
class Do:
    """Let something happen elsewhere."""

    action: Callable[[], object]


Step = See | Press | Resize | Signal | Do


def see(*texts):
    return See(texts)


def see_once(*texts):
    return See(texts, once=True)


@dataclass(frozen=True)
class Script:
    """What is typed in a shell, the steps from there, and how it ends.

    `leave` is pressed at the end for as long as it takes; `left` is what stays in the scrollback, `never` what is
    not to be shown; `bells` is how often the bell rings, where that is asked for.
    """

    command: str
    steps: tuple[Step, ...] = ()
    code: int = 0
    leave: str = ""
    left: tuple[str, ...] = ()
    settings: SessionSettings = DEFAULTS
    size: tuple[int, int] = (80, 24)
    bells: int | None = None
    never: tuple[str, ...] = ()

    @property
    def arguments(self):
        """The command line of the real program."""
        return [*self.command.split(), *options(self.settings)]


SWITCHES = {"sound": "--no-sound", "pages": "--yes", "log": "--no-log", "ask": "--no-ask", "awake": "--no-awake"}


def options(settings):
    """Settings as options of the command line."""
    yield from (option for name, option in SWITCHES.items() if not getattr(settings, name))
    if settings.speed != 1.0:
        yield from ("--speed", f"{settings.speed:g}")
