"""The command `export`."""

from pathlib import Path
from typing import Annotated

import typer

from backcare.cli.context import config_of, find_routine, read_guidance
from backcare.cli.options import ForceOption, RoutineName, TipsOption, read_new_file, shares
from backcare.errors import BackcareError
from backcare.files.writing import replace_file
from backcare.planning.build import PlanOptions
from backcare.planning.plan import Plan
from backcare.settings.session_settings import SessionSettings
from backcare.terminal.output import print_text
from backcare.text import format_clock


@shares("options", PlanOptions, "hold repeats minutes rest lead_in")
@shares("settings", SessionSettings, "voice hush voice_name voice_rate")
def export(
    ctx: typer.Context,
    name: RoutineName,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Ends with .wav, .mp3 or .opus, or .html for a page."
        ),
    ] = None,
    *,
    options: PlanOptions,
    settings: SessionSettings,
    tips: TipsOption = True,
    force: ForceOption = False,
) -> None:
    """Write a whole session as one sound file or page.

    A page has the pictures, too; both are for the phone on the floor.

    \b
    backcare export postpartum -o session.html
    backcare export pregnancy --minutes 10 -o session.mp3
    """
    from backcare.cli.personalise import personal_plan

    found, guidance = find_routine(name), read_guidance()
    plan = personal_plan(found, options, config_of(ctx), guidance, None, tips=tips, takes_without=False)
    file = read_new_file(output, f"{plan.routine}.wav", force=force)
    if file.suffix.lower() == ".html":
        from backcare.runner.make_page import make_page

        with replace_file(file) as part:
            page, seconds = make_page(plan, guidance, settings)
            part.write_text(page, encoding="utf-8")
    else:
        seconds = _write_sound(plan, settings, file)
    print_text(f"{file}: {format_clock(seconds)}")
    for text in plan.notices:
        print_text(text)


def _write_sound(plan: Plan, settings: SessionSettings, file: Path) -> float:
    """Write the sound of a session and return its seconds; raises BackcareError where its voice is missing."""
    from backcare.runner.record import record_wav, voice_for_files, wants_voice
    from backcare.sound.clips import temporary_folder
    from backcare.sound.export import find_encoder

    encoder = find_encoder(file)
    voice = voice_for_files(settings)
    if wants_voice(settings) and not voice:
        from backcare.sound.install_hints import voice_hint

        hint = f"{voice_hint()} With --no-voice it has tones only."
        raise BackcareError(f"no voice that can speak into a file was found. {hint}")
    with replace_file(file) as part, temporary_folder() as folder:
        wav = Path(folder) / "session.wav" if encoder else part
        seconds = record_wav(plan, settings, voice, wav)
        if encoder:
            encoder(wav, part)
    return seconds
