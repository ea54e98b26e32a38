from datetime import date, timedelta

import pytest

from backcare.history.statistics import days_in_a_row, pain_pairs, practice_days, seconds_by_stretch
from backcare.session.events import CompletedHold
from records import at, make_record

TODAY = date(2026, 3, 20)


def back(*counts):
    return [TODAY - timedelta(days=count) for count in counts]


@pytest.mark.parametrize(
    ("practised", "row"),
    [
        ([], 0),
        (back(0), 1),
        (back(0, 1, 2), 3),
        (back(0, 2, 4), 3),
        (back(0, 3, 6), 3),
        (back(0, 4), 1),
        (back(3, 4), 2),
        (back(4, 5), 0),
        (back(-1, 0), 2),
        (back(-400, 0, 1), 2),
    ],
)
def test_up_to_two_days_of_rest_keep_a_row_and_add_nothing(practised, row):
    assert days_in_a_row(practised, TODAY) == row


def test_a_day_is_the_one_of_the_place_it_was_written_at():
    home, away = at("2026-03-01T23:30", hours=1), at("2026-03-02T08:00", hours=-8)
    assert practice_days([make_record(1, home), make_record(2, away)]) == (date(2026, 3, 1), date(2026, 3, 2))


def test_two_sessions_a_day_rehearsals_and_sessions_without_a_hold_add_no_day():
    records = [
        make_record(1, at("2026-03-01T08:00")),
        make_record(2, at("2026-03-01T20:00")),
        make_record(3, at("2026-03-02T08:00"), speed=20.0),
        make_record(4, at("2026-03-03T08:00"), held=0.0),
    ]
    assert practice_days(records) == (date(2026, 3, 1),)


def test_the_night_the_clocks_change_is_a_day_like_any_other():
    nights = [at("2026-03-28T23:30", hours=1), at("2026-03-29T23:30", hours=2), at("2026-03-30T00:10", hours=2)]
    assert (
        days_in_a_row(practice_days(make_record(n, night) for n, night in enumerate(nights)), date(2026, 3, 30))
        == 3
    )


def test_held_seconds_are_summed_by_stretch_the_most_first():
    holds = [
        CompletedHold("reach", None, 1, 20.0, 20.0),
        CompletedHold("twist", None, 1, 20.0, 20.0),
        CompletedHold("twist", None, 2, 20.0, 20.0),
    ]
    assert seconds_by_stretch([make_record(1, at("2026-03-01T08:00"), holds=holds)]) == {"twist": 40, "reach": 20}


def test_a_session_with_one_answer_only_is_no_pair():
    one = make_record(1, at("2026-03-01T08:00"), before=5)
    both = make_record(2, at("2026-03-02T08:00"), before=5, after=0)
    assert pain_pairs([one, both]) == ((5, 0),)
