"""A file as a stretch, a routine or the guidance, or every fault that keeps it from being one."""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pydantic import TypeAdapter, ValidationError

from backcare.files.document import Document, Loc, read_document
from backcare.files.faults import BadFile, Fault, UnknownName, sort_faults
from backcare.files.validation import validate
from backcare.library import warnings
from backcare.library.lookup import GUIDANCE
from backcare.library.routine_schema import MOST_ITEMS, AnyItem, InlineStretch, RoutineFile, StretchReference
from backcare.library.stretch_schema import ON_THE_BACK, StretchFile
from backcare.model.stretch import HoldRange, Position, Routine, RoutineItem, Stage, Stretch
from backcare.text import is_id, join_words, make_id, quote, similar_words

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance

OpenStretch: TypeAlias = Callable[[str], Stretch]  # by its exact id; raises UnknownName or BadFile
TipIds: TypeAlias = Callable[[], Collection[str]]
_EntryShape: TypeAlias = str | StretchReference | InlineStretch
_Kind: TypeAlias = type[StretchFile] | type[RoutineFile]

_HALLMARKS: dict[str, _Kind] = {"stretches": RoutineFile, "steps": StretchFile}


def read_stretch(path: Path) -> Stretch:
    """Read a stretch file; raises BadFile with every fault in it."""
    document = read_document(path)
    stretch, faults = _stretch(document, path)
    if stretch is None or faults:
        raise BadFile(faults)
    return stretch


def read_routine(path: Path, open_stretch: OpenStretch, tip_ids: TipIds | None = None) -> Routine:
    """Read a routine file with the stretches and the tip it names; raises BadFile with every fault in them."""
    document = read_document(path)
    routine, faults = _routine(document, path, open_stretch, tip_ids)
    if routine is None or faults:
        raise BadFile(faults)
    return routine


def read_guidance(path: Path) -> "Guidance":
    """Read a guidance file; raises BadFile with every fault in it."""
    document = read_document(path)
    guidance, faults = _guidance(document)
    if guidance is None or faults:
        raise BadFile(faults)
    return guidance


def check_with_warnings(
    path: Path, open_stretch: OpenStretch, tip_ids: TipIds | None = None
) -> tuple[Fault, ...]:
    """Return every fault of a file of any kind, and warnings where it is whole enough to be understood.

    For a routine also the faults of the stretches it names.
    """
    try:
        document = read_document(path)
    except BadFile as error:
        return sort_faults([*check_file_name(path), *error.faults])
    if path.name == GUIDANCE:
        return sort_faults(_guidance(document)[1])
    kind = _kind(document)
    if kind is StretchFile:
        return sort_faults(_reviewed_stretch(document, path))
    if kind is RoutineFile:
        return sort_faults(_reviewed_routine(document, path, open_stretch, tip_ids))
    neither = document.fault((), "add `steps:` for a stretch, or `stretches:` for a routine: neither is here")
    return sort_faults([*check_file_name(path), *document.faults, neither])


def check_file_name(path: Path) -> tuple[Fault, ...]:
    """Return the fault of a file's name, whose stem is the id, or nothing."""
    if is_id(path.stem):
        return ()
    better = make_id(path.stem)
    hint = f"rename it to {better}.yaml" if is_id(better) else "use a-z, 0-9 and hyphens, at most 64"
    return (Fault(str(path), 1, 1, "", f"the file's name {quote(path.stem)} is not an id: {hint}"),)


def _kind(document: Document) -> _Kind | None:
    """Return what the file is or was meant to be, by the keys that only one kind has."""
    written = document.data.keys()
    only_here = {
        "stretches": RoutineFile.model_fields.keys() - StretchFile.model_fields.keys(),
        "steps": StretchFile.model_fields.keys() - RoutineFile.model_fields.keys(),
    }
    there = (key for key in _HALLMARKS if key in written)
    hinted = (key for key, own in only_here.items() if own & written)
    meant = (key for word in written for key in similar_words(word.lower(), _HALLMARKS))
    return next((_HALLMARKS[key] for key in chain(there, hinted, meant)), None)


def _guidance(document: Document) -> "tuple[Guidance | None, list[Fault]]":
    from backcare.library.guidance_schema import GuidanceFile

    shape, faults = validate(document, GuidanceFile)
    return shape.to_model(document.file) if shape else None, [*document.faults, *faults]


def _stretch(document: Document, path: Path) -> tuple[Stretch | None, list[Fault]]:
    if other := _other_kind(document, StretchFile):
        return None, [other]
    shape, faults = validate(document, StretchFile)
    stretch = shape.to_model(path.stem, str(path)) if shape else None
    return stretch, [*check_file_name(path), *document.faults, *faults]


def _reviewed_stretch(document: Document, path: Path) -> Iterable[Fault]:
    stretch, faults = _stretch(document, path)
    return [*faults, *(warnings.warn_of_stretch(document, stretch) if stretch else ())]


def _reviewed_routine(
    document: Document, path: Path, open_stretch: OpenStretch, tip_ids: TipIds | None
) -> Iterable[Fault]:
    routine, faults = _routine(document, path, open_stretch, tip_ids)
    whole = routine and len(routine.items) == len(document.data["stretches"])
    return [*faults, *(warnings.warn_of_routine(document, routine) if routine and whole else ())]


