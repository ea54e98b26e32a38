"""What `history` shows of sessions."""

from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from backcare.screen.history_view import history_overview, pain_trend
from records import twenty_days

TODAY = date(2026, 3, 20)


def text_of(records, *, unicode, width=80):
    out = StringIO()
    Console(file=out, width=width, highlight=False).print(history_overview(records, TODAY, unicode=unicode))
    return out.getvalue()


def test_the_overview_has_a_table_a_calendar_the_row_the_minutes_and_the_plots():
    text = text_of(twenty_days(), unicode=True)
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
    text = text_of(twenty_days(), unicode=False)
    assert "before  6 6 6" in text
    assert "#" in text
    assert not set(text) & set("●⠉│")


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
