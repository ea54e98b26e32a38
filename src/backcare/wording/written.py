"""How phases, sides, lengths and endings are written: the same words on the screen and in lines."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from backcare.model.stretch import Position, Side, Stretch
from backcare.planning.plan import HOLD_KINDS, Phase, PhaseKind, Plan
from backcare.text import format_clock, join_words

if TYPE_CHECKING:
    from backcare.session.events import Report
    from backcare.session.pages import PainScale
    from backcare.session.status import Status

PHASE_NAMES = {
    PhaseKind.READY: "Get ready",
    PhaseKind.SETUP: "Set up",
    PhaseKind.MOVE: "Move",
    PhaseKind.HOLD: "Hold",
    PhaseKind.REPS: "Repeat",
    PhaseKind.RELEASE: "Come back",
    PhaseKind.SWITCH: "Switch sides",
    PhaseKind.REST: "Rest",
}
BACK_IN = "Back in"
GET_UP = "Take your time getting up."
FEEL = "feel it here"
LAST_REP = "Last one."
SAFETY = "Stop if anything hurts."
WAITS = "It waits after each set-up: Enter or space goes on (--no-wait: by itself)."
TITLE = "backcare: guided stretches for an aching upper back"
DONE = "DONE"
NEXT = "backcare tips: the rest of the day. backcare history: your days."
QUESTION = "0 is no pain, 10 the worst you can imagine: what is it now?"
ENOUGH = "Stop for today. If it stays like this, talk to your healthcare provider."
LESS = "Smaller range, or skip. Anything sharp, spreading, tingling or numb: stop."
ASK = "When to ask for help"
ALL_OF_IT = "backcare redflags --all: all of it"
REMINDER = "Information, not medical advice. When to ask for help: backcare redflags."
_STEP_KINDS = (PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RELEASE, PhaseKind.SWITCH)
STOPPED = (
    "Stopped for a warning sign. Rest now, and ask your healthcare provider or midwife."
    " Chest pain or trouble breathing: your emergency number."
)


def phase_name(phase: Phase) -> str:
    """Return what a phase is called."""
    return BACK_IN if phase.again and phase.kind is PhaseKind.READY else PHASE_NAMES[phase.kind]


def part_name(kind: PhaseKind, stretch: Stretch) -> str:
    """Return what a part of a stretch's steps is called; a counted movement is not called a hold."""
    if kind is PhaseKind.SWITCH:
        return "Switch"
    return PHASE_NAMES[PhaseKind.REPS if kind is PhaseKind.HOLD and stretch.reps else kind]


def side_word(stretch: Stretch | None, side: Side | None) -> str:
    """Return a side in the fewest words that cannot be misread: `left`, or lying down `knees left`."""
    return f"knees {side}" if side and is_supine(stretch) else side or ""


def side_text(stretch: Stretch | None, side: Side | None) -> str:
    """Return a side in words, empty where there is none; lying down, the side to which the knees go."""
    word = side_word(stretch, side)
    return f"{word} side" if word and not is_supine(stretch) else word


def is_supine(stretch: Stretch | None) -> bool:
    """Return whether a stretch is done lying on the back, where left and right are those of the knees."""
    return stretch is not None and stretch.position is Position.SUPINE


def position_text(position: Position | None) -> str:
    """Return how the body is supported, in everyday words."""
    return "lying" if position is Position.SUPINE else position or ""


def ends_on_the_floor(plan: Plan) -> bool:
    """Return whether the last stretch of a plan is done kneeling or lying, so that getting up follows it."""
    return bool(plan.stretches) and plan.stretches[-1].position in (Position.KNEELING, Position.SUPINE)


def rep_text(number: int, count: int) -> str:
    """Return which repeat of a counted movement begins: `3 of 8.`, and the last one by its name."""
    return f"{number} of {count}. {LAST_REP}" if number == count else f"{number} of {count}."


def tip_text(phase: Phase) -> str:
    """Return the tip of a rest as it is shown, empty where it has none."""
    return f"Tip: {phase.tip}" if phase.tip else ""


def step_lines(stretch: Stretch, kind: PhaseKind, on: Side | None) -> tuple[str, ...]:
    """Return the lines that are to be read in a kind of phase, cautions included; ready and rest have none."""
    match kind:
        case PhaseKind.SETUP:
            return stretch.setup_lines(on)
        case PhaseKind.MOVE:
            return stretch.steps.move.for_side(on)
        case PhaseKind.HOLD | PhaseKind.REPS:
            return stretch.hold_lines(on)
        case PhaseKind.RELEASE:
            return stretch.steps.release.for_side(on)
        case PhaseKind.SWITCH if on:
            return stretch.switch_lines(on)
    return ()


def steps_kind(phase: Phase) -> PhaseKind:
    """Return whose steps belong to a phase; before a stretch, those of the set-up."""
    if phase.kind in HOLD_KINDS:
        return PhaseKind.HOLD
    return phase.kind if phase.kind in _STEP_KINDS else PhaseKind.SETUP


def next_text(status: "Status") -> str:
    """Return the phase that follows, and what differs in the turn after this one."""
    if not status.next_phase:
        return "next: the end"
    coming = phase_name(status.next_phase).lower()
    return "next: " + ", then ".join(filter(None, [coming, _next_turn_text(status)]))


def _next_turn_text(status: "Status") -> str:
    """Return what differs in the next turn: another stretch, or else another side, or else another repeat."""
    later = status.next_turn
    if not later or not status.next_turn_stretch:
        return "the end" if status.stretch else ""
    if status.next_turn_stretch is not status.stretch:
        return status.next_turn_stretch.name
    if later.side is not status.phase.side:
        return side_text(status.stretch, later.side)
    return f"repeat {later.repeat} of {status.repeat_count}"


