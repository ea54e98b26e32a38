"""The command line: the options of the program itself, and its commands in panels."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from backcare import __version__
from backcare.cli import context
from backcare.cli.completion import routine_names
from backcare.terminal.output import is_anybody_there, print_text

# The help's panels, each command with the first line of its own help. Each is a file in commands/ with a function
# or a Typer of that name.
PANELS: Mapping[str, Mapping[str, str]] = {
    "Practise": {
        "routine": "Guide you through a routine",
        "hold": "Hold one stretch, or count so many seconds",
        "resume": "Go on with the session that was broken off",
        "phone": "Offer a session to your phone: scan the code",
        "export": "Write a whole session as one sound file or page",
        "remind": "Nudge you to a short break now and then",
    },
    "Look": {
        "list": "List routines and stretches",
        "show": "Show how a stretch is done, or what a routine has",
        "history": "Show what you did, and how it was",
        "tips": "Tips for carrying, feeding, the desk and the day",
        "redflags": "When to ask for help: the warning signs",
    },
    "Your own": {
        "new": "Write a file of your own to begin with",
        "check": "Find the mistakes in routine and stretch files",
        "add": "Put a file into your own folder",
        "remove": "Take one of your own out of your folder",
    },
    "Settings": {
        "config": "Show and change what you chose for good",
        "doctor": "Try the speaker, the voice and the terminal",
    },
}
HIDDEN = {"schema": "Print the JSON Schema of routine and stretch files"}
COMMANDS = {name: about for panel in (*PANELS.values(), HIDDEN) for name, about in panel.items()}
MOVED = {"setup": "config setup", "relief": "history answer"}
# Those whose options may also be set in the config file and the environment.
WITH_SETTINGS = ("routine", "hold", "resume", "remind", "doctor", "export", "phone")


# The types of the library behind Typer are private: Any stands for a context, a formatter and a parameter.


class PanelCommand(TyperCommand):
    """A command whose options are told in panels."""

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the panels of the arguments and options."""
        _write_options(self.get_params(ctx), ctx, formatter)


class PanelGroup(TyperGroup):
    """A command with commands of its own, whose options are told in panels."""

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the panels of the options, then the commands."""
        _write_options(self.get_params(ctx), ctx, formatter)
        self.format_commands(ctx, formatter)


class Commands(PanelGroup):
    """The commands, each loaded only when it is asked for; a routine's name is one as well."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401
        """Return the names of all commands in the order of the help; for completion those of routines, too."""
        return [*COMMANDS, *(routine_names() if ctx.resilient_parsing else ())]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401
        """Return a command, for completion that of a routine, too; None where there is none of that name."""
        if cmd_name in COMMANDS:
            return _load(cmd_name)
        return _load("routine") if ctx and ctx.resilient_parsing and cmd_name in routine_names() else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the command of the first word and the words behind it.

        Raises UsageError for a word that is neither a command nor a routine.
        """
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from backcare.cli.first_word import find_command

            args = [*find_command(args[0], COMMANDS, MOVED, quiet=ctx.resilient_parsing), *args]
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Write the panels, for which no command is loaded."""
        widest = max(map(len, COMMANDS))
        for panel, commands in PANELS.items():
            _write_rows(formatter, panel, [(name.ljust(widest), about) for name, about in commands.items()])


def _write_options(parameters: Iterable[Any], ctx: Any, formatter: Any) -> None:  # noqa: ANN401
    """Write a panel of the arguments, then those that the options name, in their order."""
    panels: dict[str, list[tuple[str, str]]] = {}
    for one in sorted(parameters, key=lambda one: one.param_type_name != "argument"):
        if row := one.get_help_record(ctx):
            other = "Arguments" if one.param_type_name == "argument" else "Options"
            panels.setdefault(getattr(one, "rich_help_panel", None) or other, []).append(row)
    for panel, rows in panels.items():
        _write_rows(formatter, panel, rows)


def _write_rows(formatter: Any, heading: str, rows: list[tuple[str, str]]) -> None:  # noqa: ANN401
    with formatter.section(heading):
        formatter.write_dl(rows)


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
    backcare postpartum             the guided session
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
        build_app()(args=list(chosen), prog_name="backcare")


def build_app() -> typer.Typer:
    """Return the command line, which loads a command when it is asked for."""
    app = typer.Typer(
        name="backcare",
        cls=Commands,
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(root)
    return app


def _load(name: str) -> Any:  # noqa: ANN401
    """Return a command that is typed so."""
    module = import_module(f"backcare.cli.commands.{name}")
    command = module.list_ if name == "list" else getattr(module, name)
    if isinstance(command, typer.Typer):
        app = command
        app.info.cls = PanelGroup
    else:
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(name, hidden=name in HIDDEN)(command)
    for one in app.registered_commands:
        one.cls = PanelCommand
    found = typer.main.get_command(app)
    found.short_help = COMMANDS[name]
    return found
