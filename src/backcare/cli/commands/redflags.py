"""The command `redflags`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from backcare.cli.context import read_guidance
from backcare.cli.options import JsonOption
from backcare.terminal import output
from backcare.wording import written

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance


def redflags(
    json: JsonOption = False,
    everything: Annotated[bool, typer.Option("--all", help="The wider list, too.")] = False,
) -> None:
    """When to ask for help: the warning signs.

    In three tiers, an emergency first.

    \b
    backcare redflags
    backcare redflags --all
    """
    guidance = read_guidance()
    if json:
        output.print_json(_signs_as_json(guidance))
        return
    from backcare.screen.pages import EMERGENCY
    from backcare.screen.text_blocks import section

    emergency = guidance.with_origin(guidance.emergency.ask)
    output.print_rich(section(emergency, guidance.emergency.signs, EMERGENCY))
    if everything:
        _print_the_rest(guidance)
        return
    for text in guidance.short_tiers():
        output.print_rich(f"{text}\n")
    output.print_rich(written.ALL_OF_IT)


def _print_the_rest(guidance: "Guidance") -> None:
    """Print everything but the emergency signs, a sign in a row."""
    from backcare.screen.text_blocks import heading, section

    for tier in guidance.tiers:
        output.print_rich(section(tier.ask, [sign.text for sign in tier.signs]))
    output.print_rich(f"{guidance.always.text}\n")
    output.print_rich(heading(guidance.wider.label))
    for group in guidance.wider.groups[1:]:
        output.print_rich(section(group.ask, group.signs))
    output.print_rich(guidance.standing)


def _signs_as_json(guidance: "Guidance") -> object:
    whole = asdict(guidance)
    return {name: whole[name] for name in ("tiers", "always", "wider", "standing")}
