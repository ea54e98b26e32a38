import pytest

from backcare.model.stretch import Side
from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.planning.plan import PhaseKind
from backcare.session.events import (
    Asking,
    CompletedHold,
    LengthChanged,
    Mark,
    MarkReached,
    Mode,
    PageOpened,
    Paused,
    PhaseEnded,
    PhaseStarted,
    RepBegun,
    RepeatAdded,
    ResumePoint,
    SessionEnded,
    Signal,
    TimeAsked,
    Waiting,
)
from backcare.session.session import Session
from plans import routine, stretch, twist


class Run:
    """A session, and everything that happened in it."""

    def __init__(self, plan, place=None):
        self.session = Session(plan, place)
        self.events = list(self.session.begin(0.0))

    def at(self, now, signal=None):
        new = self.session.receive(signal, now)
        self.events += new
        return new

    def to(self, kind, *, side=None):
        """Let time pass to the start of the next phase of a kind; return when that is."""
        while True:
            now = self.session.next_due()
            for event in self.at(now):
                if (
                    isinstance(event, PhaseStarted)
                    and event.phase.kind is kind
                    and side in (None, event.phase.side)
                ):
                    return now

    def to_the_end(self):
        while (now := self.session.next_due()) is not None:
            self.at(now)
        return self

    def status(self, now):
        return self.session.status(now)

    def started(self):
        return [(e.phase.kind.value, round(e.left, 3)) for e in self.events if isinstance(e, PhaseStarted)]

    def report(self, now=0.0):
        return self.session.report(now)


def one(**wishes):
    return Run(build(routine(stretch()), PlanOptions(**wishes)))


def two_sides(**wishes):
    return Run(build(routine(twist()), PlanOptions(**wishes)))


def test_left_alone_every_phase_is_played_for_its_seconds():
    run = Run(build(routine(), PlanOptions()))
    plan = run.session.plan
    run.to_the_end()
    ended = [(e.phase, e.seconds) for e in run.events if isinstance(e, PhaseEnded)]
    assert ended == [(phase, phase.seconds) for phase in plan.phases]
    assert run.events[-1] == SessionEnded(plan.seconds, finished=True)


def test_a_late_look_loses_nothing_the_surplus_carries_over():
    run = one()
    run.at(1000.0)
    assert [e.at for e in run.events if isinstance(e, PhaseStarted)] == [0, 10, 24, 30, 50]
    assert run.session.is_over


def test_what_was_held_is_reported():
    report = two_sides().to_the_end().report()
    assert report.finished
    assert [(h.stretch, h.side, h.repeat, h.seconds, h.target) for h in report.holds] == [
        ("twist", Side.LEFT, 1, 20, 20),
        ("twist", Side.RIGHT, 1, 20, 20),
    ]
    assert report.held_seconds == 40
    assert report.left_out == ()


def test_a_hold_passes_halfway_and_three_two_one():
    run = one().to_the_end()
    marks = [(e.mark, e.at) for e in run.events if isinstance(e, MarkReached) and e.phase.kind is PhaseKind.HOLD]
    assert marks == [(Mark.HALFWAY, 40), (Mark.THREE, 47), (Mark.TWO, 48), (Mark.ONE, 49)]


def test_a_short_hold_has_no_halfway_and_a_long_one_says_ten():
    short, long = Run(bare_hold(15)).to_the_end(), Run(bare_hold(30)).to_the_end()
    assert Mark.HALFWAY not in {e.mark for e in short.events if isinstance(e, MarkReached)}
    assert Mark.TEN in {e.mark for e in long.events if isinstance(e, MarkReached)}


def test_the_last_three_seconds_of_a_set_up_tick():
    run = one().to_the_end()
    assert [e.at for e in run.events if isinstance(e, MarkReached) and e.phase.kind is PhaseKind.SETUP] == [
        21,
        22,
        23,
    ]


def counted_run():
    rolls = stretch("rolls", reps=(3, 4.0), seconds=(10.0, 0.0, 0.0, 3.0, 0.0))
    return Run(build(routine(rolls), PlanOptions(lead_in=0)))


