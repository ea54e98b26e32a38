"""Matching a typed name to ids, and the messages if it fits none or several."""

from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias
from unicodedata import normalize

from backcare.files.faults import Fault, UnknownName
from backcare.model.stretch import Stretch
from backcare.text import is_id, join_words, make_id, quote, reason_against_id, similar_words, without_accents

GUIDANCE = "guidance.yaml"  # in the folder of the routines; it has tips and warning signs
OpenStretch: TypeAlias = Callable[[str], Stretch]  # by its exact id; raises UnknownName or BadFile
TipIds: TypeAlias = Callable[[], Collection[str]]
_FEW = 8  # ids in one sentence


class FileKind(StrEnum):
    """The kinds of file that have ids."""

    STRETCH = "stretch"
    ROUTINE = "routine"

    @property
    def other(self) -> "FileKind":
        """The other kind."""
        return FileKind.ROUTINE if self is FileKind.STRETCH else FileKind.STRETCH


def id_of(path: Path) -> str:
    """Return the id of a file in a library: its stem in Unicode's form NFC, as some systems keep another."""
    return normalize("NFC", path.stem)


def check_file_name(path: Path) -> tuple[Fault, ...]:
    """Return the fault of a file's name if its stem is not an id, else nothing."""
    if is_id(id_of(path)):
        return ()
    better = make_id(path.stem)
    hint = reason_against_id(better) or f"rename it to {better}.yaml"
    return (Fault(str(path), 1, 1, "", f"the file's name {quote(path.stem)} is not an id: {hint}"),)


def find_id(name: str, names: Mapping[str, str], what: str) -> str:
    """Return the id that a typed name fits; `names` has the full names by id.

    Raises UnknownName if it fits none or several; the message calls one of them a `what`.
    """
    ids = match_ids(name, names) or match_words(name, names)
    if len(ids) != 1:
        raise UnknownName(no_match_message(name, what, ids, tuple(names)))
    return ids[0]


def match_ids(name: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the id that a name is, else those that begin with it, else those with all its words.

    If there are none, the same without regard to accents.
    """
    wanted, known = make_id(name), tuple(ids)
    if not wanted:
        return ()
    bare = {without_accents(one): one for one in known}
    matches = _match(wanted, known) or _match(without_accents(wanted), tuple(bare))
    return tuple(bare.get(one, one) for one in matches)


def _match(wanted: str, known: tuple[str, ...]) -> tuple[str, ...]:
    if wanted in known:
        return (wanted,)
    words = set(wanted.split("-"))
    beginning = tuple(one for one in known if one.startswith(wanted))
    return beginning or tuple(one for one in known if words <= set(one.split("-")))


def match_words(name: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids whose full names have all words of a typed name."""
    wanted = set(make_id(name).split("-"))
    return tuple(one for one, full in names.items() if wanted <= set(make_id(full).split("-")))


def no_match_message(name: str, what: str, candidates: tuple[str, ...], ids: tuple[str, ...]) -> str:
    """Return the message about a name that fits several candidates, or, without candidates, none of the ids."""
    if candidates:
        more = [f"{len(candidates) - _FEW} more"] if len(candidates) > _FEW else []
        return f"{quote(name)} fits more than one {what}: {join_words([*candidates[:_FEW], *more])}?"
    return f"there is no {what} called {quote(name)}: {_hint(name, ids)}"


def other_kind_message(name: str, kind: FileKind, right: str) -> str:
    """Return the message about a name of the other kind, with the command for that."""
    command = "hold" if kind is FileKind.ROUTINE else "routine"
    return f"{quote(name)} is a {kind.other}, not a {kind}: backcare {command} {right}"


def _hint(name: str, ids: tuple[str, ...]) -> str:
    if near := _similar_ids(name, ids):
        return f"did you mean {join_words(near)}?"
    if len(ids) > _FEW:
        return "`backcare list` shows them all"
    if not ids:
        return "there are none"
    return f"there {'is' if len(ids) == 1 else 'are'} {join_words(ids, 'and')}"


def _similar_ids(name: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    words = dict.fromkeys(word for one in ids for word in one.split("-"))
    matches = similar_words(make_id(name), dict.fromkeys([*ids, *words]))
    having = (one for match in matches for one in ids if one == match or match in one.split("-"))
    return tuple(dict.fromkeys(having))[:3]
