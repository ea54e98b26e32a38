"""The history file, and the recorder that writes a session into it."""

import os
import sqlite3
import stat
import sys
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone

import pytest

from backcare.errors import HistoryError
from backcare.history.recorder import RETRY_DELAY, Recorder
from backcare.history.records import Ending, SessionStart
from backcare.history.store import MAX_RESUMABLE, History
from backcare.model.stretch import Side
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import PhaseKind, from_json
from backcare.session.events import Signal
from backcare.session.session import Session
from backcare.wording.written import turn_text
from plans import routine, twist

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=timezone(timedelta(hours=1)))
DAILY = SessionStart("daily", "Daily", "daily", 1, 1.0, 100.0, 5)
OPENED = ExitStack()


@pytest.fixture
def file(tmp_path):
    with OPENED:  # a session that a test leaves in its middle lets go of its file too
        yield tmp_path / "data" / "history.db"


class Recorded:
    """A session that is recorded as it is played."""

    def __init__(self, file, plan=None, *, start=DAILY, interrupted=None, busy_timeout=0.0):
        self.plan = plan or build(routine(twist()), PlanOptions())
        self.session = Session(self.plan, interrupted and interrupted.resume_point)
        self.opened = 0
        self.file, self.busy_timeout = file, busy_timeout
        self.recorder = Recorder(self.session, start, self.open, lambda: NOON, interrupted=interrupted)
        self.now = 0.0
        self.recorder.on_events(self.session.begin(0.0), 0.0)
        self.recorder.run_due(0.0)

    def open(self):
        self.opened += 1
        return OPENED.enter_context(History(self.file, busy_timeout=self.busy_timeout))

    def at(self, now, signal=None):
        self.now = now
        if events := self.session.receive(signal, now):
            self.recorder.on_events(events, now)
        self.recorder.run_due(now)
        return self

    def settled(self):
        self.recorder.run_due(self.now + 1)
        return self

    def to(self, kind, *, side=None):
        """Let time pass to the start of the next phase of a kind."""
        while True:
            self.at(self.session.next_due())
            phase = self.session.status(self.now).phase
            if phase.kind is kind and side in (None, phase.side) and not self.session.status(self.now).left % 1:
                return self

    def to_the_end(self):
        while (now := self.session.next_due()) is not None:
            self.at(now)
        self.recorder.close()
        return self


def records(file):
    with History(file) as history:
        found, unreadable = history.sessions()
    assert unreadable == 0
    return found


def interrupted(file, **which):
    with History(file) as history:
        return history.find_interrupted(NOON + timedelta(days=1), **which)


def phase_to_resume(file):
    found = interrupted(file)
    return Session(from_json(found.plan), found.resume_point).begin(0.0)[0].phase


def test_a_session_left_alone_is_written_with_all_its_holds(file):
    Recorded(file).to_the_end()
    [record] = records(file)
    assert (record.ending, record.held_seconds, record.pain_before, record.started) == (
        Ending.FINISHED,
        40,
        5,
        NOON,
    )
    assert [(held.side, held.seconds) for held in record.holds] == [(Side.LEFT, 20), (Side.RIGHT, 20)]
    assert interrupted(file) is None


def test_nothing_is_opened_before_the_first_picture(file):
    run = Recorded(file)
    assert run.opened == 0
    run.settled()
    assert run.opened == 1
    assert records(file)[0].ending is Ending.RUNNING


def test_a_hold_that_ended_is_in_the_file_before_other_listeners_run(file):
    run = Recorded(file).to(PhaseKind.HOLD)
    run.recorder.on_events(run.session.receive(None, run.session.next_due() + 15), run.now)
    run.recorder.on_events(run.session.receive(None, run.session.next_due() + 15), run.now)
    assert len(records(file)[0].holds) == 1


def test_a_session_killed_in_a_hold_loses_that_hold_only_and_resumes_with_it(file):
    Recorded(file).to(PhaseKind.HOLD, side=Side.RIGHT).settled()
    found = interrupted(file)
    assert [held.side for held in found.resume_point.holds] == [Side.LEFT]
    lead = phase_to_resume(file)
    assert (lead.kind, lead.stretch, lead.side) == (PhaseKind.READY, "twist", Side.RIGHT)


def test_one_killed_between_two_sides_resumes_with_the_other(file):
    Recorded(file).to(PhaseKind.RELEASE).settled()
    assert phase_to_resume(file).side is Side.RIGHT


def test_a_resumed_session_stays_one_and_counts_what_was_done(file):
    Recorded(file).to(PhaseKind.HOLD, side=Side.RIGHT).settled()
    found = interrupted(file)
    Recorded(file, from_json(found.plan), interrupted=found).to_the_end()
    [record] = records(file)
    assert record.ending is Ending.FINISHED
    assert [held.side for held in record.holds] == [Side.LEFT, Side.RIGHT]


def test_whoever_had_the_session_before_writes_nothing_any_more(file):
    first = Recorded(file).to(PhaseKind.HOLD, side=Side.RIGHT).settled()
    found = interrupted(file)
    Recorded(file, from_json(found.plan), interrupted=found).to_the_end()
    first.to_the_end()
    assert "went on elsewhere" in first.recorder.problem
    assert len(records(file)[0].holds) == 2


def test_one_ended_early_can_be_resumed_and_one_left_after_its_last_hold_cannot(file):
    early = Recorded(file).to(PhaseKind.HOLD).at(40.0, Signal.LEAVE)
    early.recorder.close()
    assert turn_text(early.session.plan, early.recorder.resume_index) == "Twist, left side"
    assert interrupted(file).record.ending is Ending.ENDED_EARLY
    late = Recorded(file).to(PhaseKind.HOLD, side=Side.RIGHT).to(PhaseKind.RELEASE).settled()
    assert late.recorder.resume_index is None
    assert records(file)[1].ending is Ending.FINISHED


