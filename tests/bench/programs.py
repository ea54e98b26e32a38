"""Programs that are started and measured: on a pseudo-terminal, or to their end."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = sys.executable
OURS = str(Path(PYTHON).with_name("backcare"))
ENV = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "BACKCARE_")) and k != "NO_COLOR"}
_HOME = tempfile.TemporaryDirectory()  # with no choices in it, and no session of it in anybody's history
ENV |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "BACKCARE_HOME": _HOME.name}
ESCAPE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]")


class Run:
    """A program on a pseudo-terminal, and what it wrote when."""

    def __init__(self, *command, columns=80, rows=24):
        self.chunks = []
        self.started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.execvpe(command[0], command, ENV)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        """Record for this many seconds; return False once the program has ended."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not select.select([self.fd], [], [], left)[0]:
                return True
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return False
            self.chunks.append((time.monotonic(), data))
        return True

    def until(self, pattern, seconds=30.0):
        """Record until the text, escapes aside, shows a pattern; return when that was."""
        shown, until = b"", time.monotonic() + seconds
        start = len(self.chunks)
        while time.monotonic() < until:
            running = self.read(0.0005)
            for at, data in self.chunks[start:]:
                shown += data
                if re.search(pattern, ESCAPE.sub(b"", shown)):
                    return at
            start = len(self.chunks)
            if not running:
                break
        raise SystemExit(f"{pattern!r} never came: {ESCAPE.sub(b'', shown)[-300:]!r}")

    def press(self, key):
        """Send a key; return when that was."""
        os.write(self.fd, key)
        return time.monotonic()

    def usage(self):
        """Return CPU seconds and voluntary context switches so far."""
        cpu = int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[0]) / 1e9
        status = Path(f"/proc/{self.pid}/status").read_text()
        return cpu, int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status, re.MULTILINE)[1])

    def cost(self, seconds):
        """Record for this many seconds; return in words what the program used and wrote meanwhile."""
        (cpu, switches), count = self.usage(), len(self.chunks)
        self.read(seconds)
        later_cpu, later_switches = self.usage()
        size = sum(len(data) for _, data in self.chunks[count:])
        a_minute, wakes = (later_cpu - cpu) / seconds * 60, (later_switches - switches) / seconds
        return f"{a_minute:.2f} CPU s/min, {wakes:.1f} wake-ups/s, {size / seconds:.0f} B/s"

    def end(self):
        """Kill it if need be; return its peak memory in MiB."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        usage = os.wait4(self.pid, 0)[2]
        os.close(self.fd)
        return usage.ru_maxrss / 1024


@contextlib.contextmanager
def keep_busy(cores):
    """Keep this many cores busy."""
    loads = [subprocess.Popen([PYTHON, "-c", "while True: pass"]) for _ in range(cores)]
    try:
        yield
    finally:
        for load in loads:
            load.kill()
            load.wait()


def wall_milliseconds(*command, env=()):
    """Return how long a command takes to its end."""
    began = time.perf_counter()
    subprocess.run(command, env=ENV | dict(env), stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1e3


def medians_in_turn(runs, **measures):
    """Return the median of each of several measures, taken in turn so that all meet the same disturbances."""
    taken = {name: [] for name in measures}
    for _ in range(runs):
        for name, measure in measures.items():
            taken[name].append(measure())
    return {name: statistics.median(values) for name, values in taken.items()}
