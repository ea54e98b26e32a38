"""Which lines of a stretch belong to which part of a session."""

from dataclasses import replace

from backcare.model.stretch import Cautions, Side, SidedText, Steps
from plans import both, stretch, twist

CAREFUL = Cautions(both("First check."), SidedText(("Left foot.",), ("Right foot.",)), ("At leisure.",))


def test_a_set_up_is_what_to_mind_before_it_and_then_its_steps():
    assert replace(stretch(), cautions=CAREFUL).setup_lines(None) == ("First check.", "Get there.")


def test_a_hold_is_its_steps_and_then_what_to_mind_during_it():
    assert replace(twist(), cautions=CAREFUL).hold_lines(Side.RIGHT) == ("Stay.", "Right foot.")


def test_a_change_of_sides_has_its_own_words_or_the_new_set_up_if_it_differs_or_else_the_movement():
    setup, move = SidedText(("Left knee.",), ("Right knee.",)), SidedText(("Turn left.",), ("Turn right.",))
    steps = Steps(setup, move, switch=both("Over."))
    assert replace(twist(), steps=steps).switch_lines(Side.RIGHT) == ("Over.",)
    assert replace(twist(), steps=replace(steps, switch=SidedText())).switch_lines(Side.RIGHT) == ("Right knee.",)
    assert replace(twist(), steps=Steps(both("Kneel."), move)).switch_lines(Side.RIGHT) == ("Turn right.",)
