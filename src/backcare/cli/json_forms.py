"""What `list` and `show` print as JSON."""

from typing import Any

from backcare.model.stretch import Routine, Stretch
from backcare.planning.build import Wishes, build
from backcare.planning.plan import timeline
from backcare.text import tidy


def _described(one: Routine | Stretch) -> dict[str, Any]:
    """The contract of `list --json`."""
    if isinstance(one, Routine):
        return {
            "id": one.id,
            "name": one.name,
            "stage": one.stage,
            "stretches": [entry.stretch.id for entry in one.entries],
            "seconds": timeline(build(one, Wishes()))["seconds"],
            "file": one.file,
        }
    return {
        "id": one.id,
        "name": one.name,
        "stages": list(one.stages),
        "position": one.position,
        "equipment": list(one.equipment),
        "hold": {"min": tidy(one.hold.shortest), "max": tidy(one.hold.longest)} if one.hold else None,
        "reps": {"count": one.reps.count, "seconds": tidy(one.reps.seconds)} if one.reps else None,
        "sides": list(one.sides),
        "file": one.file,
    }


def _whole(stretch: Stretch) -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(stretch), **_described(stretch)}
