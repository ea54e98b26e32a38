import math
from contextlib import suppress

import pytest
import yaml

from backcare.files.document import parse_document
from backcare.files.faults import BadFile
from backcare.files.validation import validate
from backcare.library.stretch_schema import StretchFile

PARSERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


@pytest.fixture(params=PARSERS, ids=["parser in Python", "parser in C"])
def read(request):
    return lambda text: parse_document(text, "f.yaml", parser=request.param)


def faults(document_or_error):
    return [str(fault).removeprefix("f.yaml:") for fault in document_or_error.faults]


def broken(read, text):
    with pytest.raises(BadFile) as caught:
        read(text)
    return faults(caught.value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("off", "off"),
        ("Yes", "Yes"),
        ("true", True),
        ("FALSE", False),
        ("20", 20),
        ("-7", -7),
        ("010", "010"),
        ("0", 0),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1:30", "1:30"),
        ("15-30", "15-30"),
        ("2024-01-02", "2024-01-02"),
        ("2.5", 2.5),
        (".5", 0.5),
        ("1e308", 1e308),
        (".inf", math.inf),
        ("-.inf", -math.inf),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, "9" * 19),
        ("'20'", "20"),
        ('"true"', "true"),
        ("<<", "<<"),
        ("=", "="),
        ("|\n  one\n  two", "one\ntwo\n"),
        ("C:\\path", "C:\\path"),
    ],
)
def test_a_value_is_what_an_editor_takes_it_for(read, written, value):
    found = read(f"a: {written}\n").data["a"]
    assert (found, type(found)) == (value, type(value))


def test_not_a_number_is_a_number_all_the_same(read):
    assert math.isnan(read("a: .NaN").data["a"])


def test_keys_are_always_text(read):
    assert read("1: a\ntrue: b\nnull: c\n2.5: d\n").data == {"1": "a", "true": "b", "null": "c", "2.5": "d"}


def test_lists_and_mappings_nest(read):
    assert read("a: [x, {b: [y]}]\nc:\n- d: e\n").data == {"a": ["x", {"b": ["y"]}], "c": [{"d": "e"}]}


def test_every_value_has_its_place(read):
    document = read("a:\n  - x\n  - {b: y}\nc: z\n")
    assert [document.position_of(loc) for loc in [("a", 0), ("a", 1, "b"), ("c",)]] == [(2, 5), (3, 9), (4, 4)]


def test_the_place_of_a_list_is_that_of_its_key(read):
    assert read("b: 1\na:\n  - x\n").position_of(("a",)) == (2, 1)


def test_what_is_not_there_has_the_place_of_what_is_around_it(read):
    document = read("b: 1\na:\n  c: x\n")
    assert document.position_of(("a", "d", 7)) == (2, 1)
    assert document.position_of(("e",)) == (1, 1)


def test_parts_of_a_path_that_the_file_does_not_have_are_passed_over(read):
    document = read("a: [x, y]\n")
    assert document.existing_path(("a", "setup", "<lines>", 1)) == ("a", 1)
    assert document.value_at(("a", "setup", "<lines>", 1)) == "y"


def test_a_key_that_comes_twice_is_told_with_both_lines_and_the_first_counts(read):
    document = read("a: 1\nb:\n  c: 2\n  c: {d: 3}\na: 4\na: 5\n")
    assert document.data == {"a": 1, "b": {"c": 2}}
    assert faults(document) == [
        "4:3: b.c: is here a second time (line 4), first on line 3: keep one",
        "5:1: a: is here a second time (line 5), first on line 1: keep one",
        "6:1: a: is here a second time (line 6), first on line 1: keep one",
    ]


@pytest.mark.parametrize("again", ["", "[null]", "{c: }", "[[{c: ~}]]"])
def test_what_is_empty_under_a_key_that_comes_twice_is_no_second_mistake(read, again):
    document = read(f"a: 1\na: {again}\n")
    assert validate(document, StretchFile)[1]
    assert (document.data, document.empty) == ({"a": 1}, ())
    assert faults(document) == ["2:1: a: is here a second time (line 2), first on line 1: keep one"]


def test_what_stands_under_keys_that_come_again_is_not_compared(read):
    assert [fault[:4] for fault in faults(read("a: {b: 1}\na: {b: 1}\na: {b: 1}\n"))] == ["2:1:", "3:1:"]


