import time
from datetime import UTC, datetime

import pytest

from backcare.runner.clock import local_now, local_time_at

CENTRAL_EUROPE = "CET-1CEST,M3.5.0,M10.5.0/3"  # needs no database of zones
BEFORE_SPRING = datetime(2026, 3, 29, 0, 30, tzinfo=UTC).timestamp()
BEFORE_AUTUMN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp()
HOUR = 3600.0

needs_zones = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process is fixed here")


@pytest.fixture
def zone(monkeypatch):
    """Sets the zone of the process for a test."""
    yield lambda name: monkeypatch.setenv("TZ", name)
    monkeypatch.undo()
    time.tzset()


@needs_zones
@pytest.mark.parametrize(
    "name", ["XXX+167", "XXX-25", "<+99>-99", "XXX24", "Foo", ":", "A" * 300, "é", "UTC0", ""]
)
def test_a_zone_that_there_cannot_be_is_no_error(zone, name):
    zone(name)
    assert abs((local_now() - datetime.now(UTC)).total_seconds()) < 60
    assert local_time_at(0.0).year in (1969, 1970)


@needs_zones
def test_the_local_time_knows_when_clocks_are_set(zone):
    zone(CENTRAL_EUROPE)
    assert [local_time_at(BEFORE_SPRING + n * HOUR).hour for n in range(3)] == [1, 3, 4]
    assert [local_time_at(BEFORE_AUTUMN + n * HOUR).hour for n in range(3)] == [2, 2, 3]


@needs_zones
def test_the_zone_is_that_of_the_moment(zone):
    found = []
    for name in ("UTC0", "CET-1", "EST5"):
        zone(name)
        found.append(local_time_at(12 * HOUR).hour)
    assert found == [12, 13, 7]


@pytest.mark.parametrize("seconds", [-1e12, -1e300, 1e12, 1e300])
def test_a_clock_beyond_the_first_and_last_year_is_no_error(seconds):
    assert local_time_at(seconds) in (datetime.min, datetime.max)
