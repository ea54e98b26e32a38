import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.model.stretch import Position, Side, SidedText, Steps
from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.planning.plan import PhaseKind
from backcare.screen.digits import draw_digits
from backcare.screen.pages import EMERGENCY, warnings_page
from backcare.screen.session_parts import STYLES
from backcare.screen.session_view import session_rows
from backcare.screen.window import Painter, Window
from backcare.session.events import Signal
from backcare.session.keymap import START_WARNING_KEYS
from backcare.session.session import Session
from backcare.wording.written import side_text
from plans import routine, stretch, twist

SIZES = [(120, 40), (80, 24), (60, 16), (40, 12), (20, 6), (20, 4), (9, 2), (1, 1)]
WIDE = Window(80, 24)


def status_in(kind, *signals, plan=None, wait=1.0):
    """The status a second into the first phase of a kind, after signals."""
    played = Session(plan or build(routine(), PlanOptions(repeats=2)))
    played.begin(0.0)
    now = 0.0
    while played.status(now).phase.kind is not kind:
        now = played.next_due()
        played.receive(None, now)
    now += wait
    for signal in (None, *signals):
        played.receive(signal, now)
    return played.status(now)


def text_of(status, window=WIDE, ends_at="14:32"):
    return "\n".join(row.plain for row in session_rows(status, "Daily", ends_at, window))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "kind", [PhaseKind.READY, PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RELEASE, PhaseKind.REST]
)
def test_no_row_wraps_and_no_row_is_lost_at_any_size(kind, size):
    window = Window(*size)
    rows = session_rows(status_in(kind), "Daily", "14:32", window)
    assert 1 <= len(rows) <= window.rows
    lines = Painter().paint(rows, window)
    assert all(row.cell_len < max(window.columns, 2) for row in rows[: len(lines)])


@given(
    st.integers(1, 200),
    st.integers(1, 80),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=300),
)
def test_any_text_fits_any_window(columns, rows, text):
    window = Window(columns, rows)
    strange = replace(stretch(), name=text, steps=Steps(SidedText((text,), (text,))))
    status = status_in(PhaseKind.SETUP, plan=build(routine(strange), PlanOptions()))
    painted = session_rows(status, text, "14:32", window)
    Painter().paint(painted, window)
    assert len(painted) <= rows
    assert all(row.cell_len <= window.width for row in painted)


@pytest.mark.parametrize("size", SIZES[:-2])
@pytest.mark.parametrize("kind", [PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.REST])
def test_the_word_and_the_time_are_on_every_window(kind, size):
    text = text_of(status_in(kind), Window(*size))
    word = {PhaseKind.SETUP: "SET UP", PhaseKind.MOVE: "MOVE", PhaseKind.HOLD: "HOLD", PhaseKind.REST: "REST"}[
        kind
    ]
    left = {PhaseKind.SETUP: "0:13", PhaseKind.MOVE: "0:05", PhaseKind.HOLD: "0:19", PhaseKind.REST: "0:09"}[kind]
    assert f"{word}  {left}" in text


def test_lying_down_the_side_is_that_of_the_knees():
    lying = build(routine(replace(twist(), position=Position.SUPINE)), PlanOptions())
    assert "KNEES LEFT" in text_of(status_in(PhaseKind.SETUP, plan=lying))
    assert "then knees right" in text_of(status_in(PhaseKind.RELEASE, plan=lying))
    assert "SIDE " not in text_of(status_in(PhaseKind.HOLD, plan=lying))


TWISTING = build(routine(twist()), PlanOptions(repeats=2))


def test_a_wide_window_shows_all_of_it():
    text = text_of(status_in(PhaseKind.HOLD, plan=TWISTING), Window(80, 40))
    for part in ("Daily", "stretch 1 of 1", "LEFT SIDE", "Twist", "repeat 1 of 2", "Stay."):
        assert part in text
    for part in ("until 14:32", "next: come back, then right side", "any key pause", "session"):
        assert part in text


