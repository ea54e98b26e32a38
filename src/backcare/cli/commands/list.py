"""The command `list`."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from backcare.cli.json_forms import summary_json
from backcare.cli.options import JsonOption, choice_option, read_choice
from backcare.library.library import Library, open_library
from backcare.model.stretch import Routine, Stage, Stretch
from backcare.terminal import output


class What(StrEnum):
    """What `list` lists."""

    ROUTINES = "routines"
    STRETCHES = "stretches"


def list_(
    what: Annotated[
        What | None,
        typer.Argument(
            metavar="routines|stretches",
            help="Only these.",
            parser=partial(read_choice, "list", What),
            autocompletion=lambda: list(What),
        ),
    ] = None,
    stage: Annotated[
        Stage | None, choice_option("--stage", Stage, help="Only what is meant for this stage.")
    ] = None,
    json: JsonOption = False,
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
        described = {kind.value: [summary_json(one) for one in some] for kind, some in rows.items()}
        output.print_json(described[what.value] if what else described)
        return
    from backcare.screen.tables import routines_table, stretches_table

    for number, (kind, some) in enumerate(rows.items()):
        if number:
            output.print_text()
        routines = [one for one in some if isinstance(one, Routine)]
        stretches = [one for one in some if isinstance(one, Stretch)]
        if not some:
            output.print_text(f"There are no {kind} for {stage}." if stage else f"There are no {kind}.")
        else:
            output.print_rich(routines_table(routines) if routines else stretches_table(stretches))


def _listed(library: Library, what: What, stage: Stage | None) -> Sequence[Routine | Stretch]:
    """Return the routines or the stretches for a stage; print a notice of the files that have mistakes."""
    found: Sequence[Routine | Stretch]
    found, faults = library.routines() if what is What.ROUTINES else library.stretches()
    if faults:
        files = len({fault.file for fault in faults})
        noun = "file" if files == 1 else "files"
        output.print_notice(f"{files} {noun} left out, with mistakes; backcare check --mine tells them")
    return [one for one in found if stage is None or stage in _stages(one)]


def _stages(found: Routine | Stretch) -> Collection[Stage | None]:
    return found.stages if isinstance(found, Stretch) else [found.stage]
