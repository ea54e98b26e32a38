"""Sessions as JSON and CSV, for scripts and spreadsheets."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from backcare.history.records import SessionRecord
from backcare.text import json_number

_COLUMNS = (
    "id",
    "routine",
    "started_at",
    "status",
    "speed",
    "planned_seconds",
    "held_seconds",
    "pain_before",
    "pain_after",
    "holds",
)


def session_json(record: SessionRecord) -> dict[str, Any]:
    """Return a session as scripts read it; the contract stands in docs/scripts.md."""
    return {
        "id": record.id,
        "routine": record.routine,
        "started_at": record.started.isoformat(timespec="seconds"),
        "status": record.ending.value,
        "speed": json_number(record.speed),
        "planned_seconds": json_number(record.planned_seconds),
        "held_seconds": json_number(record.held_seconds),
        "pain_before": record.pain_before,
        "pain_after": record.pain_after,
        "holds": [
            {
                "stretch": hold.stretch,
                "side": hold.side and hold.side.value,
                "repeat": hold.repeat,
                "seconds": json_number(hold.seconds),
                "target_seconds": json_number(hold.target),
            }
            for hold in record.holds
        ],
    }


def sessions_csv(records: Sequence[SessionRecord]) -> str:
    """Return a line of column names and a line for each session, which has the number of its holds only."""
    text = StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(session_json(record) | {"holds": len(record.holds)} for record in records)
    return text.getvalue()
