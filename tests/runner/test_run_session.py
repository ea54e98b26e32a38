"""Whole runs as scripts of keys: all of them on a fake terminal, a few with the real program in a real one."""

import sys
from dataclasses import replace

import pytest

from backcare.settings.session_settings import SessionSettings
from fake_terminal import FakeTerminal
from run_fake import run_fake
from scripts import Press, Resize, Script, Signal, see, see_once

pytestmark = pytest.mark.timeout(300)  # each thing that is waited for may take its time on a busy machine

QUIET = SessionSettings(sound=False)
FAST = SessionSettings(speed=500.0)
AT_ONCE = SessionSettings(sound=False, pages=False)
UNSAVED = SessionSettings(log=False)
SLOW_COUNT = Script("hold 600", settings=SessionSettings(speed=10.0))
FOOT_OF_START = "Enter begin"
ALL_SIGNS = "Talk to your healthcare provider"
FIRST_SIGNS = "Chest pain, trouble breathing, a sudden"
ONE_LINE = "Information, not medical advice. When to ask for help: "
COLOUR_ANSWER = "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"
PASTED = "\x1b[200~curl -fsSL https://example.org | sh\rqq\r\x1b[201~"
BEGIN_AND_QUIT = (Press("\r"), see("GET READY"), Press("q"), see("PAUSED"))


def whole_session(size):
    steps = (
        *(see(FOOT_OF_START), Press("\r"), see("GET READY"), Press("n")),
        *(see("SET UP"), Press("\r"), see("MOVE"), Press("\x1b[C"), see("HOLD  0:1")),
        *(Press("+"), see("HOLD  0:2")),
        *(Press(" "), see("PAUSED"), Press("x"), see("MOVE  0:0"), Press("n"), see("HOLD  0:")),
        *(Press("b"), see("MOVE  0:"), Press("q"), see("PAUSED")),
    )
    return (Script("routine postpartum", steps, 3, leave="q", left=("Ended early",), settings=QUIET, size=size),)


def signalled(name, code):
    return (replace(SLOW_COUNT, steps=(see("HOLD  9:5"), Signal(name)), code=code, left=("Ended early",)),)


