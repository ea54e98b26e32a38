"""The figure on the screen of a session: which pose, when it changes, and where there is room for it."""

import math
import re
from dataclasses import replace

import pytest

from backcare.figures.poses import pose_in_cycle, pose_toward_hold
from backcare.library.library import Library, shipped_folder
from backcare.model.stretch import Figure, Side, View
from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.planning.plan import PhaseKind
from backcare.screen import figure_view
from backcare.screen.session_view import session_rows
from backcare.screen.window import Painter, Window
from backcare.session.events import Signal
from backcare.session.session import Session
from backcare.wording import written
from plans import routine, stretch

LIBRARY = Library(shipped_folder())
PREGNANCY = build(LIBRARY.routine("pregnancy"), PlanOptions())
TWIST = LIBRARY.stretch("kneeling-twist")
SEATED = LIBRARY.stretch("seated-upper-back-release")
SIZES = [(120, 40), (80, 24), (64, 18), (50, 34), (40, 12), (20, 4)]


def at(kind, wait=1.0, *, nth=1, plan=PREGNANCY, signals=()):
    """The status some seconds into the nth phase of a kind."""
    played = Session(plan)
    played.begin(0.0)
    now, seen, last = 0.0, 0, None
    while True:
        phase = played.status(now).phase
        seen += phase is not last and phase.kind is kind
        last = phase
        if seen == nth:
            break
        now = played.next_due()
        played.receive(None, now)
    for signal in (None, *signals):
        played.receive(signal, now + wait)
    return played.status(now + wait)


def text_of(status, window, speed=1.0):
    shown = replace(status, left=math.ceil(status.left))
    rows = session_rows(shown, "Daily", "14:32", window, figure_view.figure_at(status, speed))
    return "\n".join(row.plain.rstrip() for row in rows)


def braille_in(text):
    return any("\u2801" <= sign <= "\u28ff" for sign in text)


def test_set_up_shows_the_start_and_the_hold_the_hold():
    start, hold = SEATED.figure.poses
    assert figure_view.figure_at(at(PhaseKind.READY), 1.0).pose == start
    assert figure_view.figure_at(at(PhaseKind.SETUP), 1.0).pose == start
    assert figure_view.figure_at(at(PhaseKind.HOLD), 1.0).pose == hold


def test_a_move_goes_into_the_hold_and_a_release_the_way_back():
    assert figure_view.figure_at(at(PhaseKind.MOVE, 3.5), 1.0).pose == pose_toward_hold(SEATED.figure, 0.5)
    assert figure_view.figure_at(at(PhaseKind.RELEASE, 1.25), 1.0).pose == pose_toward_hold(SEATED.figure, 0.75)


def test_a_rest_shows_what_comes_next():
    resting = figure_view.figure_at(at(PhaseKind.REST, nth=2), 1.0)
    assert (resting.figure, resting.side, resting.pose) == (TWIST.figure, Side.LEFT, TWIST.figure.poses[0])


def test_a_switch_shows_the_other_side():
    assert figure_view.figure_at(at(PhaseKind.SWITCH), 1.0).side is Side.RIGHT


def test_a_bare_hold_and_a_stretch_without_figure_show_none():
    assert figure_view.figure_at(at(PhaseKind.HOLD, plan=bare_hold(20)), 1.0) is None
    assert figure_view.figure_at(at(PhaseKind.HOLD, plan=build(routine(), PlanOptions())), 1.0) is None


def counted():
    poses = tuple(
        (("pelvis", (x, 53.0)), ("L1", (x, 64.0)), ("T6", (x, 73.0)), ("C7", (x, 82.0)), ("head", (x, 93.5)))
        for x in (0.0, 4.0, 8.0)
    )
    return stretch("rolls", reps=(4, 6.0), figure=Figure(View.FRONT, poses))


def test_a_counted_movement_goes_round_once_each_time():
    rolls = counted()
    plan = build(routine(rolls), PlanOptions())
    assert figure_view.figure_at(at(PhaseKind.MOVE, 2.0, plan=plan), 1.0).pose == rolls.figure.poses[0]
    assert figure_view.figure_at(at(PhaseKind.REPS, 2.0, plan=plan), 1.0).pose == pose_in_cycle(
        rolls.figure, 1 / 3
    )
    again = figure_view.figure_at(at(PhaseKind.REPS, 8.0, plan=plan), 1.0).pose
    assert dict(again)["head"] == pytest.approx(dict(pose_in_cycle(rolls.figure, 1 / 3))["head"])
    assert figure_view.figure_at(at(PhaseKind.RELEASE, 1.0, plan=plan), 1.0).pose == rolls.figure.poses[0]


@pytest.mark.parametrize(
    "kind", [PhaseKind.READY, PhaseKind.SETUP, PhaseKind.HOLD, PhaseKind.REST, PhaseKind.SWITCH]
)
def test_it_is_still_but_for_move_and_release(kind):
    assert figure_view.seconds_to_next_frame(at(kind), 1.0) == math.inf


@pytest.mark.parametrize("speed", [0.5, 1.0, 10.0])
@pytest.mark.parametrize("kind", [PhaseKind.MOVE, PhaseKind.RELEASE])
def test_it_moves_at_most_eight_times_a_real_second(kind, speed):
    for wait in (0.0, 0.1, 0.125, 0.3, 1.0):
        assert 0 < figure_view.seconds_to_next_frame(at(kind, wait), speed) <= speed / 8 + 1e-9
    poses = {figure_view.figure_at(at(kind, second / 100), speed).pose for second in range(200)}
    assert len(poses) <= 2 * 8 / speed + 1


