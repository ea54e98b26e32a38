"""Texts and tones as samples."""

import subprocess
import sys
import tempfile
import wave
from array import array
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from backcare.errors import BackcareError
from backcare.sound.cues import Tone
from backcare.sound.speaker import render
from backcare.sound.tones import tone_file
from backcare.sound.voices import Voice

RATE = 22050  # samples a second, one channel, 16 bits: what the tones and espeak-ng have


VOICE_PEAK = 0.65  # of full scale: with the loudest tone on top it still does not clip


CLIPS = 32  # kept at hand, so that memory does not grow with the session


LOUDEST = 2**15 - 1


Samples: TypeAlias = "array[int]"


class VoiceError(BackcareError):
    """The voice would not speak into a file."""


class Clips:
    """The sound of each text and tone; `voice` is `None` where there are tones only."""

    def __init__(self, voice: Voice | None, folder: Path, *, hush: bool) -> None:
        self._voice = voice
        self._file = folder / "clip.wav"
        self.of = lru_cache(CLIPS)(self._of)
        self.tone = lru_cache(len(Tone))(lambda tone: read_wav(tone_file(tone, hush=hush)))

    def seconds(self, text: str) -> float:
        """Return how long a text is."""
        return len(self.of(text)) / RATE

    def _of(self, text: str) -> Samples:
        """The samples of a text; raises VoiceError where the voice fails."""
        if self._voice is None:
            return array("h")
        try:
            render(self._voice, text, self._file)
            return _levelled(read_wav(self._file))
        except (OSError, EOFError, wave.Error, subprocess.SubprocessError) as error:
            raise VoiceError(
                f"{self._voice.program} did not speak into a file; --no-voice leaves it out"
            ) from error


def read_wav(file: Path) -> Samples:
    """Return the samples of a WAV file of one channel and 16 bits, at our rate.

    Raises OSError, EOFError or wave.Error where it is none.
    """
    with wave.open(str(file), "rb") as sound:
        if (sound.getnchannels(), sound.getsampwidth()) != (1, 2):
            raise wave.Error("not one channel of 16 bits")
        samples, rate = array("h"), sound.getframerate()
        data = sound.readframes(sound.getnframes())
    samples.frombytes(data[: len(data) // 2 * 2])
    return _at_our_rate(_little(samples), rate)


def temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """Return a folder for clips that goes by itself."""
    return tempfile.TemporaryDirectory(prefix="backcare-")


def _levelled(samples: Samples) -> Samples:
    """Make the loudest moment of a voice as loud as everybody's."""
    peak = max(max(samples, default=0), -min(samples, default=0))
    if not peak:
        return samples
    scale = VOICE_PEAK * LOUDEST / peak
    return array("h", (round(sample * scale) for sample in samples))


def _at_our_rate(samples: Samples, rate: int) -> Samples:
    if rate == RATE or not samples:
        return samples
    count = len(samples) * RATE // rate
    return array("h", (samples[min(n * rate // RATE, len(samples) - 1)] for n in range(count)))


def _little(samples: Samples) -> Samples:
    """Turn the bytes of samples around where the machine's order is not the file's."""
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    return samples