def _routine(
    document: Document, path: Path, open_stretch: OpenStretch, tip_ids: TipIds | None
) -> tuple[Routine | None, list[Fault]]:
    if other := _other_kind(document, RoutineFile):
        return None, [other]
    shape, faults = validate(document, RoutineFile)
    stage = shape.stage if shape else _stage(document)
    entries, misfits = _join(document, stage, _valid_items(document, shape), open_stretch)
    routine = shape.to_model(path.stem, str(path), entries) if shape else None
    tip = _unknown_tip(document, shape, tip_ids)
    return routine, [*check_file_name(path), *document.faults, *faults, *misfits, *tip]


def _unknown_tip(document: Document, shape: RoutineFile | None, tip_ids: TipIds | None) -> Iterator[Fault]:
    if shape and shape.tip and tip_ids and shape.tip not in (ids := tip_ids()):
        there = f"there are {join_words(ids, 'and')}" if ids else "there are none"
        message = f"no tip is called {quote(shape.tip)}: {there}"
        yield document.fault(("tip",), message)


def _other_kind(document: Document, wanted: _Kind) -> Fault | None:
    kinds = [kind for key, kind in _HALLMARKS.items() if key in document.data]
    if wanted in kinds or not kinds:
        return None
    if wanted is StretchFile:
        message = "this is a routine, and a stretch is wanted here: a stretch has `steps`"
        return document.fault(("stretches",), message)
    message = "this is a stretch, and a routine is wanted here: a routine has `stretches`"
    return document.fault(("steps",), message)


def _stage(document: Document) -> Stage | None:
    stage = document.value_at(("stage",)) if "stage" in document.data else None
    return next((known for known in Stage if known == stage), None)


def _valid_items(document: Document, shape: RoutineFile | None) -> Iterator[tuple[Loc, _EntryShape]]:
    """Return the entries that are right by themselves, even where the rest of the file is not."""
    if shape:
        yield from ((("stretches", at), entry) for at, entry in enumerate(shape.stretches))
        return
    adapter: TypeAdapter[_EntryShape] = TypeAdapter(AnyItem)
    written = document.data.get("stretches")
    some = written[:MOST_ITEMS] if isinstance(written, list) else []
    for at, entry in enumerate(some):
        try:
            yield ("stretches", at), adapter.validate_python(entry)
        except ValidationError:
            continue


def _join(
    document: Document,
    stage: Stage | None,
    shapes: Iterable[tuple[Loc, _EntryShape]],
    open_stretch: OpenStretch,
) -> tuple[list[RoutineItem], list[Fault]]:
    """Return the entries with their stretches, and what does not fit together."""
    entries: dict[Loc, RoutineItem] = {}
    faults: list[Fault] = []
    for loc, shape in shapes:
        try:
            entries[loc] = _entry(shape, document.file, open_stretch)
        except UnknownName as error:
            faults.append(document.fault((*loc, "stretch"), str(error)))
        except BadFile as error:
            faults.extend(error.faults)
    for loc, entry in entries.items():
        faults.extend(document.fault(place, message) for place, message in _misfits(loc, entry, stage))
    faults.extend(document.fault(place, message) for place, message in _same_ids(document, entries))
    return list(entries.values()), faults


def _entry(shape: _EntryShape, file: str, open_stretch: OpenStretch) -> RoutineItem:
    if isinstance(shape, str):
        return RoutineItem(open_stretch(shape))
    if isinstance(shape, StretchReference):
        return RoutineItem(open_stretch(shape.stretch), shape.hold, shape.repeats)
    return RoutineItem(shape.to_model(shape.id, file), None, shape.repeats)


def _misfits(loc: Loc, entry: RoutineItem, stage: Stage | None) -> Iterator[tuple[Loc, str]]:
    stretch, wish = entry.stretch, entry.hold
    if stage is Stage.PREGNANCY and stretch.position is Position.SUPINE:
        yield loc, f"{stretch.id} is done {ON_THE_BACK}: take it out"
    if wish is None:
        return
    if stretch.hold is None:
        yield (*loc, "hold"), "this stretch is counted, not held: take hold out"
    elif stretch.hold.clamp(wish) != wish:
        yield (*loc, "hold"), f"{wish:g} is outside this stretch's {_range(stretch.hold)}"


def _range(hold: HoldRange) -> str:
    ends = dict.fromkeys((f"{hold.shortest:g}", f"{hold.longest:g}"))
    return "-".join(ends)


def _same_ids(document: Document, entries: dict[Loc, RoutineItem]) -> Iterator[tuple[Loc, str]]:
    """Tell of stretches that are different but have one id, by which the log would take them for one."""
    first: dict[str, Loc] = {}
    for loc, entry in entries.items():
        before = first.setdefault(entry.stretch.id, loc)
        if before != loc and document.file in (entry.stretch.file, entries[before].stretch.file):
            line = document.position_of(before)[0]
            message = f"the id {quote(entry.stretch.id)} is taken by line {line}: give one another name"
            yield (*loc, "name"), message
