"""What the voice says: the words of every moment, from the plan and the texts of its stretches."""

import re

from backcare.model.stretch import Position, Side, Stretch
from backcare.planning.plan import HOLD_KINDS, Phase, PhaseKind, Plan
from backcare.session.events import (
    Event,
    HushChanged,
    InstructionAsked,
    LengthChanged,
    RepeatAdded,
    TimeAsked,
    Waiting,
)
from backcare.wording import written
from backcare.wording.spoken_numbers import duration_words, number_words

WELCOME = "Welcome. Gentle stretches for your upper back. Stay in comfort, and stop if anything hurts."
SAFETY = "Stop if anything hurts."
HOLD = ("And hold. Breathe slowly.", "And hold.")
HALFWAY = ("Halfway. Keep breathing.", "Halfway.")
LAST_FIVE = "Five seconds."
RELEASE = "Ease out slowly."
SWITCH = "Switch sides."
PAUSED = "Paused."
BACK = "Back in three."
EASE_BACK = "Ease back in."
ONCE_MORE = "Once more."
READY = "When you are ready, press Enter."
DONE = "All done. Take your time getting up."


def announce(plan: Plan, phase: Phase) -> tuple[str, ...]:
    """Return how a stretch is named with its sides and numbers, the fullest form first."""
    stretch = plan.stretch_of(phase)
    if not stretch:
        return ()
    own = _own(stretch, PhaseKind.READY, phase.side) or f"{stretch.name}."
    if phase.again:
        return (add_side(stretch, phase.side, own),)
    name = _sentences(own, _sides(plan, phase, stretch, own))
    full = name if _several_sides(plan, phase) else _sentences(name, _amount(plan, phase, stretch))
    return tuple(dict.fromkeys((full, name)))


def preview(plan: Plan, phase: Phase, *, first: bool) -> tuple[str, ...]:
    """Return how a coming stretch is named with what she has to fetch for it, the fullest form first."""
    stretch = plan.stretch_of(phase)
    if not stretch:
        return ()
    own = _own(stretch, PhaseKind.READY, (stretch.sides or (None,))[0]) or f"{stretch.name}."
    name = own if first else f"Next: {own}"
    safety = SAFETY if first else ""
    full = _sentences(name, needs(stretch), safety)
    return tuple(dict.fromkeys((*([f"{WELCOME} {full}"] if first else []), full, _sentences(name, safety))))


def needs(stretch: Stretch) -> str:
    """Return the sentence that names what she has to fetch, empty where it is nothing."""
    *others, last = stretch.equipment or ("",)
    things = " and ".join(filter(None, [", ".join(others), last]))
    return f"You need {things}." if things else ""


def instruction(plan: Plan, phase: Phase) -> str:
    """Return everything there is to say of how a phase is done, with its side; empty where there is nothing."""
    stretch = plan.stretch_of(phase)
    if not stretch:
        return ""
    kind = PhaseKind.MOVE if phase.kind in HOLD_KINDS else phase.kind
    own = _own(stretch, kind, phase.side) or " ".join(written.step_lines(stretch, kind, phase.side))
    if kind is PhaseKind.SWITCH and not own:
        own = SWITCH
    return add_side(stretch, phase.side, own) if kind in (PhaseKind.MOVE, PhaseKind.SWITCH) else own


def shorter_forms(text: str, side: Side | None) -> tuple[str, ...]:
    """Return a text with ever fewer sentences, the last dropped first; the one with the side is never dropped."""
    forms, kept = [text], _split(text)
    while len(kept) > 1:
        del kept[
            max((n for n, sentence in enumerate(kept) if not (side and names_side(sentence, side))), default=-1)
        ]
        forms.append(" ".join(kept))
    return tuple(forms)


def short_instruction(stretch: Stretch | None, phase: Phase, opening: str) -> str:
    """Return the short words for a movement that she knows, as in `Once more. Left side`."""
    return add_side(stretch, phase.side, opening)


def add_side(stretch: Stretch | None, side: Side | None, text: str) -> str:
    """Return a text that says the side, added where it is missing: never `this side`."""
    return text if names_side(text, side) else _sentences(text, side_sentence(stretch, side))