@pytest.mark.parametrize("size", [(120, 40), (80, 40), (40, 30)])
def test_each_phase_shows_what_is_done_in_it_and_the_way_in_what_follows(size):
    shown = {
        kind: {
            line
            for line in ("Get there.", "Go in.", "Stay.", "Come out.")
            if line in text_of(status_in(kind, plan=TWISTING), Window(*size))
        }
        for kind in (PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RELEASE)
    }
    assert list(shown.values()) == [{"Get there.", "Go in."}, {"Go in."}, {"Stay."}, {"Come out."}]


def test_where_two_parts_are_shown_each_has_its_heading_in_a_narrow_window_too():
    rows = [row.strip() for row in text_of(status_in(PhaseKind.SETUP), Window(40, 30)).splitlines()]
    start = rows.index("▸ Set up")
    assert rows[start : start + 4] == ["▸ Set up", "• Get there.", "Move", "• Go in."]


def large(word):
    """The rows of a word in large letters."""
    return [line.rstrip() for line in draw_digits(word, 0.5, "█")]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16)])
@pytest.mark.parametrize("kind", [PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD])
def test_the_side_is_the_largest_word_on_the_way_in_and_in_the_hold(kind, size):
    lying = build(routine(replace(twist(), position=Position.SUPINE)), PlanOptions())
    for plan, word in ((TWISTING, "LEFT SIDE"), (lying, "KNEES LEFT")):
        rows = [row[1:].rstrip() for row in text_of(status_in(kind, plan=plan), Window(*size)).splitlines()]
        assert set(large(word)) <= set(rows)


@pytest.mark.parametrize("kind", [PhaseKind.READY, PhaseKind.RELEASE, PhaseKind.REST])
def test_no_side_is_large_where_none_matters(kind):
    rows = [row[1:].rstrip() for row in text_of(status_in(kind, plan=TWISTING)).splitlines()]
    assert large("LEFT SIDE")[0] not in rows


def test_every_word_for_a_side_has_its_letters():
    for position in (None, *Position):
        for side in Side:
            word = side_text(replace(twist(), position=position), side).upper()
            assert len(draw_digits(word, 0.5, "█")) == 3


def test_in_a_hold_the_digits_come_before_the_text_and_in_a_set_up_the_text_before_the_digits():
    small = Window(40, 8)
    assert "██" in text_of(status_in(PhaseKind.HOLD), small)
    assert "Get there." in text_of(status_in(PhaseKind.SETUP), Window(40, 5))


def test_digits_are_solid_and_where_no_colour_tells_the_phase_only_those_of_a_hold():
    others = (PhaseKind.READY, PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.RELEASE, PhaseKind.REST)
    for kind in (PhaseKind.HOLD, *others):
        text = text_of(status_in(kind))
        assert "█" in text
        assert not set(text) & set("▓▒░")
        grey = text_of(status_in(kind), Window(80, 24, colour=False))
        assert ("█" in grey) == (kind is PhaseKind.HOLD)


def test_no_two_phases_that_are_done_differently_have_digits_of_one_colour():
    styles = [STYLES[kind] for kind in (PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.REST)]
    assert len(set(styles)) == len(styles)


def test_a_pause_is_a_word():
    assert "PAUSED" in text_of(status_in(PhaseKind.HOLD, Signal.PAUSE))
    assert "PAUSED" in text_of(status_in(PhaseKind.HOLD, Signal.PAUSE), Window(20, 4))


def drawn(word, scale):
    """The rows of a word in large letters, wherever they stand."""
    return {row.strip() for row in draw_digits(word, scale, "█")}


def drawn_in(text):
    return {row.strip() for row in text.splitlines()}


@pytest.mark.parametrize(("size", "scale"), [((120, 40), 1.5), ((80, 24), 1.5), ((40, 12), 0.5)])
def test_a_pause_stands_in_the_place_of_the_digits_with_the_time_below(size, scale):
    text = text_of(status_in(PhaseKind.HOLD, Signal.PAUSE), Window(*size))
    assert drawn("PAUSED", scale) <= drawn_in(text)
    time = {"0:19"} if scale < 1 else drawn("19", 0.5)
    assert time <= drawn_in(text)


