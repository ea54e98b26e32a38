from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backcare.errors import UsageError
from backcare.session.reminder import (
    DAY,
    SNOOZE,
    Nudge,
    QuietHours,
    Reminder,
    ReminderKey,
    later,
    next_moment,
    parse_length,
    parse_time_of_day,
    seconds_of_day,
)

HOUR = 3600.0
NOON = datetime(2026, 3, 28, 12)


def clocks(start, *changes):
    """What clocks show from `start` on; each change is a time and the seconds by which they are set."""

    def local_time(at):
        return later(start, at + sum(by for when, by in changes if at >= when))

    return local_time


def begun(every=45 * 60.0, *, local_time=None, **more):
    reminder = Reminder(every, local_time or clocks(NOON), **more)
    reminder.begin(0.0)
    return reminder


def look(reminder, until, step=60.0):
    """Look when something is due and every `step` seconds; return the times of the nudges and of the end."""
    now, nudges = 0.0, []
    while not reminder.is_over and now < until:
        assert reminder.next_due() > now
        now = min(reminder.next_due(), now + step)
        nudges += [nudge.at for nudge in reminder.receive(None, now)]
    return nudges, now


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
    reminder = begun(60.0, until=later(NOON, 30.0))
    assert reminder.next_due() == 30.0
    assert reminder.receive(ReminderKey.BREAK, 1000.0) == ()
    assert (reminder.is_over, reminder.starts) == (True, False)


def test_what_would_fall_into_the_quiet_hours_waits_for_their_end():
    reminder = begun(HOUR, quiet=QuietHours(12.5 * HOUR, 14 * HOUR))
    assert reminder.due == 2 * HOUR


def test_a_lid_opened_in_the_quiet_hours_stays_quiet():
    reminder = begun(HOUR, local_time=clocks(NOON.replace(hour=8)), quiet=QuietHours(12 * HOUR, 14 * HOUR))
    assert reminder.receive(None, 5 * HOUR) == ()
    assert not reminder.nudging
    assert reminder.due == 6 * HOUR


def test_quiet_hours_may_pass_midnight():
    night = QuietHours(22 * HOUR, 6 * HOUR)
    assert [night.left(hour * HOUR) for hour in (21, 22, 23, 0, 5, 6)] == [
        hours * HOUR for hours in (0, 8, 7, 6, 1, 0)
    ]


# Midnight in March, and what is done to the clocks after it: (seconds, by which they are set).
NIGHT = datetime(2026, 3, 29)
SPRING, AUTUMN = (2 * HOUR, HOUR), (3 * HOUR, -HOUR)
EASTWARD, WESTWARD, BY_HAND = (4 * HOUR, 5 * HOUR), (4 * HOUR, -8 * HOUR), (HOUR, 900.0)


@pytest.mark.parametrize(
    ("change", "ends"),
    [
        ((0.0, 0.0), 7.5 * HOUR),
        (SPRING, 6.5 * HOUR),
        (AUTUMN, 8.5 * HOUR),
        (EASTWARD, 4 * HOUR),
        (WESTWARD, 15.5 * HOUR),
        (BY_HAND, 7.25 * HOUR),
    ],
)
def test_it_ends_when_the_clocks_show_the_time_whatever_was_done_to_them(change, ends):
    reminder = begun(HOUR, local_time=clocks(NIGHT, change), until=next_moment(7.5 * HOUR, NIGHT))
    assert look(reminder, DAY)[1] == pytest.approx(ends, abs=1e-3)


def test_a_time_that_the_clocks_skip_ends_it_when_they_are_set_forward():
    reminder = begun(HOUR, local_time=clocks(NIGHT, SPRING), until=next_moment(2.5 * HOUR, NIGHT))
    assert look(reminder, DAY, step=1.0)[1] == pytest.approx(2 * HOUR, abs=1.0)


def test_a_time_that_the_clocks_show_twice_ends_it_the_first_time():
    reminder = begun(HOUR, local_time=clocks(NIGHT, AUTUMN), until=next_moment(2.5 * HOUR, NIGHT))
    assert look(reminder, DAY)[1] == pytest.approx(2.5 * HOUR)


@pytest.mark.parametrize("opened", [8 * HOUR, 20 * HOUR, 9 * DAY])
def test_a_lid_closed_over_the_end_ends_it(opened):
    reminder = begun(HOUR, local_time=clocks(NIGHT), until=next_moment(7.5 * HOUR, NIGHT))
    assert reminder.receive(None, opened) == ()
    assert reminder.is_over


def test_the_end_stays_the_same_moment_for_the_reminder_after_a_break():
    until = next_moment(12.5 * HOUR, NOON)
    after = begun(HOUR, local_time=clocks(NOON.replace(hour=13)), until=until)
    after.receive(None, 1.0)
    assert after.is_over


