import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.session.events import Mode, Paused, PhaseEnded, PhaseStarted, SessionEnded, Signal
from backcare.session.pages import EndPage, HomePage, PageAnswer, PainScale, StartPage
from backcare.session.session import Session
from fake_world import FakeWorld
from plans import routine, stretch


def test_a_session_left_alone_lasts_as_long_as_its_plan():
    world = FakeWorld().play(Session(bare_hold(20)))
    assert world.heard[-1] == SessionEnded(20.0, finished=True)
    assert world.time == pytest.approx(1020.0, abs=0.01)


def test_speed_makes_the_same_session_shorter():
    world = FakeWorld(speed=60).play(Session(build(routine(stretch()), PlanOptions())))
    assert world.heard[-1] == SessionEnded(54.0, finished=True)
    assert world.time == pytest.approx(1000.9, abs=0.01)


def test_a_session_whose_first_picture_was_there_before_runs_from_then_on():
    world = FakeWorld(began=999.5).play(Session(bare_hold(20)))
    assert world.pictures[0] == 0.5
    assert world.heard[-1] == SessionEnded(20.0, finished=True)
    assert world.time == pytest.approx(1019.5, abs=0.01)


def test_no_wait_is_longer_than_a_second():
    world = FakeWorld((5, "space"), (15, "space")).play(Session(bare_hold(20)))
    assert max(world.waits) <= 1.0


def test_the_first_picture_is_there_before_the_count_starts():
    world = FakeWorld()
    session = Session(bare_hold(20))
    slow = world.show

    def show(now):
        if not world.pictures:
            world.time += 5.0
        return slow(now)

    world.show = show
    world.play(session)
    assert world.time == pytest.approx(1025.0, abs=0.01)


def test_any_key_pauses_and_any_key_goes_on():
    world = FakeWorld((5, "x"), (9, "y")).play(Session(bare_hold(20)))
    assert [type(event) for event in world.heard if isinstance(event, Paused | PhaseStarted)] == [
        PhaseStarted,
        Paused,
        PhaseStarted,
        PhaseStarted,
    ]
    assert world.time == pytest.approx(1027.0, abs=0.01)


def test_a_finger_left_on_the_pausing_key_does_not_go_on():
    world = FakeWorld((5, "space"), (5.1, "space"), (5.2, "space"), (9, "space")).play(Session(bare_hold(20)))
    assert len([event for event in world.heard if isinstance(event, Paused)]) == 1


@pytest.mark.parametrize("gap", [0.02, 0.1, 0.29, 0.5, 0.6, 3.0])
@pytest.mark.parametrize("key", ["q", "escape"])
def test_two_q_end_it_however_quickly_they_are_typed(key, gap):
    world = FakeWorld((5, key), (5 + gap, key)).play(Session(bare_hold(20)))
    assert not world.heard[-1].finished
    assert world.heard[-1].at == pytest.approx(5 + gap, abs=0.31)


@given(
    st.sampled_from(["q", "space", "w", "?", "k"]),
    st.floats(0.15, 0.54),
    st.floats(0.02, 0.25),
    st.integers(2, 30),
)
def test_a_held_key_is_pressed_once(key, delay, interval, repeats):
    held = [(5, key), *((5 + delay + n * interval, key) for n in range(repeats))]
    session = Session(bare_hold(600))
    world = FakeWorld(*held, (100, "c-z"), (101, "enter"), (102, "q"), (103, "q")).play(session)
    assert len([event for event in world.heard if isinstance(event, Paused) and event.at < 50]) == 1
    assert not [event for event in world.heard if isinstance(event, PhaseStarted) and 5 < event.at < 50]


def test_a_key_that_was_held_can_be_pressed_again():
    held = [(5 + n * 0.03, "q") for n in range(20)]
    world = FakeWorld(*held, (9, "q")).play(Session(bare_hold(20)))
    assert world.heard[-1] == SessionEnded(pytest.approx(9.0, abs=0.01), finished=False)


def test_another_key_in_between_makes_two_presses():
    world = FakeWorld((5, "q"), (5.1, "q"), (5.15, "t")).play(Session(bare_hold(20)))
    assert world.heard[-1] == SessionEnded(pytest.approx(5.15, abs=0.01), finished=False)


def test_what_is_typed_ahead_counts_in_its_order():
    session = Session(bare_hold(20))
    world = FakeWorld((5, "space"), (5, "enter"), (6, "q"), (6, "q")).play(session)
    assert [type(event) for event in world.heard if isinstance(event, Paused | PhaseStarted)] == [
        PhaseStarted,
        Paused,
        PhaseStarted,
        Paused,
    ]
    assert session.report(0).held_seconds == pytest.approx(5.0, abs=0.01)


