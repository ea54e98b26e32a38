"""Tones through the system's own player, or else as counted rings of the terminal's bell."""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backcare.sound.cues import Tone

if TYPE_CHECKING:
    from playsound3.playsound3 import Sound

FOLDER = Path(__file__).parent / "tones"
APART = 0.25  # seconds between two rings: terminals run closer ones together
RINGS = {Tone.START: 1, Tone.END: 2, Tone.SWITCH: 3, Tone.DONE: 4}
CLOSEST = 0.1  # seconds between two tones: faster, as in a rehearsal, they would only heap up children
LONGEST = 5.0  # seconds after which a player is taken to hang
LOOK = 0.1  # seconds between two looks at a player that plays: the bell should ring soon where it fails
_PROGRAMS = {"alsa": "aplay", "gstreamer": "gst-play-1.0", "ffplay": "ffplay"}


def tone_file(tone: Tone, *, hush: bool) -> Path:
    """Return the WAV file of a tone; `hush` for the low and soft one."""
    return (FOLDER / "hush" if hush else FOLDER) / f"{tone}.wav"


def find_player() -> str | None:
    """Return the name that playsound3 has for this system's player, `None` where there is none."""
    if sys.platform == "darwin":
        return "afplay"
    if sys.platform == "win32":
        return "winmm"
    return next((name for name, program in _PROGRAMS.items() if shutil.which(program)), None)


@dataclass(frozen=True, slots=True)
class _Playing:
    """A tone that a player has begun: when (real seconds), and the rings that would stand for it."""

    since: float
    sound: "Sound"
    rings: int


class Chimes:
    """Plays one tone at a time; where there is no player, or it fails, it rings the terminal's bell.

    `player` is what `find_player` returns; `ring` rings once, and is `None` where there is no bell. A tone that
    a failing player swallowed is rung, and so are all later ones. `start` and `catch_up` belong on the main
    thread: a sound dies with the thread that started it.
    """

    def __init__(self, player: str | None, ring: Callable[[], None] | None) -> None:
        self.player = player
        self.failed = False
        self._ring = ring
        self._rings: list[float] = []
        self._playing: list[_Playing] = []
        self._last = self._looked = float("-inf")

    def start(self, tone: Tone, now: float, *, hush: bool = False) -> None:
        """Begin a tone at `now` (real seconds); a newer one silences what is left of an older one."""
        self._rings = []
        if now - self._last < CLOSEST:
            return
        self._last = self._looked = now
        # A bell cannot ring softly: in hush there is none.
        rings = 0 if hush else RINGS.get(tone, 0)
        if not (self.player and self._play(tone_file(tone, hush=hush), now, rings)):
            self._ring_from(now, rings)

    def next_due(self) -> float | None:
        """Return when the next ring is due, or a player that plays is to be looked at."""
        times = [*self._rings[:1], *([self._looked + LOOK] if self._playing else [])]
        return min(times, default=None)

    def run_due(self, now: float) -> None:
        """Take leave of players that ended; ring if a ring is due, those missed by a slow loop left out."""
        self._looked = now
        self._playing = [one for one in self._playing if self._goes_on(one, now)]
        if self._ring and self._rings and self._rings[0] <= now:
            self._ring()
            self._rings = [at for at in self._rings if at > now]

    def is_busy(self) -> bool:
        """Whether a tone is still playing, or a ring is still due."""
        return bool(self._playing or self._rings)

    def close(self) -> None:
        """Silence everything at once, and leave no child behind."""
        self._rings = []
        for one in self._playing:
            one.sound.stop()
            end_process(one.sound.subprocess)
        self._playing = []

    def _play(self, file: Path, now: float, rings: int) -> bool:
        """Begin to play a file; return whether the player could be started."""
        for one in self._playing:
            one.sound.stop()
        try:
            self._playing.append(_Playing(now, play(file, self.player), rings))
        except OSError:
            self._give_up()
        return self.player is not None

    def _goes_on(self, one: _Playing, now: float) -> bool:
        """Whether it still plays; if it failed or hangs, the bell does its work from now on."""
        if one.sound.is_alive():
            if now - one.since <= LONGEST:
                return True
            one.sound.stop()
            end_process(one.sound.subprocess)
            self._give_up()
            return False
        # An older one was silenced, which some players end with an error for.
        if one.since == self._last and _found_no_device(one.sound):
            self._give_up()
            self._ring_from(now, one.rings)
        return False

    def _give_up(self) -> None:
        self.player, self.failed = None, True

    def _ring_from(self, now: float, rings: int) -> None:
        self._rings = [now + APART * n for n in range(rings)] if self._ring else []


def _found_no_device(sound: "Sound") -> bool:
    """Whether a player that ended could not play; below zero it was ended by a signal."""
    return (getattr(sound.subprocess, "returncode", 0) or 0) > 0


def import_player() -> None:
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
    import_player()
    from playsound3 import PlaysoundException, playsound

    try:
        return playsound(file, block=False, backend=player)
    except PlaysoundException as error:
        raise OSError(str(error)) from error


def end_process(process: "subprocess.Popen[bytes] | object") -> None:
    """Make sure that a child ends, and take leave of it, so that no zombie stays."""
    if isinstance(process, subprocess.Popen):
        try:
            process.terminate()
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
