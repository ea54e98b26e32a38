"""The figures of a page: all the poses of a stretch as paths that the page mixes."""

from itertools import starmap
from typing import Any

from backcare.figures import poses
from backcare.figures.scene import Showing, build_scene
from backcare.figures.svg import ShapePath, scene_paths, view_box
from backcare.model.stretch import Figure, Pose, Stretch

STEPS = 8  # from one key frame to the next; between two steps a straight line is near enough


def moving_figure(stretch: Stretch, figure: Figure) -> dict[str, Any]:
    """Return a figure as JSON has it: the side it is drawn for, its box, captions, and paths with their frames.

    The frames go from the start into the hold, or once round a counted movement. A path that never moves has
    only one frame. All has the layers of a movement (ghost, feel, arrow): the page hides what a moment has not.
    """
    frames = [
        scene_paths(build_scene(figure, pose, figure.drawn_for, Showing.MOVING))
        for pose in _frames(stretch, figure)
    ]
    scene = build_scene(figure, figure.poses[0], figure.drawn_for, Showing.MOVING)
    return {
        "side": figure.drawn_for and figure.drawn_for.value,
        "box": view_box(scene),
        "captions": [poses.caption(figure, number) for number in range(len(figure.poses))],
        "feels": bool(figure.feel),
        "paths": list(starmap(_path, zip(*frames, strict=True))),
    }


def _frames(stretch: Stretch, figure: Figure) -> list[Pose]:
    if stretch.reps:
        count = STEPS * len(figure.poses)
        return [poses.pose_in_cycle(figure, number / count) for number in range(count + 1)]
    return [poses.pose_toward_hold(figure, number / STEPS) for number in range(STEPS + 1)]


def _path(*frames: ShapePath) -> dict[str, Any]:
    """Return one shape with its frames."""
    moves = any(frame.d != frames[0].d for frame in frames)
    return {"name": frames[0].name, "frames": [frame.d for frame in (frames if moves else frames[:1])]}
