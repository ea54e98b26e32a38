"""Where things live, and every choice of hers that lasts longer than a command."""

import os
from dataclasses import dataclass
from pathlib import Path


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


@dataclass(frozen=True, slots=True)
class Settings:
    """How a session is to be run; `speed` is how many times faster than real."""

    sound: bool = True
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
