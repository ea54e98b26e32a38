"""Errors that a user can cause and mend, and every exit code."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of the program."""

    DONE = 0
    MENDABLE = 1
    USAGE = 2
    ENDED_EARLY = 3
    WARNING_SIGN = 4
    HANGUP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class BackcareError(Exception):
    """An error that the user can mend; its text is the whole message."""

    exit = Exit.MENDABLE


class UsageError(BackcareError):
    """A command line that cannot be carried out as it was typed."""

    exit = Exit.USAGE


class HistoryError(BackcareError):
    """The history cannot be read or written; the text says why, in one line."""


class HistoryBusyError(HistoryError):
    """Another program is writing into the history; a moment later it may work."""


class HistoryDamagedError(HistoryError):
    """The history was damaged and has been renamed; the next access creates a new one."""


class HistoryGoneError(HistoryError):
    """The history was deleted or moved away while it was open; the next access creates a new one."""


class Stopped(BaseException):
    """A signal asked the program to end; raised so that every `finally` runs and the terminal is restored."""

    def __init__(self, exit_code: Exit) -> None:
        super().__init__(exit_code)
        self.exit = exit_code
