from datetime import date, datetime, timedelta, timezone

import pytest

from backcare.history.records import Ending, SessionRecord
from backcare.history.statistics import days_in_a_row, pain_pairs, pain_trend, practice_days, seconds_by_stretch
from backcare.screen.history_view import history_overview, sessions_csv
from backcare.session.events import CompletedHold

TODAY = date(2026, 3, 20)


def entry(number, started, *, speed=1.0, held=60.0, holds=(), before=None, after=None):
    return SessionRecord(
        number,
        "daily",
        "Daily",
        started,
        started,
        Ending.FINISHED,
        speed,
        100.0,
        held,
        before,
        after,
        tuple(holds),
    )


def at(text, hours=1):
    return datetime.fromisoformat(text).replace(tzinfo=timezone(timedelta(hours=hours)))


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


def test_a_day_is_the_one_of_the_place_she_was_at():
    home, away = at("2026-03-01T23:30", hours=1), at("2026-03-02T08:00", hours=-8)
    assert practice_days([entry(1, home), entry(2, away)]) == (date(2026, 3, 1), date(2026, 3, 2))


def test_two_sessions_a_day_rehearsals_and_sessions_without_a_hold_add_no_day():
    entries = [
        entry(1, at("2026-03-01T08:00")),
        entry(2, at("2026-03-01T20:00")),
        entry(3, at("2026-03-02T08:00"), speed=20.0),
        entry(4, at("2026-03-03T08:00"), held=0.0),
    ]
    assert practice_days(entries) == (date(2026, 3, 1),)


def test_the_night_the_clocks_change_is_a_day_like_any_other():
    nights = [at("2026-03-28T23:30", hours=1), at("2026-03-29T23:30", hours=2), at("2026-03-30T00:10", hours=2)]
    assert days_in_a_row(practice_days(entry(n, night) for n, night in enumerate(nights)), date(2026, 3, 30)) == 3


def test_held_seconds_are_summed_by_stretch_the_most_first():
    holds = [
        CompletedHold("reach", None, 1, 20.0, 20.0),
        CompletedHold("twist", None, 1, 20.0, 20.0),
        CompletedHold("twist", None, 2, 20.0, 20.0),
    ]
    assert seconds_by_stretch([entry(1, at("2026-03-01T08:00"), holds=holds)]) == {"twist": 40, "reach": 20}


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([], ""),
        (
            [(6, 3)],
            "In one session: 6 before, 3 after. Lower afterwards, by enough to notice (2 points or more).",
        ),
        ([(4, 4), (5, 4)], "In 2 sessions: on average 4.5 before, 4 after. About the same afterwards"),
        ([(2, 5)], "Higher afterwards, by 2 points or more: talk to your healthcare provider about it."),
    ],
)
def test_the_trend_is_said_in_plain_words(pairs, said):
    assert said in pain_trend(pairs)


def test_a_session_with_one_answer_only_is_no_pair():
    one = entry(1, at("2026-03-01T08:00"), before=5)
    both = entry(2, at("2026-03-02T08:00"), before=5, after=0)
    assert pain_pairs([one, both]) == ((5, 0),)


def shown(entries, *, fine, width=80):
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    Console(file=out, width=width, highlight=False).print(history_overview(entries, TODAY, fine=fine))
    return out.getvalue()


def some():
    return [
        entry(
            n,
            at(f"2026-03-{n:02d}T08:00"),
            before=6,
            after=3,
            holds=[CompletedHold("reach", None, 1, 20.0, 20.0)],
        )
        for n in range(1, 21)
    ]


def test_the_overview_has_a_table_a_calendar_the_row_the_minutes_and_the_plots():
    text = shown(some(), fine=True)
    for part in (
        "2026-03-20",
        "20 days of practice in a row",
        "week of",
        "6.7 min",
        "before  10",
        "after   10",
        "●",
    ):
        assert part in text
    assert max(map(len, text.splitlines())) <= 80


def test_without_more_than_ascii_the_answers_are_numbers():
    text = shown(some(), fine=False)
    assert "before  6 6 6" in text
    assert "#" in text
    assert not set(text) & set("●⠉│")


def test_a_spreadsheet_gets_a_line_for_each_session():
    lines = sessions_csv(some()).splitlines()
    assert len(lines) == 21
    assert lines[0].startswith("id,routine,started_at,status")
    assert lines[1] == "1,daily,2026-03-01T08:00:00+01:00,finished,1,100,60,6,3,1"
