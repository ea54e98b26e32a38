"""The warning signs around a session: all of them the first time, one line later, and on request."""

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
        """Whether the file does not say that these signs were shown; true if it cannot be read."""
        try:
            return self._file.read_text(encoding="utf-8") != self._text()
        except (OSError, UnicodeDecodeError):
            return True

    def warnings(self) -> tuple[str, ...]:
        """Return the warning signs in short form, with the standing line."""
        return (*self._guidance.short_warnings(), self._guidance.standing)

    def safety(self) -> tuple[str, ...]:
        """Return what the start page says: everything the first time, later one line that says where it is."""
        return self.warnings() if self._is_new else (written.REMINDER,)

    def mark_shown(self) -> None:
        """Store that everything was shown; if that fails, it is shown again."""
        if self._is_new:
            with suppress(OSError):
                write_private_file(self._file, self._text())

    def _text(self) -> str:
        """Return what the file says once these signs were shown."""
        import hashlib  # it loads a large library

        digest = hashlib.sha256("\n".join(self.warnings()).encode()).hexdigest()
        note = "# Says which warning signs were shown; without it they are shown once more."
        return f"{note}\nwarning_signs: {digest}\n"
