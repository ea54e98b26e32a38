"""What a user can cause and mend: one base class, and every exit code."""

from enum import IntEnum


class Exit(IntEnum):
    """What the program's exit code tells a script."""

    DONE = 0
    MENDABLE = 1
    USAGE = 2
    ENDED_EARLY = 3
    WARNING_SIGN = 4
    HANGUP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class BackcareError(Exception):
    """Something that the user can mend; its text is the whole message."""

    exit = Exit.MENDABLE


class UsageError(BackcareError):
    """A wish that the command cannot grant as it was said."""

    exit = Exit.USAGE


class HistoryError(BackcareError):
    """The history cannot be read or written; its text says why, in a line."""


class HistoryBusyError(HistoryError):
    """Another program is writing into the history; it is worth trying again in a moment."""


class HistoryDamagedError(HistoryError):
    """The history was no database any more and has been set aside; the next try begins a new one."""


class Stopped(BaseException):
    """A signal asked the program to leave; it unwinds everything, so that the terminal is given back."""

    def __init__(self, exit_code: Exit) -> None:
        super().__init__(exit_code)
        self.exit = exit_code