@pytest.mark.parametrize(
    ("size", "words", "scale"),
    [
        ((120, 40), ("SWITCH", "SIDES"), 1.5),
        ((80, 24), ("SWITCH", "SIDES"), 1),
        ((60, 16), ("SWITCH SIDES",), 0.5),
    ],
)
def test_to_switch_sides_is_as_large_as_digits_are(size, words, scale):
    text = text_of(status_in(PhaseKind.SWITCH, plan=TWISTING), Window(*size))
    for word in words:
        assert drawn(word, scale) <= drawn_in(text)


def test_what_waits_asks_in_large_letters():
    plan = build(routine(), PlanOptions(wait=True))
    assert drawn("READY?", 1.5) <= drawn_in(text_of(status_in(PhaseKind.SETUP, plan=plan, wait=100.0)))


def test_a_word_too_wide_for_the_window_leaves_no_digits_that_could_be_taken_for_a_count():
    text = text_of(status_in(PhaseKind.HOLD, Signal.PAUSE), Window(20, 10))
    assert "█" not in text
    assert "PAUSED" in text


def test_the_first_q_says_what_a_second_does():
    assert "Esc end here" in text_of(status_in(PhaseKind.HOLD, Signal.QUIT))


def test_a_rest_offers_once_more():
    assert "r once more" in text_of(status_in(PhaseKind.REST))


def test_waiting_asks_whether_the_user_is_ready():
    plan = build(routine(), PlanOptions(wait=True))
    assert "READY?" in text_of(status_in(PhaseKind.SETUP, plan=plan, wait=100.0))


def test_the_keys_page_names_every_key():
    text = text_of(status_in(PhaseKind.HOLD, Signal.KEYS))
    for key in ("space, p", "Enter, n", "b, ", "+  -", "r ", "t ", "? ", "q, Esc "):
        assert key in text


def test_without_unicode_there_is_nothing_but_ascii():
    for kind in (PhaseKind.READY, PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.REST):
        assert text_of(status_in(kind), Window(80, 40, unicode=False)).isascii()
    assert text_of(status_in(PhaseKind.HOLD, Signal.KEYS), Window(80, 40, unicode=False)).isascii()


def test_a_bare_hold_shows_its_count():
    text = text_of(status_in(PhaseKind.HOLD, plan=bare_hold(120), wait=0.0))
    assert "HOLD  2:00" in text


def test_the_text_of_a_file_is_only_ever_text():
    loud = replace(stretch(), name="[bold red]Reach[/] :smile:")
    text = text_of(status_in(PhaseKind.SETUP, plan=build(routine(loud), PlanOptions())))
    assert "[bold red]Reach[/] :smile:" in text


