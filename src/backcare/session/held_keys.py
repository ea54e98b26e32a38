"""Tells the repeats of a held key from presses of their own, so that a finger left on a key means it once."""

from math import inf

FIRST_REPEAT = 0.55  # seconds: keyboards begin to repeat a held key after about 0.5
REPEATS = 0.3  # seconds: and go on faster than this


class HeldKeys:
    """Lets presses through; times in real seconds.

    The first press of a key counts at once. A second one soon after waits for a third: if it comes, the key is
    held, and nothing of it counts until it was left alone; if not, the second was a press of its own.
    """

    def __init__(self) -> None:
        self._key = ""
        self._at = -inf
        self._presses = 0
        self._waiting = ""

    def press(self, key: str, now: float) -> tuple[str, ...]:
        """Take a press; return the keys that count now, in order."""
        gap = now - self._at if key == self._key else inf
        follows = gap < (FIRST_REPEAT if self._presses == 1 else REPEATS)
        counting = () if follows else (*self.release(), key)
        self._key, self._at = key, now
        self._presses = self._presses + 1 if follows else 1
        self._waiting = key if self._presses == 2 else ""
        return counting

    def next_due(self) -> float | None:
        """Return when a press that waits counts; None where none waits."""
        return self._at + REPEATS if self._waiting else None

    def due(self, now: float) -> tuple[str, ...]:
        """Return the key that waited long enough, if one did."""
        at = self.next_due()
        return self.release() if at is not None and now >= at else ()

    def release(self) -> tuple[str, ...]:
        """Return the key that waits, if one does; it counts now, and what is pressed next is a first press."""
        waiting, self._waiting, self._key = self._waiting, "", ""
        return (waiting,) if waiting else ()
