"""How phases, sides, lengths and ends are said: one wording for screen, lines and voice."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backcare.model import Hold, Side, Stretch
from backcare.plan import HELD, Kind, Phase, Plan, clock, spread

if TYPE_CHECKING:
    from backcare.events import Report

NAMES = {
    Kind.READY: "Get ready",
    Kind.SETUP: "Set up",
    Kind.MOVE: "Move",
    Kind.HOLD: "Hold",
    Kind.REPS: "Repeat",
    Kind.RELEASE: "Come back",
    Kind.SWITCH: "Switch sides",
    Kind.REST: "Rest",
}
BACK_IN = "Back in"
ASK = "When to ask for help"
ALL_OF_IT = "backcare redflags: all of it"
REMINDER = "Information, not medical advice. When to ask for help: backcare redflags."
STOPPED = (
    "Stopped for a warning sign. Rest now, and ask your healthcare provider or midwife."
    " Chest pain or trouble breathing: your emergency number."
)


def name(phase: Phase) -> str:
    """Return what a phase is called."""
    return BACK_IN if phase.again and phase.kind is Kind.READY else NAMES[phase.kind]


def side(phase: Phase) -> str:
    """Return the side of a phase in words, empty where there is none."""
    return f"{phase.side} side" if phase.side else ""


def seconds(length: float) -> str:
    """Return a length in seconds as it is written: 20 s."""
    return f"{length:g} s"


def tip(phase: Phase) -> str:
    """Return the tip of a rest as it is shown, empty where it has none."""
    return f"Tip: {phase.tip}" if phase.tip else ""


def steps(stretch: Stretch, kind: Kind, on: Side | None) -> tuple[str, ...]:
    """Return the lines that belong to a kind of phase; ready, switch and rest have none of their own."""
    lines = {
        Kind.SETUP: stretch.steps.setup,
        Kind.MOVE: stretch.steps.move,
        Kind.HOLD: stretch.steps.hold,
        Kind.REPS: stretch.steps.hold,
        Kind.RELEASE: stretch.steps.release,
    }.get(kind)
    return lines.on(on) if lines else ()


def needs(stretches: Sequence[Stretch]) -> str:
    """Return what she has to fetch, each thing once, empty where it is nothing."""
    return ", ".join(dict.fromkeys(thing for stretch in stretches for thing in stretch.equipment))


def rounds(plan: Plan, stretch: Stretch) -> str:
    """Return how a stretch is held in a plan: `20 s right, 20 s left, 3 times`."""
    first = [p for p in plan.phases if p.kind in HELD and p.stretch == stretch.id and p.repeat == 1]
    held = ", ".join(f"{_amount(stretch, p)} {p.side or ''}".rstrip() for p in first)
    repeats = plan.repeats(first[0]) if first else 1
    return f"{held}, {repeats} times" if repeats > 1 else held


def range_of(hold: Hold) -> str:
    """Return a range of seconds: 15-30 s."""
    return f"{spread(hold)} s"


def summary(plan: Plan, report: "Report") -> str:
    """Return in a line or two what was done: kind, without scolding, without praise."""
    done = [stretch.name for stretch in plan.stretches if stretch.id not in report.left_out]
    if report.stopped:
        return STOPPED
    what = ", ".join(filter(None, [_listed(done), f"{clock(report.held_seconds)} held"]))
    if report.held_seconds < 1:
        return "Done." if report.finished else "Ended before the first hold."
    if not report.finished:
        return f"Ended early: {what}. What you did counts."
    left_out = [stretch.name for stretch in plan.stretches if stretch.id in report.left_out]
    skipped = f" Left out: {_listed(left_out)}." if left_out else ""
    ending = " Take your time getting up." if plan.stretches else ""
    return f"Done: {what}.{skipped}{ending}"


def _amount(stretch: Stretch, phase: Phase) -> str:
    return f"{stretch.reps.count} times" if stretch.reps else seconds(phase.seconds)


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
