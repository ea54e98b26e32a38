import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.figures.body import trunk
from backcare.figures.dots import BLOCKS, BRAILLE, draw_picture
from backcare.figures.poses import interpolate, key_poses, pose_in_cycle, pose_toward_hold
from backcare.figures.scene import Scene, Showing, build_scene
from backcare.figures.shapes import Part, Shape, disc
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
    for share, pose in ((0, drawn.poses[0]), (1, key_poses(drawn)[1])):
        for joint, place in pose_toward_hold(drawn, share):
            assert place == pytest.approx(dict(pose)[joint], abs=1e-6)


@given(names, shares)
def test_mirrored_twice_is_the_same(name, share):
    drawn = SHIPPED[name].figure
    once = build_scene(drawn, pose_toward_hold(drawn, share)).shapes
    mirrored = [shape.mirrored() for shape in once]
    assert [shape.mirrored() for shape in mirrored] == list(once)
    assert mirrored != list(once)


def test_the_other_side_is_the_mirror_image_and_its_own_side_is_as_drawn():
    drawn = SHIPPED["kneeling-twist"].figure
    pose = drawn.poses[1]
    as_drawn = build_scene(drawn, pose)
    other = build_scene(drawn, pose, Side.LEFT)
    assert build_scene(drawn, pose, Side.RIGHT) == as_drawn
    assert other.shapes == tuple(shape.mirrored() for shape in as_drawn.shapes)
    assert (other.low[0], other.high[0]) == (-as_drawn.high[0], -as_drawn.low[0])


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


def test_the_nose_stands_out_of_a_head_in_profile_and_is_a_hole_in_one_that_faces_the_viewer():
    along, out = (figure({"nose": (x, 93.5)}, {"nose": (x, 93.5)}) for x in (6.0, 1.0))
    assert farthest_right(along) > HEAD_RADIUS + 1
    assert farthest_right(out) == HEAD_RADIUS
    assert not holes(along)
    assert holes(out)[0][0][:2] == (1.0, 93.5)


def farthest_right(drawn):
    circles = [circle for blob in trunk(dict(drawn.poses[0]), has_belly=False).blobs for circle in blob]
    return max(x + r for x, y, r in circles if y > 90)


def holes(drawn):
    scene = build_scene(drawn, drawn.poses[0])
    return [blob for shape in scene.shapes if shape.part is Part.HOLE for blob in shape.blobs]


def test_a_belly_lies_in_front_of_the_low_back_and_only_where_the_figure_has_one():
    joints = dict(STANDING)
    plain, belly = (set(trunk(joints, has_belly=one).blobs) for one in (False, True))
    ((circle,),) = belly - plain
    assert circle[0] + circle[2] == pytest.approx(12.5, abs=0.1)
    assert 53 < circle[1] < 64


@pytest.mark.parametrize(
    ("zone", "view", "places"),
    [
        (Zone.UPPER_BACK, View.SIDE, 1),
        (Zone.CHEST, View.SIDE, 1),
        (Zone.LOWER_BACK, View.PLAN, 2),
        (Zone.SHOULDERS, View.FRONT, 2),
    ],
)
def test_what_should_feel_it_is_marked_where_it_is(zone, view, places):
    shoulders = {"left_shoulder": (11.0, 81.0), "right_shoulder": (-11.0, 81.0)}
    joints = {} if view is View.SIDE else shoulders
    drawn = figure(joints, joints, view=view, feel=(zone,))
    (mark,) = (shape for shape in build_scene(drawn, drawn.poses[0]).shapes if shape.part is Part.FEEL)
    sides = {math.copysign(1, x) for blob in mark.blobs for x, *_ in blob}
    assert len(sides) == places
    if view is View.SIDE:
        assert sides == {-1.0 if zone is Zone.UPPER_BACK else 1.0}


def test_the_mark_and_the_arrow_are_shown_only_while_they_are_of_use():
    drawn = SHIPPED["seated-upper-back-release"].figure
    parts = {
        showing: {shape.part for shape in build_scene(drawn, drawn.poses[1], showing=showing).shapes}
        for showing in Showing
    }
    assert not parts[Showing.START] & {Part.FEEL, Part.ARROW, Part.GHOST}
    assert parts[Showing.HELD] >= {Part.FEEL}
    assert Part.ARROW not in parts[Showing.HELD]
    assert parts[Showing.MOVING] >= {Part.FEEL, Part.ARROW}


def test_a_small_movement_has_a_ghost_of_its_start_and_a_large_one_has_none():
    small, large = (figure({}, {"head": (x, 93.0)}) for x in (4.0, 20.0))
    ghosts = [
        [shape for shape in build_scene(drawn, drawn.poses[1]).shapes if shape.part is Part.GHOST]
        for drawn in (small, large)
    ]
    assert [len(some) for some in ghosts] == [1, 0]


