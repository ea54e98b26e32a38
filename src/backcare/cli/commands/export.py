"""The commands for what is heard: `doctor` and `export`."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backcare.cli import completion
from backcare.cli.context import find_routine
from backcare.cli.options import (
    HoldOption,
    HushOption,
    RepeatsOption,
    VoiceNameOption,
    VoiceOption,
    VoiceRateOption,
)
from backcare.errors import BackcareError
from backcare.files.folders import find_folders
from backcare.planning.build import LEAD_IN, REST, PlanOptions, build
from backcare.planning.plan import Plan
from backcare.settings.session_settings import VOICE_RATE
from backcare.text import format_clock

if TYPE_CHECKING:
    from backcare.sound.clips import Clips
    from backcare.sound.voices import Voice as Speech


def export(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE.yaml",
            help="A routine's name, or a file of your own.",
            autocompletion=completion.routine_names,
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Ends with .wav, .mp3 or .opus.")
    ] = None,
    hold: HoldOption = None,
    repeats: RepeatsOption = None,
    minutes: Annotated[
        float | None,
        typer.Option(
            min=0.5, max=180, metavar="M", envvar="BACKCARE_MINUTES", help="Fit it into so many minutes."
        ),
    ] = None,
    rest: Annotated[
        float,
        typer.Option(min=0, max=600, metavar="S", envvar="BACKCARE_REST", help="Seconds between stretches."),
    ] = REST,
    lead_in: Annotated[
        float,
        typer.Option(
            min=0, max=600, metavar="S", envvar="BACKCARE_LEAD_IN", help="Seconds before the first stretch."
        ),
    ] = LEAD_IN,
    voice: VoiceOption = True,
    hush: HushOption = False,
    voice_name: VoiceNameOption = None,
    voice_rate: VoiceRateOption = VOICE_RATE,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a whole session as one sound file, to play on the phone on the floor.

    \b
    backcare export postpartum
    backcare export pregnancy --minutes 10 -o session.wav
    """
    from backcare.sound import export
    from backcare.sound.clips import Clips, temporary_folder

    plan = build(
        find_routine(name), PlanOptions(hold=hold, repeats=repeats, minutes=minutes, rest=rest, lead_in=lead_in)
    )
    file = output or Path(f"{plan.routine}.wav")
    encoder = export.find_encoder(file)
    if file.exists() and not force:
        raise BackcareError(f"{file} is there already; --force writes over it")
    speaking = _voice_for_files(voice_name, voice_rate) if voice and not hush else None
    with _whole_or_not_at_all(file) as part, temporary_folder() as folder:
        wav = Path(folder) / "session.wav" if encoder else part
        _mix(plan, Clips(speaking, Path(folder), hush=hush), speaking, wav)
        if encoder:
            export.encode(encoder, wav, part)
    typer.echo(f"{file}: {format_clock(plan.seconds)}")
    for text in plan.notices:
        typer.echo(text)


def _voice_for_files(name: str | None, rate: int) -> "Speech | None":
    """The voice, if it can speak into a file; it is told of where there is none."""
    from backcare.sound.install_hints import install_command
    from backcare.sound.voices import find_voice

    found = find_voice(name, rate)
    if found and found.render:
        return found
    typer.echo(f"No voice that can speak into a file was found: tones only. {install_command('espeak-ng')}")
    return None


def _mix(plan: Plan, clips: "Clips", voice: "Speech | None", wav: Path) -> None:
    """Write the WAV, and keep what was learnt of the voice for sessions to come."""
    from backcare.sound import export
    from backcare.sound.speech_lengths import SpeechLengths

    with _progress(plan) as progress:
        if voice is None:
            export.write_wav(plan, clips, None, wav, progress)
            return
        pace = SpeechLengths(find_folders().cache, voice.key, voice.rate)
        export.write_wav(plan, clips, lambda text: pace.remember(text, clips.seconds(text)), wav, progress)
    with contextlib.suppress(OSError):
        pace.save()


@contextlib.contextmanager
def _whole_or_not_at_all(file: Path) -> Iterator[Path]:
    """Give a place to write to that becomes the file at the end, or goes without a trace."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem}.", suffix=file.suffix)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _progress(plan: Plan) -> Iterator[Callable[[float], None]]:
    """A bar at a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _seconds: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Mixing", total=plan.seconds)
        yield lambda seconds: bar.update(task, completed=seconds)
