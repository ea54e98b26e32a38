"""Play tones with the system's audio player, or ring the terminal's bell where none works."""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backcare.sound.cue_values import Tone

if TYPE_CHECKING:
    from playsound3.playsound3 import Sound

FOLDER = Path(__file__).parent / "tones"
RING_GAP = 0.25  # seconds between two rings: terminals merge closer ones
RINGS = {Tone.START: 1, Tone.END: 2, Tone.SWITCH: 3, Tone.DONE: 4}
MIN_GAP = 0.1  # seconds between two tones: a rehearsal would start players faster than they end
MAX_SECONDS = 5.0  # a player that runs longer is taken to hang
CHECK_EVERY = 0.1  # seconds between two looks at a running player: where it fails, the bell rings soon
_PROGRAMS = {"alsa": "aplay", "gstreamer": "gst-play-1.0", "ffplay": "ffplay"}


def tone_file(tone: Tone, *, hush: bool) -> Path:
    """Return the WAV file of a tone; with `hush` the low and soft one."""
    return (FOLDER / "hush" if hush else FOLDER) / f"{tone}.wav"


def find_player() -> str | None:
    """Return playsound3's name of this system's player, `None` where there is none."""
    if sys.platform == "darwin":
        return "afplay"
    if sys.platform == "win32":
        return "winmm"
    return next((name for name, program in _PROGRAMS.items() if shutil.which(program)), None)


@dataclass(frozen=True, slots=True)
class _Playing:
    """A tone being played: since when (real seconds), and how many rings replace it if the player fails."""

    since: float
    sound: "Sound"
    rings: int


class TonePlayer:
    """Plays one tone at a time; where there is no player, or it fails, it rings the terminal's bell.

    `player` is what `find_player` returns; `ring` rings once, and is `None` where there is no bell. When a player
    fails, the bell rings for the tone that it did not play, and for all later ones. `start` and `run_due` belong
    on the main thread: a sound ends with the thread that started it.
    """

    def __init__(self, player: str | None, ring: Callable[[], None] | None) -> None:
        self.player = player
        self.failed = False
        self._ring = ring
        self._rings: list[float] = []
        self._playing: list[_Playing] = []
        self._last = self._looked = float("-inf")

    def start(self, tone: Tone, now: float, *, hush: bool = False) -> None:
        """Start a tone at `now` (real seconds) and stop the one before; in hush there is no bell."""
        self._rings = []
        if now - self._last < MIN_GAP:
            return
        self._last = self._looked = now
        rings = 0 if hush else RINGS.get(tone, 0)
        if not (self.player and self._play(tone_file(tone, hush=hush), now, rings)):
            self._ring_from(now, rings)

    def next_due(self) -> float | None:
        """Return when the next ring is due, or the next look at a running player (real seconds)."""
        times = [*self._rings[:1], *([self._looked + CHECK_EVERY] if self._playing else [])]
        return min(times, default=None)

    def run_due(self, now: float) -> None:
        """Reap players that ended; ring once if a ring is due, however many a slow loop has missed."""
        self._looked = now
        self._playing = [one for one in self._playing if self._is_playing(one, now)]
        if self._ring and self._rings and self._rings[0] <= now:
            self._ring()
            self._rings = [at for at in self._rings if at > now]

    def is_busy(self) -> bool:
        """Whether a tone is still playing, or a ring is still due."""
        return bool(self._playing or self._rings)

    def close(self) -> None:
        """Stop every tone at once and reap the players."""
        self._rings = []
        for one in self._playing:
            _end_sound(one.sound)
        self._playing = []

    def _play(self, file: Path, now: float, rings: int) -> bool:
        """Start to play a file; return whether the player could be started."""
        for one in self._playing:
            one.sound.stop()
        try:
            self._playing.append(_Playing(now, start_file(file, self.player), rings))
        except OSError:
            self._use_bell()
        return self.player is not None

    def _is_playing(self, one: _Playing, now: float) -> bool:
        """Whether it still plays; if it failed or hangs, use the bell from now on."""
        if one.sound.is_alive():
            if now - one.since <= MAX_SECONDS:
                return True
            _end_sound(one.sound)
            self._use_bell()
            return False
        # An older one was stopped, which makes some players end with an error.
        if one.since == self._last and _has_failed(one.sound):
            self._use_bell()
            self._ring_from(now, one.rings)
        return False

    def _use_bell(self) -> None:
        self.player, self.failed = None, True

    def _ring_from(self, now: float, rings: int) -> None:
        self._rings = [now + RING_GAP * n for n in range(rings)] if self._ring else []


def _end_sound(sound: "Sound") -> None:
    sound.stop()
    end_process(sound.subprocess)


def _has_failed(sound: "Sound") -> bool:
    """Whether a player ended with an error; a negative code means that a signal ended it."""
    return (getattr(sound.subprocess, "returncode", 0) or 0) > 0


def import_player() -> None:
    """Import playsound3 without letting it start every player that it knows."""
    if "playsound3" in sys.modules:
        return
    logging.getLogger("playsound3").setLevel(logging.CRITICAL + 1)
    # Its import starts each player it finds on PATH to see which work. One that hangs would hang us.
    path = os.environ.get("PATH")
    os.environ["PATH"] = str(FOLDER)
    try:
        import playsound3  # noqa: F401
    finally:
        os.environ.pop("PATH")
        if path is not None:
            os.environ["PATH"] = path


def start_file(file: Path, player: str | None) -> "Sound":
    """Start to play a file and return the running sound; raises OSError where the player cannot be started."""
    import_player()
    from playsound3 import PlaysoundException, playsound

    try:
        return playsound(file, block=False, backend=player)
    except PlaysoundException as error:
        raise OSError(str(error)) from error


def end_process(process: "subprocess.Popen[bytes] | object") -> None:
    """End a child process, by force after 0.2 s, and reap it."""
    if isinstance(process, subprocess.Popen):
        try:
            process.terminate()
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
