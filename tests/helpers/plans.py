"""Short stretches and routines for tests, so that a test says only what it is about."""

from backcare.model.stretch import (
    HoldRange,
    PhaseSeconds,
    Position,
    Reps,
    Routine,
    RoutineItem,
    Side,
    SidedText,
    Stage,
    Steps,
    Stretch,
)

LEFT_FIRST = (Side.LEFT, Side.RIGHT)


def both(*lines):
    return SidedText(lines, lines)


def stretch(name="reach", *, hold=(15, 30), sides=(), seconds=None, reps=None, **more):
    steps = Steps(both("Get there."), both("Go in."), both("Stay."), both("Come out."))
    return Stretch(
        id=name,
        name=name.replace("-", " ").title(),
        steps=steps,
        hold=None if reps else HoldRange(*map(float, hold)),
        reps=Reps(*reps) if reps else None,
        sides=sides,
        seconds=PhaseSeconds(*(seconds or (14.0, 6.0, 6.0, 4.0, 8.0))),
        stages=(Stage.POSTPARTUM,),
        position=Position.STANDING,
        **more,
    )


def twist(**more):
    return stretch("twist", sides=LEFT_FIRST, seconds=(20.0, 7.0, 5.0, 3.0, 10.0), **more)


def routine(*stretches, **entry):
    return Routine(
        "daily", "Daily", tuple(RoutineItem(one, **entry) for one in stretches or (stretch(), twist()))
    )
