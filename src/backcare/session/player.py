"""The loop: wait for a key, feed the machine in charge, hand out what happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from backcare.session.held_keys import HeldKeys
from backcare.session.keymap import Keymap, SignalT
from backcare.session.listener import Listener

GAP = 3.0  # real seconds between two looks at the clock that nobody can have been there for
LONGEST_TICK = 1.0

EventT = TypeVar("EventT")
EventT_co = TypeVar("EventT_co", covariant=True)


class Machine(Protocol[SignalT, EventT_co]):
    """What the player can run: a session, a page around it, a reminder; times in seconds of the machine."""

    @property
    def keymap(self) -> Keymap[SignalT]:
        """What each key means to it."""
        ...

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        ...

    def begin(self, now: float) -> Sequence[EventT_co]:
        """Start; return what happened."""
        ...

    def receive(self, signal: SignalT | None, now: float) -> Sequence[EventT_co]:
        """Let time pass until `now`, then take a signal; return what happened, in order."""
        ...

    def freeze(self, now: float) -> Sequence[EventT_co]:
        """Stop as of the last look, since nobody was there; return what happened."""
        ...

    def thaw(self, now: float) -> Sequence[EventT_co]:
        """Go on after the program itself was stopped and continued; return what happened."""
        ...

    def next_due(self) -> float | None:
        """Return when something happens by itself; None while nothing does."""
        ...


@dataclass(frozen=True, slots=True)
class World(Generic[EventT]):
    """What the loop needs of the world.

    `clock` returns real seconds that run through a suspend; `wait` waits at most so many seconds and returns the
    keys pressed; `suspend` stops the program as Ctrl-Z does; `continued` tells once that something else did;
    `began` is when the first picture was drawn, if that was before.
    """

    clock: Callable[[], float]
    wait: Callable[[float], Sequence[str]]
    suspend: Callable[[], None]
    continued: Callable[[], bool]
    listeners: Sequence[Listener[EventT]] = ()
    began: float | None = None


class Player(Generic[EventT]):
    """Plays one machine at a time; `show` draws a moment and returns when its picture changes next by itself."""

    def __init__(
        self, world: World[EventT], show: Callable[[float], float | None], *, speed: float = 1.0
    ) -> None:
        self._world = world
        self._show = show
        self._speed = speed
        self.began = 0.0
        self._looked = 0.0
        self._held_keys = HeldKeys()

    def now(self) -> float:
        """Return the machine's time: seconds since it began, times the speed."""
        return (self._world.clock() - self.began) * self._speed

    def play(self, machine: Machine[SignalT, EventT]) -> None:
        """Run a machine until it is over."""
        first = machine.begin(0.0)
        if self._world.began is None:
            next_picture = self._show(0.0)
            self.began = self._looked = self._world.clock()  # the clock starts once the first picture is drawn
        else:
            self.began = self._looked = self._world.began
            next_picture = self._show(self.now())
        self._hand_out(first)
        while not machine.is_over:
            keys = self._world.wait(self._seconds_to_wait(machine, next_picture))
            self._hand_out(self._after_gap(machine))
            self._send_keys(machine, self._held_keys.due(self._world.clock()))
            for key in keys:
                self._press(machine, key)
            self._hand_out(machine.receive(None, self.now()))
            next_picture = self._show(self.now())

    def send(self, machine: Machine[SignalT, EventT], signal: SignalT) -> None:
        """Send a signal from outside the loop, as when it was interrupted."""
        self._hand_out(machine.receive(signal, self.now()))

    def _seconds_to_wait(self, machine: Machine[SignalT, EventT], next_picture: float | None) -> float:
        """Return for how many real seconds a key can be waited for: until something is due."""
        now, real = self.now(), self._world.clock()
        own = [(at - now) / self._speed for at in (machine.next_due(), next_picture) if at is not None]
        others = (self._held_keys.next_due(), *(listener.next_due() for listener in self._world.listeners))
        theirs = [at - real for at in others if at is not None]
        return max(0.0, min([*own, *theirs, LONGEST_TICK]))

    def _after_gap(self, machine: Machine[SignalT, EventT]) -> Sequence[EventT]:
        """Stop the machine where nobody was there since the last look, and go on if the program was continued."""
        real = self._world.clock()
        gap, self._looked = real - self._looked, real
        if self._world.continued():
            return (*machine.freeze(self.now()), *machine.thaw(self.now()))
        return machine.freeze(self.now()) if gap > GAP else ()

    def _press(self, machine: Machine[SignalT, EventT], key: str) -> None:
        if key == "c-z":
            self._send_keys(machine, self._held_keys.release())
            self._suspend(machine)
            return
        if key == "paste" and key not in machine.keymap.signals:
            return  # to a page it means nothing
        held = self._held_keys
        can_be_held = machine.keymap.signal(key) in machine.keymap.pausing
        self._send_keys(machine, held.press(key, self._world.clock()) if can_be_held else (*held.release(), key))

    def _send_keys(self, machine: Machine[SignalT, EventT], keys: Sequence[str]) -> None:
        for key in keys:
            if not machine.is_over:
                self._hand_out(machine.receive(machine.keymap.signal(key), self.now()))

    def _suspend(self, machine: Machine[SignalT, EventT]) -> None:
        self._hand_out(machine.receive(None, self.now()))
        self._hand_out(machine.freeze(self.now()))
        self._show(self.now())
        self._world.suspend()
        self._looked = self._world.clock()
        self._world.continued()
        self._hand_out(machine.thaw(self.now()))

    def _hand_out(self, events: Sequence[EventT]) -> None:
        real = self._world.clock()
        for listener in self._world.listeners:
            if events:
                listener.on_events(events, real)
            listener.run_due(real)
