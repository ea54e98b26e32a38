"""The commands that time her: `routine` and `hold`."""

import math
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from backcare.cli import common
from backcare.cli.hearing import RATE, Hush, Sound, Voice, VoiceName, VoiceRate
from backcare.errors import UsageError
from backcare.model import Entry, Routine, Side, Stretch
from backcare.plan import Plan, clock, timeline
from backcare.planning import LEAD_IN, MOST_REPEATS, REST, Wishes, bare_hold, build
from backcare.settings import Settings


class Sides(StrEnum):
    """Which sides of a stretch to hold."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


Seconds = Annotated[
    float | None,
    typer.Option(
        "--hold",
        metavar="S",
        min=1,
        max=600,
        envvar="BACKCARE_HOLD",
        help="Seconds a hold lasts; moved into each stretch's range.",
    ),
]
Repeats = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=MOST_REPEATS,
        metavar="N",
        envvar="BACKCARE_REPEATS",
        help="How often each stretch is held before the next.",
    ),
]
Plain = Annotated[
    bool,
    typer.Option(
        "--plain", envvar="BACKCARE_PLAIN", help="Lines instead of a screen, for screen readers and pipes."
    ),
]
Speed = Annotated[
    float, typer.Option(min=0.1, max=1000, metavar="X", envvar="BACKCARE_SPEED", help="Rehearse X times faster.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(routine)
    app.command()(hold)


def routine(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE.yaml",
            help="A routine's name, or a file of your own.",
            autocompletion=common.routine_names,
        ),
    ],
    hold: Seconds = None,
    repeats: Repeats = None,
    minutes: Annotated[
        float | None,
        typer.Option(
            min=0.5,
            max=180,
            metavar="M",
            envvar="BACKCARE_MINUTES",
            help="Fit it into the time you have; both sides stay.",
        ),
    ] = None,
    rest: Annotated[
        float,
        typer.Option(min=0, max=600, metavar="S", envvar="BACKCARE_REST", help="Seconds between stretches."),
    ] = REST,
    lead_in: Annotated[
        float,
        typer.Option(
            min=0, max=600, metavar="S", envvar="BACKCARE_LEAD_IN", help="Seconds before the first stretch."
        ),
    ] = LEAD_IN,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STRETCH", help="Only this stretch; may be said again.", autocompletion=common.stretch_names
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STRETCH",
            help="Leave this stretch out; may be said again.",
            autocompletion=common.stretch_names,
        ),
    ] = None,
    wait: Annotated[
        bool, typer.Option("--wait", envvar="BACKCARE_WAIT", help="After each set-up, wait for a key.")
    ] = False,
    sound: Sound = True,
    voice: Voice = True,
    hush: Hush = False,
    voice_name: VoiceName = None,
    voice_rate: VoiceRate = RATE,
    plain: Plain = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Begin at once, and leave at once: no page before or after.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the timeline and its length instead.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="With --dry-run: the timeline as JSON.")] = False,
    speed: Speed = 1.0,
) -> None:
    """Guide you through a routine.

    \b
    backcare routine postpartum
    backcare routine pregnancy --minutes 4
    backcare routine postpartum --repeats 3 --hold 20
    backcare routine my-routine.yaml --dry-run
    """
    if json and not dry_run:
        raise UsageError("--json goes with --dry-run")
    chosen = find(name)
    wishes = Wishes(
        hold=hold,
        repeats=repeats,
        minutes=minutes,
        rest=rest,
        lead_in=lead_in,
        only=_ids(chosen, only),
        without=_ids(chosen, without),
        wait=wait,
    )
    plan = build(chosen, wishes)
    if dry_run:
        _print_timeline(plan, as_json=json)
        return
    heard = Settings(sound, voice, hush, voice_name, voice_rate)
    _practise(plan, replace(heard, plain=plain, pages=not yes, speed=speed))


def hold(
    what: Annotated[
        str,
        typer.Argument(
            metavar="SECONDS|STRETCH",
            help="1-600 seconds, or a stretch's name.",
            autocompletion=common.stretch_names,
        ),
    ],
    side: Annotated[Sides | None, typer.Option(help="Which side, where a stretch has sides.")] = None,
    hold: Seconds = None,
    repeats: Repeats = None,
    sound: Sound = True,
    voice: Voice = True,
    hush: Hush = False,
    voice_name: VoiceName = None,
    voice_rate: VoiceRate = RATE,
    plain: Plain = False,
    speed: Speed = 1.0,
) -> None:
    """Time one hold, at once: a number of seconds, or a stretch with its set-up.

    \b
    backcare hold 20
    backcare hold doorway
    backcare hold kneeling-twist --side left --hold 30
    """
    seconds = _number(what)
    if seconds is None:
        plan = _hold_of(common.library().stretch(what), side, Wishes(hold=hold, repeats=repeats, lead_in=0))
    elif side:
        raise UsageError("--side goes with a stretch, not with a number of seconds")
    else:
        plan = bare_hold(seconds)
    heard = Settings(sound, voice, hush, voice_name, voice_rate)
    _practise(plan, replace(heard, plain=plain, pages=False, speed=speed))


def find(name: str) -> Routine:
    """Return the routine of a name, or of a file as it lies where it looks like a path."""
    if name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name:
        return common.library().routine_file(Path(name))
    return common.library().routine(name)


def _ids(chosen: Routine, names: list[str] | None) -> tuple[str, ...]:
    """Stretches of a routine may be named as short as everywhere else."""
    from backcare.library import pick

    here = {entry.stretch.id: entry.stretch.name for entry in chosen.entries}
    return tuple(pick(name, here, f"stretch in {chosen.id}") for name in names or ())


def _number(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) else -1.0


def _hold_of(stretch: Stretch, side: Sides | None, wishes: Wishes) -> Plan:
    if side and not stretch.sides:
        raise UsageError(f"{stretch.name} has no sides: leave --side out")
    if side in (Sides.LEFT, Sides.RIGHT):
        stretch = replace(stretch, sides=(Side(side),))
    return build(Routine(stretch.id, stretch.name, (Entry(stretch),)), wishes)


def _print_timeline(plan: Plan, *, as_json: bool) -> None:
    if as_json:
        common.write_json(timeline(plan))
        return
    from backcare.cli.tables import timeline_table

    common.show(timeline_table(plan))
    typer.echo(f"{clock(plan.seconds)} in all")
    for text in plan.notices:
        typer.echo(text)


def _practise(plan: Plan, settings: Settings) -> None:
    from backcare.cli.stage import practise

    common.leave(practise(plan, settings))
