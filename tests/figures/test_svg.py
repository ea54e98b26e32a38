import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.figures.poses import key_poses, pose_in_cycle, pose_toward_hold
from backcare.figures.scene import Showing, build_scene
from backcare.figures.svg import picture_svg, scene_paths, view_box
from backcare.library.library import Library, shipped_folder
from backcare.model.stretch import Side

SHIPPED = {one.id: one for one in Library(shipped_folder()).stretches()[0]}
SVG = "{http://www.w3.org/2000/svg}"


def scenes(name, side=None):
    drawn = SHIPPED[name].figure
    return [build_scene(drawn, pose, side, Showing.MOVING) for pose in key_poses(drawn)]


def form_of(path):
    """A path with its numbers left out; the spot of a face that turns away may be empty."""
    return path.name, re.sub(r"-?[0-9.]+", "", path.d) if path.name != "hole" else ""


@given(st.sampled_from(sorted(SHIPPED)), st.floats(0, 1), st.sampled_from([None, *Side]))
def test_all_poses_of_a_figure_have_paths_of_one_form_so_that_a_page_can_mix_them(name, share, side):
    drawn = SHIPPED[name].figure
    move = pose_in_cycle if len(drawn.poses) > 2 else pose_toward_hold
    start = scene_paths(scenes(name, side)[0])
    there = scene_paths(build_scene(drawn, move(drawn, share), side, Showing.MOVING))
    assert [form_of(path) for path in there] == [form_of(path) for path in start]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_point_lies_in_the_view_box(name):
    for scene in scenes(name):
        left, top, width, height = view_box(scene)
        for path in scene_paths(scene):
            numbers = [float(number) for number in re.findall(r"-?[0-9.]+", path.d)]
            if path.name not in ("prop", "surface"):  # the floor goes on
                assert all(left <= x <= left + width for x in numbers[::2])
                assert all(top <= y <= top + height for y in numbers[1::2])


def test_a_picture_is_xml_that_says_in_words_what_it_shows():
    text = picture_svg("A <Twist> & more", 'Turn "gently".', [[("start & hold", scenes("kneeling-twist")[0])]])
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    assert root.find(f"{SVG}title").text == "A <Twist> & more"
    assert root.find(f"{SVG}desc").text == 'Turn "gently".'
    assert root.find(f"{SVG}text").text == "start & hold"
    assert root.get("role") == "img"


def test_a_picture_has_colours_for_light_and_for_dark_and_nothing_from_elsewhere():
    text = picture_svg("Twist", "Turn.", [[("start", scenes("kneeling-twist")[0])]])
    assert "prefers-color-scheme:dark" in text
    assert "script" not in text
    assert text.count("http") == 1  # the name of the format
