"""The command `setup`: a few questions, none of which has to be answered."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import typer

from backcare.cli import context
from backcare.errors import BackcareError, UsageError
from backcare.files.folders import find_folders
from backcare.library import library
from backcare.model.stretch import Stage
from backcare.settings.config import save_settings

_Value: TypeAlias = str | bool | list[str]
_LONGEST = 156  # weeks: three years after the birth nobody counts in weeks any more
_TAKE_BACK = "-"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, the choice it is about, and how an answer is read; that raises what is wrong with one."""

    name: str
    text: str
    read: Callable[[str], _Value]
    after_birth: bool = False


def setup(ctx: typer.Context) -> None:
    """Ask for what backcare should know of you; every question may be skipped.

    \b
    backcare setup
    """
    config, choices = find_folders().config_file, context.config_of(ctx)
    typer.echo(f"Enter skips a question, {_TAKE_BACK} takes an answer back. What you say stays in {config}.")
    answers = ask_questions(_questions(), choices, _line)
    if answers:
        save_settings(config, answers)
    kept = f"kept: {', '.join(answers)}" if answers else "nothing changed"
    typer.echo(f"{kept}. The file may be edited, or deleted, at any time.")


def ask_questions(
    questions: list[Question], choices: Mapping[str, Any], line: Callable[[str], str | None]
) -> dict[str, _Value | None]:
    """Ask the questions that apply; return the answers by choice, `None` for one taken back.

    `line` shows a question and returns what was typed, or `None` where nothing more will come; that ends it.
    """
    answers: dict[str, _Value | None] = {}
    for question in questions:
        if question.after_birth and {**choices, **answers}.get("stage") != Stage.POSTPARTUM:
            continue
        typed = _until_read(question, choices.get(question.name), line)
        if typed is None:
            break
        answers |= typed
    return answers


def _until_read(
    question: Question, present: object, line: Callable[[str], str | None]
) -> dict[str, _Value | None] | None:
    """Ask until the answer can be read; nothing where it was skipped, `None` where no answer will come."""
    while (typed := line(f"{question.text}{_shown(present)} ")) is not None:
        text = typed.strip()
        if not text:
            return {}
        if text == _TAKE_BACK:
            return {question.name: None}
        try:
            return {question.name: question.read(text)}
        except BackcareError as error:
            typer.echo(str(error))
    return None


def _questions() -> list[Question]:
    return [
        Question("stage", "Pregnant or after birth (pregnancy, postpartum)?", _stage),
        Question("birth", "Weeks since the birth?", _birth, after_birth=True),
        Question("caesarean", "Was it a caesarean (yes, no)?", _yes, after_birth=True),
        Question("voice", "A voice, where there is one (yes, no)?", _yes),
        Question("hush", "Hush for a sleeping baby: soft tones, no voice (yes, no)?", _yes),
        Question("ask", "Ask before and after how your back is (yes, no)?", _yes),
        Question("tips", "A tip in the rests (yes, no)?", _yes),
        Question("leave_out", "Stretches to leave out (names, with commas)?", _stretches),
    ]


def _stage(text: str) -> _Value:
    found = [stage for stage in Stage if stage.startswith(text.lower())]
    if len(found) != 1:
        raise UsageError("pregnancy or postpartum, or Enter to skip")
    return found[0].value


def _birth(text: str) -> _Value:
    """A day stays true, a number of weeks does not."""
    if not text.isdecimal() or int(text) > _LONGEST:
        raise UsageError(f"a whole number of weeks, 0-{_LONGEST}, or Enter to skip")
    return (date.today() - timedelta(weeks=int(text))).isoformat()


def _yes(text: str) -> _Value:
    if text.lower() not in ("y", "yes", "n", "no"):
        raise UsageError("yes or no, or Enter to skip")
    return text.lower().startswith("y")


def _stretches(text: str) -> _Value:
    from backcare.library.lookup import find_id

    known = {one: one for one in library.open_library().stretch_ids()}
    return [find_id(name, known, "stretch") for name in text.split(",") if name.strip()]


def _shown(present: object) -> str:
    if present is None:
        return ""
    if isinstance(present, bool):
        return f" [{'yes' if present else 'no'}]"
    return f" [{', '.join(present)}]" if isinstance(present, tuple | list) else f" [{present}]"


def _line(question: str) -> str | None:
    """Read a line; piped answers are as good as typed ones."""
    typer.echo(question, nl=False)
    text = sys.stdin.readline()
    return text or None
