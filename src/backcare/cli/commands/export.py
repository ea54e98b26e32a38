"""The command `export`."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backcare.cli.context import config_of, find_routine, read_guidance
from backcare.cli.options import ForceOption, RoutineName, TipsOption, read_new_file, shares
from backcare.errors import BackcareError
from backcare.files.folders import find_folders
from backcare.files.writing import replace_file
from backcare.planning.build import PlanOptions
from backcare.planning.plan import Plan
from backcare.settings.session_settings import SessionSettings
from backcare.terminal.output import print_text
from backcare.text import format_clock

if TYPE_CHECKING:
    from backcare.sound.clips import Clips
    from backcare.sound.voices import Voice


@shares("options", PlanOptions, "hold repeats minutes rest lead_in")
@shares("settings", SessionSettings, "voice hush voice_name voice_rate")
def export(
    ctx: typer.Context,
    name: RoutineName,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Ends with .wav, .mp3 or .opus.")
    ] = None,
    *,
    options: PlanOptions,
    settings: SessionSettings,
    tips: TipsOption = True,
    force: ForceOption = False,
) -> None:
    """Write a whole session as one sound file.

    To be played on the phone on the floor.

    \b
    backcare export postpartum
    backcare export pregnancy --minutes 10 -o session.wav
    """
    from backcare.cli.personalise import personal_plan
    from backcare.sound.clips import Clips, temporary_folder
    from backcare.sound.export import encode, find_encoder

    found, guidance = find_routine(name), read_guidance()
    plan = personal_plan(found, options, config_of(ctx), guidance, None, tips=tips, takes_without=False)
    file = read_new_file(output, f"{plan.routine}.wav", force=force)
    encoder = find_encoder(file)
    voice = _voice_for_files(settings)
    with replace_file(file) as part, temporary_folder() as folder:
        wav = Path(folder) / "session.wav" if encoder else part
        seconds = _mix(plan, Clips(voice, Path(folder), hush=settings.hush), voice, wav)
        if encoder:
            encode(encoder, wav, part)
    print_text(f"{file}: {format_clock(seconds)}")
    for text in plan.notices:
        print_text(text)


def _voice_for_files(settings: SessionSettings) -> "Voice | None":
    """Return the voice that is wanted, if any; raises BackcareError if none can speak into a file."""
    if settings.hush or not settings.voice:
        return None
    from backcare.sound.install_hints import voice_hint
    from backcare.sound.voices import find_voice

    found = find_voice(settings.voice_name, settings.voice_rate, for_files=True)
    if found and found.render:
        return found
    hint = f"{voice_hint()} With --no-voice it has tones only."
    raise BackcareError(f"no voice that can speak into a file was found. {hint}")


def _mix(plan: Plan, clips: "Clips", voice: "Voice | None", wav: Path) -> float:
    """Write the WAV and return its seconds; keep how long each text took the voice for sessions to come."""
    from backcare.sound.export import write_wav
    from backcare.sound.speech_lengths import SpeechLengths

    with _progress_bar(plan) as progress:
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
