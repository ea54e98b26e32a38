"""Where the keys of a page lead to: the same places as the terminal's keys."""

import pytest

from backcare.phone.places import places_of
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import PhaseKind, start_times
from backcare.session.events import PhaseStarted, Signal
from backcare.session.session import Session
from plans import routine

PLAN = build(routine(), PlanOptions(repeats=2))
STARTS = start_times(PLAN.phases)
PHASES = range(len(PLAN.phases))


def started_by(signal, index, seconds):
    """The number of the phase that the terminal's key starts, so many seconds into a phase."""
    session = Session(PLAN)
    session.begin(0.0)
    now = STARTS[index] + seconds
    session.receive(None, now)
    [started] = [event for event in session.receive(signal, now) if isinstance(event, PhaseStarted)]
    return started.phase_index


@pytest.mark.parametrize("index", PHASES)
def test_back_starts_what_the_terminal_starts_and_at_the_very_beginning_the_one_before(index):
    places = places_of(PLAN, index)
    assert places.back == STARTS[started_by(Signal.BACK, index, 2.5)]
    assert places.before == STARTS[started_by(Signal.BACK, index, 0.5)]


def test_a_short_pause_in_a_hold_goes_on_with_the_movement_into_it_and_elsewhere_stays():
    for index, phase in enumerate(PLAN.phases):
        is_hold = phase.kind is PhaseKind.HOLD
        assert places_of(PLAN, index).lead == (STARTS[index - 1] if is_hold else None)
        assert not is_hold or PLAN.phases[index - 1].kind is PhaseKind.MOVE


def test_a_long_pause_goes_on_where_the_turn_starts():
    kinds = {}
    for index, phase in enumerate(PLAN.phases):
        anew = places_of(PLAN, index).anew
        if phase.kind is PhaseKind.HOLD:
            first = PLAN.phases[STARTS.index(anew)]
            assert (first.stretch, first.side, first.repeat) == (phase.stretch, phase.side, phase.repeat)
            kinds[phase.stretch, phase.side, phase.repeat] = first.kind.value
        elif phase.kind in (PhaseKind.REST, PhaseKind.RELEASE, PhaseKind.READY):
            assert anew is None
    assert kinds == {
        ("reach", None, 1): "setup",
        ("reach", None, 2): "move",
        ("twist", "left", 1): "setup",
        ("twist", "right", 1): "switch",
        ("twist", "left", 2): "move",
        ("twist", "right", 2): "switch",
    }


def test_once_more_is_for_a_rest_and_does_that_repeat_again_without_its_set_up():
    for index, phase in enumerate(PLAN.phases):
        again = places_of(PLAN, index).again
        if phase.kind is not PhaseKind.REST:
            assert again is None
            continue
        first = PLAN.phases[STARTS.index(again)]
        assert (first.kind, first.stretch, first.repeat) == (PhaseKind.MOVE, phase.stretch, phase.repeat)
