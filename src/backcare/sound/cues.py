"""Which words and tones belong where, and what is dropped when time is short; times in seconds of the session.

The clock never waits for the voice: a cue begins at its time or not at all. The rules and the numbers are those
of the voice script that a session was written for: 3.5 s of silence around what is said in a hold, a quarter of
a hold at most spoken, dropped first the tip, then halfway, then the second sentence of the hold, then the last
five seconds; never the side, never how to come out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from backcare.planning.plan import HALFWAY_FROM, HOLD_KINDS, TIP_FROM, Phase, PhaseKind, Plan
from backcare.wording import spoken

SILENCE = 3.5
SPEECH_IN_A_HOLD = 0.25
TIP_AT = 2.0
TICKS = (3.0, 2.0, 1.0)
LEAST_AFTER_SETUP = 4.0
BEFORE_A_HOLD = 1.0
SECOND_SENTENCE_FROM = 30.0
_TICKED = frozenset({PhaseKind.READY, PhaseKind.SETUP, PhaseKind.HOLD})

Lengths: TypeAlias = Callable[[str], float]


class Tone(StrEnum):
    """The tones, by what they mean."""

    TICK = "tick"
    START = "start"
    HALFWAY = "halfway"
    END = "end"
    SWITCH = "switch"
    DONE = "done"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said `at` seconds into its phase; one that is needed cuts off whatever else is still spoken."""

    at: float
    text: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class ToneCue:
    """A tone `at` seconds into its phase."""

    at: float
    tone: Tone


Cue: TypeAlias = Utterance | ToneCue


@dataclass(frozen=True, slots=True)
class PlayedPhase:
    """A phase as it is played at a place of the plan: perhaps led back into, perhaps with less than all `left`.

    `cut` tells that the phase before was left by a key: no tone then tells of its end.
    """

    plan: Plan
    index: int
    phase: Phase
    left: float
    cut: bool = False


def cues_of_plan(plan: Plan, lengths: Lengths | None) -> tuple[tuple[Cue, ...], ...]:
    """Return the cues of every phase in order, and last those of the end.

    `lengths` gives the seconds that a text takes the voice; `None` where there is no voice, and tones say all.
    """
    whole = (PlayedPhase(plan, n, phase, phase.seconds) for n, phase in enumerate(plan.phases))
    return (*(cues_of_phase(moment, lengths) for moment in whole), cues_of_end(plan, lengths))


def cues_of_phase(moment: PlayedPhase, lengths: Lengths | None) -> tuple[Cue, ...]:
    """Return the cues of a phase as it is played, in order; their times count from where it goes on."""
    said = tuple(_spoken(moment, lengths)) if lengths else ()
    return tuple(sorted((*_tones(moment, said), *said), key=lambda cue: cue.at))


def cues_of_end(plan: Plan, lengths: Lengths | None) -> tuple[Cue, ...]:
    """Return the cues of a session that was finished; after a bare count there is nothing to say."""
    done = (ToneCue(0.0, Tone.DONE),)
    has_words = lengths and plan.stretches
    return (*done, Utterance(0.0, spoken.DONE, needed=True)) if has_words else done


def estimate_speech(text: str) -> float:
    """Return about how many seconds a text takes at the usual rate of a voice.

    Fitted to 65 cues spoken by espeak-ng 1.51: mean error 0.24 s, largest 1.4 s.
    """
    commas = sum(map(text.count, ",;:"))
    stops = sum(map(text.count, ".!?"))
    return max(0.23 * len(text.split()) + 0.47 * commas + 0.92 * stops - 0.35, 0.4)


# --- tones


def _tones(moment: PlayedPhase, said: Iterable[Utterance]) -> Iterator[ToneCue]:
    """The tones of a phase, but for those that the voice speaks for."""
    phase = moment.phase
    words = {utterance.text for utterance in said}
    if tone := _opening(moment):
        yield ToneCue(0.0, tone)
    halfway = moment.left - phase.seconds / 2
    if _has_halfway(phase) and halfway > 0 and not words.intersection(spoken.HALFWAY):
        yield ToneCue(halfway, Tone.HALFWAY)
    if phase.kind in _TICKED and spoken.LAST_FIVE not in words:
        yield from (ToneCue(moment.left - tick, Tone.TICK) for tick in TICKS if tick < moment.left)
    if phase.kind is PhaseKind.REPS:
        yield from (ToneCue(at, Tone.TICK) for at in _beats(moment))


def _opening(moment: PlayedPhase) -> Tone | None:
    phase, before = moment.phase, moment.plan.phases[moment.index - 1] if moment.index else None
    whole = moment.left >= phase.seconds and not phase.again
    if phase.kind in HOLD_KINDS:
        return Tone.START
    if phase.kind is PhaseKind.SWITCH:
        return Tone.SWITCH
    ended = before is not None and before.kind in HOLD_KINDS and whole and not moment.cut
    return Tone.END if ended else None


def is_halfway_cue(cue: Cue) -> bool:
    """Whether a cue says or sounds that half of a hold is over."""
    return cue.tone is Tone.HALFWAY if isinstance(cue, ToneCue) else cue.text in spoken.HALFWAY


def _has_halfway(phase: Phase) -> bool:
    return phase.kind is PhaseKind.HOLD and phase.seconds >= HALFWAY_FROM


def _beats(moment: PlayedPhase) -> Iterator[float]:
    """When each movement after the first begins, counted from where she goes on."""
    stretch = moment.plan.stretch_of(moment.phase)
    if stretch and stretch.reps:
        gone = moment.phase.seconds - moment.left
        beats = (stretch.reps.seconds * n - gone for n in range(1, stretch.reps.count))
        yield from (beat for beat in beats if beat > 0)


# --- words


