"""Say at once when a session is no longer saved, or goes on in a new file."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from backcare.screen.plain_lines import minutes_seconds
from backcare.session.events import Event
from backcare.session.listener import Listener

if TYPE_CHECKING:
    from backcare.history.recorder import Recorder


def saving_text(recorder: "Recorder | None") -> str:
    """Return what there is to say of saving while the session runs; empty as long as all is well."""
    if recorder is None:
        return ""
    return f"This session is not saved: {recorder.loss}" if recorder.loss else recorder.notice


class SavingLines(Listener[Event]):
    """A listener that writes it as a line, once, with the time of the last event; it comes after the recorder."""

    def __init__(self, recorder: "Recorder", write: Callable[[str], None]) -> None:
        self._recorder = recorder
        self._write = write
        self._at = 0.0
        self._written = ""

    def on_events(self, events: Sequence[Event], _now: float) -> None:
        """Take the time of what happened."""
        self._at = events[-1].at

    def run_due(self, _now: float) -> None:
        """Write what is new."""
        text = saving_text(self._recorder)
        if text and text != self._written:
            self._write(f"[{minutes_seconds(self._at)}] {text}")
        self._written = text