def test_a_tag_under_a_key_that_comes_twice_is_told(read):
    document = read("a: {b: 1}\na: {b: !t 1}\n")
    assert faults(document)[1] == "2:8: b: text that begins with ! needs quotes around it (no tags here)"


def test_references_and_tags_are_told_and_reading_goes_on(read):
    document = read("a: &x 1\nb: *x\nc: !!python/object:os.system ls\nd: ! 2\ne: &y [1]\nf: !t {g: 1}\n")
    assert [fault.split(": ")[:2] for fault in faults(document)] == [
        ["1:4", "a"],
        ["2:4", "b"],
        ["3:4", "c"],
        ["4:4", "d"],
        ["5:4", "e"],
        ["6:4", "f"],
    ]


def test_a_key_with_a_reference_or_a_tag_is_told(read):
    assert [fault[:3] for fault in faults(read("&x a: 1\n!!str b: 2\n"))] == ["1:1", "2:1"]


def test_an_alias_bomb_is_only_a_list_of_faults(read):
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    document = read("a0: &a0 [lol]\n" + "\n".join(levels))
    assert len(document.faults) == 10 + 9 * 9


def test_values_that_are_empty_are_known(read):
    assert read("a:\nb: [x, null]\nc: ~\nd: ''\n").empty == (("a",), ("b", 1), ("c",))


def test_a_second_document_is_told_and_not_read(read):
    document = read("a: 1\n---\nb: [\n")
    assert document.data == {"a": 1}
    assert faults(document) == ["2:1: a second document begins here (---): put it in a file of its own"]


TOO_DEEP = "nested deeper than 20 levels: put quotes around text with [ or {"
NO_KEY = "text that begins with { or [ needs quotes around it"
TOO_MANY = "more than 20000 values are too many for a file of this kind"


@pytest.mark.parametrize(
    ("opened", "stopped"),
    [
        ("[", f"1:21: {TOO_DEEP}"),
        ("[\n", f"21:1: {TOO_DEEP}"),
        ("- ", f"1:41: {TOO_DEEP}"),
        ("{a: ", f"1:81: {TOO_DEEP}"),
        ("[{a: ", f"1:51: {TOO_DEEP}"),
        ("{", f"1:2: {NO_KEY}"),
        ("? ", f"1:3: {NO_KEY}"),
        ("[{", f"1:3: {NO_KEY}"),
        ("- ? ", f"1:5: {NO_KEY}"),
    ],
)
@pytest.mark.parametrize("times", [30, 400, 2_000, 40_000, 200_000])
def test_the_limits_of_a_file_end_the_reading_before_those_of_a_parser(read, opened, stopped, times):
    assert broken(read, opened * times) == [stopped]


@pytest.mark.parametrize("behind", ["@", "'", "]: }", "%", "\t\t&", '"\\q"'])
def test_the_limits_of_a_file_end_the_reading_before_a_mistake_further_on(read, behind):
    assert broken(read, "a: " + "[" * 30 + behind) == [f"1:23: {TOO_DEEP}"]
    assert broken(read, f"[{'a,' * 19_999}[{behind}") == [f"1:40000: {TOO_MANY}"]


def test_lists_that_open_line_by_line_stop_at_twenty_levels(read):
    lines = (f"{' ' * level}a:" for level in range(600))
    assert broken(read, "\n".join(lines)) == [f"21:21: {TOO_DEEP}"]


def test_twenty_levels_are_not_too_many(read):
    assert broken(read, "a: " + "[" * 19 + "@")[0].startswith("1:23: text that begins with '@'")


def test_too_many_values_stop_the_reading(read):
    assert broken(read, f"[{'a,' * 25_000}]") == [f"1:40000: {TOO_MANY}"]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "null", "---\n...\n"])
def test_an_empty_file_is_told(read, text):
    assert broken(read, text) == ["1:1: the file is empty: a file has lines such as `name: Kneeling Twist`"]


