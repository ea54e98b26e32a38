"""What the voice says at every moment, from the plan and the texts of its stretches."""

import re
from collections.abc import Iterable, Sequence

from backcare.model.stretch import Side, SidedText, Stretch
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
from backcare.text import join_words
from backcare.wording import written
from backcare.wording.spoken_numbers import duration_words, number_words
from backcare.wording.spoken_text import speakable

WELCOME = "Welcome. Gentle stretches for your upper back. Stay in comfort, and stop if anything hurts."
WELCOME_TO = "Welcome to"
LAST_ONE = "Last one."
HOLD = ("And hold. Breathe slowly.", "And hold.")
HALFWAY = ("Halfway. Keep breathing.", "Halfway.")
LAST_FIVE = "Five seconds."
RELEASE = "Ease out slowly."
SWITCH = "Switch sides."
PAUSE_TEXT = "Paused."
BACK = "Back in three."
EASE_BACK = "Ease back in."
ONCE_MORE = "Once more."
READY = "When you are ready, press Enter."
DONE = "All done."


def announcements(plan: Plan, phase: Phase) -> tuple[str, ...]:
    """Return how a stretch is named with its sides, seconds and repeats, the fullest form first."""
    stretch = plan.stretch_of(phase)
    if not stretch:
        return ()
    own = _name(stretch, phase.side)
    if phase.again:
        return (add_side(stretch, phase.side, own),)
    name = _sentences(own, _sides(plan, phase, stretch, own))
    full = _sentences(name, _amount(plan, phase))
    return tuple(dict.fromkeys((full, name)))


def preview_first(plan: Plan, phase: Phase) -> tuple[str, ...]:
    """Return how the first stretch is named with what is needed for it, the fullest form first."""
    stretch = plan.stretch_of(phase)
    if not stretch:
        return ()
    name = _name(stretch, _first_side(stretch))
    full = _sentences(name, needs_sentence(stretch), written.SAFETY)
    forms = (f"{WELCOME} {full}", f"{WELCOME_TO} {full}", full, _sentences(name, written.SAFETY))
    return tuple(dict.fromkeys(forms))


def preview_next(plan: Plan, phase: Phase) -> tuple[str, ...]:
    """Return how a coming stretch is named with what is needed for it, the fullest form first."""
    stretch = plan.stretch_of(phase)
    if not stretch:
        return ()
    name = f"Next: {_name(stretch, _first_side(stretch))}"
    return tuple(dict.fromkeys((_sentences(name, needs_sentence(stretch)), name)))


def needs_sentence(stretch: Stretch) -> str:
    """Return the sentence that names what is needed; empty where it is nothing."""
    return f"You need {speakable(join_words(stretch.equipment, 'and'))}." if stretch.equipment else ""


def instruction_text(plan: Plan, phase: Phase) -> str:
    """Return how a phase is done, with its side, in all its sentences; empty where there is nothing to say."""
    return " ".join(instruction_texts(plan, phase))


def instruction_texts(plan: Plan, phase: Phase) -> tuple[str, ...]:
    """Return how a phase is done, with its side, as texts with a pause between them; maybe none."""
    stretch = plan.stretch_of(phase)
    if not stretch:
        return ()
    kind = PhaseKind.MOVE if phase.kind in HOLD_KINDS else phase.kind
    first, *more = _own_texts(stretch, kind, phase.side) or (
        _spoken_lines(_unsaid_steps(stretch, kind, phase.side)),
    )
    if kind is PhaseKind.SETUP:
        first = _sentences(_spoken_lines(stretch.cautions.before.for_side(phase.side)), first)
    if kind is PhaseKind.SWITCH and not first:
        first = SWITCH
    texts = [first, *more]
    if kind in (PhaseKind.MOVE, PhaseKind.SWITCH) and not names_side(" ".join(texts), phase.side):
        texts[-1] = add_side(stretch, phase.side, texts[-1])
    return tuple(filter(None, texts))


