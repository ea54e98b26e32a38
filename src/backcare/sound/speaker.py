"""Speak with the system's voice as a child process: one utterance at a time, the text always through stdin."""

import re
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from backcare.settings.session_settings import VOICE_RATE
from backcare.sound import child_programs
from backcare.sound.child_programs import Child
from backcare.sound.voices import Voice
from backcare.text import estimate_speech

HANGS_AFTER = 5.0  # seconds after its expected end that an utterance is taken to hang
GRACE = 1.0  # seconds after its expected end that the last utterance is waited for
STOP_PATIENCE = 0.3  # seconds that a child has to end after SIGTERM before it is killed
VOICE_START_UP = 10.0  # seconds that a voice may take before it speaks into a file
SLOWEST = 4.0  # times as long as estimated a spoken text may be; into a file it is spoken faster than that
BYTES_A_SECOND = 48_000 * 2 * 2  # the most that a voice writes: 48 kHz, two channels, 16 bits


def voice_input(text: str) -> bytes:
    """Return a text as stdin for a voice; `[[`, which opens commands in some voices, is split by a blank."""
    return (re.sub(r"\[(?=\[)", "[ ", text) + "\n").encode()


class Speaker:
    """Says one utterance at a time without ever blocking its caller.

    `lengths` gives the seconds that a text takes. `failed` is set once the voice crashed or hung; from then on
    `say` does nothing. Times are real seconds.
    """

    def __init__(self, voice: Voice, lengths: Callable[[str], float]) -> None:
        self.lengths = lengths
        self.failed = False
        self._voice = voice
        self._child: Child | None = None
        self._until = 0.0
        self._ending: list[tuple[float, Child]] = []

    def say(self, text: str, now: float) -> None:
        """Start to say a text at `now`; what was being said stops."""
        self.stop(now)
        if self.failed:
            return
        child = self._start(self._voice.command, text)
        if child is None:
            self.failed = True
        self._child, self._until = child, now + self.lengths(text)

    def stop(self, now: float) -> None:
        """Stop speaking at once."""
        if not self.is_speaking(now):
            return
        if self._child:
            child_programs.terminate(self._child)
            self._ending.append((now, self._child))
        if self._voice.stop and (helper := self._start(self._voice.stop, "")):
            self._ending.append((now, helper))
        self._child, self._until = None, now

    def is_speaking(self, now: float) -> bool:
        """Whether an utterance is under way."""
        # A client of a speech daemon exits before its words have been spoken.
        return self._child is not None or (bool(self._voice.stop) and now < self._until)

    def is_about_to_end(self, now: float) -> bool:
        """Whether an utterance is under way and not yet overdue."""
        return self.is_speaking(now) and now < self._until + GRACE

    def run_due(self, now: float) -> None:
        """Reap children that ended; kill those that overran."""
        self._ending = [(at, child) for at, child in self._ending if not _has_ended(child, at, now)]
        if self._child is None:
            return
        code = self._child.poll()
        if code is not None:
            self._child = None
            self.failed = code != 0
        elif now > self._until + HANGS_AFTER:
            self.stop(now)
            self.failed = True

    def close(self) -> None:
        """Stop speaking; reap or kill every child."""
        self.stop(0.0)
        try:
            for _, child in self._ending:
                with suppress(subprocess.TimeoutExpired):
                    child.wait(STOP_PATIENCE)
        finally:
            for _, child in self._ending:
                child_programs.kill(child)
            self._ending = []

    def _start(self, command: tuple[str, ...], text: str) -> Child | None:
        """Start a child with the text; return `None` if it cannot start."""
        with suppress(OSError):
            return child_programs.start_program(command, voice_input(text), dict(self._voice.environment))
        return None


def longest_clip(text: str, rate: int) -> float:
    """Return the seconds that a text can take at all, at so many words a minute."""
    return SLOWEST * estimate_speech(text) * VOICE_RATE / rate


def speak_to_file(voice: Voice, text: str, file: Path, *, start_up: float = VOICE_START_UP) -> None:
    """Speak a text into a WAV file; raises OSError or subprocess.SubprocessError if the voice fails.

    It fails, too, if it takes `start_up` seconds longer than the text should, or writes more than it explains.
    """
    command = voice.render if voice.to_stdout or voice.file_variable else (*voice.render, str(file))
    environment = dict(voice.environment)
    if voice.file_variable:
        environment[voice.file_variable] = str(file)
    longest = longest_clip(text, voice.rate)
    seconds, size = start_up + longest / SLOWEST, round((1 + longest) * BYTES_A_SECOND)
    with file.open("wb") as written:
        out = written if voice.to_stdout else None
        child = child_programs.start_program(command, voice_input(text), environment, out=out)
        child_programs.wait_within(child, file, seconds=seconds, size=size)


def _has_ended(child: Child, since: float, now: float) -> bool:
    """Whether a child that was asked to end at `since` has done so; kill it once its patience is over."""
    if child.poll() is None and now - since > STOP_PATIENCE:
        child_programs.kill(child)
    return child.poll() is not None
