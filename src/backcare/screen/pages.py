"""The pages around a session: start, end, warning signs, keys, reminder."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from backcare.planning.plan import Plan
from backcare.screen.layout import key_label, keys_row, space_between, wrap_all, wrap_text
from backcare.screen.window import Window
from backcare.session.keymap import ALL_KEYS, COUNTING_KEYS, NUDGE_KEYS
from backcare.text import format_clock
from backcare.wording import written


@dataclass(frozen=True, slots=True)
class PageExtras:
    """What a page has beside its own text.

    `offer` is a line about an interrupted session, `question` the lines of the pain scale, `safety` what is said
    of warning signs, `keys` the keys that work.
    """

    offer: str = ""
    question: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    safety: tuple[str, ...] = ()

    def foot_rows(self, window: Window) -> list[Text]:
        """Return the rows at the foot of a page: the question, whole or not at all, and the keys."""
        question = [row for text in self.question for row in wrap_text(text, window.width, "bold")]
        fits = len(question) + 3 < window.rows
        return [*(question if fits else []), keys_row(self.keys, window)]


def start_page(plan: Plan, ends_at: str, *, sound: str, window: Window, extras: PageExtras) -> list[Text]:
    """Return the rows of the page before a session; `sound` says what will be heard.

    Where not all of it fits, the stretches are the first to go.
    """
    length = Text(f"{format_clock(plan.seconds)}, until {ends_at}")
    head = space_between(Text(plan.name, "bold"), length, window)
    offer = wrap_text(extras.offer, window.width, "bold cyan") if extras.offer else [Text()]
    stop = wrap_text(written.SAFETY, window.width, "bold")
    notices = [row for notice in plan.notices for row in wrap_text(notice, window.width, "yellow")]
    body = [*stop, *offer, *notices, *([Text()] if notices else []), *_plan_rows(plan, window), Text()]
    waits = wrap_text(written.WAITS, window.width) if plan.wait else []
    kept = [*waits, *wrap_text(f"Sound: {sound}", window.width)]
    if has_room_for_safety(extras.safety, window):
        body = [*wrap_all(extras.safety, window), *body]
    foot = extras.foot_rows(window)
    room = max(window.rows - 2 - len(foot), 0)
    if len(body) + len(kept) > room:
        body = [row for row in body if row.plain][: max(room - len(kept), 0)]
    gap = [Text()] if window.rows > len(foot) + 2 else []
    return [head, *[*body, *kept][:room], *gap, *foot][: window.rows]


def _plan_rows(plan: Plan, window: Window) -> list[Text]:
    """Return the stretches of a plan, and what is needed for them."""
    rows = [
        space_between(Text(f"{number}. {stretch.name}"), Text(written.rounds_text(plan, stretch)), window)
        for number, stretch in enumerate(plan.stretches, 1)
    ]
    if needed := written.needs_text(plan.stretches):
        rows += [Text(), *wrap_text(f"You need: {needed}.", window.width)]
    return rows


def has_room_for_safety(safety: Sequence[str], window: Window) -> bool:
    """Return whether a start page of this size can show all that there is to say of warning signs."""
    return len(wrap_all(safety, window)) <= window.rows - 3


def end_page(summary: str, window: Window, extras: PageExtras) -> list[Text]:
    """Return the rows of the page after a session."""
    return [*wrap_text(summary, window.width, "bold"), Text(), *extras.foot_rows(window)]


def reminder_page(head: str, window: Window, *, nudging: bool) -> list[Text]:
    """Return the rows of a countdown to the next nudge, or of a nudge."""
    rows = wrap_text(head, window.width, "reverse bold" if nudging else "")
    return [*rows, Text(), keys_row(NUDGE_KEYS if nudging else COUNTING_KEYS, window)]


def keys_page(window: Window) -> list[Text]:
    """Return every key with what it does, a row each."""
    width = max(len(key) for key, _ in ALL_KEYS) + 2
    return [Text.assemble(" ", (key_label(key, window).ljust(width), "bold"), action) for key, action in ALL_KEYS]


def warnings_page(warnings: Sequence[str], keys: Sequence[tuple[str, str]], window: Window) -> list[Text]:
    """Return the rows of the warning signs; where not all fit, the last one says where all of them are."""
    room = max(window.rows - 1, 0)
    parts = [wrap_text(written.ASK, window.width, "bold"), *(wrap_text(text, window.width) for text in warnings)]
    with_gaps = [row for part in parts for row in (*part, Text())]
    body = with_gaps if len(with_gaps) <= room else [row for part in parts for row in part]
    if len(body) > room:
        signs = wrap_all(warnings, window)
        body = [*signs[: max(room - 1, 0)], Text(written.ALL_OF_IT, "bold")][:room]
    return [*body, *[keys_row(keys, window)][: window.rows]]
