"""The commands that show what there is: home, `list` and `show`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from backcare.cli import completion
from backcare.cli.json_forms import stretch_json, stretch_summary
from backcare.files.faults import UnknownName
from backcare.library.library import Library, open_library
from backcare.model.stretch import Routine, Stretch
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import timeline
from backcare.terminal import output

if TYPE_CHECKING:
    from rich.console import RenderableType


def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A stretch or a routine.", autocompletion=completion.all_names)
    ],
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show how a stretch is done, or the timeline of a routine.

    \b
    backcare show doorway
    backcare show postpartum --json
    """
    found = _found(open_library(), name)
    if isinstance(found, Routine):
        _show_routine(found, as_json=json)
    elif json:
        output.print_json(stretch_json(found))
    else:
        from backcare.screen.stretch_card import stretch_card

        output.print_rich(stretch_card(found, _pictures(found)))


def _pictures(stretch: Stretch) -> "RenderableType":
    """Pictures for a terminal that can show them; everywhere else the words have to do, and they can."""
    if not (stretch.figure and sys.stdout.isatty() and output.shows_unicode()):
        return ""
    from backcare.screen.stretch_card import PosesView

    return PosesView(stretch, stretch.figure)


def _found(library: Library, name: str) -> Routine | Stretch:
    try:
        return library.routine(name)
    except UnknownName:
        return library.stretch(name)


def _show_routine(routine: Routine, *, as_json: bool) -> None:
    plan = build(routine, PlanOptions())
    if as_json:
        output.print_json(
            {**stretch_summary(routine), "purpose": routine.purpose, "source": routine.source, **timeline(plan)}
        )
        return
    from rich.console import Group
    from rich.text import Text

    from backcare.screen.tables import timeline_table

    output.print_rich(Group(Text(routine.name, "bold"), Text(routine.purpose), timeline_table(plan)))