def both_sides(stretch: Stretch, first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """Return the lines for two sides as one text: `Turn to the left (right)`.

    Where lines differ in more than the word for the side, the side stands before them.
    """
    one, other = (side_text(stretch, side).capitalize() for side in stretch.sides)
    said: list[str] = []
    for line in first:
        twin = next((text for text in second if _in_brackets(line, text)), "")
        said.append((_in_brackets(line, twin) if twin else "") or f"{one}: {line}")
    alone = [text for text in second if not any(_in_brackets(line, text) for line in first)]
    return (*said, *(f"{other}: {text}" for text in alone))


def _in_brackets(line: str, twin: str) -> str:
    """Return a line with the other side in brackets where its twin has another one; empty where more differs."""
    sides = {side.value for side in Side}
    words, twins = re.findall(r"\w+|\W+", line), re.findall(r"\w+|\W+", twin)
    if len(words) != len(twins):
        return ""
    pairs = list(zip(words, twins, strict=True))
    if any(word != other and not {word, other} <= sides for word, other in pairs):
        return ""
    return "".join(word if word == other else f"{word} ({other})" for word, other in pairs)


def needs_text(stretches: Sequence[Stretch]) -> str:
    """Return what these stretches need, each thing once; empty where it is nothing."""
    return ", ".join(dict.fromkeys(thing for stretch in stretches for thing in stretch.equipment))


def lines_ahead(phase: Phase, coming: Stretch | None) -> tuple[str, ...]:
    """Return what is to be known while a stretch is still to come: what to fetch, and at first when to stop."""
    is_new = coming is not None and (phase.kind is PhaseKind.READY or coming.id != phase.stretch)
    if not coming or not is_new or phase.again or phase.kind not in (PhaseKind.READY, PhaseKind.REST):
        return ()
    needed = needs_text([coming])
    return (
        *([SAFETY] if phase.kind is PhaseKind.READY else ()),
        *([f"You need: {needed}."] if needed else ()),
    )


def rounds_text(plan: Plan, stretch: Stretch) -> str:
    """Return how a stretch is held in a plan: `20 s right, 20 s left, 3 times`."""
    first = [p for p in plan.phases if p.kind in HOLD_KINDS and p.stretch == stretch.id and p.repeat == 1]
    times = f"{stretch.reps.count} times" if stretch.reps else ""
    held = ", ".join(f"{times or f'{p.seconds:g} s'} {side_word(stretch, p.side)}".rstrip() for p in first)
    repeats = plan.repeats_of(first[0]) if first else 1
    return f"{held}, {repeats} times" if repeats > 1 else held


def held_text(report: "Report", stretch: Stretch) -> str:
    """Return how long a stretch was held in a session, `left out` where it was not."""
    seconds = sum(held.seconds for held in report.holds if held.stretch == stretch.id)
    return format_clock(seconds) if seconds else "left out"


def row_text(days: int) -> str:
    """Return days of practice in a row in words."""
    return f"{days} {'day' if days == 1 else 'days'} of practice in a row"


def turn_text(plan: Plan, index: int) -> str:
    """Return the turn that a phase of a plan belongs to: `Kneeling Twist, left side, repeat 2 of 3`."""
    phase = plan.phases[index]
    stretch, repeats = plan.stretch_of(phase), plan.repeats_of(phase)
    which = f"repeat {phase.repeat} of {repeats}" if repeats > 1 else ""
    return ", ".join(
        filter(None, [stretch.name if stretch else plan.name, side_text(stretch, phase.side), which])
    )


def ago_text(seconds: float) -> str:
    """Return seconds as how long ago something was: `5 min ago`, `3 h ago`, `a day ago`, `4 days ago`."""
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago" if seconds >= 60 else "just now"
    if seconds < 24 * 3600:
        return f"{int(seconds // 3600)} h ago"
    days = int(seconds // (24 * 3600))
    return f"{days} days ago" if days > 1 else "a day ago"


def question_lines(scale: "PainScale") -> tuple[str, ...]:
    """Return the 0-10 question with its answer so far, and how to answer it or what follows from the answer."""
    if scale.answer is None:
        again = "A number, please: " if scale.asked_again else ""
        return (QUESTION, f"{again}0-9, or x for 10. Enter skips.")
    correction = "A 0 makes it 10, another" if scale.answer == 1 else "Another"
    compared = "" if scale.before is None else f"{scale.before} before, {scale.answer} now."
    said = " ".join(filter(None, [compared, answer_advice(scale)])) or "Noted."
    return (f"{QUESTION} {scale.answer}", f"{said} {correction} number corrects it.")


def answer_advice(scale: "PainScale") -> str:
    """Return what is advised at such an answer; empty where nothing is. It names no cause."""
    if scale.is_enough:
        return ENOUGH
    return LESS if scale.asks_for_less else ""


def session_summary(plan: Plan, report: "Report") -> str:
    """Return in one or two sentences what was done, without blame or praise."""
    if report.stopped:
        return STOPPED
    if report.held_seconds < 1:
        return "Done." if report.finished else "Ended before the first hold."
    done = [stretch.name for stretch in plan.stretches if stretch.id not in report.left_out]
    what = ", ".join(filter(None, [join_words(done, "and"), f"{format_clock(report.held_seconds)} held"]))
    if not report.finished:
        return f"Ended early: {what}. What you did counts."
    left_out = [stretch.name for stretch in plan.stretches if stretch.id in report.left_out]
    skipped = f" Left out: {join_words(left_out, 'and')}; that is fine." if left_out else ""
    ending = f" {GET_UP}" if ends_on_the_floor(plan) else ""
    return f"Done: {what}.{skipped}{ending}"
