"""The command `remind`."""

from typing import Annotated, Any

import typer

from backcare.cli.context import config_of, find_routine, read_guidance_quietly
from backcare.cli.options import HOW_LONG, shares
from backcare.errors import UsageError
from backcare.files.folders import find_folders
from backcare.settings.session_settings import SessionSettings
from backcare.terminal.output import is_at_terminal

_BREAK = "desk-break"


def _time_option(metavar: str, about: str) -> Any:  # noqa: ANN401 - as typer.Option
    return typer.Option(metavar=metavar, rich_help_panel=HOW_LONG, help=about)


@shares("settings", SessionSettings, "sound voice hush voice_name voice_rate awake speed")
def remind(
    ctx: typer.Context,
    every: Annotated[str, _time_option("LENGTH", "How long between nudges.")] = "45m",
    until: Annotated[str | None, _time_option("HH:MM", "When to stop.")] = None,
    quiet_from: Annotated[str | None, _time_option("HH:MM", "No nudges from here.")] = None,
    quiet_to: Annotated[str | None, _time_option("HH:MM", "Nudges again from here.")] = None,
    *,
    settings: SessionSettings,
) -> None:
    """Nudge you to a short break now and then.

    It runs in a terminal of its own; a key there starts the break.

    \b
    backcare remind
    backcare remind --every 30m --until 18:00
    backcare remind --quiet-from 12:30 --quiet-to 14:00
    """
    from backcare.runner.run_reminder import Hours, ReminderRun, run_reminder

    hours = Hours.of(every, until, quiet_from, quiet_to)
    if not is_at_terminal():
        raise UsageError("remind needs a terminal of its own: it counts down there and waits for a key")
    from backcare.cli.personalise import without_left_out
    from backcare.planning.build import PlanOptions, build
    from backcare.runner.single_instance import single_instance

    plan = build(find_routine(_BREAK), without_left_out(PlanOptions(), config_of(ctx)))
    with single_instance(find_folders().data / "remind.lock", "backcare remind"):
        raise typer.Exit(run_reminder(hours, ReminderRun(read_guidance_quietly, plan, settings)))
