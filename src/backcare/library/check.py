"""A file read as a stretch, a routine or the guidance, or all of its faults."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError

from backcare.files.document import Document, Loc, read_document
from backcare.files.faults import BadFile, Fault, UnknownName, sort_faults
from backcare.files.reading import read_bytes
from backcare.files.validation import validate
from backcare.library import warnings
from backcare.library.lookup import GUIDANCE, OpenStretch, TipIds
from backcare.library.routine_schema import MOST_ITEMS, AnyItem, InlineStretch, RoutineFile, StretchReference
from backcare.library.stretch_schema import ON_THE_BACK, StretchFile
from backcare.model.stretch import Position, Routine, RoutineItem, Stage, Stretch
from backcare.planning.plan import format_range
from backcare.text import is_id, join_words, make_id, quote, similar_words

if TYPE_CHECKING:
    from backcare.model.guidance import Guidance

_CheckedItem: TypeAlias = str | StretchReference | InlineStretch
_Kind: TypeAlias = type[StretchFile] | type[RoutineFile]
_Value = TypeVar("_Value")

_KIND_OF_KEY: dict[str, _Kind] = {"stretches": RoutineFile, "steps": StretchFile}


def check_stretch(path: Path, data: bytes) -> Stretch:
    """Return the stretch in the bytes of a file; raises BadFile with every fault in it."""
    return _without_faults(*_stretch(read_document(path, data), path))


def check_routine(path: Path, data: bytes, open_stretch: OpenStretch, tip_ids: TipIds | None) -> Routine:
    """Return the routine in the bytes of a file, with the stretches and the tip it names.

    Raises BadFile with every fault in them.
    """
    return _without_faults(*_routine(read_document(path, data), path, open_stretch, tip_ids))


def check_guidance(path: Path, data: bytes) -> "Guidance":
    """Return the guidance in the bytes of a file; raises BadFile with every fault in it."""
    return _without_faults(*_guidance(read_document(path, data)))


def _without_faults(value: _Value | None, faults: Sequence[Fault]) -> _Value:
    if value is None or faults:
        raise BadFile(faults)
    return value


def check_with_warnings(
    path: Path, open_stretch: OpenStretch, tip_ids: TipIds | None = None
) -> tuple[Fault, ...]:
    """Return every fault of a file of any kind, and its warnings if it is complete enough for them.

    For a routine, also the faults of the stretches that it names.
    """
    try:
        document = read_document(path, read_bytes(path))
    except BadFile as error:
        return sort_faults(error.faults)
    if path.name == GUIDANCE:
        return sort_faults(_guidance(document)[1])
    kind = _kind(document)
    if kind is StretchFile:
        return sort_faults(_stretch_faults(document, path))
    if kind is RoutineFile:
        return sort_faults(_routine_faults(document, path, open_stretch, tip_ids))
    neither = document.fault((), "add `steps:` for a stretch, or `stretches:` for a routine: neither is here")
    return sort_faults([*document.faults, neither])


def _id_anywhere(path: Path) -> str:
    """Return an id for a file that is used by its path, whatever its name."""
    made = make_id(path.stem)
    return next((one for one in (made, f"file-{made}") if is_id(one)), "file")


def _kind(document: Document) -> _Kind | None:
    """Return the kind that a file has or was meant to have, by the keys of only one kind; None if unknown."""
    written = document.data.keys()
    only_here = {
        "stretches": RoutineFile.model_fields.keys() - StretchFile.model_fields.keys(),
        "steps": StretchFile.model_fields.keys() - RoutineFile.model_fields.keys(),
    }
    there = (key for key in _KIND_OF_KEY if key in written)
    hinted = (key for key, own in only_here.items() if own & written)
    misspelt = (key for word in written for key in similar_words(word.lower(), _KIND_OF_KEY))
    return next((_KIND_OF_KEY[key] for key in chain(there, hinted, misspelt)), None)


def _guidance(document: Document) -> "tuple[Guidance | None, list[Fault]]":
    from backcare.library.guidance_schema import GuidanceFile

    checked, faults = validate(document, GuidanceFile)
    return checked.to_model(document.file) if checked else None, [*document.faults, *faults]


def _stretch(document: Document, path: Path) -> tuple[Stretch | None, list[Fault]]:
    if other := _other_kind(document, StretchFile):
        return None, [other]
    checked, faults = validate(document, StretchFile)
    stretch = checked.to_model(_id_anywhere(path), str(path)) if checked else None
    return stretch, [*document.faults, *faults]


def _stretch_faults(document: Document, path: Path) -> Iterable[Fault]:
    stretch, faults = _stretch(document, path)
    return [*faults, *(warnings.warn_of_stretch(document, stretch) if stretch else ())]


def _routine_faults(
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
    checked, faults = validate(document, RoutineFile)
    stage = checked.stage if checked else _stage(document)
    items, misfits = _find_stretches(document, stage, _valid_items(document, checked), open_stretch)
    routine = checked.to_model(_id_anywhere(path), str(path), items) if checked else None
    tip = _unknown_tip(document, checked, tip_ids)
    return routine, [*document.faults, *faults, *misfits, *tip]


def _unknown_tip(document: Document, routine: RoutineFile | None, tip_ids: TipIds | None) -> Iterator[Fault]:
    if routine and routine.tip and tip_ids and routine.tip not in (ids := tip_ids()):
        there = f"there are {join_words(ids, 'and')}" if ids else "there are none"
        message = f"no tip is called {quote(routine.tip)}: {there}"
        yield document.fault(("tip",), message)


def _other_kind(document: Document, wanted: _Kind) -> Fault | None:
    kinds = [kind for key, kind in _KIND_OF_KEY.items() if key in document.data]
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


def _valid_items(document: Document, routine: RoutineFile | None) -> Iterator[tuple[Loc, _CheckedItem]]:
    """Yield the items of a routine without faults of their own, even if the rest of the file has some."""
    if routine:
        yield from ((("stretches", at), item) for at, item in enumerate(routine.stretches))
        return
    adapter: TypeAdapter[_CheckedItem] = TypeAdapter(AnyItem)
    written = document.data.get("stretches")
    some = written[:MOST_ITEMS] if isinstance(written, list) else []
    for at, item in enumerate(some):
        with suppress(ValidationError):
            yield ("stretches", at), adapter.validate_python(item)


def _find_stretches(
    document: Document,
    stage: Stage | None,
    checked: Iterable[tuple[Loc, _CheckedItem]],
    open_stretch: OpenStretch,
) -> tuple[list[RoutineItem], list[Fault]]:
    """Return the items with their stretches, and the faults of what does not go together."""
    items: dict[Loc, RoutineItem] = {}
    faults: list[Fault] = []
    for loc, item in checked:
        try:
            items[loc] = _item(item, document.file, open_stretch)
        except UnknownName as error:
            faults.append(document.fault((*loc, "stretch"), str(error)))
        except BadFile as error:
            faults.extend(error.faults)
    misfits = chain.from_iterable(_misfits(loc, item, stage) for loc, item in items.items())
    faults.extend(document.fault(*misfit) for misfit in (*misfits, *_same_ids(document, items)))
    return list(items.values()), faults


def _item(checked: _CheckedItem, file: str, open_stretch: OpenStretch) -> RoutineItem:
    if isinstance(checked, str):
        return RoutineItem(open_stretch(checked))
    if isinstance(checked, StretchReference):
        return RoutineItem(open_stretch(checked.stretch), checked.hold, checked.repeats)
    return RoutineItem(checked.to_model(checked.id, file), None, checked.repeats)


def _misfits(loc: Loc, item: RoutineItem, stage: Stage | None) -> Iterator[tuple[Loc, str]]:
    stretch, hold = item.stretch, item.hold
    if stage is Stage.PREGNANCY and stretch.position is Position.SUPINE:
        yield loc, f"{stretch.id} is done {ON_THE_BACK}: take it out"
    if hold is None:
        return
    if stretch.hold is None:
        yield (*loc, "hold"), "this stretch is counted, not held: take hold out"
    elif stretch.hold.clamp(hold) != hold:
        yield (*loc, "hold"), f"{hold:g} is outside this stretch's {format_range(stretch.hold)}"


def _same_ids(document: Document, items: dict[Loc, RoutineItem]) -> Iterator[tuple[Loc, str]]:
    """Yield a message for each different stretch with the id of one before: the history knows ids only."""
    first: dict[str, Loc] = {}
    for loc, item in items.items():
        before = first.setdefault(item.stretch.id, loc)
        if before != loc and document.file in (item.stretch.file, items[before].stretch.file):
            line = document.position_of(before)[0]
            message = f"the id {quote(item.stretch.id)} is taken by line {line}: give one another name"
            yield (*loc, "name"), message
