"""Decide which words and tones belong where; times in seconds of the session.

The clock never waits for the voice: a cue starts at its time or is dropped. Whatever is not spoken has a tone.
"""

from collections.abc import Iterable, Iterator

from backcare.planning.plan import HOLD_KINDS, TICKED_KINDS, PhaseKind, Plan, start_times
from backcare.sound.cue_values import Cue, Lengths, PlayedPhase, Tone, ToneCue, Utterance, has_halfway, rep_times
from backcare.sound.speech_cues import speech_of_phase
from backcare.wording import spoken

TICKS = (3.0, 2.0, 1.0)  # seconds before the end of a phase


def cues_of_plan(plan: Plan, lengths: Lengths | None) -> tuple[tuple[Cue, ...], ...]:
    """Return the cues of every phase in order, and last those of the end.

    `lengths` gives the seconds that a text takes the voice; with `None` there is no voice, only tones.
    """
    whole = (PlayedPhase(plan, n, phase, phase.seconds) for n, phase in enumerate(plan.phases))
    return (*(cues_of_phase(played, lengths) for played in whole), cues_of_end(plan, lengths))


def words_of_plan(plan: Plan, lengths: Lengths) -> tuple[tuple[float, str], ...]:
    """Return all that is said in a plan, with the seconds of the session at which it begins."""
    starts = (*start_times(plan.phases), plan.seconds)
    return tuple(
        (start + cue.at, cue.text)
        for start, cues in zip(starts, cues_of_plan(plan, lengths), strict=True)
        for cue in cues
        if isinstance(cue, Utterance)
    )


def cues_of_phase(played: PlayedPhase, lengths: Lengths | None) -> tuple[Cue, ...]:
    """Return the cues of a phase in order; their times count from the moment it is played from."""
    said = tuple(speech_of_phase(played, lengths)) if lengths else ()
    return tuple(sorted((*_tones(played, said), *said), key=lambda cue: cue.at))


def cues_of_end(plan: Plan, lengths: Lengths | None) -> tuple[Cue, ...]:
    """Return the cues after a finished session; a bare count has no closing words."""
    done = (ToneCue(0.0, Tone.DONE),)
    has_words = lengths and plan.stretches
    return (*done, Utterance(0.0, spoken.farewell(plan), needed=True)) if has_words else done


def _tones(played: PlayedPhase, said: Iterable[Utterance]) -> Iterator[ToneCue]:
    """Yield the tones of a phase, except those whose meaning is spoken."""
    phase = played.phase
    words = {utterance.text for utterance in said}
    if tone := _opening(played):
        yield ToneCue(0.0, tone)
    halfway = played.left - phase.seconds / 2
    if has_halfway(phase) and halfway > 0 and not words.intersection(spoken.HALFWAY):
        yield ToneCue(halfway, Tone.HALFWAY)
    if phase.kind in TICKED_KINDS and spoken.LAST_FIVE not in words:
        yield from (ToneCue(played.left - tick, Tone.TICK) for tick in TICKS if tick < played.left)
    if phase.kind is PhaseKind.REPS:
        yield from (ToneCue(at, Tone.COUNT) for at in rep_times(played))


def _opening(played: PlayedPhase) -> Tone | None:
    phase, before = played.phase, played.plan.phases[played.index - 1] if played.index else None
    whole = played.left >= phase.seconds and not phase.again
    if phase.kind in HOLD_KINDS:
        return Tone.START
    if phase.kind is PhaseKind.SWITCH:
        return Tone.SWITCH
    ended = before is not None and before.kind in HOLD_KINDS and whole and not played.after_skip
    return Tone.END if ended else None


def is_halfway_cue(cue: Cue) -> bool:
    """Whether a cue marks the middle of a hold."""
    return cue.tone is Tone.HALFWAY if isinstance(cue, ToneCue) else cue.text in spoken.HALFWAY
