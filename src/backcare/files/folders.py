"""The folders for config, data and cache."""

import os
from dataclasses import dataclass
from pathlib import Path

from backcare.errors import BackcareError


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of the program, which need not exist."""

    config: Path
    data: Path
    cache: Path

    @property
    def routines(self) -> Path:
        """The folder of the user's routines and stretches."""
        return self.config / "routines"

    @property
    def config_file(self) -> Path:
        """The user's config file."""
        return self.config / "config.yaml"

    @property
    def shown_once_file(self) -> Path:
        """The file with what was shown to the user already and need not be shown again."""
        return self.config / "seen.yaml"


def find_folders() -> Folders:
    """Return the folders under `BACKCARE_HOME`, or else those of this system.

    Raises BackcareError where the home of the user, or of the one that `BACKCARE_HOME` names, cannot be found.
    """
    home = os.environ.get("BACKCARE_HOME")
    try:
        if home:
            root = Path(home).expanduser()
            return Folders(root / "config", root / "data", root / "cache")
        from platformdirs import PlatformDirs

        dirs = PlatformDirs("backcare", appauthor=False)
        return Folders(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)
    except RuntimeError:  # there is no such user, or this one has no home
        where = f"{home} is no folder that can be found" if home else "your home folder cannot be found"
        raise BackcareError(f"{where}: set BACKCARE_HOME to a folder for backcare's files") from None
