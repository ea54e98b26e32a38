"""The player's world without a terminal: time passes by waiting, keys come from a script."""

from backcare.session.listener import Listener
from backcare.session.player import Player, World


class FakeWorld(Listener):
    """A clock that only waiting moves, and a script of keys: each a real time and a key's name."""

    def __init__(self, *script, speed=1.0, began=None):
        self.time = 1000.0
        self.began = began
        self.script = [(1000.0 + at, key) for at, key in script]
        self.waits = []
        self.suspended = []
        self.stopped = False
        self.heard = []
        self.pictures = []
        self.machine = None
        self.speed = speed

    def clock(self):
        return self.time

    def wait(self, seconds):
        assert 0 <= seconds <= 1.0
        self.waits.append(seconds)
        assert len(self.waits) < 10_000, "the loop never ends"
        until = self.time + seconds
        due = [entry for entry in self.script if entry[0] <= until]
        if not due:
            self.time = until + 0.0001  # a sleep wakes a little late
            return ()
        at, key = due[0]
        self.script.remove(due[0])
        self.time = max(self.time, at)
        if key.startswith("sleep "):
            self.time += float(key.split()[1])
            return ()
        if key.startswith("stop "):
            self.time += float(key.split()[1])
            self.stopped = True
            return ()
        return (key,)

    def suspend(self):
        self.suspended.append(self.time)
        self.time += 100.0

    def continued(self):
        was, self.stopped = self.stopped, False
        return was

    def show(self, now):
        self.pictures.append(now)
        return getattr(self.machine, "picture_at", lambda _now: None)(now)

    def on_events(self, events, _now):
        self.heard += events

    def play(self, machine):
        self.machine = machine
        world = World(self.clock, self.wait, self.suspend, self.continued, (self,), self.began)
        self.player = Player(world, self.show, speed=self.speed)
        self.player.play(machine)
        return self
