"""The folders for configuration, data and cache."""

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

    @property
    def config_file(self) -> Path:
        """The file of her lasting choices."""
        return self.config / "config.yaml"

    @property
    def shown_once_file(self) -> Path:
        """The file that keeps what was shown to her once."""
        return self.config / "seen.yaml"


def find_folders() -> Folders:
    """Return the folders of this system, or those under `BACKCARE_HOME`."""
    if home := os.environ.get("BACKCARE_HOME"):
        root = Path(home).expanduser()
        return Folders(root / "config", root / "data", root / "cache")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("backcare", appauthor=False)
    return Folders(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)
