"""Any keys at any times: the machine never breaks, time never runs backwards, and nothing held is lost."""

from hypothesis import given
from hypothesis import strategies as st

from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.planning.plan import HOLD_KINDS, next_hold_index
from backcare.session.events import (
    Asking,
    PageOpened,
    PhaseEnded,
    PhaseStarted,
    ResumePoint,
    SessionEnded,
    Signal,
)
from backcare.session.session import Session
from plans import routine, stretch, twist

PLANS = st.builds(
    lambda repeats, hold, wait, lead_in: build(
        routine(stretch(), twist(), stretch("rolls", reps=(5, 4.0))),
        PlanOptions(repeats=repeats, hold=hold, wait=wait, lead_in=lead_in),
    ),
    repeats=st.integers(1, 3),
    hold=st.sampled_from([15.0, 20.0, 30.0]),
    wait=st.booleans(),
    lead_in=st.sampled_from([0.0, 10.0]),
) | st.builds(bare_hold, st.floats(1, 600))
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*Signal, None]),
        st.floats(0, 90) | st.sampled_from([0.0, 1.0, 3.0, 61.0, 1e6]) | st.floats(-5, 0),
    ),
    max_size=60,
)


def play(plan, steps):
    session = Session(plan)
    events = list(session.begin(0.0))
    now = 0.0
    for signal, wait in steps:
        now += wait
        events += session.receive(signal, now)
        look_at_everything(session, now)
    return session, events, now


def look_at_everything(session, now):
    status = session.status(now)
    assert 0 <= status.left <= status.phase.seconds + 1e-6
    assert 0 <= status.total_left <= status.total + 1e-6
    assert session.report(now).held_seconds >= 0
    if (wake := session.next_due()) is not None:
        assert wake >= 0


@given(PLANS, STEPS)
def test_no_order_of_keys_and_times_breaks_the_machine(plan, steps):
    play(plan, steps)


@given(PLANS, STEPS)
def test_time_never_runs_backwards(plan, steps):
    _, events, _ = play(plan, steps)
    times = [event.at for event in events]
    assert times == sorted(times)


@given(PLANS, STEPS)
def test_every_phase_that_starts_ends_before_the_next_starts(plan, steps):
    _, events, _ = play(plan, steps)
    turns = [type(event) for event in events if isinstance(event, PhaseStarted | PhaseEnded)]
    assert turns == [PhaseStarted, PhaseEnded] * (len(turns) // 2) + [PhaseStarted] * (len(turns) % 2)


@given(PLANS, STEPS)
def test_what_the_report_counts_is_what_the_phases_held(plan, steps):
    session, events, now = play(plan, steps)
    events += session.receive(Signal.LEAVE, now)
    held = sum(e.seconds for e in events if isinstance(e, PhaseEnded) and e.phase.kind in HOLD_KINDS)
    assert abs(session.report(now).held_seconds - held) < 1e-6


@given(PLANS, STEPS)
def test_a_hold_that_ended_was_held_for_its_seconds(plan, steps):
    session, _, now = play(plan, steps)
    for hold in session.report(now).holds:
        assert abs(hold.seconds - hold.target) < 1e-6


KEEPING = st.lists(
    st.tuples(st.sampled_from([Signal.PAUSE, Signal.TIME, Signal.KEYS, Signal.GAP, None]), st.floats(0, 50)),
    max_size=40,
)


@given(PLANS, KEEPING)
def test_with_nothing_skipped_the_held_time_is_the_planned_time(plan, steps):
    session, _, now = play(plan, steps)
    for _ in range(3):
        now += 30
        session.receive(Signal.PAUSE, now)
    while not session.is_over:
        now = session.next_due() or now + 1
        session.receive(None if session.next_due() else Signal.PAUSE, now)
    planned = sum(phase.seconds for phase in plan.phases if phase.kind in HOLD_KINDS)
    assert abs(sum(hold.seconds for hold in session.report(now).holds) - planned) < 1e-6


def broken_off(plan, steps):
    """A session left wherever some keys took it, and the place that was written down of it."""
    session, events, now = play(plan, steps)
    report = session.report(now)
    index = next(event.phase_index for event in reversed(events) if isinstance(event, PhaseStarted))
    return session, ResumePoint(index, report.holds, report.held_seconds)


@given(PLANS, STEPS)
def test_one_gone_on_with_starts_at_the_turn_it_was_broken_off_in_or_the_next(plan, steps):
    before, place = broken_off(plan, steps)
    target = next_hold_index(before.plan, place.index)
    first = Session(before.plan, place).begin(0.0)[0].phase
    if target is not None:
        held = before.plan.phases[target]
        assert (first.stretch, first.side, first.repeat) == (held.stretch, held.side, held.repeat)


@given(PLANS, STEPS)
def test_one_gone_on_with_ends_every_hold_from_there_once_and_keeps_those_before(plan, steps):
    before, place = broken_off(plan, steps)
    session = Session(before.plan, place)
    session.begin(0.0)
    now = 0.0
    while not session.is_over:
        now = session.next_due() or now + 1
        session.receive(None if session.next_due() else Signal.PAUSE, now)
        look_at_everything(session, now)
    to_come = [p for p in before.plan.phases[place.index :] if p.kind in HOLD_KINDS]
    holds = session.report(now).holds
    assert holds[: len(place.holds)] == place.holds
    assert [(h.stretch, h.side, h.repeat) for h in holds[len(place.holds) :]] == [
        (p.stretch, p.side, p.repeat) for p in to_come
    ]


@given(PLANS, STEPS, STEPS)
def test_no_order_of_keys_breaks_one_gone_on_with(plan, steps, more):
    before, place = broken_off(plan, steps)
    session = Session(before.plan, place)
    session.begin(0.0)
    now = 0.0
    for signal, wait in more:
        now += wait
        session.receive(signal, now)
        look_at_everything(session, now)
    assert session.report(now).held_seconds >= place.held_seconds


@given(PLANS, STEPS)
def test_it_is_stopped_for_a_sign_only_from_the_page_that_shows_them(plan, steps):
    session, events, now = play(plan, steps)
    ends = [event for event in events if isinstance(event, SessionEnded)]
    assert session.report(now).stopped == any(event.stopped for event in ends)
    if session.report(now).stopped:
        opened = [event.page for event in events if isinstance(event, PageOpened)]
        assert opened[-1] is Asking.WARNINGS
        assert not session.report(now).finished


@given(PLANS, STEPS)
def test_while_a_page_is_open_nothing_counts(plan, steps):
    session, _, now = play(plan, steps)
    if session.status(now).asking is not Asking.NOTHING and not session.is_over:
        assert session.next_due() is None
        assert session.status(now).left == session.status(now + 1000).left
