"""Stand-ins for the system's voice and player: programs that write down what they get, and when."""

import array
import math
import os
import select
import shutil
import sys
import time
import wave
from dataclasses import dataclass
from pathlib import Path

_VOICE = """#!{python} -SXutf8
import os, signal, sys, time
began = time.time()
def note(*what):
    with open({log!r}, "a", encoding="utf-8") as log:
        print(*what, sep="\\t", file=log)
def cut(*_):
    note("cut", began, time.time(), text)
    os._exit(0)
signal.signal(signal.SIGTERM, cut)
text = "?"
text = sys.stdin.read().strip()
note("said", began, began, text)
{body}
note("end", began, time.time(), text)
"""

# A voice that speaks into a file: so many samples of a hum for each word, cut from one that is long enough.
_RENDERER = """#!/bin/sh
text=$({cat})
printf 'said\\t0\\t0\\t%s\\n' "$text" >>{log}
set -f
case " $* " in *" --stdout "*)
    set -- $text
    {head} -c $((44 + 2 * {samples} * $#)) {hum} ;;
esac
"""
SAMPLES = 2205  # for each word: a tenth of a second

_PLAYER = """#!{python} -SXutf8
import sys, time
with open({log!r}, "a", encoding="utf-8") as log:
    print("tone", time.time(), 0, sys.argv[-1], sep="\t", file=log)
sys.exit({code})
"""


@dataclass
class Note:
    """A line of the log: what, when it began, when it was written, and the text or file."""

    what: str
    began: float
    at: float
    text: str


class StandIns:
    """A folder for PATH, and what the programs in it wrote down."""

    def __init__(self, folder):
        self.folder = folder
        self.log = folder / "log"
        self.log.touch()

    def program(self, name, script):
        file = self.folder / name
        file.write_text(script, encoding="utf-8")
        file.chmod(0o755)

    def voice(self, body="time.sleep(0.05)", name="espeak-ng"):
        self.program(name, _VOICE.format(python=sys.executable, log=str(self.log), body=body))

    def renderer(self, name="espeak-ng"):
        """A voice whose words are each a tenth of a second of a hum, so that a mix can be looked at."""
        hum = self.folder / "hum.wav"
        with wave.open(str(hum), "wb") as sound:
            sound.setparams((1, 2, 22050, 0, "NONE", ""))
            period = array.array("h", (int(9000 * math.sin(n / 10)) for n in range(SAMPLES)))
            sound.writeframes(period.tobytes() * 100)
        tools = {tool: shutil.which(tool, path=os.defpath) for tool in ("cat", "head")}
        self.program(name, _RENDERER.format(log=self.log, hum=hum, samples=SAMPLES, **tools))

    def file_voice(self, name="pico2wave"):
        """A voice that only writes files, with the shell's tools that play one and delete it."""
        body = "open(sys.argv[-1], 'w').write(text); note('wrote', 0, 0, ' '.join(sys.argv[1:]))"
        self.voice(body, name)
        for tool in ("sh", "mktemp", "rm"):
            (self.folder / tool).symlink_to(shutil.which(tool, path=os.defpath))

    def player(self, name="aplay", code=0):
        self.program(name, _PLAYER.format(python=sys.executable, log=str(self.log), code=code))

    @property
    def environment(self):
        """Only the stand-ins are found, and the shell's own small tools."""
        return {"PATH": str(self.folder), "BACKCARE_HOME": os.environ["BACKCARE_HOME"], "BACKCARE_VOICE": "yes"}

    def notes(self, *kinds):
        lines = [line.split("\t", 3) for line in self.log.read_text(encoding="utf-8").splitlines()]
        return [Note(what, float(began), float(at), text) for what, began, at, text in lines if what in kinds]


def until(condition, patience=10.0):
    """Look again and again until something is so."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        select.select([], [], [], 0.005)


class Children:
    """The children of this process since this was made, zombies too: those of other tests are none of its."""

    def __init__(self):
        self._others = self._all()

    def __call__(self):
        return self._all() - self._others

    @staticmethod
    def _all():
        tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
        return {int(pid) for task in tasks for pid in task.read_text().split()}
