"""Decide what is said in a phase, and what is dropped when time is short; times in seconds of the session.

In a hold there are 3.5 s of silence around whatever is said, and at most a quarter of it is spoken. Dropped first
is the tip, then halfway, then the second sentence of the hold, then the last five seconds; the side and how to
come out are never dropped. The first time that a stretch is held, its caution comes before those.
"""

from collections.abc import Iterable, Iterator, Sequence

from backcare.planning.plan import (
    BEFORE_A_HOLD,
    HOLD_KINDS,
    LEAST_AFTER_SETUP,
    PAUSE_BETWEEN_TEXTS,
    TIP_FROM,
    Phase,
    PhaseKind,
)
from backcare.sound.cue_values import Lengths, PlayedPhase, Utterance, has_halfway, rep_times
from backcare.wording import spoken

SILENCE = 3.5  # seconds between two utterances in a hold, and before the words of a rest
SPEECH_IN_A_HOLD = 0.25  # of its seconds at most
COUNTED_DOWN = 3.0  # seconds of ticks at the end of the lead-in, and of silence beside them
TIP_AT = 2.0  # seconds into a rest
SECOND_SENTENCE_FROM = 30.0  # seconds of a hold from which halfway has a second sentence


def speech_of_phase(played: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    """Return what is said in a phase; the times count from the moment it is played from."""
    return _SPEECH[played.phase.kind](played, lengths)


def _ready(played: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    if played.phase.again:
        yield from _first(0.0, [spoken.BACK], played.left, lengths)
        return
    forms = spoken.preview_first(played.plan, played.phase)
    yield from _first(0.0, forms, played.left - COUNTED_DOWN, lengths)


def _setup(played: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    """Yield the announcement with the instruction, leaving time to get into place."""
    plan, phase = played.plan, played.phase
    names = spoken.announcements(plan, phase)
    if not _is_named_before(played) and (stretch := plan.stretch_of(phase)):
        names = (f"{names[0]} {spoken.needs_sentence(stretch)}".rstrip(), *names)
    texts, room = spoken.instruction_texts(plan, phase), played.left - LEAST_AFTER_SETUP
    spaced = (f"{names[0] if names else ''} {texts[0]}".strip(), *texts[1:]) if texts else ()
    ways = spoken.shorter_forms(" ".join(texts), None)
    forms = [f"{name} {way}".strip() for way in ways for name in names]
    shorter = _first(0.0, [*forms, *names[-1:]], room, lengths, needed=True)
    yield from _one_by_one(spaced, room, lengths) or shorter


def _is_named_before(played: PlayedPhase) -> bool:
    """Whether the phase before named this stretch and what it needs."""
    before = played.plan.phases[played.index - 1].kind if played.index else None
    return before in (PhaseKind.READY, PhaseKind.REST) and not played.after_skip


def _move(played: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    plan, phase = played.plan, played.phase
    stretch, side, room = plan.stretch_of(phase), phase.side, played.left - BEFORE_A_HOLD
    texts = spoken.instruction_texts(plan, phase)
    full = " ".join(texts)
    forms = [*spoken.shorter_forms(full, side), spoken.side_sentence(stretch, side)]
    if phase.again:
        forms = [
            full,
            spoken.add_side(stretch, side, spoken.EASE_BACK),
            spoken.side_sentence(stretch, side),
        ]
    elif phase.repeat > 1:
        forms = [spoken.add_side(stretch, side, spoken.ONCE_MORE), spoken.side_sentence(stretch, side)]
    spaced = _one_by_one(texts, room, lengths) if phase.repeat == 1 else ()
    yield from spaced or _first_or_shortest(forms, room, lengths)


def _reps(played: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    """Yield how a counted movement is done and what to mind in it, and that its last repeat begins."""
    plan, phase = played.plan, played.phase
    opening = spoken.reps_opening(plan, phase, with_count=_lacks_amount(played, lengths))
    said = list(_first(0.0, [opening], played.left / 2, lengths))
    if _is_first_time(phase):
        at = sum(lengths(utterance.text) for utterance in said) + PAUSE_BETWEEN_TEXTS
        said += _first(at, spoken.hold_cautions(plan, phase), played.left / 2 - at, lengths)
    yield from said
    last = max(rep_times(played), default=0.0)
    if last > max((one.at + lengths(one.text) for one in said), default=-1.0):
        yield from _first(last, [spoken.LAST_ONE], played.left - last, lengths)


def _hold(played: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    """Yield the fullest selection that keeps the silences and the share of speech."""
    for selection in _selections(
        played, spoken.hold_texts(played.phase, with_seconds=_lacks_amount(played, lengths))
    ):
        if _keeps_silence(selection, played.left, lengths):
            yield from selection
            return


def _is_first_time(phase: Phase) -> bool:
    """Whether a hold or a counted movement is in its first repeat, and not one gone on with after a pause."""
    return phase.repeat == 1 and not phase.again


def _lacks_amount(played: PlayedPhase, lengths: Lengths) -> bool:
    """Whether this is the first turn of a stretch whose set-up had no time to say how long or how often it is."""
    plan, phase = played.plan, played.phase
    earlier = [(n, p) for n, p in enumerate(plan.phases[: played.index]) if p.stretch == phase.stretch]
    setup = next(((n, p) for n, p in earlier if p.kind is PhaseKind.SETUP), None)
    if setup is None or any(p.kind in HOLD_KINDS for _, p in earlier):
        return False
    said = _setup(PlayedPhase(plan, *setup, left=setup[1].seconds), lengths)
    return not spoken.is_amount_in((cue.text for cue in said), plan, phase)


def _selections(played: PlayedPhase, begin: tuple[str, str]) -> Iterator[tuple[Utterance, ...]]:
    """Yield what may be said in a hold, from everything down to nothing, in the order of dropping."""
    phase, left = played.phase, played.left
    at = left - phase.seconds / 2
    halves: list[tuple[Utterance, ...]] = [()]
    if has_halfway(phase) and at > 0:
        texts = spoken.HALFWAY if phase.seconds >= SECOND_SENTENCE_FROM else spoken.HALFWAY[1:]
        halves = [*((Utterance(at, text),) for text in texts), ()]
    last_five = (Utterance(left - 5.0, spoken.LAST_FIVE),) if left > 5.0 else ()
    full, short = (Utterance(0.0, text, needed=True) for text in begin)
    if _is_first_time(phase):
        for caution in spoken.hold_cautions(played.plan, phase):
            for text in (f"{short.text} {caution}", caution):
                warned = Utterance(0.0, text, needed=True)
                yield from ((warned, *halfway, *last_five) for halfway in halves)
                yield (warned,)
    yield from ((full, *halfway, *last_five) for halfway in halves)
    yield (short, *last_five)
    yield (short,)
    yield ()


def _keeps_silence(said: Sequence[Utterance], left: float, lengths: Lengths) -> bool:
    ends = [utterance.at + lengths(utterance.text) for utterance in said]
    begins = [*(utterance.at for utterance in said[1:]), left]
    silent = all(begin - end >= SILENCE for end, begin in zip(ends, begins, strict=True)) if said else True
    return silent and sum(lengths(utterance.text) for utterance in said) <= SPEECH_IN_A_HOLD * left


def _release(played: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    texts = spoken.instruction_texts(played.plan, played.phase)
    forms = [*(spoken.shorter_forms(" ".join(texts), None) if texts else ()), spoken.RELEASE]
    yield from _one_by_one(texts, played.left, lengths) or _first_or_shortest(forms, played.left, lengths)


def _switch(played: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    phase, stretch = played.phase, played.plan.stretch_of(played.phase)
    texts = spoken.instruction_texts(played.plan, phase)
    forms = [*spoken.shorter_forms(" ".join(texts), phase.side), spoken.side_sentence(stretch, phase.side)]
    yield from _one_by_one(texts, played.left, lengths) or _first_or_shortest(forms, played.left, lengths)


def _rest(played: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    """Yield a tip if there is room, and what comes next."""
    plan, phase, left = played.plan, played.phase, played.left
    coming = next(iter(plan.phases[played.index + 1 :]), None)
    if coming is None:
        return
    another = coming.kind is PhaseKind.SETUP
    forms = spoken.preview_next(plan, coming) if another else (spoken.repeat_sentence(plan, phase),)
    if (tip := spoken.tip_sentence(phase)) and left >= TIP_FROM:
        after = TIP_AT + lengths(tip) + SILENCE
        if following := list(_first(after, forms[:1], left - after, lengths)):
            yield Utterance(TIP_AT, tip)
            yield from following
            return
    yield from _first(SILENCE, forms, left - SILENCE, lengths)


def _one_by_one(texts: Sequence[str], room: float, lengths: Lengths) -> tuple[Utterance, ...]:
    """Return several texts with their pauses if all fit into `room` seconds; none for a single one."""
    at, said = 0.0, []
    for text in texts:
        said.append(Utterance(at, text, needed=True))
        at += lengths(text) + PAUSE_BETWEEN_TEXTS
    return tuple(said) if len(said) > 1 and at - PAUSE_BETWEEN_TEXTS <= room else ()


def _first(
    at: float, forms: Iterable[str], room: float, lengths: Lengths, *, needed: bool = False
) -> Iterator[Utterance]:
    """Yield the first form that fits into `room` seconds, if any does."""
    fitting = (text for text in forms if text and lengths(text) <= room)
    if text := next(fitting, ""):
        yield Utterance(at, text, needed)


def _first_or_shortest(forms: Sequence[str], room: float, lengths: Lengths) -> Iterator[Utterance]:
    """Yield the first form that fits into `room` seconds, or else the shortest."""
    texts = [text for text in forms if text]
    if texts:
        shortest = min(texts, key=lengths)
        yield Utterance(0.0, next((text for text in texts if lengths(text) <= room), shortest), needed=True)


_SPEECH = {
    PhaseKind.READY: _ready,
    PhaseKind.SETUP: _setup,
    PhaseKind.MOVE: _move,
    PhaseKind.HOLD: _hold,
    PhaseKind.REPS: _reps,
    PhaseKind.RELEASE: _release,
    PhaseKind.SWITCH: _switch,
    PhaseKind.REST: _rest,
}
