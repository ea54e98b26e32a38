"""What may be an id, and what a name is made into."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.text import LONGEST_ID, is_id, make_id, reason_against_id

MADE = {
    "Wall Angels (slow)": "wall-angels-slow",
    "\u0423\u0442\u0440\u043e 2": "\u0443\u0442\u0440\u043e-2",
    "\u65e9\u6668 \u62c9\u4f38": "\u65e9\u6668-\u62c9\u4f38",
    "\u0635\u0628\u0627\u062d \u0627\u0644": "\u0635\u0628\u0627\u062d-\u0627\u0644",
    "\u0645\u06cc\u200c\u0634\u0648\u062f": "\u0645\u06cc\u0634\u0648\u062f",
    "\u0938\u0941\u092c\u0939": "\u0938\u0941\u092c\u0939",
    "\u00dcbung": "\u00fcbung",
    "U\u0308bung": "\u00fcbung",
    "Gro\u00dfe \u00d8velse": "grosse-\u00f8velse",
    "\uff21\uff22": "ab",
    "\ufb01t": "fit",
    "\U0001f9d8 Rest \u2764\ufe0f": "rest",
    "\u0301a": "a",
    "a\u3164b": "ab",
    "a\u17b5b\u180b": "ab",
    "a\U0001d159b\ufe01": "ab",
}


@pytest.mark.parametrize(("name", "made"), MADE.items(), ids=ascii)
def test_a_name_of_any_script_makes_an_id(name, made):
    assert make_id(name) == made
    assert is_id(made)
    assert reason_against_id(made) == ""


@pytest.mark.parametrize(
    "text", ["", "A", "\u00dc", "u\u0308", "a b", "a_b", "-a", "a-", "a--b", "\u0645\u200c\u0645", "a" * 65]
)
def test_what_is_not_small_letters_and_digits_with_hyphens_between_is_no_id(text):
    assert not is_id(text)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("...", "use letters"),
        ("\U0001f9d8", "use letters"),
        ("20", "it reads as a number: add a word, as in my-20"),
        ("1e1", "it reads as a number"),
        ("\u0662\u0660", "it reads as a number"),
        ("NaN", "it reads as a number"),
        ("true", "it is a word of YAML's own: add another, as in my-true"),
        ("Null", "it is a word of YAML's own"),
        ("CON", "Windows keeps it for itself: add a word, as in my-con"),
        ("lpt1", "Windows keeps it for itself"),
        ("\u0440\u0430ypal", "it mixes alphabets whose letters look alike"),
        ("sit \u0455eated", "it mixes alphabets"),
        ("\u03bfak", "it mixes alphabets"),
    ],
)
def test_why_an_id_cannot_be_is_said_with_a_way_out(name, reason):
    assert reason_against_id(make_id(name)).startswith(reason)
    assert not is_id(make_id(name))


@pytest.mark.parametrize(
    "name", ["20s", "true-rest", "a1e1", "T \u0441\u043f\u0438\u043d\u0430", "\u65e9 A", "con-rest"]
)
def test_a_word_more_makes_an_id_of_it(name):
    assert is_id(make_id(name))


@given(st.text())
def test_what_is_made_stays_as_it_is(name):
    made = make_id(name)
    assert make_id(made) == made
    assert unicodedata.is_normalized("NFC", made)
    assert len(made) <= LONGEST_ID
    assert is_id(made) is (reason_against_id(made) == "")


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=20))
def test_letters_of_all_peoples_make_an_id_or_a_reason(name):
    made = make_id(name)
    assert is_id(made) or reason_against_id(made)
    assert made or not any(
        char.isalpha() for char in unicodedata.normalize("NFKC", name).strip("\u3164\u115f\u1160\uffa0")
    )
