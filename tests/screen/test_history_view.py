"""What `history` shows of sessions."""

import re
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from backcare.history.records import Ending
from backcare.screen.history_view import history_overview, pain_trend
from records import twenty_days

TODAY = date(2026, 3, 20)


def text_of(records, *, unicode, width=80):
    out = StringIO()
    Console(file=out, width=width, highlight=False).print(
        history_overview(records, TODAY, unicode=unicode, columns=width)
    )
    return out.getvalue()


def test_the_overview_has_a_table_a_calendar_the_row_the_minutes_and_the_plots():
    text = text_of(twenty_days(), unicode=True)
    for part in (
        "2026-03-20",
        "20 days of practice in a row",
        "week of",
        "6.7 min",
        "ended",
        " 10 │",
        "  6 │ ○ ○ ○",
        "  3 │ ● ● ●",
        "○ before  ● after",
    ):
        assert part in text
    rows = text.splitlines()
    [days] = [row for row in rows if row.split() == ["01", "Mar", "20", "Mar"]]
    [before] = [row for row in rows if row.startswith("  6 │")]
    assert len(days.rstrip()) == len(before.rstrip())
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
            "In one session: 6 before, 3 after. 3 lower, enough to notice (2 points or more).",
        ),
        ([(4, 4), (5, 4)], "In 2 sessions: on average 4.5 before, 4 after. 0.5 lower on average, less than 2"),
        ([(3, 4), (4, 3)], "In 2 sessions: on average 3.5 before, 3.5 after. The same afterwards on average."),
        ([(6, 5), (7, 5), (6, 4), (8, 5), (5, 5)], "6.4 before, 4.8 after. 1.6 lower on average, less than 2"),
        ([(2, 5)], "3 higher, 2 points or more: talk to your healthcare provider about it."),
    ],
)
def test_the_trend_is_said_in_plain_words(pairs, said):
    assert said in pain_trend(pairs)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_plot_keeps_to_the_width_and_shows_the_newest(width):
    rows = text_of(twenty_days(), unicode=True, width=width).splitlines()
    plot = [row for row in rows if row[3:5] == " │"]
    assert len(plot) == 11
    assert max(map(len, plot)) <= width
    assert any(row.rstrip().endswith("20 Mar") for row in rows)


def test_what_is_the_same_before_and_after_has_one_sign():
    text = text_of([replace(record, pain_after=6) for record in twenty_days()], unicode=True)
    assert "  6 │ ◉ ◉ ◉" in text


def test_no_date_is_broken_in_a_window_of_eighty():
    early = [replace(record, ending=Ending.INTERRUPTED, speed=500.0) for record in twenty_days()]
    rows = text_of(early, unicode=True).splitlines()
    assert sum(bool(re.match(r"2026-03-\d\d \w{3} \d\d:\d\d ", row)) for row in rows) == 10


def test_numbers_stand_to_the_right():
    head, _, first, *_ = text_of(twenty_days(), unicode=True).splitlines()
    for column, value in (("held", "1:00"), ("before", "6"), ("after", "3")):
        end = head.index(column) + len(column)
        assert first[:end].endswith(value)