def rep_marks(run):
    return [(e.mark, e.at) for e in run.events if isinstance(e, MarkReached) and e.phase.kind is PhaseKind.REPS]


def test_a_counted_movement_has_a_milestone_for_each_repeat_after_the_first_and_no_ticks():
    run = counted_run().to_the_end()
    assert rep_marks(run) == [(RepBegun(2, 3), 14.0), (RepBegun(3, 3), 18.0)]


def test_its_status_says_which_repeat_it_is_and_no_other_phase_has_one():
    run = counted_run()
    assert (run.status(0.0).rep, run.status(0.0).rep_count) == (0, 0)
    start = run.to(PhaseKind.REPS)
    seen = [(run.status(start + gone).rep, run.status(start + gone).rep_count) for gone in (0, 3.9, 4, 8, 12)]
    assert seen == [(1, 3), (1, 3), (2, 3), (3, 3), (3, 3)]


def test_after_a_pause_a_counted_movement_goes_on_in_its_repeat():
    run = counted_run()
    start = run.to(PhaseKind.REPS)
    run.at(start + 5, Signal.PAUSE)
    assert run.status(start + 20).rep == 2
    run.at(start + 20, Signal.PAUSE)
    run.at(start + 24)
    assert run.status(start + 24).rep == 2
    assert [mark for mark, _ in rep_marks(run.to_the_end())] == [RepBegun(2, 3), RepBegun(3, 3)]


def test_a_counted_movement_made_longer_or_shorter_counts_no_repeat_twice():
    run = counted_run()
    start = run.to(PhaseKind.REPS)
    run.at(start + 8, Signal.PLUS)
    run.at(start + 8.5, Signal.MINUS)
    assert [mark for mark, _ in rep_marks(run.to_the_end())] == [RepBegun(2, 3), RepBegun(3, 3)]


def test_a_pause_freezes_the_count():
    run = one()
    run.to(PhaseKind.HOLD)
    assert run.at(35.0, Signal.PAUSE) == (Paused(35.0, run.session.plan.phases[3], 15.0),)
    assert run.at(90.0) == ()
    assert run.status(90.0).left == 15
    assert run.status(90.0).mode is Mode.PAUSED
    assert run.session.next_due() is None


def test_going_on_in_a_hold_plays_the_move_again_and_then_the_rest_of_the_hold():
    run = one()
    run.to(PhaseKind.HOLD)
    run.at(35.0, Signal.PAUSE)
    run.at(50.0, Signal.PAUSE)
    run.to_the_end()
    assert run.started()[4:] == [("move", 6), ("hold", 15), ("release", 4)]
    assert [(h.seconds, h.target) for h in run.report().holds] == [(20, 20)]


def test_enter_skips_the_move_that_leads_back():
    run = one()
    run.to(PhaseKind.HOLD)
    run.at(35.0, Signal.PAUSE)
    run.at(50.0, Signal.NEXT)
    run.at(51.0, Signal.NEXT)
    assert run.status(51.0).phase.kind is PhaseKind.HOLD
    assert run.status(51.0).left == 15


def test_going_on_after_more_than_a_minute_starts_that_side_again_from_its_set_up():
    run = two_sides()
    start = run.to(PhaseKind.HOLD, side=Side.RIGHT)
    run.at(start + 5, Signal.PAUSE)
    run.at(start + 66, Signal.PAUSE)
    phase = run.status(start + 66).phase
    assert (phase.kind, phase.side, phase.seconds) == (PhaseKind.SETUP, Side.RIGHT, 20)
    run.to_the_end()
    assert run.started()[-4:] == [("setup", 20), ("move", 7), ("hold", 20), ("release", 3)]
    report = run.report()
    assert [h.seconds for h in report.holds] == [20, 20]
    assert report.held_seconds == 45


