from dataclasses import replace

import pytest

from backcare.model.stretch import Cautions, Position, SidedText, Steps
from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.screen.plain_lines import PlainLines, plan_overview
from backcare.session.events import Signal
from backcare.session.session import Session
from backcare.wording.spoken import farewell
from backcare.wording.written import ago_text, session_summary
from plans import both, routine, stretch, twist


def lines_of(plan, *keys):
    """Play a plan with keys, each a time and a signal, and return the lines."""
    written = []
    session = Session(plan)
    lines = PlainLines(session, written.append)
    lines.on_events(session.begin(0.0), 0.0)
    for now, signal in (*keys, (1e6, None)):
        lines.on_events(session.receive(signal, now), now)
    return written


def test_a_stretch_reads_as_a_line_for_each_milestone():
    assert lines_of(build(routine(stretch(equipment=("a chair",))), PlanOptions())) == [
        "[00:00] Get ready: Reach (1 of 1), 10 s. Stop if anything hurts. You need: a chair.",
        "[00:07] 3",
        "[00:08] 2",
        "[00:09] 1",
        "[00:10] Set up: Reach (1 of 1), 14 s. Get there.",
        "[00:21] 3",
        "[00:22] 2",
        "[00:23] 1",
        "[00:24] Move: 6 s. Go in.",
        "[00:30] Hold: 20 s. Stay.",
        "[00:40] Halfway.",
        "[00:47] 3",
        "[00:48] 2",
        "[00:49] 1",
        "[00:50] Come back: 4 s. Come out.",
        "[00:54] All done.",
    ]


def test_sides_are_said_as_words_in_set_up_move_hold_and_switch():
    lines = lines_of(build(routine(twist()), PlanOptions()))
    assert "[00:30] Move: left side, 7 s. Go in." in lines
    assert "[01:00] Switch sides: right side, 10 s. Go in." in lines
    assert "[01:17] Hold: right side, 20 s. Stay." in lines


def test_a_counted_movement_has_a_line_for_each_repeat_and_names_the_last():
    rolls = stretch("rolls", reps=(3, 4.0), seconds=(10.0, 0.0, 0.0, 3.0, 0.0))
    lines = lines_of(build(routine(rolls), PlanOptions(lead_in=0)))
    assert lines[lines.index("[00:10] Repeat: 1 of 3, 12 s. Stay.") :] == [
        "[00:10] Repeat: 1 of 3, 12 s. Stay.",
        "[00:14] 2 of 3.",
        "[00:18] 3 of 3. Last one.",
        "[00:22] Come back: 3 s. Come out.",
        "[00:25] All done.",
    ]


def test_lying_down_a_side_is_the_one_to_which_the_knees_go():
    lines = lines_of(build(routine(replace(twist(), position=Position.SUPINE)), PlanOptions()))
    assert "[00:30] Move: knees left, 7 s. Go in." in lines
    assert "[01:00] Switch sides: knees right, 10 s. Go in." in lines


def test_changing_sides_has_the_words_that_its_file_has_for_it():
    steps = replace(twist().steps, switch=both("Change knees."))
    lines = lines_of(build(routine(replace(twist(), steps=steps)), PlanOptions()))
    assert "[01:00] Switch sides: right side, 10 s. Change knees." in lines


def test_what_to_mind_stands_where_it_matters():
    careful = replace(
        stretch(), cautions=Cautions(both("Check the chair."), both("Smaller is fine."), ("Gently.",))
    )
    lines = lines_of(build(routine(careful), PlanOptions()))
    assert "[00:10] Set up: Reach (1 of 1), 14 s. Check the chair. Get there." in lines
    assert "[00:30] Hold: 20 s. Stay. Smaller is fine." in lines
    assert not [line for line in lines if "Gently." in line]


def test_a_rest_names_what_is_next():
    lines = lines_of(build(routine(), PlanOptions()))
    assert "[00:54] Rest: 15 s. Next: Twist." in lines


def test_repeats_are_counted():
    lines = lines_of(build(routine(stretch()), PlanOptions(repeats=2)))
    assert any("Hold: repeat 2 of 2, 20 s." in line for line in lines)


def test_pauses_changes_and_questions_have_their_lines():
    lines = lines_of(
        bare_hold(20),
        (1.0, Signal.TIME),
        (1.5, Signal.HUSH),
        (1.6, Signal.HUSH),
        (2.0, Signal.PLUS),
        (3.0, Signal.PAUSE),
        (9.0, Signal.PAUSE),
    )
    assert lines[1:7] == [
        "[00:01] 0:19 left.",
        "[00:01] Hush: low tones, no voice.",
        "[00:01] Hush off.",
        "[00:02] 25 seconds in all.",
        "[00:03] PAUSED with 0:22 left. Any key goes on, q q ends.",
        "[00:09] Back in: 3 s.",
    ]


def test_the_end_of_the_range_is_told():
    lines = lines_of(bare_hold(600), (1.0, Signal.PLUS))
    assert "[00:01] It stays at 600 seconds." in lines


