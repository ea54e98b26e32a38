"""What the steps of a run share, and what each of them leaves."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backcare.errors import Exit
from backcare.planning.plan import Plan
from backcare.runner.devices import Devices
from backcare.runner.safety_notice import SafetyNotice
from backcare.session.events import Event
from backcare.session.pages import Answer
from backcare.session.player import Machine
from backcare.settings.session_settings import SessionSettings

if TYPE_CHECKING:
    from backcare.runner.canvas import ScreenView
    from backcare.runner.session_history import SessionHistory


@dataclass(frozen=True, slots=True)
class Run:
    """What does not change from the start page to the end page; without `history` nothing is saved."""

    plan: Plan
    settings: SessionSettings
    safety: SafetyNotice
    history: "SessionHistory | None"
    devices: Devices

    @property
    def has_pages(self) -> bool:
        """Whether there is a page before and after the session."""
        return self.devices.canvas is not None and self.settings.pages

    @property
    def asks_pain(self) -> bool:
        """Whether to ask for pain from 0 to 10: not in a rehearsal, and not where the answer is not saved."""
        return self.history is not None and self.settings.ask and self.settings.speed == 1

    def playable(self, plan: Plan) -> Plan:
        """Return a plan as it can be played here: where no key can be pressed, nothing waits for one."""
        return plan if self.devices.terminal.has_keys else replace(plan, wait=False)

    def show_page(self, page: Machine[Answer, Event], view: "ScreenView") -> None:
        """Show a page until it is over; what was typed before it was there is no answer to it."""
        self.devices.read_keys(0.0)
        self.devices.player(view, [self.devices.sound]).play(page)


@dataclass(frozen=True, slots=True)
class Step:
    """What a step leaves: the exit code if the run is over, the summary, and notices for the end."""

    exit: Exit | None = None
    summary: str = ""
    notices: tuple[str, ...] = ()


def non_empty(*texts: str) -> tuple[str, ...]:
    """Return the texts that are not empty."""
    return tuple(filter(None, texts))
