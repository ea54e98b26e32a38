import re
import unicodedata
from pathlib import Path

import pytest

from backcare.files.value_errors import explain_value_error
from backcare.library.library import check_file
from backcare.library.lookup import FileKind
from backcare.text import is_id, shorten
from yaml_files import ROUTINE, STRETCH, TWIST, library, told, write

MESSAGES = Path(__file__).with_name("messages.txt")
SUPINE = "name: Knees\nposition: supine\nhold: 20-30\nsteps: [Lie down.]\n"
COUNTED = "name: Angels\nreps: {count: 8, seconds: 8}\nsteps: [Stand.]\n"
# What each section of messages.txt puts its mistakes into.
FILES = {
    "stretch": STRETCH + "{}\n",
    "hold": "name: Reach\nhold: {}\nsteps: [Sit.]\n",
    "steps": "name: Reach\nhold: 20\n{}\n",
    "item": "name: Morning\nstage: pregnancy\nstretches:\n{}\n",
    "stretches": "name: A\nstretches: {}\n",
}
TOO_LONG = [
    ("stretch", f"purpose: {'x' * 301}", "4:10: purpose: has 301 characters: at most 300"),
    ("stretches", f"[{', '.join(['reach'] * 101)}]", "2:1: stretches: has 101 items: at most 100"),
    ("hold", "9" * 5000, f"2:7: hold: '{'9' * 35}...' is outside 1-600, the seconds that a hold may last"),
]


def read_messages():
    """Every mistake in messages.txt, as its section, the text of the mistake and the line that is told."""
    _, *sections = re.split(r"^\[(\w+)\]$", MESSAGES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for section, blocks in zip(sections[::2], sections[1::2], strict=True):
        for block in blocks.strip().split("\n\n"):
            yield section, *block.split("\n=> ")


@pytest.mark.parametrize(("section", "mistake", "message"), [*read_messages(), *TOO_LONG], ids=shorten)
def test_a_mistake_is_one_fault_in_its_place(tmp_path, section, mistake, message):
    shelf = {"reach": STRETCH, "twist": TWIST, "knees": SUPINE, "angels": COUNTED}
    assert told(tmp_path, FILES[section].replace("{}", mistake), **shelf) == [message]


def test_no_section_of_the_messages_is_empty():
    assert {section for section, *_ in read_messages()} == set(FILES)
    assert len([*read_messages()]) >= 88


def test_a_good_stretch_has_no_faults(tmp_path):
    assert told(tmp_path, TWIST) == []


def test_a_good_routine_has_no_faults(tmp_path):
    assert told(tmp_path, ROUTINE, reach=STRETCH) == []


def test_an_unquoted_yes_or_no_is_text(tmp_path):
    assert told(tmp_path, STRETCH + "purpose: yes\nsource: no\n") == []


def test_what_is_empty_is_told_beside_the_rest(tmp_path):
    text = "name:\nhold: 20\nposition: ~\nreps:\nsteps: [Sit., null]\nseconds: {setup: }\nx: 1\n"
    assert [fault.split(": ")[:3] for fault in told(tmp_path, text)] == [
        ["1:6", "name", "is empty"],
        ["3:11", "position", "is empty"],
        ["4:6", "reps", "is empty"],
        ["5:15", "steps[2]", "is empty"],
        ["6:18", "seconds.setup", "is empty"],
        ["7:1", "x", "there is no key 'x' here"],
    ]


def test_braces_without_quotes_are_one_fault(tmp_path):
    assert told(tmp_path, STRETCH + "cautions:\n- {side}\n") == [
        "5:3: cautions[1]: text that begins with { needs quotes around it"
    ]


@pytest.mark.parametrize(
    ("plain", "foreign", "place"),
    [
        ("name: R", "name:\u00a0R", "1:6"),
        ("hold: 15", "hold:\u300015", "2:6"),
        ("\n  setup", "\n\u00a0\u00a0setup", "4:1"),
        ("- Sit", "-\u2003Sit", "5:6"),
    ],
)
def test_a_space_that_only_looks_like_one_is_the_one_fault(tmp_path, plain, foreign, place):
    text = "name: Reach\nhold: 15\nsteps:\n  setup:\n    - Sit tall.\n"
    (fault,) = told(tmp_path, text.replace(plain, foreign))
    assert fault.startswith(f"{place}: a")
    assert fault.endswith("stands here: use a plain space")


def test_what_is_missing_is_told_at_the_top(tmp_path):
    assert told(tmp_path, "steps: [Sit.]\n") == [
        "1:1: name is missing: add `name: Kneeling Twist`",
        "1:1: hold is missing: add `hold: 20`, or `reps:` where it is counted instead",
    ]


def test_a_misspelt_key_is_not_told_as_missing_too(tmp_path):
    assert told(tmp_path, "nmae: Reach\nhodl: 20\nsteps: [Sit.]\n") == [
        "1:1: nmae: there is no key 'nmae' here: did you mean name?",
        "2:1: hodl: there is no key 'hodl' here: did you mean hold?",
    ]


def test_all_faults_of_a_stretch_are_told_in_the_order_of_their_places(tmp_path):
    text = """\
name: Twist
stages: [pregnancy, postpartm]
positon: kneeling
hold: 1:30
sides: [left, right]
steps:
  setup:
    - Kneel close to the wall.
    - Hold: breathe
  move: ["Turn gently to the {sid}."]
  release:
say: {swich: Now right.}
seconds: {setup: 20s, setup: 3}
"""
    assert [fault.split(": ")[:2] for fault in told(tmp_path, text)] == [
        ["2:21", "stages[2]"],
        ["3:1", "positon"],
        ["4:7", "hold"],
        ["9:7", "steps.setup[2]"],
        ["10:10", "steps.move[1]"],
        ["11:11", "steps.release"],
        ["12:7", "say.swich"],
        ["13:18", "seconds.setup"],
        ["13:23", "seconds.setup"],
    ]


def test_what_does_not_fit_together_is_told_beside_what_is_wrong_by_itself(tmp_path):
    text = "name: 7\nhold: 20\nposition: supine\nstages: [pregnancy]\nsides: [left]\nsteps: [Lie down.]\n"
    assert [fault.split(": ")[:2] for fault in told(tmp_path, text)] == [
        ["1:7", "name"],
        ["3:11", "position"],
        ["6:1", "steps"],
    ]


def test_supine_in_pregnancy_is_told_with_the_reason(tmp_path):
    text = SUPINE + "stages: [postpartum, pregnancy]\n"
    reason = "lying on the back, which many services advise against from about 16 weeks of pregnancy"
    assert told(tmp_path, text) == [f"2:11: position: supine is {reason}: take pregnancy out of `stages`"]


def test_a_file_that_is_neither_is_told_what_makes_it_one(tmp_path):
    message = "add `steps:` for a stretch, or `stretches:` for a routine: neither is here"
    assert told(tmp_path, "name: Reach\n") == [f"1:1: {message}"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: A\nhold: 20\n", "steps is missing: add `steps:` with a list of what to do"),
        ("name: A\nstage: postpartum\n", "stretches is missing: add `stretches:` with a list of stretches"),
    ],
)
def test_keys_that_only_one_kind_has_tell_what_a_file_was_meant_to_be(tmp_path, text, message):
    assert told(tmp_path, text) == [f"1:1: {message}"]


