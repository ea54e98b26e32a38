"""The figure beside a session: which pose a moment shows, how large it can be, and how its layers look."""

import math
from dataclasses import dataclass

from rich.text import Text

from backcare.figures import braille, poses
from backcare.figures.strokes import Layer
from backcare.model.stretch import Figure, Pose, Side
from backcare.planning.plan import PhaseKind
from backcare.session.events import Mode
from backcare.session.status import Status

FRAMES = 8.0  # pictures of a movement in a real second, at most
MOST_ROWS, MOST_COLUMNS = 26, 52  # larger says no more, and costs more to draw

_STYLES = {Layer.PROPS: "dim", Layer.FAR: "dim", Layer.ZONE: "magenta", Layer.NEAR: "bold"}
_MOVING = frozenset({PhaseKind.MOVE, PhaseKind.RELEASE, PhaseKind.REPS})


@dataclass(frozen=True, slots=True)
class FigureView:
    """A pose to be drawn for a side."""

    figure: Figure
    pose: Pose
    side: Side | None

    def columns_for(self, rows: int) -> int:
        """Return how many columns the figure fills when it is `rows` high."""
        return min(braille.picture_width(self.figure, min(rows, MOST_ROWS)), MOST_COLUMNS)

    def draw(self, columns: int, rows: int) -> list[Text]:
        """Return the pose as large as fits into these cells, each row as wide as asked."""
        picture = braille.draw_picture(self.figure, self.pose, self.side, columns, min(rows, MOST_ROWS))
        drawn = [
            Text.assemble(*((run.text, _STYLES[run.layer] if run.layer else "") for run in row))
            for row in picture
        ]
        for row in drawn:
            row.pad_right(columns - row.cell_len)
        return drawn


def figure_at(status: Status, speed: float) -> FigureView | None:
    """Return what a moment shows: in a rest the pose that comes next; None where no figure is known."""
    phase, stretch = status.shown
    if not stretch or not stretch.figure:
        return None
    return FigureView(stretch.figure, _pose(stretch.figure, status, speed), phase.side)


def seconds_to_next_frame(status: Status, speed: float) -> float:
    """Return in how many seconds of the session the pose is another one; infinity where it stays."""
    if status.mode is not Mode.RUNNING or status.phase.kind not in _MOVING:
        return math.inf
    return (_frame_number(status, speed) + 1) * speed / FRAMES - _seconds_done(status)


def _pose(figure: Figure, status: Status, speed: float) -> Pose:
    """Return the pose of a moment; a counted movement goes through its cycle in place of the way in and out."""
    done = _share_done(status, speed)
    reps = status.stretch.reps if status.stretch else None
    match status.phase.kind:
        case PhaseKind.HOLD:
            return figure.poses[1]
        case PhaseKind.REPS if reps:
            return poses.pose_in_cycle(figure, done * reps.count % 1.0)
        case PhaseKind.MOVE if not reps:
            return poses.pose_toward_hold(figure, done)
        case PhaseKind.RELEASE if not reps:
            return poses.pose_toward_hold(figure, 1 - done)
    return figure.poses[0]


def _share_done(status: Status, speed: float) -> float:
    """Return how much of the phase is over at its last frame, as a share (0-1)."""
    seconds = status.phase.seconds
    return min(_frame_number(status, speed) * speed / FRAMES / seconds, 1.0) if seconds else 1.0


def _frame_number(status: Status, speed: float) -> int:
    """Return how many frames the phase has had."""
    return math.floor(_seconds_done(status) * FRAMES / speed + 1e-6)


def _seconds_done(status: Status) -> float:
    return status.phase.seconds - status.left
