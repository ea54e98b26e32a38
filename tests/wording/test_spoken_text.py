"""Free text from a user's own files, as a voice should get it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.library.library import Library, shipped_folder
from backcare.library.lookup import FileKind
from backcare.model.stretch import SpokenTexts, Steps
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import PhaseKind
from backcare.session.events import InstructionAsked
from backcare.sound.cue_values import Utterance
from backcare.sound.cues import cues_of_plan
from backcare.text import estimate_speech
from backcare.wording.spoken import reply_to
from backcare.wording.spoken_text import speakable
from backcare.wording.written import step_lines
from plans import both, routine, stretch

LIBRARY = Library(shipped_folder())


def spoken_corpus():
    """Written text and what is said of it, by kind."""
    return {
        "ranges": {
            "Hold 15-30s.": "Hold 15 to 30 seconds.",
            "15 \N{EN DASH} 30 sec. Then rest.": "15 to 30 seconds. Then rest.",
            "2.5-3 kg": "2.5 to 3 kilograms",
            "15s-30s": "15 seconds to 30 seconds",
            "½-1 min": "a half to 1 minute",
            "1/2-3/4 of the way": "a half to three quarters of the way",
            "4-6 weeks": "4 to 6 weeks",
            "0\N{NON-BREAKING HYPHEN}10": "0 to 10",
            "Hold 20 - 3 times": "Hold 20, 3 times",
        },
        "units": {
            "20 s": "20 seconds",
            "hold 1 min": "hold 1 minute",
            "5 min. 20 s": "5 minutes 20 seconds",
            "1:30 min": "1 minute 30 seconds",
            "30 cm away": "30 centimetres away",
            "elbows at 90°.": "elbows at 90 degrees.",
            "at 50%": "at 50 percent",
            "6 breaths/min": "6 breaths per minute",
            "30 sec/side": "30 seconds per side",
            "the 1930s": "the 1930's",
        },
        "how often": {
            "2-3x": "2 to 3 times",
            "Repeat 3x15s.": "Repeat 3 times 15 seconds.",
            "2x/day": "2 times per day",
            "1x": "once",
            "\N{MULTIPLICATION SIGN}3": "3 times",
            "5+ breaths": "5 or more breaths",
        },
        "fractions": {
            "½ turn": "a half turn",
            "1/4 of the way": "a quarter of the way",
            "1 1/2 min": "1 and a half minutes",
            "1½ minutes": "1 and a half minutes",
            "pain under 3/10": "pain under 3 out of 10",
        },
        "abbreviations": {
            "e.g. a towel, a cushion, etc.": "for example a towel, a cushion, and so on.",
            "a towel etc. Then sit.": "a towel and so on. Then sit.",
            "approx. 20 s": "about 20 seconds",
            "max. 10 reps": "at most 10 repetitions",
            "min. 5 breaths": "at least 5 breaths",
            "~20s": "about 20 seconds",
            "L/R": "left and right",
            "chair/mat": "chair or mat",
            "w/ a towel, w/o pain": "with a towel, without pain",
            "in & out": "in and out",
        },
    }


PAIRS = [pytest.param(*pair, id=pair[0]) for pairs in spoken_corpus().values() for pair in pairs.items()]


@pytest.mark.parametrize(("text", "said"), PAIRS)
def test_signs_become_words(text, said):
    assert speakable(text) == said


@pytest.mark.parametrize("said", [said for pairs in spoken_corpus().values() for said in pairs.values()])
def test_what_is_in_words_stays_as_it_is(said):
    assert speakable(said) == said


@pytest.mark.parametrize(
    "text",
    [
        "3-2-1",
        "555-123-4567",
        "2026-11-25",
        "1/2/2026",
        "from 10:30 on",
        "L4-L5, C7-T1, L4-5",
        "a 20-second hold",
        "upper-back, half-kneeling",
        "https://example.org/a/b",
        "24/7",
        "37°C",
        "Vitamin B12, 5HTP",
    ],
)
def test_what_is_no_range_unit_or_fraction_stays_as_it_is(text):
    assert speakable(text) == text


WORDS = st.lists(st.from_regex(r"[A-Z]?[a-z]{3,9}[,.]?", fullmatch=True), max_size=8).map(" ".join)
NUMBERS = st.integers(0, 999)


@given(WORDS)
def test_words_alone_stay_as_they_are(text):
    assert speakable(text) == text


@given(WORDS, NUMBERS, NUMBERS, st.sampled_from(["", "s", " s", " sec", "min", " cm", "°", "%", "x"]), WORDS)
def test_a_range_with_any_unit_is_said_in_words(before, first, last, unit, after):
    said = speakable(f"{before} {first}-{last}{unit} {after}")
    assert f"{first} to {last}" in said
    assert not re.search(r"[0-9]\s*-|[0-9](?:s|sec|min|cm|x|°|%)", said)
    assert speakable(said) == said


@given(st.text("0123456789 -\N{EN DASH}/.,:xsminhc%°½¼+~<>()LRweg", max_size=40))
def test_no_text_breaks_it_and_no_fraction_is_left(text):
    assert not re.search("[½¼]", speakable(text))


def said_of(plan):
    """Everything that is said of a plan while it is played."""
    cues = [cue for phase in cues_of_plan(plan, estimate_speech) for cue in phase]
    return [cue.text for cue in cues if isinstance(cue, Utterance)]


def test_every_text_of_a_users_file_is_made_words_before_it_is_said():
    steps = Steps(both("Feet 10-15cm apart."), both("Turn ½ way."), both("Stay."), both("Back in 5 s."))
    own = stretch("reach-2x", seconds=(60.0, 20.0, 20.0, 20.0, 20.0), equipment=("1-2 cushions", "a chair/stool"))
    reads = replace(own, steps=steps)
    says = SpokenTexts(
        both("Reach 2-3x."), both("Knees at 90°."), both("10-15% more."), both("20s."), both("L/R.")
    )
    rolls = replace(stretch("rolls", reps=(5, 4.0)), steps=replace(steps, hold=both("Roll 5-8x.")))
    plan = build(
        routine(reads, replace(own, id="other", say=says), rolls),
        PlanOptions(rest=60.0, lead_in=60.0, tips=("Rest 5-10 min.",)),
    )
    said = said_of(plan)
    assert all(speakable(text) == text for text in said)
    for words in (
        "Reach 2 times.",
        "1 to 2 cushions and a chair or stool",
        "10 to 15 centimetres",
        "a half way",
        "5 seconds",
        "2 to 3 times",
        "90 degrees",
        "10 to 15 percent",
        "20 seconds.",
        "5 to 8 times",
        "5 to 10 minutes",
    ):
        assert any(words in text for text in said), words


def test_an_instruction_that_is_asked_for_is_in_words_too():
    plan = build(routine(replace(stretch(), steps=Steps(both(), both("Turn 10-20°.")))), PlanOptions())
    index = next(n for n, phase in enumerate(plan.phases) if phase.kind is PhaseKind.MOVE)
    asked = InstructionAsked(0.0, plan.phases[index], index)
    assert reply_to(plan, asked) == "Turn 10 to 20 degrees."


@pytest.mark.parametrize("name", LIBRARY.ids(FileKind.ROUTINE))
def test_what_is_shipped_is_in_words_already(name):
    plan = build(LIBRARY.routine(name), PlanOptions())
    texts = [line for one in plan.stretches for kind in PhaseKind for line in step_lines(one, kind, None)]
    assert all(speakable(text) == text for text in (*texts, *said_of(plan)))
