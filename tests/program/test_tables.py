"""What is printed into a pipe has no blanks that nobody sees."""

from datetime import UTC, datetime, timedelta

import pytest

from backcare.cli.app import COMMANDS
from backcare.history.records import Ending, Progress, SessionStart
from backcare.history.store import History
from backcare.session.events import CompletedHold, ResumePoint
from run_program import backcare

TABLES = (
    (),
    ("list",),
    ("list", "routines"),
    ("list", "stretches"),
    ("history",),
    ("config",),
    ("routine", "postpartum", "--dry-run"),
    ("routine", "pregnancy", "--dry-run", "--minutes", "3"),
    ("show", "postpartum"),
    ("show", "kneeling-twist"),
    ("show", "shoulder-rolls"),
    ("tips",),
    ("tips", "feeding"),
    ("redflags",),
    ("doctor",),
    *((command, "--help") for command in COMMANDS),
)


@pytest.fixture
def practised(home):
    """A history with a session that has everything a session can have."""
    with History(home / "data" / "history.db") as history:
        for hours in range(3):
            then = datetime.now(UTC) - timedelta(hours=hours)
            claim = history.begin(
                SessionStart("postpartum", "Relief", "postpartum", 0, 1.0, 235.0, 6), "{}", then
            )
            point = ResumePoint(0, (CompletedHold("kneeling-twist", None, 1, 20.0, 20.0),), 20.0)
            history.write(claim, Progress(point, Ending.FINISHED, has_holds_left=False), then)
            history.answer_after(claim.session_id, 3)


@pytest.mark.usefixtures("practised")
@pytest.mark.parametrize("columns", [None, "40", "200"])
@pytest.mark.parametrize("arguments", TABLES, ids=" ".join)
def test_no_row_ends_in_blanks_and_no_page_begins_with_an_empty_row(arguments, columns):
    ran = backcare(*arguments, environment={"COLUMNS": columns} if columns else {})
    rows = ran.stdout.split("\n")
    assert [row for row in rows if row != row.rstrip()] == []
    assert rows[0] or arguments[-1:] == ("--help",)


@pytest.mark.usefixtures("practised")
def test_an_id_is_printed_whole():
    assert "postpartum" in backcare("history", environment={"COLUMNS": "60"}).stdout
