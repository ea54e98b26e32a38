"""Whatever a file holds, it is a value or a list of faults; what is written right comes back as it was."""

import json
from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backcare.files.document import parse_document
from backcare.files.faults import MOST_FAULTS, BadFile, UnknownName
from backcare.files.validation import validate
from backcare.library.library import Library, check_file
from backcare.library.lookup import find_id
from backcare.library.routine_schema import RoutineFile
from backcare.library.stretch_schema import StretchFile
from backcare.model.stretch import HoldRange, PhaseSeconds, Reps, Side, Stage
from backcare.text import (
    LONGEST_ID,
    LONGEST_QUOTE,
    escape_unprintable,
    is_id,
    make_id,
    quote,
    reason_against_id,
    shorten,
)
from said_files import KEYS, LENIENT, mappings, scalars, stretches, structures
from yaml_files import STRETCH, TWIST, library, write


def words_back(said, words):
    """Whether the words of the model are those that a file says, for both sides."""
    left, right = (said["left"], said["right"]) if isinstance(said, dict) else (said, said)
    sides = ((words.left, left, "left", "right"), (words.right, right, "right", "left"))
    return all(
        list(found) == [line.replace("{side}", here).replace("{other}", there) for line in lines]
        for found, lines, here, there in sides
    )


@LENIENT
@given(stretches(), st.sampled_from([None, True]))
def test_a_good_stretch_comes_back_as_it_was_written(tmp_path, said, flow):
    text = yaml.safe_dump(said, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    stretch = library(tmp_path, one=text).stretch("one")
    assert (stretch.id, stretch.name) == ("one", said["name"])
    assert stretch.position == said.get("position")
    assert [*stretch.stages] == [Stage(stage) for stage in said.get("stages", [])]
    assert [*stretch.sides] == [Side(side) for side in said.get("sides", [])]
    assert [*stretch.equipment] == said.get("equipment", [])
    cautions = said.get("cautions", [])
    cautions = {"more": cautions} if isinstance(cautions, list) else cautions
    assert [*stretch.cautions.more] == cautions.get("more", [])
    assert all(
        words_back(cautions.get(when, []), getattr(stretch.cautions, when)) for when in ("before", "during")
    )
    assert (stretch.purpose, stretch.source) == (said.get("purpose", ""), said.get("source", ""))
    if "reps" in said:
        assert (stretch.hold, stretch.reps) == (None, Reps(**said["reps"]))
    else:
        ends = [float(end) for end in str(said["hold"]).split("-")]
        assert (stretch.hold, stretch.reps) == (HoldRange(ends[0], ends[-1]), None)
    defaults = PhaseSeconds()
    times = said.get("seconds", {})
    assert stretch.seconds == PhaseSeconds(
        times.get("setup", defaults.setup),
        times.get("move", defaults.move),
        times.get("move_again", times.get("move", defaults.move)),
        times.get("release", defaults.release),
        times.get("switch", defaults.switch),
    )
    assert all(words_back(lines, getattr(stretch.steps, part)) for part, lines in said["steps"].items())
    for part, texts in said.get("say", {}).items():
        assert words_back(texts if isinstance(texts, list) else [texts], getattr(stretch.say, part))


@LENIENT
@given(st.binary(max_size=300))
def test_any_bytes_are_answered_with_faults(tmp_path, content):
    answered(write(tmp_path / "any.yaml", content), Library())


@LENIENT
@given(st.text(st.sampled_from("ab :-\n\t#'\"[]{},&*!|>%@`\\?~<=0.1eéx\x1b\u202e"), max_size=60))
def test_any_scrap_of_yaml_is_answered_with_faults(tmp_path, text):
    answered(write(tmp_path / "any.yaml", text), Library())


@LENIENT
@given(st.text(st.sampled_from("ab :-\n\t#'\"[]{},&*!|>%@`\\?~<=0.1eux"), max_size=60))
def test_the_parser_in_python_is_guarded_alike(text):
    with suppress(BadFile):
        validate(parse_document(text, "f.yaml", parser=yaml.SafeLoader), StretchFile)


@LENIENT
@given(mappings)
def test_any_structure_is_answered_with_faults(tmp_path, data):
    text = json.dumps(data).replace("\\ud", "\\u1")  # JSON is YAML; the parser refuses halves of characters
    answered(write(tmp_path / "any.yaml", text), library(tmp_path, reach=STRETCH))


@LENIENT
@given(st.lists(st.sampled_from(["reach", "twist"]) | mappings | scalars, max_size=6), mappings)
def test_any_routine_is_answered_with_faults(tmp_path, entries, more):
    text = json.dumps(more | {"name": "A", "stretches": entries}).replace("\\ud", "\\u1")
    path = write(tmp_path / "any.yaml", text)
    shelf = library(tmp_path, reach=STRETCH, twist=TWIST)
    found = answered(path, shelf)
    if found:
        with pytest.raises(BadFile) as caught:
            shelf.routine_file(path)
        assert caught.value.faults == found
    else:
        assert len(shelf.routine_file(path).items) == len(entries)


@LENIENT
@given(st.lists(st.tuples(KEYS, structures), max_size=8))
def test_keys_that_come_again_are_answered_with_faults(tmp_path, pairs):
    text = "".join(f"{key}: {json.dumps(value)}\n" for key, value in pairs).replace("\\ud", "\\u1")
    answered(write(tmp_path / "any.yaml", text), library(tmp_path, reach=STRETCH))


@LENIENT
@given(st.integers(0, 400), st.binary(max_size=6), st.integers(0, 20))
def test_a_good_file_that_was_damaged_is_answered(tmp_path, at, scrap, gone):
    content = TWIST.encode() * 2
    answered(write(tmp_path / "any.yaml", content[:at] + scrap + content[at + gone :]), Library())


def answered(path, shelf):
    """Every fault has a place in the file and a message that a terminal can show; there are not too many."""
    faults = check_file(path, shelf)
    lines = path.read_bytes().count(b"\n") + path.read_bytes().count(b"\r") + 1
    assert len(faults) <= MOST_FAULTS + 1
    for fault in faults:
        assert fault.file == str(path)
        assert 1 <= fault.line <= lines + 1
        assert fault.column >= 1
        assert fault.message
        assert str(fault).isprintable()
    return faults


@LENIENT
@given(mappings, st.sampled_from([StretchFile, RoutineFile]))
def test_what_a_shape_takes_becomes_a_value(data, shape):
    document = parse_document(json.dumps(data).replace("\\ud", "\\u1") if data else "{}", "f.yaml")
    taken, faults = validate(document, shape)
    assert taken or faults


@LENIENT
@given(st.text())
def test_what_is_shown_is_short_and_harmless(text):
    assert escape_unprintable(text).translate(dict.fromkeys(map(ord, "\u200c\u200d"))).isprintable()
    assert quote(text).isprintable()
    assert len(quote(text)) <= LONGEST_QUOTE
    assert len(shorten(text)) <= LONGEST_QUOTE


@LENIENT
@given(st.text())
def test_kebab_case_is_an_id_or_nothing(text):
    made = make_id(text)
    assert len(made) <= LONGEST_ID
    assert is_id(made) or reason_against_id(made)
    assert make_id(made) == made


@LENIENT
@given(st.text(max_size=60))
def test_any_name_is_found_or_answered(text):
    names = {"kneeling-twist": "Kneeling Twist", "wall-angels": "Wall Angels"}
    with suppress(UnknownName):
        assert find_id(text, names, "stretch") in names
