"""The user's settings: what the config file and the environment choose, and how a choice is kept.

A layer of its own, because no library says in which line of the file, or in which variable, a mistake is.
"""

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from backcare.errors import BackcareError
from backcare.files.writing import write_private_file
from backcare.files.yaml_edit import remove_key, set_key
from backcare.model.stretch import Stage

if TYPE_CHECKING:
    from backcare.files.cache import Cache

    OpenCache: TypeAlias = Callable[[], Cache]
    from backcare.files.faults import Fault
    from backcare.settings.config_schema import Config

# Modules that read files bring yaml and pydantic along, so they are imported where a file or variable is read.

Value: TypeAlias = bool | float | str | date | tuple[str, ...]
# What a value in the cache, which is JSON, is made again; the others are what they were.
_KEPT_TYPES: Mapping[str, Callable[[Any], object]] = {
    "stage": Stage,
    "birth": date.fromisoformat,
    "leave_out": tuple,
}
_PREFIX = "BACKCARE_"
_Fault = TypeVar("_Fault")  # a fault with its place, or a message
_ENTRY_START = re.compile(r"^(?=[^\s#-]|---)", re.MULTILINE)


class Source(StrEnum):
    """Where the value of a setting comes from, apart from the command line; the first that has one wins."""

    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as it stands; the value is None where neither the environment nor the file has one."""

    name: str
    value: Value | None
    source: Source
    about: str


def read_config_file(
    file: Path, open_cache: "OpenCache | None" = None
) -> "tuple[dict[str, Any], tuple[Fault, ...]]":
    """Return the settings in a config file by name, and every fault in it.

    A line with a fault is left out, and an item of a list; all others count. What has no faults is kept in the
    cache.
    """
    if not os.path.lexists(file):
        return {}, ()
    from backcare.files.faults import BadFile
    from backcare.files.reading import read_bytes

    try:
        data = read_bytes(file)
    except BadFile as error:
        return {}, error.faults
    return _check_once(open_cache, b"file\n" + data, lambda: _check(file, data))


def _check_once(
    open_cache: "OpenCache | None", key: bytes, check: Callable[[], tuple[dict[str, Any], tuple[_Fault, ...]]]
) -> tuple[dict[str, Any], tuple[_Fault, ...]]:
    """Return the settings that were kept under a key, or those of `check` with its faults, which are not kept."""
    cache = open_cache() if open_cache else None
    if cache and (kept := cache.find(dict, key)) is not None:
        return kept | {name: read(kept[name]) for name, read in _KEPT_TYPES.items() if name in kept}, ()
    settings, faults = check()
    if cache and not faults:
        cache.keep(key, settings)
    return settings, faults


def _check(file: Path, data: bytes) -> "tuple[dict[str, Any], tuple[Fault, ...]]":
    from backcare.files.document import parse_document
    from backcare.files.faults import BadFile, sort_faults
    from backcare.files.reading import decode_damaged, decode_text
    from backcare.files.validation import validate
    from backcare.settings.config_schema import Config

    try:
        text, faults = decode_text(file, data)
        if _is_empty(text):
            return {}, faults
        document = parse_document(text, str(file), faults)
    except BadFile as error:
        return _intact_settings(decode_damaged(data)), error.faults
    config, wrong_values = validate(document, Config)
    if config is None or wrong_values or document.faults:
        return _intact_settings(text), sort_faults([*document.faults, *wrong_values])
    return config.model_dump(exclude_none=True), ()


def read_environment(
    environment: Mapping[str, str], open_cache: "OpenCache | None" = None
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the settings in an environment by name, and a message for each variable that makes no sense.

    A variable that is empty is taken as not set. What makes sense is kept in the cache.
    """
    ours = {name: text for name, text in sorted(environment.items()) if name.startswith(_PREFIX) and text}
    ours.pop("BACKCARE_HOME", None)
    if not ours:
        return {}, ()
    key = f"environment\n{ours}".encode(errors="surrogateescape")
    return _check_once(open_cache, key, lambda: _check_environment(ours))


