"""The command `redflags`."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from backcare.cli.context import read_guidance
from backcare.cli.options import JsonOption
from backcare.terminal import output
from backcare.wording import written

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance


def redflags(json: JsonOption = False) -> None:
    """When to ask for help: the warning signs.

    In three tiers, an emergency first.

    \b
    backcare redflags
    """
    guidance = read_guidance()
    if json:
        output.print_json(_signs_as_json(guidance))
        return
    from backcare.screen.text_blocks import heading, section

    output.print_rich(heading(written.ASK))
    output.print_rich(section(guidance.with_origin(guidance.emergency.ask), guidance.emergency.signs))
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
