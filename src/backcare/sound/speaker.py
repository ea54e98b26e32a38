"""Speak with the system's voice as a child process: one utterance at a time, the text always through stdin."""

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
PATIENCE = 0.3  # seconds that a child has to end after SIGTERM before it is killed
RENDERING = 60.0  # seconds that speaking into a file may take

_Child: TypeAlias = subprocess.Popen[bytes]


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
        self._child: _Child | None = None
        self._until = 0.0
        self._ending: list[tuple[float, _Child]] = []

    def say(self, text: str, now: float) -> None:
        """Start to say a text at `now`; what was being said stops."""
        self.stop(now)
        if self.failed:
            return
        child = _start_child(self._voice.command, self._voice, text)
        if child is None:
            self.failed = True
        self._child, self._until = child, now + self.lengths(text)

    def stop(self, now: float) -> None:
        """Stop speaking at once."""
        if not self.is_speaking(now):
            return
        if self._child:
            self._child.terminate()
            self._ending.append((now, self._child))
        if self._voice.stop and (helper := _start_child(self._voice.stop, self._voice, "")):
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
        elif now > self._until + OVERDUE:
            self.stop(now)
            self.failed = True

    def close(self) -> None:
        """Stop speaking; reap or kill every child."""
        self.stop(0.0)
        try:
            for _, child in self._ending:
                with suppress(subprocess.TimeoutExpired):
                    child.wait(PATIENCE)
        finally:
            for _, child in self._ending:
                child.kill()
                child.wait()
            self._ending = []


def speak_to_file(voice: Voice, text: str, file: Path) -> None:
    """Speak a text into a WAV file; raises OSError or subprocess.SubprocessError if the voice fails."""
    command = voice.render if voice.to_stdout or voice.file_variable else (*voice.render, str(file))
    environment = os.environ | dict(voice.environment)
    if voice.file_variable:
        environment[voice.file_variable] = str(file)
    with (file if voice.to_stdout else Path(os.devnull)).open("wb") as out:
        subprocess.run(  # noqa: S603 - a fixed command, the text comes by stdin
            command,
            input=voice_input(text),
            stdout=out,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=RENDERING,
            check=True,
        )


def _start_child(command: tuple[str, ...], voice: Voice, text: str) -> _Child | None:
    """Start a child with the text as its stdin and no access to our output; return `None` if it cannot start."""
    try:
        child = subprocess.Popen(  # noqa: S603 - a fixed command, the text comes by stdin
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
            child.stdin.write(voice_input(text))  # far less than a pipe holds, so this never blocks
    return child


def _has_ended(child: _Child, since: float, now: float) -> bool:
    """Whether a child that was asked to end at `since` has done so; kill it once its patience is over."""
    if child.poll() is None and now - since > PATIENCE:
        child.kill()
    return child.poll() is not None
