"""The commands that time her: `routine` and `hold`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from backcare.cli import completion, context, dialog
from backcare.cli.context import _is_path, find_routine
from backcare.cli.options import (
    AskOption,
    AwakeOption,
    HoldOption,
    HushOption,
    LogOption,
    PlainOption,
    RepeatsOption,
    SoundOption,
    SpeedOption,
    StageOption,
    VoiceNameOption,
    VoiceOption,
    VoiceRateOption,
)
from backcare.errors import UsageError
from backcare.model.stretch import Routine
from backcare.planning.build import LEAD_IN, REST, PlanOptions, build
from backcare.planning.plan import Plan, timeline
from backcare.planning.surroundings import Surroundings
from backcare.runner.run_session import run_plan
from backcare.settings.session_settings import VOICE_RATE, SessionSettings
from backcare.terminal import output
from backcare.text import format_clock


def routine(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE.yaml",
            help="A routine's name, or a file of your own.",
            autocompletion=completion.routine_names,
        ),
    ],
    hold: HoldOption = None,
    repeats: RepeatsOption = None,
    minutes: Annotated[
        float | None,
        typer.Option(
            min=0.5,
            max=180,
            metavar="M",
            envvar="BACKCARE_MINUTES",
            help="Fit it into so many minutes; both sides stay.",
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
            metavar="STRETCH",
            help="Only this stretch; may be said again.",
            autocompletion=completion.stretch_names,
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STRETCH",
            help="Leave this stretch out; may be said again.",
            autocompletion=completion.stretch_names,
        ),
    ] = None,
    remembered: Annotated[
        bool, typer.Option("--remember", help="With --without: leave it out of every routine from now on.")
    ] = False,
    no_floor: Annotated[bool, typer.Option("--no-floor", help="Nothing kneeling or lying down.")] = False,
    no_wall: Annotated[bool, typer.Option("--no-wall", help="Nothing that needs a wall.")] = False,
    seated: Annotated[bool, typer.Option("--seated", help="Only what is done seated.")] = False,
    stage: StageOption = None,
    tips: Annotated[
        bool, typer.Option("--tips/--no-tips", envvar="BACKCARE_TIPS", help="A tip in the rests.")
    ] = True,
    wait: Annotated[
        bool, typer.Option("--wait", envvar="BACKCARE_WAIT", help="After each set-up, wait for a key.")
    ] = False,
    sound: SoundOption = True,
    voice: VoiceOption = True,
    hush: HushOption = False,
    voice_name: VoiceNameOption = None,
    voice_rate: VoiceRateOption = VOICE_RATE,
    plain: PlainOption = False,
    awake: AwakeOption = True,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Begin at once, and leave at once: no page before or after.")
    ] = False,
    ask: AskOption = True,
    log: LogOption = True,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the timeline and its length instead.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="With --dry-run: the timeline as JSON.")] = False,
    speed: SpeedOption = 1.0,
) -> None:
    """Guide you through a routine.

    \b
    backcare routine postpartum
    backcare routine pregnancy --minutes 4
    backcare routine postpartum --repeats 3 --hold 20
    backcare routine postpartum --no-floor --minutes 12
    backcare routine my-routine.yaml --dry-run
    """
    if json and not dry_run:
        raise UsageError("--json goes with --dry-run")
    if remembered and not without:
        raise UsageError("--remember goes with --without")
    from backcare.cli import personalise

    chosen, guidance, choices = find_routine(name), context.read_guidance(), context.config_of(ctx)
    profile = personalise.make_profile(choices, stage or chosen.stage)
    wishes = PlanOptions(
        hold=hold,
        repeats=repeats,
        minutes=minutes,
        rest=rest,
        lead_in=lead_in,
        only=_ids(chosen, only),
        without=_ids(chosen, without),
        wait=wait,
        surroundings=Surroundings(floor=not no_floor, wall=not no_wall, seated=seated),
        leave_out=tuple(choices.get("leave_out", ())),
        tips=personalise.choose_tips(guidance, chosen, profile.stage) if tips else (),
        tips_to_show=1 if tips and chosen.tip else 0,
    )
    plan = personalise.add_information(build(chosen, wishes), guidance, profile)
    if remembered:
        personalise.remember_left_out(wishes)
    if dry_run:
        _print_timeline(plan, as_json=json)
        return
    personalise.confirm_lying_down(plan, stage, lambda: guidance)
    from backcare.runner.origin import Origin

    heard = SessionSettings(sound, voice, hush, voice_name, voice_rate)
    settings = replace(heard, plain=plain, pages=not yes, awake=awake, ask=ask, log=log, speed=speed)
    origin = Origin.of(chosen, Path(chosen.file) if _is_path(name) else None)
    dialog.exit_with(run_plan(plan, settings, origin, lambda: guidance))


def _ids(chosen: Routine, names: list[str] | None) -> tuple[str, ...]:
    """Stretches of a routine may be named as short as everywhere else."""
    from backcare.library.lookup import find_id

    here = {entry.stretch.id: entry.stretch.name for entry in chosen.items}
    return tuple(find_id(name, here, f"stretch in {chosen.id}") for name in names or ())


def _print_timeline(plan: Plan, *, as_json: bool) -> None:
    if as_json:
        output.print_json(timeline(plan))
        return
    from backcare.screen.tables import timeline_table

    output.print_rich(timeline_table(plan))
    typer.echo(f"{format_clock(plan.seconds)} in all")
    for text in plan.notices:
        typer.echo(text)
