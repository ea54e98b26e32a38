"""Faults of a file with their positions, and the errors that carry them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from backcare.errors import BackcareError
from backcare.text import escape_unprintable

MOST_FAULTS = 100  # of one file; more are not mended at a time


class Level(StrEnum):
    """How bad a fault is: a file with an error cannot be used, one with a warning can."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a file; `line` and `column` count from 1, `where` is a path such as `steps.move[2]`."""

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


class BadFile(BackcareError):  # noqa: N818 - reads better than an Error at the end where it is raised
    """One file or several that cannot be used; `faults` has all of their faults, in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sort_faults(faults)
        super().__init__("\n".join(map(str, self.faults)))


class UnknownName(BackcareError):  # noqa: N818 - as above
    """A name that fits no stretch or routine, or several; the text has the similar ones."""


def sort_faults(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return each fault once, grouped by file, by line and column in a file, at most 100 of one file."""
    by_file: dict[str, list[Fault]] = {}
    for fault in dict.fromkeys(faults):
        by_file.setdefault(fault.file, []).append(fault)
    return tuple(fault for faults_of_file in by_file.values() for fault in _first_faults(faults_of_file))


def _first_faults(faults: list[Fault]) -> list[Fault]:
    faults.sort(key=lambda fault: (fault.line, fault.column))
    if len(faults) <= MOST_FAULTS:
        return faults
    first, more = faults[:MOST_FAULTS], worst_level(faults[MOST_FAULTS:])
    last = replace(first[-1], where="", message="and more mistakes after this one", level=more)
    return [*first, last]


def worst_level(faults: Iterable[Fault]) -> Level:
    """Return the level of the worst fault; WARNING if there are none."""
    return Level.ERROR if any(fault.level is Level.ERROR for fault in faults) else Level.WARNING
