"""What is said and sounded when, and what is dropped when time is short."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcare.library.library import Library, shipped_folder
from backcare.model.stretch import Cautions, PhaseSeconds, Position, Side, SidedText, SpokenTexts, Steps
from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.planning.plan import HOLD_KINDS, Phase, PhaseKind
from backcare.session.events import LengthChanged
from backcare.sound.cue_values import PlayedPhase, Tone, ToneCue, Utterance
from backcare.sound.cues import cues_of_phase, cues_of_plan
from backcare.text import estimate_speech
from backcare.wording.spoken import reply_to, shorter_forms
from backcare.wording.spoken_numbers import duration_words, number_words
from plans import LEFT_FIRST, both, routine, stretch, twist


def says(**texts):
    return SpokenTexts(**{name: SidedText((text,), (text,)) for name, text in texts.items()})


def said(plan, kind, *, nth=0, lengths=estimate_speech):
    """The words of the nth phase of a kind, each with its time."""
    placed = cues_of_plan(plan, lengths)
    cues = [cues for phase, cues in zip(plan.phases, placed, strict=False) if phase.kind is kind][nth]
    return [(round(cue.at, 2), cue.text) for cue in cues if isinstance(cue, Utterance)]


def tones(plan, kind, *, nth=0, lengths=estimate_speech):
    placed = cues_of_plan(plan, lengths)
    cues = [cues for phase, cues in zip(plan.phases, placed, strict=False) if phase.kind is kind][nth]
    return [(cue.at, cue.tone) for cue in cues if isinstance(cue, ToneCue)]


def hold_of(seconds):
    return said(bare_hold(seconds), PhaseKind.HOLD)


def held(seconds, lengths=estimate_speech):
    return tones(bare_hold(seconds), PhaseKind.HOLD, lengths=lengths)


TICKS_OF_20 = [(17.0, Tone.TICK), (18.0, Tone.TICK), (19.0, Tone.TICK)]


# --- in a hold


def test_fifteen_seconds_have_the_hold_and_the_last_five():
    assert hold_of(15) == [(0.0, "And hold. Breathe slowly."), (10.0, "Five seconds.")]


def test_twenty_seconds_have_halfway_too():
    assert hold_of(20) == [(0.0, "And hold. Breathe slowly."), (10.0, "Halfway."), (15.0, "Five seconds.")]


def test_thirty_seconds_say_more_at_half():
    assert hold_of(30)[1] == (15.0, "Halfway. Keep breathing.")


@pytest.mark.parametrize(
    ("seconds", "texts"),
    [
        (10, ["And hold.", "Five seconds."]),
        (8, ["And hold."]),
        (3, []),
    ],
)
def test_short_holds_drop_the_second_sentence_then_the_last_five_then_all(seconds, texts):
    assert [text for _, text in hold_of(seconds)] == texts


def test_a_slow_voice_drops_halfway_first():
    slow = lambda text: estimate_speech(text) * 1.25  # noqa: E731
    assert said(bare_hold(20), PhaseKind.HOLD, lengths=slow) == [
        (0.0, "And hold. Breathe slowly."),
        (15.0, "Five seconds."),
    ]


def test_the_last_seconds_are_said_or_ticked_never_both():
    assert held(20) == [(0.0, Tone.START)]
    assert held(20, lengths=None) == [(0.0, Tone.START), (10.0, Tone.HALFWAY), *TICKS_OF_20]
    assert held(8) == [(0.0, Tone.START), (5.0, Tone.TICK), (6.0, Tone.TICK), (7.0, Tone.TICK)]


def test_a_hold_gone_on_with_says_only_what_is_still_to_come():
    plan = bare_hold(20)
    cues = cues_of_phase(PlayedPhase(plan, 0, plan.phases[0], left=8.0), estimate_speech)
    assert [(cue.at, cue.text) for cue in cues if isinstance(cue, Utterance)] == [(0.0, "And hold.")]


@given(
    st.floats(1, 600),
    st.floats(0.05, 1),
    st.floats(0.3, 3),
)
def test_no_hold_breaks_the_rules_of_silence(seconds, share, slowness):
    plan = bare_hold(seconds)
    left = max(seconds * share, 0.1)

    def lengths(text):
        return estimate_speech(text) * slowness

    cues = cues_of_phase(PlayedPhase(plan, 0, plan.phases[0], left), lengths)
    spoken_cues = [cue for cue in cues if isinstance(cue, Utterance)]
    ends = [cue.at + lengths(cue.text) for cue in spoken_cues]
    for end, begin in zip(ends, [*(cue.at for cue in spoken_cues), left][1:], strict=True):
        assert begin - end >= 3.5 - 1e-9
    assert sum(lengths(cue.text) for cue in spoken_cues) <= 0.25 * left + 1e-9
    assert all(0 <= cue.at < left for cue in cues)
    said_five = any(cue.text == "Five seconds." for cue in spoken_cues)
    ticked = any(cue == ToneCue(cue.at, Tone.TICK) for cue in cues)
    assert not (said_five and ticked)


PLANS = st.builds(
    lambda repeats, hold, rest, lead_in, sides, position, tips: build(
        routine(
            stretch(equipment=("a chair", "a mat")),
            replace(twist(), position=position, sides=sides),
            stretch("rolls", reps=(5, 4.0)),
        ),
        PlanOptions(repeats=repeats, hold=hold, rest=rest, lead_in=lead_in, tips=tips),
    ),
    repeats=st.integers(1, 4),
    hold=st.sampled_from([15.0, 20.0, 30.0]),
    rest=st.sampled_from([0.0, 5.0, 10.0, 15.0, 30.0]),
    lead_in=st.sampled_from([0.0, 3.0, 10.0, 20.0]),
    sides=st.sampled_from([LEFT_FIRST, LEFT_FIRST[::-1], (Side.RIGHT,)]),
    position=st.sampled_from(Position),
    tips=st.sampled_from([(), ("Swap the arm you carry on.",)]),
)


@given(PLANS, st.floats(0.5, 1.2))
def test_no_two_utterances_overlap_and_every_side_is_said(plan, slowness):
    def lengths(text):
        return estimate_speech(text) * slowness

    for phase, cues in zip(plan.phases, cues_of_plan(plan, lengths), strict=False):
        texts = [cue for cue in cues if isinstance(cue, Utterance)]
        ends = [cue.at + lengths(cue.text) for cue in texts]
        assert all(end <= cue.at for end, cue in zip(ends, texts[1:], strict=False))
        assert all(cue.at <= phase.seconds for cue in texts)
        if phase.side and phase.kind in (PhaseKind.MOVE, PhaseKind.SWITCH):
            assert f"{phase.side}" in texts[0].text.lower()
        if phase.kind is PhaseKind.RELEASE:
            assert texts[0].at == 0


@given(PLANS)
def test_every_start_and_end_of_a_hold_has_its_tone_with_and_without_a_voice(plan):
    for lengths in (estimate_speech, None):
        placed = cues_of_plan(plan, lengths)
        for index, phase in enumerate(plan.phases):
            if phase.kind in HOLD_KINDS:
                assert ToneCue(0.0, Tone.START) in placed[index]
                assert ToneCue(0.0, Tone.END) in placed[index + 1]
        assert ToneCue(0.0, Tone.DONE) in placed[-1]


# --- around it


def test_numbers_in_the_announcement_come_from_the_plan():
    plan = build(routine(stretch(say=says(announce="Reach up."))), PlanOptions(repeats=3, lead_in=0))
    assert said(plan, PhaseKind.SETUP)[0][1].startswith("Reach up. Twenty seconds, three times. Get there.")


def test_sides_are_announced_with_the_first_and_said_in_move_and_switch():
    plan = build(routine(twist()), PlanOptions(repeats=2))
    assert "Both sides. Left first." in said(plan, PhaseKind.SETUP)[0][1]
    assert said(plan, PhaseKind.MOVE) == [(0.0, "Go in. Left side.")]
    assert said(plan, PhaseKind.SWITCH) == [(0.0, "Switch sides. Right side.")]
    assert said(plan, PhaseKind.MOVE, nth=2) == [(0.0, "Once more. Left side.")]


def test_lying_down_the_knees_name_the_side():
    lying = replace(twist(), position=Position.SUPINE, sides=LEFT_FIRST[::-1])
    plan = build(routine(lying), PlanOptions())
    assert "Both sides. Knees right first." in said(plan, PhaseKind.SETUP)[0][1]
    assert said(plan, PhaseKind.MOVE)[0][1] == "Go in. Knees to the right."


def test_one_side_alone_is_announced_as_such():
    plan = build(routine(replace(twist(), sides=(Side.RIGHT,))), PlanOptions())
    assert said(plan, PhaseKind.SETUP)[0][1].startswith("Twist. Right side. Twenty seconds.")


def test_what_the_user_has_to_fetch_is_said_before_the_user_needs_it():
    plan = build(
        routine(stretch(equipment=("a chair", "a wall", "a mat")), twist(equipment=("a mat",))), PlanOptions()
    )
    welcome = "Welcome to Reach. You need a chair, a wall and a mat. Stop if anything hurts."
    assert said(plan, PhaseKind.READY)[0][1] == welcome
    assert said(plan, PhaseKind.REST) == [(3.5, "Next: Twist. You need a mat.")]
    without_lead_in = build(routine(stretch(equipment=("a chair",))), PlanOptions(lead_in=0))
    assert "You need a chair." in said(without_lead_in, PhaseKind.SETUP)[0][1]


def test_a_long_lead_in_has_a_welcome_and_a_short_one_nothing_but_ticks():
    assert said(build(routine(), PlanOptions(lead_in=20)), PhaseKind.READY)[0][1].startswith("Welcome.")
    short = build(routine(), PlanOptions(lead_in=4))
    assert said(short, PhaseKind.READY) == []
    assert tones(short, PhaseKind.READY) == [(1.0, Tone.TICK), (2.0, Tone.TICK), (3.0, Tone.TICK)]


def test_at_least_four_seconds_stay_after_the_set_up_s_words():
    long = "Sit down on the chair. " * 4 + "Put both hands on your neck."
    plan = build(routine(stretch(say=says(setup=long))), PlanOptions())
    [(_, text)] = said(plan, PhaseKind.SETUP)
    assert estimate_speech(text) <= 10
    assert text.endswith("chair.")


def test_a_missing_text_is_read_from_the_steps():
    steps = Steps(both("One.", "Two."), both("Three."), release=both("Four."))
    plan = build(routine(replace(stretch(), steps=steps)), PlanOptions())
    assert said(plan, PhaseKind.SETUP)[0][1].endswith("One. Two.")
    assert said(plan, PhaseKind.RELEASE) == [(0.0, "Four.")]


def test_no_words_for_the_way_out_are_made_good():
    plan = build(routine(replace(stretch(), steps=Steps(both("Sit.")))), PlanOptions())
    assert said(plan, PhaseKind.RELEASE) == [(0.0, "Ease out slowly.")]


def test_between_repeats_the_round_is_named_and_the_movement_is_short():
    plan = build(routine(stretch()), PlanOptions(repeats=3))
    assert said(plan, PhaseKind.REST) == [(3.5, "Rest. Then round two of three.")]
    assert said(plan, PhaseKind.MOVE, nth=1) == [(0.0, "Once more.")]


def test_a_tip_has_its_place_in_a_rest_and_is_dropped_first():
    tip = "Swap the arm you carry on."
    plan = build(routine(), PlanOptions(tips=(tip,)))
    assert said(plan, PhaseKind.REST) == [(2.0, tip), (7.45, "Next: Twist.")]
    short = build(routine(), PlanOptions(rest=8, tips=(tip,)))
    assert said(short, PhaseKind.REST) == [(3.5, "Next: Twist.")]


def test_a_counted_movement_is_counted_by_a_tone_of_its_own_and_its_last_repeat_announced():
    plan = build(routine(stretch("rolls", reps=(3, 4.0))), PlanOptions())
    assert tones(plan, PhaseKind.REPS) == [(0.0, Tone.START), (4.0, Tone.COUNT), (8.0, Tone.COUNT)]
    assert said(plan, PhaseKind.REPS) == [(0.0, "Stay."), (8.0, "Last one.")]
    assert "Three times, slowly." in said(plan, PhaseKind.SETUP)[0][1]


def test_several_texts_are_said_with_three_seconds_between_them_where_they_fit():
    breaths = SpokenTexts(move=both("Breathe in.", "Breathe out and lean."))
    one = replace(stretch(say=breaths), seconds=PhaseSeconds(move=10))
    plan = build(routine(one), PlanOptions())
    start = round(estimate_speech("Breathe in.") + 3, 2)
    assert said(plan, PhaseKind.MOVE) == [(0.0, "Breathe in."), (start, "Breathe out and lean.")]
    short = replace(one, seconds=PhaseSeconds(move=5))
    assert said(build(routine(short), PlanOptions()), PhaseKind.MOVE) == [
        (0.0, "Breathe in. Breathe out and lean.")
    ]


def test_the_caution_of_a_hold_is_said_in_its_first_repeat_and_a_tone_stands_in_for_halfway():
    careful = replace(stretch(), cautions=Cautions(during=both("Both hands stay on the wall. Smaller is fine.")))
    plan = build(routine(careful), PlanOptions(repeats=2))
    assert said(plan, PhaseKind.HOLD)[0] == (0.0, "And hold. Both hands stay on the wall. Smaller is fine.")
    assert (10.0, Tone.HALFWAY) in tones(plan, PhaseKind.HOLD)
    assert said(plan, PhaseKind.HOLD, nth=1)[0] == (0.0, "And hold. Breathe slowly.")


def test_of_two_cautions_for_a_hold_each_side_says_its_own_and_never_half_of_one():
    cautions = Cautions(
        during=both("Slow is fine. Small too.", "If a scar pulls or your belly bulges up, come back.")
    )
    plan = build(routine(replace(twist(), cautions=cautions)), PlanOptions())
    assert said(plan, PhaseKind.HOLD)[0] == (0.0, "And hold. Slow is fine. Small too.")
    second = "And hold. If a scar pulls or your belly bulges up, come back."
    assert said(plan, PhaseKind.HOLD, nth=1)[0] == (0.0, second)


def test_in_a_short_hold_the_caution_is_said_in_place_of_the_word_that_its_tone_says_too():
    careful = replace(stretch(), cautions=Cautions(during=both("Let your hands carry the weight of your head.")))
    plan = build(routine(careful), PlanOptions(hold=15))
    assert said(plan, PhaseKind.HOLD) == [
        (0.0, "Let your hands carry the weight of your head."),
        (10.0, "Five seconds."),
    ]


def test_a_counted_movement_says_what_to_mind_and_how_often_where_its_set_up_had_no_time_for_it():
    rolls = stretch("rolls", reps=(5, 4.0), seconds=(7.0, 0.0, 0.0, 3.0, 0.0))
    careful = replace(rolls, cautions=Cautions(during=both("Small circles are fine.")))
    plan = build(routine(careful), PlanOptions(repeats=2))
    opening = "Five times, slowly. Stay."
    after = round(estimate_speech(opening) + 3, 2)
    assert said(plan, PhaseKind.REPS) == [(0.0, opening), (after, "Small circles are fine."), (16.0, "Last one.")]
    assert said(plan, PhaseKind.REPS, nth=1) == [(0.0, "Stay."), (16.0, "Last one.")]


@pytest.mark.parametrize("name", ["pregnancy", "postpartum"])
def test_the_welcome_fits_and_each_stretch_says_its_seconds_once_and_a_caution_in_its_hold(name):
    plan = build(Library(shipped_folder(), shipped_folder()).routine(name), PlanOptions())
    assert said(plan, PhaseKind.READY)[0][1].startswith("Welcome")
    placed = list(zip(plan.phases, cues_of_plan(plan, estimate_speech), strict=False))
    for one in plan.stretches:
        texts = [
            cue.text
            for phase, cues in placed
            if phase.stretch == one.id
            for cue in cues
            if isinstance(cue, Utterance)
        ]
        assert " ".join(texts).lower().count("twenty seconds") == 1
        caution = one.cautions.during.for_side(None)[0]
        assert any(caution.split(".")[0] in text for text in texts), one.id


def test_the_length_of_a_counted_movement_is_told_as_a_count():
    plan = build(routine(stretch("rolls", reps=(8, 4.0))), PlanOptions())
    phase = next(phase for phase in plan.phases if phase.kind is PhaseKind.REPS)
    assert reply_to(plan, LengthChanged(1.0, phase, 32.0, moved=True)) == "Eight times in all."
    assert reply_to(plan, LengthChanged(1.0, phase, 32.0, moved=False)) == "It stays at eight times."


# --- after a pause


def again(plan, kind, **more):
    index = next(n for n, phase in enumerate(plan.phases) if phase.kind is PhaseKind.HOLD)
    hold = plan.phases[index]
    return cues_of_phase(
        PlayedPhase(plan, index, replace(hold, kind=kind, again=True, **more), left=more["seconds"]),
        estimate_speech,
    )


def test_going_on_leads_back_through_the_movement_with_its_side():
    plan = build(routine(twist()), PlanOptions())
    assert again(plan, PhaseKind.MOVE, seconds=5.0) == (Utterance(0.0, "Go in. Left side.", needed=True),)
    assert again(plan, PhaseKind.MOVE, seconds=2.5)[0].text == "Left side."


def test_going_on_elsewhere_counts_back_in():
    cues = again(bare_hold(20), PhaseKind.READY, seconds=3.0)
    assert cues == (Utterance(0.0, "Back in three."), ToneCue(1.0, Tone.TICK), ToneCue(2.0, Tone.TICK))


def test_after_a_long_pause_stretch_and_side_are_named():
    plan = build(routine(twist()), PlanOptions())
    assert again(plan, PhaseKind.SETUP, seconds=20.0)[0].text == "Twist. Left side. Get there."


def test_what_was_skipped_by_a_key_has_no_tone_for_its_end():
    plan = build(routine(stretch()), PlanOptions())
    index = next(n for n, phase in enumerate(plan.phases) if phase.kind is PhaseKind.RELEASE)
    cues = cues_of_phase(PlayedPhase(plan, index, plan.phases[index], 4.0, after_skip=True), estimate_speech)
    assert not [cue for cue in cues if isinstance(cue, ToneCue)]


# --- texts


def test_a_shortened_text_keeps_the_sentence_with_the_side():
    assert shorter_forms("Breathe out. Turn left. Look ahead.", Side.LEFT) == (
        "Breathe out. Turn left. Look ahead.",
        "Breathe out. Turn left.",
        "Turn left.",
    )


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=300), st.sampled_from([*Side, None])
)
def test_shortening_ends_with_any_text(text, side):
    assert shorter_forms(text, side)[0] == text


def test_a_side_is_a_word_of_its_own():
    one = replace(twist(), say=says(move="Lift the leftover arm, upright."))
    plan = build(routine(one), PlanOptions())
    assert said(plan, PhaseKind.MOVE)[0][1].endswith("Left side.")


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (1, "one"), (19, "nineteen"), (20, "twenty"), (25, "twenty-five"), (100, "100")],
)
def test_numbers_in_words(number, words):
    assert number_words(number) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "one second"),
        (19.2, "twenty seconds"),
        (60, "one minute"),
        (130, "two minutes ten"),
        (0, "zero seconds"),
    ],
)
def test_lengths_in_words(seconds, words):
    assert duration_words(seconds) == words


def test_the_last_phase_may_be_a_rest():
    plan = replace(build(routine(), PlanOptions()), phases=(Phase(PhaseKind.REST, 15.0, "reach"),))
    assert cues_of_plan(plan, estimate_speech)[0] == ()


# the article's stretches as they are shipped


@pytest.mark.parametrize("name", ["pregnancy", "postpartum"])
@pytest.mark.parametrize("repeats", [1, 3])
def test_the_shipped_texts_fit_their_phases(name, repeats):
    plan = build(Library(shipped_folder(), shipped_folder()).routine(name), PlanOptions(repeats=repeats))
    for phase, cues in zip(plan.phases, cues_of_plan(plan, estimate_speech), strict=False):
        texts = [cue for cue in cues if isinstance(cue, Utterance)]
        room = {PhaseKind.SETUP: phase.seconds - 4, PhaseKind.MOVE: phase.seconds - 1}.get(
            phase.kind, phase.seconds
        )
        assert all(cue.at + estimate_speech(cue.text) <= room for cue in texts)
        assert texts
