"""Arguments in, exit code out, and the one handler of errors."""

import sys
from collections.abc import Sequence

from backcare.errors import BackcareError, Exit, Stopped
from backcare.runner.head_start import head_start
from backcare.terminal.output import print_notice
from backcare.terminal.stops import raise_on_stops
from backcare.terminal.streams import is_stdout_open, prepare_streams
from backcare.text import escape_unprintable


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, or those of the process; return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    prepare_streams()
    try:
        with raise_on_stops(), head_start(arguments):
            code = _run(arguments)
    except Stopped as stopped:
        code = stopped.exit
    return code if is_stdout_open() else max(code, Exit.MENDABLE)


def _run(arguments: Sequence[str]) -> int:
    from backcare.cli.app import build_app  # it loads Typer

    try:
        build_app()(args=list(arguments), prog_name="backcare")
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
