"""The time of day here, whatever zone the environment names."""

import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.runner.clock import local_now, with_local_zone

if sys.platform == "win32":
    pytest.skip("Windows has its zone from the system", allow_module_level=True)

ODD_ZONES = (
    "UTC+99999",
    "<+30>-30",
    "garbage",
    ":",
    "",
    "/dev/null",
    "XXX-24:59:59",
    "EST5EDT4,M3.2.0/-167,M11.1.0/167",
)


@pytest.fixture(params=ODD_ZONES, ids=repr)
def odd_zone(request, monkeypatch):
    with monkeypatch.context() as environment:
        environment.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.usefixtures("odd_zone")
def test_now_is_now_in_an_odd_zone():
    assert abs(local_now() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.usefixtures("odd_zone")
@pytest.mark.parametrize(
    "moment", [datetime.min, datetime.max, datetime(1970, 1, 1), datetime(2026, 3, 29, 2, 30)]
)
@pytest.mark.parametrize("zone", [None, UTC])
def test_every_time_of_day_has_a_zone_in_an_odd_zone(moment, zone):
    assert with_local_zone(moment.replace(tzinfo=zone)).utcoffset() is not None


@given(st.datetimes(timezones=st.one_of(st.none(), st.just(UTC))))
def test_every_time_of_day_has_a_zone(moment):
    found = with_local_zone(moment)
    assert found.utcoffset() is not None
    assert moment.tzinfo is None or found == moment
