"""Moments come back from the file as they went in, and nothing in it or typed by a user raises but ValueError."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.history.moments import from_stamp, parse_since, to_stamp

zones = st.integers(-24 * 60 + 1, 24 * 60 - 1).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# The first and the last hours of all, which hardly come by chance.
edges = st.datetimes(max_value=datetime(1, 1, 2)) | st.datetimes(min_value=datetime(9999, 12, 31))
moments = st.datetimes(timezones=zones) | st.builds(datetime.replace, edges, tzinfo=zones)
odd_values = st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.binary())
stamps = st.one_of(odd_values, moments.map(lambda moment: moment.isoformat()), st.datetimes().map(str))


@given(moments)
def test_a_moment_comes_back_to_the_millisecond_with_its_zone(moment):
    found = from_stamp(*to_stamp(moment))
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:  # in a zone of the first or the last day, which UTC does not have
        assert found.replace(tzinfo=None) == moment.replace(tzinfo=None, microsecond=found.microsecond)
        return
    assert timedelta() <= utc - found < timedelta(milliseconds=1)
    assert found.utcoffset() == moment.utcoffset()


@given(stamps, st.one_of(odd_values, st.integers(-2000, 2000)))
def test_whatever_is_in_the_file_is_a_moment_or_a_value_error(stamp, minutes):
    try:
        found = from_stamp(stamp, minutes)
    except ValueError:
        return
    assert found.utcoffset() is not None
    assert to_stamp(found)


def test_a_zone_that_cannot_be_read_costs_the_zone_only():
    noon = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    for minutes in ("an hour", None, 10**30, -1440, 24 * 60, 1.5):
        assert from_stamp(noon.isoformat(), minutes) == noon


def test_moments_are_ordered_as_their_texts_are():
    zone = timezone(timedelta(hours=14))
    years = [
        datetime(1, 1, 1, tzinfo=zone),
        datetime(987, 6, 5, tzinfo=zone),
        datetime(9999, 12, 31, tzinfo=zone),
    ]
    texts = [to_stamp(moment)[0] for moment in years]
    assert texts == sorted(texts)


@given(st.one_of(st.text(), st.integers(0, 10**5).map(lambda days: f"{days}d"), st.dates().map(str)), st.dates())
def test_whatever_is_typed_is_a_moment_or_a_value_error(text, today):
    try:
        found = parse_since(text, today)
    except ValueError:
        return
    assert isinstance(found, datetime)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1d", datetime(2026, 3, 20)),
        (" 7 D ", datetime(2026, 3, 14)),
        ("2026-03-01", datetime(2026, 3, 1)),
        ("0001-01-01", datetime.min),
        ("9999-12-31", datetime(9999, 12, 31)),
        ("2026-03-01T10:00+02:00", datetime(2026, 3, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_a_day_or_a_number_of_days_is_meant_from_its_midnight_on(text, moment):
    assert parse_since(text, date(2026, 3, 20)) == moment


@pytest.mark.parametrize(
    "text", ["", "0d", "yesterday", "2026-02-30", "12345d", "d", "-1d", "2026-03-01\x1b[31m"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_since(text, date(2026, 3, 20))


def test_more_days_than_there_were_are_all_days():
    assert parse_since("9999d", date(20, 1, 1)) == datetime.combine(date.min, time.min)
