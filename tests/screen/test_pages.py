"""The pages before and after a session, in windows of every size."""

from dataclasses import replace

import pytest

from backcare.library.library import Library, shipped_folder
from backcare.model.guidance import Occasion
from backcare.planning.build import PlanOptions, build
from backcare.screen.digits import draw_digits
from backcare.screen.page_rows import COLUMNS
from backcare.screen.pages import (
    EMERGENCY,
    Home,
    HomeEntry,
    PageExtras,
    end_page,
    has_room_for_safety,
    home_page,
    start_page,
)
from backcare.screen.window import Painter, Window
from backcare.session.events import CompletedHold, Report
from backcare.session.keymap import END_KEYS, HOME_KEYS, START_KEYS
from plans import routine, stretch, twist

SIZES = [(120, 40), (80, 24), (60, 16), (40, 12), (20, 6), (20, 4), (9, 2), (1, 1)]
WIDE = Window(80, 24)
KEYS = PageExtras(keys=START_KEYS)
LENGTH = "4:00, until 14:32"
WARNINGS = ("Elsewhere: your emergency number.", "Talk to somebody: this; that.", "Always: so.")
PLAN = build(routine(stretch(equipment=("a chair",)), twist()), PlanOptions(repeats=2, hold=25, wait=True))
HELD = CompletedHold("reach", None, 1, 20.0, 20.0)
REPORT = Report(finished=True, holds=(HELD, HELD), held_seconds=40.0, planned_seconds=90.0, left_out=("twist",))


def start(window=WIDE, plan=PLAN, **extras):
    return start_page(plan, LENGTH, sound="voice and tones", window=window, extras=replace(KEYS, **extras))


def end(window=WIDE, days=3, **extras):
    return end_page(PLAN, REPORT, days, window, PageExtras(**{"keys": END_KEYS, **extras}))


def text_of(rows):
    return "\n".join(row.plain for row in rows)


def test_the_start_page_tells_what_is_to_come_the_stretches_first():
    text = text_of(start())
    order = (
        "Daily",
        "1. Reach",
        "25 s left, 25 s right, 2 times",
        "a chair",
        "voice and tones",
        "Stop if",
        "Enter begin",
    )
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "until 14:32" in text.splitlines()[0]
    assert "You need  a chair" in text
    assert "Sound     voice and tones" in text


@pytest.mark.parametrize("size", SIZES)
def test_pages_fit_every_window_and_have_their_keys_on_its_last_row(size):
    window = Window(*size)
    for rows, key in ((start(window), "Enter begin"), (end(window), "r once more")):
        assert len(rows) == window.rows
        if window.columns > 15:
            assert key in rows[-1].plain
        Painter().paint(rows, window)
        assert all(row.cell_len <= window.width for row in rows)


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_a_page_is_no_wider_than_can_be_read_and_has_one_margin(columns):
    for rows in (start(Window(columns, 40), safety=WARNINGS, question=("Now?",)), end(Window(columns, 40))):
        for row in rows[:-1]:
            assert row.cell_len <= COLUMNS
            assert not row.plain or row.plain.startswith(" ")


def test_what_is_over_in_a_resumed_session_has_a_mark_and_no_amount():
    [reach] = [row.plain for row in start(done=frozenset({"reach"})) if "Reach" in row.plain]
    assert reach.rstrip().endswith("done")
    assert "25 s" not in reach


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_notice_is_seen_beside_an_emergency_and_the_useful_words_come_before_it(size):
    guidance, _ = Library(shipped_folder()).guidance()
    notices = (*guidance.information_on(Occasion.AFTER_BIRTH), "To leave it out: --without it")
    plan = replace(PLAN, notices=notices)
    safety = (*guidance.short_warnings(), guidance.standing)
    text = text_of(start(Window(*size), plan, question=("Now?", "0-9"), safety=safety))
    for part in (
        "Stop if anything hurts.",
        "--without it",
        "It waits after each set-up",
        "voice and tones",
        "Now?",
    ):
        assert part in text
    assert "Caesarean or hard birth: ask" in text
    assert text.index("1. Reach") < text.index("Chest pain, trouble breathing, a sudden")
    assert "It cannot examine you." in text
    assert ("Talk to your healthcare provider" in text) == (size == (120, 40))
    assert "Enter begin" in text.splitlines()[-1]


def test_an_emergency_has_a_colour_of_its_own():
    [row] = [row for row in start(safety=WARNINGS) if WARNINGS[0] in row.plain]
    assert EMERGENCY in [span.style for span in row.spans]
    assert [row for row in start() if any(span.style == EMERGENCY for span in row.spans)] == []


def test_what_is_said_of_warning_signs_is_left_out_where_there_is_no_room_for_it():
    assert WARNINGS[0] not in text_of(start(Window(80, 3), safety=WARNINGS))
    assert has_room_for_safety(WARNINGS, WIDE)
    assert not has_room_for_safety(WARNINGS, Window(80, 3))


def test_the_end_page_has_a_sign_what_was_held_and_the_days():
    text = text_of(end(question=("Now?", "5 before, 3 now.")))
    assert {row.rstrip() for row in draw_digits("DONE", 1.5, "█")} <= {row.strip() for row in text.splitlines()}
    assert [row.split()[1:] for row in text.splitlines() if row[1:3] in ("1.", "2.")] == [
        ["Reach", "0:40"],
        ["Twist", "left", "out"],
    ]
    for part in (
        "Done: Reach, 0:40 held.",
        "3 days of practice in a row.",
        "backcare history",
        "5 before, 3 now.",
    ):
        assert part in text
    assert "days of practice" not in text_of(end(days=0))


def test_without_more_than_ascii_the_pages_are_ascii():
    window = Window(80, 24, unicode=False)
    assert text_of(start(window)).isascii()
    assert "####" in text_of(end(window))
    assert text_of(end(window)).isascii()


HOME = Home(
    tuple(HomeEntry(f"Routine {n}", f"{n}:00", ("routine", str(n))) for n in range(1, 8)),
    ("Relief, broken off just now",),
    days_in_a_row=3,
)


def test_the_menu_has_what_was_left_open_then_the_routines_with_a_mark_then_the_days():
    text = text_of(home_page(HOME, 1, WIDE, HOME_KEYS))
    order = (
        "backcare",
        "broken off",
        "  1  Routine 1",
        "▸ 2  Routine 2",
        "3 days of practice in a row",
        "Enter begin",
    )
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert text.count("▸") == 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("at", [0, 6])
def test_the_entry_that_enter_takes_is_in_every_window(size, at):
    window = Window(*size)
    rows = home_page(HOME, at, window, HOME_KEYS)
    assert len(rows) == window.rows
    if window.rows > 1 and window.columns > 15:
        assert f"▸ {at + 1}  Routine" in text_of(rows)
        assert "Enter begin" in rows[-1].plain
