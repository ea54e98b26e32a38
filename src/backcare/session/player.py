"""The loop: wait for a key, feed the machine in charge, hand out what happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from backcare.session.keymap import PAUSING, signal_for

GAP = 3.0  # real seconds between two looks at the clock that nobody can have been there for
LONGEST_WAIT = 1.0
REPEATS = 0.3  # a held key's own repeats come faster than this (seconds)


class Machine(Protocol):
    """What the player can run: a session, or a page around it."""

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        ...

    def begin(self, now: float) -> Sequence[Any]:
        """Start."""
        ...

    def receive(self, signal: Any, now: float) -> Sequence[Any]:  # noqa: ANN401 - each has its own signals
        """Let time pass and take a signal."""
        ...

    def freeze(self, now: float) -> Sequence[Any]:
        """Take it that nobody was there since the last look."""
        ...

    def thaw(self, now: float) -> Sequence[Any]:
        """Go on after the program itself was stopped and continued."""
        ...

    def next_due(self) -> float | None:
        """When something happens by itself."""
        ...


class Listener(Protocol):
    """Something that hears events and may have more to do at a later time, in real seconds."""

    def on_events(self, events: Sequence[Any], now: float) -> None:
        """Take what happened."""
        ...

    def next_due(self) -> float | None:
        """When it next has something to do; by default never."""
        return None

    def run_due(self, now: float) -> None:  # noqa: ARG002 - by default nothing is ever due
        """Do what is due."""
        return


@dataclass(frozen=True, slots=True)
class World:
    """What the loop needs of the world.

    `clock` gives real seconds that run through a suspend; `wait` waits at most so many seconds and returns
    the keys pressed; `suspend` stops the program as Ctrl-Z does; `continued` tells once that something else did.
    """

    clock: Callable[[], float]
    wait: Callable[[float], Sequence[str]]
    suspend: Callable[[], None]
    continued: Callable[[], bool]
    listeners: Sequence[Listener] = ()


class Player:
    """Plays one machine at a time; `show` draws a moment and returns when its picture changes next by itself."""

    def __init__(self, world: World, show: Callable[[float], float | None], *, speed: float = 1.0) -> None:
        self._world = world
        self._show = show
        self._speed = speed
        self.began = 0.0
        self._looked = 0.0
        self._last_key = ("", float("-inf"))

    def now(self) -> float:
        """Return the machine's time: seconds since it began, times the speed."""
        return (self._world.clock() - self.began) * self._speed

    def play(self, machine: Machine) -> None:
        """Run a machine until it is over."""
        first = machine.begin(0.0)
        next_picture = self._show(0.0)
        # The first picture may be slow to come; the count starts when it is there.
        self.began = self._looked = self._world.clock()
        self._tell(first)
        while not machine.is_over:
            keys = self._world.wait(self._patience(machine, next_picture))
            self._tell(self._after_a_gap(machine))
            for key in keys:
                self._press(machine, key)
            self._tell(machine.receive(None, self.now()))
            next_picture = self._show(self.now())

    def send(self, machine: Machine, signal: object) -> None:
        """Send a signal from outside the loop, as when it was broken off."""
        self._tell(machine.receive(signal, self.now()))

    def _patience(self, machine: Machine, next_picture: float | None) -> float:
        """How long to wait for a key: until something is due, in real seconds."""
        now, real = self.now(), self._world.clock()
        own = [(at - now) / self._speed for at in (machine.next_due(), next_picture) if at is not None]
        ears = [at - real for ear in self._world.listeners if (at := ear.next_due()) is not None]
        return max(0.0, min([*own, *ears, LONGEST_WAIT]))

    def _after_a_gap(self, machine: Machine) -> Sequence[Any]:
        real = self._world.clock()
        gap, self._looked = real - self._looked, real
        if self._world.continued():
            return (*machine.freeze(self.now()), *machine.thaw(self.now()))
        return machine.freeze(self.now()) if gap > GAP else ()

    def _press(self, machine: Machine, key: str) -> None:
        if key == "c-z":
            self._suspend(machine)
            return
        signal = signal_for(machine, key)
        if signal is None or machine.is_over or self._is_repeat(signal, key):
            return
        self._tell(machine.receive(signal, self.now()))

    def _is_repeat(self, signal: object, key: str) -> bool:
        """Whether a pausing key comes from a finger that still lies on it."""
        real = self._world.clock()
        last, at = self._last_key
        if signal in PAUSING and key == last and real - at < REPEATS:
            return True
        self._last_key = (key, real)
        return False

    def _suspend(self, machine: Machine) -> None:
        self._tell(machine.receive(None, self.now()))
        self._tell(machine.freeze(self.now()))
        self._show(self.now())
        self._world.suspend()
        self._looked = self._world.clock()
        self._world.continued()
        self._tell(machine.thaw(self.now()))

    def _tell(self, events: Sequence[Any]) -> None:
        real = self._world.clock()
        for ear in self._world.listeners:
            if events:
                ear.on_events(events, real)
            ear.run_due(real)
