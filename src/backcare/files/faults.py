"""What is wrong with a file and where, and a name that nothing has."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from backcare.errors import BackcareError
from backcare.text import escape_unprintable

MOST_FAULTS = 100  # faults told of one file: nobody mends more at a time, and a message has to end


class Level(StrEnum):
    """How bad a fault is: with an error a file cannot be used, with a warning it can."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a file; line and column count from 1, `where` is a path as in `steps.move[2]`."""

    file: str
    line: int
    column: int
    where: str
    message: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        place = f"{escape_unprintable(self.file)}:{self.line}:{self.column}: "
        level = "warning: " if self.level is Level.WARNING else ""
        return place + level + (f"{self.where}: " if self.where else "") + self.message


class BadFile(BackcareError):  # noqa: N818 - it says which thing is bad, and reads so where it is raised
    """A file, or several, that cannot be used as they are; `faults` has every mistake, in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sort_faults(faults)
        super().__init__("\n".join(map(str, self.faults)))


class UnknownName(BackcareError):  # noqa: N818 - as above
    """A name that no stretch or routine has, or that several have; the text says which are near."""


def sort_faults(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults once each, file by file as they first come, by place, at most 100 a file."""
    by_file: dict[str, list[Fault]] = {}
    for fault in dict.fromkeys(faults):
        by_file.setdefault(fault.file, []).append(fault)
    return tuple(fault for some in by_file.values() for fault in _message(some))


def _message(faults: list[Fault]) -> list[Fault]:
    faults.sort(key=lambda fault: (fault.line, fault.column))
    if len(faults) <= MOST_FAULTS:
        return faults
    last = faults[MOST_FAULTS - 1]
    more = "and more mistakes after this one"
    return [
        *faults[:MOST_FAULTS],
        Fault(last.file, last.line, last.column, "", more, worst_level(faults[MOST_FAULTS:])),
    ]


def worst_level(faults: Iterable[Fault]) -> Level:
    """Return the level of the worst of the faults; a warning where there are none."""
    return Level.ERROR if any(fault.level is Level.ERROR for fault in faults) else Level.WARNING
