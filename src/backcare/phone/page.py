"""A session as one page: a template, a style, a program, and all that is to be shown as JSON."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Any

from backcare.model.guidance import Guidance
from backcare.phone.figures import moving_figure
from backcare.phone.moments import phases_json
from backcare.planning.plan import Plan
from backcare.text import format_clock
from backcare.wording import spoken, written


@dataclass(frozen=True, slots=True)
class Recording:
    """The sound of a session as the bytes of a file, its kind as a media type, and its length in seconds.

    `words` are what the browser's own voice says, with the seconds at which each begins; none where the sound
    has a voice itself.
    """

    data: bytes
    media_type: str
    seconds: float
    words: Sequence[tuple[float, str]] = ()


def page_html(plan: Plan, guidance: Guidance, recording: Recording) -> str:
    """Return a page that plays a session and needs nothing from anywhere.

    Whatever comes from a file stands in it as JSON and never as code: the policy in its head allows the one
    style and the one program that are in the package, by their hashes, and nothing else.
    """
    style, program = _part("page.css"), _part("page.js")
    return _fill(
        _part("page.html"),
        {
            "title": escape(plan.name),
            "policy": _policy(style, program),
            "style": style,
            "program": program,
            "session": _json_in_html(session_json(plan, guidance, recording)),
            "media_type": escape(recording.media_type),
            "sound": base64.b64encode(recording.data).decode("ascii"),
        },
    )


def session_json(plan: Plan, guidance: Guidance, recording: Recording) -> dict[str, Any]:
    """Return all that a page shows, and when."""
    needed = written.needs_text(plan.stretches)
    return {
        "title": plan.name,
        "seconds": plan.seconds,
        "length": format_clock(recording.seconds),
        "safety": written.SAFETY,
        "stretches": [f"{stretch.name}: {written.rounds_text(plan, stretch)}" for stretch in plan.stretches],
        "needs": f"You need: {needed}." if needed else "",
        "notices": list(plan.notices),
        "standing": guidance.standing,
        "warnings": _warnings(guidance),
        "farewell": spoken.farewell(plan),
        "stopped": written.STOPPED,
        "feel": written.FEEL,
        "last": written.LAST_REP.rstrip(".").lower(),
        "phases": phases_json(plan),
        "figures": {one.id: moving_figure(one, one.figure) for one in plan.stretches if one.figure},
        "words": [{"at": at, "text": text} for at, text in recording.words],
    }


def _warnings(guidance: Guidance) -> list[dict[str, Any]]:
    """Return the warning signs in groups, an emergency first, each with what to do."""
    groups = [
        (guidance.with_origin(guidance.emergency.ask), guidance.emergency.signs),
        *((tier.ask, tuple(sign.text for sign in tier.signs)) for tier in guidance.tiers),
        (guidance.always.text, ()),
        *((guidance.with_origin(group.ask), group.signs) for group in guidance.wider.groups[1:]),
    ]
    return [{"ask": ask, "signs": list(signs)} for ask, signs in groups]


def _part(name: str) -> str:
    return (files("backcare.phone") / name).read_text(encoding="utf-8")


def _fill(template: str, parts: Mapping[str, str]) -> str:
    """Return the template with a part in each place; what stands in a part is no place."""
    return re.sub(r"\{\{(\w+)\}\}", lambda place: parts[place[1]], template)


def _policy(style: str, program: str) -> str:
    """Return what the page may load and run: itself."""
    return (
        f"default-src 'none'; script-src {_hash(program)}; style-src {_hash(style)}; media-src blob:;"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


def _json_in_html(value: object) -> str:
    """Return JSON that no HTML can be read in, whatever its texts are."""
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")