def hold_texts(phase: Phase, *, with_seconds: bool) -> tuple[str, str]:
    """Return what is said as a hold begins, the fuller form first."""
    if not with_seconds:
        return HOLD
    short = f"Hold for {duration_words(phase.seconds)}."
    return f"{short} Breathe slowly.", short


def is_amount_in(texts: Iterable[str], plan: Plan, phase: Phase) -> bool:
    """Return whether texts say how long, or how often, a hold or a counted movement is."""
    words = _count_words(plan, phase) or duration_words(phase.seconds)
    return any(words in text.lower() for text in texts)


def hold_cautions(plan: Plan, phase: Phase) -> tuple[str, ...]:
    """Return what is to be minded in a phase, the fullest form first.

    Of several cautions, each side begins with another one.
    """
    stretch = plan.stretch_of(phase)
    lines = stretch.cautions.during.for_side(phase.side) if stretch else ()
    if not stretch or not lines:
        return ()
    first = stretch.sides.index(phase.side) % len(lines) if phase.side in stretch.sides else 0
    return tuple(_spoken_lines(lines[first:last]) for last in range(len(lines), first, -1))


def shorter_forms(text: str, side: Side | None) -> tuple[str, ...]:
    """Return a text with ever fewer sentences, the last dropped first; the one with the side is never dropped."""
    forms, kept = [text], _split_sentences(text)
    while len(kept) > 1:
        del kept[
            max((n for n, sentence in enumerate(kept) if not (side and names_side(sentence, side))), default=-1)
        ]
        forms.append(" ".join(kept))
    return tuple(forms)


def add_side(stretch: Stretch | None, side: Side | None, text: str) -> str:
    """Return a text with the side added where it does not say it."""
    return text if names_side(text, side) else _sentences(text, side_sentence(stretch, side))


def side_sentence(stretch: Stretch | None, side: Side | None) -> str:
    """Return a side as a sentence: lying down, the side to which the knees go."""
    if side is None:
        return ""
    return f"Knees to the {side}." if written.is_supine(stretch) else f"{side.capitalize()} side."


def names_side(text: str, side: Side | None) -> bool:
    """Return whether a text has the word for the side; true where there is no side."""
    return side is None or re.search(rf"\b{side}\b", text, re.IGNORECASE) is not None


def repeat_sentence(plan: Plan, phase: Phase) -> str:
    """Return what is said in the rest before the next repeat."""
    return f"Rest. Then round {number_words(phase.repeat + 1)} of {number_words(plan.repeats_of(phase))}."


def reps_opening(plan: Plan, phase: Phase, *, with_count: bool) -> str:
    """Return what is said when a counted movement begins, such as shoulder rolls; empty where it is nothing."""
    stretch = plan.stretch_of(phase)
    lines = stretch.steps.hold.for_side(phase.side) if stretch else ()
    count = f"{_count_words(plan, phase).capitalize()}, slowly." if with_count else ""
    return _sentences(count, speakable(lines[0]) if lines else "")


def farewell(plan: Plan) -> str:
    """Return what is said at the end of a finished session."""
    return f"{DONE} {written.GET_UP}" if written.ends_on_the_floor(plan) else DONE


def tip_sentence(phase: Phase) -> str:
    """Return the tip of a rest as it is said; empty where it has none."""
    return speakable(phase.tip or "")


def reply_to(plan: Plan, event: Event) -> str:
    """Return what is said at once after an event that a key caused; empty where nothing is."""
    match event:
        case Waiting():
            return READY
        case InstructionAsked(phase=phase, phase_index=index):
            return _instruction_at(plan, phase, index)
        case TimeAsked(left=left):
            return f"{duration_words(left).capitalize()} left."
        case LengthChanged(phase=phase, seconds=seconds, moved=moved):
            length = _count_words(plan, phase) if phase.kind is PhaseKind.REPS else duration_words(seconds)
            return f"{length.capitalize()} in all." if moved else f"It stays at {length}."
        case RepeatAdded():
            return "Once more after this rest."
        case HushChanged(hush=hush):
            return "" if hush else "Voice on."
    return ""