def test_no_color_leaves_no_colours(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    lines = Painter().paint(session_rows(status_in(PhaseKind.HOLD), "Daily", "14:32", WIDE), WIDE)
    assert "HOLD" in "".join(lines)
    assert "\x1b[3" not in "".join(lines).replace("\x1b[1m", "").replace("\x1b[2m", "")


def test_every_tone_has_its_twin_on_the_frame():
    halfway, before = (text_of(status_in(PhaseKind.HOLD, plan=bare_hold(20), wait=wait)) for wait in (11.0, 9.0))
    assert "halfway" in halfway
    assert "halfway" not in before
    three, one = (text_of(status_in(PhaseKind.HOLD, plan=bare_hold(20), wait=wait)) for wait in (17.5, 19.5))
    assert "●●●" in three
    assert "●" in one
    assert "●●" not in one
    assert "***" in text_of(
        status_in(PhaseKind.HOLD, plan=bare_hold(20), wait=17.5), Window(80, 24, unicode=False)
    )


COUNTED = build(routine(stretch("rolls", reps=(8, 4.0))), PlanOptions())


@pytest.mark.parametrize("size", SIZES[:-2])
def test_a_counted_movement_says_which_repeat_it_is_on_every_window(size):
    assert "REPEAT  3 of 8" in text_of(status_in(PhaseKind.REPS, plan=COUNTED, wait=9.0), Window(*size))


def test_its_large_digits_are_the_repeat_and_the_last_one_is_named():
    third = text_of(status_in(PhaseKind.REPS, plan=COUNTED, wait=9.0), Window(40, 12)).splitlines()
    drawn = [row.strip() for row in third if "█" in row or "▀" in row]
    assert drawn == [*(row.strip() for row in draw_digits("3", 1, "█")[:-1]), "██████  of 8"]
    assert "last one" not in "".join(third)
    assert "8 of 8 0:03 last one" in text_of(status_in(PhaseKind.REPS, plan=COUNTED, wait=29.0))


def test_hush_is_a_word_in_the_title():
    assert "hush" in text_of(status_in(PhaseKind.SETUP, Signal.HUSH))
    assert "hush" not in text_of(status_in(PhaseKind.SETUP, Signal.HUSH, Signal.HUSH))


WARNINGS = ("Talk to somebody: this; that.", "Always: so.", "Elsewhere: your emergency number.")


def test_the_warning_signs_stand_in_place_of_the_session_with_the_way_out():
    rows = session_rows(status_in(PhaseKind.HOLD, Signal.WARNINGS), "Daily", "14:32", WIDE, warnings=WARNINGS)
    text = "\n".join(row.plain for row in rows)
    for part in ("When to ask for help", *WARNINGS, "Esc stop for today", "any other key go on"):
        assert part in text
    assert "HOLD" not in text


@pytest.mark.parametrize("size", SIZES)
def test_the_warning_signs_fit_every_window_and_say_where_the_rest_is(size):
    window = Window(*size)
    status = status_in(PhaseKind.HOLD, Signal.WARNINGS)
    rows = session_rows(status, "Daily", "14:32", window, warnings=WARNINGS * 4)
    assert len(rows) <= window.rows
    if window.rows > 1 and window.columns > 30:
        assert "Esc stop" in rows[-1].plain
        whole = all(any(text in row.plain for row in rows) for text in WARNINGS)
        assert whole or "backcare redflags --all" in rows[-2].plain
        assert rows[0].style == EMERGENCY or rows[1].style == EMERGENCY or rows[2].style == EMERGENCY


def test_the_warning_signs_before_a_session_lead_back_or_out():
    rows = warnings_page(WARNINGS, START_WARNING_KEYS, WIDE)
    assert "Enter back" in rows[-1].plain
    assert "Esc leave" in rows[-1].plain


@pytest.mark.parametrize(
    ("kind", "signals"), [(PhaseKind.HOLD, ()), (PhaseKind.REST, ()), (PhaseKind.HOLD, (Signal.PAUSE,))], ids=str
)
def test_the_warning_signs_are_one_key_away_and_so_is_the_end(kind, signals):
    keys = session_rows(status_in(kind, *signals), "Daily", "14:32", WIDE)[-1].plain
    assert "w warnings" in keys
    assert "Esc end" in keys


def test_a_rest_shows_its_tip():
    plan = build(routine(), PlanOptions(tips=("Swap the arm you carry on.",)))
    assert "Tip: Swap the arm you carry on." in text_of(status_in(PhaseKind.REST, plan=plan))
    assert "Tip:" not in text_of(status_in(PhaseKind.REST))


@pytest.mark.parametrize("size", SIZES)
def test_a_tip_never_makes_a_rest_too_high(size):
    plan = build(
        routine(), PlanOptions(tips=("A long tip that goes on and on until nobody can read it any more.",))
    )
    window = Window(*size)
    assert len(session_rows(status_in(PhaseKind.REST, plan=plan), "Daily", "14:32", window)) <= window.rows


def test_big_digits_are_rows_of_one_width():
    for scale in (1, 1.5, 2, 3):
        rows = draw_digits("0:59", scale, "█")
        assert len(rows) == math.ceil(5 * scale)
        assert len({len(row) for row in rows}) == 1


def test_digits_of_a_size_between_are_made_of_halves():
    assert draw_digits("1", 1.5, "█") == [
        "   ███   ",
        "▄▄▄███   ",
        "██████   ",
        "   ███   ",
        "   ███   ",
        "   ███   ",
        "█████████",
        "▀▀▀▀▀▀▀▀▀",
    ]
