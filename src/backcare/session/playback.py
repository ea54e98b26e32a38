"""What of a plan is played at the moment: which phase, from where, and what was held by then."""

from backcare.model.stretch import Stretch
from backcare.planning.plan import HOLD_KINDS, STEP, Phase, PhaseKind, Plan, add_repeat, change_hold, change_reps
from backcare.session.countdown import Countdown, Queue, QueuedPhase, whole
from backcare.session.events import Events, LengthChanged, PhaseEnded, PhaseStarted, RepeatAdded, ResumePoint
from backcare.session.lead_back import after_interruption, after_long_pause, after_short_pause
from backcare.session.tally import Tally

LONG_PAUSE = 60.0  # seconds: after this the user is out of position, and the turn starts from its set-up
BACK_TO_THE_ONE_BEFORE = 2.0  # seconds into a phase in which going back means the one before


class Playback:
    """Plays the phases of a plan one after the other; every time is in seconds of the session."""

    def __init__(self, plan: Plan, place: ResumePoint | None) -> None:
        self.plan = plan
        self.tally = Tally(place.holds, place.held_seconds) if place else Tally()
        index, queue = after_interruption(plan, place.index) if place else (0, (whole(plan.phases[0]),))
        self.countdown = Countdown(index, queue)

    @property
    def phase(self) -> Phase:
        """The phase that is played, with its length as it was changed."""
        return self.countdown.phase

    @property
    def stretch(self) -> Stretch | None:
        """The stretch that is played, or that the user is led back to."""
        return self.plan.stretch_of(self.phase)

    def begin(self, at: float) -> PhaseStarted:
        """Start the first phase."""
        return self._play(at, self.countdown.index, self.countdown.queue)

    def leave(self, at: float) -> PhaseEnded:
        """End the phase before its time."""
        seconds = self.countdown.spent(at)
        self.tally.add(self.phase, seconds)
        return PhaseEnded(at, self.phase, seconds, complete=False)

    def complete(self, at: float) -> PhaseEnded:
        """End the phase at its time."""
        seconds = self.countdown.spent(at)
        self.tally.add(self.phase, seconds)
        self.tally.complete(self.phase)
        return PhaseEnded(at, self.phase, seconds, complete=True)

    def start_next(self, at: float) -> PhaseStarted | None:
        """Start what comes after the phase; None at the end of the plan."""
        index, queue = self.countdown.index, self.countdown.queue
        if len(queue) > 1:
            return self._play(at, index, queue[1:])
        return self._play_whole(at, index + 1) if index + 1 < len(self.plan.phases) else None

    def start_back(self, at: float) -> PhaseStarted:
        """Start the set-up or movement of this turn again; in its first two seconds, the one before."""
        index = self.countdown.index
        kinds = [phase.kind for phase in self.plan.phases[: index + 1]]
        starts = [n for n, kind in enumerate(kinds) if kind in (PhaseKind.SETUP, PhaseKind.MOVE)] or [0]
        has_just_begun = self.countdown.spent(at) < BACK_TO_THE_ONE_BEFORE and len(self.countdown.queue) == 1
        if has_just_begun and starts[-1] == index:
            starts = starts[:-1] or starts
        return self._play_whole(at, starts[-1])

    def lead_back(self, at: float) -> PhaseStarted:
        """Start what leads back after a pause; whoever paused while being led back is led back anew."""
        current, *following = self.countdown.queue
        interrupted = following[-1] if following else QueuedPhase(current.phase, self.countdown.left(at))
        if self.countdown.stopped_for(at) > LONG_PAUSE:
            queue = after_long_pause(self.stretch, interrupted)
        elif following:
            queue = (whole(current.phase), *following)
        else:
            queue = after_short_pause(self.stretch, interrupted)
        return self._play(at, self.countdown.index, queue)

    def change_length(self, steps: int, now: float) -> LengthChanged:
        """Make the phase so many steps longer, or shorter where they are negative, as far as it may be.

        A hold changes for all its later turns too, a count for all turns, anything else for this once.
        """
        before, step = self.phase, self._step
        seconds = self.countdown.allowed_lengths(self.plan, now).clamp(before.seconds + steps * step)
        if before.kind is PhaseKind.HOLD:
            self.plan = change_hold(self.plan, self.countdown.index, seconds)
        if before.kind is PhaseKind.REPS and self.stretch:
            self.plan = change_reps(self.plan, self.stretch, round(seconds / step))
        self.countdown.change_length(seconds, now, self.stretch.reps if self.stretch else None)
        return LengthChanged(now, self.phase, seconds, moved=seconds != before.seconds)

    @property
    def _step(self) -> float:
        """Five seconds; in a counted movement, one time more or less."""
        reps = self.stretch.reps if self.stretch and self.phase.kind is PhaseKind.REPS else None
        return reps.seconds if reps else STEP

    def add_repeat(self, now: float) -> Events:
        """Put one more repeat of the stretch behind its rest; nothing where the plan is not in a rest."""
        if self.plan.phases[self.countdown.index].kind is not PhaseKind.REST:
            return ()
        self.plan = add_repeat(self.plan, self.countdown.index)
        return (RepeatAdded(now, self.phase),)

    def held_seconds(self, now: float) -> float:
        """Return the seconds held until `now`, those of a hold in progress included."""
        in_progress = self.countdown.spent(now) if self.phase.kind in HOLD_KINDS else 0.0
        return self.tally.held_seconds + in_progress

    def _play_whole(self, at: float, index: int) -> PhaseStarted:
        return self._play(at, index, (whole(self.plan.phases[index]),))

    def _play(self, at: float, index: int, queue: Queue) -> PhaseStarted:
        phase, left = queue[0].phase, queue[0].left
        stretch = self.plan.stretch_of(phase)
        self.countdown.start(at, index, queue, stretch.reps if stretch else None)
        self.tally.begin(phase, left)
        return PhaseStarted(at, phase, left, index)