@pytest.mark.parametrize(
    ("text", "found"), [("- a\n", "a list on top"), ("Hello", "only 'Hello'"), ("7", "only 7")]
)
def test_a_file_without_keys_is_told(read, text, found):
    assert broken(read, text) == [f"1:1: found {found}: a file has lines such as `name: Kneeling Twist`"]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a:\n\t- b\n", "2:1", "a tab stands here: use spaces"),
        ("a: @b\n", "1:4", "text that begins with '@' needs quotes"),
        ("a: %b\n", "1:4", "text that begins with '%' needs quotes"),
        ("a: `b`\n", "1:4", "text that begins with '`' needs quotes"),
        ("a: b: c\n", "1:5", "a second colon in one line: put quotes around the text"),
        ("a\nb: c\n", "2:2", "the line above is no `key: value`"),
        ("a:b\nc: d\n", "2:2", "the line above is no `key: value`"),
        ("a: x\nhold 20\nb: c\n", "2:1", "this line is no `key: value`"),
        ("a: 'b\nc: d\n", "1:4", "this quote is never closed"),
        ("a: [b, c\nd: e\n", "1:4", "this bracket is not closed"),
        ("a: [Turn {side} now]\n", "1:4", "text in it needs quotes"),
        ("a:\n- {side} knee down\n", "2:10", "text goes on after a closing }"),
        ("a:\n- 'b' c\n", "2:7", "text goes on after a closing '"),
        ("a:\n  - b\n c: d\n", "3:2", "does not fit what stands above"),
        ("{a: b}: c\n", "1:1", "text that begins with { or [ needs quotes"),
        ("a: {b: c}: d\n", "1:10", "a second colon in one line"),
        ("- *slow* turn\n", "1:3", "text that begins with * or & needs quotes"),
        ("a: > text\n", "1:4", "text that begins with > or | needs quotes"),
        ("a: - b\n", "1:4", "a list begins on the next line"),
        ("a: !x!y z\n", "1:4", "text that begins with ! needs quotes"),
        ('a: "b\\q"\n', "1:", "a backslash between double quotes"),
        ("a: {b: 20:, c: 1}\n", "1:", "quotes"),
        ("a: }\n", "1:4", "a value is missing before this, or the text needs quotes"),
        ("  a: 1\nb: 2\n", "2:1", "does not fit what stands above"),
        ("a: !{b}\n", "1:4", "text that begins with ! needs quotes"),
        ("a: |0\n b\n", "1:", "text that begins with > or | needs quotes"),
        ("a: |text\n", "1:4", "text that begins with > or | needs quotes"),
        ("%a: b\n", "1:", "text that begins with % needs quotes"),
        ("a:\n  b: |\n  \tc\n", "3:3", "a tab stands here: use spaces"),
        ("%YAML 9.9\n---\na: b\n", "1:1", "text that begins with % needs quotes"),
        ("%YAML 1.1\n%YAML 1.1\n---\na: b\n", "2:1", "text that begins with % needs quotes"),
        ('a: "b\n---\nc"\n', "1:4", "this quote is never closed"),
        ("a: ? b\n", "1:4", "text that begins with ? needs quotes"),
        ('a: "\\xq"\n', "1:", "a backslash between double quotes"),
    ],
)
def test_what_breaks_the_reading_off_is_told_in_plain_words(read, text, place, words):
    (fault,) = broken(read, text)
    assert fault.startswith(place)
    assert words in fault


@pytest.mark.parametrize("text", ['a: "\\UFFFFFFFF"\n', f"%YAML {'9' * 5_000}.1\n---\n", "a: \x01\n"])
def test_a_break_whose_place_the_parser_in_python_does_not_know_is_told_in_our_words(text):
    with pytest.raises(BadFile) as caught:
        parse_document(text, "f.yaml", parser=yaml.SafeLoader)
    message = "some text in this file cannot be read as YAML; nothing after it could be read"
    assert faults(caught.value) == [f"1:1: {message}"]


def test_what_was_wrong_before_the_break_is_told_too(read):
    assert [fault[:3] for fault in broken(read, "a: 1\na: 2\nb: 'c\n")] == ["2:1", "3:4"]


def test_half_a_character_in_a_key_is_no_crash():
    document = parse_document('a: 1\n"\\ud800": 1\n', "f.yaml", parser=yaml.SafeLoader)
    _, wrong = validate(document, StretchFile)
    assert [fault.message for fault in wrong] == ["a key here has a character that is not whole: take it out"]


SPACES = {"no-break": "\u00a0", "narrow": "\u202f", "ideographic": "\u3000", "em": "\u2003"}
GOOD = "name: Reach\nhold: 20\nsteps:\n  setup:\n    - Sit tall.\n  move: [Lean.]\nseconds: {setup: 9}\n"


