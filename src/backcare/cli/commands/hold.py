"""The command `hold`."""

import math
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

from backcare.cli import completion, context, dialog
from backcare.cli.options import (
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
from backcare.library import library
from backcare.model.stretch import Routine, RoutineItem, Side, Stretch
from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.planning.plan import Plan
from backcare.runner.run_session import run_plan
from backcare.settings.session_settings import VOICE_RATE, SessionSettings


class Sides(StrEnum):
    """Which sides of a stretch to hold."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


def hold(
    what: Annotated[
        str,
        typer.Argument(
            metavar="SECONDS|STRETCH",
            help="1-600 seconds, or a stretch's name.",
            autocompletion=completion.stretch_names,
        ),
    ],
    side: Annotated[Sides | None, typer.Option(help="Which side, where a stretch has sides.")] = None,
    hold: HoldOption = None,
    repeats: RepeatsOption = None,
    stage: StageOption = None,
    sound: SoundOption = True,
    voice: VoiceOption = True,
    hush: HushOption = False,
    voice_name: VoiceNameOption = None,
    voice_rate: VoiceRateOption = VOICE_RATE,
    plain: PlainOption = False,
    awake: AwakeOption = True,
    log: LogOption = True,
    speed: SpeedOption = 1.0,
) -> None:
    """Time one hold, at once: a number of seconds, or a stretch with its set-up.

    \b
    backcare hold 20
    backcare hold doorway
    backcare hold kneeling-twist --side left --hold 30
    """
    seconds = _number(what)
    origin = None
    if seconds is None:
        from backcare.runner.origin import Origin

        stretch = library.open_library().stretch(what)
        origin = Origin.of(stretch)
        plan = _hold_of(stretch, side, PlanOptions(hold=hold, repeats=repeats, lead_in=0))
    elif side:
        raise UsageError("--side goes with a stretch, not with a number of seconds")
    else:
        plan = bare_hold(seconds)
    if seconds is None:
        from backcare.cli import personalise

        personalise.confirm_lying_down(plan, stage, context.read_guidance, by_name=True)
    heard = SessionSettings(sound, voice, hush, voice_name, voice_rate)
    settings = replace(heard, plain=plain, pages=False, awake=awake, log=log, speed=speed)
    dialog.exit_with(run_plan(plan, settings, origin, context.read_guidance_quietly))


def _number(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) else -1.0


def _hold_of(stretch: Stretch, side: Sides | None, wishes: PlanOptions) -> Plan:
    if side and not stretch.sides:
        raise UsageError(f"{stretch.name} has no sides: leave --side out")
    if side in (Sides.LEFT, Sides.RIGHT):
        stretch = replace(stretch, sides=(Side(side),))
    return build(Routine(stretch.id, stretch.name, (RoutineItem(stretch),)), wishes)
