"""The command `config`: the settings that last, where each comes from, and how to change them."""

import os
from datetime import date
from inspect import signature
from typing import Annotated

import typer

from backcare.cli import completion
from backcare.cli.context import print_left_out
from backcare.cli.options import JsonOption
from backcare.files.faults import BadFile
from backcare.files.folders import find_folders
from backcare.settings.config import (
    Setting,
    Source,
    effective_settings,
    environment_name,
    find_setting,
    parse_value,
    read_environment,
    save_settings,
)
from backcare.terminal import output
from backcare.text import escape_unprintable


def _names() -> list[str]:
    """Return the names of the settings for the shell's completion."""
    from backcare.settings.config_schema import Config

    return list(Config.model_fields)


_SettingName = Annotated[
    str, typer.Argument(metavar="NAME", help="As `backcare config` names it.", autocompletion=_names)
]


def show(ctx: typer.Context, json: JsonOption = False) -> None:
    """Show and change what you chose for good.

    Each choice is listed with where it comes from. The command line wins over the environment (BACKCARE_HOLD=25),
    that over your config file, that over the defaults.

    \b
    backcare config
    backcare config setup
    backcare config set hold 25
    backcare config unset hold
    """
    if ctx.invoked_subcommand:
        return
    for message in read_environment(os.environ)[1]:
        output.print_notice(message)
    settings, faults = effective_settings(find_folders().config_file, os.environ)
    if faults:
        raise BadFile(faults)
    defaults = _defaults()
    if json:
        output.print_json([_as_json(setting, defaults) for setting in settings])
        return
    from backcare.screen.tables import settings_table

    output.print_rich(settings_table([(one, _text(_value(one, defaults)), _source(one)) for one in settings]))


def setup() -> None:
    """Ask a few questions; each may be skipped.

    \b
    backcare config setup
    """
    from backcare.cli.questions import ask_questions

    ask_questions(_defaults())


def path() -> None:
    """Print where your config file lies."""
    output.print_text(escape_unprintable(str(find_folders().config_file)))


def set_(
    name: _SettingName,
    value: Annotated[
        str,
        typer.Argument(metavar="VALUE", help="Such as 25, true or no.", autocompletion=completion.setting_values),
    ],
) -> None:
    """Choose something for good.

    \b
    backcare config set hold 25
    backcare config set sound no
    """
    name = find_setting(name)
    chosen = parse_value(name, value)
    if isinstance(chosen, tuple):
        from backcare.cli.personalise import find_stretches

        chosen = tuple(find_stretches(chosen))
    save_settings(find_folders().config_file, {name: chosen})
    _print_setting(name)


def unset(name: _SettingName) -> None:
    """Take a choice back.

    \b
    backcare config unset hold
    """
    name = find_setting(name)
    save_settings(find_folders().config_file, {name: None})
    _print_setting(name)


def _print_setting(name: str) -> None:
    settings, faults = effective_settings(find_folders().config_file, os.environ)
    setting = next(one for one in settings if one.name == name)
    output.print_text(f"{name}: {_text(setting.value)} ({_source(setting)})")
    print_left_out(faults)


def _defaults() -> dict[str, object]:
    """Return what each setting is where nothing is chosen: `routine` has them all as options."""
    from backcare.cli.commands.routine import routine

    return {option.name: option.default for option in signature(routine).parameters.values()}


def _value(setting: Setting, defaults: dict[str, object]) -> object:
    return defaults.get(setting.name) if setting.source is Source.DEFAULT else setting.value


def _as_json(setting: Setting, defaults: dict[str, object]) -> dict[str, object]:
    value = _value(setting, defaults)
    return {
        "name": setting.name,
        "value": value.isoformat() if isinstance(value, date) else value,
        "from": setting.source,
        "variable": environment_name(setting.name),
        "about": setting.about,
    }


def _text(value: object) -> str:
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        value = ", ".join(value)
    return f"{value:g}" if isinstance(value, float) else escape_unprintable(str(value))


def _source(setting: Setting) -> str:
    names = {Source.ENVIRONMENT: environment_name(setting.name), Source.FILE: find_folders().config_file.name}
    return names.get(setting.source, "default")


config = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)
config.callback()(show)
config.command("setup")(setup)
config.command("set", context_settings={"ignore_unknown_options": True})(set_)  # -5 is a value
config.command("unset")(unset)
config.command("path")(path)
