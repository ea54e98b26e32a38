"""How long a voice takes for a text: measured once for each voice and stored, estimated until then."""

import json
from pathlib import Path

from backcare.files.writing import write_private_file
from backcare.settings.session_settings import VOICE_RATE
from backcare.text import estimate_speech


class SpeechLengths:
    """The lengths of texts in seconds as one voice says them; `voice` is its key (see `Voice.key`)."""

    def __init__(self, folder: Path, voice: str, rate: int = VOICE_RATE) -> None:
        self._file = folder / "voices.json"
        self._voice = voice
        self._slower = VOICE_RATE / rate  # the estimate was fitted to a voice of that rate
        self._known = _read(self._file).get(voice, {})
        self._is_changed = False

    def __call__(self, text: str) -> float:
        """Return how long a text takes in seconds."""
        return self._known.get(text) or estimate_speech(text) * self._slower

    def remember(self, text: str, seconds: float) -> float:
        """Store that a text takes so many seconds, and return them."""
        if self._known.get(text) != round(seconds, 3):
            self._known[text] = round(seconds, 3)
            self._is_changed = True
        return seconds

    def save(self) -> None:
        """Write new measurements to the file; raises OSError."""
        if self._is_changed:
            write_private_file(self._file, json.dumps(_read(self._file) | {self._voice: self._known}))


def _read(file: Path) -> dict[str, dict[str, float]]:
    """Return the lengths by voice and text; a broken file counts as empty, since it can be measured again."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(stored, dict):
        return {}
    return {voice: _lengths(known) for voice, known in stored.items() if isinstance(known, dict)}


def _lengths(known: dict[str, object]) -> dict[str, float]:
    return {text: float(length) for text, length in known.items() if isinstance(length, int | float)}
