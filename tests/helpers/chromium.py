"""A real Chromium for the tests that need one: the system's own, and never one that is fetched."""

import os
import shutil

HOW_TO_GET_IT = "needs Chromium: `sudo apt install chromium`, or set CHROMIUM to the program"
# In a container it runs as root, without a sandbox; nobody taps to allow the sound.
ARGUMENTS = ("--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--mute-audio")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of a Chromium, None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
