"""The real home is out of bounds: every test has a folder of its own, or fails."""

import os

import pytest
from hypothesis import settings

settings.register_profile("backcare", deadline=None)
settings.load_profile("backcare")


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """A home that is empty; whoever looks for another finds a folder that cannot be made."""
    for name in list(os.environ):
        if name.startswith(("BACKCARE_", "XDG_")) or name in ("NO_COLOR", "COLUMNS", "LINES", "COLORTERM"):
            monkeypatch.delenv(name)
    root = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("BACKCARE_HOME", str(root))
    monkeypatch.setenv("HOME", os.devnull)
    monkeypatch.setenv("BACKCARE_VOICE", "no")  # whoever works beside the tests need not listen to them
    return root
