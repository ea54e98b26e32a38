"""Spoken texts and tones as arrays of samples."""

import subprocess
import sys
import tempfile
import wave
from array import array
from functools import lru_cache
from math import inf
from pathlib import Path
from typing import TypeAlias

from backcare.errors import BackcareError
from backcare.sound.cue_values import Tone
from backcare.sound.speaker import longest_clip, speak_to_file
from backcare.sound.tone_player import tone_file
from backcare.sound.voices import Voice

RATE = 22050  # samples a second, one channel, 16 bits, like the tones and espeak-ng
LOWEST_RATE, HIGHEST_RATE = 4000, 192_000  # samples a second that a voice may have
VOICE_PEAK = 0.65  # of full scale: even with the loudest tone on top it does not clip
CLIPS = 32  # texts kept in memory, so that it does not grow with the session
LOUDEST = 2**15 - 1

Samples: TypeAlias = "array[int]"


class VoiceError(BackcareError):
    """The voice could not speak into a file."""


class Clips:
    """The samples of each text and tone; without a voice every text is silent."""

    def __init__(self, voice: Voice | None, folder: Path, *, hush: bool) -> None:
        self._voice = voice
        self._file = folder / "clip.wav"
        self.speech = lru_cache(CLIPS)(self._speech)
        self.tone = lru_cache(len(Tone))(lambda tone: read_wav(tone_file(tone, hush=hush)))

    def seconds(self, text: str) -> float:
        """Return the length of a spoken text in seconds."""
        return len(self.speech(text)) / RATE

    def _speech(self, text: str) -> Samples:
        """Return the samples of a spoken text; raises VoiceError."""
        if self._voice is None:
            return array("h")
        try:
            speak_to_file(self._voice, text, self._file)
            return _normalised(read_wav(self._file, longest=longest_clip(text, self._voice.rate)))
        except (OSError, EOFError, wave.Error, subprocess.SubprocessError) as error:
            raise VoiceError(
                f"{self._voice.program} did not speak into a file; --no-voice leaves it out"
            ) from error


def read_wav(file: Path, *, longest: float = inf) -> Samples:
    """Return the samples of a WAV file of one channel and 16 bits, converted to `RATE`.

    Raises OSError, EOFError or wave.Error if it is none, or lasts more than so many seconds.
    """
    with wave.open(str(file), "rb") as sound:
        if (sound.getnchannels(), sound.getsampwidth()) != (1, 2):
            raise wave.Error("not one channel of 16 bits")
        if not LOWEST_RATE <= sound.getframerate() <= HIGHEST_RATE:
            raise wave.Error("no rate of a voice")
        samples, rate = array("h"), sound.getframerate()
        data = sound.readframes(sound.getnframes())  # as many as there are: some voices do not know it at first
    if len(data) > 2 * longest * rate:
        raise wave.Error("longer than its text explains")
    samples.frombytes(data[: len(data) // 2 * 2])
    return _at_our_rate(little_endian(samples), rate)


def temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """Return a temporary folder for clips, as a context manager that deletes it."""
    return tempfile.TemporaryDirectory(prefix="backcare-")


def _normalised(samples: Samples) -> Samples:
    """Scale samples so that every voice has the same peak."""
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


def little_endian(samples: Samples) -> Samples:
    """Swap the bytes of samples between the machine's order and that of a WAV file, where they differ."""
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    return samples
