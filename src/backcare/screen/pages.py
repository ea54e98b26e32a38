"""The pages around a session: start, end, warning signs, keys, reminder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from backcare.planning.plan import Plan
from backcare.screen.layout import _keys, _lines, _shown, _spaced, _wrapped
from backcare.screen.window import Look
from backcare.session.keymap import ALL_KEYS, COUNTING_KEYS, END_KEYS, NUDGE_KEYS, START_KEYS, START_WARNING_KEYS
from backcare.text import clock_text
from backcare.wording import written


@dataclass(frozen=True, slots=True)
class Around:
    """What a page has beside its own text: an offer, what is said of warning signs, the question, keys."""

    offer: str = ""
    asked: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    safety: tuple[str, ...] = ()

    def rows(self, keys: tuple[tuple[str, str], ...], look: Look) -> list[Text]:
        """Return the rows at the foot of a page; half a question is none, and the keys come first."""
        texts = [row for text in self.asked for row in _wrapped(text, look.width, "bold")]
        return [*(texts if len(texts) + 3 < look.rows else []), _keys(self.keys or keys, look)]


def start_page(plan: Plan, ends_at: str, *, sound: str, look: Look, around: Around = Around()) -> list[Text]:
    """Return the rows of the page before a session; `sound` says what will be heard."""
    head = [_spaced(Text(plan.name, "bold"), Text(f"{clock_text(plan.seconds)}, until {ends_at}"), look)]
    body = [*_wrapped(around.offer, look.width, "bold cyan")] if around.offer else [Text()]
    for number, stretch in enumerate(plan.stretches, 1):
        body.append(_spaced(Text(f"{number}. {stretch.name}"), Text(written.rounds(plan, stretch)), look))
    if needed := written.needs(plan.stretches):
        body += [Text(), *_wrapped(f"You need: {needed}.", look.width)]
    body += [Text(), *(row for notice in plan.notices for row in _wrapped(notice, look.width, "yellow"))]
    body += _wrapped(f"Sound: {sound}", look.width)
    if has_room(around.safety, look):
        body = [*_lines(around.safety, look), *body]
    foot = around.rows(START_KEYS, look)
    room = max(look.rows - 2 - len(foot), 0)
    if len(body) > room:
        body = [row for row in body if row.plain]
    return [*head, *body[:room], *([Text()] if look.rows > len(foot) + 2 else []), *foot][: look.rows]


def has_room(safety: Sequence[str], look: Look) -> bool:
    """Tell whether a start page of this size can show all that there is to say of warning signs."""
    return len(_lines(safety, look)) <= look.rows - 3


def start_warnings(warnings: Sequence[str], look: Look) -> list[Text]:
    """Return the rows of the warning signs before a session."""
    return _warnings_page(warnings, START_WARNING_KEYS, look)


def end_page(summary: str, look: Look, around: Around = Around()) -> list[Text]:
    """Return the rows of the page after a session."""
    return [*_wrapped(summary, look.width, "bold"), Text(), *around.rows(END_KEYS, look)]


def reminder_page(head: str, look: Look, *, nudging: bool) -> list[Text]:
    """Return the rows of a countdown to the next nudge, or of a nudge."""
    rows = _wrapped(head, look.width, "reverse bold" if nudging else "")
    return [*rows, Text(), _keys(NUDGE_KEYS if nudging else COUNTING_KEYS, look)]


def _keys_page(look: Look) -> list[Text]:
    width = max(len(key) for key, _ in ALL_KEYS) + 2
    return [Text.assemble(" ", (_shown(key, look).ljust(width), "bold"), what) for key, what in ALL_KEYS]


def _warnings_page(warnings: Sequence[str], keys: Iterable[tuple[str, str]], look: Look) -> list[Text]:
    """As much as fits, with gaps where there is room for them; where something is cut, where all of it is."""
    room = max(look.rows - 1, 0)
    parts = [_wrapped(written.ASK, look.width, "bold"), *(_wrapped(text, look.width) for text in warnings)]
    airy = [row for part in parts for row in (*part, Text())]
    body = airy if len(airy) <= room else [row for part in parts for row in part]
    if len(body) > room:
        signs = _lines(warnings, look)
        body = [*signs[: max(room - 1, 0)], Text(written.ALL_OF_IT, "bold")][:room]
    return [*body, *[_keys(keys, look)][: look.rows]]
