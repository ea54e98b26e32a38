"""The commands for what is heard: `doctor` and `export`."""

import contextlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backcare import __version__
from backcare.cli import common
from backcare.cli.hearing import RATE, Hush, Voice, VoiceName, VoiceRate
from backcare.cli.practice import Repeats, Seconds, find
from backcare.errors import BackcareError, Exit
from backcare.plan import Plan, clock
from backcare.planning import Wishes, build
from backcare.settings import folders

if TYPE_CHECKING:
    from backcare import speech

TRIAL = "This is the voice of backcare. Ease into it, and breathe slowly."
_PATIENCE = 5.0
_INSTALLERS = {
    "apt-get": "sudo apt-get install",
    "dnf": "sudo dnf install",
    "pacman": "sudo pacman -S",
    "zypper": "sudo zypper install",
    "apk": "sudo apk add",
}


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(doctor)
    app.command()(export)


def doctor(voice_name: VoiceName = None, voice_rate: VoiceRate = RATE) -> None:
    """Try the speaker, the voice, the terminal and the folders, and say what mends what is missing.

    \b
    backcare doctor
    """
    heard = [_try_tones(), _try_voice(voice_name, voice_rate)]
    for label, text in (*_surroundings(), ("versions", _versions())):
        _tell(label, text)
    if not any(heard):
        typer.echo("A session cannot be followed by ear here; the screen shows everything.")
        common.leave(Exit.MENDABLE)
    typer.echo("A session can be followed by ear.")


def export(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE.yaml",
            help="A routine's name, or a file of your own.",
            autocompletion=common.routine_names,
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Ends with .wav, .mp3 or .opus.")
    ] = None,
    hold: Seconds = None,
    repeats: Repeats = None,
    minutes: Annotated[
        float | None, typer.Option(min=0.5, max=180, metavar="M", help="Fit it into so many minutes.")
    ] = None,
    voice: Voice = True,
    hush: Hush = False,
    voice_name: VoiceName = None,
    voice_rate: VoiceRate = RATE,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a whole session as one sound file, to play on the phone on the floor.

    \b
    backcare export postpartum
    backcare export pregnancy --minutes 10 -o session.wav
    """
    from backcare import mixing
    from backcare.speech import find_voice

    plan = build(find(name), Wishes(hold=hold, repeats=repeats, minutes=minutes))
    file = output or Path(f"{plan.routine}.wav")
    encoder = mixing.encoder_for(file)
    if file.exists() and not force:
        raise BackcareError(f"{file} is there already; --force writes over it")
    found = find_voice(voice_name, voice_rate) if voice and not hush else None
    if voice and not hush and not (found and found.render):
        typer.echo(f"No voice that can speak into a file was found: tones only. {_mend('espeak-ng')}")
        found = None
    with _whole_or_not_at_all(file) as part, mixing.temporary() as folder:
        clips = mixing.Clips(found, Path(folder), hush=hush)
        wav = Path(folder) / "session.wav" if encoder else part
        with _progress(plan) as progress:
            mixing.write(plan, clips, clips.seconds if found else None, wav, progress)
        if encoder:
            mixing.encoded(encoder, wav, part)
    typer.echo(f"{file}: {clock(plan.seconds)}")
    for text in plan.notices:
        typer.echo(text)


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


def _try_tones() -> bool:
    """Play a tone and wait for its end; tell what was found, and return whether it could be played."""
    from backcare.cues import Tone
    from backcare.tones import end, file_of, find_player, play

    player = find_player()
    if player is None:
        _tell("tones", f"no player was found. {_mend('alsa-utils')}")
        return False
    try:
        sound = play(file_of(Tone.DONE, hush=False), player)
    except OSError:
        _tell("tones", f"{player} did not start. {_mend('alsa-utils')}")
        return False
    until = time.monotonic() + _PATIENCE
    while sound.is_alive() and time.monotonic() < until:
        time.sleep(0.02)
    hangs = sound.is_alive()
    end(sound.subprocess)
    works = not hangs and not getattr(sound.subprocess, "returncode", 0)
    trouble = "does not come to an end" if hangs else f"found nothing to play on. {_mend_device()}"
    _tell("tones", f"{player} played one" if works else f"{player} {trouble}")
    return works


def _try_voice(name: str | None, rate: int) -> bool:
    """Say a sentence and measure the voice; tell what was found, and return whether it spoke."""
    from backcare.speech import as_text, find_voice

    voice = find_voice(name, rate)
    if voice is None:
        _tell("voice", f"none was found. {_mend('espeak-ng')}")
        return False
    try:
        ran = subprocess.run(  # noqa: S603 - our own words, the text comes by stdin
            voice.command,
            input=as_text(TRIAL),
            capture_output=True,
            env=os.environ | dict(voice.environment),
            timeout=4 * _PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        _tell("voice", f"{voice.program} was found and does not answer")
        return False
    # Without a device espeak-ng ends well and only complains.
    works = not ran.returncode and b"rror" not in ran.stderr
    trouble = (
        f"found nothing to speak on. {_mend_device()}" if not ran.returncode else "failed; is the name right?"
    )
    _tell("voice", f"{voice.program} ({voice.name}, {rate} words a minute) {'spoke' if works else trouble}")
    if voice.render and not ran.returncode:
        _measure(voice)
    return works


def _measure(voice: "speech.Voice") -> None:
    """Learn how long the shipped routines' words take this voice, for the next sessions to keep to."""
    from backcare import mixing
    from backcare.cues import place
    from backcare.pace import Pace

    pace = Pace(folders().cache, voice.key, voice.rate)
    routines, _ = common.library().routines()
    with contextlib.suppress(OSError, mixing.VoiceError), mixing.temporary() as folder:
        clips = mixing.Clips(voice, Path(folder), hush=False)
        for routine in routines:
            place(build(routine, Wishes()), lambda text: pace.measure(text, clips.seconds))
        pace.keep()


def _surroundings() -> Iterator[tuple[str, str]]:
    """What else a session needs: the terminal, its colours and signs, and the folders."""
    here = shutil.get_terminal_size()
    kind = f"{here.columns} by {here.lines}, TERM={os.environ.get('TERM', '')}"
    yield "terminal", kind if sys.stdout.isatty() else "none: sessions are lines of text"
    colours = "off (NO_COLOR)" if os.environ.get("NO_COLOR") else "on"
    yield (
        "colours",
        f"{colours}, {'all signs' if common.shows_unicode() else 'ASCII only: set LANG to one with UTF-8'}",
    )
    for label, folder in (("routines", folders().routines), ("data", folders().data), ("cache", folders().cache)):
        yield label, f"{folder}{'' if _writable(folder) else f'  not writable: chmod u+w {folder}'}"


def _writable(folder: Path) -> bool:
    """Whether files can be made in a folder, or it can be made itself."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _versions() -> str:
    return f"backcare {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"


def _mend(package: str) -> str:
    """The one command that brings a package to this system."""
    if sys.platform in ("darwin", "win32"):
        return "It is a part of this system: see its sound settings."
    command = next((command for program, command in _INSTALLERS.items() if shutil.which(program)), None)
    return f"Try: {command} {package}" if command else f"Install {package} with your system's package manager."


def _mend_device() -> str:
    return "Is a speaker there and turned on?" if sys.platform in ("darwin", "win32") else "See them: aplay -l"


def _tell(label: str, text: str) -> None:
    typer.echo(f"{label + ':':<10} {text}")
