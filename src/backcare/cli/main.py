"""Arguments in, exit code out; the one handler of errors."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from backcare import __version__
from backcare.cli import context
from backcare.errors import BackcareError, Exit, Stopped

# In the order of help. Each is a file in commands/ with a function or a Typer of that name.
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
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"backcare {__version__}")
        raise typer.Exit


def root(
    ctx: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
    asks: Annotated[bool, typer.Option("--ask/--no-ask", envvar="BACKCARE_ASK", hidden=True)] = True,
) -> None:
    """Guided stretches for an aching upper back, in pregnancy and after birth.

    \b
    backcare routine postpartum     the guided session
    backcare hold doorway           one stretch
    backcare hold 20                just a count of 20 seconds

    General information, not medical advice. It cannot examine you. Check with your healthcare provider
    before you start and if anything worries you.
    """
    ctx.obj = choices = context.read_config() if ctx.invoked_subcommand != "config" else {}
    if choices:
        ctx.default_map = dict.fromkeys(("routine", "hold", "resume", "export", "doctor"), choices)
    if ctx.invoked_subcommand is None:
        from backcare.cli import home

        home.home(ask=asks and choices.get("ask", True))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, or those of the process; return its exit code."""
    _open_what_is_closed()
    code = _run(argv)
    return code if _still_read() else max(code, Exit.MENDABLE)


def build_app(first: str = "") -> typer.Typer:
    """Return the command line for a first argument: that command alone, or all where it is none.

    `config` shows the defaults of all other commands' options, so it has them beside it.
    """
    app = typer.Typer(
        name="backcare",
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(root)
    for name in (first,) if first in COMMANDS and first != "config" else COMMANDS:
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
    except BackcareError as error:
        typer.echo(f"backcare: {_printable(str(error))}", err=True)
        return error.exit
    except Stopped as stopped:
        return stopped.exit
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return Exit.MENDABLE
    except OSError as error:
        what = _printable(str(error.filename or "output"))
        typer.echo(f"backcare: {what}: {error.strerror or error}", err=True)
        return Exit.MENDABLE
    return Exit.DONE


def _open_what_is_closed() -> None:
    """Python has no stdout or stderr at all where the shell closed them; what is said there goes nowhere."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end


def _still_read() -> bool:
    """Whether somebody reads stdout; if not, keep Python from complaining about it at the very end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _printable(text: str) -> str:
    """Names come from strangers: nothing of them may move the cursor."""
    return "".join(char if char.isprintable() or char == "\n" else ascii(char)[1:-1] for char in text)
