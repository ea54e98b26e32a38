"""The table of states that a session runs on, and the page that shows it."""

import runpy
from pathlib import Path

import pytest

from backcare.planning.build import PlanOptions, build
from backcare.session.events import Asking, Mode, Signal
from backcare.session.session import TRANSITIONS, Session
from backcare.session.states import (
    OVER,
    PAUSED,
    PAUSED_KEYS,
    PAUSED_QUIT,
    PAUSED_RETURN,
    PAUSED_WARNINGS,
    RUNNING,
    WAITING,
)
from plans import routine, stretch

ROOT = Path(__file__).parents[2]


def session_after(*steps):
    """A session that waits after each set-up, after some signals, each with its time."""
    session = Session(build(routine(stretch()), PlanOptions(wait=True)))
    session.begin(0.0)
    for now, signal in steps:
        session.receive(signal, now)
    return session


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (RUNNING, []),
        (WAITING, [(100.0, None)]),
        (PAUSED, [(1.0, Signal.PAUSE)]),
        (PAUSED_RETURN, [(1.0, Signal.GAP)]),
        (PAUSED_KEYS, [(1.0, Signal.KEYS)]),
        (PAUSED_WARNINGS, [(1.0, Signal.WARNINGS)]),
        (PAUSED_QUIT, [(1.0, Signal.QUIT)]),
        (OVER, [(1.0, Signal.LEAVE)]),
    ],
)
def test_every_state_is_reached_and_leads_where_the_table_says(state, steps):
    assert session_after(*steps).state == state
    for signal in Signal:
        session = session_after(*steps)
        assert session.state == state
        session.receive(signal, 101.0 if steps else 1.0)
        row = TRANSITIONS[state].get(signal)
        assert session.state == (row.target if row else state)


def test_every_target_is_a_state_of_the_table():
    targets = {row.target for rows in TRANSITIONS.values() for row in rows.values()}
    assert targets == set(TRANSITIONS)


def test_only_a_pause_asks_anything():
    assert all(state.mode is Mode.PAUSED for state in TRANSITIONS if state.asking is not Asking.NOTHING)


def test_a_second_stop_finds_a_session_that_stays_paused():
    session = session_after((1.0, Signal.GAP), (500.0, Signal.GAP), (501.0, Signal.CONTINUE))
    assert session.state == PAUSED


def test_q_on_the_page_of_keys_asks_whether_to_end():
    assert session_after((1.0, Signal.KEYS), (2.0, Signal.QUIT)).state == PAUSED_QUIT


def test_what_waits_for_the_user_is_not_made_longer():
    session = session_after((100.0, None))
    assert session.receive(Signal.PLUS, 101.0) == ()
    assert session.status(101.0).left == 0


def test_the_page_on_architecture_shows_this_table():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert runpy.run_path(str(ROOT / "tools" / "draw_diagrams.py"))["with_diagram"](page) == page
