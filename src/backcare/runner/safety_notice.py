"""What a session says of warning signs: all of it the first time, a line later, and whenever she asks."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from backcare.files.writing import write_private_file
from backcare.wording import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from backcare.model.guidance import Guidance


class SafetyNotice:
    """The texts of one run of the program; `guidance` is asked for when one of them is needed, not before."""

    def __init__(self, guidance: "Callable[[], Guidance]", file: "Path") -> None:
        self._open = guidance
        self._file = file

    @cached_property
    def _guidance(self) -> "Guidance":
        return self._open()

    @cached_property
    def _is_new(self) -> bool:

        return is_new_text(self._file, self.warnings())

    def warnings(self) -> tuple[str, ...]:
        """Return the warning signs in short, with the standing line."""
        return (*self._guidance.short_warnings(), self._guidance.standing)

    def safety(self) -> tuple[str, ...]:
        """Return what the page before a session says: everything the first time, later where to find it."""
        return self.warnings() if self._is_new else (written.REMINDER,)

    def mark_shown(self) -> None:
        """Keep that she saw everything."""
        if self._is_new:
            remember_shown(self._file, self.warnings())


def is_new_text(file: Path, texts: Sequence[str]) -> bool:
    """Tell whether this file does not keep that these texts were shown; one that cannot be read keeps nothing."""
    try:
        return file.read_text(encoding="utf-8") != _kept(texts)
    except (OSError, UnicodeDecodeError):
        return True


def remember_shown(file: Path, texts: Sequence[str]) -> None:
    """Keep that these texts were shown; where that cannot be written, they are shown again."""
    with suppress(OSError):
        write_private_file(file, _kept(texts))


def _kept(texts: Sequence[str]) -> str:
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    return (
        f"# Says which warning signs were shown; without it they are shown once more.\nwarning_signs: {digest}\n"
    )
