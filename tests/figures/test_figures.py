import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.figures.braille import draw_picture
from backcare.figures.poses import interpolate, pose_in_cycle, pose_toward_hold
from backcare.figures.strokes import Layer, draw_strokes, mirror
from backcare.library.library import Library, shipped_folder
from backcare.model.skeleton import BONES, HEAD_RADIUS, parent_of
from backcare.model.stretch import Figure, Side, View, Zone
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import from_json, to_json

SHIPPED = {one.id: one for one in Library(shipped_folder()).stretches()[0]}
FRAMES = [number / 60 for number in range(61)]

shares = st.floats(0, 1)
names = st.sampled_from(sorted(SHIPPED))

STANDING = (
    ("pelvis", (0.0, 53.0)),
    ("L1", (0.0, 64.0)),
    ("T6", (0.0, 73.0)),
    ("C7", (0.0, 82.0)),
    ("head", (0.0, 93.5)),
)


def figure(*poses, view=View.SIDE, **more):
    return Figure(view, tuple(tuple((dict(STANDING) | pose).items()) for pose in poses), **more)


def limbs(pose):
    """The length of every limb of a pose."""
    there = dict(pose)
    return {
        bone.limb: math.dist(there[parent_of(bone.start, there)], there[bone.end])
        for bone in BONES
        if bone.limb and bone.end in there
    }


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_stretch_has_a_figure(name):
    assert SHIPPED[name].figure


@given(names, shares)
def test_limbs_keep_their_length_within_two_percent_through_the_whole_movement(name, share):
    drawn = SHIPPED[name].figure
    start, now = limbs(drawn.poses[0]), limbs(pose_toward_hold(drawn, share))
    for limb, length in now.items():
        if limb not in drawn.foreshortened:
            assert length == pytest.approx(start[limb], rel=0.02), limb


@pytest.mark.parametrize("name", SHIPPED)
def test_foreshortened_limbs_change_their_length_steadily(name):
    drawn = SHIPPED[name].figure
    lengths = [limbs(pose_toward_hold(drawn, share)) for share in FRAMES]
    for limb in drawn.foreshortened:
        steps = [abs(after[limb] - before[limb]) for before, after in itertools.pairwise(lengths)]
        assert max(steps) < 1.0, limb


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_jumps_and_nothing_sinks_into_the_floor(name):
    drawn = SHIPPED[name].figure
    poses = [dict(pose_toward_hold(drawn, share)) for share in FRAMES]
    for before, after in itertools.pairwise(poses):
        assert max(math.dist(before[joint], after[joint]) for joint in before) < 2.5
    if drawn.view is not View.PLAN:
        assert min(y for pose in poses for _, y in pose.values()) > -0.5


@pytest.mark.parametrize("name", SHIPPED)
def test_hands_and_feet_that_stay_do_not_slide(name):
    drawn = SHIPPED[name].figure
    first, last = map(dict, drawn.poses[:2])
    still = [
        joint for joint in first if first[joint] == last[joint] and joint.endswith(("wrist", "ankle", "toe"))
    ]
    for share in FRAMES:
        pose = dict(pose_toward_hold(drawn, share))
        for joint in still:
            assert pose[joint] == pytest.approx(first[joint], abs=1.0), joint  # about half a dot


@pytest.mark.parametrize("name", SHIPPED)
def test_a_movement_begins_at_the_start_and_ends_in_the_hold(name):
    drawn = SHIPPED[name].figure
    for share, pose in ((0, drawn.poses[0]), (1, drawn.poses[1])):
        for joint, place in pose_toward_hold(drawn, share):
            assert place == pytest.approx(dict(pose)[joint], abs=1e-6)


@given(names, shares)
def test_mirrored_twice_is_the_same(name, share):
    drawn = SHIPPED[name].figure
    once = draw_strokes(drawn, pose_toward_hold(drawn, share))
    assert mirror(mirror(once)) == once
    assert mirror(once) != once


def test_the_other_side_is_the_mirror_image_and_its_own_side_is_as_drawn():
    drawn = SHIPPED["kneeling-twist"].figure
    pose = drawn.poses[1]
    as_drawn = draw_strokes(drawn, pose)
    assert draw_strokes(drawn, pose, Side.RIGHT) == as_drawn
    assert draw_strokes(drawn, pose, Side.LEFT) == mirror(as_drawn)


def test_an_arm_swings_on_an_arc_and_takes_the_shorter_way():
    out = {"left_shoulder": (11.0, 81.0), "left_elbow": (29.6, 81.0)}
    up = {**out, "left_elbow": (11.0, 99.6)}
    pose = dict(interpolate(*figure(out, up, view=View.FRONT).poses, 0.5))
    assert pose["left_elbow"] == pytest.approx((11 + 18.6 / math.sqrt(2), 81 + 18.6 / math.sqrt(2)))


