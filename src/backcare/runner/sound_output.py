"""What a session is heard through: the options that choose it, and the player and voice that were found."""

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from backcare.files.folders import find_folders
from backcare.settings.session_settings import SessionSettings

if TYPE_CHECKING:
    from backcare.session.session import Session
    from backcare.sound.live import LiveSound as Ear
    from backcare.sound.speaker import Speaker
    from backcare.sound.tones import TonePlayer
    from backcare.sound.voices import Voice as SystemVoice


class SoundOutput:
    """Ears for one session after the other; what they play through is found and imported in `prepare`."""

    def __init__(self, settings: SessionSettings, ring: Callable[[], None] | None) -> None:
        self._settings = settings
        self._ring = ring
        self._session: Session | None = None
        self._ear: Ear | None = None
        self._chimes: TonePlayer | None = None
        self._speaker: Speaker | None = None

    @property
    def problem(self) -> str:
        """What broke down on the way, in a sentence; empty where nothing did."""
        voice = self._speaker is not None and self._speaker.failed
        tones = self._chimes is not None and self._chimes.failed
        return _TROUBLES[voice, tones]

    def attach(self, session: "Session", settings: SessionSettings) -> None:
        """Hear this session from now on, as the settings have it."""
        self._settings = settings
        self._session, self._ear = session, None

    def find_programs(self) -> None:
        """Find and import what plays and speaks; best done when a picture stands and nobody waits."""
        if not self._settings.sound or self._ear:
            return
        from backcare.sound import tones

        if self._chimes is None:
            self._chimes = tones.TonePlayer(tones.find_player(), self._ring)
            self._speaker = self._new_speaker()
            if self._chimes.player:
                with contextlib.suppress(OSError):
                    tones.import_player()
        if self._session:
            self._ear = self._new_ear(self._session, self._chimes)

    def on_events(self, events: Sequence[Any], now: float) -> None:
        """Take what happened at `now` (real seconds)."""
        if self._ear:
            self._ear.on_events(events, now)

    def next_due(self) -> float | None:
        """Return when the next thing is to be heard."""
        return self._ear.next_due() if self._ear else None

    def run_due(self, now: float) -> None:
        """Do what is due."""
        if self._ear:
            self._ear.run_due(now)

    def is_busy(self, now: float) -> bool:
        """Whether something is still to be heard."""
        return self._ear is not None and self._ear.is_busy(now)

    def close(self) -> None:
        """Silence everything, and leave no child behind."""
        if self._speaker:
            self._speaker.close()
        if self._chimes:
            self._chimes.close()

    def describe(self, *, sound: bool, hush: bool) -> str:
        """Return what will be heard, in words for the start page."""
        from backcare.sound.tones import find_player

        if not sound:
            return "off"
        player, voice = find_player(), self._found()
        if hush:
            return "hush: low tones, no voice" if player else f"none: hush needs a player {_DOCTOR}"
        tones = "tones" if player else "the terminal bell"
        if voice:
            return f"voice ({voice.program}) and {tones}"
        return f"{tones}; no voice was found {_DOCTOR}" if self._wants_voice else tones

    @property
    def _wants_voice(self) -> bool:
        # Words cannot be said any faster; a rehearsal has tones alone.
        return self._settings.voice and self._settings.speed == 1.0

    def _found(self) -> "SystemVoice | None":
        from backcare.sound.voices import find_voice

        settings = self._settings
        return find_voice(settings.voice_name, settings.voice_rate) if self._wants_voice else None

    def _new_ear(self, session: "Session", chimes: "TonePlayer") -> "Ear":
        from backcare.sound.live import LiveSound as Ear

        return Ear(session, chimes, self._speaker, speed=self._settings.speed)

    def _new_speaker(self) -> "Speaker | None":
        from backcare.sound.speaker import Speaker
        from backcare.sound.speech_lengths import SpeechLengths

        voice = self._found()
        return Speaker(voice, SpeechLengths(find_folders().cache, voice.key, voice.rate)) if voice else None


_DOCTOR = "(backcare doctor)"
# By whether the voice and the tones failed.
_TROUBLES = {
    (False, False): "",
    (True, False): "the voice failed, and tones did its work: `backcare doctor` tells more",
    (False, True): "the tones could not be played: `backcare doctor` tells more",
    (True, True): "neither the voice nor the tones could be played: `backcare doctor` tells more",
}
