"""The warning signs around a session: all of them the first time, one line later, and on request."""

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
    """The texts of one run; `guidance` is called only when one of them is needed, `file` keeps what was shown."""

    def __init__(self, guidance: "Callable[[], Guidance]", file: Path) -> None:
        self._open = guidance
        self._file = file

    @cached_property
    def _guidance(self) -> "Guidance":
        return self._open()

    @cached_property
    def _is_new(self) -> bool:
        return is_new_text(self._file, self.warnings())

    def warnings(self) -> tuple[str, ...]:
        """Return the warning signs in short form, with the standing line."""
        return (*self._guidance.short_warnings(), self._guidance.standing)

    def safety(self) -> tuple[str, ...]:
        """Return what the start page says: everything the first time, later one line that says where it is."""
        return self.warnings() if self._is_new else (written.REMINDER,)

    def mark_shown(self) -> None:
        """Store that everything was shown."""
        if self._is_new:
            remember_shown(self._file, self.warnings())


def is_new_text(file: Path, texts: Sequence[str]) -> bool:
    """Whether the file does not say that these texts were shown; true if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8") != _file_text(texts)
    except (OSError, UnicodeDecodeError):
        return True


def remember_shown(file: Path, texts: Sequence[str]) -> None:
    """Store that these texts were shown; if that fails, they are shown again."""
    with suppress(OSError):
        write_private_file(file, _file_text(texts))


def _file_text(texts: Sequence[str]) -> str:
    import hashlib  # it loads a large library

    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    return (
        f"# Says which warning signs were shown; without it they are shown once more.\nwarning_signs: {digest}\n"
    )
