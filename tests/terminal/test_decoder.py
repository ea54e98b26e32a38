"""Bytes to keys: whatever a terminal says by itself is no key, however it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backcare.terminal.decoder import QUIET, STRING_QUIET, Decoder
from backcare.terminal.input_filter import InputFilter

OPENINGS = ("\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\x9d", "\x90", "\x9f", "\x9e", "\x98")
ENDS = ("\x1b\\", "\x07", "\x9c")
COLOUR = b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"
KEYS = {
    " ": "space",
    "q": "q",
    "é": "é",
    "\r": "enter",
    "\x03": "c-c",
    "\x1a": "c-z",
    "\x1b[A": "up",
    "\x1bOC": "right",
    "\x1bx": "alt-x",
    "\x1bOP": "f1",
    "\x1b[15~": "f5",
    "\x1b[3;5~": "c-delete",
    "\x1b[99;99z": "unknown",
    "\x1b[200~a paste\rof lines\x1b[201~": "paste",
}
# All that may stand in a string: no controls but those that shape a text, no end of a string.
payloads = some.text(
    some.characters(codec="utf-8", exclude_characters="\x9c", exclude_categories=("Cc",)), max_size=40
)
strings = some.builds("{}{}{}".format, some.sampled_from(OPENINGS), payloads, some.sampled_from(ENDS))
endless = some.builds(
    "{}{}{}".format, some.sampled_from(OPENINGS), payloads.filter(bool), some.sampled_from(("", "\x1b"))
)
keys = some.sampled_from(sorted(KEYS))
cuts = some.lists(some.integers(0, 400), max_size=8)


def names(data, cuts=()):
    """The names of the keys in some bytes that come in pieces, all of them before anything is quiet."""
    decoder = Decoder()
    ends = [*sorted({min(cut, len(data)) for cut in cuts}), len(data)]
    found, start = [], 0
    for end in ends:
        found += decoder.feed(data[start:end])
        start = end
    return [*found, *decoder.flush()]


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("end", ENDS)
def test_a_string_of_any_kind_is_dropped(opening, end):
    for payload in ("", "11;rgb:1e1e/1e1e/1e1e", ">|XTerm(390)", "1$r0m", "a\tb\r\nc", "Gi=31;OK"):
        assert names(f"n{opening}{payload}{end}q".encode()) == ["n", "q"]


@given(some.lists(keys | strings, max_size=12), cuts)
def test_keys_are_the_same_with_and_without_strings_among_them_however_they_are_cut(pieces, cuts):
    data = "".join(pieces).encode()
    assert names(data, cuts) == [KEYS[piece] for piece in pieces if piece in KEYS]


@given(some.lists(keys, max_size=5), endless, keys)
def test_a_string_that_never_ends_is_dropped_and_what_is_pressed_later_counts(before, string, key):
    decoder = Decoder()
    found = decoder.feed(("".join(before) + string).encode()) + decoder.flush()
    assert list(found) == [KEYS[piece] for piece in before]
    assert decoder.feed(key.encode()) + decoder.flush() == (KEYS[key],)


@given(some.text(max_size=300).filter(lambda text: "\x1b[201~" not in text), cuts)
def test_a_paste_is_one_key_whatever_is_in_it_and_however_it_is_cut(text, cuts):
    assert names(f"n\x1b[200~{text}\x1b[201~q".encode(errors="replace"), cuts) == ["n", "paste", "q"]


@given(some.text(max_size=300).filter(lambda text: "\x1b[201~" not in text), keys)
def test_a_paste_that_never_ends_is_dropped(text, key):
    decoder = Decoder()
    assert decoder.feed(f"n\x1b[200~{text}".encode(errors="replace")) + decoder.flush() == ("n",)
    assert decoder.feed(key.encode()) + decoder.flush() == (KEYS[key],)


@given(some.binary(max_size=200), cuts)
def test_no_bytes_do_harm_and_ctrl_c_comes_through_afterwards(data, cuts):
    names(data, cuts)
    decoder = Decoder()
    decoder.feed(data)
    decoder.flush()
    assert decoder.feed(b"\x03") == ("c-c",)


@pytest.mark.parametrize("key", ["\x03", "\x1a", "\x1c", "\x1b[A"])
def test_a_key_that_no_string_can_hold_ends_one_that_has_no_end(key):
    assert names(f"\x1b]11;rgb:1e1e{key}".encode()) == names(key.encode())


def test_a_string_that_is_cut_is_waited_for_longer_than_a_key():
    decoder = Decoder()
    decoder.feed(b"\x1b")
    assert decoder.quiet == QUIET
    decoder.feed(COLOUR[1:9])
    assert decoder.quiet == STRING_QUIET > QUIET
    assert decoder.feed(COLOUR[9:]) == ()
    assert decoder.quiet == QUIET
    assert decoder.flush() == ()


@pytest.mark.parametrize("opening", ["\x1b]52;c;", "\x1bP", "\x1b[200~"])
def test_what_has_no_end_takes_no_memory(opening):
    filtered = InputFilter()
    filtered.feed(opening)
    for _ in range(100):
        assert filtered.feed("A" * 1024) == ""
    assert len(filtered.held) < 15
    assert filtered.flush() == ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [("\x1b", "escape"), *((f"\x1b{letter}", f"alt-{letter}") for letter in "]P_^X\\"), ("\x1b]]", "")],
)
def test_escape_and_the_keys_that_begin_like_a_string_stay_keys(typed, name):
    assert names(typed.encode()) == ([name] if name else [])


@pytest.mark.parametrize(
    "report",
    [
        "\x1b[8;24;80t",
        "\x1b[4;600;800t",
        "\x1b[0n",
        "\x1b[12;2$y",
        "\x1b[2;1;1;120;120;1;0x",
        "\x1b[?1u",
        "\x1b[O",
    ],
)
def test_an_answer_in_numbers_is_no_key_either(report):
    assert names(f"n{report}q".encode()) == ["n", "q"]
