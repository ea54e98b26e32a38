import pytest
from pydantic import TypeAdapter, ValidationError

from backcare.library.routine_schema import InlineStretch, RoutineFile
from backcare.library.stretch_schema import StretchFile
from backcare.model.stretch import (
    Cautions,
    HoldRange,
    PhaseSeconds,
    Position,
    Reps,
    Routine,
    RoutineItem,
    Side,
    SidedText,
    Stage,
    Stretch,
)


def model(**more):
    return shape(**more).to_model("reach", "reach.yaml")


def shape(**more):
    least = {"name": "Reach", "steps": ["Sit."]}
    held = {} if "reps" in more else {"hold": 20}
    return StretchFile.model_validate(least | held | more)


def both(*lines):
    return SidedText(lines, lines)


def test_a_name_steps_and_a_hold_are_enough_for_a_stretch():
    least = model()
    assert least == Stretch(
        id="reach",
        name="Reach",
        steps=least.steps,
        hold=HoldRange(20.0, 20.0),
        file="reach.yaml",
        seconds=PhaseSeconds(),
    )


def test_a_plain_list_of_steps_is_the_set_up():
    steps = model(steps=["Sit.", "Breathe."]).steps
    assert steps.setup == both("Sit.", "Breathe.")
    assert steps.move == steps.hold == steps.release == steps.switch == SidedText()


def test_steps_have_a_list_for_each_part():
    steps = model(steps={"setup": ["Sit."], "move": ["Lean."], "hold": ["Breathe."], "release": ["Rise."]}).steps
    assert [steps.setup, steps.move, steps.hold, steps.release] == [
        both("Sit."),
        both("Lean."),
        both("Breathe."),
        both("Rise."),
    ]


def test_side_and_other_become_left_and_right():
    steps = model(sides=["left", "right"], steps=["Knees {side}, head {other}."]).steps
    assert steps.setup == SidedText(("Knees left, head right.",), ("Knees right, head left.",))


def test_lines_may_be_written_for_each_side():
    steps = model(sides=["left"], steps={"setup": {"left": ["Left knee."], "right": ["Right foot."]}}).steps
    assert steps.setup == SidedText(("Left knee.",), ("Right foot.",))


def test_lines_for_a_side_may_name_the_side_as_well():
    steps = model(sides=["left"], steps={"setup": {"left": ["{side}!"], "right": ["{other}?"]}}).steps
    assert steps.setup == SidedText(("left!",), ("left?",))


def test_changing_sides_has_words_of_its_own_in_which_side_is_the_one_that_begins():
    steps = {"setup": ["Kneel."], "switch": ["Now {side}, not {other}."]}
    found = model(sides=["left", "right"], steps=steps).steps
    assert found.switch == SidedText(("Now left, not right.",), ("Now right, not left.",))
    steps["switch"] = {"left": ["Back to {side}."], "right": ["Over."]}
    assert model(sides=["left", "right"], steps=steps).steps.switch == SidedText(("Back to left.",), ("Over.",))


def test_a_caution_is_for_the_time_before_the_stretch_or_during_it_or_for_reading():
    written = {"before": ["A wall."], "during": {"left": ["{side}!"], "right": ["{other}?"]}, "more": ["Gently."]}
    found = model(sides=["left", "right"], steps=["{side}"], cautions=written).cautions
    assert found == Cautions(both("A wall."), SidedText(("left!",), ("left?",)), ("Gently.",))


def test_the_voice_may_have_several_texts_for_a_part():
    say = model(
        sides=["left", "right"],
        steps=["{side}"],
        say={"move": ["Breathe in.", "Turn {side}."], "switch": {"left": "Left.", "right": ["Now.", "Right."]}},
    ).say
    assert say.move == SidedText(("Breathe in.", "Turn left."), ("Breathe in.", "Turn right."))
    assert say.switch == SidedText(("Left.",), ("Now.", "Right."))


def test_the_voice_has_one_line_for_each_text_and_side():
    say = model(
        sides=["right", "left"],
        steps=["{side}"],
        say={"announce": "Twist.", "move": "Turn {side}.", "switch": {"left": "Now left.", "right": "Right."}},
    ).say
    assert say.announce == both("Twist.")
    assert say.move == SidedText(("Turn left.",), ("Turn right.",))
    assert say.switch == SidedText(("Now left.",), ("Right.",))
    assert say.setup == say.release == SidedText()


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ("15-30", (15, 30)),
        ("15 - 30", (15, 30)),
        *((f"15{dash}30", (15, 30)) for dash in "\u2010\u2013\u2014\u2212\uff0d"),
        ("7.5-10", (7.5, 10)),
        ("20", (20, 20)),
        (20, (20, 20)),
        (20.5, (20.5, 20.5)),
        ("20-20", (20, 20)),
        (1, (1, 1)),
        (600, (600, 600)),
    ],
)
def test_a_hold_is_one_number_of_seconds_or_a_range(written, ends):
    assert model(hold=written).hold == HoldRange(*ends)


@pytest.mark.parametrize(
    "written", [0, 0.9, 601, "0-20", "30-15", True, "soon", "1:30", "15-30-45", "-20", "\u0663"]
)
def test_a_hold_that_makes_no_sense_is_refused(written):
    with pytest.raises(ValidationError):
        model(hold=written)


def test_a_movement_may_be_counted_in_place_of_a_hold():
    counted = model(reps={"count": 8, "seconds": 7.5})
    assert (counted.hold, counted.reps) == (None, Reps(8, 7.5))


def test_sides_keep_their_order():
    assert model(sides=["right", "left"], steps=["{side}"]).sides == (Side.RIGHT, Side.LEFT)


