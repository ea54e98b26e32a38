"""Draw the README's pictures from the program's own screens: `make pictures`."""

import math
from dataclasses import replace
from io import StringIO
from pathlib import Path

from moving_picture import MovingPicture
from rich.console import Console

from backcare.library.library import Library, shipped_folder
from backcare.model.stretch import Side
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import PhaseKind
from backcare.screen import figure_view
from backcare.screen.session_view import session_rows
from backcare.screen.window import Window
from backcare.session.session import Session

DOCS = Path(__file__).parents[1] / "docs"
WINDOW = Window(80, 24)
MOMENTS = {  # name of the picture: routine, stretch, side, phase and seconds into it
    "hold": ("pregnancy", "kneeling-twist", Side.LEFT, PhaseKind.HOLD, 8.0),
    "move": ("postpartum", "standing-pec-shoulder-stretch", None, PhaseKind.MOVE, 6.0),
    "set-up": ("pregnancy", "seated-upper-back-release", None, PhaseKind.SETUP, 4.0),
    "twist": ("postpartum", "gentle-spinal-twist", Side.RIGHT, PhaseKind.HOLD, 3.0),
}


FILM = ("pregnancy", "kneeling-twist", Side.LEFT)  # from the end of its set-up until the sides are switched
FRAMES = 4  # pictures of a movement in a second
BEFORE = 3.0  # seconds of the set-up


def session_at(routine, stretch, side, kind):
    """Return the session of a routine at the start of a phase, and when that is."""
    session = Session(build(Library(shipped_folder()).routine(routine), PlanOptions()))
    session.begin(0.0)
    now, wanted = 0.0, (kind, stretch, side)
    while (phase := session.status(now).phase) and (phase.kind, phase.stretch, phase.side) != wanted:
        now = session.next_due()
        session.receive(None, now)
    return session, now


def rows_at(session, now):
    """Return the rows of the screen at a moment of a session."""
    plan, status = session.plan, session.status(now)
    shown = replace(status, left=math.ceil(status.left), total_left=math.ceil(status.total_left))
    ends_at = f"14:{30 + int(status.total_left // 60):02d}"
    return session_rows(shown, plan.name, ends_at, WINDOW, figure_view.figure_at(status, 1.0))


def film():
    """Return a stretch on one side as an animated SVG, as long as it is."""
    session, now = session_at(*FILM, PhaseKind.SETUP)
    now += session.status(now).phase.seconds - BEFORE
    session.receive(None, now)
    picture = MovingPicture(f"backcare routine {FILM[0]}", WINDOW.columns)
    at = 0.0
    while (kind := session.status(now).phase.kind) is not PhaseKind.SWITCH:
        step = 1 / FRAMES if kind in (PhaseKind.MOVE, PhaseKind.RELEASE) else 1.0
        picture.add(at, rows_at(session, now))
        at, now = at + step, now + step
        session.receive(None, now)
    return picture.svg(at)


def main():
    """Write every picture into docs/."""
    DOCS.mkdir(exist_ok=True)
    for name, moment in MOMENTS.items():
        console = Console(
            record=True, width=WINDOW.columns, file=StringIO(), force_terminal=True, legacy_windows=False
        )
        *where, seconds = moment
        session, now = session_at(*where)
        for row in rows_at(session, now + seconds):
            console.print(row, no_wrap=True, overflow="ignore", crop=True)
        svg = console.export_svg(title=f"backcare routine {moment[0]}", unique_id=name)
        (DOCS / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(f"docs/{name}.svg")
    (DOCS / "session.svg").write_text(film(), encoding="utf-8")
    print("docs/session.svg")


if __name__ == "__main__":
    main()
