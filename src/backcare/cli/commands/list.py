"""The command `list`."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from backcare.cli.json_forms import stretch_summary
from backcare.library.library import Library, open_library
from backcare.model.stretch import Routine, Stage, Stretch
from backcare.terminal import output


class What(StrEnum):
    """What `list` lists."""

    ROUTINES = "routines"
    STRETCHES = "stretches"


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
    library = open_library()
    kinds = [what] if what else list(What)
    rows = {kind: _listed(library, kind, stage) for kind in kinds}
    if json:
        described = {kind.value: [stretch_summary(one) for one in some] for kind, some in rows.items()}
        output.print_json(described[what.value] if what else described)
        return
    from backcare.screen.tables import routines_table, stretches_table

    for number, some in enumerate(rows.values()):
        if number:
            typer.echo()
        routines = [one for one in some if isinstance(one, Routine)]
        stretches = [one for one in some if isinstance(one, Stretch)]
        output.print_rich(routines_table(routines) if routines else stretches_table(stretches))


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
        output.print_notice(f"{files} {noun} left out, with mistakes; backcare check --mine tells them")
    return listed  # type: ignore[no-any-return]
