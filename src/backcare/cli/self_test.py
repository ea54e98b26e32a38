"""What `doctor` tries: tones, voice, terminal and folders, each with what mends it."""

import contextlib
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from backcare import __version__
from backcare.files.folders import find_folders
from backcare.files.writing import unwritable_reason
from backcare.library import library
from backcare.planning.build import PlanOptions, build
from backcare.sound import clips
from backcare.sound.child_programs import start_program, wait_within
from backcare.sound.cue_values import Tone
from backcare.sound.cues import cues_of_plan
from backcare.sound.install_hints import device_hint, install_command, voice_hint
from backcare.sound.speaker import voice_input
from backcare.sound.speech_lengths import SpeechLengths
from backcare.sound.tone_player import end_process, find_player, start_file, tone_file
from backcare.sound.voices import Voice, find_voice
from backcare.terminal import output

if TYPE_CHECKING:
    from playsound3.playsound3 import Sound


TRIAL = "This is the voice of backcare. Ease into it, and breathe slowly."
LONGEST_TONE = 5.0  # seconds that a tone may take
LONGER = 4  # times that, a sentence may take
MOST_COMPLAINTS = 100_000  # bytes that a voice may write beside what it says


def try_tones(patience: float = LONGEST_TONE) -> bool:
    """Play a tone, for at most `patience` seconds; print what was found, and return whether it was played."""
    player = find_player()
    if player is None:
        print_result("tones", f"no player was found. {install_command('alsa-utils')}")
        return False
    try:
        sound = start_file(tone_file(Tone.DONE, hush=False), player)
    except OSError:
        print_result("tones", f"{player} did not start. {install_command('alsa-utils')}")
        return False
    trouble = _trouble_with(sound, patience)
    print_result("tones", f"{player} {trouble or 'played one'}")
    return not trouble


def _trouble_with(sound: "Sound", patience: float) -> str:
    """Wait for the end of a sound; return what went wrong, empty where nothing did."""
    until = time.monotonic() + patience
    while sound.is_alive() and time.monotonic() < until:
        time.sleep(0.02)
    hangs = sound.is_alive()
    end_process(sound.subprocess)
    if hangs:
        return "does not come to an end"
    failed = getattr(sound.subprocess, "returncode", 0)
    return f"found nothing to play on. {device_hint()}" if failed else ""


def try_voice(name: str | None, rate: int, patience: float = LONGER * LONGEST_TONE) -> bool:
    """Say a sentence, for at most `patience` seconds; print what was found, and return whether it was spoken.

    How long the shipped texts take a voice that spoke is measured, too.
    """
    voice = find_voice(name, rate)
    if voice is None:
        print_result("voice", f"none was found. {voice_hint()}")
        return False
    trouble = _trouble_speaking(voice, patience)
    print_result("voice", f"{voice.program} ({voice.name}, {voice.rate} words a minute) {trouble or 'spoke'}")
    if voice.render and not trouble:
        _measure(voice)
    return not trouble


def _trouble_speaking(voice: Voice, patience: float) -> str:
    """Say a sentence to its end; return what went wrong, empty where nothing did."""
    with clips.temporary_folder() as folder:
        complaints = Path(folder) / "complaints"
        try:
            with complaints.open("wb") as errors:
                child = start_program(voice.command, voice_input(TRIAL), dict(voice.environment), errors=errors)
            wait_within(child, complaints, seconds=patience, size=MOST_COMPLAINTS)
        except subprocess.CalledProcessError:
            return "failed. Is its name right?"
        except (OSError, subprocess.SubprocessError):
            return "does not answer"
        # Without a device espeak-ng ends well and only complains.
        return f"found nothing to speak on. {device_hint()}" if b"rror" in complaints.read_bytes() else ""


def _measure(voice: Voice) -> None:
    """Measure how long the texts of the routines take this voice, and keep it for the sessions to come."""
    lengths = SpeechLengths(find_folders().cache, voice.key, voice.rate)
    routines, _ = library.open_library().routines()
    with contextlib.suppress(OSError, clips.VoiceError), clips.temporary_folder() as folder:
        recorded = clips.Clips(voice, Path(folder), hush=False)
        for routine in routines:
            cues_of_plan(
                build(routine, PlanOptions()), lambda text: lengths.remember(text, recorded.seconds(text))
            )
        lengths.save()


def surroundings() -> Iterator[tuple[str, str]]:
    """Yield what else a session needs, each with a label: terminal, colours and signs, folders, versions."""
    here = shutil.get_terminal_size()
    kind = f"{here.columns} by {here.lines}, TERM={os.environ.get('TERM', '')}"
    yield "terminal", kind if sys.stdout.isatty() else "none: sessions are lines of text"
    colours = "off (NO_COLOR)" if os.environ.get("NO_COLOR") else "on"
    signs = "all signs" if output.shows_unicode() else "ASCII only: set LANG to one with UTF-8"
    yield "colours", f"{colours}, {signs}"
    for label, folder in (
        ("routines", find_folders().routines),
        ("data", find_folders().data),
        ("cache", find_folders().cache),
    ):
        reason = unwritable_reason(folder)
        yield label, f"{folder}  not writable: {reason}" if reason else str(folder)
    system = f"{platform.system()} {platform.release()}"
    yield "versions", f"backcare {__version__}, Python {platform.python_version()}, {system}"


def print_result(label: str, text: str) -> None:
    """Print one result behind its label."""
    output.print_text(f"{label + ':':<10} {text}")
