"""The system's own voice as a child process: one utterance at a time, its text never on a command line."""

import os
import re
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from backcare.sound.voices import Voice

OVERDUE = 5.0  # seconds after its expected end that an utterance is taken to hang
GRACE = 1.0  # seconds after its expected end that the last utterance is waited for
PATIENCE = 0.3  # seconds that a silenced child has to go by itself
RENDERING = 60.0

_Child: TypeAlias = subprocess.Popen[bytes]


def voice_input(text: str) -> bytes:
    """Return a text as a voice takes it; `[[`, which opens commands in some, is taken apart."""
    return (re.sub(r"\[(?=\[)", "[ ", text) + "\n").encode()


class Speaker:
    """Says one utterance at a time; the loop that calls it is never kept waiting.

    `lengths` gives the seconds that a text takes it. `failed` is set once the voice proved to crash or hang;
    from then on it says nothing more.
    """

    def __init__(self, voice: Voice, lengths: Callable[[str], float]) -> None:
        self.lengths = lengths
        self.failed = False
        self._voice = voice
        self._child: _Child | None = None
        self._until = 0.0
        self._leaving: list[tuple[float, _Child]] = []

    def say(self, text: str, now: float) -> None:
        """Begin to say a text at `now` (real seconds); what was being said stops."""
        self.stop(now)
        if self.failed:
            return
        child = _started(self._voice.command, self._voice, text)
        if child is None:
            self.failed = True
        self._child, self._until = child, now + self.lengths(text)

    def stop(self, now: float) -> None:
        """Fall silent at once."""
        if not self.is_speaking(now):
            return
        if self._child:
            self._child.terminate()
            self._leaving.append((now, self._child))
        if self._voice.stop and (helper := _started(self._voice.stop, self._voice, "")):
            self._leaving.append((now, helper))
        self._child, self._until = None, now

    def is_speaking(self, now: float) -> bool:
        """Whether an utterance is under way."""
        # A voice that only hands its text on ends before its words do.
        return self._child is not None or (bool(self._voice.stop) and now < self._until)

    def is_about_to_end(self, now: float) -> bool:
        """Whether an utterance is under way that should end soon."""
        return self.is_speaking(now) and now < self._until + GRACE

    def run_due(self, now: float) -> None:
        """Take leave of children that ended, and be done with those that do not."""
        self._leaving = [(at, child) for at, child in self._leaving if not _left(child, at, now)]
        if self._child is None:
            return
        code = self._child.poll()
        if code is not None:
            self._child = None
            self.failed = code != 0
        elif now > self._until + OVERDUE:
            self.stop(now)
            self.failed = True

    def close(self) -> None:
        """Fall silent, and leave no child behind."""
        self.stop(0.0)
        for _, child in self._leaving:
            with suppress(subprocess.TimeoutExpired):
                child.wait(PATIENCE)
            child.kill()
            child.wait()
        self._leaving = []


def render(voice: Voice, text: str, file: Path) -> None:
    """Speak a text into a WAV file; raises OSError or subprocess.SubprocessError where the voice fails."""
    command = voice.render if voice.to_stdout or voice.file_variable else (*voice.render, str(file))
    environment = os.environ | dict(voice.environment)
    if voice.file_variable:
        environment[voice.file_variable] = str(file)
    with (file if voice.to_stdout else Path(os.devnull)).open("wb") as out:
        subprocess.run(  # noqa: S603 - our own words, the text comes by stdin
            command,
            input=voice_input(text),
            stdout=out,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=RENDERING,
            check=True,
        )


def _started(command: tuple[str, ...], voice: Voice, text: str) -> _Child | None:
    """A child that has the text and nothing of our terminal; none where it cannot be started."""
    try:
        child = subprocess.Popen(  # noqa: S603 - our own words, the text comes by stdin
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | dict(voice.environment),
        )
    except OSError:
        return None
    if child.stdin:
        with suppress(OSError), child.stdin:
            child.stdin.write(voice_input(text))  # far less than a pipe holds: this never waits
    return child


def _left(child: _Child, since: float, now: float) -> bool:
    if child.poll() is None and now - since > PATIENCE:
        child.kill()
    return child.poll() is not None
