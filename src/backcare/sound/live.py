"""Speak and play a session while it runs: each cue at its time, or not at all."""

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
from backcare.sound.cue_values import Cue, Lengths, PlayedPhase, Tone, ToneCue, Utterance
from backcare.sound.cues import cues_of_end, cues_of_phase, is_halfway_cue
from backcare.sound.speaker import Speaker
from backcare.sound.tone_player import TonePlayer
from backcare.wording import spoken

LATE = 0.25  # real seconds after which a cue is dropped


@dataclass(frozen=True, slots=True)
class _DueCue:
    """A cue and the real time at which it is due."""

    at: float
    cue: Cue


class LiveSound:
    """Listens to a session and plays it through tones and, with a speaker, words.

    It never blocks: it starts child processes and reaps them, and drops a cue that is late.
    """

    def __init__(
        self, session: Session, tones: TonePlayer, speaker: Speaker | None, *, speed: float = 1.0
    ) -> None:
        self._session = session
        self._tones = tones
        self._speaker = speaker
        self._speed = speed
        self._began = float("inf")  # real time of the session's second 0
        self._playing: tuple[PhaseStarted, PlayedPhase] | None = None
        self._was_skipped = False  # the phase before was left by a key
        self._had_halfway = False
        self._due: list[_DueCue] = []

    def on_events(self, events: Sequence[Event], now: float) -> None:
        """Take what happened until `now` (real seconds)."""
        for event in events:
            # An event may be reported late, never early: the smallest delay seen gives the start.
            self._began = min(self._began, now - event.at / self._speed)
            self._take(event, now)

    def next_due(self) -> float | None:
        """Return when the next cue, ring or look at a player is due (real seconds)."""
        times = [self._due[0].at if self._due else None, self._tones.next_due()]
        return min((at for at in times if at is not None), default=None)

    def run_due(self, now: float) -> None:
        """Start the cues that are due, and reap the children that ended."""
        self._tones.run_due(now)
        if self._speaker:
            self._check(self._speaker, now)
        while self._due and self._due[0].at <= now:
            due = self._due.pop(0)
            if now - due.at <= LATE:
                self._start(due.cue, now)

    def is_busy(self, now: float) -> bool:
        """Whether something is still to be heard."""
        speaking = self._speaker is not None and self._speaker.is_about_to_end(now)
        return speaking or bool(self._due) or self._tones.is_busy()

    def _take(self, event: Event, now: float) -> None:
        match event:
            case PhaseStarted():
                played = PlayedPhase(
                    self._session.plan, event.phase_index, event.phase, event.left, after_skip=self._was_skipped
                )
                self._playing = (event, played)
                self._had_halfway = False
                self._schedule(cues_of_phase(played, self._lengths()), event.at)
            case PhaseEnded(complete=complete):
                self._due = []
                self._was_skipped = not complete
                if not complete:
                    self._stop_speaking(now)
            case LengthChanged() | HushChanged():
                self._change(event, now)
            case Paused():
                self._due = []
                self._stop_speaking(now)
                self._tones.start(Tone.PAUSE, now, hush=self._session.hush)
                self._say(spoken.PAUSE_TEXT, now)
            case SessionEnded(at=at, finished=True):
                self._schedule(cues_of_end(self._session.plan, self._lengths()), at)
            case SessionEnded():
                self._stop_speaking(now)
            case _:
                self._say(spoken.reply_to(self._session.plan, event), now)

    def _lengths(self) -> Lengths | None:
        """Return the lengths of spoken texts, `None` while nothing can or may be spoken."""
        if self._speaker is None or self._speaker.failed or self._session.hush:
            return None
        return self._speaker.lengths

    def _schedule(self, cues: Sequence[Cue], at: float) -> None:
        """Replace the cues that are due by those of what began at `at` (seconds of the session)."""
        self._due = [_DueCue(self._began + (at + cue.at) / self._speed, cue) for cue in cues]

    def _reschedule(self, now: float) -> None:
        """Work out anew what is still to come of the phase: its length or the way it is heard has changed."""
        if self._playing:
            event, played = self._playing
            self._schedule(cues_of_phase(played, self._lengths()), event.at)
            self._due = [
                due for due in self._due if due.at > now and not (self._had_halfway and is_halfway_cue(due.cue))
            ]

    def _change(self, event: LengthChanged | HushChanged, now: float) -> None:
        """Take a change of the phase's length, or of hush."""
        if isinstance(event, HushChanged):
            if event.hush:
                self._stop_speaking(now)
        elif self._playing:
            began, played = self._playing
            left = played.left + event.seconds - played.phase.seconds
            self._playing = (began, replace(played, plan=self._session.plan, phase=event.phase, left=left))
        if self._session.next_due() is not None:
            self._reschedule(now)
        self._say(spoken.reply_to(self._session.plan, event), now)

    def _start(self, cue: Cue, now: float) -> None:
        self._had_halfway |= is_halfway_cue(cue)
        match cue:
            case ToneCue(tone=tone):
                self._tones.start(tone, now, hush=self._session.hush)
            case Utterance(text=text, needed=needed):
                if needed or not (self._speaker and self._speaker.is_speaking(now)):
                    self._say(text, now)

    def _say(self, text: str, now: float) -> None:
        if text and self._speaker and self._lengths():
            self._speaker.say(text, now)

    def _stop_speaking(self, now: float) -> None:
        if self._speaker:
            self._speaker.stop(now)

    def _check(self, speaker: Speaker, now: float) -> None:
        """Reap the voice's children; when it has just failed, let tones do its work."""
        had_failed = speaker.failed
        speaker.run_due(now)
        if speaker.failed and not had_failed:
            self._reschedule(now)