FAKE_AND_REAL = {
    "with start page, pause, skip, again, plus and two q": whole_session((80, 24)),
    "in the smallest window": whole_session((20, 4)),
    "ended by SIGINT": signalled("SIGINT", 130),
    "ended by SIGTERM": signalled("SIGTERM", 143),
    "ended by SIGHUP": signalled("SIGHUP", 129),
    "ended by Ctrl-C": (replace(SLOW_COUNT, steps=(see("HOLD  9:5"), Press("\x03")), code=130),),
    "after the routine r starts it once more": (
        Script(
            "routine pregnancy",
            (
                *(see(FOOT_OF_START), Press("\r"), see("Done:", "1:20 held", "r once more")),
                *(Press(PASTED), see("r once more"), Press("r")),
                *(see("GET READY"), see("Done:", "1:20 held", "r once more")),
            ),
            leave="q",
            left=("Take your time",),
            settings=FAST,
        ),
    ),
    "after a resize nothing is stale": (
        Script(
            "routine postpartum",
            (
                see("GET READY", "stretch 1 of 3"),
                *(
                    step
                    for size in ((40, 12), (100, 30), (20, 4), (80, 24))
                    for step in (Resize(*size), see("GET READY"))
                ),
                see("stretch 1 of 3", "any key pause"),
                see_once("GET READY", "Standing Pec"),
                *(Press("q"), see("PAUSED")),
            ),
            3,
            leave="q",
            settings=AT_ONCE,
        ),
    ),
    "w pauses for the warning signs and q there stops": (
        Script(
            "hold 60",
            (
                *(see("HOLD  "), Press("w"), see(ALL_SIGNS, "Esc stop"), Press("x")),
                *(see("BACK IN"), Press("w"), see("Esc stop"), Press("q")),
            ),
            4,
            left=("Rest now, and ask your healthcare provider",),
            settings=QUIET,
        ),
    ),
    "a counted movement counts its repeats": (
        Script(
            "hold shoulder-rolls",
            (see("REPEAT  3 of 10 "), see("10 of 10 ", "last one")),
            settings=SessionSettings(sound=False, speed=10.0),
        ),
    ),
    "a nudge leads to a break and counts again": (
        Script(
            "remind --every 1m",
            (
                *(see("Next nudge in", "Enter a break now"), Press(PASTED), see("Next nudge in")),
                *(see("Time to move. If you carry a child, swap arms often.", "s in 5 minutes"), Press("s")),
                *(see("Next nudge in"), Press("\r"), see("GET READY", "Shoulder Rolls"), Press("w")),
                *(see("Esc stop"), Press("q"), see("Next nudge in")),
            ),
            leave="q",
            settings=SessionSettings(speed=60.0),
            bells=1,
        ),
    ),
    "what a terminal answers by itself is no key": (
        Script(
            "hold 60",
            (
                see("HOLD  0:5"),
                Press(COLOUR_ANSWER),
                Press("\x1b[8;24;80t"),
                see("HOLD  0:4"),
                Press("q"),
                see("PAUSED"),
            ),
            3,
            leave="q",
            settings=QUIET,
        ),
    ),
    "a paste is at most a pause, and nothing on a page": (
        Script(
            "routine postpartum",
            (
                *(see(FOOT_OF_START), Press(PASTED), see(FOOT_OF_START), Press("\r")),
                *(see("GET READY"), Press(PASTED), see("PAUSED"), Press(PASTED + PASTED), see("PAUSED")),
                *(Press("x"), see("GET READY  0:0"), Press("q"), see("PAUSED")),
            ),
            3,
            leave="q",
            settings=QUIET,
        ),
    ),
    "the figure moves in a move and a resize leaves one picture": (
        Script(
            "routine postpartum",
            (
                *(see("GET READY"), Press("n"), see("SET UP"), Press("n"), see("MOVE", "██", "⣿")),
                *(
                    step
                    for size in ((120, 40), (40, 12), (50, 36), (80, 24))
                    for step in (Resize(*size), see("MOVE  0:"))
                ),
                see("MOVE  0:", "any key pause"),
                *(see_once("Standing Pec"), Press("q"), see("PAUSED")),
            ),
            3,
            leave="q",
            settings=AT_ONCE,
        ),
    ),
}
FAKE_ONLY = {
    "in a large window": whole_session((120, 40)),
    "in a small window": whole_session((40, 12)),
    "without pages it begins and leaves by itself": (
        Script("routine pregnancy", settings=replace(FAST, pages=False)),
    ),
    "leaving the start page does nothing": (
        Script("routine postpartum", (see(FOOT_OF_START), Press("q")), 3, settings=QUIET),
    ),
    "the bell rings at the start and the end of a hold": (Script("hold 1", bells=1 + 4),),
    "without sound no bell rings": (Script("hold 1", bells=0, settings=QUIET),),
    "the first session shows the warning signs and the next a line": (
        Script(
            "routine postpartum",
            (
                see(FIRST_SIGNS, "your emergency number", FOOT_OF_START, "It cannot examine you", "Esc leave"),
                see("1. Standing Pec", "3. Doorway", "You need", "Sound"),
                *BEGIN_AND_QUIT,
            ),
            3,
            leave="q",
            settings=UNSAVED,
        ),
        Script(
            "routine postpartum",
            (see(FOOT_OF_START, ONE_LINE), Press("q")),
            3,
            settings=UNSAVED,
            never=(FIRST_SIGNS,),
        ),
    ),
    "leaving the first start page shows them again": (
        Script("routine postpartum", (see(FIRST_SIGNS),), 3, leave="q"),
        Script("routine postpartum", (see(FIRST_SIGNS),), 3, leave="q"),
    ),
    "a window too small for them counts for nothing until w has shown them": (
        Script(
            "routine postpartum",
            (see(FOOT_OF_START), *BEGIN_AND_QUIT),
            3,
            leave="q",
            settings=UNSAVED,
            size=(40, 10),
        ),
        Script(
            "routine postpartum",
            (
                *(
                    see(FOOT_OF_START),
                    Press("w"),
                    see("Chest pain, trouble", "backcare redflags --all"),
                    Press("x"),
                ),
                *(see(FOOT_OF_START), *BEGIN_AND_QUIT),
            ),
            3,
            leave="q",
            settings=UNSAVED,
            size=(40, 10),
        ),
        Script("routine postpartum", (see(ONE_LINE),), 3, leave="q", settings=UNSAVED),
    ),
    "leaving from the warning signs before the session stops it too": (
        Script(
            "routine postpartum",
            (
                *(see(FOOT_OF_START), Press("w"), see("Enter back"), Press("\r")),
                *(see(FOOT_OF_START), Press("w"), see("Esc leave"), Press("q")),
            ),
            4,
            left=("Rest now",),
        ),
    ),
    "Ctrl-Z pauses a session and fg goes on": (
        Script(
            "hold 60",
            (see("HOLD  0:5"), Press("\x1a"), see("BACK IN"), see("HOLD  0:5"), Press("q"), see("PAUSED")),
            3,
            leave="q",
            settings=QUIET,
        ),
    ),
    "Ctrl-C in a break ends the reminder too": (
        Script("remind --every 45m", (see("Next nudge in"), Press("\r"), see("GET READY"), Press("\x03")), 130),
    ),
}


@pytest.mark.parametrize(
    "runs", [pytest.param(runs, id=name) for name, runs in (FAKE_AND_REAL | FAKE_ONLY).items()]
)
def test_a_run_on_a_fake_terminal(runs, capsys):
    for script in runs:
        terminal = FakeTerminal(script.steps, size=script.size, leave=script.leave, never=script.never)
        assert run_fake(script, terminal) == script.code
        terminal.assert_done()
        left = " ".join(capsys.readouterr().out.split())
        assert all(text in left for text in script.left), left
        assert script.bells in (None, terminal.bells)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("runs", [pytest.param(runs, id=name) for name, runs in FAKE_AND_REAL.items()])
def test_the_same_run_of_the_real_program(runs, start):
    for script in runs:
        run = start(*script.arguments, columns=script.size[0], rows=script.size[1])
        assert run.follow(script.steps).end(pressing=script.leave) == script.code
        left = " ".join(run.raw.decode().split())
        assert all(text in left for text in script.left), left
        assert run.gave_back
        assert b"Traceback" not in run.raw
        assert script.bells is None or (b"\a" in run.raw) == (script.bells > 0)
