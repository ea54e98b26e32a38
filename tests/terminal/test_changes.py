"""What is written for a frame makes the screen show it, whatever was there, and is as little as it can be."""

import pyte
from hypothesis import given
from hypothesis import strategies as st

from backcare.terminal.changes import draw_changes

COLUMNS, ROWS = 40, 4
STYLES = ("", "1", "2", "31", "1;32", "38;5;12")
SIGNS = [*"ab 12·━╌▓█▀▄⠁⣿→äл語🤱", "e\u0301"]  # each as it is seen


def painted(pieces):
    return "".join(f"\x1b[{style}m{text}\x1b[0m" if style else text for style, text in pieces)


rows = st.lists(
    st.tuples(st.sampled_from(STYLES), st.lists(st.sampled_from(SIGNS), max_size=7).map("".join)), max_size=3
).map(painted)
frames = st.lists(rows, max_size=ROWS)


def shown(*frames):
    """What a terminal shows after these frames, cell by cell with its style."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.Stream(screen)
    for text in frames:
        stream.feed(text)
    return [[screen.buffer[row][column] for column in range(COLUMNS)] for row in range(ROWS)]


@given(frames, frames)
def test_a_frame_over_another_is_what_it_is_on_an_empty_screen(before, after):
    first = draw_changes((), before)
    assert shown(first, draw_changes(before, after)) == shown(draw_changes((), after))


@given(frames)
def test_a_frame_on_an_empty_screen_is_what_its_rows_are(rows):
    whole = "".join(f"\x1b[{number};1H{row}" for number, row in enumerate(rows, 1))
    assert shown(draw_changes((), rows)) == shown(whole)


@given(frames)
def test_nothing_is_written_where_nothing_changes(rows):
    assert draw_changes(rows, rows) == ""


def test_what_lies_between_two_changes_is_written_only_where_it_is_shorter_than_a_move():
    assert draw_changes(["a-b"], ["A-B"]) == "\x1b[1;1HA-B"
    assert draw_changes(["a----------b"], ["A----------B"]) == "\x1b[1;1HA\x1b[12GB"


def test_one_style_is_set_once_for_rows_that_share_it():
    rows = ["\x1b[1m█\x1b[0m", "\x1b[1m█\x1b[0m"]
    assert draw_changes((), rows) == "\x1b[1;1H\x1b[1m█\x1b[2;1H█\x1b[0m"


def test_a_large_frame_is_shown_as_a_whole():
    drawn = draw_changes((), ["x" * 999, "x" * 99])
    assert (drawn[:8], drawn[-8:]) == ("\x1b[?2026h", "\x1b[?2026l")