def test_a_misspelt_list_of_stretches_still_makes_a_routine(tmp_path):
    assert told(tmp_path, "name: Morning\nstrechtes: [reach]\n") == [
        "2:1: strechtes: there is no key 'strechtes' here: did you mean stretches?"
    ]


@pytest.mark.parametrize(
    "stem",
    [
        "My Stretch",
        "Reach",
        "re_ach",
        "-reach",
        "a--b",
        "a" * 65,
        "con",
        "lpt1",
        "\u00c9",
        "20",
        "1e1",
        "c\u043en",
    ],
)
def test_a_file_name_that_is_no_id_is_told(tmp_path, stem):
    path = write(tmp_path / f"{stem}.yaml", STRETCH)
    (fault,) = check_file(path, library(tmp_path))
    assert (fault.line, fault.column, fault.where) == (1, 1, "")
    assert "is not an id" in fault.message


@pytest.mark.parametrize(
    "stem", ["\u00e9", "e\u0301", "\u0443\u0442\u0440\u043e", "\u65e9\u6668", "\u0635\u0628\u0627\u062d"]
)
def test_a_file_name_may_have_letters_of_any_script(tmp_path, stem):
    shelf = library(tmp_path)
    path = write(tmp_path / "stretches" / f"{stem}.yaml", STRETCH)
    assert check_file(path, shelf) == ()
    assert shelf.stretch(stem).id == shelf.ids(FileKind.STRETCH)[0] == unicodedata.normalize("NFC", stem)


@pytest.mark.parametrize("stem", ["evening (1)", "Evening", "my_evening", "...", "20", "con", "c\u043en"])
def test_outside_a_library_a_file_may_have_any_name(tmp_path, stem):
    path = write(tmp_path / "sent" / f"{stem}.yaml", ROUTINE)
    shelf = library(tmp_path, reach=STRETCH)
    assert check_file(path, shelf) == ()
    assert is_id(shelf.routine_file(path).id)


@pytest.mark.parametrize(
    ("stem", "hint"),
    [
        ("20", "it reads as a number: add a word, as in my-20"),
        ("...", "use letters, digits and hyphens, at most 64"),
        ("C\u043en", "it mixes alphabets whose letters look alike: write each word in one"),
    ],
)
def test_a_file_name_that_makes_no_id_is_told_with_the_reason(tmp_path, stem, hint):
    (fault,) = check_file(write(tmp_path / f"{stem}.yaml", STRETCH), library(tmp_path))
    assert fault.message == f"the file's name '{stem}' is not an id: {hint}"


