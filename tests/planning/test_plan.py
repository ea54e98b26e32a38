import json
from dataclasses import replace

import pytest

from backcare.errors import UsageError
from backcare.model.stretch import Cautions, Position, Side
from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.planning.plan import PhaseKind, add_repeat, change_hold, from_json, start_times, timeline, to_json
from backcare.planning.surroundings import Surroundings
from backcare.text import format_clock
from plans import routine, stretch, twist


def kinds(plan):
    return [phase.kind.value for phase in plan.phases]


def holds(plan):
    return [(p.stretch, p.side, p.repeat, p.seconds) for p in plan.phases if p.kind is PhaseKind.HOLD]


def test_a_stretch_is_set_up_moved_into_held_and_released():
    plan = build(routine(stretch()), PlanOptions())
    assert kinds(plan) == ["ready", "setup", "move", "hold", "release"]


def test_both_sides_get_the_full_hold_with_a_switch_between():
    plan = build(routine(twist()), PlanOptions())
    assert kinds(plan) == ["ready", "setup", "move", "hold", "release", "switch", "move", "hold", "release"]
    assert holds(plan) == [("twist", Side.LEFT, 1, 20), ("twist", Side.RIGHT, 1, 20)]


def test_the_switch_belongs_to_the_side_the_user_goes_to():
    plan = build(routine(twist()), PlanOptions())
    assert [p.side for p in plan.phases if p.kind is PhaseKind.SWITCH] == [Side.RIGHT]


def test_there_is_a_rest_between_stretches_and_none_after_the_last():
    plan = build(routine(), PlanOptions())
    assert [p.seconds for p in plan.phases if p.kind is PhaseKind.REST] == [15]
    assert plan.phases[-1].kind is PhaseKind.RELEASE


def test_repeats_rest_shortly_and_take_the_short_move_without_a_new_set_up():
    plan = build(routine(twist()), PlanOptions(repeats=2))
    assert kinds(plan).count("setup") == 1
    assert [p.seconds for p in plan.phases if p.kind is PhaseKind.REST] == [10]
    assert [(p.repeat, p.seconds) for p in plan.phases if p.kind is PhaseKind.MOVE] == [
        (1, 7),
        (1, 7),
        (2, 5),
        (2, 5),
    ]
    assert [(side, repeat) for _, side, repeat, _ in holds(plan)] == [
        ("left", 1),
        ("right", 1),
        ("left", 2),
        ("right", 2),
    ]


def test_a_hold_outside_a_range_is_moved_to_its_nearest_end_and_the_user_is_told():
    plan = build(routine(stretch(), stretch("bend", hold=(20, 30))), PlanOptions(hold=15))
    assert [seconds for *_, seconds in holds(plan)] == [15, 20]
    assert plan.notices == ("Bend: held for 20 s, nearest to 15 in its 20-30 s",)


def test_a_hold_that_fits_no_stretch_is_refused_with_the_ranges():
    with pytest.raises(UsageError, match=r"45 s fits none.*Reach 15-30, Twist 15-30"):
        build(routine(), PlanOptions(hold=45))


def test_the_routine_s_own_hold_gives_way_to_hers():
    daily = routine(stretch(), hold=25.0)
    assert [seconds for *_, seconds in holds(build(daily, PlanOptions()))] == [25]
    assert [seconds for *_, seconds in holds(build(daily, PlanOptions(hold=30)))] == [30]


def test_counted_movements_last_as_long_as_their_counts():
    plan = build(routine(stretch(reps=(8, 8.0))), PlanOptions())
    assert [(p.kind.value, p.seconds) for p in plan.phases][3] == ("reps", 64)


def test_phases_of_no_length_are_left_out():
    assert kinds(build(routine(stretch()), PlanOptions(lead_in=0)))[0] == "setup"


@pytest.mark.parametrize("minutes", [1.5, 2, 3, 4, 5, 8, 12, 30])
def test_minutes_are_never_overrun_and_every_kept_side_is_there(minutes):
    plan = build(routine(), PlanOptions(minutes=minutes))
    assert plan.seconds <= minutes * 60
    sides = [side for name, side, *_ in holds(plan) if name == "twist"]
    assert sides.count(Side.LEFT) == sides.count(Side.RIGHT)


def test_minutes_that_suffice_drop_nothing_and_use_the_time():
    plan = build(routine(), PlanOptions(minutes=12))
    assert {name for name, *_ in holds(plan)} == {"reach", "twist"}
    assert plan.seconds > 11 * 60


