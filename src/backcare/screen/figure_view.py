"""The figure beside a session: which pose a moment shows, how large it can be, and how its layers look."""

import math
from dataclasses import dataclass

from rich.text import Text

from backcare.figures import dots, poses
from backcare.figures.scene import Scene, Showing, build_scene, has_ghost
from backcare.figures.shapes import Part
from backcare.model.stretch import Figure, Pose, Side, Stretch
from backcare.planning.plan import PhaseKind
from backcare.screen.window import Window
from backcare.session.events import Mode
from backcare.session.status import Status
from backcare.wording import written

FRAMES = 8.0  # pictures of a movement in a real second, at most
MOST_ROWS, MOST_COLUMNS = 26, 52  # larger says no more, and costs more to draw

_STYLES = {
    Part.SURFACE: "dim",
    Part.PROP: "dim",
    Part.GHOST: "dim",
    Part.FAR: "dim",
    Part.BODY: "bold",
    Part.ARROW: "bold cyan",
    Part.FEEL: "magenta",
}
_FEEL_SIGNS = {dots.BRAILLE: "\u2895\u2895", dots.BLOCKS: "▀▄"}
_MOVING = frozenset({PhaseKind.MOVE, PhaseKind.RELEASE, PhaseKind.REPS})


@dataclass(frozen=True, slots=True)
class FigureView:
    """A pose to be drawn for a side, what else is shown of it, and its caption."""

    figure: Figure
    pose: Pose
    side: Side | None
    showing: Showing = Showing.START
    caption: str = ""

    @property
    def scene(self) -> Scene:
        """Everything that is to be drawn."""
        return build_scene(self.figure, self.pose, self.side, self.showing)

    def columns_for(self, rows: int) -> int:
        """Return how many columns the figure fills when it is `rows` high with its legend."""
        width = dots.picture_width(self.scene, min(rows, MOST_ROWS) - 1)
        return min(max(width, self._legend(dots.BRAILLE).cell_len), MOST_COLUMNS)

    def draw(self, columns: int, rows: int, window: Window) -> list[Text]:
        """Return the pose as large as fits into these cells, each row as wide as asked, the legend below it."""
        cells = dots.BRAILLE if window.braille else dots.BLOCKS
        picture = dots.draw_picture(self.scene, columns, min(rows, MOST_ROWS) - 1, cells)
        drawn = [
            Text.assemble(*((run.text, _STYLES[run.part] if run.part else "") for run in row)) for row in picture
        ]
        legend = self._legend(cells)
        drawn.append(Text.assemble(" " * ((columns - legend.cell_len) // 2), legend))
        for row in drawn:
            row.truncate(columns, pad=True)
        return drawn

    def _legend(self, cells: dots.Cells) -> Text:
        """Return what the picture shows in words: the pose, its ghost, and what should feel the stretch."""
        parts = [Text(self.caption, "dim")] if self.caption else []
        if has_ghost(self.figure, self.showing):
            parts.append(Text(f"· {poses.caption(self.figure, 0)}", "dim"))
        if self.figure.feel and self.showing is not Showing.START:
            parts.append(Text(f"{_FEEL_SIGNS[cells]} {written.FEEL}", _STYLES[Part.FEEL]))
        return Text("  ").join(parts)


def pose_views(figure: Figure, side: Side | None) -> list[FigureView]:
    """Return a still picture of each pose: the start as it is, the others with the way there."""
    return [
        FigureView(figure, pose, side, Showing.MOVING if number else Showing.START, poses.caption(figure, number))
        for number, pose in enumerate(poses.key_poses(figure))
    ]


def pose_title(stretch: Stretch, view: FigureView) -> str:
    """Return what a still picture shows, in words: the pose, and the side of a stretch that has sides."""
    return ", ".join(filter(None, [view.caption, written.side_text(stretch, view.side)]))


def figure_at(status: Status, speed: float) -> FigureView | None:
    """Return what a moment shows: in a rest the pose that comes next; None where no figure is known."""
    phase, stretch = status.shown
    if not stretch or not stretch.figure:
        return None
    return _view(stretch.figure, phase.side, status, speed)


def seconds_to_next_frame(status: Status, speed: float) -> float:
    """Return in how many seconds of the session the pose is another one; infinity where it stays."""
    if status.mode is not Mode.RUNNING or status.phase.kind not in _MOVING:
        return math.inf
    return (_frame_number(status, speed) + 1) * speed / FRAMES - _seconds_done(status)


def _view(figure: Figure, side: Side | None, status: Status, speed: float) -> FigureView:
    """Return the picture of a moment; a counted movement has its cycle in place of the way in and out."""
    done = _share_done(status, speed)
    reps = status.stretch.reps if status.stretch else None
    start, hold = poses.caption(figure, 0), poses.caption(figure, 1)
    match status.phase.kind:
        case PhaseKind.HOLD:
            return FigureView(figure, poses.key_poses(figure)[1], side, Showing.HELD, hold)
        case PhaseKind.REPS if reps:
            share = done * reps.count % 1.0
            caption = poses.caption(figure, poses.next_in_cycle(figure, share))
            return FigureView(figure, poses.pose_in_cycle(figure, share), side, Showing.MOVING, caption)
        case PhaseKind.MOVE if not reps:
            return FigureView(figure, poses.pose_toward_hold(figure, done), side, Showing.MOVING)
        case PhaseKind.RELEASE if not reps:
            return FigureView(figure, poses.pose_toward_hold(figure, 1 - done), side)
    return FigureView(figure, figure.poses[0], side, Showing.START, start)


def _share_done(status: Status, speed: float) -> float:
    """Return how much of the phase is over at its last frame, as a share (0-1)."""
    seconds = status.phase.seconds
    return min(_frame_number(status, speed) * speed / FRAMES / seconds, 1.0) if seconds else 1.0


def _frame_number(status: Status, speed: float) -> int:
    """Return how many frames the phase has had."""
    return math.floor(_seconds_done(status) * FRAMES / speed + 1e-6)


def _seconds_done(status: Status) -> float:
    return status.phase.seconds - status.left
