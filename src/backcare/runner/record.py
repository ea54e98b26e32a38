"""Record a session as a sound file, with the voice of the system where one is wanted and found."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from backcare.files.folders import find_folders
from backcare.planning.plan import Plan
from backcare.settings.session_settings import SessionSettings

if TYPE_CHECKING:
    from backcare.sound.voices import Voice


def wants_voice(settings: SessionSettings) -> bool:
    """Whether the words of a session are to be heard."""
    return settings.voice and not settings.hush


def voice_for_files(settings: SessionSettings) -> "Voice | None":
    """Return the voice that is wanted and can speak into a file, if there is one."""
    from backcare.sound.voices import find_voice

    if not wants_voice(settings):
        return None
    found = find_voice(settings.voice_name, settings.voice_rate, for_files=True)
    return found if found and found.render else None


def record_wav(plan: Plan, settings: SessionSettings, voice: "Voice | None", wav: Path) -> float:
    """Write a session as WAV and return its seconds; keep how long each text took the voice for sessions to come.

    Raises OSError, and VoiceError if the voice fails.
    """
    from backcare.sound.clips import Clips, temporary_folder
    from backcare.sound.export import write_wav
    from backcare.sound.speech_lengths import SpeechLengths

    with temporary_folder() as folder, _progress_bar(plan) as progress:
        clips = Clips(voice, Path(folder), hush=settings.hush)
        if voice is None:
            return write_wav(plan, clips, None, wav, progress)
        lengths = SpeechLengths(find_folders().cache, voice.key, voice.rate)
        seconds = write_wav(plan, clips, lambda text: lengths.remember(text, clips.seconds(text)), wav, progress)
    with contextlib.suppress(OSError):
        lengths.save()
    return seconds


@contextlib.contextmanager
def _progress_bar(plan: Plan) -> Iterator[Callable[[float], None]]:
    """Show a bar at a terminal, and nothing elsewhere; give a function that takes the seconds that are done."""
    if not sys.stderr.isatty():
        yield lambda _seconds: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Mixing", total=plan.seconds)
        yield lambda seconds: bar.update(task, completed=seconds)
