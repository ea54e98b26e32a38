"""The command `relief`."""

from functools import partial
from typing import Annotated

import typer

from backcare.cli.options import read_number
from backcare.errors import BackcareError
from backcare.terminal.output import print_text

_read_answer = partial(read_number, "relief", "whole", least=0, most=10)


def relief(
    answer: Annotated[
        int, typer.Argument(min=0, max=10, metavar="0-10", help="How it is now.", parser=_read_answer)
    ],
) -> None:
    """Keep how it is after the session of the last hour: 0 is no pain, 10 the worst you can imagine.

    Said again, it corrects the answer.

    \b
    backcare relief 3
    """
    from backcare.runner.resumable import find_answerable, open_history
    from backcare.session.pages import PainScale
    from backcare.wording import written

    entry = find_answerable()
    if not entry:
        raise BackcareError("there was no session in the last hour that could be answered")
    with open_history() as file:
        file.answer_after(entry.id, answer)
    scale = PainScale(entry.pain_before)
    scale.take(answer)
    print_text(f"Noted: {answer}. {written.answer_advice(scale)}".rstrip())
