"""What a session says of warning signs: all of it the first time, a line later, and whenever she asks."""

from functools import cached_property
from typing import TYPE_CHECKING

from backcare import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from backcare.model.guidance import Guidance


class Care:
    """The texts of one run of the program; `guidance` is asked for when one of them is needed, not before."""

    def __init__(self, guidance: "Callable[[], Guidance]", file: "Path") -> None:
        self._open = guidance
        self._file = file

    @cached_property
    def _guidance(self) -> "Guidance":
        return self._open()

    @cached_property
    def _is_new(self) -> bool:
        from backcare.seen import is_new

        return is_new(self._file, self.warnings())

    def warnings(self) -> tuple[str, ...]:
        """Return the warning signs in short, with the standing line."""
        return (*self._guidance.warnings(), self._guidance.standing)

    def safety(self) -> tuple[str, ...]:
        """Return what the page before a session says: everything the first time, later where to find it."""
        return self.warnings() if self._is_new else (words.REMINDER,)

    def seen(self) -> None:
        """Keep that she saw everything."""
        from backcare.seen import keep

        if self._is_new:
            keep(self._file, self.warnings())
