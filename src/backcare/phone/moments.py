"""The phases of a page: when each begins, its words, and what its figure shows."""

from dataclasses import asdict
from typing import Any

from backcare.phone.places import places_of
from backcare.planning.plan import HALFWAY_FROM, HOLD_KINDS, TICKED_KINDS, PhaseKind, Plan, start_times
from backcare.session.countdown import Countdown, whole
from backcare.session.states import RUNNING
from backcare.session.status import Status, status_of
from backcare.wording import written


def phases_json(plan: Plan) -> list[dict[str, Any]]:
    """Return every phase of a plan, with its times in seconds and all that is shown of it."""
    return [
        {
            "kind": phase.kind.value,
            "at": start,
            "seconds": phase.seconds,
            "name": written.phase_name(phase),
            **asdict(places_of(plan, index)),
            "halfway": phase.kind is PhaseKind.HOLD and phase.seconds >= HALFWAY_FROM,
            "ticks": phase.kind in TICKED_KINDS,
            **_shown(_status_at(plan, index)),
        }
        for index, (phase, start) in enumerate(zip(plan.phases, start_times(plan.phases), strict=True))
    ]


def _status_at(plan: Plan, index: int) -> Status:
    """Return the status of a session as a phase begins."""
    countdown = Countdown(index, (whole(plan.phases[index]),))
    countdown.start(0.0, index, countdown.queue, None)
    return status_of(plan, countdown, 0.0, RUNNING, hush=False)


def _shown(status: Status) -> dict[str, Any]:
    """Return what is shown in a phase; in a rest, the turn that comes next."""
    phase, stretch = status.shown
    kind = written.steps_kind(status.phase)
    ahead = written.lines_ahead(status.phase, stretch)
    reps = status.stretch.reps if status.stretch and status.phase.kind is PhaseKind.REPS else None
    reads_on = stretch is not None and kind in (PhaseKind.SETUP, PhaseKind.SWITCH)
    return {
        "stretch": stretch and stretch.id,
        "head": stretch.name if stretch else "",
        "is_ahead": phase is not status.phase,
        "side": phase.side,
        "side_text": written.side_text(stretch, phase.side),
        "place": f"stretch {status.stretch_number} of {status.stretch_count}" if status.stretch_number else "",
        "repeat": f"repeat {phase.repeat} of {status.repeat_count}" if _is_repeated(status) else "",
        "label": written.part_name(kind, stretch) if stretch else "",
        "lines": [*ahead, *written.step_lines(stretch, kind, phase.side)] if stretch else [],
        "then": list(written.step_lines(stretch, PhaseKind.MOVE, phase.side)) if stretch and reads_on else [],
        "tip": written.tip_text(status.phase),
        "next": written.next_text(status),
        "shows": _way(status),
        "reps": {"count": reps.count, "seconds": reps.seconds} if reps else None,
    }


def _is_repeated(status: Status) -> bool:
    return status.repeat_count > 1 and status.shown[1] is status.stretch


def _way(status: Status) -> str:
    """Return what the figure does: as the screen's, it moves on the way in and out and is still in a hold."""
    kind = status.phase.kind
    if kind in HOLD_KINDS:
        return "cycle" if kind is PhaseKind.REPS else "hold"
    moves = status.stretch is not None and not status.stretch.reps
    return {PhaseKind.MOVE: "in", PhaseKind.RELEASE: "out"}.get(kind, "start") if moves else "start"
