import pytest

from backcare.files.value_errors import explain_value_error
from backcare.library.library import check_file
from yaml_files import ROUTINE, STRETCH, TWIST, library, told, write

SUPINE = "name: Knees\nposition: supine\nhold: 20-30\nsteps: [Lie down.]\n"
COUNTED = "name: Angels\nreps: {count: 8, seconds: 8}\nsteps: [Stand.]\n"
ON_THE_BACK = (
    "knees is done lying on the back, which many services advise against from about 16 weeks of pregnancy"
)
KEYS = (
    "name, stages, position, equipment, purpose, hold, reps, sides, steps, cautions, say, seconds, figure "
    "and source"
)


def test_a_good_stretch_has_no_faults(tmp_path):
    assert told(tmp_path, TWIST) == []


def test_a_good_routine_has_no_faults(tmp_path):
    assert told(tmp_path, ROUTINE, reach=STRETCH) == []


@pytest.mark.parametrize(
    ("more", "place", "message"),
    [
        ("holt: 20", "4:1: holt", "there is no key 'holt' here: use " + KEYS),
        ("positon: seated", "4:1: positon", "there is no key 'positon' here: did you mean position?"),
        ("Cautions: [Gently.]", "4:1: Cautions", "there is no key 'Cautions' here: did you mean cautions?"),
        ("xyz: x", "4:1: xyz", "there is no key 'xyz' here: use " + KEYS),
        ("position: standin", "4:11: position", "'standin' is not known here: did you mean standing?"),
        (
            "position: floor",
            "4:11: position",
            "'floor' is not known here: use seated, kneeling, standing or supine",
        ),
        (
            "position: [seated]",
            "4:1: position",
            "a list is not known here: use seated, kneeling, standing or supine",
        ),
        (
            "stages: pregnancy",
            "4:9: stages",
            "'pregnancy' is not a list: write [pregnancy], [postpartum] or both in one list",
        ),
        ("equipment: mat", "4:12: equipment", "'mat' is not a list: write it in brackets, as in [a wall, a mat]"),
        ("reps: 8", "4:7: reps", "needs keys under it: count and seconds, as in {count: 8, seconds: 4}"),
        ("stages: [postpartm]", "4:10: stages[1]", "'postpartm' is not known here: did you mean postpartum?"),
        ("stages: [pregnancy, pregnancy]", "4:1: stages", "'pregnancy' is named twice: once is enough"),
        ("purpose:", "4:9: purpose", "is empty: write something here, or take the line out"),
        ("purpose: ''", "4:10: purpose", "is empty: write something here, or take the line out"),
        ("purpose: true", "4:10: purpose", "true is not text as it stands: put quotes around it"),
        ("purpose: 7", "4:10: purpose", "7 is not text as it stands: put quotes around it"),
        ("purpose: [a]", "4:1: purpose", "is a list, and one text is wanted: write it without '- ' or [ ]"),
        (f"purpose: {'x' * 301}", "4:10: purpose", "has 301 characters: at most 300"),
        (
            "cautions:\n- Note: gently",
            "5:3: cautions[1]",
            "a colon with a space after it means more here: put quotes around the line",
        ),
        (
            "cautions:\n- Your {side} knee.",
            "5:3: cautions[1]",
            "{side} works in steps and say only: write the side out",
        ),
        ("seconds: 20", "4:10: seconds", "needs keys under it: setup, move, move_again, release and switch"),
        ("seconds: {setup: 1:30}", "4:18: seconds.setup", "'1:30' is not a plain number of seconds: write 90"),
        (
            "seconds: {setup: 20s}",
            "4:18: seconds.setup",
            "'20s' is not a plain number: write 20, without quotes or unit",
        ),
        (
            "seconds: {setup: '20'}",
            "4:18: seconds.setup",
            "'20' is not a plain number: write 20, without quotes or unit",
        ),
        ("seconds: {setup: 10-20}", "4:18: seconds.setup", "'10-20' is a range: write one number"),
        ("seconds: {setup: long}", "4:18: seconds.setup", "'long' is not a number: write one such as 8"),
        ("seconds: {setup: true}", "4:18: seconds.setup", "true is not a number: write one such as 8"),
        ("reps: {count: many, seconds: 8}", "4:15: reps.count", "'many' is not a number: write one such as 8"),
        ("seconds: {setup: .nan}", "4:18: seconds.setup", "nan is not a number of seconds"),
        ("seconds: {setup: 1e308}", "4:18: seconds.setup", "1e+308 is too large: at most 600"),
        ("seconds: {setup: -1}", "4:18: seconds.setup", "-1 is too small: at least 0"),
        ("seconds: {swich: 8}", "4:11: seconds.swich", "there is no key 'swich' here: did you mean switch?"),
        ("reps: {count: 8, seconds: 8}", "4:1: reps", "is here beside hold: keep one of the two"),
        ("reps: {count: 8}", "4:1: reps", "seconds is missing: add `seconds: 8`"),
        ("reps: {count: 8.5, seconds: 8}", "4:15: reps.count", "8.5 is not whole: write a whole number"),
        (
            "say: {move: [Turn.]}",
            "4:7: say.move",
            "is a list, and one text is wanted: write it without '- ' or [ ]",
        ),
        (
            "say: {move: 'To the {side}.'}",
            "4:13: say.move",
            "{side} needs sides: add `sides: [left, right]`, or write the side out",
        ),
        ("say: {move: {left: a}}", "4:7: say.move", "right is missing: add `right:` beside `left:`"),
        (
            "sides: [left, right]",
            "3:1: steps",
            "nothing here says which side: write {side} where left or right is meant",
        ),
        ("sides: both", "4:8: sides", "'both' is not a list: write [left, right]"),
        ("sides: [left, rigth]", "4:15: sides[2]", "'rigth' is not known here: did you mean right?"),
    ],
)
def test_a_mistake_in_a_stretch_is_one_fault_in_its_place(tmp_path, more, place, message):
    assert told(tmp_path, f"{STRETCH}{more}\n") == [f"{place}: {message}"]


