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
LOOK = Window(80, 24)
MOMENTS = {  # the routine, the stretch, its side, the phase and the seconds into it
    "hold": ("pregnancy", "kneeling-twist", Side.LEFT, PhaseKind.HOLD, 8.0),
    "move": ("postpartum", "standing-pec-shoulder-stretch", None, PhaseKind.MOVE, 6.0),
    "set-up": ("pregnancy", "seated-upper-back-release", None, PhaseKind.SETUP, 4.0),
    "twist": ("postpartum", "gentle-spinal-twist", Side.RIGHT, PhaseKind.HOLD, 3.0),
}


def moment(routine, stretch, side, kind, seconds):
    """The rows of the screen at a moment of a routine."""
    plan = build(Library(shipped_folder()).routine(routine), PlanOptions())
    played = Session(plan)
    played.begin(0.0)
    now = 0.0
    while (status := played.status(now)).phase.kind is not kind or (status.phase.stretch, status.phase.side) != (
        stretch,
        side,
    ):
        now = played.next_due()
        played.receive(None, now)
    status = played.status(now + seconds)
    shown = replace(status, left=math.ceil(status.left), total_left=math.ceil(status.total_left))
    ends_at = f"14:{30 + int(status.total_left // 60):02d}"
    return session_rows(shown, plan.name, ends_at, LOOK, figure_view.figure_at(status, 1.0))


def main():
    DOCS.mkdir(exist_ok=True)
    for name, what in MOMENTS.items():
        console = Console(
            record=True, width=LOOK.columns, file=StringIO(), force_terminal=True, legacy_windows=False
        )
        for row in moment(*what):
            console.print(row, no_wrap=True, overflow="ignore", crop=True)
        svg = console.export_svg(title=f"backcare routine {what[0]}", unique_id=name)
        (DOCS / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(f"docs/{name}.svg")


if __name__ == "__main__":
    main()