def test_an_exaggerated_movement_turns_its_limbs_that_many_times_as_far_and_keeps_their_length():
    down = {"near_shoulder": (0.0, 81.0), "near_elbow": (0.0, 62.4)}
    turned = {"near_elbow": (18.6 * math.sin(0.5), 81 - 18.6 * math.cos(0.5))}
    drawn = figure({**down}, {**down, **turned}, exaggerate=2.0)
    _, hold = map(dict, key_poses(drawn))
    assert hold["near_elbow"] == pytest.approx((18.6 * math.sin(1.0), 81 - 18.6 * math.cos(1.0)))
    assert dict(pose_toward_hold(drawn, 1.0))["near_elbow"] == pytest.approx(hold["near_elbow"])


def dots_of(scene, part, columns=40, rows=20):
    """The dots of a part as places, counted from the upper left."""
    bits = (0, 3, 1, 4, 2, 5, 6, 7)
    return {
        (2 * column + at % 2, 4 * row + at // 2)
        for row, runs in enumerate(draw_picture(scene, columns, rows))
        for column, (sign, found) in enumerate((sign, run.part) for run in runs for sign in run.text)
        for at, bit in enumerate(bits)
        if found is part and sign != " " and ord(sign) - 0x2800 >> bit & 1
    }


def test_nothing_behind_shows_through_a_shape_and_a_gap_surrounds_it():
    wall = Shape(Part.PROP, (((-50.0, 0.0, 8.0), (50.0, 0.0, 8.0)),))
    body = Shape(Part.BODY, (disc((0.0, 0.0), 15.0),))
    corners = (-50.0, -25.0), (50.0, 25.0)
    alone, before_wall, behind_wall = (
        Scene(shapes, *corners) for shapes in ((body,), (wall, body), (body, wall))
    )
    own = dots_of(alone, Part.BODY)
    assert own <= dots_of(before_wall, Part.BODY)
    seen = dots_of(before_wall, Part.PROP)
    assert seen
    assert not {(x + dx, y + dy) for x, y in own for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & seen
    assert len(dots_of(behind_wall, Part.PROP)) > len(seen)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_prop_behind_and_no_far_limb_shows_through_the_trunk(name):
    drawn = SHIPPED[name].figure
    for pose in key_poses(drawn):
        whole = build_scene(drawn, pose, showing=Showing.START)
        body = trunk(dict(pose), has_belly=drawn.belly)
        behind = whole.shapes[: whole.shapes.index(body)]
        corners = whole.low, whole.high
        inside = dots_of(Scene((body,), *corners), Part.BODY)
        both = Scene((*behind, body), *corners)
        assert inside <= dots_of(both, Part.BODY)
        for part in (Part.PROP, Part.SURFACE, Part.FAR):
            assert not inside & dots_of(both, part)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_hold_differs_from_its_start_in_six_dots_of_a_hundred_and_has_an_arrow(name):
    drawn = SHIPPED[name].figure
    start, hold = (
        set.union(*(dots_of(build_scene(drawn, pose, showing=Showing.START), part) for part in Part))
        for pose in key_poses(drawn)[:2]
    )
    assert len(start ^ hold) >= 0.06 * len(start | hold)
    assert drawn.arrow


@given(names, shares, st.integers(8, 70), st.integers(4, 40), st.sampled_from([None, *Side]))
def test_a_picture_fits_its_cells_and_has_a_body(name, share, columns, rows, side):
    drawn = SHIPPED[name].figure
    scene = build_scene(drawn, pose_toward_hold(drawn, share), side, Showing.MOVING)
    for kind in (BRAILLE, BLOCKS):
        cells = draw_picture(scene, columns, rows, kind)
        assert len(cells) == rows
        assert all(sum(len(run.text) for run in row) in (0, columns) for row in cells)
        assert any(run.part is Part.BODY for row in cells for run in row)


def test_blocks_are_full_upper_and_lower_halves_only():
    drawn = SHIPPED["wall-angels"].figure
    picture = draw_picture(build_scene(drawn, drawn.poses[0]), 30, 20, BLOCKS)
    assert {sign for row in picture for run in row for sign in run.text} == set(" ▀▄█")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_scale_stays_while_the_figure_moves(name):
    drawn = SHIPPED[name].figure
    scenes = [build_scene(drawn, pose_toward_hold(drawn, share)) for share in FRAMES]
    assert len({(scene.low, scene.high) for scene in scenes}) == 1


@pytest.mark.parametrize("name", ["pregnancy", "postpartum"])
def test_a_stored_plan_keeps_its_figures(name):
    plan = build(Library(shipped_folder()).routine(name), PlanOptions())
    assert from_json(to_json(plan)) == plan
