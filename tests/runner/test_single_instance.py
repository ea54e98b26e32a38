import stat
import subprocess
import sys

import pytest

from backcare.errors import BackcareError
from backcare.runner.single_instance import single_instance

HOLDS = """
import pathlib, sys, time
from backcare.runner.single_instance import single_instance
with single_instance(pathlib.Path(sys.argv[1]), "backcare remind"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "remind.lock"


def test_two_at_once_are_told_and_the_next_may_begin(file):
    with (
        single_instance(file, "backcare remind"),
        pytest.raises(BackcareError, match="backcare remind runs already"),
        single_instance(file, "backcare remind"),
    ):
        pass
    with single_instance(file, "backcare remind"):
        pass


def test_a_process_that_was_killed_holds_nothing(file):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(BackcareError), single_instance(file, "backcare remind"):
            pass
        other.kill()
    with single_instance(file, "backcare remind"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_the_file_and_its_folder_are_the_user_s_alone(file):
    with single_instance(file, "backcare remind"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
