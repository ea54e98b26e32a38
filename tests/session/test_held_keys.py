from hypothesis import given
from hypothesis import strategies as st

from backcare.session.held_keys import FIRST_REPEAT, REPEATS, HeldKeys

KEYS = st.lists(st.tuples(st.sampled_from(["q", "space"]), st.floats(0, 1.0)), max_size=30)


def counted(presses, until=100.0):
    """The keys that count, each with when it does, of presses with the seconds between them."""
    held, now, found = HeldKeys(), 0.0, []
    for key, gap in presses:
        now += gap
        if (at := held.next_due()) is not None and at < now:
            found += [(one, at) for one in held.due(at)]
        found += [(one, now) for one in held.press(key, now)]
    return [*found, *((one, until) for one in held.due(until))]


def test_a_second_press_waits_until_no_third_can_make_it_a_held_key():
    held = HeldKeys()
    assert held.press("q", 5.0) == ("q",)
    assert held.press("q", 5.1) == ()
    assert held.due(5.1 + REPEATS - 0.01) == ()
    assert held.due(held.next_due()) == ("q",)
    assert held.next_due() is None


def test_after_another_key_the_next_press_is_a_first_one():
    held = HeldKeys()
    for now in (5.0, 5.1):
        held.press("q", now)
    assert held.release() == ("q",)
    assert held.press("q", 5.2) == ("q",)


@given(KEYS)
def test_what_counts_is_some_of_what_was_pressed_in_its_order(presses):
    found = counted(presses)
    pressed = iter(key for key, _ in presses)
    assert all(key in pressed for key, _ in found)
    assert [at for _, at in found] == sorted(at for _, at in found)


@given(KEYS)
def test_only_three_of_a_key_in_a_row_can_be_a_held_one(presses):
    found = counted(presses)
    runs = [
        (one, two, three)
        for (one, _), (two, _), (three, gap) in zip(presses, presses[1:], presses[2:], strict=False)
        if one == two == three and gap < REPEATS
    ]
    assert runs or len(found) == len(presses)


@given(st.sampled_from(["q", "space"]), st.floats(0, 10))
def test_two_presses_are_two(key, gap):
    assert [one for one, _ in counted([(key, 1.0), (key, gap)])] == [key, key]


@given(st.lists(st.floats(FIRST_REPEAT, 5), max_size=20))
def test_presses_with_time_between_them_all_count_at_once(gaps):
    presses = [("q", gap) for gap in gaps]
    held, now = HeldKeys(), 0.0
    for key, gap in presses:
        now += gap + 0.001
        assert held.press(key, now) == (key,)