@pytest.mark.parametrize("space", SPACES.values(), ids=SPACES)
@pytest.mark.parametrize(
    ("there", "again", "position"),
    [
        ("name: ", "name:{}", (1, 6)),
        ("hold: ", "hold:{}", (2, 6)),
        ("\n  setup", "\n{}{}setup", (4, 1)),
        ("\n  setup", "\n {}setup", (4, 2)),
        ("\n    - Sit", "\n{}{}  - Sit", (5, 1)),
        ("- Sit", "-{}Sit", (5, 6)),
        ("move: [", "move:{}[", (6, 8)),
        ("setup: 9", "setup:{}9", (7, 17)),
    ],
)
def test_a_space_that_looks_like_one_and_is_none_is_named(read, there, again, position, space):
    document = read(GOOD.replace(there, again.replace("{}", space), 1))
    line, column = position
    assert faults(document)[0].startswith(f"{line}:{column}: ")
    assert {fault.split(": ")[0].split(":")[0] for fault in faults(document)} == {str(line)}
    assert faults(document)[0].endswith(f"space (U+{ord(space):04X}) stands here: use a plain space")
    assert document.data == read(GOOD).data


def test_such_a_space_before_the_first_key_is_named(read):
    message = "a no-break space (U+00A0) stands here: use a plain space"
    assert broken(read, "\u00a0name: Reach\nhold: 20\n") == [f"1:1: {message}"]
    assert broken(read, "\u00a0\u00a0name:\u00a0Reach\nhold: 20\n")[:2] == [f"1:1: {message}", f"1:8: {message}"]


@pytest.mark.parametrize("space", SPACES.values(), ids=SPACES)
@pytest.mark.parametrize(
    "text",
    [
        "purpose: Note{}- it may help, note:{}help.\n",
        "purpose: It may{}help.\n",
        "purpose: 'Note:{}it may help.'\n",
        "purpose: >\n  It may\n  {}help.\n",
        "purpose: It may\n  {}help.\n",
        "# {}a note:{}here\n",
        "purpose: It may help.{}\n",
    ],
)
def test_such_a_space_inside_a_text_is_part_of_it(read, text, space):
    document = read(GOOD + text.replace("{}", space))
    assert document.faults == ()
    assert space in document.data.get("purpose", space)


@pytest.mark.parametrize("dash", "\u2010\u2013\u2014\u2022\u2212\uff0d")
def test_a_dash_that_is_no_hyphen_is_named_where_a_list_needs_one(read, dash):
    document = read("name: Reach\nhold: 20\nsteps:\n{} Sit tall.\n{} Lean.\n".replace("{}", dash))
    assert document.data["steps"] == ["Sit tall.", "Lean."]
    assert [fault.split(": ")[0] for fault in faults(document)] == ["4:1", "5:1"]
    assert faults(document)[0].endswith(f"(U+{ord(dash):04X}) stands here: use a plain hyphen")


@pytest.mark.parametrize(("wide", "position"), [("name\uff1a Reach", "1:5"), ("  setup\uff1a\n", "4:8")])
def test_a_wide_colon_is_named_where_a_key_needs_a_plain_one(read, wide, position):
    document = read(GOOD.replace(wide.replace("\uff1a", ":"), wide))
    assert faults(document) == [f"{position}: a fullwidth colon (U+FF1A) stands here: use a plain colon"]
    assert document.data == read(GOOD).data


@pytest.mark.parametrize(
    "text", ["\u2013 a little", "\u6ce8\u610f\uff1a \u6162", "\u2022 first", "a \u2014 b\uff1a c"]
)
def test_such_a_dash_or_colon_may_begin_a_text(read, text):
    document = read(f"name: Reach\nhold: 20\nsteps:\n- {text}\npurpose: {text}\n")
    assert document.faults == ()
    assert (document.data["steps"], document.data["purpose"]) == ([text], text)


def test_another_mistake_is_told_beside_such_a_space(read):
    assert [fault.split(": ")[0] for fault in broken(read, "name:\u00a0Reach\nhold: ]\n")] == ["1:6", "2:7"]
    assert broken(read, "purpose: Note:\u00a0a: b\n") == broken(read, "purpose: Note:_a: b\n")


@pytest.mark.parametrize(
    "scrap",
    ["\u00a0", "- \u00a0", "a:\u00a0\n", "\u00a0-", "{a:\u00a0", "\u3000:", "\u2013 ", "a\uff1a", "\u2013"],
)
def test_very_many_of_such_spaces_are_answered_soon(read, scrap):
    with suppress(BadFile):
        read("a: b\n" + scrap * 20_000)
