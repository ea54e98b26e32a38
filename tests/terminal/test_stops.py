"""A signal stops a program from wherever it is, whatever Python makes of what is raised there."""

import select
import signal
import sys
import threading
from contextlib import ExitStack, suppress

import pytest

if sys.platform == "win32":
    pytest.skip("signals are POSIX", allow_module_level=True)

from backcare.errors import Exit, Stopped
from backcare.terminal.stops import STOPS, raise_on_stops


class RaisesWhereItIsNamed:
    def __set_name__(self, _owner, _name):
        signal.raise_signal(signal.SIGTERM)


class RaisesWhereItGoes:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)


def in_a_class_that_is_made():
    type("Made", (), {"name": RaisesWhereItIsNamed()})


def in_an_object_that_goes():
    RaisesWhereItGoes()
    select.select([], [], [], 20.0)


def where_everything_is_caught():
    with suppress(BaseException):
        signal.raise_signal(signal.SIGTERM)


@pytest.mark.parametrize("happens", [in_a_class_that_is_made, in_an_object_that_goes, where_everything_is_caught])
def test_a_stop_is_never_lost(happens):
    with pytest.raises(Stopped) as stopped, raise_on_stops():
        happens()
    assert stopped.value.exit is Exit.TERMINATED


@pytest.mark.parametrize("number", sorted(STOPS))
def test_each_signal_has_its_exit_code_and_later_ones_let_it_clean_up(number):
    cleaned = []

    def clean():
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(number)
        cleaned.append(number)

    def work():
        with raise_on_stops(), ExitStack() as stack:
            stack.callback(clean)
            signal.raise_signal(number)

    with pytest.raises(Stopped) as stopped:
        work()
    assert stopped.value.exit is STOPS[number]
    assert cleaned == [number]


def test_another_error_stays_what_it_is_and_everything_is_as_it_was():
    def state():
        return [signal.getsignal(number) for number in STOPS], sys.unraisablehook

    before = state()
    with pytest.raises(ZeroDivisionError), raise_on_stops():
        assert state()[1 // 0]
    assert state() == before
    with raise_on_stops():
        assert state() != before


def test_what_was_ignored_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with raise_on_stops():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_outside_the_main_thread_it_does_nothing():
    done = []

    def work():
        with raise_on_stops():
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