@pytest.mark.parametrize(
    ("options", "is_told"),
    [
        (PlanOptions(minutes=180), True),
        (PlanOptions(minutes=90, repeats=1), True),
        (PlanOptions(minutes=90, hold=20), True),
        (PlanOptions(minutes=12), False),
        (PlanOptions(minutes=4, repeats=1), False),
        (PlanOptions(minutes=1.5), False),
    ],
)
def test_minutes_that_cannot_be_filled_are_told_of(options, is_told):
    plan = build(routine(), options)
    notice = f"as long as it gets: {format_clock(plan.seconds)} of the {options.minutes:g} min"
    assert (notice in plan.notices) is is_told


def test_minutes_too_few_for_all_drop_from_the_end_and_say_so():
    plan = build(routine(), PlanOptions(minutes=1.5))
    assert {name for name, *_ in holds(plan)} == {"reach"}
    assert plan.notices == ("left out for want of time: Twist",)


def test_minutes_too_few_for_anything_are_refused_with_what_the_first_takes():
    with pytest.raises(UsageError, match="Reach alone takes 0:49"):
        build(routine(), PlanOptions(minutes=0.5))


def test_only_and_without_choose_and_the_unknown_is_refused():
    assert {name for name, *_ in holds(build(routine(), PlanOptions(only=("twist",))))} == {"twist"}
    assert {name for name, *_ in holds(build(routine(), PlanOptions(without=("twist",))))} == {"reach"}
    with pytest.raises(UsageError, match="jump is not in daily"):
        build(routine(), PlanOptions(only=("jump",)))
    with pytest.raises(UsageError, match="leaves nothing"):
        build(routine(), PlanOptions(without=("twist", "reach")))


def test_a_bare_hold_is_one_phase_of_1_to_600_seconds():
    assert kinds(bare_hold(20)) == ["hold"]
    for wrong in (0, 0.5, 601, -1, float("nan")):
        with pytest.raises(UsageError, match="1-600"):
            bare_hold(wrong)


def test_once_more_puts_every_side_again_behind_the_rest_and_keeps_what_follows():
    plan = build(routine(twist(), stretch()), PlanOptions())
    rest = kinds(plan).index("rest")
    more = add_repeat(plan, rest)
    added = len(more.phases) - len(plan.phases)
    assert kinds(more)[rest + 1 : rest + 1 + added] == [
        "move",
        "hold",
        "release",
        "switch",
        "move",
        "hold",
        "release",
        "rest",
    ]
    assert [repeat for name, _, repeat, _ in holds(more) if name == "twist"] == [1, 1, 2, 2]
    assert more.phases[rest + 1 + added :] == plan.phases[rest + 1 :]


def test_once_more_between_repeats_renumbers_those_that_follow():
    plan = build(routine(stretch()), PlanOptions(repeats=2))
    more = add_repeat(plan, kinds(plan).index("rest"))
    assert [repeat for *_, repeat, _ in holds(more)] == [1, 2, 3]


def test_a_changed_hold_counts_for_the_sides_to_come():
    plan = build(routine(twist()), PlanOptions())
    changed = change_hold(plan, kinds(plan).index("hold"), 25.0)
    assert [seconds for *_, seconds in holds(changed)] == [25, 25]


def test_starts_and_seconds_agree():
    plan = build(routine(), PlanOptions(repeats=2))
    assert start_times(plan.phases)[-1] + plan.phases[-1].seconds == plan.seconds
    assert start_times(()) == ()


def test_the_timeline_keeps_its_contract():
    told = timeline(build(routine(twist()), PlanOptions()))
    assert set(told) == {"routine", "seconds", "phases"}
    assert told["phases"][1] == {
        "kind": "setup",
        "stretch": "twist",
        "side": "left",
        "repeat": 1,
        "starts_at": 10,
        "seconds": 20,
    }
    assert sum(phase["seconds"] for phase in told["phases"]) == told["seconds"]
    json.dumps(told)


def test_a_plan_comes_back_from_its_json_whole():
    plan = build(routine(stretch(), twist(), stretch("rolls", reps=(8, 4.0))), PlanOptions(repeats=2, wait=True))
    assert from_json(to_json(plan)) == plan


def stored(plan, change):
    """A plan's JSON, with every stretch in it changed."""
    json_form = json.loads(to_json(plan))
    for one in json_form["plan"]["stretches"]:
        change(one)
    return json.dumps(json_form)


