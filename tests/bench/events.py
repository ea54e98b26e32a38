"""Play a bare hold through the real loop and terminal, and print how many ms late its end came."""

import sys

from backcare.planning.build import bare_hold
from backcare.runner.clock import real_clock
from backcare.session.events import PhaseEnded
from backcare.session.listener import Listener
from backcare.session.player import Player, World
from backcare.session.session import Session
from backcare.terminal.terminal import Terminal


class EventTimes(Listener):
    """A listener that notes when events came, by the plan and by the clock."""

    def __init__(self):
        self.times = {}

    def on_events(self, events, now):
        for event in events:
            self.times[type(event)] = (event.at, now)


def main():
    seconds, speed = float(sys.argv[1]), float(sys.argv[2])
    listener = EventTimes()
    with Terminal(keys=False, screen=False) as terminal:
        world = World(real_clock, terminal.wait, terminal.suspend, terminal.took_continue, (listener,))
        session = Session(bare_hold(seconds))
        player = Player(world, lambda now: now + 1.0 - now % 1.0, speed=speed)
        player.play(session)
    _, ended = listener.times[PhaseEnded]
    print((ended - player.began - seconds / speed) * 1e3)


if __name__ == "__main__":
    main()
