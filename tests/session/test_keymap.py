"""What keys mean, on any keyboard, and that the legends say how to get on and out."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.planning.build import PlanOptions, build
from backcare.session.events import Mode, Signal
from backcare.session.key_places import latin_key
from backcare.session.keymap import COUNTING_KEYS, NUDGE_KEYS, SESSION_KEYMAP, session_legend
from backcare.session.pages import EndPage, HomePage, PageAnswer, PainScale, StartPage
from backcare.session.reminder import Reminder, ReminderKey
from backcare.session.session import Session
from plans import routine, stretch

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LAYOUTS = {
    "Russian": ("йцукенгшщз", "фывапролд", "ячсмить"),
    "Ukrainian": ("йцукенгшщз", "фівапролд", "ячсмить"),
    "Greek": (" ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"),
    "Hebrew": ("  קראטוןםפ", "שדגכעיחלך", "זסבהנמצ"),
    "Arabic": ("ضصثقفغعهخح", "شسيبلاتنم", "ئءؤرﻻىة"),
}
PLACES = [
    pytest.param(other, latin, id=f"{layout}-{latin}")
    for layout, rows in LAYOUTS.items()
    for others, latins in zip(rows, ROWS, strict=True)
    for other, latin in zip(others, latins, strict=True)
    if other != " "
]
DIGITS = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isdecimal()]
ALWAYS_THERE = {"Enter", "space", "Esc", "any key", "any other key"}


@pytest.mark.parametrize(("other", "latin"), PLACES)
def test_a_letter_of_another_alphabet_means_what_stands_at_its_place(other, latin):
    for keymap in (SESSION_KEYMAP, StartPage.keymap, EndPage.keymap, Reminder.keymap):
        assert keymap.signal(other) == keymap.signal(latin)
        assert keymap.signal(other.upper()) == keymap.signal(latin) or other == "ς"  # which has no capital


@pytest.mark.parametrize(
    ("keymap", "key", "signal"),
    [
        (SESSION_KEYMAP, "й", Signal.QUIT),
        (SESSION_KEYMAP, "Ц", Signal.WARNINGS),
        (SESSION_KEYMAP, "ς", Signal.WARNINGS),
        (SESSION_KEYMAP, "ر", Signal.PAUSE),
        (SESSION_KEYMAP, "ق", Signal.MORE),
        (SESSION_KEYMAP, "؟", Signal.KEYS),
        (SESSION_KEYMAP, "\N{FULLWIDTH LATIN SMALL LETTER Q}", Signal.QUIT),
        (StartPage.keymap, "п", PageAnswer.RESUME),
        (StartPage.keymap, "\N{HEBREW LETTER YOD}", PageAnswer.HUSH),
        (StartPage.keymap, "χ", 10),
        (StartPage.keymap, "٣", 3),
        (EndPage.keymap, "\N{FULLWIDTH DIGIT SEVEN}", 7),
        (EndPage.keymap, "к", PageAnswer.AGAIN),
        (Reminder.keymap, "ы", ReminderKey.SNOOZE),
    ],
)
def test_some_keys_of_other_keyboards(keymap, key, signal):
    assert keymap.signal(key) == signal


@pytest.mark.parametrize("key", [";", "/", "'", "é", "ß", "²", "½", "unknown", "alt-q", "f1"])
def test_what_stands_on_latin_keyboards_too_keeps_its_own_meaning(key):
    assert SESSION_KEYMAP.signal(key) is Signal.PAUSE
    assert StartPage.keymap.signal(key) is PageAnswer.OTHER


@given(st.sampled_from(DIGITS))
def test_a_digit_of_any_script_counts(digit):
    assert StartPage.keymap.signal(digit) == int(digit)


@given(st.text(min_size=1, max_size=8))
def test_any_key_has_a_meaning_and_no_named_key_loses_its_own(key):
    assert SESSION_KEYMAP.signal(key) in Signal
    if key in SESSION_KEYMAP.signals:
        assert latin_key(key) == key


def legends_of_a_session():
    """The legend in every state of a session that waits after its set-up, and in a rest."""
    plan = build(routine(stretch(), stretch("bend")), PlanOptions(wait=True))
    for now, signal in ((1.0, None), (100.0, None), *((1.0, signal) for signal in Signal)):
        session = Session(plan)
        session.begin(0.0)
        session.receive(signal, now)
        if not session.is_over:
            yield session_legend(session.status(now))


def what_works(status_of):
    """The signals that do something in a session, each tried in a new one."""
    for signal in Signal:
        session, now = status_of()
        before = session.status(now)
        if session.receive(signal, now) or session.status(now) != before:
            yield signal


def in_a_hold(*signals, at=40.0, plan=None):
    session = Session(plan or build(routine(stretch(), stretch("bend")), PlanOptions()))
    session.begin(0.0)
    session.receive(None, at)
    for signal in signals:
        session.receive(signal, at)
    return session, at


@pytest.mark.parametrize(
    "moment",
    [
        in_a_hold,
        lambda: in_a_hold(at=57.0),
        lambda: in_a_hold(Signal.PAUSE),
        lambda: in_a_hold(plan=build(routine(stretch()), PlanOptions(wait=True)), at=100.0),
    ],
    ids=["hold", "rest", "paused", "waiting"],
)
def test_the_hint_names_every_key_that_works_in_the_moment(moment):
    session, now = moment()
    names = {key for names, _ in session_legend(session.status(now)) for key in names.replace(",", " ").split()}
    named = {SESSION_KEYMAP.signal(name.lower()) for name in names}
    without_a_key = {Signal.CONTINUE, Signal.GAP, Signal.LEAVE, Signal.PASTE}
    as_any_key = {Signal.KEYS, Signal.NEXT} if session.status(now).mode is Mode.PAUSED else set()
    assert {*what_works(moment)} - without_a_key - as_any_key <= named


def enough():
    scale = PainScale()
    scale.take(9)
    return EndPage(scale)


def enough_before():
    page = StartPage(sound=True, scale=PainScale())
    page.receive(9, 0.0)
    return page


def warnings():
    page = StartPage(sound=True)
    page.receive(PageAnswer.WARNINGS, 0.0)
    return page


PAGES = [
    HomePage(5).legend,
    StartPage(sound=True).legend,
    StartPage(sound=True, has_interrupted=True).legend,
    warnings().legend,
    EndPage().legend,
    EndPage(PainScale()).legend,
    enough().legend,
    enough_before().legend,
    COUNTING_KEYS,
    NUDGE_KEYS,
    *legends_of_a_session(),
]


@pytest.mark.parametrize("legend", PAGES)
def test_a_key_that_any_keyboard_has_leads_on_and_out_and_the_legend_says_so(legend):
    ways_out = [what for _, what in legend if what.startswith(("leave", "end", "stop", "once more"))]
    keys = {key: what for names, what in legend for key in names.replace("/", ", ").split(", ")}
    there = [keys[name] for name in ALWAYS_THERE if name in keys]
    assert there
    assert any(what in ways_out for what in there)


def test_escape_pauses_a_session_and_a_second_time_ends_it():
    session = Session(build(routine(), PlanOptions()))
    session.begin(0.0)
    for now in (1.0, 2.0):
        assert not session.is_over
        session.receive(SESSION_KEYMAP.signal("escape"), now)
    assert session.is_over