def test_an_unquoted_yes_or_no_is_text(tmp_path):
    assert told(tmp_path, STRETCH + "purpose: yes\nsource: no\n") == []


@pytest.mark.parametrize(
    ("hold", "message"),
    [
        ("1:30", "'1:30' is not a plain number of seconds: write 90"),
        ("20s", "'20s' is not a plain number: write 20, without quotes or unit"),
        ("15-30 seconds", "'15-30 seconds' is not a plain number: write 15-30, without quotes or unit"),
        ("15 to 30 seconds", "'15 to 30 seconds' is not a plain number: write 15-30, without quotes or unit"),
        ("2 min", "'2 min' is not a plain number of seconds: write 120"),
        ("soon", "'soon' is not seconds: write one number (20) or a range (15-30)"),
        ("true", "true is not seconds: write one number (20) or a range (15-30)"),
        ("15-900", "'15-900' is outside 1-600, the seconds that a hold may last"),
        ("0", "0 is outside 1-600, the seconds that a hold may last"),
        (".inf", "inf is outside 1-600, the seconds that a hold may last"),
        ("1e308", "1e+308 is outside 1-600, the seconds that a hold may last"),
        pytest.param(
            "9" * 5000, f"'{'9' * 35}...' is outside 1-600, the seconds that a hold may last", id="5000 digits"
        ),
        ("30-15", "'30-15' has the longer end first: write 15-30"),
    ],
)
def test_a_hold_that_is_no_range_is_told_with_what_to_write(tmp_path, hold, message):
    assert told(tmp_path, f"name: Reach\nhold: {hold}\nsteps: [Sit.]\n") == [f"2:7: hold: {message}"]


@pytest.mark.parametrize(
    ("steps", "place", "message"),
    [
        (
            "steps: Sit.",
            "3:8: steps",
            "needs keys under it: setup, move, hold and release; or begin each line with '- '",
        ),
        ("steps: []", "3:1: steps", "is empty: write at least one line"),
        ("steps: {move: [Go.]}", "3:1: steps", "setup is missing: add `setup:` with a list of lines"),
        ("steps: {setup: Sit.}", "3:16: steps.setup", "'Sit.' is not a list: begin each line with '- '"),
        ("steps: {stup: [Sit.]}", "3:9: steps.stup", "there is no key 'stup' here: did you mean setup?"),
        (
            "steps:\n- Sit.\n- Hold: breathe",
            "5:3: steps[2]",
            "a colon with a space after it means more here: put quotes around the line",
        ),
        ("steps:\n- Sit.\n- 20", "5:3: steps[2]", "20 is not text as it stands: put quotes around it"),
        ("steps:\n- Sit.\n-", "5:2: steps[2]", "is empty: write something here, or take the line out"),
        ("steps: ['To the {sid}.']", "3:9: steps[1]", "'{sid}' stands for nothing: did you mean {side}?"),
        (
            "steps: ['To the {arm}.']",
            "3:9: steps[1]",
            "'{arm}' stands for nothing: only {side} and {other} are replaced",
        ),
        (
            "steps: ['{other}']",
            "3:9: steps[1]",
            "{other} needs sides: add `sides: [left, right]`, or write the side out",
        ),
        (
            "steps: {setup: {left: [a], right: [b]}}",
            "3:9: steps.setup",
            "differs by side, but the stretch has no sides: add `sides: [left, right]`",
        ),
        (f"steps: [{', '.join('a' * 21)}]", "3:1: steps", "has 21 items: at most 20"),
    ],
)
def test_a_mistake_in_the_steps_is_one_fault_in_its_place(tmp_path, steps, place, message):
    assert told(tmp_path, f"name: Reach\nhold: 20\n{steps}\n") == [f"{place}: {message}"]


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
    "stem", ["My Stretch", "Reach", "re_ach", "-reach", "a--b", "a" * 65, "con", "lpt1", "\u00e9"]
)
def test_a_file_name_that_is_no_id_is_told(tmp_path, stem):
    path = write(tmp_path / f"{stem}.yaml", STRETCH)
    (fault,) = check_file(path, library(tmp_path))
    assert (fault.line, fault.column, fault.where) == (1, 1, "")
    assert "is not an id" in fault.message


