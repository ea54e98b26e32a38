"""What is heard of a phase: cues, each a text or a tone, and the phase as it is played."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from backcare.planning.plan import HALFWAY_FROM, Phase, PhaseKind, Plan

Lengths: TypeAlias = Callable[[str], float]  # the seconds that a text takes the voice


class Tone(StrEnum):
    """The tones, named by what they mean."""

    TICK = "tick"
    COUNT = "count"
    START = "start"
    HALFWAY = "halfway"
    END = "end"
    SWITCH = "switch"
    DONE = "done"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text said `at` seconds into its phase; one that is needed interrupts what is still being spoken."""

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
    """A phase of the plan as it is played from a moment on, with `left` seconds to go.

    `after_skip`: the phase before was left by a key, so no tone marks its end.
    """

    plan: Plan
    index: int
    phase: Phase
    left: float
    after_skip: bool = False


def has_halfway(phase: Phase) -> bool:
    """Whether the middle of a phase is marked."""
    return phase.kind is PhaseKind.HOLD and phase.seconds >= HALFWAY_FROM


def rep_times(played: PlayedPhase) -> Iterator[float]:
    """Yield when each counted movement after the first starts."""
    stretch = played.plan.stretch_of(played.phase)
    if stretch and stretch.reps:
        gone = played.phase.seconds - played.left
        beats = (stretch.reps.seconds * n - gone for n in range(1, stretch.reps.count))
        yield from (beat for beat in beats if beat > 0)
