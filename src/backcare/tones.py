"""Tones through the system's own player, or else as counted rings of the terminal's bell."""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from backcare.cues import Tone

if TYPE_CHECKING:
    from playsound3.playsound3 import Sound

FOLDER = Path(__file__).parent / "tones"
APART = 0.25  # seconds between two rings: terminals run closer ones together
RINGS = {Tone.START: 1, Tone.END: 2, Tone.SWITCH: 3, Tone.DONE: 4}
CLOSEST = 0.1  # seconds between two tones: faster, as in a rehearsal, they would only heap up children
LONGEST = 5.0  # seconds after which a player is taken to hang
_PROGRAMS = {"alsa": "aplay", "gstreamer": "gst-play-1.0", "ffplay": "ffplay"}


def file_of(tone: Tone, *, hush: bool) -> Path:
    """Return the WAV file of a tone; `hush` for the low and soft one."""
    return (FOLDER / "hush" if hush else FOLDER) / f"{tone}.wav"


def find_player() -> str | None:
    """Return the name that playsound3 has for this system's player, `None` where there is none."""
    if sys.platform == "darwin":
        return "afplay"
    if sys.platform == "win32":
        return "winmm"
    return next((name for name, program in _PROGRAMS.items() if shutil.which(program)), None)


class Chimes:
    """Plays one tone at a time; where there is no player, or it fails, it rings.

    `start` and `catch_up` belong on the main thread: a sound dies with the thread that started it.
    """

    def __init__(self, player: str | None, ring: Callable[[], None]) -> None:
        self.player = player
        self._ring = ring
        self._rings: list[float] = []
        self._playing: list[tuple[float, Sound]] = []
        self._last = float("-inf")

    def start(self, tone: Tone, now: float, *, hush: bool = False) -> None:
        """Begin a tone at `now` (real seconds); a newer one silences what is left of an older one."""
        self._rings = []
        if now - self._last < CLOSEST:
            return
        self._last = now
        if self.player and self._play(file_of(tone, hush=hush), now):
            return
        # A bell cannot ring softly: in hush there is none.
        self._rings = [now + APART * n for n in range(0 if hush else RINGS.get(tone, 0))]

    def wake(self) -> float | None:
        """Return when the next ring is due."""
        return self._rings[0] if self._rings else None

    def catch_up(self, now: float) -> None:
        """Ring if a ring is due, those missed by a slow loop left out; take leave of players that ended."""
        if self._rings and self._rings[0] <= now:
            self._ring()
            self._rings = [at for at in self._rings if at > now]
        self._playing = [(at, sound) for at, sound in self._playing if self._goes_on(at, sound, now)]

    def busy(self) -> bool:
        """Whether something still sounds; nobody waits for what a bell has yet to ring."""
        return bool(self._playing)

    def close(self) -> None:
        """Silence everything at once, and leave no child behind."""
        self._rings = []
        for _, sound in self._playing:
            sound.stop()
            end(sound.subprocess)
        self._playing = []

    def _play(self, file: Path, now: float) -> bool:
        for _, sound in self._playing:
            sound.stop()
        try:
            self._playing.append((now, play(file, self.player)))
        except OSError:
            self.player = None
        return self.player is not None

    def _goes_on(self, since: float, sound: "Sound", now: float) -> bool:
        if sound.is_alive():
            if now - since > LONGEST:
                end(sound.subprocess)
                self.player = None
            return True
        # Below zero it was silenced; above, the player has no device to play on.
        if (getattr(sound.subprocess, "returncode", 0) or 0) > 0:
            self.player = None
        return False


def warm_up() -> None:
    """Import what plays, which takes a while, at a moment when nobody waits."""
    if "playsound3" in sys.modules:
        return
    logging.getLogger("playsound3").setLevel(logging.CRITICAL + 1)
    # Its import starts each player it knows, to see which there are. We name ours; one that hangs would hang us.
    path = os.environ.get("PATH")
    os.environ["PATH"] = str(FOLDER)
    try:
        import playsound3  # noqa: F401
    finally:
        os.environ.pop("PATH")
        if path is not None:
            os.environ["PATH"] = path


def play(file: Path, player: str | None) -> "Sound":
    """Begin to play a file, and return what tells when it ends; raises OSError where the player is gone."""
    warm_up()
    from playsound3 import PlaysoundException, playsound

    try:
        return playsound(file, block=False, backend=player)
    except PlaysoundException as error:
        raise OSError(str(error)) from error


def end(process: "subprocess.Popen[bytes] | object") -> None:
    """Make sure that a child ends, and take leave of it, so that no zombie stays."""
    if isinstance(process, subprocess.Popen):
        try:
            process.terminate()
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