def test_the_instruction_can_be_read_again():
    lines = lines_of(build(routine(twist()), PlanOptions(lead_in=0)), (29.0, Signal.INSTRUCT))
    assert "[00:29] Go in. Left side." in lines


def test_waiting_and_once_more_have_their_lines():
    plan = build(routine(stretch(), stretch("bend")), PlanOptions(lead_in=0, wait=True))
    lines = lines_of(plan, (30.0, Signal.NEXT), (62.0, Signal.MORE))
    assert "[00:14] When you are ready: Enter." in lines
    assert "[01:02] Once more after this rest." in lines


def test_ending_early_is_said():
    assert lines_of(bare_hold(20), (5.0, Signal.LEAVE))[-1] == "[00:05] Ended early."


def test_a_side_s_own_words_are_used_for_that_side():
    own = replace(
        twist(), steps=Steps(SidedText(("Go.",), ("Go.",)), release=SidedText(("Back, then right.",), ("Back.",)))
    )
    lines = lines_of(build(routine(own), PlanOptions()))
    assert [line.split("s. ")[1] for line in lines if "Come back" in line] == ["Back, then right.", "Back."]


def test_the_overview_tells_length_stretches_needs_and_notices():
    plan = build(
        routine(stretch(equipment=("a mat",)), twist(equipment=("a mat", "a wall"))), PlanOptions(minutes=3)
    )
    assert next(plan_overview(plan)).startswith("Daily: ")
    assert "You need: a mat, a wall." in list(plan_overview(plan))
    assert "2. Twist: 20 s left, 20 s right" in list(plan_overview(build(routine(), PlanOptions())))


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ([], "Done: Reach and Twist, 1:00 held."),
        (
            [(40.0, Signal.NEXT)],
            "Done: Twist, 0:50 held. Left out: Reach; that is fine.",
        ),
        ([(60.0, Signal.LEAVE)], "Ended early: Reach, 0:20 held. What you did counts."),
        ([(5.0, Signal.LEAVE)], "Ended before the first hold."),
    ],
)
def test_the_summary_says_what_was_done_and_left_out(keys, said):
    session = Session(build(routine(), PlanOptions()))
    session.begin(0.0)
    for now, signal in (*keys, (1e6, None)):
        session.receive(signal, now)
    assert session_summary(session.plan, session.report(1e6)) == said


@pytest.mark.parametrize("position", list(Position))
def test_getting_up_is_spoken_of_only_after_a_stretch_on_the_floor(position):
    plan = build(routine(stretch(), replace(twist(), position=position)), PlanOptions())
    session = Session(plan)
    session.begin(0.0)
    session.receive(None, 1e6)
    on_the_floor = position in (Position.KNEELING, Position.SUPINE)
    assert ("Take your time getting up." in session_summary(plan, session.report(1e6))) == on_the_floor
    assert ("getting up" in farewell(plan)) == on_the_floor


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "just now"),
        (300, "5 min ago"),
        (7300, "2 h ago"),
        (90_000, "a day ago"),
        (200_000, "2 days ago"),
    ],
)
def test_how_long_ago_is_said_in_whole_units(seconds, said):
    assert ago_text(seconds) == said


def test_the_warning_signs_are_one_line_with_the_way_out():
    written = []
    session = Session(bare_hold(20))
    lines = PlainLines(session, written.append, lambda: ("Talk to somebody: this.", "Always: so."))
    lines.on_events(session.begin(0.0), 0.0)
    lines.on_events(session.receive(Signal.WARNINGS, 5.0), 5.0)
    lines.on_events(session.receive(Signal.QUIT, 6.0), 6.0)
    assert written[-2:] == [
        "[00:05] When to ask for help. Talk to somebody: this. Always: so."
        " q stops for today, any other key goes on.",
        "[00:06] Stopped for a warning sign.",
    ]


def test_after_a_warning_sign_the_summary_says_to_rest_and_whom_to_ask():
    session = Session(bare_hold(20))
    session.begin(0.0)
    session.receive(Signal.WARNINGS, 5.0)
    session.receive(Signal.QUIT, 6.0)
    said = session_summary(session.plan, session.report(6.0))
    for part in ("Stopped for a warning sign", "Rest now", "healthcare provider", "your emergency number"):
        assert part in said


def test_a_rest_tells_its_tip_once():
    plan = build(routine(), PlanOptions(repeats=2, tips=("Swap the arm you carry on.",)))
    tips = [line for line in lines_of(plan) if "Tip:" in line]
    assert tips == ["[00:54] Rest: 10 s. Tip: Swap the arm you carry on. Next: Reach."]


def test_one_more_of_a_counted_movement_is_told_and_the_count_goes_on_to_it():
    plan = build(routine(stretch("rolls", reps=(3, 4.0))), PlanOptions())
    told = lines_of(plan, (32.0, Signal.PLUS))
    assert told[-6:] == [
        "[00:32] 4 times in all.",
        "[00:34] 2 of 4.",
        "[00:38] 3 of 4.",
        "[00:42] 4 of 4. Last one.",
        "[00:46] Come back: 4 s. Come out.",
        "[00:50] All done.",
    ]
