"""The commands that show what there is: home, `list` and `show`."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backcare.cli import completion, context
from backcare.cli.json_forms import _described, _whole
from backcare.library import Library, UnknownName
from backcare.model import Routine, Stage, Stretch
from backcare.plan import timeline
from backcare.planning import Wishes, build

if TYPE_CHECKING:
    from rich.console import RenderableType


class What(StrEnum):
    """What `list` lists."""

    ROUTINES = "routines"
    STRETCHES = "stretches"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("list")(list_)
    app.command()(show)


def list_(
    what: Annotated[What | None, typer.Argument(help="Only these.")] = None,
    stage: Annotated[Stage | None, typer.Option(help="Only what is meant for this stage.")] = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List routines and stretches.

    \b
    backcare list
    backcare list stretches --stage pregnancy
    backcare list routines --json
    """
    library = context.open_library()
    kinds = [what] if what else list(What)
    rows = {kind: _listed(library, kind, stage) for kind in kinds}
    if json:
        described = {kind.value: [_described(one) for one in some] for kind, some in rows.items()}
        context.write_json(described[what.value] if what else described)
        return
    from backcare.cli.tables import routines_table, stretches_table

    for some in rows.values():
        routines = [one for one in some if isinstance(one, Routine)]
        stretches = [one for one in some if isinstance(one, Stretch)]
        context.show(routines_table(routines) if routines else stretches_table(stretches))


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
    found = _found(context.open_library(), name)
    if isinstance(found, Routine):
        _show_routine(found, as_json=json)
    elif json:
        context.write_json(_whole(found))
    else:
        from backcare.cli.tables import stretch_card

        context.show(stretch_card(found, _pictures(found)))


def _pictures(stretch: Stretch) -> "RenderableType":
    """Pictures for a terminal that can show them; everywhere else the words have to do, and they can."""
    if not (stretch.figure and sys.stdout.isatty() and context.shows_unicode()):
        return ""
    from backcare.cli.gallery import pictures

    return pictures(stretch, stretch.figure)


def _found(library: Library, name: str) -> Routine | Stretch:
    try:
        return library.routine(name)
    except UnknownName:
        return library.stretch(name)


def _show_routine(routine: Routine, *, as_json: bool) -> None:
    plan = build(routine, Wishes())
    if as_json:
        context.write_json(
            {**_described(routine), "purpose": routine.purpose, "source": routine.source, **timeline(plan)}
        )
        return
    from rich.console import Group
    from rich.text import Text

    from backcare.cli.tables import timeline_table

    context.show(Group(Text(routine.name, "bold"), Text(routine.purpose), timeline_table(plan)))


def _listed(library: Library, what: What, stage: Stage | None) -> list[Routine] | list[Stretch]:
    if what is What.ROUTINES:
        routines, faults = library.routines()
        listed: Any = [routine for routine in routines if stage in (None, routine.stage)]
    else:
        stretches, faults = library.stretches()
        listed = [stretch for stretch in stretches if stage is None or stage in stretch.stages]
    if faults:
        files = len({fault.file for fault in faults})
        noun = "file" if files == 1 else "files"
        context.notice(f"{files} {noun} left out, with mistakes; backcare check --mine tells them")
    return listed  # type: ignore[no-any-return]
