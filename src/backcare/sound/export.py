"""A whole session as one WAV file: words and tones on the plan's timeline, mixed a second at a time."""

import shutil
import subprocess
import wave
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from backcare.errors import BackcareError, UsageError
from backcare.planning.plan import Plan, start_times
from backcare.sound.clips import LOUDEST, RATE, Clips, Samples, _little
from backcare.sound.cues import Lengths, ToneCue, Utterance, cues_of_plan

_Clip: TypeAlias = tuple[int, Samples]

# How to make a smaller file from a WAV, by what the name ends with: the first program that is there.
_ENCODERS = {
    ".mp3": (("ffmpeg", "-v", "error", "-y", "-i", "{wav}", "{out}"), ("lame", "--quiet", "{wav}", "{out}")),
    ".opus": (("ffmpeg", "-v", "error", "-y", "-i", "{wav}", "{out}"), ("opusenc", "--quiet", "{wav}", "{out}")),
}


def write_wav(
    plan: Plan, clips: Clips, lengths: Lengths | None, file: Path, progress: Callable[[float], None]
) -> None:
    """Write a session as a WAV file of exactly the plan's length; `progress` is told the seconds that are done.

    Raises OSError where that cannot be, VoiceError where the voice fails.
    """
    total = round(plan.seconds * RATE)
    upcoming = _timeline(plan, clips, lengths)
    clip = next(upcoming, None)
    sounding: list[_Clip] = []
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        for begin in range(0, total, RATE):
            end = min(begin + RATE, total)
            while clip and clip[0] < end:
                sounding.append(clip)
                clip = next(upcoming, None)
            out.writeframes(_little(_mixed(sounding, begin, end)).tobytes())
            sounding = [(at, samples) for at, samples in sounding if at + len(samples) > end]
            progress(end / RATE)


def find_encoder(file: Path) -> tuple[str, ...] | None:
    """Return the command that makes this kind of file from a WAV, `None` where a WAV is what is wanted.

    Raises UsageError for an unknown kind, BackcareError where no encoder was found.
    """
    kind = file.suffix.lower()
    if kind == ".wav":
        return None
    if kind not in _ENCODERS:
        raise UsageError(f"{file.name}: a sound file ends with .wav, {', '.join(_ENCODERS)}")
    found = next((command for command in _ENCODERS[kind] if shutil.which(command[0])), None)
    if found is None:
        names = " or ".join(command[0] for command in _ENCODERS[kind])
        raise BackcareError(f"{file.name}: no encoder was found ({names}); a name with .wav needs none")
    return found


def encode(command: tuple[str, ...], wav: Path, out: Path) -> None:
    """Run an encoder; raises BackcareError where it fails."""
    paths = {"{wav}": str(wav), "{out}": str(out)}
    try:
        subprocess.run(  # noqa: S603 - our own words and our own paths
            [paths.get(word, word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise BackcareError(f"{command[0]} could not make the file") from error


def _timeline(plan: Plan, clips: Clips, lengths: Lengths | None) -> Iterator[_Clip]:
    """Every clip with the sample it begins at, in order."""
    *phases, last = cues_of_plan(plan, lengths)
    for start, cues in zip(start_times(plan.phases), phases, strict=True):
        for cue in cues:
            samples = clips.tone(cue.tone) if isinstance(cue, ToneCue) else clips.of(cue.text)
            yield round((start + cue.at) * RATE), samples
    yield from _farewell(plan, clips, last)


def _farewell(plan: Plan, clips: Clips, cues: tuple[ToneCue | Utterance, ...]) -> Iterator[_Clip]:
    """The end's tones inside the plan's length; its words would come after it, and there is no after."""
    for cue in cues:
        if isinstance(cue, ToneCue):
            samples = clips.tone(cue.tone)
            yield max(round(plan.seconds * RATE) - len(samples), 0), samples


def _mixed(sounding: list[_Clip], begin: int, end: int) -> Samples:
    block = array("h", bytes(2 * (end - begin)))
    quiet_from = 0
    for at, samples in sounding:
        first, last = max(at, begin), min(at + len(samples), end)
        piece = samples[first - at : last - at]
        if first - begin >= quiet_from:
            block[first - begin : last - begin] = piece
        else:
            _add(block, piece, first - begin)
        quiet_from = max(quiet_from, last - begin)
    return block


def _add(block: Samples, piece: Samples, at: int) -> None:
    for n, sample in enumerate(piece, at):
        block[n] = max(-LOUDEST, min(LOUDEST, block[n] + sample))
