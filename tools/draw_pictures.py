"""Draw the README's pictures from the program's own screens: `make pictures`."""

import math
from dataclasses import replace
from io import StringIO
from pathlib import Path

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


def rows_at(routine, stretch, side, kind, seconds):
    """Return the rows of the screen at a moment of a routine."""
    plan = build(Library(shipped_folder()).routine(routine), PlanOptions())
    session = Session(plan)
    session.begin(0.0)
    now, wanted = 0.0, (kind, stretch, side)
    while (phase := session.status(now).phase) and (phase.kind, phase.stretch, phase.side) != wanted:
        now = session.next_due()
        session.receive(None, now)
    status = session.status(now + seconds)
    shown = replace(status, left=math.ceil(status.left), total_left=math.ceil(status.total_left))
    ends_at = f"14:{30 + int(status.total_left // 60):02d}"
    return session_rows(shown, plan.name, ends_at, WINDOW, figure_view.figure_at(status, 1.0))


def main():
    """Write every picture into docs/."""
    DOCS.mkdir(exist_ok=True)
    for name, moment in MOMENTS.items():
        console = Console(
            record=True, width=WINDOW.columns, file=StringIO(), force_terminal=True, legacy_windows=False
        )
        for row in rows_at(*moment):
            console.print(row, no_wrap=True, overflow="ignore", crop=True)
        svg = console.export_svg(title=f"backcare routine {moment[0]}", unique_id=name)
        (DOCS / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(f"docs/{name}.svg")


if __name__ == "__main__":
    main()
