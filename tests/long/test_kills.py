import sys

import pytest

if sys.platform == "win32":
    pytest.skip("kills as a Unix system does", allow_module_level=True)

from kill_sessions import ROUTINES, kill_some

pytestmark = pytest.mark.long


@pytest.mark.parametrize("seed", range(1, 101))
def test_killed_sessions_lose_nothing_whenever_they_are_killed(seed):
    assert kill_some(seed)["killed"] == len(ROUTINES)
