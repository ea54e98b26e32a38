"""The command `routine`."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backcare.cli import completion
from backcare.cli.context import config_of, find_routine, is_path, read_guidance
from backcare.cli.options import SCRIPTS, WHICH, AtOnceOption, RoutineName, StageOption, TipsOption, flag, shares
from backcare.errors import UsageError
from backcare.library.lookup import find_id
from backcare.model.stretch import Routine
from backcare.planning.build import PlanOptions
from backcare.planning.plan import Plan, timeline
from backcare.planning.surroundings import Surroundings
from backcare.settings.session_settings import SessionSettings
from backcare.terminal import output
from backcare.text import format_clock

if TYPE_CHECKING:
    from backcare.runner.origin import Origin

DryRunOption = Annotated[
    bool, flag("--dry-run", panel=SCRIPTS, help="Print the timeline and its length instead.")
]
_stretch_option = partial(
    typer.Option, rich_help_panel=WHICH, metavar="STRETCH", autocompletion=completion.stretches_here
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which stretches of a routine are done, by name or by what is at hand."""

    only: Annotated[list[str] | None, _stretch_option(help="Only this stretch; may be said again.")] = None
    without: Annotated[list[str] | None, _stretch_option(help="Leave this stretch out; may be said again.")] = (
        None
    )
    remember: Annotated[
        bool, flag("--remember", panel=WHICH, help="With --without: leave it out of every routine from now on.")
    ] = False
    no_floor: Annotated[bool, flag("--no-floor", panel=WHICH, help="Nothing kneeling or lying down.")] = False
    no_wall: Annotated[bool, flag("--no-wall", panel=WHICH, help="Nothing that needs a wall.")] = False
    seated: Annotated[bool, flag("--seated", panel=WHICH, help="Only what is done seated.")] = False

    def add_to(self, options: PlanOptions, routine: Routine) -> PlanOptions:
        """Return the options with this selection.

        Raises UnknownName for a stretch that the routine does not have, UsageError for nothing to remember.
        """
        if self.remember and not self.without:
            raise UsageError("--remember goes with --without")
        here = {entry.stretch.id: entry.stretch.name for entry in routine.items}
        only, without = (
            tuple(find_id(name, here, f"stretch in {routine.id}") for name in names or ())
            for names in (self.only, self.without)
        )
        surroundings = Surroundings(floor=not self.no_floor, wall=not self.no_wall, seated=self.seated)
        return replace(options, only=only, without=without, surroundings=surroundings)


@shares("options", PlanOptions, "hold repeats minutes rest lead_in wait")
@shares("selection", Selection)
@shares("settings", SessionSettings, "sound voice hush voice_name voice_rate plain awake ask log speed")
def routine(
    ctx: typer.Context,
    name: RoutineName,
    *,
    options: PlanOptions,
    selection: Selection,
    stage: StageOption = None,
    settings: SessionSettings,
    tips: TipsOption = True,
    yes: AtOnceOption = False,
    dry_run: DryRunOption = False,
    json: Annotated[bool, flag("--json", panel=SCRIPTS, help="With --dry-run: the timeline as JSON.")] = False,
) -> None:
    """Guide you through a routine.

    \b
    backcare postpartum
    backcare routine postpartum         the same
    backcare routine pregnancy --minutes 4
    backcare routine postpartum --repeats 3 --hold 20
    backcare routine postpartum --no-floor --minutes 12
    backcare routine my-routine.yaml --dry-run
    """
    if json and not dry_run:
        raise UsageError("--json goes with --dry-run")
    from backcare.cli.personalise import confirm_lying_down, personal_plan, remember_left_out
    from backcare.cli.waiting import choose_waiting

    found, guidance, config = find_routine(name), read_guidance(), config_of(ctx)
    options = selection.add_to(options, found)
    plan = personal_plan(found, options, config, guidance, stage, tips=tips)
    if selection.remember:
        remember_left_out(options.without, config)
    if dry_run:
        _print_timeline(plan, as_json=json)
        return
    confirm_lying_down(plan, stage, lambda: guidance)
    from backcare.runner.run_session import run_session

    settings = replace(settings, pages=not yes)
    plan = replace(plan, wait=choose_waiting(ctx, options.wait, settings))
    raise typer.Exit(run_session(plan, settings, _origin(found, name), lambda: guidance))


def _origin(routine: Routine, name: str) -> "Origin":
    from backcare.runner.origin import Origin

    return Origin.of(routine, Path(routine.file) if is_path(name) else None)


def _print_timeline(plan: Plan, *, as_json: bool) -> None:
    if as_json:
        output.print_json(timeline(plan))
        return
    from backcare.screen.tables import timeline_table

    output.print_rich(timeline_table(plan))
    output.print_text()
    output.print_text(f"{format_clock(plan.seconds)} in all")
    for text in plan.notices:
        output.print_text(text)
