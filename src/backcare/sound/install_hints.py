"""The commands that bring what a session needs to be heard."""

import shutil
import sys

_INSTALLERS = {
    "apt-get": "sudo apt-get install",
    "dnf": "sudo dnf install",
    "pacman": "sudo pacman -S",
    "zypper": "sudo zypper install",
    "apk": "sudo apk add",
}


def voice_hint() -> str:
    """Return a sentence with the command that installs a voice, one that can speak into a file too."""
    return install_command("espeak-ng")


def install_command(package: str) -> str:
    """Return a sentence with the command that installs a package on this system."""
    if sys.platform in ("darwin", "win32"):
        return "It is a part of this system: see its sound settings."
    command = next((command for program, command in _INSTALLERS.items() if shutil.which(program)), None)
    return f"Try: {command} {package}" if command else f"Install {package} with your system's package manager."


def device_hint() -> str:
    """Return a sentence on how to find an audio device."""
    return "Try: aplay -l" if shutil.which("aplay") else "Is a speaker there and turned on?"
