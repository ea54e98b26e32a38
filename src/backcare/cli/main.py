"""Arguments in, exit code out: the command line and the one handler of errors."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from backcare import __version__
from backcare.cli import context
from backcare.errors import BackcareError, Exit, Stopped
from backcare.terminal.output import print_notice, print_text
from backcare.terminal.stops import raise_on_stops
from backcare.terminal.streams import is_stdout_open, prepare_streams
from backcare.text import escape_unprintable

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
        from backcare.cli import home

        home.print_home(ask=config.get("ask", True) if ask is None else ask)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, or those of the process; return its exit code."""
    prepare_streams()
    try:
        with raise_on_stops():
            code = _run(argv)
    except Stopped as stopped:
        code = stopped.exit
    return code if is_stdout_open() else max(code, Exit.MENDABLE)


def build_app(first: str = "") -> typer.Typer:
    """Return the command line for a first argument: that command alone, or all where it is none.

    For the version no command is loaded.
    """
    app = typer.Typer(
        name="backcare",
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(root)
    for name in (first,) if first in COMMANDS else () if first == "--version" else COMMANDS:
        _add_command(app, name)
    return app


def _add_command(app: typer.Typer, name: str) -> None:
    module = import_module(f"backcare.cli.commands.{name}")
    command = module.list_ if name == "list" else getattr(module, name)
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        app.command(name)(command)


def _run(argv: Sequence[str] | None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        build_app(arguments[0] if arguments else "")(args=arguments, prog_name="backcare")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else Exit.DONE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BackcareError as error:
        return _report(str(error), error.exit)
    except OSError as error:
        # Those without a name come from the current folder, which is gone, or from stdout.
        unnamed = "this folder" if isinstance(error, FileNotFoundError) else "standard output"
        return _report(f"{error.filename or unnamed}: {error.strerror or error}", Exit.MENDABLE)
    return Exit.DONE


def _report(message: str, code: Exit) -> Exit:
    """Print what went wrong; names in it come from strangers, and nothing of them may move the cursor."""
    print_notice("\n".join(map(escape_unprintable, message.split("\n"))))
    return code