def _instruction_at(plan: Plan, phase: Phase, index: int) -> str:
    """Return what to do now, or what comes next where there is nothing to do now."""
    if phase.kind is PhaseKind.READY and phase.again:
        return instruction_text(plan, plan.phases[index])
    if phase.kind not in (PhaseKind.READY, PhaseKind.REST):
        return instruction_text(plan, phase)
    coming = next(iter(plan.phases[index + 1 :]), phase)
    return next(iter(preview_next(plan, coming)), "")


def _own_texts(stretch: Stretch, kind: PhaseKind, side: Side | None) -> tuple[str, ...]:
    """Return the texts under `say` in the stretch's file for a kind of phase; none where it has none."""
    name = "announce" if kind is PhaseKind.READY else kind.value
    lines: SidedText | None = getattr(stretch.say, name, None)
    return tuple(map(speakable, lines.for_side(side))) if lines else ()


def _spoken_lines(lines: Sequence[str]) -> str:
    return speakable(" ".join(lines))


def _name(stretch: Stretch, side: Side | None) -> str:
    """Return how the voice names a stretch, with the side where the file says it."""
    return " ".join(_own_texts(stretch, PhaseKind.READY, side)) or f"{speakable(stretch.name)}."


def _first_side(stretch: Stretch) -> Side | None:
    return next(iter(stretch.sides), None)


def _unsaid_steps(stretch: Stretch, kind: PhaseKind, side: Side | None) -> tuple[str, ...]:
    """Return the steps that the voice reads where the file has no text for it."""
    match kind:
        case PhaseKind.SETUP:
            return stretch.steps.setup.for_side(side)
        case PhaseKind.SWITCH:
            return stretch.steps.switch.for_side(side)
        case PhaseKind.MOVE if stretch.reps:
            return stretch.steps.move.for_side(side) or stretch.steps.hold.for_side(side)
    return written.step_lines(stretch, kind, side)


def _sides(plan: Plan, phase: Phase, stretch: Stretch, said: str) -> str:
    """Return the sentences on the sides of a stretch that are missing in what is said of it."""
    if phase.side is None or names_side(said, phase.side):
        return ""
    if not _has_both_sides(plan, phase):
        return side_sentence(stretch, phase.side)
    first = f"Knees {phase.side} first." if written.is_supine(stretch) else f"{phase.side.capitalize()} first."
    return f"Both sides. {first}"


def _has_both_sides(plan: Plan, phase: Phase) -> bool:
    return len({other.side for other in plan.phases if other.stretch == phase.stretch and other.side}) > 1


def _amount(plan: Plan, phase: Phase) -> str:
    """Return how long or how often a stretch is done, as in `Twenty seconds, twice.`; empty where unknown."""
    if count := _count_words(plan, phase):
        return f"{count.capitalize()}, slowly."
    held = next((p.seconds for p in plan.phases if p.stretch == phase.stretch and p.kind is PhaseKind.HOLD), None)
    if held is None:
        return ""
    repeats = plan.repeats_of(phase)
    times = f", {'twice' if repeats == 2 else f'{number_words(repeats)} times'}" if repeats > 1 else ""
    each = " each" if _has_both_sides(plan, phase) else ""
    return f"{duration_words(held).capitalize()}{each}{times}."


def _count_words(plan: Plan, phase: Phase) -> str:
    """Return how often a counted movement is done, as in `five times`; empty for a hold."""
    stretch = plan.stretch_of(phase)
    return f"{number_words(stretch.reps.count)} times" if stretch and stretch.reps else ""


def _split_sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text.strip())


def _sentences(*parts: str) -> str:
    return " ".join(filter(None, parts))
