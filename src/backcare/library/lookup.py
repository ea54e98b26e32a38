"""A name as it is typed, matched to ids; and what to say where it fits none or several."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from backcare.files.faults import UnknownName
from backcare.text import join_words, make_id, quote, similar_words

GUIDANCE = "guidance.yaml"  # lies among the routines, but has tips and warning signs
_FEW = 8  # as many as one sentence can list


class FileKind(StrEnum):
    """What a name may stand for."""

    STRETCH = "stretch"
    ROUTINE = "routine"

    @property
    def other(self) -> "FileKind":
        """The other kind."""
        return FileKind.ROUTINE if self is FileKind.STRETCH else FileKind.STRETCH


def find_id(name: str, names: Mapping[str, str], what: str) -> str:
    """Return the id that a typed name fits, out of the full names by their ids.

    Raises UnknownName where it fits none or several; `what` is the word for one of them there.
    """
    ids = match_ids(name, names) or match_words(name, names)
    if len(ids) != 1:
        raise UnknownName(no_match_message(name, what, ids, tuple(names)))
    return ids[0]


def match_ids(name: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the id that a name is, else those it begins, else those that have all its words."""
    wanted, known = make_id(name), tuple(ids)
    if not wanted:
        return ()
    if wanted in known:
        return (wanted,)
    return tuple(one for one in known if one.startswith(wanted)) or match_words(name, {one: one for one in known})


def match_words(name: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids whose full names have all the words of the one typed."""
    wanted = set(make_id(name).split("-"))
    return tuple(one for one, full in names.items() if wanted <= set(make_id(full).split("-")))


def no_match_message(name: str, what: str, candidates: tuple[str, ...], ids: tuple[str, ...]) -> str:
    """Return the message about a name that fits several candidates, or none of the ids."""
    if candidates:
        more = [f"{len(candidates) - _FEW} more"] if len(candidates) > _FEW else []
        return f"{quote(name)} fits more than one {what}: {join_words([*candidates[:_FEW], *more])}?"
    return f"there is no {what} called {quote(name)}: {_hint(name, ids)}"


def other_kind_message(name: str, kind: FileKind, right: str) -> str:
    """Return the message about a name that is one of the other kind, with the right command for it."""
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
    by_word: dict[str, list[str]] = {}
    for one in ids:
        for word in one.split("-"):
            by_word.setdefault(word, []).append(one)
    matches = similar_words(make_id(name), [*ids, *by_word])
    return tuple(dict.fromkeys(one for match in matches for one in by_word.get(match, [match])))[:3]
