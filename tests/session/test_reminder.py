import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.errors import UsageError
from backcare.session.reminder import (
    DAY,
    SNOOZE,
    Nudge,
    QuietHours,
    Reminder,
    ReminderKey,
    parse_length,
    parse_time_of_day,
)

HOUR = 3600.0


def begun(every=45 * 60.0, **more):
    reminder = Reminder(every, **more)
    reminder.begin(0.0)
    return reminder


def test_it_nudges_every_so_often():
    reminder = begun(60.0)
    assert reminder.receive(None, 59.0) == ()
    assert reminder.receive(None, 60.0) == (Nudge(60.0),)
    assert reminder.nudging
    assert reminder.next_due() == 120.0
    assert reminder.receive(None, 120.0) == (Nudge(120.0),)


def test_a_closed_lid_is_one_nudge_and_no_more():
    reminder = begun(60.0)
    assert reminder.freeze(10_000.0) == (Nudge(10_000.0),)
    assert reminder.thaw(10_001.0) == ()
    assert reminder.due == 10_060.0


def test_a_snooze_is_five_minutes_and_any_other_key_is_until_next_time():
    reminder = begun(600.0)
    reminder.receive(ReminderKey.SNOOZE, 600.0)
    assert (reminder.nudging, reminder.due) == (False, 600.0 + SNOOZE)
    reminder.receive(ReminderKey.LATER, 900.0)
    assert (reminder.nudging, reminder.due) == (False, 1500.0)


def test_without_a_nudge_there_is_nothing_to_snooze():
    reminder = begun(600.0)
    reminder.receive(ReminderKey.SNOOZE, 10.0)
    assert reminder.due == 600.0


def test_a_key_begins_a_break_and_another_leaves():
    for reply, starts in ((ReminderKey.BREAK, True), (ReminderKey.LEAVE, False)):
        reminder = begun()
        reminder.receive(reply, 1.0)
        assert (reminder.is_over, reminder.starts) == (True, starts)


def test_it_ends_when_it_is_time_to_stop_even_if_nobody_looks():
    reminder = begun(60.0, until=30.0)
    assert reminder.next_due() == 30.0
    assert reminder.receive(ReminderKey.BREAK, 1000.0) == ()
    assert (reminder.is_over, reminder.starts) == (True, False)


def test_what_would_fall_into_the_quiet_hours_waits_for_their_end():
    reminder = begun(HOUR, time_of_day=12 * HOUR, quiet=QuietHours(12.5 * HOUR, 14 * HOUR))
    assert reminder.due == 2 * HOUR


def test_a_lid_opened_in_the_quiet_hours_stays_quiet():
    reminder = begun(HOUR, time_of_day=8 * HOUR, quiet=QuietHours(12 * HOUR, 14 * HOUR))
    assert reminder.receive(None, 5 * HOUR) == ()
    assert not reminder.nudging
    assert reminder.due == 6 * HOUR


def test_quiet_hours_may_pass_midnight():
    night = QuietHours(22 * HOUR, 6 * HOUR)
    assert [night.left(hour * HOUR) for hour in (21, 22, 23, 0, 5, 6)] == [
        hours * HOUR for hours in (0, 8, 7, 6, 1, 0)
    ]


@given(
    st.floats(60, 8 * HOUR),
    st.floats(0, DAY - 1),
    st.builds(QuietHours, st.integers(0, 86399), st.integers(0, 86399)),
    st.lists(
        st.tuples(st.sampled_from([None, ReminderKey.SNOOZE, ReminderKey.LATER]), st.floats(0, DAY)), max_size=30
    ),
)
def test_it_never_nudges_in_quiet_hours_and_always_comes_again(every, at, quiet, steps):
    reminder = begun(every, time_of_day=at, quiet=quiet)
    now = 0.0
    for reply, wait in steps:
        now += wait
        nudges = reminder.receive(reply, now)
        assert len(nudges) <= 1
        assert not nudges or quiet.left((at + now) % DAY) == 0
        assert reminder.due > now - 1e-6


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("45m", 2700), ("45", 2700), ("1h", 3600), ("1h30m", 5400), ("1H5", 3900), (" 8h ", 28800)],
)
def test_a_length_is_read_as_people_write_it(text, seconds):
    assert parse_length(text) == seconds


@pytest.mark.parametrize("text", ["0m", "", "h", "9h", "8h1m", "-5m", "5s", "1:30", "m", "1000m"])
def test_another_length_is_answered_with_what_is_allowed(text):
    with pytest.raises(UsageError, match="--every takes 1m to 8h"):
        parse_length(text)


def test_a_time_of_day_is_read_and_another_answered_with_what_is_allowed():
    assert parse_time_of_day("18:05", "--until") == 18 * HOUR + 300
    assert parse_time_of_day("7:00", "--until") == 7 * HOUR
    for text in ("25:00", "18:60", "18", "6pm", ""):
        with pytest.raises(UsageError, match="--until takes a time from 00:00 to 23:59"):
            parse_time_of_day(text, "--until")
