"""Which speech program this system has, and how to call it."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

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
    name: str | None = None, rate: int = VOICE_RATE, *, which: _Which = shutil.which, platform: str = sys.platform
) -> Voice | None:
    """Return the voice of this system, speaking English at `rate` words a minute, `None` where there is none.

    Only espeak-ng has been run; the others are written from their manuals.
    """
    for program, make in _MAKERS.items():
        if platform == _PLATFORMS.get(program, platform) and which(program):
            return make(name, rate)
    return None


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