def test_plus_may_be_held():
    world = FakeWorld((5, "+"), (5.05, "+"), (5.1, "+")).play(Session(bare_hold(20)))
    assert world.heard[-1].at == 35.0


def test_real_time_that_passed_unseen_is_a_pause():
    session = Session(bare_hold(20))
    world = FakeWorld((5, "sleep 3600"), (3700, "space")).play(session)
    paused = next(event for event in world.heard if isinstance(event, Paused))
    assert paused.left == pytest.approx(15.0, abs=1.01)
    assert session.report(0).held_seconds == pytest.approx(20.0)


def test_the_gap_is_measured_before_the_speed_scales_it():
    world = FakeWorld((0.1, "sleep 2.9"), speed=60).play(Session(bare_hold(600)))
    assert not [event for event in world.heard if isinstance(event, Paused)]


def test_a_stop_by_somebody_else_is_a_pause_however_short_and_continuing_goes_on():
    world = FakeWorld((5, "stop 1")).play(Session(bare_hold(20)))
    assert len([event for event in world.heard if isinstance(event, Paused)]) == 1
    held = sum(e.seconds for e in world.heard if isinstance(e, PhaseEnded) and e.phase.kind == "hold")
    assert held == pytest.approx(20.0)
    assert world.heard[-1].finished


def test_ctrl_z_pauses_suspends_and_goes_on_afterwards():
    world = FakeWorld((5, "c-z")).play(Session(bare_hold(20)))
    assert world.suspended == [1005.0]
    held = sum(e.seconds for e in world.heard if isinstance(e, PhaseEnded) and e.phase.kind == "hold")
    assert held == pytest.approx(20.0)


def test_ctrl_z_while_paused_stays_paused():
    session = Session(bare_hold(20))
    FakeWorld((5, "space"), (6, "c-z"), (120, "q"), (121, "q")).play(session)
    assert session.state.mode is Mode.OVER
    assert session.report(0).held_seconds == pytest.approx(5.0, abs=0.01)


def test_a_signal_can_be_sent_from_outside_the_loop():
    session = Session(bare_hold(20))
    world = FakeWorld((5, "q"), (6, "q")).play(session)
    world.player.send(session, Signal.LEAVE)
    assert session.is_over


def test_the_start_page_begins_with_enter_and_leaves_with_q():
    begins, leaves = StartPage(sound=True), StartPage(sound=True)
    FakeWorld((2, "x"), (3, "enter")).play(begins)
    FakeWorld((2, "q")).play(leaves)
    assert begins.is_begun
    assert not leaves.is_begun


def test_s_turns_the_sound_off_and_on():
    page = StartPage(sound=True)
    FakeWorld((2, "s"), (3, "S"), (4, "s"), (5, "enter")).play(page)
    assert not page.sound


def test_h_turns_hush_on_and_off():
    page = StartPage(sound=True)
    FakeWorld((2, "h"), (3, "enter")).play(page)
    assert page.hush


def test_a_day_on_the_start_page_changes_nothing():
    page = StartPage(sound=True)
    FakeWorld((5, "sleep 86400"), (90000, "enter")).play(page)
    assert page.is_begun


def test_the_end_page_goes_by_itself_and_r_asks_for_more():
    alone, again = EndPage(), EndPage()
    world = FakeWorld().play(alone)
    FakeWorld((3, "r")).play(again)
    assert not alone.again
    assert world.time == pytest.approx(1060.0, abs=0.01)
    assert again.again


def test_an_answer_that_means_nothing_here_changes_nothing():
    page = StartPage(sound=True)
    page.receive(PageAnswer.AGAIN, 0.0)
    assert not page.is_over


@pytest.mark.parametrize(("key", "answer"), [("0", 0), ("5", 5), ("7", 7), ("x", 10), ("X", 10)])
def test_a_number_on_the_start_page_answers_and_a_key_begins(key, answer):
    page = StartPage(sound=True, scale=PainScale())
    FakeWorld((2, key), (3, "b" if answer > 5 else "enter")).play(page)
    assert (page.scale.answer, page.is_begun) == (answer, True)


def test_what_is_no_number_is_ignored_and_asked_for_once_more():
    scale = PainScale()
    assert not scale.take(PageAnswer.OTHER)
    assert scale.asked_again
    assert scale.answer is None


def test_a_number_corrects_the_one_before_it():
    page = EndPage(PainScale())
    world = FakeWorld((2, "3"), (3, "k"), (3.1, "5"), (4, "enter"), (5, "7")).play(page)
    assert page.scale.answer == 5  # a stray letter takes nothing away
    assert world.time == pytest.approx(1004.0, abs=0.01)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("10", 10),  # the worst pain that can be imagined is not none
        ("100", 0),
        ("1000", 0),
        ("107", 7),
        ("15", 5),
        ("310", 10),
        ("01", 1),
        ("x0", 0),
        ("x10", 10),
        ("\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT ZERO}", 10),
    ],
)
def test_a_0_after_a_1_makes_it_10_and_any_other_number_counts_alone(typed, answer):
    keys = [(2 + n, key) for n, key in enumerate(typed)]
    before, after = StartPage(sound=True, scale=PainScale()), EndPage(PainScale())
    FakeWorld(*keys, (20, "enter")).play(before)
    FakeWorld(*keys, (20, "enter")).play(after)
    assert (before.scale.answer, after.scale.answer) == (answer, answer)


