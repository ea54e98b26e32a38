"""The command `resume`."""

from dataclasses import replace
from typing import Annotated

import typer

from backcare.cli import context, dialog
from backcare.cli.options import (
    AskOption,
    AwakeOption,
    HushOption,
    PlainOption,
    SoundOption,
    VoiceNameOption,
    VoiceOption,
    VoiceRateOption,
)
from backcare.errors import BackcareError
from backcare.files.folders import find_folders
from backcare.settings.session_settings import VOICE_RATE, SessionSettings


def resume(
    sound: SoundOption = True,
    voice: VoiceOption = True,
    hush: HushOption = False,
    voice_name: VoiceNameOption = None,
    voice_rate: VoiceRateOption = VOICE_RATE,
    plain: PlainOption = False,
    awake: AwakeOption = True,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Go on at once, and leave at once: no page before or after.")
    ] = False,
    ask: AskOption = True,
) -> None:
    """Go on with the session that was broken off, at the same stretch and side.

    \b
    backcare resume
    """
    from backcare.runner import resume
    from backcare.runner.origin import Origin
    from backcare.runner.session_history import SessionHistory

    kept = resume.find_resumable()
    if not kept:
        raise BackcareError("there is nothing to go on with; backcare routine NAME begins a session")
    begun = kept.interrupted.start
    origin = Origin(begun.origin, begun.fingerprint)
    kept = replace(kept, difference=origin.difference())
    heard = SessionSettings(sound, voice, hush, voice_name, voice_rate)
    settings = replace(heard, plain=plain, pages=not yes, awake=awake, ask=ask, speed=begun.speed)
    from backcare.runner.run_session import run_session
    from backcare.runner.safety_notice import SafetyNotice

    care = SafetyNotice(context.read_guidance_quietly, find_folders().shown_once_file)
    dialog.exit_with(run_session(kept.plan, settings, care, SessionHistory(origin, begun.speed), kept))
