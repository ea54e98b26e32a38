import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backcare.files.yaml_edit import remove_key, set_key

LINE_ENDS = pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
BEFORE = """\
# mine
rest: 20
hold: 25  # for my shoulder
leave_out:
  - a
  # too steep

  - b
sound: 'no # yes'
"""


def with_ends(text, end):
    return text.replace("\n", end)


@LINE_ENDS
@pytest.mark.parametrize(
    ("key", "line", "old", "new"),
    [
        ("rest", "rest: 30", "rest: 20\n", "rest: 30\n"),
        ("hold", "hold: 30", "hold: 25  # for my shoulder\n", "hold: 30  # for my shoulder\n"),
        ("leave_out", "leave_out: []", "leave_out:\n  - a\n  # too steep\n\n  - b\n", "leave_out: []\n"),
        ("sound", "sound: true", "sound: 'no # yes'\n", "sound: true\n"),
        ("wait", "wait: true", "yes'\n", "yes'\nwait: true\n"),
    ],
)
def test_a_key_is_set_and_all_else_stays(end, key, line, old, new):
    before, after = with_ends(BEFORE, end), with_ends(BEFORE.replace(old, new), end)
    assert set_key(before, key, line) == after


@LINE_ENDS
@pytest.mark.parametrize(
    ("key", "old"),
    [
        ("rest", "rest: 20\n"),
        ("hold", "hold: 25  # for my shoulder\n"),
        ("leave_out", "leave_out:\n  - a\n  # too steep\n\n  - b\n"),
        ("sound", "sound: 'no # yes'\n"),
        ("wait", ""),
    ],
)
def test_a_key_is_removed_and_all_else_stays(end, key, old):
    assert remove_key(with_ends(BEFORE, end), key) == with_ends(BEFORE.replace(old, ""), end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "hold: 30\n"),
        ("# mine", "# mine\nhold: 30\n"),
        ("# mine\r\n", "# mine\r\nhold: 30\r\n"),
        ("hold: 20\n  # of mine\nrest: 5\n", "hold: 30\n  # of mine\nrest: 5\n"),
        ("hold: 20\n\n# of the rest\nrest: 5\n", "hold: 30\n\n# of the rest\nrest: 5\n"),
        ("hold:\n- a\n- b # c\nrest: 5\n", "hold: 30\nrest: 5\n"),
        ("hold: 20 #", "hold: 30 #"),
        ("hold: a#b\n", "hold: 30\n"),
        ('hold: "a \\" # b" # c\n', "hold: 30 # c\n"),
        ("hold: 'it''s # b' # c\n", "hold: 30 # c\n"),
        ("hold:   # c\n  20\n", "hold: 30   # c\n"),
        ("hold : 20\nholding: 1\n", "hold: 30\nholding: 1\n"),
        ("withhold: 1\n", "withhold: 1\nhold: 30\n"),
    ],
)
def test_comments_stay_and_other_keys_too(text, expected):
    assert set_key(text, "hold", "hold: 30") == expected


VALUES = st.sampled_from(["20", "'a # b'", '"c # d"', "\n  - x\n  - y", "\n  # why\n  - z", "{a: 1}", "e#f", ""])
NAMES = st.lists(st.sampled_from(["hold", "rest", "sound", "wait"]), min_size=1, unique=True)


@given(NAMES, st.data(), st.sampled_from(["\n", "\r\n"]))
def test_whatever_the_file_says_only_that_key_changes(names, data, end):
    lines = [f"{name}: {data.draw(VALUES)}  # of {name}\n" for name in names]
    text = with_ends("".join(lines), end)
    said = yaml.safe_load(text)
    key = data.draw(st.sampled_from(names))
    assert yaml.safe_load(set_key(text, key, f"{key}: 7")) == {**said, key: 7}
    assert (yaml.safe_load(remove_key(text, key)) or {}) == {name: said[name] for name in names if name != key}
    assert set_key(text, key, f"{key}: 7").count(end) <= text.count(end)
    comments = [f"# of {name}" for name in names]
    assert all(comment in set_key(text, key, f"{key}: 7") for comment in comments if comment != f"# of {key}")