@given(st.lists(st.sampled_from([*"0123456789x"]), min_size=1))
def test_every_number_can_be_corrected_into_every_other(typed):
    scale = PainScale()
    for key in typed:
        scale.take(StartPage.keymap.signal(key))
    for wished in range(11):
        corrected = copy.copy(scale)
        for key in ("9", *str(wished)):
            corrected.take(StartPage.keymap.signal(key))
        assert corrected.answer == wished


def test_an_answer_at_the_last_moment_can_still_be_corrected():
    page = EndPage(PainScale())
    world = FakeWorld((59.5, "1"), (61, "0")).play(page)
    assert page.scale.answer == 10
    assert world.time == pytest.approx(1121.0, abs=0.01)


@pytest.mark.parametrize("way_out", ["enter", "q", "escape"])
def test_no_stray_key_takes_the_end_page_away_and_three_keys_leave(way_out):
    for scale in (PainScale(), None):
        page = EndPage(scale)
        world = FakeWorld((2, "k"), (3, "j"), (4, "space"), (5, way_out)).play(page)
        assert world.time == pytest.approx(1005.0, abs=0.01)
        assert not page.again


def test_after_a_high_answer_enter_leaves_and_b_begins_all_the_same():
    leaves, begins = (StartPage(sound=True, scale=PainScale()) for _ in range(2))
    FakeWorld((2, "6"), (3, "enter")).play(leaves)
    FakeWorld((2, "b"), (3, "6"), (4, "b"), (5, "enter")).play(begins)
    assert (leaves.is_over, leaves.is_begun) == (True, False)
    assert begins.is_begun
    corrected = StartPage(sound=True, scale=PainScale())
    FakeWorld((2, "6"), (3, "5"), (4, "enter")).play(corrected)
    assert corrected.is_begun


def test_after_a_high_answer_nothing_broken_off_is_gone_on_with_by_one_key():
    page = StartPage(sound=True, scale=PainScale(), has_interrupted=True)
    FakeWorld((2, "8"), (3, "g"), (4, "q")).play(page)
    assert (page.is_begun, page.resumes) == (False, False)


@pytest.mark.parametrize(
    ("before", "answer", "enough", "less"),
    [
        (None, 3, False, False),
        (None, 4, False, True),
        (None, 5, False, True),
        (None, 6, True, False),
        (1, 3, True, False),
        (2, 3, False, False),
        (8, 5, False, True),
        (8, 7, True, False),
    ],
)
def test_six_or_a_rise_by_two_is_enough_for_today_and_four_asks_for_less(before, answer, enough, less):
    scale = PainScale(before)
    scale.take(answer)
    assert (scale.is_enough, scale.asks_for_less) == (enough, less)


def test_after_enough_r_starts_nothing_more():
    page = EndPage(PainScale())
    FakeWorld((2, "6"), (3, "r")).play(page)
    assert not page.again


def test_g_goes_on_only_where_something_was_broken_off():
    offers, plain = StartPage(sound=True, has_interrupted=True), StartPage(sound=True)
    FakeWorld((2, "g")).play(offers)
    FakeWorld((2, "g"), (3, "enter")).play(plain)
    assert (offers.is_begun, offers.resumes) == (True, True)
    assert (plain.is_begun, plain.resumes) == (True, False)


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (("enter",), 0),
        (("down", "down", "space"), 2),
        (("up", "enter"), 2),
        (("down", "down", "down", "enter"), 0),
        (("2",), 1),
        (("4", "k", "enter"), 0),
        (("h",), PageAnswer.HISTORY),
        (("t",), PageAnswer.TIPS),
        (("w",), PageAnswer.WARNINGS),
        (("?",), PageAnswer.HELP),
        (("q",), None),
        (("down", "escape"), None),
    ],
)
def test_at_home_arrows_numbers_and_letters_choose_and_what_means_nothing_does_nothing(keys, chosen):
    page = HomePage(3)
    FakeWorld(*((2 + n, key) for n, key in enumerate(keys)), (60, "q")).play(page)
    assert page.chosen == chosen


def test_a_home_without_anything_to_begin_can_be_left():
    page = HomePage(0)
    FakeWorld((2, "down"), (3, "enter"), (4, "1"), (5, "q")).play(page)
    assert page.chosen is None
