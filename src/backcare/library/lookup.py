"""A name as it is typed, matched to ids; and what to say where it fits none or several."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from backcare.files.faults import UnknownName
from backcare.text import kebab, listed, nearest, shown

GUIDANCE = "guidance.yaml"  # lies among the routines, but has tips and warning signs
_FEW = 8  # as many as one sentence can list


class Kind(StrEnum):
    """What a name may stand for."""

    STRETCH = "stretch"
    ROUTINE = "routine"

    @property
    def other(self) -> "Kind":
        """The other kind."""
        return Kind.ROUTINE if self is Kind.STRETCH else Kind.STRETCH


def pick(name: str, names: Mapping[str, str], what: str) -> str:
    """Return the id that a typed name fits, out of the full names by their ids.

    Raises UnknownName where it fits none or several; `what` is the word for one of them there.
    """
    ids = matching(name, names) or with_words(name, names)
    if len(ids) != 1:
        raise UnknownName(misfit(name, what, ids, tuple(names)))
    return ids[0]


def matching(name: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the id that a name is, else those it begins, else those that have all its words."""
    wanted, known = kebab(name), tuple(ids)
    if not wanted:
        return ()
    if wanted in known:
        return (wanted,)
    return tuple(one for one in known if one.startswith(wanted)) or with_words(name, {one: one for one in known})


def with_words(name: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids whose full names have all the words of the one typed."""
    wanted = set(kebab(name).split("-"))
    return tuple(one for one, full in names.items() if wanted <= set(kebab(full).split("-")))


def misfit(name: str, what: str, candidates: tuple[str, ...], ids: tuple[str, ...]) -> str:
    """Return the message about a name that fits several candidates, or none of the ids."""
    if candidates:
        more = [f"{len(candidates) - _FEW} more"] if len(candidates) > _FEW else []
        return f"{shown(name)} fits more than one {what}: {listed([*candidates[:_FEW], *more])}?"
    return f"there is no {what} called {shown(name)}: {_hint(name, ids)}"


def of_other_kind(name: str, kind: Kind, right: str) -> str:
    """Return the message about a name that is one of the other kind, with the right command for it."""
    command = "hold" if kind is Kind.ROUTINE else "routine"
    return f"{shown(name)} is a {kind.other}, not a {kind}: backcare {command} {right}"


def _hint(name: str, ids: tuple[str, ...]) -> str:
    if near := _near(name, ids):
        return f"did you mean {listed(near)}?"
    if len(ids) > _FEW:
        return "`backcare list` shows them all"
    if not ids:
        return "there are none"
    return f"there {'is' if len(ids) == 1 else 'are'} {listed(ids, 'and')}"


def _near(name: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    by_word: dict[str, list[str]] = {}
    for one in ids:
        for word in one.split("-"):
            by_word.setdefault(word, []).append(one)
    matches = nearest(kebab(name), [*ids, *by_word])
    return tuple(dict.fromkeys(one for match in matches for one in by_word.get(match, [match])))[:3]
