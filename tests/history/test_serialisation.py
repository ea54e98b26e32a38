from backcare.history.serialisation import sessions_csv
from records import twenty_days


def test_a_spreadsheet_gets_a_line_for_each_session():
    lines = sessions_csv(twenty_days()).splitlines()
    assert len(lines) == 21
    assert lines[0].startswith("id,routine,started_at,status")
    assert lines[1] == "1,daily,2026-03-01T08:00:00+01:00,finished,1,100,60,6,3,1"
