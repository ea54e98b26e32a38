"""Options that several commands share."""

import re
from typing import Annotated

import typer

from backcare.errors import UsageError
from backcare.model.stretch import Stage
from backcare.planning.build import MOST_REPEATS

SoundOption = Annotated[bool, typer.Option("--sound/--no-sound", envvar="BACKCARE_SOUND", help="Make sounds.")]


VoiceOption = Annotated[
    bool,
    typer.Option("--voice/--no-voice", envvar="BACKCARE_VOICE", help="Speak, where the system has a voice."),
]


HushOption = Annotated[
    bool, typer.Option("--hush", envvar="BACKCARE_HUSH", help="Low, soft tones and no voice: a baby sleeps.")
]


def _name(text: str | None) -> str | None:
    if not text:
        return text
    from backcare.settings.config_schema import VOICE_NAME

    if not re.search(VOICE_NAME, text):
        raise UsageError(f"that is no name of a voice: {text}")
    return text


VoiceNameOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        envvar="BACKCARE_VOICE_NAME",
        callback=_name,
        help="One of the system's voices, as it calls it.",
    ),
]


VoiceRateOption = Annotated[
    int,
    typer.Option(
        metavar="WORDS", min=80, max=320, envvar="BACKCARE_VOICE_RATE", help="Words that the voice says a minute."
    ),
]


HoldOption = Annotated[
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


RepeatsOption = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=MOST_REPEATS,
        metavar="N",
        envvar="BACKCARE_REPEATS",
        help="How often each stretch is held before the next.",
    ),
]


PlainOption = Annotated[
    bool,
    typer.Option(
        "--plain", envvar="BACKCARE_PLAIN", help="Lines instead of a screen, for screen readers and pipes."
    ),
]


AwakeOption = Annotated[
    bool,
    typer.Option(
        "--awake/--no-awake", envvar="BACKCARE_AWAKE", help="Keep the screen from going dark in a session."
    ),
]


SpeedOption = Annotated[
    float, typer.Option(min=0.1, max=1000, metavar="X", envvar="BACKCARE_SPEED", help="Rehearse X times faster.")
]


AskOption = Annotated[
    bool, typer.Option("--ask/--no-ask", envvar="BACKCARE_ASK", help="Ask how it is, 0-10, before and after.")
]


LogOption = Annotated[
    bool, typer.Option("--log/--no-log", envvar="BACKCARE_LOG", help="Keep the session in your history.")
]


StageOption = Annotated[
    Stage | None,
    typer.Option(
        "--stage",
        envvar="BACKCARE_STAGE",
        help="The stage you are in; it chooses tips and information.",
    ),
]


YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
