"""What she told of herself, brought to a plan: tips, information, what to leave out, a word before lying down."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import typer

from backcare.cli import dialog
from backcare.errors import Exit, UsageError
from backcare.files.folders import find_folders
from backcare.model.guidance import Guidance, Occasion
from backcare.model.profile import Profile, make_profile
from backcare.model.stretch import Position, Routine, Stage
from backcare.planning.build import PlanOptions
from backcare.planning.plan import Plan
from backcare.settings.config import save_settings

__all__ = ["add_information", "choose_tips", "confirm_lying_down", "make_profile", "remember_left_out"]


def choose_tips(guidance: Guidance, chosen: Routine, stage: Stage | None) -> tuple[str, ...]:
    """Return the routine's own tip first, then those that fit the stage, beginning with another one each day."""
    own = guidance.short_tip(chosen.tip)
    return tuple(filter(None, (own, *guidance.rest_tips(stage, start=_today().toordinal()))))


def add_information(plan: Plan, guidance: Guidance, profile: Profile) -> Plan:
    """Return the plan with a notice for everything worth knowing on this day."""
    known = (text for occasion in profile.occasions(_today()) for text in guidance.information_on(occasion))
    return replace(plan, notices=(*known, *plan.notices))


def remember_left_out(wishes: PlanOptions) -> None:
    """Keep in her config what she leaves out; raises OSError where that cannot be written."""
    names = dict.fromkeys((*wishes.leave_out, *wishes.without))
    save_settings(find_folders().config_file, {"leave_out": list(names)})
    typer.echo(f"from now on, every routine leaves out: {', '.join(names)} (backcare setup changes it)", err=True)


def confirm_lying_down(
    plan: Plan, stage: Stage | None, guidance: Callable[[], Guidance], *, by_name: bool = False
) -> None:
    """Say why lying on the back is in the after-birth set; in pregnancy, go on only on her own yes.

    Raises UsageError where she is pregnant and nobody can be asked.
    """
    lying = [one.name for one in plan.stretches if one.position is Position.SUPINE]
    if not lying or stage is Stage.POSTPARTUM:
        return
    text = " ".join((f"{', '.join(lying)}:", *guidance().information_on(Occasion.ON_THE_BACK)))
    if stage is Stage.PREGNANCY:
        _ask_first(text)
    elif by_name:
        typer.echo(text)


def _ask_first(text: str) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(f"{text} After birth: --stage postpartum")
    if not typer.confirm(f"{text}\nGo on?"):
        dialog.exit_with(Exit.ENDED_EARLY)


def _today() -> date:
    return date.today()
