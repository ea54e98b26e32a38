"""The command `config setup`: a few questions, none of which has to be answered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeAlias

from backcare.cli.context import read_config
from backcare.cli.dialog import ask, read_yes_or_no
from backcare.errors import UsageError
from backcare.files.folders import find_folders
from backcare.model.stretch import Stage
from backcare.settings.config import save_settings
from backcare.terminal.output import print_text
from backcare.text import parse_number

_Value: TypeAlias = str | bool | list[str]
_LONGEST = 156  # weeks: three years after the birth nobody counts in weeks any more
_TAKE_BACK = "-"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, the setting it is about, and how an answer is read; `read` raises what is wrong with one."""

    name: str
    text: str
    read: Callable[[str], _Value]
    after_birth: bool = False


def ask_questions() -> None:
    """Ask for what backcare should know of you, and keep what is answered; every question may be skipped."""
    file, answers = find_folders().config_file, dict[str, _Value | None]()
    print_text(f"Enter skips a question, {_TAKE_BACK} takes an answer back. What you say stays in {file}.")
    try:
        for answer in _answers(read_config()):
            answers |= answer
    finally:  # however it ends, what was answered is not asked again
        if answers:
            save_settings(file, answers)
    kept = f"kept: {', '.join(answers)}" if answers else "nothing changed"
    print_text(f"{kept}. The file may be edited, or deleted, at any time.")


def _answers(config: Mapping[str, Any]) -> Iterator[dict[str, _Value | None]]:
    """Ask the questions that apply, and yield each answer by its setting, until no answer comes."""
    stage = config.get("stage")
    for question in _questions():
        if question.after_birth and stage != Stage.POSTPARTUM:
            continue
        answer = ask(f"{question.text}{_shown(config.get(question.name))}", partial(_read, question))
        if answer is None:
            return
        stage = answer.get("stage", stage)
        yield answer


def _read(question: Question, text: str) -> dict[str, _Value | None]:
    """Return the answer by its setting: nothing where it was skipped, None for one that is taken back."""
    if not text:
        return {}
    return {question.name: None if text == _TAKE_BACK else question.read(text)}


def _questions() -> list[Question]:
    return [
        Question("stage", "Pregnant or after birth (pregnancy, postpartum)?", _read_stage),
        Question("birth", "Weeks since the birth?", _read_birth, after_birth=True),
        Question("caesarean", "Was it a caesarean (yes, no)?", read_yes_or_no, after_birth=True),
        Question("voice", "A voice, where there is one (yes, no)?", read_yes_or_no),
        Question("hush", "Hush for a sleeping baby: soft tones, no voice (yes, no)?", read_yes_or_no),
        Question("ask", "Ask before and after how your back is (yes, no)?", read_yes_or_no),
        Question("tips", "A tip in the rests (yes, no)?", read_yes_or_no),
        Question("leave_out", "Stretches to leave out (names, with commas)?", _read_stretches),
    ]


def _read_stage(text: str) -> _Value:
    found = [stage for stage in Stage if stage.startswith(text.lower())]
    if len(found) != 1:
        raise UsageError("pregnancy or postpartum, or Enter to skip")
    return found[0].value


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
    if present is None:
        return ""
    if isinstance(present, bool):
        return f" [{'yes' if present else 'no'}]"
    return f" [{', '.join(present)}]" if isinstance(present, tuple | list) else f" [{present}]"
