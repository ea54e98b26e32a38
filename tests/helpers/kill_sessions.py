"""Kill sessions at random moments and see that nothing they had ended is lost: `kill_sessions.py 200`."""

import argparse
import json
import os
import random
import select
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import run_program

SPEED = 150
LONGEST = 3.4  # seconds that a session lasts at that speed
ROUTINES = ("pregnancy", "postpartum")  # both at once write into one history
AT_ONCE = 2  # histories


@dataclass(frozen=True)
class Killed:
    """What a killed session had said, as lines."""

    routine: str
    lines: tuple[str, ...]


def backcare(home, *arguments):
    return run_program.backcare(*arguments, environment={"BACKCARE_HOME": str(home)})


def kill_one(home, routine, seconds):
    """Run a session and kill it so many seconds after its first line; return the lines it had written."""
    command = [*run_program.PROGRAM, "routine", routine, "--plain", "--yes", "--repeats", "2"]
    env = os.environ | {"BACKCARE_HOME": str(home)}
    with subprocess.Popen(
        [*command, "--speed", str(SPEED)], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, env=env
    ) as run:
        said = os.read(run.stdout.fileno(), 65536)
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and select.select([run.stdout], [], [], left)[0]:
            if not (more := os.read(run.stdout.fileno(), 65536)):
                break
            said += more
        run.send_signal(signal.SIGKILL)
        said += run.stdout.read()
    return Killed(routine, tuple(said.decode().splitlines()))


def turns(lines):
    """The holds that had ended, in order, each as (kind of start, side); one is over when the user comes back."""
    return [line for line in lines if "] Come back:" in line]


def written(home):
    """The sessions in a history, with their holds, after a check of the file itself."""
    file = Path(home) / "data" / "history.db"
    connection = sqlite3.connect(file)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
    finally:
        connection.close()
    return json.loads(backcare(home, "history", "--json").stdout)


def expected(routine):
    """The turns of a routine in order: stretch, side and repeat of each hold."""
    plan = json.loads(backcare("/nowhere", "routine", routine, "--repeats", "2", "--dry-run", "--json").stdout)
    return [
        (phase["stretch"], phase["side"], phase["repeat"]) for phase in plan["phases"] if phase["kind"] == "hold"
    ]


def names():
    return {
        one["id"]: one["name"] for one in json.loads(backcare("/nowhere", "list", "stretches", "--json").stdout)
    }


def judge(killed, sessions):
    """Match each killed session with a row: no hold missing, at most one more than was told, none twice."""
    rows = Counter((row["routine"], len(row["holds"])) for row in sessions)
    for one in killed:
        told = len(turns(one.lines))
        exact = next((n for n in (told, told + 1) if rows[one.routine, n]), None)
        begun = any("Get ready" in line for line in one.lines)
        if exact is None:
            assert told == 0, f"{one.routine}: {told} holds had ended, and no session has them: {rows}"
            continue
        assert begun
        rows[one.routine, exact] -= 1


def resumed(home, stretches, plans):
    """Go on with what is left to go on with, to its end; return whether there was something."""
    before = {row["id"]: row for row in written(home)}
    run = backcare(home, "resume", "--plain", "--yes")
    if run.returncode == 1:
        return False
    after = {row["id"]: row for row in written(home)}
    changed = [number for number in after if after[number] != before[number]]
    assert len(changed) == 1 == len(after) - len(before) + 1, run.stderr
    old, new = before[changed[0]], after[changed[0]]
    order = plans[new["routine"]]
    assert new["status"] == "finished"
    assert [(hold["stretch"], hold["side"], hold["repeat"]) for hold in new["holds"]] == order
    stretch, side, repeat = order[len(old["holds"])]
    lead = next(line for line in run.stdout.splitlines() if "] Get ready:" in line)
    assert stretches[stretch] in lead, lead
    assert side is None or f"{side} side" in lead or f"knees {side}" in lead, lead
    assert repeat == 1 or "repeat 2 of 2" in lead, lead
    return True


def kill_some(seed):
    """Kill sessions that share a history, and go on with each that can be; return what was seen."""
    chance = random.Random(seed)
    plans = {routine: expected(routine) for routine in ROUTINES}
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor() as pool:
        runs = [(routine, chance.uniform(0, LONGEST)) for routine in ROUTINES]
        killed = list(pool.map(lambda run: kill_one(home, *run), runs))
        sessions = written(home)
        judge(killed, sessions)
        for row in sessions:
            done = [(hold["stretch"], hold["side"], hold["repeat"]) for hold in row["holds"]]
            assert done == plans[row["routine"]][: len(done)], row
        stretches, gone_on = names(), 0
        while resumed(home, stretches, plans):
            gone_on += 1
    holds = sum(len(row["holds"]) for row in sessions)
    return Counter(killed=len(killed), rows=len(sessions), holds=holds, gone_on=gone_on)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    total = Counter()
    with ProcessPoolExecutor(AT_ONCE) as pool:
        for seen in pool.map(kill_some, range(chosen.seed, chosen.seed + chosen.count // len(ROUTINES))):
            total.update(seen)
            print(dict(total), flush=True)


if __name__ == "__main__":
    main()
