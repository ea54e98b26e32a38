"""Where things live, and the choices of hers that last longer than a command."""

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Folders:
    """Where files live; none of them need exist."""

    config: Path
    data: Path
    cache: Path

    @property
    def routines(self) -> Path:
        """Where her own routines and stretches live."""
        return self.config / "routines"

    @property
    def choices(self) -> Path:
        """The file of her lasting choices."""
        return self.config / "config.yaml"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a session is to be run; `speed` is how many times faster than real.

    `hush` is the sleeping baby's sound: low tones, no voice. `voice_name` is one of the system's voices,
    `voice_rate` its words a minute.
    """

    sound: bool = True
    voice: bool = True
    hush: bool = False
    voice_name: str | None = None
    voice_rate: int = 160
    plain: bool = False
    pages: bool = True
    speed: float = 1.0


def folders() -> Folders:
    """Return the folders of this system, or those under `BACKCARE_HOME`."""
    if home := os.environ.get("BACKCARE_HOME"):
        root = Path(home).expanduser()
        return Folders(root / "config", root / "data", root / "cache")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("backcare", appauthor=False)
    return Folders(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)


def chosen(file: Path) -> dict[str, Any]:
    """Return the choices in her config file by name, those that she made only; none where there is no file.

    Raises BadFile with every fault in it.
    """
    if not file.exists():
        return {}
    from backcare.choices import Choices
    from backcare.document import read
    from backcare.faults import BadFile
    from backcare.validating import checked

    document = read(file)
    choices, faults = checked(document, Choices)
    if choices is None or faults or document.faults:
        raise BadFile([*document.faults, *faults])
    return choices.model_dump(exclude_none=True)


def remember(file: Path, choices: Mapping[str, bool | float | str]) -> None:
    """Write choices into her config file, each on its own line; all else in it, comments too, stays as it is.

    Raises OSError where that cannot be done; the file is then as it was.
    """
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    for name, value in choices.items():
        text = _with_line(text, name, f"{name}: {_written(value)}")
    private_folder(file.parent)
    replace_file(file, text)


def private_folder(folder: Path) -> None:
    """Make a folder that is hers alone, if it is not there yet; raises OSError where that cannot be."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True)


def replace_file(file: Path, text: str) -> None:
    """Write a file that is hers alone, whole or not at all; raises OSError where that cannot be."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(text)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _with_line(text: str, name: str, line: str) -> str:
    found = re.compile(rf"^{re.escape(name)}[ \t]*:.*(?:\n[ \t-].*)*", re.MULTILINE)
    if found.search(text):
        return found.sub(lambda _old: line, text, count=1)
    return f"{text.rstrip()}\n{line}\n".lstrip()


def _written(value: bool | float | str) -> str:
    """JSON is YAML, and says each kind of value unmistakably."""
    import json

    return json.dumps(value)