def test_a_field_that_a_stored_plan_does_not_have_yet_has_its_default():
    plan = build(routine(stretch()), PlanOptions())
    assert from_json(stored(plan, lambda one: one["steps"].pop("switch"))) == plan


def test_a_stored_plan_of_another_form_is_a_value_error():
    plan = build(routine(replace(stretch(), cautions=Cautions(more=("Gently.",)))), PlanOptions())
    assert from_json(to_json(plan)) == plan
    with pytest.raises(ValueError):  # noqa: PT011 - the caller sets it aside whatever it says
        from_json(stored(plan, lambda one: one.update(cautions=["Gently."])))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version":99,"plan":{}}', '{"version":1,"plan":{"name":1}}'])
def test_a_plan_of_a_newer_program_or_no_plan_at_all_is_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the caller sets it aside whatever it says
        from_json(text)


def test_clock_text_rounds_up():
    assert [format_clock(s) for s in (0, 0.01, 4.2, 60, 61.5, 600)] == [
        "0:00",
        "0:01",
        "0:05",
        "1:00",
        "1:02",
        "10:00",
    ]


TIPS = ("one", "two", "three", "four", "five", "six")


def tips_of(plan):
    return [phase.tip for phase in plan.phases if phase.kind is PhaseKind.REST]


def test_each_rest_gets_a_tip_of_its_own_until_there_are_no_more():
    assert tips_of(build(routine(), PlanOptions(repeats=2, tips=TIPS))) == ["one", "two", "three"]
    assert tips_of(build(routine(), PlanOptions(repeats=2, tips=("one", "one", "two")))) == ["one", "two", None]
    assert tips_of(build(routine(), PlanOptions(repeats=2))) == [None, None, None]


def test_a_rest_too_short_for_words_stays_silent():
    assert tips_of(build(routine(), PlanOptions(rest=9, tips=TIPS))) == [None]


def test_once_more_repeats_no_tip():
    plan = build(routine(), PlanOptions(tips=TIPS))
    index = next(n for n, phase in enumerate(plan.phases) if phase.kind is PhaseKind.REST)
    assert tips_of(add_repeat(plan, index)) == ["one", None]


def test_a_promised_tip_that_no_rest_can_carry_is_told_before():
    assert build(routine(), PlanOptions(rest=0, tips=TIPS, tips_to_show=1)).notices == ("one",)
    assert build(routine(), PlanOptions(tips=TIPS, tips_to_show=1)).notices == ()


def test_a_plan_keeps_its_tips_as_json():
    plan = build(routine(), PlanOptions(tips=TIPS))
    assert from_json(to_json(plan)) == plan


def lying():
    return replace(twist(), position=Position.SUPINE)


def test_without_a_floor_what_is_done_on_it_is_left_out_with_the_reason():
    plan = build(routine(stretch(), lying()), PlanOptions(surroundings=Surroundings(floor=False)))
    assert [one.id for one in plan.stretches] == ["reach"]
    assert plan.notices == ("leaves out: Twist, it is done lying down",)


def test_what_remains_keeps_both_sides():
    plan = build(
        routine(stretch(equipment=("a wall",)), twist()),
        PlanOptions(surroundings=Surroundings(wall=False), minutes=3),
    )
    assert {p.side for p in plan.phases if p.kind is PhaseKind.HOLD} == {Side.LEFT, Side.RIGHT}
    assert plan.seconds <= 180
    assert plan.notices == ("leaves out: Reach, it needs a wall",)


def test_only_what_is_done_seated_is_left_on_a_seat():
    seated = replace(stretch("nod"), position=Position.SEATED)
    silent = replace(stretch("what"), position=None)
    plan = build(routine(seated, stretch(), silent), PlanOptions(surroundings=Surroundings(seated=True)))
    assert plan.notices == (
        "leaves out: Reach, it is done standing",
        "leaves out: What, its file does not say that it is done seated",
    )


def test_where_nothing_is_left_it_says_why():
    with pytest.raises(UsageError, match="nothing is left of daily: Twist, it is done lying down"):
        build(routine(lying()), PlanOptions(surroundings=Surroundings(floor=False)))


def test_what_the_user_leaves_out_for_good_is_left_out_where_it_is_and_asked_for_by_name_it_comes():
    assert build(routine(), PlanOptions(leave_out=("twist", "elsewhere"))).notices == (
        "leaves out: Twist, by your wish",
    )
    assert build(routine(), PlanOptions(leave_out=("twist",), only=("twist",))).notices == ()
