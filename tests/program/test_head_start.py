"""The first digits of a plain count are there before the rest, and the count is one like any other."""

import signal
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from backcare.planning.plan import BARE_HOLD_RANGE
from backcare.runner import head_start
from backcare.screen.digits import SOLID

HEAD = "Hold"  # what only the whole picture says


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch):
    """Nothing is chosen: what is chosen may change the count, and is read first."""
    for name in ("BACKCARE_VOICE", "BACKCARE_WAIT"):
        monkeypatch.delenv(name)


def digits_are_first(run):
    """Whether large digits were written before the rest of the picture."""
    raw = run.raw.decode()
    return -1 < raw.find(SOLID) < raw.find(HEAD)


def test_the_digits_are_there_before_the_rest_and_the_count_ends_as_any_other(start):
    run = start("hold", "2").see(SOLID).see(HEAD, "any key")
    assert run.end() == 0
    assert digits_are_first(run)
    assert run.gave_back
    assert "Done: 0:02 held." in run.text


def test_a_key_pressed_before_the_rest_is_there_is_not_lost(start):
    run = start("hold", "60").see(SOLID).press(" ").see("PAUSED")
    assert digits_are_first(run)
    assert run.press("q").end(pressing="q") == 3
    assert run.gave_back


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_before_the_rest_is_there_ends_it_and_gives_the_terminal_back(start, number, code):
    run = start("hold", "60").see(SOLID).signal(number)
    assert run.end() == code
    assert run.gave_back


def test_ctrl_c_before_the_rest_is_there_ends_it(start):
    run = start("hold", "60").see(SOLID).press("\x03")
    assert run.end() == 130
    assert run.gave_back


@pytest.mark.parametrize(
    ("arguments", "environment", "config"),
    [
        pytest.param(["20", "--plain"], {}, "", id="lines"),
        pytest.param(["20", "--speed", "10"], {}, "", id="a rehearsal"),
        pytest.param(["20"], {"BACKCARE_SPEED": "10"}, "", id="a variable"),
        pytest.param(["20"], {"TERM": "dumb"}, "", id="a dumb terminal"),
        pytest.param(["20"], {}, "plain: true\n", id="a config file"),
        pytest.param(["601"], {}, "", id="too many seconds"),
    ],
)
def test_what_may_be_another_count_has_no_head_start(start, home, arguments, environment, config):
    if config:
        (home / "config").mkdir()
        (home / "config" / "config.yaml").write_text(config, encoding="utf-8")
    run = start("hold", *arguments, environment=environment)
    run.see("Hold" if arguments != ["601"] else "600")
    run.signal(signal.SIGTERM).end()
    assert not digits_are_first(run)


def test_the_longest_count_is_the_longest_hold():
    assert BARE_HOLD_RANGE.longest == head_start._LONGEST
