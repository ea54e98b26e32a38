"""Programs of their own on a terminal: signals, a job-control shell, a window that closes."""

import contextlib
import os
import signal
import subprocess
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from pseudo_terminal import CLEAR, ON, PATIENCE, Job, Session, program


@pytest.fixture
def run():
    """Start sessions and jobs that end with the test."""
    with contextlib.ExitStack() as stack:
        yield lambda kind, *argv, **options: stack.enter_context(contextlib.closing(kind(*argv, **options)))


@pytest.fixture
def job(run):
    return run(Job, *program()).starts()


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGQUIT, 130)],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_signal_ends_it_with_its_code_and_a_clean_terminal(job, number, code):
    job.send(number)
    job.told(b"exit %d\n" % code)
    assert job.is_given_back
    assert b"Traceback" not in job.raw


def test_leaving_by_itself_is_clean_too(job):
    job.type(b"q")
    job.told(b"exit 0\n")
    assert job.is_given_back


def test_an_exit_in_the_middle_is_clean_too(job):
    job.type(b"x")
    job.told(b"exit 7\n")
    assert job.is_given_back


def test_ctrl_c_is_a_key(job):
    job.type(b"\x03")
    job.sees("keys c-c")


def test_a_resize_is_seen_and_drawn_at_once(job):
    job.resize(50, 12)
    job.sees("size 50x12")
    assert job.raw.count(CLEAR) == 2
    assert "news resize" in job.text


def assert_it_goes_on(job):
    start = len(job.raw)
    job.order(b"f")
    job.sees("news continue")
    again = job.raw[start:]
    assert job.is_raw
    assert [again.count(on) for on in ON] == [1] * len(ON)
    assert CLEAR in again
    assert b"size 80x24" in again
    job.type(b"n")
    job.until(lambda: "n\nnews" in job.text, "a key after the stop")


def test_ctrl_z_stops_it_with_a_clean_terminal_and_it_goes_on(job):
    job.type(b"\x1a")
    job.told(b"stopped\n")
    assert job.is_given_back
    assert_it_goes_on(job)


def test_a_stop_from_outside_is_as_clean(job):
    job.send(signal.SIGTSTP)
    job.told(b"stopped\n")
    assert job.is_given_back
    assert_it_goes_on(job)


def test_it_can_be_stopped_twice(job):
    for _ in range(2):
        job.type(b"\x1a")
        job.told(b"stopped\n")
        assert job.is_given_back
        assert_it_goes_on(job)


def test_a_stop_that_cannot_be_caught_is_mended_when_it_goes_on(job):
    job.send(signal.SIGSTOP)
    job.told(b"stopped\n")
    assert_it_goes_on(job)


def test_it_ends_cleanly_after_a_stop(job):
    job.send(signal.SIGSTOP)
    job.told(b"stopped\n")
    job.order(b"f")
    job.type(b"q")
    job.told(b"exit 0\n")
    assert job.is_given_back


def test_a_stopped_job_can_be_ended_without_touching_the_shells_screen(job):
    job.type(b"\x1a")
    job.told(b"stopped\n")
    start = len(job.raw)
    job.send(signal.SIGTERM)
    job.order(b"b")
    job.told(b"exit 143\n")
    assert job.raw[start:] == b""
    assert job.is_given_back


def test_ctrl_z_stops_the_program_that_started_it_too(run):
    job = run(Job, "/bin/sh", "-c", '"$@"; exit 5', "sh", *program()).starts()
    job.type(b"\x1a")
    job.told(b"stopped\n")
    assert_it_goes_on(job)
    job.type(b"q")
    job.told(b"exit 5\n")


def test_ctrl_z_where_nobody_could_continue_it_changes_nothing(run):
    session = run(Session, *program())
    session.sees("size")
    session.type(b"\x1a")
    session.sees("news continue")
    session.type(b"q")
    session.until(lambda: session.leader.poll() is not None, "the end")
    assert session.leader.returncode == 0


def test_a_stop_and_a_continuation_that_come_together_do_not_stop_it(run):
    both = "os.kill(os.getpid(), signal.SIGTSTP); os.kill(os.getpid(), signal.SIGCONT); main(terminal)"
    run(Job, *program(both)).sees("news continue")


def test_where_stops_are_ignored_ctrl_z_is_a_key_like_others(run):
    job = run(Job, *program(before="signal.signal(signal.SIGTSTP, signal.SIG_IGN)")).starts()
    job.type(b"\x1an")
    job.sees("keys c-z n")


def test_in_the_background_it_waits_to_be_called(run):
    job = run(Job, *program(), foreground=False)
    job.told(b"stopped\n")
    assert job.raw == b""
    job.order(b"f")
    job.sees("size 80x24")
    job.type(b"q")
    job.told(b"exit 0\n")
    assert job.is_given_back


def test_in_the_background_it_can_be_ended(run):
    job = run(Job, *program(), foreground=False)
    job.told(b"stopped\n")
    job.send(signal.SIGTERM)
    job.order(b"b")
    job.told(b"exit 143\n")
    assert job.raw == b""


@pytest.mark.parametrize("before", ["", "signal.signal(signal.SIGHUP, signal.SIG_IGN)"], ids=["", "nohup"])
def test_a_closed_window_ends_it(run, before):
    session = run(Session, *program(before=before))
    session.sees("size")
    os.close(session.slave)
    os.close(session.master)
    assert session.leader.wait(PATIENCE) == 129


def test_a_signal_that_was_ignored_stays_so(run):
    job = run(Job, *program(before="signal.signal(signal.SIGHUP, signal.SIG_IGN)")).starts()
    job.send(signal.SIGHUP)
    job.type(b"n")
    job.sees("keys n")


def test_a_signal_after_the_last_wait_is_not_lost(run):
    job = run(Job, *program("os.kill(os.getpid(), signal.SIGTERM)"))
    job.told(b"exit 143\n")
    assert job.is_given_back


def test_a_program_that_never_waits_on_a_terminal_that_takes_no_more_ends_all_the_same(run):
    session = run(Session, *program("while True: terminal.invalidate(); terminal.show(['x' * 79] * 24)"))
    session.until(lambda: b"xxx" in session.raw, "a frame")
    session.leader.terminate()
    assert session.leader.wait(PATIENCE) == 143
    assert session.attributes() == session.before


def test_a_frame_is_whole_on_a_terminal_that_does_not_block(run):
    body = "terminal.show(['x' * 199] * 59 + ['end']); main(terminal)"
    session = run(Session, *program(body, "os.set_blocking(1, False)"), columns=200, rows=60)
    session.until(lambda: b";1Hend" in session.raw, "the last row")
    assert session.raw.count(b"x" * 199) == 59


def test_importing_it_imports_nothing_heavy():
    code = (
        "import sys, backcare.terminal.terminal; print({'prompt_toolkit', 'rich', 'asyncio'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
