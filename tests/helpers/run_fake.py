"""Run the command of a script in this process, on a fake terminal."""

from dataclasses import replace

from backcare.library.library import open_library
from backcare.model.stretch import Routine, RoutineItem
from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.runner.origin import Origin
from backcare.runner.run_reminder import Hours, ReminderRun, run_reminder
from backcare.runner.run_session import run_session


def run_fake(script, terminal):
    """Run a script's command in this process; return its exit code."""
    library = open_library()
    world = {"open_terminal": terminal.open, "clock": terminal.clock}
    settings, unasked = script.settings, replace(script.settings, pages=False)
    match script.command.split():
        case ["routine", name]:
            routine = library.routine(name)
            return run_session(build(routine, PlanOptions()), settings, Origin.of(routine), guidance, **world)
        case ["hold", seconds] if seconds.isdigit():
            return run_session(bare_hold(float(seconds)), unasked, None, guidance, **world)
        case ["hold", name]:
            stretch = library.stretch(name)
            routine = Routine(stretch.id, stretch.name, (RoutineItem(stretch),))
            plan = build(routine, PlanOptions(lead_in=0))
            return run_session(plan, unasked, Origin.of(stretch), guidance, **world)
        case ["remind", "--every", length]:
            hours = Hours.of(length, None, None, None)
            plan = build(library.routine("desk-break"), PlanOptions())
            return run_reminder(hours, ReminderRun(guidance, plan, settings, **world))
    raise AssertionError(script.command)


def guidance():
    return open_library().guidance()[0]