def test_plus_and_once_more_are_resumed_as_they_were_changed(file):
    run = Recorded(file, build(routine(), PlanOptions())).to(PhaseKind.HOLD)
    run.at(run.now + 1, Signal.PLUS).to(PhaseKind.REST).at(run.now + 1, Signal.MORE).settled()
    found = interrupted(file)
    assert from_json(found.plan) == run.session.plan
    lead = phase_to_resume(file)
    assert (lead.stretch, lead.repeat) == ("reach", 2)


def test_going_back_after_the_last_hold_makes_it_resumable_again(file):
    run = Recorded(file).to(PhaseKind.HOLD, side=Side.RIGHT).to(PhaseKind.RELEASE).settled()
    run.at(run.now + 1, Signal.BACK).settled()
    assert phase_to_resume(file).side is Side.RIGHT


def test_a_session_done_to_the_end_later_leaves_nothing_to_resume_but_a_rehearsal_is_another_thing(file):
    rehearsal = SessionStart("daily", "Daily", "daily", 1, 20.0, 100.0)
    Recorded(file).to(PhaseKind.HOLD).settled()
    Recorded(file, start=rehearsal).to_the_end()
    assert interrupted(file, routine="daily") is not None
    assert interrupted(file, routine="other") is None
    assert interrupted(file, rehearsal=True) is None
    Recorded(file).to_the_end()
    assert interrupted(file) is None


def test_only_the_newest_plans_are_kept(file):
    with History(file) as history:
        for _ in range(MAX_RESUMABLE + 5):
            history.begin(DAILY, "{}", NOON)
    with sqlite3.connect(file) as connection:
        assert connection.execute(
            "SELECT count(plan), min(id) FROM sessions WHERE plan IS NOT NULL"
        ).fetchone() == (
            MAX_RESUMABLE,
            6,
        )
    connection.close()


def test_two_sessions_at_once_are_two(file):
    one, other = Recorded(file).to(PhaseKind.HOLD), Recorded(file).to(PhaseKind.HOLD)
    one.to_the_end()
    other.to_the_end()
    assert [len(record.holds) for record in records(file)] == [2, 2]


def test_where_another_program_is_writing_it_waits_its_turn_and_loses_nothing(file):
    run = Recorded(file).settled()
    blocker = sqlite3.connect(file, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    run.to(PhaseKind.HOLD).to(PhaseKind.RELEASE).settled()
    assert "in use" in run.recorder.problem
    blocker.execute("COMMIT")
    blocker.close()
    run.recorder.run_due(run.now + 2 * RETRY_DELAY)
    assert run.recorder.problem == ""
    assert len(records(file)[0].holds) == 1


def test_a_file_that_is_locked_at_the_start_is_opened_later(file):
    with History(file):
        pass
    blocker = sqlite3.connect(file, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    run = Recorded(file).settled()
    assert "in use" in run.recorder.problem
    blocker.execute("COMMIT")
    blocker.close()
    run.to_the_end()
    assert records(file)[0].ending is Ending.FINISHED


@pytest.mark.parametrize("damage", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(file, damage):
    file.parent.mkdir()
    for number in (1, 2):
        file.write_bytes(damage)
        run = Recorded(file).to_the_end()
        assert "was damaged" in run.recorder.notice
        assert (file.parent / f"history-damaged-{number}.db").read_bytes() == damage
        assert [record.ending for record in records(file)] == [Ending.FINISHED]


def test_a_file_that_proves_damaged_while_it_is_written_to_costs_nothing_of_this_session(file):
    Recorded(file).to_the_end()
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"damaged " * (len(data) // 8 - 512))  # the head still looks like a database
    run = Recorded(file).to(PhaseKind.HOLD, side=Side.RIGHT).to_the_end()
    assert "was damaged" in run.recorder.notice
    assert [len(record.holds) for record in records(file)] == [2]


def test_a_file_by_a_newer_program_is_left_alone(file):
    with History(file):
        pass
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(HistoryError, match="newer backcare"):
        History(file)
    run = Recorded(file).to_the_end()
    assert "newer backcare" in run.recorder.problem
    assert run.recorder.resume_index is None


def test_a_folder_that_cannot_be_made_is_told_in_a_line_and_the_session_runs(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("a file")
    run = Recorded(blocked / "data" / "history.db").to_the_end()
    assert run.session.is_over
    assert str(blocked) in run.recorder.problem


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_folder_and_files_are_private(file):
    before = os.umask(0)
    try:
        with History(file) as history:
            history.begin(DAILY, "{}", NOON)
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}
    assert "history.db-wal" in modes


def test_times_are_kept_in_utc_with_the_local_zone(file):
    Recorded(file).to_the_end()
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT started_at, started_zone FROM sessions").fetchone() == (
            "2026-03-01T11:00:00.000+00:00",
            60,
        )
    connection.close()
    assert records(file)[0].started.isoformat() == "2026-03-01T12:00:00+01:00"


def test_an_answer_outside_0_to_10_is_refused_by_the_file_itself(file):
    Recorded(file).to_the_end()
    with History(file) as history:
        history.answer_after(1, 10)
        with pytest.raises(HistoryError):
            history.answer_after(1, 11)
    assert records(file)[0].pain_after == 10


def test_only_sessions_since_a_time_are_given(file):
    Recorded(file).to_the_end()
    with History(file) as history:
        assert history.sessions(datetime(2026, 3, 2, tzinfo=UTC)) == ((), 0)
        assert history.last_practised(NOON) == {"daily": NOON}
        assert history.last_session(NOON).id == 1
