"""The command `config setup`: a few questions, none of which has to be answered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeAlias

from backcare.cli.context import read_config
from backcare.cli.dialog import ask, ask_by_key, read_yes_or_no
from backcare.errors import UsageError
from backcare.files.folders import find_folders
from backcare.model.stretch import Stage
from backcare.settings.config import refuse_broken, save_settings
from backcare.terminal.output import is_at_terminal, print_text
from backcare.text import parse_number

_Value: TypeAlias = str | bool | list[str]
_LONGEST = 156  # weeks: three years after the birth nobody counts in weeks any more
_TAKE_BACK = "-"
_STAGES = {"p": Stage.PREGNANCY, "a": Stage.POSTPARTUM}


@dataclass(frozen=True, slots=True)
class Question:
    """One question, the setting it is about, and how an answer is read; `read` raises what is wrong with one.

    `by_key`: one key answers it.
    """

    name: str
    text: str
    read: Callable[[str], _Value]
    by_key: bool = True
    after_birth: bool = False


def ask_questions(defaults: Mapping[str, object]) -> None:
    """Ask for what backcare should know of you, and keep each answer at once; every question may be skipped.

    `defaults` are what holds where nothing is chosen. Raises UsageError where nobody can be asked, BadFile where
    the answers could not be kept.
    """
    if not is_at_terminal():
        raise UsageError("config setup asks at a terminal; elsewhere: backcare config set NAME VALUE")
    file, kept = find_folders().config_file, list[str]()
    refuse_broken(file)
    print_text(f"Enter leaves it as it is, {_TAKE_BACK} takes an answer back. What you say stays in {file}.")
    for answer in _answers({**defaults, **read_config()}):
        if answer:
            save_settings(file, answer)
            kept += answer
    done = f"kept: {', '.join(kept)}" if kept else "nothing changed"
    print_text(f"{done}. The file may be edited, or deleted, at any time.")


def _answers(present: Mapping[str, Any]) -> Iterator[dict[str, _Value | None]]:
    """Ask the questions that apply, and yield each answer by its setting, until no answer comes."""
    stage, number = present.get("stage"), 0
    for question in _QUESTIONS:
        if question.after_birth and stage != Stage.POSTPARTUM:
            continue
        number += 1
        total = sum(not one.after_birth or stage == Stage.POSTPARTUM for one in _QUESTIONS)
        asked = f"{number} of {total}  {question.text}{_shown(present.get(question.name))}"
        answer = (ask_by_key if question.by_key else ask)(asked, partial(_read, question))
        if answer is None:
            return
        stage = answer.get("stage", stage)
        yield answer


def _read(question: Question, text: str) -> dict[str, _Value | None]:
    """Return the answer by its setting: nothing where it was skipped, None for one that is taken back."""
    if not text:
        return {}
    return {question.name: None if text == _TAKE_BACK else question.read(text)}


def _read_stage(text: str) -> _Value:
    if text.lower() not in _STAGES:
        raise UsageError("p for pregnancy or a for after birth, or Enter to skip")
    return _STAGES[text.lower()].value


def _read_birth(text: str) -> _Value:
    """Return the day of the birth for so many weeks since: a day stays true, a number of weeks does not."""
    weeks = parse_number(text)
    if not isinstance(weeks, int) or not 0 <= weeks <= _LONGEST:
        raise UsageError(f"a whole number of weeks, 0-{_LONGEST}, or Enter to skip")
    return (date.today() - timedelta(weeks=weeks)).isoformat()


def _read_stretches(text: str) -> _Value:
    from backcare.cli.personalise import find_stretches

    return find_stretches(text.split(","))


def _shown(present: object) -> str:
    """Return the present value of a setting as it stands after its question."""
    if present in (None, ()):
        return ""
    if isinstance(present, bool):
        return f" [{'yes' if present else 'no'}]"
    return f" [{', '.join(present)}]" if isinstance(present, tuple | list) else f" [{present}]"


_QUESTIONS = (
    Question("stage", "Pregnant or after birth? p/a", _read_stage),
    Question("birth", "Weeks since the birth?", _read_birth, by_key=False, after_birth=True),
    Question("caesarean", "Was it a caesarean? y/n", read_yes_or_no, after_birth=True),
    Question("voice", "A voice, where there is one? y/n", read_yes_or_no),
    Question("hush", "Hush for a sleeping baby: soft tones, no voice? y/n", read_yes_or_no),
    Question("ask", "Ask before and after how your back is? y/n", read_yes_or_no),
    Question("tips", "A tip in the rests? y/n", read_yes_or_no),
    Question("leave_out", "Stretches to leave out? Names, with commas", _read_stretches, by_key=False),
)
