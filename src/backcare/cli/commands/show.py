"""The command `show`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from backcare.cli import completion
from backcare.cli.json_forms import whole_json
from backcare.cli.options import JsonOption
from backcare.library.library import open_library
from backcare.model.stretch import Routine, Stretch
from backcare.planning.build import PlanOptions, build
from backcare.terminal import output

if TYPE_CHECKING:
    from rich.console import RenderableType


def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A stretch or a routine.", autocompletion=completion.all_names)
    ],
    json: JsonOption = False,
) -> None:
    """Show how a stretch is done, or the timeline of a routine.

    \b
    backcare show doorway
    backcare show postpartum --json
    """
    found = open_library().routine_or_stretch(name)
    if json:
        output.print_json(whole_json(found))
    elif isinstance(found, Routine):
        _print_routine(found)
    else:
        from backcare.screen.stretch_card import stretch_card

        output.print_rich(stretch_card(found, _poses(found)))


def _poses(stretch: Stretch) -> "RenderableType":
    """Return pictures of the poses for a terminal that can show them; everywhere else the steps stand alone."""
    if not (stretch.figure and sys.stdout.isatty() and output.shows_unicode()):
        return ""
    from backcare.screen.stretch_card import PosesView

    return PosesView(stretch, stretch.figure)


def _print_routine(routine: Routine) -> None:
    from rich.console import Group
    from rich.text import Text

    from backcare.screen.tables import timeline_table

    plan = build(routine, PlanOptions())
    output.print_rich(Group(Text(routine.name, "bold"), Text(routine.purpose), Text(), timeline_table(plan)))