@pytest.mark.parametrize(
    "kind", [PhaseKind.READY, PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.RELEASE, PhaseKind.SWITCH]
)
def test_going_on_elsewhere_ticks_three_times_and_goes_on(kind):
    run = two_sides()
    start = 0.0 if kind is PhaseKind.READY else run.to(kind)
    left = run.status(start + 1).left
    run.at(start + 1, Signal.PAUSE)
    run.at(start + 9, Signal.PAUSE)
    run.at(start + 12)
    assert run.started()[-2:] == [("ready", 3), (kind.value, left)]


def test_after_a_long_pause_in_a_move_the_set_up_comes_first_and_the_move_whole():
    run = one()
    start = run.to(PhaseKind.MOVE)
    run.at(start + 1, Signal.PAUSE)
    run.at(start + 100, Signal.PAUSE)
    run.to_the_end()
    assert run.started()[3:] == [("setup", 14), ("move", 6), ("hold", 20), ("release", 4)]


def test_a_pause_while_being_led_back_starts_the_lead_back_over():
    run = one()
    start = run.to(PhaseKind.HOLD)
    for moment in (5, 10, 12, 14):
        run.at(start + moment, Signal.PAUSE)
    run.to_the_end()
    assert run.started()[4:] == [("move", 6), ("move", 6), ("hold", 15), ("release", 4)]


def test_a_bare_hold_goes_on_after_three_ticks():
    run = Run(bare_hold(20))
    run.at(5.0, Signal.PAUSE)
    run.at(90.0, Signal.PAUSE)
    run.to_the_end()
    assert run.started() == [("hold", 20), ("ready", 3), ("hold", 15)]
    assert run.events[-1] == SessionEnded(108.0, finished=True)


def test_a_gap_in_real_time_pauses_at_the_last_look():
    run = one()
    run.to(PhaseKind.HOLD)
    run.at(33.0)
    assert run.at(500.0, Signal.GAP) == (Paused(33.0, run.session.plan.phases[3], 17.0),)
    assert run.status(500.0).left == 17


def test_a_gap_counts_as_part_of_the_pause():
    run = one()
    run.to(PhaseKind.HOLD)
    run.at(33.0)
    run.at(500.0, Signal.GAP)
    run.at(501.0, Signal.PAUSE)
    assert run.status(501.0).phase.kind is PhaseKind.SETUP


def test_continuing_after_a_stop_goes_on_only_if_the_stop_paused_it():
    run = one()
    run.to(PhaseKind.HOLD)
    run.at(33.0)
    run.at(43.0, Signal.GAP)
    assert run.at(43.0, Signal.CONTINUE)
    assert run.status(43.0).mode is Mode.RUNNING
    run.at(44.0, Signal.PAUSE)
    run.at(54.0, Signal.GAP)
    assert run.at(54.0, Signal.CONTINUE) == ()
    assert run.status(54.0).mode is Mode.PAUSED


def test_next_ends_a_phase_early_and_a_hold_cut_short_is_no_hold():
    run = one()
    run.to(PhaseKind.HOLD)
    run.at(42.0, Signal.NEXT)
    assert run.status(42.0).phase.kind is PhaseKind.RELEASE
    report = run.to_the_end().report()
    assert report.holds == ()
    assert report.held_seconds == 12
    assert report.left_out == ("reach",)


def test_back_plays_this_one_again_and_in_its_first_two_seconds_the_one_before():
    run = two_sides()
    start = run.to(PhaseKind.HOLD, side=Side.RIGHT)
    run.at(start + 5, Signal.BACK)
    assert (run.status(start + 5).phase.kind, run.status(start + 5).phase.side) == (PhaseKind.MOVE, Side.RIGHT)
    run.at(start + 6, Signal.BACK)
    assert (run.status(start + 6).phase.kind, run.status(start + 6).phase.side) == (PhaseKind.MOVE, Side.LEFT)
    run.at(start + 7, Signal.BACK)
    assert run.status(start + 7).phase.kind is PhaseKind.SETUP
    run.at(start + 8, Signal.BACK)
    assert run.status(start + 8).phase.kind is PhaseKind.SETUP


