"""Measure the program against a bare one, in turn, on a real pseudo-terminal: `make bench`, or rows by name.

Each row is a function that yields pairs: what was measured, and the bar that it should keep to. Times are noisy:
read the ratios and medians of one run. Nothing here is a test.
"""

import argparse
import os
import random
import statistics
import subprocess
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from programs import ENV, HERE, OURS, PYTHON, Run, keep_busy, medians_in_turn, wall_milliseconds

BARE = (PYTHON, str(HERE / "bare.py"))


def start(runs):
    """Short commands, from start to end."""
    medians = medians_in_turn(
        runs,
        bare=lambda: wall_milliseconds(*BARE, "list"),
        list=lambda: wall_milliseconds(OURS, "list"),
        help=lambda: wall_milliseconds(OURS, "--help"),
    )
    for name in ("list", "help"):
        ratio = medians[name] / medians["bare"]
        yield f"{name}: {medians[name]:.0f} ms, {ratio:.2f} x a bare typer + rich + yaml table", "1.25"


def first_digit(runs):
    """From the start to the first digit of a countdown."""

    def milliseconds_to_digit(*command):
        run = Run(*command)
        seconds = run.until("█".encode() if command[0] == OURS else rb"0:20") - run.started
        run.end()
        return seconds * 1e3

    medians = medians_in_turn(
        runs,
        bare=lambda: milliseconds_to_digit(*BARE, "hold", "20"),
        ours=lambda: milliseconds_to_digit(OURS, "hold", "20"),
    )
    yield (
        f"{medians['ours']:.0f} ms, {medians['ours'] / medians['bare']:.2f} x a bare typer + rich countdown",
        "1.25",
    )


def precision(runs):
    """How late the end of a hold is, idle and with busy cores, and the drift over ten minutes."""
    for name, cores, bar in (("idle", 0, "5 ms"), ("both cores busy", os.cpu_count(), "20 ms")):
        with keep_busy(cores):
            late = [float(x) for x in milliseconds_late(runs, "20", "1")]
        yield (
            f"a hold of 20 s, {name}: median {statistics.median(late):.2f} ms, worst {max(late, key=abs):.2f} ms",
            bar,
        )
    [drift] = milliseconds_late(1, "600", "1")
    yield f"ten minutes: {float(drift):.2f} ms", "5 ms"


def milliseconds_late(runs, seconds, speed):
    """Return, for each run, how late the end of a hold came: the session's own events against the clock."""
    script = [PYTHON, str(HERE / "events.py"), seconds, speed]
    return [
        subprocess.run(script, env=ENV, capture_output=True, text=True, check=True).stdout for _ in range(runs)
    ]


def cost(_runs):
    """What a session uses and writes: in a hold, paused, with sound; and its memory."""
    run = Run(OURS, "hold", "60", "--no-sound")
    run.until(rb"0:60|1:00")
    run.read(2)
    yield f"in a hold: {run.cost(30)}", "0.6 CPU s/min, 5 wake-ups/s, 2 kB/s"
    run.press(b" ")
    run.until(rb"PAUSED")
    run.read(0.5)
    yield f"paused: {run.cost(10)}", "0 B/s"
    yield f"peak memory of a hold: {run.end():.0f} MiB", "60 MiB"
    run = Run(OURS, "hold", "60")
    run.until(rb"0:60|1:00")
    run.read(2)
    yield f"in a hold with sound, its children aside: {run.cost(30)}", "0.6 CPU s/min, 5 wake-ups/s, 2 kB/s"
    yield f"peak memory with sound: {run.end():.0f} MiB", "60 MiB"
    run = Run(OURS, "routine", "postpartum", "--yes", "--no-sound")
    run.until(rb"GET READY")
    run.read(3)
    yield f"peak memory of a routine: {run.end():.0f} MiB", "60 MiB"


