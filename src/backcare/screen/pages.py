"""The pages around a session: start, end, warning signs, keys, reminder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from backcare.planning.plan import Plan
from backcare.screen.layout import key_label, keys_row, space_between, wrap_all, wrap_text
from backcare.screen.window import Window
from backcare.session.keymap import ALL_KEYS, COUNTING_KEYS, END_KEYS, NUDGE_KEYS, START_KEYS, START_WARNING_KEYS
from backcare.text import format_clock
from backcare.wording import written


@dataclass(frozen=True, slots=True)
class PageExtras:
    """What a page has beside its own text: an offer, what is said of warning signs, the question, keys."""

    offer: str = ""
    asked: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    safety: tuple[str, ...] = ()

    def rows(self, keys: tuple[tuple[str, str], ...], look: Window) -> list[Text]:
        """Return the rows at the foot of a page; half a question is none, and the keys come first."""
        texts = [row for text in self.asked for row in wrap_text(text, look.width, "bold")]
        return [*(texts if len(texts) + 3 < look.rows else []), keys_row(self.keys or keys, look)]


def start_page(
    plan: Plan, ends_at: str, *, sound: str, look: Window, around: PageExtras = PageExtras()
) -> list[Text]:
    """Return the rows of the page before a session; `sound` says what will be heard."""
    head = [space_between(Text(plan.name, "bold"), Text(f"{format_clock(plan.seconds)}, until {ends_at}"), look)]
    body = [*wrap_text(around.offer, look.width, "bold cyan")] if around.offer else [Text()]
    for number, stretch in enumerate(plan.stretches, 1):
        body.append(
            space_between(Text(f"{number}. {stretch.name}"), Text(written.rounds_text(plan, stretch)), look)
        )
    if needed := written.needs_text(plan.stretches):
        body += [Text(), *wrap_text(f"You need: {needed}.", look.width)]
    body += [Text(), *(row for notice in plan.notices for row in wrap_text(notice, look.width, "yellow"))]
    body += wrap_text(f"Sound: {sound}", look.width)
    if has_room_for_safety(around.safety, look):
        body = [*wrap_all(around.safety, look), *body]
    foot = around.rows(START_KEYS, look)
    room = max(look.rows - 2 - len(foot), 0)
    if len(body) > room:
        body = [row for row in body if row.plain]
    return [*head, *body[:room], *([Text()] if look.rows > len(foot) + 2 else []), *foot][: look.rows]


def has_room_for_safety(safety: Sequence[str], look: Window) -> bool:
    """Tell whether a start page of this size can show all that there is to say of warning signs."""
    return len(wrap_all(safety, look)) <= look.rows - 3


def start_warnings(warnings: Sequence[str], look: Window) -> list[Text]:
    """Return the rows of the warning signs before a session."""
    return warnings_page(warnings, START_WARNING_KEYS, look)


def end_page(summary: str, look: Window, around: PageExtras = PageExtras()) -> list[Text]:
    """Return the rows of the page after a session."""
    return [*wrap_text(summary, look.width, "bold"), Text(), *around.rows(END_KEYS, look)]


def reminder_page(head: str, look: Window, *, nudging: bool) -> list[Text]:
    """Return the rows of a countdown to the next nudge, or of a nudge."""
    rows = wrap_text(head, look.width, "reverse bold" if nudging else "")
    return [*rows, Text(), keys_row(NUDGE_KEYS if nudging else COUNTING_KEYS, look)]


def keys_page(look: Window) -> list[Text]:
    """Return every key with what it does, a row each."""
    width = max(len(key) for key, _ in ALL_KEYS) + 2
    return [Text.assemble(" ", (key_label(key, look).ljust(width), "bold"), what) for key, what in ALL_KEYS]


def warnings_page(warnings: Sequence[str], keys: Iterable[tuple[str, str]], look: Window) -> list[Text]:
    """As much as fits, with gaps where there is room for them; where something is cut, where all of it is."""
    room = max(look.rows - 1, 0)
    parts = [wrap_text(written.ASK, look.width, "bold"), *(wrap_text(text, look.width) for text in warnings)]
    airy = [row for part in parts for row in (*part, Text())]
    body = airy if len(airy) <= room else [row for part in parts for row in part]
    if len(body) > room:
        signs = wrap_all(warnings, look)
        body = [*signs[: max(room - 1, 0)], Text(written.ALL_OF_IT, "bold")][:room]
    return [*body, *[keys_row(keys, look)][: look.rows]]
