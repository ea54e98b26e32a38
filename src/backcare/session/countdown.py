"""The phases to be played at one place of the plan, and the count of the first of them."""

from dataclasses import dataclass, replace

from backcare.model.stretch import HoldRange, Reps
from backcare.planning.plan import HALFWAY_FROM, TICKED_KINDS, Phase, PhaseKind, Plan
from backcare.session.events import Mark, Milestone, RepBegun

TEN_FROM = 28.0  # seconds: below, "ten seconds" would fall on the heels of "halfway"
LONGEST_PHASE = 600.0  # seconds that a phase other than a hold can be made to last
_TICKS = ((Mark.THREE, 3.0), (Mark.TWO, 2.0), (Mark.ONE, 1.0))


@dataclass(frozen=True, slots=True)
class QueuedPhase:
    """A phase to be played, and the seconds of it still to go."""

    phase: Phase
    left: float


Queue = tuple[QueuedPhase, ...]


class Countdown:
    """Counts down `queue[0]`; the other queued phases follow it before the plan goes past `index`.

    The queue is the plan's own phase alone, but for what leads back to it after a pause. A stopped countdown
    keeps its seconds until the next start.
    """

    def __init__(self, index: int, queue: Queue) -> None:
        self.index = index
        self.queue = queue
        self._stopped_at: float | None = None
        self._ends_at = 0.0
        self._reps: Reps | None = None
        self._passed: frozenset[Milestone] = frozenset()

    @property
    def phase(self) -> Phase:
        """The phase that is counted."""
        return self.queue[0].phase

    def start(self, at: float, index: int, queue: Queue, reps: Reps | None) -> None:
        """Count the first of these phases from `at` (seconds); `reps` are those of its stretch."""
        self.index = index
        self.queue = queue
        self._stopped_at = None
        self._ends_at = at + queue[0].left
        self._reps = reps
        self._passed = frozenset()

    def stop(self, at: float) -> None:
        """Keep the seconds left at `at`, whatever time passes."""
        self._ends_at = at + self.left(at)
        self._stopped_at = at

    def stopped_for(self, now: float) -> float:
        """Return for how many seconds it has been stopped; 0 while it runs."""
        return 0.0 if self._stopped_at is None else now - self._stopped_at

    def left(self, now: float) -> float:
        """Return the seconds of the phase still to go."""
        now = now if self._stopped_at is None else self._stopped_at
        return min(max(self._ends_at - now, 0.0), self.queue[0].left)

    def spent(self, now: float) -> float:
        """Return the seconds of the phase played since its start."""
        return self.queue[0].left - self.left(now)

    def due(self) -> tuple[float, Milestone | None]:
        """Return when the next milestone is reached, and which; without one, when the phase ends, and None."""
        counted = self.queue[0]
        to_come = [
            (self._ends_at - left, mark)
            for mark, left in milestones_of(counted.phase, self._reps)
            if mark not in self._passed and left < counted.left
        ]
        return min(to_come, key=lambda due: due[0], default=(self._ends_at, None))

    def pass_mark(self, mark: Milestone) -> None:
        """Note that a milestone was reached."""
        self._passed |= {mark}

    def change_length(self, seconds: float, now: float, reps: Reps | None) -> None:
        """Make the phase last so many seconds in all; ticks that lie ahead again are reached again."""
        self._reps = reps
        counted = self.queue[0]
        by = seconds - counted.phase.seconds
        left = self.left(now) + by
        changed = replace(counted.phase, seconds=seconds)
        self.queue = (QueuedPhase(changed, counted.left + by), *self.queue[1:])
        self._ends_at += by
        stay = {mark for mark in self._passed if mark is Mark.HALFWAY or isinstance(mark, RepBegun)}
        self._passed = frozenset(stay | {mark for mark, at in milestones_of(changed, self._reps) if at >= left})

    def allowed_lengths(self, plan: Plan, now: float) -> HoldRange:
        """Return how long the phase may be made: a hold in its range, and nothing shorter than it has lasted.

        A counted movement lasts to the end of a repeat.
        """
        phase = self.phase
        gone = phase.seconds - self.left(now)
        if phase.kind is PhaseKind.REPS and self._reps:
            each = self._reps.seconds
            return HoldRange(self._reps.number_at(gone) * each, max(LONGEST_PHASE // each * each, phase.seconds))
        if phase.kind is not PhaseKind.HOLD:
            return HoldRange(gone, max(LONGEST_PHASE, phase.seconds))
        allowed = plan.hold_range(phase)
        return HoldRange(min(max(allowed.shortest, gone), phase.seconds), max(allowed.longest, phase.seconds))


def whole(phase: Phase) -> QueuedPhase:
    """Return a phase to be played from its beginning."""
    return QueuedPhase(phase, phase.seconds)


def milestones_of(phase: Phase, reps: Reps | None) -> tuple[tuple[Milestone, float], ...]:
    """Return the milestones of a phase with the seconds left at each, first to last."""
    if phase.kind is PhaseKind.REPS and reps:
        later = range(1, reps.count)
        return tuple((RepBegun(n + 1, reps.count), phase.seconds - n * reps.seconds) for n in later)
    if phase.kind not in TICKED_KINDS:
        return ()
    if phase.kind is not PhaseKind.HOLD:
        return _TICKS
    halfway = ((Mark.HALFWAY, phase.seconds / 2),) if phase.seconds >= HALFWAY_FROM else ()
    ten = ((Mark.TEN, 10.0),) if phase.seconds >= TEN_FROM else ()
    return (*halfway, *ten, *_TICKS)
