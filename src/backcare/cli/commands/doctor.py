"""The command `doctor`."""

import typer

from backcare.cli.options import shares
from backcare.errors import Exit
from backcare.settings.session_settings import SessionSettings
from backcare.terminal import output


@shares("settings", SessionSettings, "voice_name voice_rate")
def doctor(settings: SessionSettings) -> None:
    """Try the speaker, the voice and the terminal.

    The folders, too; what is missing is told with what mends it.

    \b
    backcare doctor
    """
    from backcare.cli.self_test import print_result, surroundings, try_tones, try_voice

    heard = [try_tones(), try_voice(settings.voice_name, settings.voice_rate)]
    for label, text in surroundings():
        print_result(label, text)
    if not any(heard):
        output.print_text("A session cannot be followed by ear here; the screen shows everything.")
        raise typer.Exit(Exit.MENDABLE)
    output.print_text("A session can be followed by ear.")