def test_a_file_name_that_is_no_id_is_told_with_one_that_is(tmp_path):
    (fault,) = check_file(write(tmp_path / "My Stretch (1).yaml", STRETCH), library(tmp_path))
    assert fault.message == "the file's name 'My Stretch (1)' is not an id: rename it to my-stretch-1.yaml"


def test_a_supine_stretch_written_out_is_no_better(tmp_path):
    text = "name: A\nstage: pregnancy\nstretches:\n- {name: Lie, position: supine, hold: 20, steps: [Lie.]}\n"
    (fault,) = told(tmp_path, text)
    assert fault.startswith("4:3: stretches[1]: lie is done lying on the back")


def test_a_stretch_of_another_stage_is_fine(tmp_path):
    text = "name: A\nstage: pregnancy\nstretches: [reach]\n"
    assert told(tmp_path, text, reach=STRETCH + "stages: [postpartum]\n") == []


def test_a_supine_stretch_is_fine_in_a_routine_without_a_stage(tmp_path):
    assert told(tmp_path, "name: A\nstretches: [knees]\n", knees=SUPINE) == []


def test_two_stretches_written_out_cannot_have_one_id(tmp_path):
    text = """\
name: A
stretches:
  - {name: Sit down, hold: 20, steps: [Sit.]}
  - {name: Sit Down!, hold: 25, steps: [Sit.]}
"""
    message = "the id 'sit-down' is taken by line 3: give one another name"
    assert told(tmp_path, text) == [f"4:12: stretches[2].name: {message}"]


def test_a_stretch_written_out_cannot_have_the_id_of_another_in_the_routine(tmp_path):
    text = "name: A\nstretches:\n- reach\n- {name: Reach, hold: 20, steps: [Sit.]}\n"
    message = "the id 'reach' is taken by line 3: give one another name"
    assert told(tmp_path, text, reach=STRETCH) == [f"4:10: stretches[2].name: {message}"]


def test_a_stretch_may_come_twice(tmp_path):
    assert told(tmp_path, "name: A\nstretches: [reach, reach]\n", reach=STRETCH) == []


def test_entries_are_checked_even_where_the_rest_of_the_routine_is_wrong(tmp_path):
    text = "name: 7\nstage: pregnancy\nstretches:\n- knees\n- 8\n- {stretch: reach, hold: 45}\n- reech\n"
    faults = told(tmp_path, text, reach=STRETCH, knees=SUPINE)
    assert [fault.split(": ")[:2] for fault in faults] == [
        ["1:7", "name"],
        ["4:3", "stretches[1]"],
        ["5:3", "stretches[2]"],
        ["6:26", "stretches[3].hold"],
        ["7:3", "stretches[4]"],
    ]


def test_the_faults_of_a_stretch_that_a_routine_names_are_told_with_its_own_file(tmp_path):
    faults = told(tmp_path, "name: A\nstretches: [bad, bad]\nx: 1\n", bad="name: Bad\nhold: 0\nsteps: [a]\n")
    assert faults[0].startswith("3:1: x:")
    assert faults[1:] == [
        f"{tmp_path / 'stretches' / 'bad.yaml'}:2:7: hold: 0 is outside 1-600, the seconds that a hold may last"
    ]


def test_of_very_many_faults_the_first_hundred_are_told(tmp_path):
    faults = told(tmp_path, STRETCH + "".join(f"x{n}: 1\n" for n in range(150)))
    assert len(faults) == 101
    assert faults[-1] == "103:1: and more mistakes after this one"


def test_a_hundred_thousand_steps_are_one_fault(tmp_path):
    assert told(tmp_path, "name: A\nhold: 20\nsteps:\n" + "-\n" * 100_000)[0].endswith(
        "more than 20000 values are too many for a file of this kind"
    )


def test_a_very_long_name_is_one_fault(tmp_path):
    text = f"name: {'x' * 10_000}\nhold: 20\nsteps: [Sit.]\n"
    assert told(tmp_path, text) == ["1:7: name: has 10000 characters: at most 80"]


def test_very_many_unknown_keys_are_answered_soon(tmp_path):
    assert len(told(tmp_path, "".join(f"stetches{n:05}: 1\n" for n in range(9_000)))) == 101


def test_a_mistake_that_nobody_foresaw_is_told_with_what_was_found():
    assert explain_value_error("a mistake of tomorrow", 7, {}) == "7 does not fit here"


def test_what_may_stand_instead_is_told_only_where_the_library_s_sentence_has_it():
    assert (
        explain_value_error("enum", "top", {"expected": "'side' or 'plan'"})
        == "'top' is not known here: use side or plan"
    )
    assert explain_value_error("enum", "top", {"expected": "one of the views"}) == "'top' is not known here"


@pytest.mark.parametrize("name", ["-v", "/dev/null", "a/b", "$HOME"])
def test_a_name_with_signs_that_it_cannot_have_is_told_as_it_is(name):
    message = "is no name: begin with a letter or digit, and use no signs but . , ( ) + - between"
    assert explain_value_error("string_pattern_mismatch", name, {}) == f"'{name}' {message}"