def figure(_runs):
    """What drawing the figure costs: one frame, a phase in which it moves, and one in which it is still."""
    small, large = milliseconds_a_frame(80, 24), milliseconds_a_frame(120, 40)
    yield f"a frame: {small:.1f} ms at 80x24, {large:.1f} ms at 120x40", "8 ms"
    run = Run(OURS, "routine", "postpartum", "--yes", "--no-sound")
    run.until(rb"GET READY")
    for word in (rb"SET UP", rb"MOVE"):
        run.press(b"n")
        run.until(word)
    yield f"in a move of 10 s: {run.cost(9)}", "3.6 CPU s/min"
    run.until(rb"HOLD")
    run.read(1)
    yield f"in a hold of 20 s: {run.cost(18)}", "0.6 CPU s/min, 5 wake-ups/s, 2 kB/s"
    run.end()


def milliseconds_a_frame(columns, rows):
    """Return how long a whole picture of a movement takes, the median of those on the way."""
    script = [PYTHON, str(HERE / "frame.py"), str(columns), str(rows)]
    return float(subprocess.run(script, env=ENV, capture_output=True, text=True, check=True).stdout)


def key(_runs):
    """From a key to its effect on the screen."""
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
    """Commands with many files in the user's folder."""
    stretch = (HERE.parents[1] / "routines/stretches/kneeling-twist.yaml").read_text(encoding="utf-8")
    bare = statistics.median(wall_milliseconds(OURS, "list", "stretches") for _ in range(runs))
    for count in (10, 100, 1000):
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home, "config/routines/stretches")
            folder.mkdir(parents=True)
            for n in range(count):
                folder.joinpath(f"stretch-{n}.yaml").write_text(stretch, encoding="utf-8")
            took = statistics.median(
                wall_milliseconds(OURS, "list", "stretches", env={"BACKCARE_HOME": home})
                for _ in range(min(runs, 3))
            )
            one = wall_milliseconds(OURS, "routine", "postpartum", "--dry-run", env={"BACKCARE_HOME": home})
        more = (took - bare) / count
        yield (
            f"{count} files: list {took:.0f} ms ({more:.2f} ms a file), one routine {one:.0f} ms",
            "1,500 ms for 1,000",
        )


def history(runs):
    """Commands with ten years of sessions."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home, "data/history.db")
        ten_years(file)
        size = sum(path.stat().st_size for path in file.parent.iterdir()) / 1e6
        yield f"the file of 3,650 sessions and 25,550 holds: {size:.1f} MB", "10 MB"
        env = {"BACKCARE_HOME": home}
        empty = {"BACKCARE_HOME": str(Path(home, "empty"))}
        medians = medians_in_turn(
            runs,
            bare=lambda: wall_milliseconds(*BARE, "list"),
            history=lambda: wall_milliseconds(OURS, "history", env=env),
            recent=lambda: wall_milliseconds(OURS, "history", "--since", "30d", env=env),
            json=lambda: wall_milliseconds(OURS, "history", "--json", env=env),
            new=lambda: wall_milliseconds(OURS, env=empty),
            home=lambda: wall_milliseconds(OURS, env=env),
        )
        for name in ("history", "recent", "json", "new", "home"):
            yield (
                f"{name}: {medians[name]:.0f} ms, {medians[name] - medians['bare']:.0f} ms beyond a bare start",
                "500 ms",
            )


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
            log.write(
                claim, Progress(ResumePoint(0, tuple(holds), 140.0), Ending.FINISHED, has_holds_left=False), then
            )
            log.answer_after(claim.session_id, chance.randrange(11))


ROWS = {f.__name__: f for f in (start, first_digit, precision, cost, figure, key, library, history)}


def main():
    """Print the rows that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", help=", ".join(ROWS))
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    subprocess.run([PYTHON, "-m", "compileall", "-q", str(HERE.parents[1] / "src"), str(HERE)], check=True)
    for name in options.rows or ROWS:
        for measured, bar in ROWS[name](options.runs):
            print(f"{name:12} {measured}   (bar: {bar})", flush=True)


if __name__ == "__main__":
    main()
