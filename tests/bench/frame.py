"""Print the milliseconds for one whole picture of a movement, figure, digits and rows painted: the median."""

import statistics
import sys
import time

from backcare.library.library import Library, shipped_folder
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import PhaseKind
from backcare.screen import figure_view
from backcare.screen.session_view import session_rows
from backcare.screen.window import Painter, Window
from backcare.session.session import Session


def main(columns, rows):
    plan = build(Library(shipped_folder()).routine("postpartum"), PlanOptions())
    session = Session(plan)
    session.begin(0.0)
    now = 0.0
    while session.status(now).phase.kind is not PhaseKind.MOVE:
        now = session.next_due()
        session.receive(None, now)
    window, painter, took = Window(columns, rows), Painter(), []
    for number in range(1, 73):
        status = session.status(now + number / 8)
        began = time.perf_counter()
        painter.paint(
            session_rows(status, plan.name, "14:32", window, figure_view.figure_at(status, 1.0)), window
        )
        took.append((time.perf_counter() - began) * 1e3)
    print(statistics.median(took))


main(*map(int, sys.argv[1:]))
