"""Make the tones that backcare plays: `python tools/make_tones.py` writes them again, the same to the byte."""

import math
import sys
import wave
from array import array
from pathlib import Path

RATE = 22050
ATTACK = 0.012  # seconds: a tone that begins at once clicks
LOW, MIDDLE, HIGH = 392.0, 523.25, 784.0

# Each note: hertz, the second it begins at, and how many seconds it rings.
TONES = {
    "tick": [(LOW, 0.0, 0.12)],
    "count": [(MIDDLE, 0.0, 0.18)],
    "start": [(HIGH, 0.0, 0.45)],
    "halfway": [(LOW, 0.0, 0.2), (LOW, 0.22, 0.25)],
    "end": [(659.25, 0.0, 0.3), (440.0, 0.2, 0.5)],
    "switch": [(MIDDLE, 0.0, 0.2), (HIGH, 0.17, 0.2), (MIDDLE, 0.34, 0.35)],
    "done": [(MIDDLE, 0.0, 0.3), (659.25, 0.2, 0.3), (HIGH, 0.4, 0.6)],
    "pause": [(330.0, 0.0, 0.4)],
}
# Pitch, level and seconds of attack; beside a sleeping baby a fifth lower, a third as loud, and slower to swell.
SETS = {"": (1.0, 0.24, ATTACK), "hush": (2 / 3, 0.08, 0.03)}


def main() -> None:
    """Write every set under the folder named, or into the package."""
    shipped = Path(__file__).parents[1] / "src" / "backcare" / "sound" / "tones"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else shipped
    for name, (pitch, level, attack) in SETS.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for tone, notes in TONES.items():
            pitched = [(hertz * pitch, at, seconds) for hertz, at, seconds in notes]
            _write(folder / name / f"{tone}.wav", _mix(pitched, level, attack))


def _mix(notes: list[tuple[float, float, float]], level: float, attack: float) -> list[float]:
    """Return the samples, -1 to 1, of all notes of a tone."""
    samples = [0.0] * round(max(at + seconds for _, at, seconds in notes) * RATE)
    for hertz, at, seconds in notes:
        first = round(at * RATE)
        for n in range(round(seconds * RATE)):
            samples[first + n] += level * _sample(hertz, n / RATE, seconds, attack)
    return samples


def _sample(hertz: float, t: float, seconds: float, attack: float) -> float:
    """Return a note at `t` seconds: a sine with a little of its octave, that swells softly and dies away."""
    swell = min(t / attack, 1.0) * (1 - t / seconds) ** 2
    return swell * (0.85 * math.sin(math.tau * hertz * t) + 0.15 * math.sin(math.tau * 2 * hertz * t))


def _write(file: Path, samples: list[float]) -> None:
    """Write samples as a WAV file, mono, 16 bits."""
    data = array("h", (round(max(-1.0, min(1.0, sample)) * 32767) for sample in samples))
    if sys.byteorder == "big":
        data.byteswap()
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, RATE, len(data), "NONE", ""))
        out.writeframes(data.tobytes())


if __name__ == "__main__":
    main()
