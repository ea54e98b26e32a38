"""The command `hold`."""

from dataclasses import replace
from enum import StrEnum
from typing import Annotated, NoReturn

import typer

from backcare.cli import completion
from backcare.cli.context import read_guidance, read_guidance_quietly
from backcare.cli.options import StageOption, choice_option, shares, wrong_value
from backcare.errors import UsageError
from backcare.model.stretch import Routine, RoutineItem, Side, Stage, Stretch
from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.planning.plan import Plan
from backcare.settings.session_settings import SessionSettings
from backcare.text import parse_number


class SideChoice(StrEnum):
    """Which sides of a stretch to hold."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@shares("options", PlanOptions, "hold repeats")
@shares("settings", SessionSettings, "sound voice hush voice_name voice_rate plain awake log speed")
def hold(
    what: Annotated[
        str,
        typer.Argument(
            metavar="SECONDS|STRETCH",
            help="1-600 seconds, or a stretch's name.",
            autocompletion=completion.stretch_names,
        ),
    ],
    *,
    side: Annotated[
        SideChoice | None, choice_option("--side", SideChoice, help="Which side, where a stretch has sides.")
    ] = None,
    options: PlanOptions,
    stage: StageOption = None,
    settings: SessionSettings,
) -> None:
    """Hold one stretch, or count so many seconds.

    A stretch is led into, with its set-up; a number of seconds is a plain count, and not kept.

    \b
    backcare hold 20
    backcare hold doorway
    backcare hold kneeling-twist --side left --hold 30
    """
    settings = replace(settings, pages=False)
    seconds = parse_number(what)
    if seconds is None:
        _hold_stretch(_find_stretch(what), side, options, stage, settings)
    if side:
        raise UsageError("--side goes with a stretch, not with a number of seconds")
    from backcare.runner.run_session import run_session

    raise typer.Exit(run_session(bare_hold(seconds), settings, None, read_guidance_quietly))


def _find_stretch(what: str) -> Stretch:
    """Return the stretch of a name; raises UsageError for what was meant as a number, UnknownName for others."""
    from backcare.files.faults import UnknownName
    from backcare.library.library import open_library

    try:
        return open_library().stretch(what)
    except UnknownName:
        if not _is_like_number(what):
            raise
        raise wrong_value("a hold lasts 1-600 seconds", "float_type", what) from None


def _is_like_number(text: str) -> bool:
    """Tell whether a text that is no number, such as 20s, 1:30, 22,5 or nan, was meant as one."""
    return text.strip().lstrip("+-.")[:1].isnumeric() or text.lower() in ("nan", "inf", "infinity")


def _hold_stretch(
    stretch: Stretch,
    side: SideChoice | None,
    options: PlanOptions,
    stage: Stage | None,
    settings: SessionSettings,
) -> NoReturn:
    from backcare.cli.personalise import confirm_lying_down
    from backcare.runner.origin import Origin
    from backcare.runner.run_session import run_session

    plan = _plan(stretch, side, options)
    confirm_lying_down(plan, stage, read_guidance, by_name=True)
    raise typer.Exit(run_session(plan, settings, Origin.of(stretch), read_guidance_quietly))


def _plan(stretch: Stretch, side: SideChoice | None, options: PlanOptions) -> Plan:
    if side and not stretch.sides:
        raise UsageError(f"{stretch.name} has no sides: leave --side out")
    if side in (SideChoice.LEFT, SideChoice.RIGHT):
        stretch = replace(stretch, sides=(Side(side),))
    routine = Routine(stretch.id, stretch.name, (RoutineItem(stretch),))
    return build(routine, replace(options, lead_in=0))
