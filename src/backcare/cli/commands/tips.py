"""The command `tips`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from backcare.cli.context import read_guidance, read_guidance_quietly
from backcare.cli.options import JsonOption
from backcare.files.faults import UnknownName
from backcare.library.lookup import match_ids
from backcare.terminal import output
from backcare.text import join_words, quote, similar_words
from backcare.wording import written

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance


_PRINCIPLES = "principles"


def topics() -> list[str]:
    """Return the topics for the shell's completion."""
    return _topics(read_guidance_quietly())


def tips(
    topic: Annotated[
        str | None,
        typer.Argument(metavar="TOPIC", help="Only this topic, such as feeding.", autocompletion=topics),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Tips for carrying, feeding, the desk and the day.

    \b
    backcare tips
    backcare tips feeding
    """
    guidance = read_guidance()
    chosen = _find_topic(topic, _topics(guidance)) if topic is not None else None
    if json:
        output.print_json(_tips_as_json(guidance, chosen))
        return
    from backcare.screen.text_blocks import section

    for name in [chosen] if chosen else _topics(guidance):
        output.print_rich(section(name, _texts(guidance, name, whole=chosen is not None)))
    output.print_text(f"{written.ASK}: backcare redflags")


def _topics(guidance: "Guidance") -> list[str]:
    return [*guidance.topics, _PRINCIPLES]


def _find_topic(topic: str, known: list[str]) -> str:
    found = match_ids(topic, known)
    if len(found) == 1:
        return found[0]
    near = similar_words(topic.lower(), known)
    hint = f"did you mean {join_words(near)}?" if near else f"there are {join_words(known, 'and')}"
    raise UnknownName(f"there is no topic called {quote(topic)}: {hint}")


def _texts(guidance: "Guidance", topic: str, *, whole: bool) -> list[str]:
    """Return the texts of a topic: the `whole` of it, or without the tips that stand under another one before."""
    if topic == _PRINCIPLES:
        return [principle.text for principle in guidance.principles]
    return [tip.text for tip in guidance.tips_about(topic) if whole or tip.topics[0] == topic]


def _tips_as_json(guidance: "Guidance", topic: str | None) -> object:
    principles = [asdict(principle) for principle in guidance.principles]
    if topic == _PRINCIPLES:
        return principles
    chosen = guidance.tips_about(topic) if topic else guidance.tips
    described = [asdict(tip) for tip in chosen]
    return described if topic else {"tips": described, "principles": principles}
