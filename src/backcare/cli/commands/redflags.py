"""The command `redflags`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from backcare.cli import context
from backcare.screen.text_blocks import _bullets, _heading, _paragraph
from backcare.terminal import output
from backcare.wording import written

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance


def redflags(json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """When to ask for help: warning signs, in three tiers.

    \b
    backcare redflags
    """
    guidance = context.guidance()
    if json:
        output.write_json(_signs_as_json(guidance))
        return
    output.show(_heading(written.ASK))
    for tier in guidance.tiers:
        output.show(_bullets(tier.ask, [sign.text for sign in tier.signs]))
    output.show(_paragraph(f"{guidance.always.text}\n"))
    output.show(_heading(guidance.wider.label))
    for group in guidance.wider.groups:
        output.show(_bullets(group.ask, group.signs))
    output.show(_paragraph(guidance.standing))


def _signs_as_json(guidance: "Guidance") -> object:
    whole = asdict(guidance)
    return {name: whole[name] for name in ("tiers", "always", "wider", "standing")}
