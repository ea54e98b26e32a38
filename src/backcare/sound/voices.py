"""Which speech program this system has, and how to call it."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from backcare.files.folders import find_folders
from backcare.settings.session_settings import VOICE_RATE

_Which: TypeAlias = Callable[[str], str | None]

# Text and choices come through stdin and the environment: PowerShell would read an argument as a command.
_SAPI = (
    "Add-Type -AssemblyName System.Speech; $s = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    " if ($env:BACKCARE_SAPI_VOICE) { $s.SelectVoice($env:BACKCARE_SAPI_VOICE) } else"
    " { $s.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]'en-GB') };"
    " $s.Rate = [int]$env:BACKCARE_SAPI_RATE;"
    " if ($env:BACKCARE_SAPI_FILE) { $s.SetOutputToWaveFile($env:BACKCARE_SAPI_FILE) };"
    " $s.Speak([Console]::In.ReadToEnd()); $s.Dispose()"
)

# Some voices only write files: this plays one, and deletes it whatever happens. Its arguments are the player and
# the command, which wants the file's path as its last argument.
_PLAY_FILE = (
    'd=$(mktemp -d) || exit 1; trap \'rm -rf "$d"\' EXIT; trap "exit 143" TERM; p=$1; shift; f=$d/words.wav;'
    ' "$@" "$f" && case $p in ffplay) ffplay -nodisp -autoexit -loglevel error "$f" ;; *) "$p" "$f" ;; esac'
)
_PLAYERS = ("aplay", "ffplay", "afplay")
_PICO_LANGUAGES = ("en-GB", "en-US")
_ESPEAK_VOICES = ("en-gb", "en-us", "en-gb-scotland")  # the English ones that its data has everywhere
_SHARED_MODELS = Path("/usr/share/piper-voices")


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of the system: the commands that make it speak, stop and, where it can, write a WAV file.

    `render` expects the file's path as its last argument, unless `to_stdout` is set (it writes the WAV to stdout)
    or `file_variable` names the environment variable that holds the path. `rate` is in words a minute.
    """

    program: str
    name: str
    rate: int
    command: tuple[str, ...]
    stop: tuple[str, ...] = ()
    render: tuple[str, ...] = ()
    to_stdout: bool = False
    environment: tuple[tuple[str, str], ...] = ()
    file_variable: str = ""

    @property
    def key(self) -> str:
        """The key of its measured lengths: everything that changes how fast it speaks."""
        return f"{self.program} {self.name} {self.rate}"


def find_voice(
    name: str | None = None,
    rate: int = VOICE_RATE,
    *,
    for_files: bool = False,
    which: _Which = shutil.which,
    platform: str = sys.platform,
) -> Voice | None:
    """Return the voice of this system, speaking English at `rate` words a minute, `None` where there is none.

    Those that sound best come first; they only write files, so that they need a player unless it is `for_files`.
    A name that is a model of piper, or a language of pico2wave, chooses these.
    piper, pico2wave and espeak-ng have been run; the others are written from their manuals.
    """
    is_heard = for_files or any(map(which, _PLAYERS))
    if platform != "win32" and is_heard and (better := _piper(name, rate, which) or _pico(name, which)):
        return better
    for program, make in _MAKERS.items():
        if platform == _PLATFORMS.get(program, platform) and which(program):
            return make(name, rate)
    return None


def list_voice_names(which: _Which = shutil.which) -> list[str]:
    """Return the names that `find_voice` takes here, as far as they are known without starting a program."""
    models = [model.stem for model in _models("*")] if which("piper") else []
    languages = _PICO_LANGUAGES if which("pico2wave") else ()
    return [*dict.fromkeys((*models, *languages, *(_ESPEAK_VOICES if which("espeak-ng") else ())))]


def _piper(name: str | None, rate: int, which: _Which) -> Voice | None:
    """Return the voice of piper with the model of this name, or the first English one; None where it has none."""
    model = next(_models(name or "en_*"), None)
    if not which("piper") or not model:
        return None
    render = ("piper", "-m", str(model), "--length-scale", f"{VOICE_RATE / rate:.2f}", "-f")
    return Voice("piper", model.stem, rate, _played(render, which), render=render)


def _models(name: str) -> Iterator[Path]:
    """Yield the models of piper with such a name: the user's own first, and British English before American."""
    for folder in (find_folders().data / "voices", _SHARED_MODELS):
        yield from sorted(folder.rglob(f"{name}.onnx"))


def _pico(name: str | None, which: _Which) -> Voice | None:
    """Return the voice of pico2wave, which has one rate only; None where another one was named."""
    if not which("pico2wave") or name not in (None, *_PICO_LANGUAGES):
        return None
    render = ("pico2wave", "-l", name or _PICO_LANGUAGES[0], "-w")
    return Voice("pico2wave", name or _PICO_LANGUAGES[0], VOICE_RATE, _played(render, which), render=render)


def _played(render: tuple[str, ...], which: _Which) -> tuple[str, ...]:
    """Return a command that speaks aloud with what can only write files."""
    player = next(filter(which, _PLAYERS), _PLAYERS[0])
    return ("sh", "-c", _PLAY_FILE, "sh", player, *render)


def _say(name: str | None, rate: int) -> Voice:
    voice = name or "Daniel"
    command = ("say", "-v", voice, "-r", str(rate), "-f", "-")
    render = (*command, "--file-format=WAVE", "--data-format=LEI16@22050", "-o")
    return Voice("say", voice, rate, command, render=render)


def _sapi(name: str | None, rate: int) -> Voice:
    command = ("powershell", "-NoProfile", "-NonInteractive", "-Command", _SAPI)
    sapi_rate = max(-10, min(10, round((rate - 180) / 10)))
    environment = (("BACKCARE_SAPI_VOICE", name or ""), ("BACKCARE_SAPI_RATE", str(sapi_rate)))
    return Voice(
        "powershell",
        name or "en-GB",
        rate,
        command,
        render=command,
        environment=environment,
        file_variable="BACKCARE_SAPI_FILE",
    )


def _espeak(name: str | None, rate: int) -> Voice:
    voice = name or "en-gb"
    command = ("espeak-ng", "-v", voice, "-s", str(rate), "--stdin")
    return Voice("espeak-ng", voice, rate, command, render=(*command, "--stdout"), to_stdout=True)


def _spd(name: str | None, rate: int) -> Voice:
    spd_rate = max(-100, min(100, round((rate - 175) / 2)))
    chosen = ("-y", name) if name else ()
    return Voice(
        "spd-say",
        name or "en",
        rate,
        ("spd-say", "-e", "-l", "en", "-r", str(spd_rate), *chosen),
        ("spd-say", "-S"),
    )


_MAKERS = {"say": _say, "powershell": _sapi, "espeak-ng": _espeak, "spd-say": _spd}
_PLATFORMS = {"say": "darwin", "powershell": "win32"}  # the others may be anywhere
