"""The command `show`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from backcare.cli import completion
from backcare.cli.json_forms import whole_json
from backcare.cli.options import ForceOption, JsonOption, read_new_file
from backcare.errors import BackcareError
from backcare.files.writing import replace_file
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
    svg: Annotated[
        str | None, typer.Option("--svg", metavar="FILE", help="Draw a stretch's figure into a file.")
    ] = None,
    force: ForceOption = False,
) -> None:
    """Show how a stretch is done, or what a routine has.

    \b
    backcare show doorway
    backcare show postpartum --json
    backcare show kneeling-twist --svg twist.svg
    """
    found = open_library().routine_or_stretch(name)
    if svg is not None:
        _draw(found, svg, force=force)
    elif json:
        output.print_json(whole_json(found))
    elif isinstance(found, Routine):
        _print_routine(found)
    else:
        from backcare.screen.stretch_card import stretch_card

        output.print_paged(stretch_card(found, _poses(found)))


def _draw(found: Routine | Stretch, file_name: str, *, force: bool) -> None:
    """Write the figure of a stretch as SVG; raises BackcareError where it has none."""
    if isinstance(found, Routine) or not found.figure:
        raise BackcareError(
            f"{found.name} has no figure: name a stretch that has one, see backcare list stretches"
        )
    from backcare.screen.stretch_card import stretch_svg

    file = read_new_file(file_name, f"{found.id}.svg", force=force)
    with replace_file(file) as part:
        part.write_text(stretch_svg(found, found.figure), encoding="utf-8")
    output.print_text(str(file))


def _poses(stretch: Stretch) -> "RenderableType":
    """Return pictures of the poses for a terminal that can show them; everywhere else the steps stand alone."""
    if not (stretch.figure and sys.stdout.isatty() and output.shows_unicode()):
        return ""
    from backcare.screen.stretch_card import PosesView

    return PosesView(stretch, stretch.figure, output.shows_braille())


def _print_routine(routine: Routine) -> None:
    from rich.console import Group
    from rich.text import Text

    from backcare.screen.tables import timeline_table

    plan = build(routine, PlanOptions())
    output.print_paged(Group(Text(routine.name, "bold"), Text(routine.purpose), Text(), timeline_table(plan)))
