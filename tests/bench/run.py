"""Measure the program against a bare one, in turn, on a real pseudo-terminal: `make bench`, or rows by name.

Times are noisy: read the ratios and medians of one run. Nothing here is a test.
"""

import argparse
import contextlib
import fcntl
import os
import pty
import random
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
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = sys.executable
OURS = str(Path(PYTHON).with_name("backcare"))
ENV = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "BACKCARE_")) and k != "NO_COLOR"}
ENV |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
ESCAPE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]")


class Run:
    """A program on a pseudo-terminal, and what it wrote when."""

    def __init__(self, *command, columns=80, rows=24):
        self.chunks = []
        self.born = time.monotonic()
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.execvpe(command[0], command, ENV)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        """Record for so long; False once the program has ended."""
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
        seen, until = b"", time.monotonic() + seconds
        start = len(self.chunks)
        while time.monotonic() < until:
            running = self.read(0.0005)
            for at, data in self.chunks[start:]:
                seen += data
                if re.search(pattern, ESCAPE.sub(b"", seen)):
                    return at
            start = len(self.chunks)
            if not running:
                break
        raise SystemExit(f"{pattern!r} never came: {ESCAPE.sub(b'', seen)[-300:]!r}")

    def press(self, key):
        os.write(self.fd, key)
        return time.monotonic()

    def usage(self):
        """CPU seconds and voluntary context switches so far."""
        cpu = int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[0]) / 1e9
        status = Path(f"/proc/{self.pid}/status").read_text()
        return cpu, int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status, re.MULTILINE)[1])

    def end(self):
        """Kill it if need be; return its peak memory in MiB."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        usage = os.wait4(self.pid, 0)[2]
        os.close(self.fd)
        return usage.ru_maxrss / 1024


@contextlib.contextmanager
def busy(cores):
    """Keep so many cores busy."""
    hogs = [subprocess.Popen([PYTHON, "-c", "while True: pass"]) for _ in range(cores)]
    try:
        yield
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()


def whole(*command, env=()):
    """Wall milliseconds of a short command."""
    began = time.perf_counter()
    subprocess.run(command, env=ENV | dict(env), stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1e3


def interleaved(runs, **measures):
    """Medians of several measures taken in turn."""
    got = {name: [] for name in measures}
    for _ in range(runs):
        for name, measure in measures.items():
            got[name].append(measure())
    return {name: statistics.median(values) for name, values in got.items()}


def start(runs):
    bare = [PYTHON, str(HERE / "bare.py")]
    got = interleaved(
        runs,
        bare=lambda: whole(*bare, "list"),
        list=lambda: whole(OURS, "list"),
        help=lambda: whole(OURS, "--help"),
    )
    for name in ("list", "help"):
        yield (
            f"{name}: {got[name]:.0f} ms, {got[name] / got['bare']:.2f} x a bare typer + rich + yaml table",
            "1.25",
        )


def first_digit(runs):
    def frame(*command):
        run = Run(*command)
        seen = run.until(rb"0:20") - run.born
        run.end()
        return seen * 1e3

    got = interleaved(
        runs,
        bare=lambda: frame(PYTHON, str(HERE / "bare.py"), "hold", "20"),
        ours=lambda: frame(OURS, "hold", "20"),
    )
    yield f"{got['ours']:.0f} ms, {got['ours'] / got['bare']:.2f} x a bare typer + rich countdown", "1.25"


def precision(runs):
    for name, cores, bar in (("idle", 0, "5 ms"), ("both cores busy", os.cpu_count(), "20 ms")):
        with busy(cores):
            late = [float(x) for x in events(runs, "20", "1")]
        yield (
            f"a hold of 20 s, {name}: median {statistics.median(late):.2f} ms, worst {max(late, key=abs):.2f} ms",
            bar,
        )
    [drift] = events(1, "600", "1")
    yield f"ten minutes: {float(drift):.2f} ms", "5 ms"


def events(runs, seconds, speed):
    """How many ms late the end of a hold was told, by the session's own events against the clock."""
    script = [PYTHON, str(HERE / "events.py"), seconds, speed]
    return [
        subprocess.run(script, env=ENV, capture_output=True, text=True, check=True).stdout for _ in range(runs)
    ]


def cost(_runs):
    run = Run(OURS, "hold", "60", "--no-sound")
    run.until(rb"0:60|1:00")
    run.read(2)
    yield f"in a hold: {measured(run, 30)}", "0.6 CPU s/min, 5 wake-ups/s, 2 kB/s"
    run.press(b" ")
    run.until(rb"PAUSED")
    run.read(0.5)
    yield f"paused: {measured(run, 10)}", "0 B/s"
    yield f"peak memory of a hold: {run.end():.0f} MiB", "60 MiB"
    run = Run(OURS, "hold", "60")
    run.until(rb"0:60|1:00")
    run.read(2)
    yield f"in a hold with sound, its children aside: {measured(run, 30)}", "0.6 CPU s/min, 5 wake-ups/s, 2 kB/s"
    yield f"peak memory with sound: {run.end():.0f} MiB", "60 MiB"
    run = Run(OURS, "routine", "postpartum", "--yes", "--no-sound")
    run.until(rb"GET READY")
    run.read(3)
    yield f"peak memory of a routine: {run.end():.0f} MiB", "60 MiB"


