"""Which characters a text may have: spellings of all scripts, and nothing that cannot be seen."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backcare.text import (
    clean_text_pattern,
    escape_bad_chars,
    escape_unprintable,
    find_bad_chars,
    first_bad_char,
    has_visible,
)

SPELLINGS = {
    "Persian": "\u0645\u06cc\u200c\u0634\u0648\u062f",
    "Persian, twice": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\u200c\u0634",
    "Hindi": "\u0915\u094d\u200d\u0937",
    "Hindi, without a conjunct": "\u0915\u094d\u200c\u0937",
    "Bengali": "\u09b0\u200d\u09cd\u09af",
    "Sinhala": "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
    "Malayalam, at the end": "\u0d05\u0d35\u0d28\u0d4d\u200d",
    "Malayalam, in a sentence": "\u0d05\u0d35\u0d28\u0d4d\u200d \u0d05\u0d35\u0d33\u0d4d\u200d.",
    "emoji of two": "\U0001f469\u200d\U0001f4bb",
    "emoji with a tone of skin": "\U0001f469\U0001f3fd\u200d\U0001f4bb",
    "emoji of four": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "emoji with a sign": "\U0001f9d8\u200d\u2640\ufe0f",
    "a heart on fire": "\u2764\ufe0f\u200d\U0001f525",
    "a flag": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "Chinese": "\u65e9\u6668\u62c9\u4f38",
    "Japanese with a variant": "\u845b\U000e0100\u57ce",
    "Korean": "\uc544\uce68",
    "Hebrew with points": "\u05d1\u05bc\u05b9\u05e7\u05b6\u05e8",
    "Vietnamese, in pieces": "bu\u00f4\u0309i sa\u0301ng",
    "French": "\u00c9tirement\u00a0: dos",
}
REFUSED = {
    "between Latin letters": ("a\u200db", 1),
    "between Latin letters, not joining": ("a\u200cb", 1),
    "at the start": ("\u200c\u0645", 0),
    "at the end": ("\u0645\u200c", 1),
    "before a space": ("\u0645\u200c \u0645", 1),
    "twice": ("\u0645\u200c\u200c\u0645", 1),
    "not joining, between emoji": ("\U0001f469\u200c\U0001f4bb", 1),
    "between a letter and an emoji": ("\u0645\u200d\U0001f4bb", 1),
    "not joining, after a virama at the end": ("\u0d28\u0d4d\u200c", 2),
    "after a spelling that is right": ("\u0645\u200c\u0645 a\u200d", 5),
    "the letters of a flag without one": ("a\U000e0067\U000e007f", 1),
    "a flag that does not end": ("\U0001f3f4\U000e0067", 1),
}
BLANK = [
    *"\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u2060\u2800\u3164\ufeff\uffa0",
    "\U000e0041",
    "\U0001d159",
    "\U0001d173",
]
MARKS = [
    "\u0301",
    "\u0301\u0302",
    "\u0651",
    "\u05b7",
    "\u094d",
    "\u0e34",
    "\ufe0f",
    "\u20e3",
    "\u17b4",
    "\u180b",
    "\U000e0100",
]


def pattern(longest=80):
    return re.compile(clean_text_pattern(longest))


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_a_correct_spelling_is_clean_and_shown_as_it_is(text):
    assert first_bad_char(text) == ""
    assert list(find_bad_chars(f"{text}\n{text}\t")) == []
    assert pattern().search(text)
    assert escape_unprintable(text).replace(r"\xa0", "\u00a0") == text


@pytest.mark.parametrize(("text", "at"), REFUSED.values(), ids=REFUSED)
def test_an_invisible_character_out_of_its_place_is_named(text, at):
    assert first_bad_char(text) == f"U+{ord(text[at]):04X}"
    assert next(find_bad_chars(f"a\n{text}")) == at + 2
    assert not pattern().search(text)
    assert not escape_unprintable(text)[at:].startswith(text[at])


@given(st.text())
def test_what_no_text_may_have_can_be_escaped(text):
    escaped = escape_bad_chars(text)
    assert first_bad_char(escaped) == ""
    assert escaped == text or first_bad_char(text)


@pytest.mark.parametrize("char", BLANK, ids=ascii)
@pytest.mark.parametrize("text", ["{}", "a{}", "a{}b", "{}{}"])
def test_what_is_blank_is_refused_alone_and_among_letters(text, char):
    assert first_bad_char(text.replace("{}", char)) == f"U+{ord(char):04X}"
    assert not pattern().search(text.replace("{}", char))


@pytest.mark.parametrize("text", [*MARKS, " ", "\u00a0", "\u3000", "\u0301 \u0301"], ids=ascii)
def test_marks_and_spaces_alone_are_nothing_to_see(text):
    assert not has_visible(text)
    assert has_visible(f"{text}a")


@pytest.mark.parametrize("text", ["a", "7", "\u4e2d", "!", "\U0001f9d8", "\U0001fae8", "\u0645"], ids=ascii)
def test_a_letter_a_digit_or_a_sign_is_something_to_see(text):
    assert has_visible(text)


TRICKY = st.text(
    st.sampled_from("ab \n\t\u00a0\u200b\u200c\u200d\u0645\u06cc\u0d28\u0d4d\u0301\ufe0f\u3164\u2800\u3000")
    | st.sampled_from("\U0001f469\U0001f4bb\U0001f3f4\U000e0067\U000e007f\x1b\x7f"),
    max_size=12,
)


@given(TRICKY)
def test_the_pattern_for_editors_and_the_check_agree(text):
    stripped = text.strip(" \t\n\u00a0\u3000")
    assume("\u0d4d" not in stripped or has_visible(stripped))  # the pattern does not know the marks of scripts
    clean = not first_bad_char(stripped) and has_visible(stripped) and len(stripped) <= 8
    assert bool(pattern(8).search(text)) is clean


@given(TRICKY)
def test_without_its_bad_characters_a_text_has_none_but_at_their_seams(text):
    places = set(find_bad_chars(text))
    rest = "".join("\ufffd" if at in places else char for at, char in enumerate(text))
    assert list(find_bad_chars(rest)) == []


@pytest.mark.parametrize(
    "piece", ["\u0645\u200c", "\u0d28\u0d4d\u200d", "\U0001f469\u200d", "\U0001f3f4", "a\u200d"]
)
def test_a_long_text_of_joiners_is_answered_at_once(piece):
    text = piece * 5_000 + "\x00"
    assert first_bad_char(text)
    assert not pattern(300).search(text)
