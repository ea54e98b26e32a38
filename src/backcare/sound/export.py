"""Write a session as one sound file: words and tones on the plan's timeline, mixed one second at a time."""

import shutil
import subprocess
import wave
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from backcare.errors import BackcareError, UsageError
from backcare.planning.plan import Plan, start_times
from backcare.sound.child_programs import start_program, wait_within
from backcare.sound.clips import LOUDEST, RATE, Clips, Samples, little_endian
from backcare.sound.cue_values import Cue, Lengths, ToneCue, Utterance
from backcare.sound.cues import cues_of_plan
from backcare.sound.mp3 import has_mp3, write_mp3

ENCODER_START_UP = 10.0  # seconds that an encoder may take beside the length of what it encodes

Encoder: TypeAlias = Callable[[Path, Path], None]  # from a WAV to another file
_Clip: TypeAlias = tuple[int, Samples]

# Commands that make a smaller file from a WAV, by the suffix wanted; the first program found is used.
_ENCODERS = {
    ".mp3": (("ffmpeg", "-v", "error", "-y", "-i", "{wav}", "{out}"), ("lame", "--quiet", "{wav}", "{out}")),
    ".opus": (("ffmpeg", "-v", "error", "-y", "-i", "{wav}", "{out}"), ("opusenc", "--quiet", "{wav}", "{out}")),
}


def write_wav(
    plan: Plan, clips: Clips, lengths: Lengths | None, file: Path, progress: Callable[[float], None]
) -> float:
    """Write a session as a WAV file and return its seconds: the plan's, and those of the closing words.

    `progress` gets the seconds written so far. Raises OSError, and VoiceError if the voice fails.
    """
    *phases, last = cues_of_plan(plan, lengths)
    closing = list(_closing_clips(plan, clips, last))
    total = max(round(plan.seconds * RATE), *(at + len(samples) for at, samples in closing))
    upcoming = chain(_clips_in_order(plan, clips, phases), closing)
    clip = next(upcoming, None)
    sounding: list[_Clip] = []
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        for begin in range(0, total, RATE):
            end = min(begin + RATE, total)
            while clip and clip[0] < end:
                sounding.append(clip)
                clip = next(upcoming, None)
            out.writeframes(little_endian(_mix(sounding, begin, end)).tobytes())
            sounding = [(at, samples) for at, samples in sounding if at + len(samples) > end]
            progress(end / RATE)
    return total / RATE


def find_encoder(file: Path) -> Encoder | None:
    """Return what makes this kind of file from a WAV, `None` for a WAV itself.

    Raises UsageError for an unknown kind, BackcareError if no encoder is installed.
    """
    kind = file.suffix.lower()
    if kind == ".wav":
        return None
    if kind == ".mp3" and has_mp3():
        return write_mp3
    if kind not in _ENCODERS:
        raise UsageError(f"{file.name}: a sound file ends with .wav, {', '.join(_ENCODERS)}; a page with .html")
    found = next((command for command in _ENCODERS[kind] if shutil.which(command[0])), None)
    if found is None:
        names = " or ".join(command[0] for command in _ENCODERS[kind])
        raise BackcareError(f"{file.name}: no encoder was found ({names}); a name with .wav needs none")
    return partial(encode, found)


def encode(command: tuple[str, ...], wav: Path, out: Path, *, start_up: float = ENCODER_START_UP) -> None:
    """Run an encoder; raises BackcareError if it fails.

    It fails, too, if it takes `start_up` seconds longer than the session, or makes a file larger than the WAV.
    """
    paths = {"{wav}": str(wav), "{out}": str(out)}
    size = wav.stat().st_size
    try:
        child = start_program([paths.get(word, word) for word in command])
        wait_within(child, out, seconds=start_up + size / (2 * RATE), size=size)
    except (OSError, subprocess.SubprocessError) as error:
        raise BackcareError(f"{command[0]} could not make the file") from error


def _clips_in_order(plan: Plan, clips: Clips, phases: Sequence[tuple[Cue, ...]]) -> Iterator[_Clip]:
    """Yield the clips of all phases with the number of their first sample, in order."""
    for begin, cues in zip(start_times(plan.phases), phases, strict=True):
        for cue in cues:
            yield round((begin + cue.at) * RATE), _samples(clips, cue)


def _closing_clips(plan: Plan, clips: Clips, cues: Sequence[Cue]) -> Iterator[_Clip]:
    """Yield the tone and the words that close a session: words follow the plan, a tone alone ends with it."""
    end = round(plan.seconds * RATE)
    has_words = any(isinstance(cue, Utterance) for cue in cues)
    for cue in cues:
        samples = _samples(clips, cue)
        yield end if has_words else max(end - len(samples), 0), samples


def _samples(clips: Clips, cue: Cue) -> Samples:
    return clips.tone(cue.tone) if isinstance(cue, ToneCue) else clips.speech(cue.text)


def _mix(sounding: list[_Clip], begin: int, end: int) -> Samples:
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