def test_it_is_still_while_paused():
    paused = at(PhaseKind.MOVE, signals=(Signal.PAUSE,))
    assert figure_view.seconds_to_next_frame(paused, 1.0) == math.inf


def test_it_stands_beside_digits_and_steps_in_a_wide_window():
    text = text_of(at(PhaseKind.HOLD), Window(80, 24))
    assert braille_in(text)
    for part in ("██", "comfortable", "breath", "HOLD  0:19", "session", "next:", "any key pause"):
        assert part in text


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_tip_is_on_the_screen_whether_the_figure_has_room_beside_it_or_not(size):
    relief = build(
        LIBRARY.routine("quick-relief"), PlanOptions(tips=("Warmth, or an ice pack, can ease things.",))
    )
    text = text_of(at(PhaseKind.REST, plan=relief), Window(*size))
    assert "Tip: Warmth" in text
    assert "Arms up like goal posts" in text


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
def test_each_part_shows_what_to_mind_in_it_and_changing_sides_its_own_words(size):
    assert "check that the chair" in text_of(at(PhaseKind.SETUP), Window(*size))
    assert "Let your hands carry" in text_of(at(PhaseKind.HOLD), Window(*size))
    switching = text_of(at(PhaseKind.SWITCH), Window(*size))
    assert "Change knees now" in switching
    assert "RIGHT SIDE" in switching


STRETCHES = [
    entry.stretch for name in ("pregnancy", "postpartum", "warm-up") for entry in LIBRARY.routine(name).items
]


@pytest.mark.parametrize("stretch_id", sorted({one.id for one in STRETCHES}))
def test_the_figure_stands_beside_every_part_of_every_stretch_and_no_words_are_lost(stretch_id):
    plan = build(routine(LIBRARY.stretch(stretch_id)), PlanOptions())
    for kind in {phase.kind for phase in plan.phases}:
        status = at(kind, plan=plan)
        rows = text_of(status, Window(80, 24))
        assert braille_in(rows), kind
        words = set(re.findall(r"\w+", rows))
        for line in written.step_lines(status.shown[1], kind, status.shown[0].side):
            assert set(re.findall(r"\w+", line)) <= words, line


def test_the_legend_says_what_a_picture_shows():
    assert "start" in text_of(at(PhaseKind.SETUP), Window(80, 24))
    holding = text_of(at(PhaseKind.HOLD), Window(80, 24))
    assert holding.count("feel it here") == 1
    assert "hold" in holding
    assert "feel it here" not in text_of(at(PhaseKind.SETUP), Window(80, 24))


def test_a_counted_movement_says_which_way_it_goes():
    angels = LIBRARY.stretch("wall-angels")
    plan = build(routine(angels), PlanOptions())
    ways = [figure_view.figure_at(at(PhaseKind.REPS, wait, plan=plan), 1.0).caption for wait in (1, 4, 7)]
    assert ways == ["up", "down", "start"]


def test_a_font_without_braille_has_blocks():
    text = text_of(at(PhaseKind.SETUP), Window(80, 24, braille=False))
    assert not braille_in(text)
    assert "▀" in text


def test_it_stands_above_them_in_a_tall_one():
    rows = text_of(at(PhaseKind.HOLD), Window(50, 34)).splitlines()
    figure = [number for number, row in enumerate(rows) if braille_in(row)]
    digits = [number for number, row in enumerate(rows) if "██" in row]
    assert max(figure) < min(digits)


@pytest.mark.parametrize("size", [(63, 24), (80, 17), (40, 12), (20, 4)])
def test_it_is_the_first_to_go_where_room_is_short(size):
    text = text_of(at(PhaseKind.HOLD), Window(*size))
    assert not braille_in(text)
    assert "HOLD  0:19" in text


def test_without_unicode_there_is_no_braille_and_the_steps_stand_alone():
    text = text_of(at(PhaseKind.HOLD), Window(80, 24, unicode=False))
    assert text.isascii()
    assert "Stay where the arch" in text


def test_the_breath_is_four_seconds_in_and_six_out():
    marks = [
        "in" if "breath ↑ in" in text_of(at(PhaseKind.HOLD, wait), Window(80, 24)) else "out"
        for wait in range(20)
    ]
    assert marks == (["in"] * 4 + ["out"] * 6) * 2


def test_a_rest_names_and_explains_what_comes_next():
    text = text_of(at(PhaseKind.REST, nth=2), Window(80, 24))
    assert "Next:  LEFT SIDE  Kneeling Twist" in text
    assert "in a split kneel: one" in text
    assert "knee down, the other foot in front." in text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", [*list(PhaseKind)[:4], PhaseKind.RELEASE, PhaseKind.SWITCH, PhaseKind.REST])
@pytest.mark.parametrize("name", ["pregnancy", "postpartum"])
def test_no_row_wraps_and_the_keys_stay(name, kind, size):
    window = Window(*size)
    status = at(kind, plan=build(LIBRARY.routine(name), PlanOptions()))
    rows = session_rows(status, "Daily", "14:32", window, figure_view.figure_at(status, 1.0))
    assert len(rows) <= window.rows
    assert len(Painter().paint(rows, window)) == len(rows)
    assert all(row.cell_len < window.columns for row in rows)
    if window.rows >= 24:
        assert any(key in rows[-1].plain for key in ("any key pause", "Enter next"))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12), (20, 4)])
@pytest.mark.parametrize("kind", [PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.REST])
def test_the_screens_look_as_they_did(snapshot, kind, size):
    assert text_of(at(kind, 3.0), Window(*size)) == snapshot