def test_back_in_the_lead_in_starts_it_over():
    run = one()
    run.at(6.0, Signal.BACK)
    assert run.status(6.0).left == 10


def test_plus_lengthens_the_hold_and_the_other_side_s_too_up_to_the_range():
    run = two_sides()
    start = run.to(PhaseKind.HOLD)
    for press, seconds in enumerate((25, 30, 30)):
        assert run.at(start + 1 + press, Signal.PLUS)[0].seconds == seconds
    assert not run.events[-1].moved
    assert [h.seconds for h in run.to_the_end().report().holds] == [30, 30]


def test_minus_shortens_the_hold_down_to_the_range():
    run = one()
    start = run.to(PhaseKind.HOLD)
    assert run.at(start + 1, Signal.MINUS)[0] == LengthChanged(
        start + 1, run.status(start + 1).phase, 15, moved=True
    )
    assert not run.at(start + 2, Signal.MINUS)[0].moved
    assert [h.seconds for h in run.to_the_end().report().holds] == [15]


def test_minus_never_takes_back_what_was_held():
    run = one()
    start = run.to(PhaseKind.HOLD)
    run.at(start + 18)
    changed, ended, _ = run.at(start + 18, Signal.MINUS)  # 18 of 20 s are held: it ends here
    assert changed.seconds == 18
    assert isinstance(ended, PhaseEnded)
    assert run.report().holds[0].seconds == 18


def counted(repeats=1):
    return Run(build(routine(stretch("rolls", reps=(8, 4.0))), PlanOptions(repeats=repeats)))


def test_plus_in_a_counted_movement_is_one_more_of_it_and_count_and_time_agree():
    run = counted(repeats=2)
    start = run.to(PhaseKind.REPS)
    changed = run.at(start + 9, Signal.PLUS)[-1]
    assert (changed.seconds, changed.moved) == (36, True)
    assert (run.status(start + 9).rep, run.status(start + 9).rep_count) == (3, 9)
    assert run.status(start + 9).stretch.reps.count == 9
    assert run.to(PhaseKind.RELEASE) == start + 36
    begun = [event.mark for event in run.events if isinstance(event, MarkReached) and event.at > start]
    assert [mark.number for mark in begun] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert begun[-1] == RepBegun(9, 9)
    again = run.to(PhaseKind.REPS)
    assert (run.status(again).left, run.status(again).rep_count) == (36, 9)


def test_minus_in_a_counted_movement_ends_with_the_repeat_that_is_under_way():
    run = counted()
    start = run.to(PhaseKind.REPS)
    for _ in range(7):
        run.at(start + 9, Signal.MINUS)
    assert (run.status(start + 9).rep, run.status(start + 9).rep_count, run.status(start + 9).left) == (3, 3, 3)
    assert not run.events[-1].moved
    assert run.to(PhaseKind.RELEASE) == start + 12


def test_plus_in_a_set_up_gives_more_time_for_this_once():
    run = one()
    start = run.to(PhaseKind.SETUP)
    run.at(start + 1, Signal.PLUS)
    assert run.status(start + 1).left == 18


def test_after_plus_the_last_seconds_tick_again():
    run = Run(bare_hold(20))
    run.at(18.5)
    run.at(18.6, Signal.PLUS)
    run.to_the_end()
    threes = [e.at for e in run.events if isinstance(e, MarkReached) and e.mark is Mark.THREE]
    assert threes == [17, 22]


def test_r_in_a_rest_does_that_stretch_once_more():
    run = Run(build(routine(stretch(), stretch("bend")), PlanOptions()))
    start = run.to(PhaseKind.REST)
    assert run.at(start + 1, Signal.MORE) == (RepeatAdded(start + 1, run.status(start + 1).phase),)
    run.to_the_end()
    assert [(h.stretch, h.repeat) for h in run.report().holds] == [("reach", 1), ("reach", 2), ("bend", 1)]


def test_r_elsewhere_changes_nothing():
    run = one()
    start = run.to(PhaseKind.HOLD)
    plan = run.session.plan
    assert run.at(start + 1, Signal.MORE) == ()
    assert run.session.plan == plan


