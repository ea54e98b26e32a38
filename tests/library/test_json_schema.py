"""The schema that editors get, and that it refuses what `check` refuses."""

import pytest
from jsonschema import Draft202012Validator

from backcare.files.document import parse_document
from backcare.files.faults import BadFile
from backcare.library.json_schema import make_schema
from backcare.library.library import list_files, shipped_folder
from yaml_corpus import CORPUS, ONLY_CHECKED
from yaml_files import told


@pytest.fixture(scope="module")
def editor():
    Draft202012Validator.check_schema(make_schema())
    return Draft202012Validator(make_schema())


@pytest.mark.parametrize("file", list_files(shipped_folder()), ids=lambda path: path.stem)
def test_an_editor_has_no_complaint_about_a_shipped_file(editor, file):
    assert list(editor.iter_errors(parse_document(file.read_text(encoding="utf-8"), file.name).data)) == []


def test_the_corpus_has_good_and_bad_files_of_both_kinds():
    assert len(CORPUS) >= 100
    assert min(sum(good is wanted for _, good in CORPUS.values()) for wanted in (True, False)) >= 30


@pytest.mark.parametrize("name", CORPUS)
def test_check_and_the_schema_agree_about_the_shape_of_a_file(editor, tmp_path, name):
    text, good = CORPUS[name]
    checked = told(tmp_path, text, twist=SHELF["twist"], reach=SHELF["reach"])
    assert (checked == []) is good, checked
    assert valid(editor, text) is good


@pytest.mark.parametrize("name", ONLY_CHECKED)
def test_what_no_schema_can_say_is_left_to_check(editor, tmp_path, name):
    assert told(tmp_path, ONLY_CHECKED[name]) != []
    assert valid(editor, ONLY_CHECKED[name])


SHELF = {
    "reach": "name: Reach\nhold: 15-30\nsteps: [Sit tall.]\n",
    "twist": "name: Twist\nhold: 15-30\nsides: [left, right]\nsteps: ['Turn to the {side}.']\n",
}


def valid(editor, text):
    """Whether an editor takes a text as it stands."""
    try:
        document = parse_document(text, "f.yaml")
    except BadFile:
        return False
    return not document.faults and editor.is_valid(document.data)