def test_it_moves_slowly_at_both_ends():
    drawn = figure({}, {"pelvis": (0.0, 63.0)})
    heights = [dict(pose_toward_hold(drawn, share))["pelvis"][1] - 53 for share in (0.1, 0.5, 0.9)]
    assert heights == pytest.approx([0.28, 5.0, 9.72])


def test_the_knees_give_way_when_the_hips_sink_over_feet_that_stay():
    legs = {"near_knee": (0.0, 28.5), "near_ankle": (0.0, 3.9)}
    drawn = figure(legs, {"pelvis": (0.0, 43.0), "near_knee": (14.4, 23.2), "near_ankle": (0.0, 3.9)})
    pose = dict(pose_toward_hold(drawn, 0.5))
    assert pose["near_ankle"] == (0.0, 3.9)
    assert pose["near_knee"][0] > 5


def test_a_shoulder_that_passes_its_hand_carries_it_along_rather_than_tear_the_arm():
    hand = {"near_wrist": (0.0, 80.0)}
    left = {"near_shoulder": (-20.0, 80.0), "near_elbow": (-6.7, 93.0), **hand}
    right = {"near_shoulder": (20.0, 80.0), "near_elbow": (6.7, 93.0), **hand}
    lengths = limbs(pose_toward_hold(figure(left, right), 0.5))
    assert (lengths["near_upper_arm"], lengths["near_forearm"]) == pytest.approx((18.6, 14.6), abs=0.1)


def test_a_counted_movement_goes_through_all_its_poses_and_back():
    shrug, back = {"pelvis": (0.0, 55.0)}, {"pelvis": (-2.0, 54.0)}
    drawn = figure({}, shrug, back)
    at = [dict(pose_in_cycle(drawn, share))["pelvis"] for share in (0, 1 / 3, 2 / 3, 1)]
    assert [pytest.approx(place) for place in at] == [(0, 53), (0, 55), (-2, 54), (0, 53)]


def test_the_nose_is_a_line_on_a_head_seen_from_the_side_and_a_spot_on_one_seen_from_the_front():
    along, out = ({"nose": (x, 93.5)} for x in (6.0, 1.0))
    lengths = [
        math.dist(*next(s.points for s in draw_strokes(drawn, drawn.poses[0]) if len(s.points) == 2))
        for drawn in (figure(along, along), figure(out, out))
    ]
    assert lengths == pytest.approx([3.5, 1.6])


def test_a_belly_lies_in_front_of_the_low_back_and_only_where_the_figure_has_one():
    drawn = figure({}, {}, belly=True)
    plain = figure({}, {})
    more = set(draw_strokes(drawn, drawn.poses[0])) - set(draw_strokes(plain, plain.poses[0]))
    (belly,) = more
    assert max(x for x, _ in belly.points) == pytest.approx(11.0, abs=0.1)


@pytest.mark.parametrize(
    ("zone", "view", "lines"),
    [
        (Zone.UPPER_BACK, View.SIDE, 1),
        (Zone.CHEST, View.SIDE, 1),
        (Zone.LOWER_BACK, View.PLAN, 2),
        (Zone.SHOULDERS, View.FRONT, 2),
    ],
)
def test_what_should_feel_it_is_marked_beside_the_spine(zone, view, lines):
    drawn = figure({}, {}, view=view, feel=(zone,))
    marks = [stroke for stroke in draw_strokes(drawn, drawn.poses[0]) if stroke.layer is Layer.ZONE]
    assert len(marks) == lines
    if view is View.SIDE:
        behind = marks[0].points[0][0] < 0
        assert behind is (zone is Zone.UPPER_BACK)


@given(names, shares, st.integers(8, 70), st.integers(4, 40), st.sampled_from([None, *Side]))
def test_a_picture_fits_its_cells_and_has_a_head(name, share, columns, rows, side):
    drawn = SHIPPED[name].figure
    cells = draw_picture(drawn, pose_toward_hold(drawn, share), side, columns, rows)
    assert len(cells) == rows
    assert all(sum(len(run.text) for run in row) in (0, columns) for row in cells)
    assert any(run.layer is Layer.NEAR for row in cells for run in row)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_scale_stays_while_the_figure_moves(name):
    drawn = SHIPPED[name].figure
    radii = {
        round(math.dist(*(head.points[0], head.points[7])), 6)
        for head in (
            next(
                s
                for s in draw_strokes(drawn, pose_toward_hold(drawn, share))
                if len(s.points) == 15 and _closed(s)
            )
            for share in FRAMES
        )
    }
    assert radii == {2 * HEAD_RADIUS}


def _closed(stroke):
    return math.dist(stroke.points[0], stroke.points[-1]) < 1e-6


@pytest.mark.parametrize("name", ["pregnancy", "postpartum"])
def test_a_stored_plan_keeps_its_figures(name):
    plan = build(Library(shipped_folder()).routine(name), PlanOptions())
    assert from_json(to_json(plan)) == plan
