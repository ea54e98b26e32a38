"""What is written on the screen and in lines."""

import pytest

from backcare.session.pages import PainScale
from backcare.wording.written import question_lines


@pytest.mark.parametrize("before", [None, 0])
@pytest.mark.parametrize("answer", range(11))
def test_what_was_answered_is_shown_with_how_to_correct_it(before, answer):
    scale = PainScale(before)
    scale.take(answer)
    question, rest = question_lines(scale)
    assert question.endswith(f" {answer}")
    assert rest.endswith("number corrects it.")
    assert ("A 0 makes it 10" in rest) == (answer == 1)