def _spoken(moment: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    phase = moment.phase
    match phase.kind:
        case PhaseKind.READY:
            yield from _ready(moment, lengths)
        case PhaseKind.SETUP:
            yield from _setup(moment, lengths)
        case PhaseKind.MOVE:
            yield from _move(moment, lengths)
        case PhaseKind.HOLD:
            yield from _hold(moment, lengths)
        case PhaseKind.REPS:
            yield from _first(0.0, [spoken.reps_opening(moment.plan.stretch_of(phase))], moment.left / 2, lengths)
        case PhaseKind.RELEASE:
            yield from _release(moment, lengths)
        case PhaseKind.SWITCH:
            yield from _switch(moment, lengths)
        case PhaseKind.REST:
            yield from _rest(moment, lengths)


def _ready(moment: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    if moment.phase.again:
        yield from _first(0.0, [spoken.BACK], moment.left, lengths)
        return
    forms = spoken.preview_first(moment.plan, moment.phase)
    yield from _first(0.0, forms, moment.left - SILENCE, lengths)


def _setup(moment: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    """The announcement and how to get there in one breath, and time left to get there."""
    plan, phase = moment.plan, moment.phase
    names = spoken.announcements(plan, phase)
    if not _is_named_before(moment) and (stretch := plan.stretch_of(phase)):
        names = (f"{names[0]} {spoken.needs_sentence(stretch)}".rstrip(), *names)
    ways = spoken.shorter_forms(spoken.instruction_text(plan, phase), None)
    forms = [f"{name} {way}".strip() for way in ways for name in names]
    yield from _first(0.0, [*forms, *names[-1:]], moment.left - LEAST_AFTER_SETUP, lengths, needed=True)


def _is_named_before(moment: PlayedPhase) -> bool:
    """Whether the phase before said which stretch this is, and what she needs for it."""
    before = moment.plan.phases[moment.index - 1].kind if moment.index else None
    return before in (PhaseKind.READY, PhaseKind.REST) and not moment.cut


def _move(moment: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    plan, phase = moment.plan, moment.phase
    stretch, side = plan.stretch_of(phase), phase.side
    full = spoken.instruction_text(plan, phase)
    forms = [*spoken.shorter_forms(full, side), spoken.side_sentence(stretch, side)]
    if phase.again:
        forms = [
            full,
            spoken.add_side(stretch, side, spoken.EASE_BACK),
            spoken.side_sentence(stretch, side),
        ]
    elif phase.repeat > 1:
        forms = [spoken.add_side(stretch, side, spoken.ONCE_MORE), spoken.side_sentence(stretch, side)]
    yield from _never_dropped(forms, moment.left - BEFORE_A_HOLD, lengths)


def _hold(moment: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    """The fullest of the allowed selections that keeps the silences and the share of speech."""
    for selection in _selections(moment):
        if _keeps_silence(selection, moment.left, lengths):
            yield from selection
            return


def _selections(moment: PlayedPhase) -> Iterator[tuple[Utterance, ...]]:
    """What may be said in a hold, from everything down to nothing, in the order of dropping."""
    phase, left = moment.phase, moment.left
    at = left - phase.seconds / 2
    halves: list[tuple[Utterance, ...]] = [()]
    if _has_halfway(phase) and at > 0:
        texts = spoken.HALFWAY if phase.seconds >= SECOND_SENTENCE_FROM else spoken.HALFWAY[1:]
        halves = [*((Utterance(at, text),) for text in texts), ()]
    full, short = (Utterance(0.0, text, needed=True) for text in spoken.HOLD)
    five = (Utterance(left - 5.0, spoken.LAST_FIVE),) if left > 5.0 else ()
    yield from ((full, *half, *five) for half in halves)
    yield (short, *five)
    yield (short,)
    yield ()


def _keeps_silence(said: Sequence[Utterance], left: float, lengths: Lengths) -> bool:
    ends = [utterance.at + lengths(utterance.text) for utterance in said]
    begins = [*(utterance.at for utterance in said[1:]), left]
    silent = all(begin - end >= SILENCE for end, begin in zip(ends, begins, strict=True)) if said else True
    return silent and sum(lengths(utterance.text) for utterance in said) <= SPEECH_IN_A_HOLD * left


def _release(moment: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    text = spoken.instruction_text(moment.plan, moment.phase)
    forms = [*(spoken.shorter_forms(text, None) if text else ()), spoken.RELEASE]
    yield from _never_dropped(forms, moment.left, lengths)


def _switch(moment: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    phase, stretch = moment.phase, moment.plan.stretch_of(moment.phase)
    text = spoken.instruction_text(moment.plan, phase)
    forms = [*spoken.shorter_forms(text, phase.side), spoken.side_sentence(stretch, phase.side)]
    yield from _never_dropped(forms, moment.left, lengths)


def _rest(moment: PlayedPhase, lengths: Lengths) -> Iterator[Utterance]:
    """A tip if there is room, and what comes next."""
    plan, phase, left = moment.plan, moment.phase, moment.left
    coming = next(iter(plan.phases[moment.index + 1 :]), None)
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


def _first(
    at: float, forms: Iterable[str], room: float, lengths: Lengths, *, needed: bool = False
) -> Iterator[Utterance]:
    """The first of the forms that fits into so many seconds, if any does."""
    fitting = (text for text in forms if text and lengths(text) <= room)
    if text := next(fitting, ""):
        yield Utterance(at, text, needed)


def _never_dropped(forms: Sequence[str], room: float, lengths: Lengths) -> Iterator[Utterance]:
    """The first form that fits, or else the shortest: the side and the way out are said in any case."""
    known = [text for text in forms if text]
    if known:
        shortest = min(known, key=lengths)
        yield Utterance(0.0, next((text for text in known if lengths(text) <= room), shortest), needed=True)
