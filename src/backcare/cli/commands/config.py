"""`config`: her lasting choices, where each comes from, and how to make them."""

import os
from typing import Annotated, Any

import typer

from backcare.files.folders import find_folders
from backcare.settings.config import (
    Setting,
    Source,
    effective_settings,
    environment_name,
    find_setting,
    parse_value,
    read_environment,
    remove_setting,
    save_settings,
)
from backcare.terminal import output
from backcare.text import escape_unprintable


def _names() -> list[str]:
    """Return the choices' names for the shell's completion."""
    from backcare.settings.config_schema import Config

    return list(Config.model_fields)


Name = Annotated[
    str, typer.Argument(metavar="NAME", help="As `backcare config` names it.", autocompletion=_names)
]


def show(ctx: typer.Context, json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Show what you chose for good, and where each choice comes from.

    The command line wins over the environment (BACKCARE_HOLD=25), that over your config file, that over
    what is as it comes.

    \b
    backcare config
    backcare config set hold 25
    backcare config unset hold
    """
    if ctx.invoked_subcommand:
        return
    for message in read_environment(os.environ)[1]:
        output.print_notice(message)
    choices = effective_settings(find_folders().config_file, os.environ)
    defaults = _defaults(ctx)
    if json:
        output.print_json([_described(choice, defaults) for choice in choices])
        return
    from backcare.screen.tables import settings_table

    output.print_rich(
        settings_table([(choice, _text(_value(choice, defaults)), _from(choice)) for choice in choices])
    )


def path() -> None:
    """Say where your config file lies, or would lie."""
    typer.echo(escape_unprintable(str(find_folders().config_file)))


def set_(
    name: Name, value: Annotated[str, typer.Argument(metavar="VALUE", help="Such as 25, true or no.")]
) -> None:
    """Choose something for good: write it into your config file.

    \b
    backcare config set hold 25
    backcare config set sound no
    """
    name = find_setting(name)
    save_settings(find_folders().config_file, {name: parse_value(name, value)})
    _tell(name)


def unset(name: Name) -> None:
    """Take a choice out of your config file.

    \b
    backcare config unset hold
    """
    name = find_setting(name)
    remove_setting(find_folders().config_file, name)
    _tell(name)


def _tell(name: str) -> None:
    choice = next(
        choice for choice in effective_settings(find_folders().config_file, os.environ) if choice.name == name
    )
    typer.echo(f"{name}: {_text(choice.value)} ({_from(choice)})")


def _defaults(ctx: typer.Context) -> dict[str, Any]:
    """Return what the options are without a choice; the options themselves are the one place that knows."""
    commands: dict[str, Any] = getattr(ctx.find_root().command, "commands", {})
    options = [option for command in commands.values() for option in command.params]
    return {option.name: option.default for option in reversed(options) if option.default is not None}


def _value(choice: Setting, defaults: dict[str, Any]) -> object:
    return defaults.get(choice.name) if choice.source is Source.DEFAULT else choice.value


def _described(choice: Setting, defaults: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": choice.name,
        "value": _value(choice, defaults),
        "from": choice.source,
        "variable": environment_name(choice.name),
        "about": choice.about,
    }


def _text(value: object) -> str:
    if value is None:
        return "as it comes"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else escape_unprintable(str(value))


def _from(choice: Setting) -> str:
    names = {Source.ENVIRONMENT: environment_name(choice.name), Source.FILE: find_folders().config_file.name}
    return names.get(choice.source, "default")


config = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
config.callback()(show)
config.command("path")(path)
config.command("set")(set_)
config.command("unset")(unset)
