"""Whether a session waits for a key after each set-up: as it was chosen, or else the first one ever."""

import typer

from backcare.errors import HistoryError
from backcare.files.folders import find_folders
from backcare.runner.clock import local_now
from backcare.runner.resumable import query_history
from backcare.settings.config import save_if_possible
from backcare.settings.session_settings import SessionSettings
from backcare.terminal.output import is_at_terminal


def choose_waiting(ctx: typer.Context, chosen: bool | None, settings: SessionSettings) -> bool:
    """Return whether this session waits, and save a choice of the command line for the next times.

    `chosen` is the option `wait` of the command, from wherever it has its value; None where it has none.
    """
    if chosen is not None:
        _remember(ctx, chosen)
        return chosen
    return is_at_terminal() and _is_first_session(settings)


def _is_first_session(settings: SessionSettings) -> bool:
    """Whether the history has no session, rehearsals aside; one that cannot be read may have some.

    Without a history, whether this is the first start page from which a session begins.
    """
    if not settings.log:
        return settings.pages and not find_folders().shown_once_file.exists()
    try:
        return query_history(lambda history: history.last_session(local_now()), None) is None
    except HistoryError:
        return False  # reported at the end, when nothing could be saved


def _remember(ctx: typer.Context, chosen: bool) -> None:
    """Save what was said on a terminal's command line, where that is possible; scripts choose for themselves."""
    source = ctx.get_parameter_source("wait")
    if source is not None and source.name == "COMMANDLINE" and is_at_terminal():
        save_if_possible(find_folders().config_file, {"wait": chosen})