@pytest.mark.parametrize(
    ("change", "nudged"), [((0.0, 0.0), 6 * HOUR), (SPRING, 5 * HOUR), (AUTUMN, 7 * HOUR), (BY_HAND, 5.75 * HOUR)]
)
def test_the_quiet_hours_end_when_the_clocks_show_it(change, nudged):
    quiet = QuietHours(22 * HOUR, 6 * HOUR)
    reminder = begun(HOUR, local_time=clocks(NIGHT, change), quiet=quiet)
    assert look(reminder, nudged + 1)[0] == [pytest.approx(nudged, abs=1e-3)]


def test_the_next_moment_is_today_or_tomorrow_and_never_now():
    assert next_moment(13 * HOUR, NOON) == NOON.replace(hour=13)
    assert next_moment(11 * HOUR, NOON) == NOON.replace(hour=11) + timedelta(days=1)
    assert next_moment(12 * HOUR, NOON) == NOON + timedelta(days=1)


@pytest.mark.parametrize(
    "shown", [datetime.min, datetime.max, datetime(9999, 12, 31, 23, 30), datetime(1, 1, 1, 1)]
)
def test_the_first_and_the_last_day_that_a_clock_can_show_are_days_too(shown):
    until = next_moment(7.5 * HOUR, shown)
    reminder = begun(HOUR, local_time=clocks(shown), until=until, quiet=QuietHours(22 * HOUR, 6 * HOUR))
    for now in (1.0, HOUR, DAY):
        reminder.receive(None, now)
        reminder.next_due()
    assert reminder.is_over or until == datetime.max


CHANGES = st.lists(
    st.tuples(st.floats(0, 3 * DAY), st.sampled_from([HOUR, -HOUR, 1800.0, -600.0, 5 * HOUR, -9 * HOUR])),
    max_size=3,
)


@given(
    st.floats(60, 8 * HOUR),
    st.floats(0, DAY - 1),
    st.builds(QuietHours, st.integers(0, 86399), st.integers(0, 86399)),
    CHANGES,
    st.lists(
        st.tuples(st.sampled_from([None, ReminderKey.SNOOZE, ReminderKey.LATER]), st.floats(0, DAY)), max_size=30
    ),
)
def test_it_never_nudges_in_quiet_hours_and_always_comes_again(every, at, quiet, changes, steps):
    local_time = clocks(later(NIGHT, at), *changes)
    reminder = begun(every, local_time=local_time, quiet=quiet)
    now = 0.0
    for reply, wait in steps:
        now += wait
        nudges = reminder.receive(reply, now)
        assert len(nudges) <= 1
        assert not nudges or quiet.left(seconds_of_day(local_time(now))) == 0
        assert reminder.due > now - 1e-6


@given(st.floats(0, DAY - 1), st.integers(0, 86399), CHANGES, st.lists(st.floats(1, DAY), max_size=30))
def test_it_is_over_as_soon_as_the_clocks_have_shown_the_time_and_never_before(at, time_of_day, changes, waits):
    local_time = clocks(later(NIGHT, at), *changes)
    until = next_moment(time_of_day, local_time(0.0))
    reminder, now = begun(HOUR, local_time=local_time, until=until), 0.0
    for wait in waits:
        has_ended, now = reminder.is_over, now + wait
        reminder.receive(None, now)
        assert reminder.is_over == (has_ended or local_time(now) >= until)
        assert reminder.is_over or reminder.next_due() > now


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


# What is typed by somebody who means a time or a length, and whatever else there is.
TYPED = st.text() | st.text("0123456789:hm -+\u0662\uff12\x1b", max_size=8) | st.text(min_size=500)


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["{}:{:02}", "{:02}:{:02}", " {}:{:02} "]))
def test_every_minute_of_the_day_is_a_time(hour, minute, form):
    assert parse_time_of_day(form.format(hour, minute), "--until") == hour * HOUR + minute * 60


@given(st.integers(0, 8), st.integers(0, 59))
def test_every_length_up_to_eight_hours_can_be_said(hours, minutes):
    assume(60 <= hours * HOUR + minutes * 60 <= 8 * HOUR)
    assert (
        parse_length(f"{hours}h{minutes}m") == parse_length(f"{hours}H{minutes}") == hours * HOUR + minutes * 60
    )


@given(TYPED)
def test_whatever_is_typed_is_a_time_or_a_length_or_answered_in_a_short_line(text):
    for read, longest in ((parse_length, 8 * HOUR), (lambda text: parse_time_of_day(text, "--until"), DAY - 60)):
        try:
            assert 0 <= read(text) <= longest
        except UsageError as error:
            assert str(error).isprintable()  # noqa: PT017 - either is right
            assert len(str(error)) < 140  # noqa: PT017
