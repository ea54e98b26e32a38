"""What `list` and `show` print as JSON."""

from dataclasses import asdict
from typing import Any

from backcare.model.stretch import Routine, Stretch
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import timeline
from backcare.text import json_number


def summary_json(found: Routine | Stretch) -> dict[str, Any]:
    """Return a routine or a stretch as `list --json` prints it; scripts rely on its keys."""
    return _routine_json(found) if isinstance(found, Routine) else _stretch_json(found)


def whole_json(found: Routine | Stretch) -> dict[str, Any]:
    """Return a routine with its timeline, or all of a stretch, as `show --json` prints it."""
    if isinstance(found, Stretch):
        return {**asdict(found), **_stretch_json(found)}
    plan = timeline(build(found, PlanOptions()))
    return {**_routine_json(found), "purpose": found.purpose, "source": found.source, **plan}


def _routine_json(routine: Routine) -> dict[str, Any]:
    return {
        "id": routine.id,
        "name": routine.name,
        "stage": routine.stage,
        "stretches": [entry.stretch.id for entry in routine.items],
        "seconds": json_number(build(routine, PlanOptions()).seconds),
        "file": routine.file,
    }


def _stretch_json(stretch: Stretch) -> dict[str, Any]:
    hold, reps = stretch.hold, stretch.reps
    return {
        "id": stretch.id,
        "name": stretch.name,
        "stages": list(stretch.stages),
        "position": stretch.position,
        "equipment": list(stretch.equipment),
        "hold": {"min": json_number(hold.shortest), "max": json_number(hold.longest)} if hold else None,
        "reps": {"count": reps.count, "seconds": json_number(reps.seconds)} if reps else None,
        "sides": list(stretch.sides),
        "file": stretch.file,
    }
