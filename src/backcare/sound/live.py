"""The session heard: hears its events, and says and sounds each cue at its time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backcare.session.events import (
    Event,
    HushChanged,
    LengthChanged,
    Paused,
    PhaseEnded,
    PhaseStarted,
    SessionEnded,
)
from backcare.session.session import Session
from backcare.sound.cues import (
    Cue,
    Lengths,
    PlayedPhase,
    Tone,
    ToneCue,
    Utterance,
    cues_of_end,
    cues_of_phase,
    is_halfway_cue,
)
from backcare.sound.speaker import Speaker
from backcare.sound.tones import Chimes
from backcare.wording import spoken

LATE = 0.25  # real seconds after which a cue is dropped


@dataclass(frozen=True, slots=True)
class _Due:
    """A cue and the real time it belongs to."""

    at: float
    cue: Cue


class LiveSound:
    """Ears for a session; without a speaker, tones alone.

    The clock never waits for it: it starts children and looks after them, and a cue that is late is dropped.
    """

    def __init__(
        self,
        session: Session,
        chimes: Chimes,
        speaker: Speaker | None,
        *,
        speed: float = 1.0,
    ) -> None:
        self._session = session
        self._chimes = chimes
        self._speaker = speaker
        self._speed = speed
        self._began = float("inf")
        self._playing: tuple[PhaseStarted, PlayedPhase] | None = None
        self._cut = self._half_told = False
        self._due: list[_Due] = []

    def on_events(self, events: Sequence[Event], now: float) -> None:
        """Take what happened until `now` (real seconds)."""
        for event in events:
            # Nothing is told early: the least lag that was ever seen is none.
            self._began = min(self._began, now - event.at / self._speed)
            self._take(event, now)

    def next_due(self) -> float | None:
        """Return when the next cue is due."""
        times = [self._due[0].at if self._due else None, self._chimes.next_due()]
        return min((at for at in times if at is not None), default=None)

    def run_due(self, now: float) -> None:
        """Begin what is due, and look after what was begun."""
        self._chimes.run_due(now)
        if self._speaker:
            self._look_after(self._speaker, now)
        while self._due and self._due[0].at <= now:
            due = self._due.pop(0)
            if now - due.at <= LATE:
                self._begin(due.cue, now)

    def is_busy(self, now: float) -> bool:
        """Whether something is still to be heard."""
        waiting = self._speaker is not None and self._speaker.is_about_to_end(now)
        return waiting or bool(self._due) or self._chimes.is_busy()

    def _take(self, event: Event, now: float) -> None:
        match event:
            case PhaseStarted():
                moment = PlayedPhase(self._session.plan, event.phase_index, event.phase, event.left, self._cut)
                self._playing = (event, moment)
                self._half_told = False
                self._schedule(cues_of_phase(moment, self._pace()), event.at)
            case PhaseEnded(complete=complete):
                self._due = []
                self._cut = not complete
                if not complete:
                    self._fall_silent(now)
            case LengthChanged():
                self._change(event, now)
            case Paused():
                self._due = []
                self._fall_silent(now)
                self._chimes.start(Tone.PAUSE, now, hush=self._session.hush)
                self._say(spoken.PAUSED, now)
            case SessionEnded(at=at, finished=True):
                self._schedule(cues_of_end(self._session.plan, self._pace()), at)
            case SessionEnded():
                self._fall_silent(now)
            case HushChanged():
                self._change_hush(event, now)
            case _:
                self._say(spoken.reply_to(self._session.plan, event), now)

    def _pace(self) -> Lengths | None:
        """The lengths of what is said, `None` where nothing can be."""
        if self._speaker is None or self._speaker.failed or self._session.hush:
            return None
        return self._speaker.lengths

    def _schedule(self, cues: Sequence[Cue], at: float) -> None:
        """Set the cues of what began at a time of the session."""
        self._due = [_Due(self._began + (at + cue.at) / self._speed, cue) for cue in cues]

    def _schedule_again(self, now: float) -> None:
        """Set anew what is still to come of the phase: its length or the way it is heard has changed."""
        if self._playing:
            event, moment = self._playing
            self._schedule(cues_of_phase(moment, self._pace()), event.at)
            told = self._half_told
            self._due = [due for due in self._due if due.at > now and not (told and is_halfway_cue(due.cue))]

    def _change(self, event: LengthChanged, now: float) -> None:
        if self._playing:
            began, moment = self._playing
            left = moment.left + event.seconds - moment.phase.seconds
            moment = replace(moment, plan=self._session.plan, phase=event.phase, left=left)
            self._playing = (began, moment)
            if self._session.next_due() is not None:
                self._schedule_again(now)
        self._say(spoken.reply_to(self._session.plan, event), now)

    def _change_hush(self, event: HushChanged, now: float) -> None:
        if event.hush:
            self._fall_silent(now)
        if self._session.next_due() is not None:
            self._schedule_again(now)
        self._say(spoken.reply_to(self._session.plan, event), now)

    def _begin(self, cue: Cue, now: float) -> None:
        self._half_told |= is_halfway_cue(cue)
        match cue:
            case ToneCue(tone=tone):
                self._chimes.start(tone, now, hush=self._session.hush)
            case Utterance(text=text, needed=needed):
                if needed or not (self._speaker and self._speaker.is_speaking(now)):
                    self._say(text, now)

    def _say(self, text: str, now: float) -> None:
        if text and self._speaker and self._pace():
            self._speaker.say(text, now)

    def _fall_silent(self, now: float) -> None:
        if self._speaker:
            self._speaker.stop(now)

    def _look_after(self, speaker: Speaker, now: float) -> None:
        could = not speaker.failed
        speaker.run_due(now)
        if could and speaker.failed:
            self._schedule_again(now)