def test_a_plan_that_waits_waits_after_each_set_up():
    run = one(wait=True)
    run.at(100.0)
    assert run.events[-1] == Waiting(24.0, run.session.plan.phases[1])
    assert run.session.next_due() is None
    run.at(130.0, Signal.NEXT)
    assert run.status(130.0).phase.kind is PhaseKind.MOVE


def test_any_key_says_ready_when_it_waits():
    run = one(wait=True)
    run.at(100.0)
    run.at(130.0, Signal.PAUSE)
    assert run.status(130.0).phase.kind is PhaseKind.MOVE


def test_the_first_q_pauses_and_asks_the_second_ends():
    run = one()
    run.to(PhaseKind.HOLD)
    run.at(40.0, Signal.QUIT)
    assert run.status(40.0).mode is Mode.PAUSED
    assert run.status(40.0).asking is Asking.QUIT
    run.at(41.0, Signal.QUIT)
    assert run.events[-1] == SessionEnded(41.0, finished=False)
    assert run.report().held_seconds == 10


def test_after_the_first_q_any_other_key_goes_on():
    run = one()
    run.to(PhaseKind.HOLD)
    run.at(40.0, Signal.QUIT)
    run.at(41.0, Signal.PAUSE)
    assert run.status(41.0).mode is Mode.RUNNING
    assert run.status(41.0).asking is Asking.NOTHING


def test_q_in_a_pause_still_asks():
    run = one()
    run.at(1.0, Signal.PAUSE)
    run.at(2.0, Signal.QUIT)
    assert not run.session.is_over
    run.at(3.0, Signal.QUIT)
    assert run.session.is_over


def test_the_keys_page_pauses_and_closes_with_any_key():
    run = one()
    run.at(1.0, Signal.KEYS)
    assert run.status(1.0).asking is Asking.KEYS
    run.at(2.0, Signal.KEYS)
    assert run.status(2.0).asking is Asking.NOTHING
    assert run.status(2.0).mode is Mode.RUNNING


def test_the_warning_signs_pause_and_close_with_any_key():
    run = one()
    run.to(PhaseKind.HOLD)
    hold = run.session.plan.phases[3]
    assert run.at(40.0, Signal.WARNINGS) == (
        MarkReached(40.0, hold, Mark.HALFWAY),
        Paused(40.0, hold, 10.0),
        PageOpened(40.0, hold, Asking.WARNINGS),
    )
    assert run.status(45.0).asking is Asking.WARNINGS
    run.at(45.0, Signal.PAUSE)
    assert run.status(45.0).asking is Asking.NOTHING
    assert run.status(45.0).phase.kind is PhaseKind.MOVE


def test_the_warning_signs_open_in_a_pause_and_a_second_w_goes_on():
    run = one()
    run.at(1.0, Signal.PAUSE)
    assert run.at(2.0, Signal.WARNINGS) == (PageOpened(2.0, run.session.plan.phases[0], Asking.WARNINGS),)
    run.at(3.0, Signal.WARNINGS)
    assert run.status(3.0).mode is Mode.RUNNING


def test_one_q_on_the_warning_signs_stops_and_says_so():
    run = one()
    run.to(PhaseKind.HOLD)
    run.at(40.0, Signal.WARNINGS)
    run.at(41.0, Signal.QUIT)
    assert run.events[-1] == SessionEnded(41.0, finished=False, stopped=True)
    report = run.report()
    assert (report.finished, report.stopped, report.held_seconds) == (False, True, 10)


def test_leaving_by_a_signal_or_after_the_page_was_closed_is_no_stop():
    run = one()
    run.at(1.0, Signal.WARNINGS)
    run.at(2.0, Signal.PAUSE)
    for now in (6.0, 7.0):
        run.at(now, Signal.QUIT)
    assert run.events[-1] == SessionEnded(7.0, finished=False)
    other = one()
    other.at(1.0, Signal.WARNINGS)
    other.at(2.0, Signal.LEAVE)
    assert not other.report().stopped


