import pytest

from backcare.library.library import shipped_folder
from backcare.model.stretch import Side, View, Zone
from plans import LEFT_FIRST
from yaml_files import STRETCH, TWIST, library, told

START = "pelvis: 0 53, L1: 0 64, T6: 0 73, C7: 0 82, head: 0 93.5"
ARM = "near_shoulder: 0 81, near_elbow: 0 62.4, near_wrist: 0 47.8"


def stretch(figure, text=STRETCH):
    return f"{text}figure: {{{figure}}}\n"


def drawn(start=f"{START}, {ARM}", hold="near_elbow: 18.6 81, near_wrist: 33.2 81", more=""):
    return stretch(f"view: side, {more}start: {{{start}}}, hold: {{{hold}}}")


def test_a_figure_is_read_with_every_pose_complete(tmp_path):
    text = drawn(more="belly: true, feel: [chest], props: {floor: -40 0 40 0}, arrow: 10 60 20 70, ")
    figure = library(tmp_path, reach=text).stretch("reach").figure
    start, hold = map(dict, figure.poses)
    assert (figure.view, figure.feel, figure.belly) == (View.SIDE, (Zone.CHEST,), True)
    assert figure.props == (("floor", ((-40.0, 0.0), (40.0, 0.0))),)
    assert figure.arrow == ((10.0, 60.0), (20.0, 70.0))
    assert start.keys() == hold.keys()
    assert start["head"] == hold["head"] == (0.0, 93.5)
    assert hold["near_elbow"] == (18.6, 81.0)


def test_a_counted_movement_has_further_poses_each_as_a_change_from_the_start(tmp_path):
    text = stretch(f"view: side, start: {{{START}}}, hold: {{head: 1 93.4}}, then: [{{head: -1 93.4}}]")
    figure = library(tmp_path, reach=text).stretch("reach").figure
    assert [dict(pose)["head"][0] for pose in figure.poses] == [0, 1, -1]


def test_a_figure_with_sides_says_which_it_shows(tmp_path):
    text = stretch(f"view: side, drawn_for: right, start: {{{START}}}, hold: {{}}", TWIST)
    twist = library(tmp_path, twist=text).stretch("twist")
    assert twist.sides == LEFT_FIRST
    assert twist.figure.drawn_for is Side.RIGHT


def test_a_figure_says_how_far_it_exaggerates_and_what_its_poses_are_called(tmp_path):
    text = drawn(more="exaggerate: 1.5, captions: [down, up], ")
    figure = library(tmp_path, reach=text).stretch("reach").figure
    assert (figure.exaggerate, figure.captions) == (1.5, ("down", "up"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            drawn(hold="near_elbw: 1 2"),
            "figure.hold.near_elbw: 'near_elbw' is not a joint: did you mean near_elbow",
        ),
        (
            drawn(hold="tail: 1 2"),
            "'tail' is not a joint: use pelvis, head, near_knee, left_wrist and their like",
        ),
        (drawn(hold="head: 3"), "figure.hold.head: 3 is not a place: write two numbers as in 12 48.5"),
        (drawn(hold="head: [3, 4]"), "a list is not a place"),
        (drawn(hold="head: 3 up"), "'3 up' is not a place"),
        (drawn(hold="head: 3 nan"), "'3 nan' is far out of the picture"),
        (drawn(hold="head: 3 900"), "'3 900' is far out of the picture: 100 is her whole height"),
        (
            drawn(hold="near_elbow: 30 81, near_wrist: 44.6 81"),
            "figure.hold.near_elbow: makes the near upper arm 30.0 long: it is 18.6 in a body 100 high",
        ),
        (
            drawn(hold="near_elbow: 15 81, near_wrist: 29.6 81"),
            "makes the near upper arm 15.0 long, and at the start it is 18.6: move the joint, or name "
            "near_upper_arm in `foreshortened`",
        ),
        (drawn(hold="far_knee: 0 28.5"), "figure.hold.far_knee: is not in `start`: say there, too, where it is"),
        (drawn(start="pelvis: 0 53, head: 0 93.5"), "figure.start: has no L1, T6 and C7"),
        (
            drawn(start=f"{START}, near_elbow: 0 62", hold=""),
            "hangs in the air: say where the near shoulder is, too",
        ),
        (
            drawn(start=f"{START}, left_knee: 0 28.5", hold=""),
            "does not go with the side view, which has near and far",
        ),
        (drawn(start=f"{START}, near_knee: 0 3", hold=""), "makes the near thigh 50.0 long"),
        (drawn(more="props: {chair: 0 25 20 25}, "), "'chair' is not a prop: use floor, mat"),
        (drawn(more="props: {seat: 0 25}, "), "'0 25' is not a line: write 2-10 places as in 0 25 20 25"),
        (drawn(more="foreshortened: [near_arm], "), "'near_arm' is not a limb: did you mean near_"),
        (drawn(more="feel: [upper back], "), "'upper back' is not known here: did you mean upper-back"),
        (
            drawn(more="view: top, ").replace("view: side, ", ""),
            "'top' is not known here: use side, front or plan",
        ),
        (
            drawn(more="veiw: side, ").replace("view: side, ", ""),
            "there is no key 'veiw' here: did you mean view?",
        ),
        (stretch(f"view: side, start: {{{START}}}"), "hold is missing: add `hold:` with the joints that move"),
        (
            stretch("view: side, hold: {}"),
            "start is missing: add `start:` with the joints of the starting position",
        ),
        (stretch("view: side, start: tall, hold: {}"), "needs joints under it, as in `pelvis: 0 53`"),
        (drawn(more="exaggerate: 9, "), "figure.exaggerate: 9 is too large: at most 3"),
        (
            drawn(more="captions: [down], "),
            "figure.captions: names 1 poses, and there are 2: start, hold and those in `then`",
        ),
        (drawn(more="drawn_for: left, "), "has `drawn_for`, but the stretch has no sides: take it out"),
        (
            stretch(f"view: side, start: {{{START}}}, hold: {{}}", TWIST),
            "figure: does not say which side it shows: add `drawn_for: left`, or right",
        ),
    ],
)
def test_a_mistake_in_a_figure_is_told_in_its_place(tmp_path, text, fault):
    faults = told(tmp_path, text)
    assert len(faults) == 1
    assert fault in faults[0]


def test_several_mistakes_are_told_at_once(tmp_path):
    faults = told(tmp_path, drawn(hold="head: up, near_elbw: 1 2, near_wrist: 900 1"))
    assert len(faults) == 3


def test_hold_lists_only_what_moves_in_the_shipped_figures():
    texts = {path: path.read_text(encoding="utf-8") for path in (shipped_folder() / "stretches").glob("*.yaml")}
    drawn = {path: text for path, text in texts.items() if "\nfigure:" in text}
    assert drawn
    for path, text in drawn.items():
        start, hold = (text.split(f"  {part}: {{")[1].split("}")[0] for part in ("start", "hold"))
        joints = [{place.strip() for place in pose.split(",") if place.strip()} for pose in (start, hold)]
        assert not joints[0] & joints[1], path.name
