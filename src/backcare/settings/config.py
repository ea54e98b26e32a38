"""Where things live, and the choices of hers that last longer than a command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from backcare.errors import BackcareError
from backcare.files.writing import write_private_file
from backcare.files.yaml_edit import remove_key, set_key

_Value = bool | float | str
_PREFIX = "BACKCARE_"


def load_config(file: Path) -> dict[str, Any]:
    """Return the choices in her config file by name, those that she made only; none where there is no file.

    Raises BadFile with every fault in it.
    """
    if not file.exists():
        return {}
    from backcare.files.document import parse_document
    from backcare.files.faults import BadFile
    from backcare.files.validation import validate
    from backcare.settings.config_schema import Config

    text = _text(file)
    if _says_nothing(text):
        return {}
    document = parse_document(text, str(file))
    choices, faults = validate(document, Config)
    if choices is None or faults or document.faults:
        raise BadFile([*document.faults, *faults])
    return choices.model_dump(exclude_none=True)


class Source(StrEnum):
    """Where the value of a choice comes from, apart from the command line; the first that has one wins."""

    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Setting:
    """A lasting choice as it stands; the value is None where nothing is chosen."""

    name: str
    value: _Value | None
    source: Source
    about: str


def environment_name(name: str) -> str:
    """Return the environment's name of a choice."""
    return _PREFIX + name.upper()


def read_environment(environment: Mapping[str, str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the choices that the environment makes, by name, and a message for each that makes no sense."""
    if not any(key.startswith(_PREFIX) and key != "BACKCARE_HOME" for key in environment):
        return {}, ()
    from backcare.settings.config_schema import Config

    made, messages = {}, []
    for name in Config.model_fields:
        if text := environment.get(environment_name(name)):
            try:
                made[name] = parse_value(name, text)
            except BackcareError as error:
                messages.append(f"{environment_name(name)}: {error}")
    return made, tuple(messages)


def effective_settings(file: Path, environment: Mapping[str, str]) -> tuple[Setting, ...]:
    """Return every lasting choice; raises BadFile with every fault of her config file."""
    from backcare.settings.config_schema import Config

    sources = {Source.ENVIRONMENT: read_environment(environment)[0], Source.FILE: load_config(file)}
    choices = []
    for name, field in Config.model_fields.items():
        source = next((source for source, made in sources.items() if name in made), Source.DEFAULT)
        value = sources.get(source, {}).get(name)
        choices.append(Setting(name, value, source, field.description or ""))
    return tuple(choices)


def find_setting(typed: str) -> str:
    """Return the name of a choice as the config file has it; raises BackcareError where there is none."""
    from backcare.settings.config_schema import Config
    from backcare.text import join_words, quote, similar_words

    name, names = typed.replace("-", "_").lower(), tuple(Config.model_fields)
    if name not in names:
        near = similar_words(name, names)
        hint = f"did you mean {join_words(near)}?" if near else f"there are {join_words(names, 'and')}"
        raise BackcareError(f"there is no choice called {quote(typed)}: {hint}")
    return name


def parse_value(name: str, text: str) -> _Value:
    """Return the value of a choice, given its exact name, out of a text as it is typed.

    Raises BackcareError with what is wrong, and what to write instead.
    """
    from backcare.files.document import parse_document, resolve_scalar
    from backcare.files.validation import validate
    from backcare.settings.config_schema import Config

    choices, faults = validate(parse_document(f"{name}: {_written(resolve_scalar(text))}", ""), Config)
    if choices is None or faults:
        raise BackcareError("; ".join(fault.message for fault in faults))
    value: _Value = getattr(choices, name)
    return value


def save_settings(file: Path, choices: Mapping[str, _Value | Sequence[str] | None]) -> None:
    """Write choices into her config file, each on its own line; all else in it, comments too, stays as it is.

    A choice of `None` is taken back: its line goes. Raises BadFile or OSError where that cannot be done; the
    file is then as it was.
    """
    text = _text(file)
    for name, value in choices.items():
        without = value is None
        text = remove_key(text, name) if without else set_key(text, name, f"{name}: {_written(value)}")
    _write(file, text)


def remove_setting(file: Path, name: str) -> None:
    """Take a choice out of her config file; all else in it stays. Raises as `remember` does."""
    _write(file, remove_key(_text(file), name))


def _text(file: Path) -> str:
    if not file.exists():
        return ""
    from backcare.files.reading import read_clean_text

    return read_clean_text(file)


def _write(file: Path, text: str) -> None:
    _still_yaml(file, text)
    write_private_file(file, text)


def _still_yaml(file: Path, text: str) -> None:
    """Raise BadFile where the text cannot be read, because the file had a form of its own."""
    from backcare.files.document import parse_document
    from backcare.files.faults import BadFile

    if not _says_nothing(text) and (faults := parse_document(text, str(file)).faults):
        raise BadFile(faults)


def _says_nothing(text: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def _written(value: object) -> str:
    """JSON is YAML, and says each kind of value unmistakably."""
    import json

    return json.dumps(value)