def test_the_warning_signs_take_back_a_first_q():
    run = one()
    run.at(1.0, Signal.QUIT)
    run.at(2.0, Signal.WARNINGS)
    assert run.status(2.0).asking is not Asking.QUIT


def test_the_time_left_is_told_without_changing_anything():
    run = one()
    assert run.at(4.0, Signal.TIME) == (TimeAsked(4.0, run.session.plan.phases[0], 6.0),)


def test_leaving_ends_at_once():
    run = one()
    run.to(PhaseKind.HOLD)
    run.at(40.0, Signal.LEAVE)
    assert run.session.is_over
    assert run.at(41.0, Signal.PAUSE) == ()


def test_the_status_says_where_the_user_is_and_what_comes():
    run = Run(build(routine(), PlanOptions(repeats=2)))
    start = run.to(PhaseKind.SETUP)
    status = run.status(start + 4)
    assert (status.stretch_number, status.stretch_count, status.repeat_count) == (1, 2, 2)
    assert status.next_phase.kind is PhaseKind.MOVE
    assert status.left == 10
    assert status.total_left == pytest.approx(run.session.plan.seconds - start - 4)


def index_of(plan, kind, *, side=None, repeat=1):
    return next(n for n, p in enumerate(plan.phases) if (p.kind, p.side, p.repeat) == (kind, side, repeat))


@pytest.mark.parametrize("kind", [PhaseKind.MOVE, PhaseKind.HOLD])
def test_a_session_broken_off_in_a_turn_goes_on_with_that_turn_from_its_set_up(kind):
    plan = build(routine(twist()), PlanOptions())
    run = Run(plan, ResumePoint(index_of(plan, kind, side=Side.RIGHT))).to_the_end()
    assert run.started() == [("ready", 10), ("setup", 20), ("move", 7), ("hold", 20), ("release", 3)]
    lead = run.events[0].phase
    assert (lead.stretch, lead.side) == ("twist", Side.RIGHT)


def test_one_broken_off_between_two_turns_goes_on_with_the_next():
    plan = build(routine(), PlanOptions())
    after = {
        index_of(plan, PhaseKind.RELEASE): Side.LEFT,
        index_of(plan, PhaseKind.REST): Side.LEFT,
        index_of(plan, PhaseKind.RELEASE, side=Side.LEFT): Side.RIGHT,
        index_of(plan, PhaseKind.SWITCH, side=Side.RIGHT): Side.RIGHT,
    }
    for index, side in after.items():
        assert Run(plan, ResumePoint(index)).status(0.0).phase.side is side


def test_one_broken_off_in_its_lead_in_is_played_whole():
    plan = build(routine(stretch()), PlanOptions())
    assert Run(plan, ResumePoint(0)).to_the_end().started() == [
        (phase.kind.value, phase.seconds) for phase in plan.phases
    ]


def test_one_broken_off_after_its_last_hold_still_ends():
    plan = build(routine(stretch()), PlanOptions())
    assert Run(plan, ResumePoint(len(plan.phases) - 1)).to_the_end().session.is_over


def test_what_was_done_before_it_was_broken_off_counts():
    plan = build(routine(twist()), PlanOptions())
    left = CompletedHold("twist", Side.LEFT, 1, 20.0, 20.0)
    report = (
        Run(plan, ResumePoint(index_of(plan, PhaseKind.HOLD, side=Side.RIGHT), (left,), 26.0))
        .to_the_end()
        .report()
    )
    assert [(held.side, held.seconds) for held in report.holds] == [(Side.LEFT, 20), (Side.RIGHT, 20)]
    assert report.held_seconds == 46
    assert report.left_out == ()


def test_what_is_left_of_one_gone_on_with_never_exceeds_the_whole():
    plan = build(routine(), PlanOptions(repeats=3))
    for index in range(len(plan.phases)):
        status = Run(plan, ResumePoint(index)).status(0.0)
        assert 0 < status.total_left <= status.total
