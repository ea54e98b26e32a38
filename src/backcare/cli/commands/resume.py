"""The command `resume`."""

from dataclasses import replace
from typing import Annotated

import typer

from backcare.cli.context import read_guidance_quietly
from backcare.cli.options import AtOnceOption, shares
from backcare.errors import BackcareError, UsageError
from backcare.settings.session_settings import SessionSettings


@shares("settings", SessionSettings, "sound voice hush voice_name voice_rate plain awake ask")
def resume(
    settings: SessionSettings,
    *,
    yes: AtOnceOption = False,
    speed: Annotated[str | None, typer.Option(hidden=True)] = None,
) -> None:
    """Go on with the session that was broken off.

    It goes on at the same stretch, repeat and side, and at its own speed.

    \b
    backcare resume
    """
    from backcare.runner.origin import Origin
    from backcare.runner.resumable import find_resumable
    from backcare.runner.run_session import run_session

    if speed is not None:
        raise UsageError("a session goes on at its own speed; backcare routine NAME --speed 20 rehearses one")
    kept = find_resumable()
    if not kept:
        raise BackcareError("there is nothing to go on with; backcare routine NAME begins a session")
    if kept.is_running:
        raise BackcareError(
            f"{kept.plan.name} is running in another terminal: go on there, or end it there with q q first"
        )
    begun = kept.interrupted
    origin = Origin(begun.origin, begun.fingerprint)
    kept = replace(kept, difference=origin.difference())
    settings = replace(settings, pages=not yes, speed=begun.record.speed)
    raise typer.Exit(run_session(kept.plan, settings, origin, read_guidance_quietly, kept))
