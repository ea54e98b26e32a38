"""Every command ended at many moments."""

import signal
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("signals are POSIX", allow_module_level=True)

from interrupt_program import COMMANDS, ENDINGS, assert_nothing_half_is_left, codes_of_ctrl_c

pytestmark = pytest.mark.long
TIMES = 25


@pytest.mark.parametrize("command", COMMANDS)
def test_ctrl_c_from_the_first_line_on_ends_any_command_without_a_traceback(command, tmp_path):
    assert codes_of_ctrl_c(command, TIMES, tmp_path) == {-signal.SIGINT, 130}


@pytest.mark.parametrize("number", ENDINGS, ids=lambda number: number.name)
@pytest.mark.parametrize("command", COMMANDS)
def test_at_whatever_moment_it_is_ended_nothing_half_is_left(command, number, tmp_path, home):
    assert_nothing_half_is_left(command, TIMES, number, tmp_path, home)
