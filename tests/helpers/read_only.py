"""The program where a folder lies on a read-only file system."""

import os
import shutil
import subprocess

from run_program import PROGRAM

_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_SCRIPT = """
program_path=$PATH; PATH=$1; folder=$2; shift 2
mount --bind "$folder" "$folder" && mount -o remount,ro,bind "$folder" || exit 99
PATH=$program_path; exec "$@"
"""


def can_mount() -> bool:
    """Return whether this user may mount anything in a namespace of its own."""
    command = _command("/tmp", "true")  # noqa: S108 - of the namespace, and nothing is written there
    return command[0] is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0


def backcare_read_only(folder, *arguments) -> subprocess.CompletedProcess[str]:
    """Run the program while nothing in this folder can be written."""
    return subprocess.run(
        _command(folder, *PROGRAM, *arguments),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


def _command(folder, *command):
    unshare, shell = (shutil.which(name, path=_PATH + os.pathsep + os.defpath) for name in ("unshare", "sh"))
    return [unshare, "--user", "--map-root-user", "--mount", shell, "-c", _SCRIPT, "sh", _PATH, folder, *command]
