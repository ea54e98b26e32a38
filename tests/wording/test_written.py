"""What is written on the screen and in lines."""

from dataclasses import replace

import pytest

from backcare.model.stretch import Position, Side
from backcare.planning.build import PlanOptions, build
from backcare.session.pages import PainScale
from backcare.wording.written import both_sides, position_text, question_lines, rounds_text, side_text, side_word
from plans import routine, twist


@pytest.mark.parametrize("before", [None, 0])
@pytest.mark.parametrize("answer", range(11))
def test_what_was_answered_is_shown_with_how_to_correct_it(before, answer):
    scale = PainScale(before)
    scale.take(answer)
    question, rest = question_lines(scale)
    assert question.endswith(f" {answer}")
    assert rest.endswith("number corrects it.")
    assert ("A 0 makes it 10" in rest) == (answer == 1)


def test_what_is_listed_names_a_side_as_the_session_does():
    for position, words in (
        (Position.SUPINE, "20 s knees left, 20 s knees right"),
        (None, "20 s left, 20 s right"),
    ):
        plan = build(routine(replace(twist(), position=position)), PlanOptions())
        assert rounds_text(plan, plan.stretches[0]) == words
        for side in Side:
            assert side_word(plan.stretches[0], side) in side_text(plan.stretches[0], side)


def test_no_position_is_named_in_latin():
    assert [position_text(position) for position in Position] == ["seated", "kneeling", "standing", "lying"]


def test_a_sided_stretch_is_said_once_with_the_words_that_differ():
    lying = replace(twist(), position=Position.SUPINE)
    first = ("Lie down.", "Knees to the left, head to the right.", "Then back.")
    second = ("Lie down.", "Knees to the right, head to the left.", "Then back to the middle.", "Get up.")
    assert both_sides(lying, first, second) == (
        "Lie down.",
        "Knees to the left (right), head to the right (left).",
        "Knees left: Then back.",
        "Knees right: Then back to the middle.",
        "Knees right: Get up.",
    )
