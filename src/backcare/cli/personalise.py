"""The user's stage, days and settings, brought to a plan: tips, information, what is left out."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from shutil import get_terminal_size
from textwrap import wrap
from typing import Any

import typer

from backcare.cli.dialog import ask_yes_or_no
from backcare.errors import Exit, UsageError
from backcare.files.faults import UnknownName
from backcare.files.folders import find_folders
from backcare.library.library import open_library
from backcare.library.lookup import FileKind, find_id
from backcare.model.guidance import Guidance, Occasion
from backcare.model.profile import make_profile
from backcare.model.stretch import Position, Routine, Stage
from backcare.planning.build import NothingLeftError, PlanOptions, build
from backcare.planning.plan import Plan
from backcare.settings.config import save_settings
from backcare.terminal.output import is_at_terminal, print_notice, print_text
from backcare.text import join_words, quote


def personal_plan(
    routine: Routine,
    options: PlanOptions,
    config: Mapping[str, Any],
    guidance: Guidance,
    stage: Stage | None,
    *,
    tips: bool,
    takes_without: bool = True,
) -> Plan:
    """Return the plan of a routine without what the config leaves out, with today's information and tips.

    `stage` is the one named with the command, if any; a command that `takes_without` says what it is good for.
    Raises UsageError as `build` does.
    """
    today = date.today()
    profile = make_profile(config, stage or routine.stage)
    options = without_left_out(options, config)
    if tips:
        # The routine's own tip first, then those that fit the stage, beginning with another one each day.
        texts = (guidance.short_tip(routine.tip), *guidance.rest_tips(profile.stage, start=today.toordinal()))
        options = replace(options, tips=tuple(filter(None, texts)), tips_to_show=1 if routine.tip else 0)
    try:
        plan = build(routine, options)
    except NothingLeftError as error:
        raise UsageError(f"{error}. {_routines_that_fit(options)}") from None
    known = (text for occasion in profile.occasions(today) for text in guidance.information_on(occasion))
    ways_out = _ways_to_leave_out(plan) if takes_without and profile.stage is Stage.POSTPARTUM else ()
    return replace(plan, notices=(*known, *ways_out, *plan.notices))


def _routines_that_fit(options: PlanOptions) -> str:
    """Return which routines have something left in the same surroundings."""
    fitting = []
    for routine in open_library().routines()[0]:
        with suppress(UsageError):
            build(routine, PlanOptions(surroundings=options.surroundings, leave_out=options.leave_out))
            fitting.append(routine.id)
    return f"What fits: backcare routine {join_words(fitting)}" if fitting else "No routine fits."


def _ways_to_leave_out(plan: Plan) -> tuple[str, ...]:
    """Return how to do a plan without its stretches on the back, which early on after a birth may not suit."""
    lying = [stretch for stretch in plan.stretches if stretch.position is Position.SUPINE]
    others = len(plan.stretches) > len(lying)
    return tuple(f"To leave out {one.name}: --without {one.id}" for one in lying if others)


def without_left_out(options: PlanOptions, config: Mapping[str, Any]) -> PlanOptions:
    """Return options with what the config leaves out of every routine; print a notice of each unknown stretch."""
    left_out = tuple(config.get("leave_out", ()))
    if not set(left_out) <= set(open_library().ids(FileKind.STRETCH)):
        known = _known_stretches()
        for one in (one for one in left_out if one not in known):
            try:
                meant = find_id(one, known, "stretch")
                print_notice(f"leave_out: {quote(one)} leaves nothing out: write {meant}")
            except UnknownName as unknown:
                print_notice(f"leave_out: {unknown}")
    return replace(options, leave_out=left_out)


def find_stretches(names: Iterable[str]) -> list[str]:
    """Return the ids of stretches, in the library or in a routine; raises UnknownName for a name of none."""
    known = _known_stretches()
    return [find_id(name, known, "stretch") for name in names if name.strip()]


def _known_stretches() -> dict[str, str]:
    """Return the names of all stretches by their ids, those that stand in a routine too."""
    library = open_library()
    items = (item.stretch for routine in library.routines()[0] for item in routine.items)
    return {one: one for one in library.ids(FileKind.STRETCH)} | {stretch.id: stretch.name for stretch in items}


def remember_left_out(without: tuple[str, ...], config: Mapping[str, Any]) -> None:
    """Add stretches to those that the config file leaves out; raises as `save_settings` does."""
    ids = list(dict.fromkeys((*config.get("leave_out", ()), *without)))
    save_settings(find_folders().config_file, {"leave_out": ids})
    names = {stretch.id: stretch.name for stretch in open_library().stretches()[0]}
    left_out = ", ".join(names.get(stretch_id, stretch_id) for stretch_id in ids)
    print_notice(f"from now on, every routine leaves out: {left_out} (backcare config setup changes it)")


def confirm_lying_down(
    plan: Plan, stage: Stage | None, guidance: Callable[[], Guidance], *, by_name: bool = False
) -> None:
    """In pregnancy, ask before a stretch that is done lying on the back; end the command where the answer is no.

    Where no stage is known, print why such a stretch is for after birth, if it was named itself (`by_name`).
    Raises UsageError in pregnancy where nobody can be asked.
    """
    lying = [one.name for one in plan.stretches if one.position is Position.SUPINE]
    if not lying or stage is Stage.POSTPARTUM:
        return
    text = " ".join((f"{', '.join(lying)}:", *guidance().information_on(Occasion.ON_THE_BACK)))
    if stage is Stage.PREGNANCY:
        _ask_first(text)
    elif by_name:
        print_text(text)


def _ask_first(text: str) -> None:
    if not is_at_terminal():
        raise UsageError(f"{text} After birth: --stage postpartum")
    lines = wrap(text, get_terminal_size().columns - 1)  # a terminal alone breaks words
    if not ask_yes_or_no("\n".join([*lines, "Go on?"]), default=False):
        raise typer.Exit(Exit.ENDED_EARLY)
