"""The command `history`."""

import shutil
import sys
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from backcare.cli.dialog import ask_at_terminal
from backcare.cli.options import SCRIPTS, WHICH, flag, read_number
from backcare.errors import BackcareError, UsageError
from backcare.runner import clock
from backcare.terminal import output
from backcare.text import quote

if TYPE_CHECKING:
    from backcare.history.records import SessionRecord


history = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)


@history.callback()
def show(
    ctx: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|7d", rich_help_panel=WHICH, help="From this day on, or the last so many days."
        ),
    ] = None,
    json: Annotated[bool, flag("--json", panel=SCRIPTS, help="Every session as JSON.")] = False,
    csv: Annotated[bool, flag("--csv", panel=SCRIPTS, help="A line a session, for a spreadsheet.")] = False,
) -> None:
    """Show what you did, and how it was.

    Sessions, days, minutes held, before and after.

    Days in a row forgive: up to two days of rest between two days of practice keep the row, and do not add to it.
    Rehearsals (--speed) are left out of days and minutes.

    \b
    backcare history --since 30d
    backcare history --json
    """
    if ctx.invoked_subcommand:
        return
    if json and csv:
        raise UsageError("--json or --csv, not both")
    from backcare.runner.resumable import open_history

    with open_history() as file:
        if file.notice:
            output.print_notice(file.notice)
        start = None if since is None else _since(since)
        records, unreadable = file.sessions(start)
    if unreadable:
        noun = "entry" if unreadable == 1 else "entries"
        output.print_notice(
            f"{unreadable} {noun} of the history cannot be read and {'is' if unreadable == 1 else 'are'} left out"
        )
    if start and not records and not json and not csv:
        typer.echo(f"No sessions since {start:%Y-%m-%d}.")
        return
    _write(records, json=json, csv=csv)


@history.command()
def answer(
    value: Annotated[
        int,
        typer.Argument(
            min=0,
            max=10,
            metavar="0-10",
            help="How it is now.",
            parser=partial(read_number, "history answer", "whole", least=0, most=10),
        ),
    ],
) -> None:
    """Say how it is after the session of the last hour.

    0 is no pain, 10 the worst you can imagine. Said again, it corrects the answer.

    \b
    backcare history answer 3
    """
    from backcare.runner.resumable import find_answerable, open_history
    from backcare.session.pages import PainScale
    from backcare.wording import written

    entry = find_answerable()
    if not entry:
        raise BackcareError("there was no session in the last hour that could be answered")
    with open_history() as file:
        file.answer_after(entry.id, value)
    scale = PainScale(entry.pain_before)
    scale.take(value)
    output.print_text(f"Noted: {value}. {written.answer_advice(scale)}".rstrip())


@history.command()
def path() -> None:
    """Print where the history lies."""
    from backcare.runner.resumable import history_file

    output.print_text(str(history_file()))


@history.command()
def delete(yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False) -> None:
    """Delete the whole history.

    Damaged files that were set aside go as well.
    """
    from backcare.history.database import delete as delete_file
    from backcare.history.running import is_any_running
    from backcare.runner.resumable import history_file

    file = history_file()
    if not yes and not ask_at_terminal(f"Delete everything in {file.parent} that backcare wrote down of you?"):
        return
    delete_file(file)
    output.print_text("Deleted.")
    if is_any_running(file):
        output.print_text("A session is running in another terminal: it goes on in a new history.")


def _since(text: str) -> datetime:
    """Return the moment that is meant, days from midnight here; raises UsageError where there is none."""
    from backcare.history.moments import parse_since

    today = clock.local_now().date()
    try:
        return clock.with_local_zone(parse_since(text, today))
    except ValueError:
        raise UsageError(f"--since takes a date like {today} or days like 7d, not {quote(text)}") from None


def _write(entries: "tuple[SessionRecord, ...]", *, json: bool, csv: bool) -> None:
    from backcare.history import serialisation

    if json:
        output.print_json([serialisation.session_json(record) for record in entries])
    elif csv:
        output.print_text(serialisation.sessions_csv(entries), end="")
    elif not entries:
        output.print_text("No sessions yet: backcare begins the first one, four minutes long, and keeps it here.")
    else:
        from backcare.screen import history_view

        fine = output.shows_unicode() and sys.stdout.isatty()
        today, columns = clock.local_now().date(), shutil.get_terminal_size().columns
        output.print_rich(history_view.history_overview(entries, today, unicode=fine, columns=columns))
