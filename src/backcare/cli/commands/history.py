"""The commands about what she did: `resume`, `relief` and `history`."""

import re
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from backcare.errors import UsageError
from backcare.runner import clock
from backcare.terminal import output

if TYPE_CHECKING:
    from backcare.history.records import SessionRecord


_SINCE_DAYS = re.compile(r"(\d{1,4})\s*d")

history = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@history.callback()
def show(
    ctx: typer.Context,
    since: Annotated[
        str | None, typer.Option(metavar="DATE|7d", help="From this day on, or the last so many days.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Every session as JSON.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="A line a session, for a spreadsheet.")] = False,
) -> None:
    """Show what you did: sessions, days, minutes held, before and after.

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
    from backcare.runner import resume

    with resume.open_history() as file:
        if file.notice:
            output.print_notice(file.notice)
        entries = file.sessions(_since(since) if since else None)
    _write(entries, json=json, csv=csv)


@history.command()
def path() -> None:
    """Print where the history lies."""
    from backcare.runner import resume

    typer.echo(str(resume.history_file()))


@history.command()
def delete(yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False) -> None:
    """Delete the whole history, and damaged files that were set aside."""
    from backcare.history.database import delete as delete_file
    from backcare.runner import resume

    file = resume.history_file()
    if not yes and not typer.confirm(f"Delete everything in {file.parent} that backcare wrote down of you?"):
        return
    delete_file(file)
    typer.echo("Deleted.")


def _since(text: str) -> datetime:
    """A date, or a number of days back; days begin at midnight here."""
    today = clock.local_now().replace(hour=0, minute=0, second=0, microsecond=0)
    if found := _SINCE_DAYS.fullmatch(text.strip().lower()):
        return today - timedelta(days=int(found[1]) - 1)
    try:
        day = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"--since takes a date like {today:%Y-%m-%d} or days like 7d, not {text}") from None
    return day.astimezone()


def _write(entries: "tuple[SessionRecord, ...]", *, json: bool, csv: bool) -> None:
    from backcare.history import serialisation

    if json:
        output.print_json([serialisation.session_json(record) for record in entries])
    elif csv:
        typer.echo(serialisation.sessions_csv(entries), nl=False)
    elif not entries:
        typer.echo("No sessions yet: backcare routine NAME begins one, and it is kept here.")
    else:
        from backcare.screen import history_view

        fine = output.shows_unicode() and sys.stdout.isatty()
        output.print_rich(history_view.history_overview(entries, clock.local_now().date(), unicode=fine))