def figure(_runs):
    """What drawing the figure costs: one frame of it, and the phases that it moves or is still in."""
    yield f"a frame: {frame(80, 24):.1f} ms at 80x24, {frame(120, 40):.1f} ms at 120x40", "8 ms"
    run = Run(OURS, "routine", "postpartum", "--yes", "--no-sound")
    run.until(rb"GET READY")
    for word in (rb"SET UP", rb"MOVE"):
        run.press(b"n")
        run.until(word)
    yield f"in a move of 10 s: {measured(run, 9)}", "3.6 CPU s/min"
    run.until(rb"HOLD")
    run.read(1)
    yield f"in a hold of 20 s: {measured(run, 18)}", "0.6 CPU s/min, 5 wake-ups/s, 2 kB/s"
    run.end()


def frame(columns, rows):
    """Milliseconds for a whole picture of a movement, median of those on the way."""
    script = [PYTHON, str(HERE / "frame.py"), str(columns), str(rows)]
    return float(subprocess.run(script, env=ENV, capture_output=True, text=True, check=True).stdout)


def measured(run, seconds):
    (cpu, switches), count = run.usage(), len(run.chunks)
    run.read(seconds)
    later_cpu, later_switches = run.usage()
    size = sum(len(data) for _, data in run.chunks[count:])
    a_minute, wakes = (later_cpu - cpu) / seconds * 60, (later_switches - switches) / seconds
    return f"{a_minute:.2f} CPU s/min, {wakes:.1f} wake-ups/s, {size / seconds:.0f} B/s"


def key(_runs):
    chance, late = random.Random(1), []
    run = Run(OURS, "hold", "600", "--no-sound")
    run.until(rb"0:5\d|9:5\d|10:00")
    for n in range(40):
        run.read(chance.uniform(0.4, 0.9))
        at = run.press(b" ")
        late.append((run.until(rb"PAUSED" if n % 2 == 0 else rb"BACK IN|HOLD") - at) * 1e3)
        if n % 2:
            run.press(b"\r")
    run.end()
    late.sort()
    yield f"median {statistics.median(late):.1f} ms, worst of 40 {late[-1]:.1f} ms", "10 ms, 30 ms"


def library(runs):
    stretch = (HERE.parents[1] / "routines/stretches/kneeling-twist.yaml").read_text(encoding="utf-8")
    bare = statistics.median(whole(OURS, "list", "stretches") for _ in range(runs))
    for count in (10, 100, 1000):
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home, "config/routines/stretches")
            folder.mkdir(parents=True)
            for n in range(count):
                folder.joinpath(f"stretch-{n}.yaml").write_text(stretch, encoding="utf-8")
            took = statistics.median(
                whole(OURS, "list", "stretches", env={"BACKCARE_HOME": home}) for _ in range(min(runs, 3))
            )
            one = whole(OURS, "routine", "postpartum", "--dry-run", env={"BACKCARE_HOME": home})
        more = (took - bare) / count
        said = f"{count} files: list {took:.0f} ms ({more:.2f} ms a file), one routine {one:.0f} ms"
        yield said, "1,500 ms for 1,000"


def history(runs):
    with tempfile.TemporaryDirectory() as home:
        file = Path(home, "data/history.db")
        ten_years(file)
        size = sum(path.stat().st_size for path in file.parent.iterdir()) / 1e6
        yield f"the file of 3,650 sessions and 25,550 holds: {size:.1f} MB", "10 MB"
        env = {"BACKCARE_HOME": home}
        empty = {"BACKCARE_HOME": str(Path(home, "empty"))}
        got = interleaved(
            runs,
            bare=lambda: whole(PYTHON, str(HERE / "bare.py"), "list"),
            history=lambda: whole(OURS, "history", env=env),
            recent=lambda: whole(OURS, "history", "--since", "30d", env=env),
            json=lambda: whole(OURS, "history", "--json", env=env),
            new=lambda: whole(OURS, env=empty),
            home=lambda: whole(OURS, env=env),
        )
        for name in ("history", "recent", "json", "new", "home"):
            yield f"{name}: {got[name]:.0f} ms, {got[name] - got['bare']:.0f} ms beyond a bare start", "500 ms"


def ten_years(file):
    """Fill a history with a session of seven holds for each day of ten years."""
    from backcare.history.records import Ending, Progress, SessionStart
    from backcare.history.store import History
    from backcare.library.library import Library, shipped_folder
    from backcare.planning.build import PlanOptions, build
    from backcare.planning.plan import to_json
    from backcare.session.events import CompletedHold, ResumePoint

    chance, now = random.Random(1), datetime.now().astimezone()
    plans = {
        name: build(Library(shipped_folder()).routine(name), PlanOptions())
        for name in ("pregnancy", "postpartum")
    }
    texts = {name: to_json(plan) for name, plan in plans.items()}
    with History(file) as log:
        for day in range(3650, 0, -1):
            name = chance.choice(list(plans))
            then = now - timedelta(days=day)
            beginning = SessionStart(name, plans[name].name, name, 0, 1.0, 235.0, chance.randrange(11))
            claim = log.begin(beginning, texts[name], then)
            holds = [
                CompletedHold(chance.choice(plans[name].stretches).id, None, 1, 20.0, 20.0) for _ in range(7)
            ]
            log.write(claim, Progress(ResumePoint(0, tuple(holds), 140.0), Ending.FINISHED, left=False), then)
            log.answer_after(claim.session, chance.randrange(11))


ROWS = {f.__name__: f for f in (start, first_digit, precision, cost, figure, key, library, history)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", help=", ".join(ROWS))
    parser.add_argument("--runs", type=int, default=11)
    chosen = parser.parse_args()
    subprocess.run([PYTHON, "-m", "compileall", "-q", str(HERE.parents[1] / "src"), str(HERE)], check=True)
    for name in chosen.rows or ROWS:
        for said, bar in ROWS[name](chosen.runs):
            print(f"{name:12} {said}   (bar: {bar})", flush=True)


if __name__ == "__main__":
    main()