def side_sentence(stretch: Stretch | None, side: Side | None) -> str:
    """Return a side as a sentence; lying down it is where the knees go."""
    if side is None:
        return ""
    return f"Knees to the {side}." if _is_supine(stretch) else f"{side.capitalize()} side."


def names_side(text: str, side: Side | None) -> bool:
    """Return whether a text holds the word for the side; without a side nothing is missing."""
    return side is None or re.search(rf"\b{side}\b", text, re.IGNORECASE) is not None


def between_repeats(plan: Plan, phase: Phase) -> str:
    """Return what is said in the rest before the next repeat."""
    return f"Rest. Then round {number_words(phase.repeat + 1)} of {number_words(plan.repeats_of(phase))}."


def counted_opening(stretch: Stretch | None) -> str:
    """Return what is said as a movement begins that is counted, not held."""
    lines = written.step_lines(stretch, PhaseKind.REPS, None) if stretch else ()
    return lines[0] if lines else ""


def reply_to(plan: Plan, event: Event) -> str:
    """Return what is said at once to a key or a stop; empty where nothing is."""
    match event:
        case Waiting():
            return READY
        case InstructionAsked(phase=phase, phase_index=index):
            return _instruction_at(plan, phase, index)
        case TimeAsked(left=left):
            return f"{duration_words(left).capitalize()} left."
        case LengthChanged(seconds=seconds, moved=moved):
            length = duration_words(seconds)
            return f"{length.capitalize()} in all." if moved else f"It stays at {length}."
        case RepeatAdded():
            return "Once more after this rest."
        case HushChanged(hush=hush):
            return "" if hush else "Voice on."
    return ""


def _instruction_at(plan: Plan, phase: Phase, index: int) -> str:
    """What to do now, or what comes next where there is nothing to do now."""
    if phase.kind is PhaseKind.READY and phase.again:
        return instruction(plan, plan.phases[index])
    if phase.kind not in (PhaseKind.READY, PhaseKind.REST):
        return instruction(plan, phase)
    coming = next(iter(plan.phases[index + 1 :]), phase)
    return next(iter(preview(plan, coming, first=False)), "")


def _own(stretch: Stretch, kind: PhaseKind, side: Side | None) -> str:
    """The text that the file gives the voice for a kind of phase."""
    say = stretch.say
    lines = {
        PhaseKind.READY: say.announce,
        PhaseKind.SETUP: say.setup,
        PhaseKind.MOVE: say.move,
        PhaseKind.RELEASE: say.release,
        PhaseKind.SWITCH: say.switch,
    }.get(kind)
    return " ".join(lines.for_side(side)) if lines else ""


def _sides(plan: Plan, phase: Phase, stretch: Stretch, said: str) -> str:
    if phase.side is None:
        return ""
    if names_side(said, phase.side):
        return ""
    if not _several_sides(plan, phase):
        return side_sentence(stretch, phase.side)
    first = f"Knees {phase.side} first." if _is_supine(stretch) else f"{phase.side.capitalize()} first."
    return f"Both sides. {first}"


def _several_sides(plan: Plan, phase: Phase) -> bool:
    return len({other.side for other in plan.phases if other.stretch == phase.stretch and other.side}) > 1


def _amount(plan: Plan, phase: Phase, stretch: Stretch) -> str:
    if stretch.reps:
        return f"{number_words(stretch.reps.count).capitalize()} times, slowly."
    held = next((p.seconds for p in plan.phases if p.stretch == phase.stretch and p.kind is PhaseKind.HOLD), None)
    if held is None:
        return ""
    repeats = plan.repeats_of(phase)
    times = f", {'twice' if repeats == 2 else f'{number_words(repeats)} times'}" if repeats > 1 else ""
    return f"{duration_words(held).capitalize()}{times}."


def _is_supine(stretch: Stretch | None) -> bool:
    return stretch is not None and stretch.position is Position.SUPINE


def _split(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text.strip())


def _sentences(*parts: str) -> str:
    return " ".join(filter(None, parts))
