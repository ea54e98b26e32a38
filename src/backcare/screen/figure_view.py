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

FRAMES = 8.0  # pictures a second of a movement, at most
MOST_ROWS, MOST_COLUMNS = 26, 52  # larger says no more, and costs more to draw

_STYLES = {Layer.PROPS: "dim", Layer.FAR: "dim", Layer.ZONE: "magenta", Layer.NEAR: "bold"}
_MOVING = frozenset({PhaseKind.MOVE, PhaseKind.RELEASE, PhaseKind.REPS})


@dataclass(frozen=True, slots=True)
class FigureView:
    """A pose to be drawn for a side."""

    figure: Figure
    pose: Pose
    side: Side | None

    def columns(self, rows: int) -> int:
        """Return how many columns it fills when so many rows high."""
        return min(braille.picture_width(self.figure, min(rows, MOST_ROWS)), MOST_COLUMNS)

    def rows(self, columns: int, rows: int) -> list[Text]:
        """Return it drawn as large as fits, each row as wide as asked."""
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
    phase, stretch = status.turn
    if not stretch or not stretch.figure:
        return None
    return FigureView(stretch.figure, _pose(stretch.figure, status, speed), phase.side)


def seconds_to_next_frame(status: Status, speed: float) -> float:
    """Return in how many seconds of the session the pose is another one; infinity where it stays."""
    if status.mode is not Mode.RUNNING or status.phase.kind not in _MOVING:
        return math.inf
    return (_frame(status, speed) + 1) * speed / FRAMES - _spent(status)


def _pose(drawn: Figure, status: Status, speed: float) -> Pose:
    phase = status.phase
    share = _share(status, speed)
    counted = bool(status.stretch and status.stretch.reps)
    match phase.kind:
        case PhaseKind.HOLD:
            return drawn.poses[1]
        case PhaseKind.REPS if counted:
            return poses.pose_in_cycle(drawn, _round(status, share))
        case PhaseKind.MOVE if not counted:
            return poses.pose_toward_hold(drawn, share)
        case PhaseKind.RELEASE if not counted:
            return poses.pose_toward_hold(drawn, 1 - share)
    return drawn.poses[0]


def _round(status: Status, share: float) -> float:
    """How far one round of a counted movement has gone."""
    reps = status.stretch.reps if status.stretch else None
    return share * reps.count % 1.0 if reps else share


def _spent(status: Status) -> float:
    return status.phase.seconds - status.left


def _frame(status: Status, speed: float) -> int:
    return math.floor(_spent(status) * FRAMES / speed + 1e-6)


def _share(status: Status, speed: float) -> float:
    seconds = status.phase.seconds
    return min(_frame(status, speed) * speed / FRAMES / seconds, 1.0) if seconds else 1.0
