"""Small stretch and routine files for tests, and what the program has to say about them."""

from pathlib import Path

from backcare.library.library import Library, check_file, check_files
from backcare.settings.config import read_config_file

STRETCH = "name: Reach\nhold: 15-30\nsteps: [Sit tall.]\n"
TWIST = "name: Twist\nhold: 15-30\nsides: [left, right]\nsteps: ['Turn to the {side}.']\n"
ROUTINE = "name: Morning\nstretches: [reach]\n"


def write(path: Path, content: str | bytes) -> Path:
    """Write a file and the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def load_config(file: Path) -> dict[str, object]:
    """The settings in a config file, which has no faults."""
    settings, faults = read_config_file(file)
    assert faults == ()
    return settings


def library(folder: Path, **stretches: str) -> Library:
    """A library of a folder, with a file for each stretch; an underscore stands for a hyphen."""
    for name, text in stretches.items():
        write(folder / "stretches" / f"{name.replace('_', '-')}.yaml", text)
    return Library(folder)


def warned(tmp_path: Path, text: str, **stretches: str) -> list[str]:
    """Everything told of a text as a file, warnings too, without the file's name."""
    path = write(tmp_path / "sent" / "mine.yaml", text)
    return [str(fault).removeprefix(f"{path}:") for fault in check_files([path], library(tmp_path, **stretches))]


def told(tmp_path: Path, text: str | bytes, **stretches: str) -> list[str]:
    """Every fault of a text as a file, without the file's name."""
    path = write(tmp_path / "sent" / "mine.yaml", text)
    faults = check_file(path, library(tmp_path, **stretches))
    return [str(fault).removeprefix(f"{path}:") for fault in faults]
