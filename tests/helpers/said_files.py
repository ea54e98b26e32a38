"""What stretch and routine files may say, as data, for properties."""

import re

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from backcare.library.stretch_schema import StretchFile
from backcare.model.stretch import Position
from backcare.text import first_bad_char

# Each example writes its own files over those of the one before, and a busy machine is no fault.
LENIENT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

PLAIN = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40)
NUMBER = re.compile("[-+.0-9eE]+")  # written without quotes by PyYAML even where YAML 1.2 has a number
TEXTS = PLAIN.map(lambda text: text.replace("{", "(").strip()).filter(
    lambda text: text and not first_bad_char(text) and not NUMBER.fullmatch(text)
)
SPOKEN = ("announce", "setup", "move", "release", "switch")
KEYS = st.sampled_from(("left", "right", "count", "hold", "seconds", "repeats", "stretch", "stage", "stretches"))
KEYS |= st.sampled_from(SPOKEN) | st.sampled_from(tuple(StretchFile.model_fields))
SECONDS = st.floats(0, 600).map(lambda seconds: round(seconds, 2))

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | KEYS
structures = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=5),
    max_leaves=25,
)
mappings = st.dictionaries(KEYS, structures, max_size=8)


@st.composite
def stretches(draw):
    """What a good stretch file says, as data, in every shape that the format knows."""
    sides = draw(st.sampled_from([[], ["left"], ["right", "left"]]))
    lines = st.lists(TEXTS, min_size=1, max_size=3)
    by_side = st.fixed_dictionaries({"left": lines, "right": lines})
    part = lines | by_side if sides else lines
    steps = draw(
        st.fixed_dictionaries(
            {"setup": part}, optional={"move": part, "hold": part, "release": part, "switch": part}
        )
    )
    if sides:
        steps["move"] = [*draw(lines), "To the {side}, not {other}."]
    shortest = draw(st.integers(1, 300))
    longest = draw(st.integers(shortest, 600))
    held = st.sampled_from([{"hold": f"{shortest}-{longest}"}, {"hold": shortest}])
    counted = st.fixed_dictionaries(
        {"reps": st.fixed_dictionaries({"count": st.integers(1, 100), "seconds": st.integers(1, 60)})}
    )
    cautions = st.fixed_dictionaries(
        {}, optional={"before": part, "during": part, "more": st.lists(TEXTS, max_size=3, unique=True)}
    )
    more = st.fixed_dictionaries(
        {"name": TEXTS},
        optional={
            "position": st.sampled_from(Position).map(str),
            "stages": st.just(["postpartum"]),
            "equipment": st.lists(TEXTS, max_size=3, unique=True),
            "purpose": TEXTS,
            "cautions": cautions | st.lists(TEXTS, max_size=3, unique=True),
            "seconds": st.dictionaries(
                st.sampled_from(["setup", "move", "move_again", "release", "switch"]), SECONDS
            ),
            "say": st.dictionaries(st.sampled_from(SPOKEN), TEXTS | lines),
            "source": TEXTS,
        },
    )
    return draw(more) | draw(held | counted) | {"steps": steps} | ({"sides": sides} if sides else {})
