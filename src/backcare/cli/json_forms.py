"""What `list` and `show` print as JSON."""

from typing import Any

from backcare.model.stretch import Routine, Stretch
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import timeline
from backcare.text import json_number


def stretch_summary(one: Routine | Stretch) -> dict[str, Any]:
    """The contract of `list --json`."""
    if isinstance(one, Routine):
        return {
            "id": one.id,
            "name": one.name,
            "stage": one.stage,
            "stretches": [entry.stretch.id for entry in one.items],
            "seconds": timeline(build(one, PlanOptions()))["seconds"],
            "file": one.file,
        }
    return {
        "id": one.id,
        "name": one.name,
        "stages": list(one.stages),
        "position": one.position,
        "equipment": list(one.equipment),
        "hold": {"min": json_number(one.hold.shortest), "max": json_number(one.hold.longest)}
        if one.hold
        else None,
        "reps": {"count": one.reps.count, "seconds": json_number(one.reps.seconds)} if one.reps else None,
        "sides": list(one.sides),
        "file": one.file,
    }


def stretch_json(stretch: Stretch) -> dict[str, Any]:
    """Return a whole stretch as `show --json` prints it."""
    from dataclasses import asdict

    return {**asdict(stretch), **stretch_summary(stretch)}