def test_moving_in_again_takes_as_long_as_the_first_time_where_nothing_else_is_said():
    assert model(seconds={"move": 9}).seconds == PhaseSeconds(15, 9, 9, 4, 8)


def test_every_part_around_the_hold_may_have_its_own_seconds():
    seconds = {"setup": 20, "move": 7, "move_again": 0, "release": 3.5, "switch": 10}
    assert model(seconds=seconds).seconds == PhaseSeconds(**seconds)


def test_what_else_a_stretch_says_arrives_as_it_is():
    full = model(
        stages=["pregnancy", "postpartum"],
        position="kneeling",
        equipment=["wall", "mat"],
        purpose="May help.",
        cautions=["Gently."],
        source="A leaflet, http://example.org/?a=[b]",
    )
    assert (full.stages, full.position) == ((Stage.PREGNANCY, Stage.POSTPARTUM), Position.KNEELING)
    assert (full.equipment, full.purpose) == (("wall", "mat"), "May help.")
    assert full.cautions == Cautions(more=("Gently.",))
    assert full.source == "A leaflet, http://example.org/?a=[b]"


def test_white_space_around_a_text_is_not_part_of_it():
    assert model(name="  Reach \n").name == "Reach"


def test_braces_and_format_codes_are_only_text():
    assert model(purpose="{0} {name} %s [bold]").purpose == "{0} {name} %s [bold]"


def test_supine_is_fine_after_birth():
    assert model(position="supine", stages=["postpartum"]).position is Position.SUPINE


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": " "},
        {"name": "x" * 81},
        {"name": "a\nb"},
        {"name": "a\x1b[31m"},
        {"name": "a\u202eb"},
        {"name": "a\u200bb"},
        {"name": "a\ud800b"},
        {"name": 7},
        {"name": "To the {side}"},
        {"steps": []},
        {"steps": {}},
        {"steps": ["x" * 301]},
        {"steps": ["x"] * 21},
        {"steps": ["To the {sid}."]},
        {"steps": ["To the {side}."]},
        {"sides": ["left", "right"]},
        {"sides": ["left", "left"], "steps": ["{side}"]},
        {"say": {"move": "{other}"}},
        {"say": {"move": {"left": "a", "right": "b"}}},
        {"cautions": ["Your {side} knee."]},
        {"cautions": {"before": ["Your {side} knee."]}},
        {"cautions": {"during": {"left": ["a"], "right": ["b"]}}},
        {"cautions": {"later": ["a"]}},
        {"say": {"move": []}},
        {"seconds": {"setup": float("nan")}},
        {"seconds": {"setup": 1e308}},
        {"seconds": {"setup": -1}},
        {"seconds": {"setup": True}},
        {"reps": {"count": 8, "seconds": 0}},
        {"reps": {"count": 8.5, "seconds": 8}},
        {"reps": {"count": 8, "seconds": 8}, "hold": 20},
        {"position": "supine", "stages": ["pregnancy"]},
        {"figure": {}},
    ],
)
def test_what_no_stretch_may_say_is_refused(wrong):
    with pytest.raises(ValidationError):
        model(**wrong)


def test_a_stretch_that_is_neither_held_nor_counted_is_refused():
    with pytest.raises(ValidationError):
        StretchFile.model_validate({"name": "Reach", "steps": ["Sit."]})


def test_a_routine_carries_its_entries():
    routine = RoutineFile.model_validate({"name": "Morning", "stage": "postpartum", "stretches": ["reach"]})
    entries = (RoutineItem(model()),)
    assert routine.to_model("morning", "m.yaml", entries) == Routine(
        "morning", "Morning", entries, stage=Stage.POSTPARTUM, file="m.yaml"
    )


def test_the_id_of_a_stretch_written_out_is_its_name_in_kebab_case():
    written = InlineStretch.model_validate({"name": "Wall Angels (slow)", "hold": 20, "steps": ["Stand."]})
    assert written.id == "wall-angels-slow"


def test_a_name_without_an_id_is_refused_in_a_routine():
    for name, reason in {"...": "use letters", "20": "reads as a number", "con": "Windows"}.items():
        with pytest.raises(ValidationError, match=reason):
            InlineStretch.model_validate({"name": name, "hold": 20, "steps": ["Stand."]})


@pytest.mark.parametrize(
    "name",
    [
        "\u4e2d\u6587",
        "\u0423\u0442\u0440\u043e",
        "\u0635\u0628\u0627\u062d",
        "\u0645\u06cc\u200c\u0634\u0648\u062f",
    ],
)
def test_a_stretch_written_out_may_have_a_name_of_any_script(name):
    written = InlineStretch.model_validate({"name": name, "hold": 20, "steps": ["Stand."]})
    assert written.name == name
    assert written.id == name.lower().replace("\u200c", "")


@pytest.fixture(scope="module")
def schema():
    return TypeAdapter(StretchFile | RoutineFile).json_schema()


def properties(schema):
    shapes = [kind for kind in schema["$defs"].values() if kind["type"] == "object"]
    return {(kind["title"], name): field for kind in shapes for name, field in kind["properties"].items()}


def test_editors_get_a_description_of_every_key(schema):
    assert [place for place, field in properties(schema).items() if "description" not in field] == []


def test_editors_are_never_offered_null(schema):
    assert "null" not in str(schema)
    assert "None" not in str(schema)


def test_editors_know_that_a_hold_is_a_number_or_a_range(schema):
    kinds = properties(schema)["StretchFile", "hold"]["anyOf"]
    assert [kind["type"] for kind in kinds] == ["number", "string"]


def test_editors_know_that_steps_are_a_list_or_a_mapping(schema):
    kinds = properties(schema)["StretchFile", "steps"]["anyOf"]
    assert kinds[0]["type"] == "array"
    assert kinds[1] == {"$ref": "#/$defs/StepsSchema"}
