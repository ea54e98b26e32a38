"""The pages around a session: start, end, warning signs, keys, reminder."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from backcare.planning.plan import Plan
from backcare.screen.digits import SOLID
from backcare.screen.layout import Part, key_label, keys_row, large_rows, wrap_text
from backcare.screen.page_rows import PageRows
from backcare.screen.window import Window
from backcare.session.events import Report
from backcare.session.keymap import ALL_KEYS, COUNTING_KEYS, NUDGE_KEYS, Legend
from backcare.wording import written

EMERGENCY = "bold red"


@dataclass(frozen=True, slots=True)
class PageExtras:
    """What a page has beside its own text.

    `offer` is a line about an interrupted session, `question` the lines of the pain scale, `keys` the keys that
    work, `safety` what is said of warning signs, an emergency first; `done` the ids of stretches that are over.
    """

    offer: str = ""
    question: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    safety: tuple[str, ...] = ()
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HomeEntry:
    """What can be begun from home, in words, what else is said of it, and the command that does it."""

    text: str
    aside: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """What the menu shows: its entries, lines of what was left open, the days of practice in a row."""

    entries: tuple[HomeEntry, ...]
    news: tuple[str, ...] = ()
    days_in_a_row: int = 0


def home_page(home: Home, at: int, window: Window, keys: Legend) -> list[Text]:
    """Return the rows of the menu, with a mark at the entry `at`, which is there in every window."""
    page = PageRows(window)
    choices = [
        page.choice(number, entry.text, entry.aside, is_chosen=number == at + 1)
        for number, entry in enumerate(home.entries, 1)
    ]
    first = min(max(at - (window.rows - 2), 0), max(len(choices) - 1, 0))
    parts: list[Part] = [
        ("entries", [choices[first : first + 1], choices[first : first + max(window.rows - 1, 0)]]),
        ("news", [page.texts(home.news, "cyan")]),
        ("head", [page.texts([written.TITLE], "bold")]),
        ("days", [page.texts([f"{written.row_text(home.days_in_a_row)}." if home.days_in_a_row else ""])]),
    ]
    return page.put_together(parts, (("head",), ("news",), ("entries",), ("days",)), keys)


def start_page(plan: Plan, length: str, *, sound: str, window: Window, extras: PageExtras) -> list[Text]:
    """Return the rows of the page before a session; `length` stands beside its name."""
    page = PageRows(window)
    amounts = ["done" if one.id in extras.done else written.rounds_text(plan, one) for one in plan.stretches]
    parts: list[Part] = [
        ("head", [page.head(plan.name, length)]),
        ("safety", [_safety_rows(extras.safety, page)]),
        ("offer", [page.texts([extras.offer], "bold cyan")]),
        ("stop", [page.texts([written.SAFETY], "bold")]),
        ("question", [page.texts(extras.question, "bold")]),
        ("notices", [page.texts(plan.notices, "yellow")]),
        ("stretches", [page.stretches(plan.stretches, amounts)]),
        ("needs", [page.labelled("You need", written.needs_text(plan.stretches))]),
        ("sound", [page.labelled("Sound", sound)]),
        ("waits", [page.texts([written.WAITS] if plan.wait else [])]),
        ("safety", [_safety_rows(extras.safety, page, is_whole=True)]),
    ]
    about = (("needs", "sound", "waits"), ("stop", "notices", "safety"))
    return page.put_together(parts, (("head", "offer"), ("stretches",), *about, ("question",)), extras.keys)


def end_page(plan: Plan, report: Report, days: int, window: Window, extras: PageExtras) -> list[Text]:
    """Return the rows of the page after a session; `days` of practice stand in a row, 0 where that is unknown."""
    page = PageRows(window)
    fill = window.glyph(SOLID, "#")
    small, large = (large_rows(written.DONE, scale, "bold green", page.window, fill=fill) for scale in (1, 1.5))
    held = [written.held_text(report, stretch) for stretch in plan.stretches]
    parts: list[Part] = [
        ("summary", [page.texts([written.session_summary(plan, report)], "bold")]),
        ("question", [page.texts(extras.question, "bold")]),
        ("sign", [small]),
        ("stretches", [page.stretches(plan.stretches, held)]),
        ("days", [page.texts([f"{written.row_text(days)}." if days else ""])]),
        ("next", [page.texts([written.NEXT], "dim")]),
        ("sign", [large]),
    ]
    groups = (("sign",), ("summary",), ("stretches",), ("days", "next"), ("question",))
    return page.put_together(parts, groups, extras.keys)


def has_room_for_safety(safety: Sequence[str], window: Window) -> bool:
    """Return whether a start page of this size has room for what is said first of warning signs."""
    return len(_safety_rows(safety, PageRows(window))) <= window.rows - 2


def _safety_rows(safety: Sequence[str], page: PageRows, *, is_whole: bool = False) -> list[Text]:
    """Return what is said of warning signs: an emergency and the standing line, or the whole of it."""
    if len(safety) < 2:
        return page.texts(safety)
    first, *others = safety
    return [*page.texts([first], EMERGENCY), *page.texts(others if is_whole else others[-1:])]


def reminder_page(head: str, window: Window, *, nudging: bool) -> list[Text]:
    """Return the rows of a countdown to the next nudge, or of a nudge."""
    rows = wrap_text(head, window.width, "reverse bold" if nudging else "")
    return [*rows, Text(), keys_row(NUDGE_KEYS if nudging else COUNTING_KEYS, window)]


def keys_page(window: Window) -> list[Text]:
    """Return every key with what it does, a row each."""
    width = max(len(key) for key, _ in ALL_KEYS) + 2
    return [Text.assemble(" ", (key_label(key, window).ljust(width), "bold"), action) for key, action in ALL_KEYS]


def warnings_page(warnings: Sequence[str], keys: Sequence[tuple[str, str]], window: Window) -> list[Text]:
    """Return the rows of the warning signs, an emergency first; the last says where all are if not all fit."""
    room = max(window.rows - 1, 0)
    styles = [EMERGENCY, *[""] * len(warnings)]
    signs = [wrap_text(text, window.width, style) for text, style in zip(warnings, styles, strict=False)]
    parts = [wrap_text(written.ASK, window.width, "bold"), *signs]
    with_gaps = [row for part in parts for row in (*part, Text())]
    body = with_gaps if len(with_gaps) <= room else [row for part in parts for row in part]
    if len(body) > room:
        rows = [row for part in signs for row in part]
        body = [*rows[: max(room - 1, 0)], Text(written.ALL_OF_IT, "bold")][:room]
    return [*body, *[keys_row(keys, window)][: window.rows]]
