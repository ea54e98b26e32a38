"""Options that several commands share: each is declared once, and what a wrong value is answered with."""

import inspect
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import partial, wraps
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, get_type_hints

import typer

from backcare.cli import completion
from backcare.errors import BackcareError, UsageError
from backcare.model.stretch import Stage
from backcare.settings.session_settings import LIMITS, VOICE_NAME
from backcare.text import json_number, parse_number

NumberKind: TypeAlias = Literal["seconds", "whole", "number"]
# By what is to be typed: what pydantic calls the error where it is no number.
_NO_NUMBER: Mapping[NumberKind, str] = {"seconds": "float_type", "whole": "int_type", "number": "number"}
# The panels of the help, in which options that belong together are told.
HOW_LONG = "How long"
WHICH = "Which"
SOUND = "Sound"
SCREEN = "Screen"
SCRIPTS = "For scripts"
_Choice = TypeVar("_Choice", bound=StrEnum)


def read_number(label: str, kind: NumberKind, value: str | float, *, least: float, most: float) -> float:
    """Return the number that was typed, by the rules for one in a file; raises UsageError, naming the label."""
    number = parse_number(value) if isinstance(value, str) else value
    if number is None:
        raise wrong_value(label, _NO_NUMBER[kind], value)
    if kind == "whole" and not isinstance(number, int):
        raise wrong_value(label, "int_from_float", number)
    if number < least:
        raise wrong_value(label, "greater_than_equal", number, ge=least)
    if number > most:
        raise wrong_value(label, "less_than_equal", number, le=most)
    return number


def read_choice(label: str, kind: type[_Choice], value: str) -> _Choice:
    """Return the one of a kind's words that was typed; raises UsageError, naming the label."""
    if value in list(kind):
        return kind(value)
    raise wrong_value(label, "enum", value, expected=" ".join(f"'{word}'" for word in kind))


def wrong_value(label: str, error: str, found: object, **limits: object) -> UsageError:
    """Return the error for a wrong value, in the words of the same mistake in a file.

    `error` and `limits` are pydantic's type and context of it.
    """
    from backcare.files.value_errors import explain_value_error

    return UsageError(f"{label}: {explain_value_error(error, found, limits)}")


def number_option(name: str, kind: NumberKind, metavar: str, about: str, panel: str | None = HOW_LONG) -> Any:  # noqa: ANN401 - as typer.Option
    """Return an option for a number inside its `LIMITS`, read by `read_number`."""
    (least, most), typed = LIMITS[name], f"--{name.replace('_', '-')}"
    read = partial(read_number, typed, kind, least=least, most=most)
    return typer.Option(
        typed,
        parser=read,
        min=json_number(least),
        max=json_number(most),
        metavar=metavar,
        rich_help_panel=panel,
        help=about,
    )


def choice_option(name: str, kind: type[StrEnum], *, help: str) -> Any:  # noqa: A002, ANN401 - as above
    """Return an option for one of a kind's words, read by `read_choice`."""
    return typer.Option(
        name,
        parser=partial(read_choice, name, kind),
        metavar="|".join(kind),
        autocompletion=lambda: list(kind),
        rich_help_panel=WHICH,
        help=help,
    )


def flag(*names: str, panel: str, help: str) -> Any:  # noqa: A002, ANN401 - as above
    """Return an option that is yes or no; its help says nothing of its default, which its text tells."""
    return typer.Option(*names, show_default=False, rich_help_panel=panel, help=help)


def _read_voice_name(text: str) -> str:
    if text and not re.search(VOICE_NAME, text):
        raise wrong_value("--voice-name", "string_pattern_mismatch", text)
    return text


SpeedOption = Annotated[
    float, number_option("speed", "number", "X", "Rehearse X times faster; not counted.", SCRIPTS)
]


def read_path(text: str) -> Path:
    """Return the path that was typed; raises UsageError for an empty one, which would be the folder here."""
    if not text:
        raise UsageError("the name of the file is empty")
    return Path(text)


def read_new_file(output: str | None, own_name: str, *, force: bool) -> Path:
    """Return the file to write: the one that was named, or one here.

    Raises UsageError where it is a folder, BackcareError where it is there already and `force` is not given.
    """
    file = read_path(output if output is not None else own_name)
    if file.is_dir() or str(output).endswith(("/", os.sep)):
        raise UsageError(f"{output} is a folder: name a file in it, such as {file / own_name}")
    if file.exists() and not force:
        raise BackcareError(f"{file} is there already; --force writes over it")
    return file


