from contextlib import contextmanager

import pytest

from backcare.planning.plan import Phase, PhaseKind
from backcare.runner.stay_awake import StayAwake, can_stay_awake
from backcare.session.events import Paused, PhaseStarted, SessionEnded

HOLD = Phase(PhaseKind.HOLD, 20.0)
STARTED, PAUSED, OVER = (
    PhaseStarted(0.0, HOLD, 20.0, 0),
    Paused(5.0, HOLD, 15.0),
    SessionEnded(9.0, finished=True),
)


class Screen:
    """A screen that counts who keeps it awake."""

    def __init__(self, *, gone=False):
        self.kept, self.asked, self._gone = 0, 0, gone

    @contextmanager
    def keeper(self):
        self.asked += 1
        self.kept += 1
        yield
        self.kept -= 1
        if self._gone:
            raise RuntimeError("the desktop has gone")


def test_the_screen_is_awake_from_the_first_phase_to_the_end():
    screen = Screen()
    awake = StayAwake(screen.keeper)
    assert screen.kept == 0
    awake.on_events([STARTED], 0.0)
    awake.on_events([STARTED], 1.0)
    assert (screen.kept, screen.asked) == (1, 1)
    awake.on_events([OVER], 9.0)
    assert screen.kept == 0


def test_in_a_pause_it_may_go_dark():
    screen = Screen()
    awake = StayAwake(screen.keeper)
    awake.on_events([STARTED, PAUSED], 5.0)
    assert screen.kept == 0
    awake.on_events([STARTED], 6.0)
    assert screen.kept == 1


def test_a_desktop_that_goes_away_is_no_error():
    awake = StayAwake(Screen(gone=True).keeper)
    awake.on_events([STARTED, OVER], 9.0)
    awake.on_events([PAUSED, OVER], 9.0)


def test_it_has_nothing_to_do_later():
    awake = StayAwake(Screen().keeper)
    awake.run_due(1.0)
    assert awake.next_due() is None


@pytest.mark.parametrize(("bus", "can"), [("unix:path=/run/user/1000/bus", True), ("", False)])
def test_on_linux_only_a_desktop_is_asked(monkeypatch, bus, can):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    assert can_stay_awake() is can


def test_where_nothing_can_keep_it_awake_nothing_is_said(capfd, recwarn, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    awake = StayAwake()
    awake.on_events([STARTED, OVER], 0.0)
    assert capfd.readouterr() == ("", "")
    assert not recwarn.list
