"""The first digits of a count stand where its whole picture has them, cell by cell and in its style."""

from itertools import product

import pytest

from backcare.planning.build import bare_hold
from backcare.screen.first_digits import draw_first_digits
from backcare.screen.session_view import session_rows
from backcare.screen.window import Painter, Window
from backcare.session.session import Session


def whole_picture(seconds, window):
    session = Session(bare_hold(seconds))
    session.begin(0.0)
    return Painter().paint(session_rows(session.status(0.0), "", "14:32", window), window)


@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("columns", [20, 30, 40, 60, 80, 120])
def test_the_digits_do_not_move_when_the_rest_is_drawn(columns, unicode):
    for rows, seconds in product((*range(5, 30), 40, 60), (1, 9, 20, 99, 100, 101, 600)):
        whole = whole_picture(seconds, Window(columns, rows, unicode))
        for number, row in enumerate(draw_first_digits(seconds, columns, rows, unicode=unicode, colours=True)):
            assert row in ("", whole[number]), (rows, seconds, number, whole)


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (40, 12)])
def test_in_a_usual_window_the_digits_are_there_first(columns, rows):
    assert draw_first_digits(20, columns, rows, unicode=True, colours=True)


def test_without_colours_they_are_bold():
    assert "\x1b[1m" in "".join(draw_first_digits(20, 80, 24, unicode=True, colours=False))