# By the names of the fields that they fill, of PlanOptions and SessionSettings; the default is the field's.
_SHARED: Mapping[str, Any] = {
    "hold": Annotated[
        float | None,
        number_option("hold", "seconds", "S", "Seconds a hold lasts; moved into each stretch's range."),
    ],
    "repeats": Annotated[
        int | None, number_option("repeats", "whole", "N", "How often each stretch is held before the next.")
    ],
    "minutes": Annotated[
        float | None, number_option("minutes", "number", "M", "Fit it into so many minutes; both sides stay.")
    ],
    "rest": Annotated[float, number_option("rest", "seconds", "S", "Seconds between stretches.")],
    "lead_in": Annotated[float, number_option("lead_in", "seconds", "S", "Seconds before the first stretch.")],
    "wait": Annotated[
        bool | None,
        flag(
            "--wait/--no-wait",
            panel=HOW_LONG,
            help="Wait for a key after each set-up, from now on. Unsaid: in the first session.",
        ),
    ],
    "sound": Annotated[bool, flag("--sound/--no-sound", panel=SOUND, help="Make sounds, or none at all.")],
    "voice": Annotated[
        bool, flag("--voice/--no-voice", panel=SOUND, help="Speak, where the system has a voice.")
    ],
    "hush": Annotated[bool, flag("--hush", panel=SOUND, help="Low, soft tones and no voice: a baby sleeps.")],
    "voice_name": Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            parser=_read_voice_name,
            autocompletion=completion.voice_names,
            rich_help_panel=SOUND,
            help="One of the system's voices, as it calls it.",
        ),
    ],
    "voice_rate": Annotated[
        int, number_option("voice_rate", "whole", "WORDS", "Words that the voice says a minute.", SOUND)
    ],
    "plain": Annotated[
        bool, flag("--plain", panel=SCREEN, help="Lines instead of a screen, for screen readers and pipes.")
    ],
    "awake": Annotated[
        bool, flag("--awake/--no-awake", panel=SCREEN, help="Keep the screen from going dark in a session.")
    ],
    "ask": Annotated[bool, flag("--ask/--no-ask", panel=SCREEN, help="Ask how it is, 0-10, before and after.")],
    "log": Annotated[bool, flag("--log/--no-log", panel=SCREEN, help="Keep the session in your history.")],
    "speed": SpeedOption,
}


def shares(
    parameter: str, kind: type[Any], names: str = ""
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command options in the place of a parameter; they are passed to it as one dataclass.

    `kind` is the dataclass. `names` are those of its fields that are options, with spaces between them, all
    where none is named. A field's type is its option where that is Annotated, or else stands in `_SHARED`.
    """
    chosen = [field for field in fields(kind) if not names or field.name in names.split()]
    hints = {**get_type_hints(kind, include_extras=True), **_SHARED}

    def add_options(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**arguments: object) -> None:
            value = kind(**{field.name: arguments.pop(field.name) for field in chosen})
            command(**{parameter: value}, **arguments)

        signature = inspect.signature(command)
        parameters: list[inspect.Parameter] = []
        for one in signature.parameters.values():
            keyword = one.replace(kind=inspect.Parameter.KEYWORD_ONLY)
            options = (
                keyword.replace(name=f.name, annotation=hints[f.name], default=_shown(f.default)) for f in chosen
            )
            parameters += options if one.name == parameter else [keyword]
        run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        return run

    return add_options


def _shown(default: object) -> object:
    """Return a default as help shows it: 15 seconds, not 15.0."""
    return json_number(default) if isinstance(default, float) else default


RoutineName = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE.yaml",
        help="A routine's name, or a file of your own.",
        autocompletion=completion.routine_names,
    ),
]
StageOption = Annotated[
    Stage | None,
    choice_option("--stage", Stage, help="Your stage, for tips and information."),
]
TipsOption = Annotated[bool, flag("--tips/--no-tips", panel=SCREEN, help="A tip in the rests.")]
AtOnceOption = Annotated[
    bool,
    flag("--yes", "-y", panel=SCREEN, help="Begin at once, and leave at once: no page before or after."),
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
JsonOption = Annotated[bool, flag("--json", panel=SCRIPTS, help="As JSON.")]
