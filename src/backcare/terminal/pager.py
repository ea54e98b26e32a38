"""The pager: the user's own, or one of the system's."""

import os
import shlex
import shutil
import signal
import subprocess

_PAGERS = ("less", "more")
_LESS = "FRX"  # leave where it fits, obey colours, keep the text on the screen


def find_pager() -> list[str]:
    """Return the command of the pager in PAGER, or else of one that is here; empty where there is none."""
    for command in (os.environ.get("PAGER", ""), *_PAGERS):
        try:
            words = shlex.split(command)
        except ValueError:
            continue
        if words and shutil.which(words[0]):
            return words
    return []


def show_in_pager(command: list[str], text: str) -> bool:
    """Show a text until the pager is left, Ctrl-C being the pager's own; return whether it could be started."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        environment = {"LESS": _LESS, **os.environ}
        subprocess.run(command, input=text.encode(), env=environment, check=False)  # noqa: S603 - the user's own
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True
