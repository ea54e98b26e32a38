"""Stretches, routines and guidance read from files, each checked only once until it changes.

What checks imports yaml and pydantic, and is imported only for files that were not checked before.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from backcare.errors import BackcareError
from backcare.files.cache import Cache
from backcare.files.reading import read_bytes
from backcare.library.lookup import OpenStretch, TipIds
from backcare.model.stretch import Routine, Stretch

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance

_Value = TypeVar("_Value")


class Reader:
    """Reads files by the rules of `check`; without a cache each one is checked again."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache

    def stretch(self, path: Path) -> Stretch:
        """Read a stretch file; raises BadFile with every fault in it."""

        def check(data: bytes) -> Stretch:
            from backcare.library.check import check_stretch

            return check_stretch(path, data)

        return self._read(Stretch, path, check)

    def routine(self, path: Path, open_stretch: OpenStretch, tip_ids: TipIds | None = None) -> Routine:
        """Read a routine file with the stretches and the tip it names; raises BadFile with all faults in them."""

        def check(data: bytes) -> Routine:
            from backcare.library.check import check_routine

            return check_routine(path, data, open_stretch, tip_ids)

        def is_current(routine: Routine) -> bool:
            is_tip_known = not (routine.tip and tip_ids) or routine.tip in tip_ids()
            return is_tip_known and all(
                item.stretch.file == routine.file or open_stretch(item.stretch.id) == item.stretch
                for item in routine.items
            )

        return self._read(Routine, path, check, is_current)

    def guidance(self, path: Path) -> "Guidance":
        """Read a guidance file; raises BadFile with every fault in it."""
        from backcare.model.guidance import Guidance

        def check(data: bytes) -> Guidance:
            from backcare.library.check import check_guidance

            return check_guidance(path, data)

        return self._read(Guidance, path, check)

    def _read(
        self,
        kind: type[_Value],
        path: Path,
        check: Callable[[bytes], _Value],
        is_current: Callable[[_Value], bool] = lambda _value: True,
    ) -> _Value:
        """Return the value in a file: a kept one that is still current, or what `check` makes of its bytes."""
        data = read_bytes(path)
        if not self._cache:
            return check(data)
        key = f"{path}\n".encode(errors="surrogateescape") + data
        kept = self._cache.find(kind, key)
        try:
            if kept is not None and is_current(kept):
                return kept
        except BackcareError:  # of what it needs: checking it says where in the file
            pass
        value = check(data)
        self._cache.keep(key, value)
        return value
