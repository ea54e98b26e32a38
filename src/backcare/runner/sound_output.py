"""The sound of a run: the player and voice that were found, and the session that they play."""

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from backcare.files.folders import find_folders
from backcare.session.events import Event
from backcare.session.listener import Listener
from backcare.settings.session_settings import SessionSettings

if TYPE_CHECKING:
    from backcare.session.session import Session
    from backcare.sound.live import LiveSound
    from backcare.sound.speaker import Speaker
    from backcare.sound.tone_player import TonePlayer
    from backcare.sound.voices import Voice

_DOCTOR = "(backcare doctor)"
# By whether the voice and the tones failed.
_PROBLEMS = {
    (False, False): "",
    (True, False): "the voice failed, and tones did its work: `backcare doctor` tells more",
    (False, True): "the tones could not be played: `backcare doctor` tells more",
    (True, True): "neither the voice nor the tones could be played: `backcare doctor` tells more",
}


class SoundOutput(Listener[Event]):
    """Plays one session after the other; its programs are found and imported in `find_programs`.

    `ring` rings the terminal's bell, `None` where there is none.
    """

    def __init__(self, settings: SessionSettings, ring: Callable[[], None] | None) -> None:
        self._settings = settings
        self._ring = ring
        self._session: Session | None = None
        self._live: LiveSound | None = None
        self._tones: TonePlayer | None = None
        self._speaker: Speaker | None = None

    @property
    def problem(self) -> str:
        """A sentence on what failed while it played; empty if nothing did."""
        voice = self._speaker is not None and self._speaker.failed
        tones = self._tones is not None and self._tones.failed
        return _PROBLEMS[voice, tones]

    def attach(self, session: "Session", settings: SessionSettings) -> None:
        """Play this session from now on, with these settings."""
        self._settings = settings
        self._session, self._live = session, None

    def find_programs(self) -> None:
        """Find and import what plays and speaks, unless that is done; takes up to a tenth of a second."""
        if not self._settings.sound or self._live:
            return
        from backcare.sound import tone_player
        from backcare.sound.live import LiveSound

        if self._tones is None:
            self._tones = tone_player.TonePlayer(tone_player.find_player(), self._ring)
            self._speaker = self._new_speaker()
            if self._tones.player:
                with contextlib.suppress(OSError):
                    tone_player.import_player()
        if self._session:
            self._live = LiveSound(self._session, self._tones, self._speaker, speed=self._settings.speed)

    def on_events(self, events: Sequence[Event], now: float) -> None:
        """Take what happened at `now` (real seconds)."""
        if self._live:
            self._live.on_events(events, now)

    def next_due(self) -> float | None:
        """Return when the next sound is due (real seconds)."""
        return self._live.next_due() if self._live else None

    def run_due(self, now: float) -> None:
        """Play what is due."""
        if self._live:
            self._live.run_due(now)

    def is_busy(self, now: float) -> bool:
        """Whether something is still to be heard."""
        return self._live is not None and self._live.is_busy(now)

    def close(self) -> None:
        """Stop every sound and reap the child processes."""
        if self._speaker:
            self._speaker.close()
        if self._tones:
            self._tones.close()

    def describe(self, sound: bool, hush: bool) -> str:
        """Return what will be heard with these choices, in words for the start page."""
        from backcare.sound.tone_player import find_player

        if not sound:
            return "off"
        player, voice = find_player(), self._find_voice()
        if hush:
            return "hush: low tones, no voice" if player else f"none: hush needs a player {_DOCTOR}"
        tones = "tones" if player else "the terminal bell"
        if voice:
            return f"voice ({voice.program}) and {tones}"
        return f"{tones}; no voice was found {_DOCTOR}" if self._wants_voice else tones

    @property
    def _wants_voice(self) -> bool:
        # Words cannot be spoken any faster, so a rehearsal has tones alone.
        return self._settings.voice and self._settings.speed == 1.0

    def _find_voice(self) -> "Voice | None":
        from backcare.sound.voices import find_voice

        settings = self._settings
        return find_voice(settings.voice_name, settings.voice_rate) if self._wants_voice else None

    def _new_speaker(self) -> "Speaker | None":
        from backcare.sound.speaker import Speaker
        from backcare.sound.speech_lengths import SpeechLengths

        voice = self._find_voice()
        return Speaker(voice, SpeechLengths(find_folders().cache, voice.key, voice.rate)) if voice else None
