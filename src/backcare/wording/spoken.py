"""What the voice says: the words of every moment, from the plan and the texts of its stretches."""

import re

from backcare.model.stretch import Position, Side, Stretch
from backcare.planning.plan import HELD, Kind, Phase, Plan
from backcare.session.events import Changed, Event, Hushed, Instructed, OnceMore, Told, Waiting
from backcare.wording import written
from backcare.wording.spoken_numbers import duration, spoken

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
    stretch = plan.stretch(phase)
    if not stretch:
        return ()
    own = _own(stretch, Kind.READY, phase.side) or f"{stretch.name}."
    if phase.again:
        return (with_side(stretch, phase.side, own),)
    name = _sentences(own, _sides(plan, phase, stretch, own))
    full = name if _several_sides(plan, phase) else _sentences(name, _amount(plan, phase, stretch))
    return tuple(dict.fromkeys((full, name)))


def preview(plan: Plan, phase: Phase, *, first: bool) -> tuple[str, ...]:
    """Return how a coming stretch is named with what she has to fetch for it, the fullest form first."""
    stretch = plan.stretch(phase)
    if not stretch:
        return ()
    own = _own(stretch, Kind.READY, (stretch.sides or (None,))[0]) or f"{stretch.name}."
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
    stretch = plan.stretch(phase)
    if not stretch:
        return ""
    kind = Kind.MOVE if phase.kind in HELD else phase.kind
    own = _own(stretch, kind, phase.side) or " ".join(written.steps(stretch, kind, phase.side))
    if kind is Kind.SWITCH and not own:
        own = SWITCH
    return with_side(stretch, phase.side, own) if kind in (Kind.MOVE, Kind.SWITCH) else own


def shortened(text: str, side: Side | None) -> tuple[str, ...]:
    """Return a text with ever fewer sentences, the last dropped first; the one with the side is never dropped."""
    forms, kept = [text], _split(text)
    while len(kept) > 1:
        del kept[max((n for n, sentence in enumerate(kept) if not (side and says(sentence, side))), default=-1)]
        forms.append(" ".join(kept))
    return tuple(forms)


def again(stretch: Stretch | None, phase: Phase, opening: str) -> str:
    """Return the short words for a movement that she knows, as in `Once more. Left side`."""
    return with_side(stretch, phase.side, opening)


def with_side(stretch: Stretch | None, side: Side | None, text: str) -> str:
    """Return a text that says the side, added where it is missing: never `this side`."""
    return text if says(text, side) else _sentences(text, side_of(stretch, side))


def side_of(stretch: Stretch | None, side: Side | None) -> str:
    """Return a side as a sentence; lying down it is where the knees go."""
    if side is None:
        return ""
    return f"Knees to the {side}." if _is_supine(stretch) else f"{side.capitalize()} side."


def says(text: str, side: Side | None) -> bool:
    """Return whether a text holds the word for the side; without a side nothing is missing."""
    return side is None or re.search(rf"\b{side}\b", text, re.IGNORECASE) is not None


def between(plan: Plan, phase: Phase) -> str:
    """Return what is said in the rest before the next repeat."""
    return f"Rest. Then round {spoken(phase.repeat + 1)} of {spoken(plan.repeats(phase))}."


def counted(stretch: Stretch | None) -> str:
    """Return what is said as a movement begins that is counted, not held."""
    lines = written.steps(stretch, Kind.REPS, None) if stretch else ()
    return lines[0] if lines else ""


def answer(plan: Plan, event: Event) -> str:
    """Return what is said at once to a key or a stop; empty where nothing is."""
    match event:
        case Waiting():
            return READY
        case Instructed(phase=phase, index=index):
            return _instruction_at(plan, phase, index)
        case Told(left=left):
            return f"{duration(left).capitalize()} left."
        case Changed(seconds=seconds, moved=moved):
            length = duration(seconds)
            return f"{length.capitalize()} in all." if moved else f"It stays at {length}."
        case OnceMore():
            return "Once more after this rest."
        case Hushed(hush=hush):
            return "" if hush else "Voice on."
    return ""


def _instruction_at(plan: Plan, phase: Phase, index: int) -> str:
    """What to do now, or what comes next where there is nothing to do now."""
    if phase.kind is Kind.READY and phase.again:
        return instruction(plan, plan.phases[index])
    if phase.kind not in (Kind.READY, Kind.REST):
        return instruction(plan, phase)
    coming = next(iter(plan.phases[index + 1 :]), phase)
    return next(iter(preview(plan, coming, first=False)), "")


def _own(stretch: Stretch, kind: Kind, side: Side | None) -> str:
    """The text that the file gives the voice for a kind of phase."""
    say = stretch.say
    lines = {
        Kind.READY: say.announce,
        Kind.SETUP: say.setup,
        Kind.MOVE: say.move,
        Kind.RELEASE: say.release,
        Kind.SWITCH: say.switch,
    }.get(kind)
    return " ".join(lines.on(side)) if lines else ""


def _sides(plan: Plan, phase: Phase, stretch: Stretch, said: str) -> str:
    if phase.side is None:
        return ""
    if says(said, phase.side):
        return ""
    if not _several_sides(plan, phase):
        return side_of(stretch, phase.side)
    first = f"Knees {phase.side} first." if _is_supine(stretch) else f"{phase.side.capitalize()} first."
    return f"Both sides. {first}"


def _several_sides(plan: Plan, phase: Phase) -> bool:
    return len({other.side for other in plan.phases if other.stretch == phase.stretch and other.side}) > 1


def _amount(plan: Plan, phase: Phase, stretch: Stretch) -> str:
    if stretch.reps:
        return f"{spoken(stretch.reps.count).capitalize()} times, slowly."
    held = next((p.seconds for p in plan.phases if p.stretch == phase.stretch and p.kind is Kind.HOLD), None)
    if held is None:
        return ""
    repeats = plan.repeats(phase)
    times = f", {'twice' if repeats == 2 else f'{spoken(repeats)} times'}" if repeats > 1 else ""
    return f"{duration(held).capitalize()}{times}."


def _is_supine(stretch: Stretch | None) -> bool:
    return stretch is not None and stretch.position is Position.SUPINE


def _split(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text.strip())


def _sentences(*parts: str) -> str:
    return " ".join(filter(None, parts))