def _check_environment(environment: Mapping[str, str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    from backcare.settings.config_schema import Environment

    values, messages = {}, []
    for name in Environment.model_fields:
        if text := environment.get(environment_name(name)):
            try:
                values[name] = _parse(name, text, Environment)
            except BackcareError as error:
                messages.append(f"{environment_name(name)}: {error}")
    return values, tuple(messages)


def effective_settings(
    file: Path, environment: Mapping[str, str]
) -> "tuple[tuple[Setting, ...], tuple[Fault, ...]]":
    """Return every setting that a config file may have, and every fault of this one."""
    from backcare.settings.config_schema import Config

    chosen, faults = read_config_file(file)
    sources = {Source.ENVIRONMENT: read_environment(environment)[0], Source.FILE: chosen}
    settings = []
    for name, field in Config.model_fields.items():
        source = next((source for source, values in sources.items() if name in values), Source.DEFAULT)
        value = sources.get(source, {}).get(name)
        settings.append(Setting(name, value, source, field.description or ""))
    return tuple(settings), faults


def environment_name(name: str) -> str:
    """Return the name of a setting in the environment, as in BACKCARE_LEAD_IN."""
    return _PREFIX + name.upper()


def find_setting(typed: str) -> str:
    """Return the name of a setting as the config file has it; raises BackcareError where there is none."""
    from backcare.settings.config_schema import Config
    from backcare.text import join_words, quote, similar_words

    name, names = typed.replace("-", "_").lower(), tuple(Config.model_fields)
    if name not in names:
        near = similar_words(name, names)
        hint = f"did you mean {join_words(near)}?" if near else f"there are {join_words(names, 'and')}"
        raise BackcareError(f"there is no choice called {quote(typed)}: {hint}")
    return name


def parse_value(name: str, text: str) -> Value:
    """Return the value of a setting, given its exact name, from a text as it is typed.

    Raises BackcareError with what is wrong, and what to write instead.
    """
    from backcare.settings.config_schema import Config

    return _parse(name, text, Config)


def save_settings(file: Path, settings: Mapping[str, Value | list[str] | None]) -> None:
    """Write settings into a config file, each on its own line, and remove those that are None.

    All else in the file, comments too, stays as it is. Raises BadFile or OSError where that cannot be done;
    the file is then as it was.
    """
    text = before = _read(file)
    for name, value in settings.items():
        text = remove_key(text, name) if value is None else set_key(text, name, f"{name}: {_as_yaml(value)}")
    if _yaml_faults(file, text):
        from backcare.files.faults import BadFile, Fault

        own_form = Fault(str(file), 1, 1, "", "has a form of its own: change it by hand")
        raise BadFile(_yaml_faults(file, before) or [own_form])
    write_private_file(file, text)


def refuse_broken(file: Path) -> None:
    """Raise BadFile where nothing can be saved in a config file as it stands."""
    if faults := _yaml_faults(file, _read(file)):
        from backcare.files.faults import BadFile

        raise BadFile(faults)


def save_if_possible(file: Path, settings: Mapping[str, Value | list[str] | None]) -> None:
    """Write settings as `save_settings` does, or leave the file as it is: a session goes on without them."""
    with suppress(OSError, BackcareError):
        save_settings(file, settings)


def _intact_settings(text: str) -> dict[str, Any]:
    """Return the settings in the intact entries of a text; the first of a name counts."""
    settings: dict[str, Any] = {}
    for entry in _ENTRY_START.split(text):
        settings = _intact_values(_intact_data(entry)) | settings
    return settings


def _intact_data(entry: str) -> object:
    """Return the data of an entry, up to the first line that is no YAML; None where nothing is left."""
    from backcare.files.document import parse_document
    from backcare.files.faults import BadFile

    try:
        document = parse_document(entry, "")
    except BadFile as error:
        *lines, _ = entry.split("\n")  # one less at least: a fault may be behind the last one
        return _intact_data("\n".join(lines[: error.faults[-1].line - 1])) if lines else None
    return None if document.faults or "\ufffd" in str(document.data) else document.data


def _intact_values(data: object) -> dict[str, Any]:
    """Return the settings in the data of an entry, without values and items of lists that are wrong."""
    found: dict[str, Any] = {}
    for name, value in data.items() if isinstance(data, dict) else ():
        items = [item for item in value if _as_settings({name: [item]})] if isinstance(value, list) else value
        found |= _as_settings({name: items})
    return found


def _as_settings(data: dict[str, Any]) -> dict[str, Any]:
    """Return data as settings; nothing where any of it is wrong."""
    from pydantic import ValidationError

    from backcare.settings.config_schema import Config

    try:
        return Config.model_validate(data).model_dump(exclude_none=True)
    except ValidationError:
        return {}


def _parse(name: str, text: str, schema: "type[Config]") -> Value:
    from backcare.files.document import parse_document, resolve_scalar
    from backcare.files.validation import validate

    names = [part.strip() for part in text.split(",")] if name == "leave_out" else text
    written = _as_yaml(names) if isinstance(resolve_scalar(text), str) else text
    config, faults = validate(parse_document(f"{name}: {written}", ""), schema)
    if config is None or faults:
        raise BackcareError("; ".join(fault.message for fault in faults))
    value: Value = getattr(config, name)
    return value


def _read(file: Path) -> str:
    if not file.exists():
        return ""
    from backcare.files.reading import read_clean_text

    return read_clean_text(file)


def _yaml_faults(file: Path, text: str) -> "tuple[Fault, ...]":
    from backcare.files.document import parse_document
    from backcare.files.faults import BadFile

    try:
        return () if _is_empty(text) else parse_document(text, str(file)).faults
    except BadFile as error:
        return error.faults


def _is_empty(text: str) -> bool:
    """Tell whether a text has nothing but comments."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def _as_yaml(value: object) -> str:
    # JSON is YAML, and says each kind of value unmistakably; a date is written as its text.
    import json

    return json.dumps(value, default=str)