def test_a_file_name_that_is_no_id_is_told_with_one_that_is(tmp_path):
    (fault,) = check_file(write(tmp_path / "My Stretch (1).yaml", STRETCH), library(tmp_path))
    assert fault.message == "the file's name 'My Stretch (1)' is not an id: rename it to my-stretch-1.yaml"


@pytest.mark.parametrize(
    ("entry", "place", "message"),
    [
        ("- reech", "4:3: stretches[1]", "there is no stretch called 'reech': did you mean reach?"),
        ("- Reach", "4:3: stretches[1]", "there is no stretch called 'Reach': did you mean reach?"),
        ("- ../../reach", "4:3: stretches[1]", "there is no stretch called '../../reach': did you mean reach?"),
        (
            "- xyz",
            "4:3: stretches[1]",
            "there is no stretch called 'xyz': there are angels, knees, reach and twist",
        ),
        (
            "- {stretch: reech}",
            "4:13: stretches[1].stretch",
            "there is no stretch called 'reech': did you mean reach?",
        ),
        ("- {stretch: reach, hold: 45}", "4:26: stretches[1].hold", "45 is outside this stretch's 15-30"),
        ("- {stretch: reach, hold: 14.5}", "4:26: stretches[1].hold", "14.5 is outside this stretch's 15-30"),
        ("- {stretch: reach, hold: 15-20}", "4:26: stretches[1].hold", "'15-20' is a range: write one number"),
        (
            "- {stretch: angels, hold: 20}",
            "4:27: stretches[1].hold",
            "this stretch is counted, not held: take hold out",
        ),
        ("- {stretch: reach, repeats: 0}", "4:29: stretches[1].repeats", "0 is too small: at least 1"),
        (
            "- {stretch: reach, steps: []}",
            "4:20: stretches[1].steps",
            "there is no key 'steps' here: use stretch, hold and repeats",
        ),
        ("- {strech: reach}", "4:4: stretches[1].strech", "there is no key 'strech' here: did you mean stretch?"),
        ("- 20", "4:3: stretches[1]", "20 is not text as it stands: put quotes around it"),
        ("-", "4:2: stretches[1]", "is empty: write something here, or take the line out"),
        ("- [reach]", "4:3: stretches[1]", "is a list, and one text is wanted: write it without '- ' or [ ]"),
        (
            "- {name: Sit, steps: [Sit.]}",
            "4:3: stretches[1]",
            "hold is missing: add `hold: 20`, or `reps:` where it is counted instead",
        ),
        (
            "- {name: Sit, hold: 0, steps: [Sit.]}",
            "4:21: stretches[1].hold",
            "0 is outside 1-600, the seconds that a hold may last",
        ),
        (
            "- {name: '...', hold: 9, steps: [Sit.]}",
            "4:10: stretches[1].name",
            "cannot be made into an id: give it a name with Latin letters",
        ),
        ("- knees", "4:3: stretches[1]", ON_THE_BACK + ": take it out"),
        ("- {stretch: knees}", "4:3: stretches[1]", ON_THE_BACK + ": take it out"),
    ],
)
def test_a_mistake_in_an_entry_is_one_fault_in_its_place(tmp_path, entry, place, message):
    text = f"name: Morning\nstage: pregnancy\nstretches:\n{entry}\n"
    assert told(tmp_path, text, reach=STRETCH, twist=TWIST, knees=SUPINE, angels=COUNTED) == [
        f"{place}: {message}"
    ]


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


@pytest.mark.parametrize(
    ("stretches", "place", "message"),
    [
        ("[]", "2:1: stretches", "is empty: write at least one line"),
        ("reach", "2:12: stretches", "'reach' is not a list: begin each line with '- '"),
        (
            "{reach: 20}",
            "2:1: stretches",
            "has keys, and a list is wanted: each line begins with '- ', text with a colon has quotes",
        ),
        (f"[{', '.join(['reach'] * 101)}]", "2:1: stretches", "has 101 items: at most 100"),
    ],
)
def test_a_routine_has_a_list_of_one_to_a_hundred_stretches(tmp_path, stretches, place, message):
    assert told(tmp_path, f"name: A\nstretches: {stretches}\n", reach=STRETCH) == [f"{place}: {message}"]


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
