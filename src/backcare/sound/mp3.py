"""MP3: a session of four minutes in 1.4 MB."""

import wave
from importlib.util import find_spec
from pathlib import Path

from backcare.sound.clips import RATE

BITRATE = 48  # kbit/s: enough for a voice; 4 minutes are 1.4 MB, and 10.6 MB as WAV
_MEDIUM_QUALITY = 5


def has_mp3() -> bool:
    """Whether the encoder is installed, which has no wheels for some systems."""
    return find_spec("lameenc") is not None


def write_mp3(wav: Path, out: Path) -> None:
    """Write what is in a WAV file of ours as MP3; raises OSError.

    The bit rate stays the same, so that every player finds every second.
    """
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(BITRATE)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(_MEDIUM_QUALITY)
    with wave.open(str(wav), "rb") as sound, out.open("wb") as file:
        while samples := sound.readframes(60 * RATE):
            file.write(encoder.encode(samples))
        file.write(encoder.flush())
