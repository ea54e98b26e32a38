"""The command line: the options of the program itself, and its commands."""

from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Any

import typer

from backcare import __version__
from backcare.cli import context
from backcare.terminal.output import is_anybody_there, print_text

# In the order of the help. Each is a file in commands/ with a function or a Typer of that name.
COMMANDS = (
    "routine",
    "hold",
    "resume",
    "relief",
    "history",
    "list",
    "show",
    "new",
    "check",
    "schema",
    "add",
    "remove",
    "config",
    "tips",
    "redflags",
    "setup",
    "remind",
    "doctor",
    "export",
    "phone",
)
# Those whose options may also be set in the config file and the environment.
WITH_SETTINGS = ("routine", "hold", "resume", "remind", "doctor", "export", "phone")


def _version(wanted: bool) -> None:
    if wanted:
        print_text(f"backcare {__version__}")
        raise typer.Exit


def root(
    ctx: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
    ask: Annotated[bool | None, typer.Option("--ask/--no-ask", hidden=True)] = None,
) -> None:
    """Guided stretches for an aching upper back, in pregnancy and after birth.

    \b
    backcare routine postpartum     the guided session
    backcare hold doorway           one stretch
    backcare hold 20                just a count of 20 seconds

    General information, not medical advice. It cannot examine you. Check with your healthcare provider
    before you start and if anything worries you.
    """
    ctx.obj = config = context.read_config() if ctx.invoked_subcommand != "config" else {}
    ctx.default_map = dict.fromkeys(WITH_SETTINGS, config)
    if ctx.invoked_subcommand is None:
        _show_home(config, ask=config.get("ask", True) if ask is None else ask)


def _show_home(config: Mapping[str, Any], *, ask: bool) -> None:
    """Print what is there, or let it be chosen from a menu where somebody can, and run the command chosen."""
    from backcare.cli import home

    if config.get("plain") or not is_anybody_there():
        home.print_home(config.get("stage"), ask=ask)
    elif chosen := home.choose_at_home(config.get("stage"), ask=ask):
        build_app(chosen[0])(args=list(chosen), prog_name="backcare")


def build_app(first: str | None = None) -> typer.Typer:
    """Return the command line for the first argument: with that command alone, or all where it is none of them.

    For the version, and where there is no argument, no command is loaded.
    """
    app = typer.Typer(
        name="backcare",
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(root)
    for name in (first,) if first in COMMANDS else () if first in (None, "--version") else COMMANDS:
        _add_command(app, name)
    return app


def _add_command(app: typer.Typer, name: str) -> None:
    module = import_module(f"backcare.cli.commands.{name}")
    command = module.list_ if name == "list" else getattr(module, name)
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        app.command(name)(command)
