"""A session heard: what is begun when, over a clock that only waiting moves."""

import itertools

import pytest

from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.planning.plan import start_times
from backcare.session.events import Signal
from backcare.session.player import Player, World
from backcare.session.session import Session
from backcare.sound.cue_values import Tone, ToneCue, Utterance
from backcare.sound.cues import cues_of_plan
from backcare.sound.live import LiveSound
from backcare.sound.tone_player import TonePlayer
from backcare.text import estimate_speech
from fake_world import FakeWorld
from plans import routine, stretch, twist


class Voice:
    """A voice that takes as long as it should, or never ends."""

    def __init__(self, world, *, hangs=False):
        self.world = world
        self.hangs = hangs
        self.lengths = estimate_speech
        self.failed = False
        self.said = []
        self.until = 0.0

    def say(self, text, now):
        self.stop(now)
        self.said.append((round(now - 1000, 1), text))
        self.until = now + (1e9 if self.hangs else estimate_speech(text))
        self.began = now

    def stop(self, now):
        self.until = min(self.until, now)

    def is_speaking(self, now):
        return now < self.until

    is_about_to_end = is_speaking

    def run_due(self, now):
        self.failed |= self.is_speaking(now) and now - self.began > 7


class Tones:
    """Writes down every tone."""

    def __init__(self):
        self.played = []

    def start(self, tone, now, *, hush=False):
        self.played.append((round(now - 1000, 1), f"hush {tone}" if hush else tone))

    def next_due(self):
        return None

    def run_due(self, now):
        pass

    def is_busy(self):
        return False


class Heard:
    """A session played with these keys, each a time and a key, and what was heard of it."""

    def __init__(self, plan, *script, voice=True, speed=1.0, hush=False, hangs=False):
        self.world = FakeWorld(*script, speed=speed)
        self.session = Session(plan, hush=hush)
        self.voice = Voice(self.world, hangs=hangs) if voice else None
        self.tones = Tones()
        self.ear = LiveSound(self.session, self.tones, self.voice, speed=speed)
        world = World(self.world.clock, self.world.wait, self.world.suspend, self.world.continued, (self.ear,))
        Player(world, lambda _now: None, speed=speed).play(self.session)

    @property
    def said(self):
        return self.voice.said if self.voice else []

    def after(self, time):
        return [text for at, text in self.said if at >= time]


def test_a_whole_routine_is_heard_at_its_times():
    plan = build(routine(stretch(), twist(), stretch("bend")), PlanOptions())
    heard = Heard(plan)
    placed = cues_of_plan(plan, estimate_speech)
    times = itertools.chain(start_times(plan.phases), [plan.seconds])
    cues = [(round(start + cue.at, 1), cue) for start, cues in zip(times, placed, strict=True) for cue in cues]
    assert heard.said == [(at, cue.text) for at, cue in cues if isinstance(cue, Utterance)]
    assert heard.tones.played == [(at, cue.tone) for at, cue in cues if isinstance(cue, ToneCue)]


def test_twice_as_fast_the_tones_come_at_half_the_time():
    heard = Heard(bare_hold(20), voice=False, speed=2.0)
    assert heard.tones.played[:2] == [(0.0, Tone.START), (5.0, Tone.HALFWAY)]


def test_a_pause_stops_the_voice_at_once_and_says_so():
    plan = build(routine(stretch()), PlanOptions(lead_in=0))
    heard = Heard(plan, (1, "space"), (90, "q"), (91, "q"))
    assert heard.said[1:] == [(1.0, "Paused.")]
    assert (1.0, Tone.PAUSE) in heard.tones.played


def test_going_on_in_a_hold_says_the_movement_with_its_side_again():
    plan = build(routine(twist()), PlanOptions(lead_in=0))
    heard = Heard(plan, (32, "space"), (40, "space"))
    assert heard.after(40)[:2] == ["Go in. Left side.", "And hold. Breathe slowly."]


def test_going_on_elsewhere_counts_back_in_and_tells_no_end_of_a_hold():
    plan = build(routine(stretch()), PlanOptions(lead_in=0))
    heard = Heard(plan, (41, "space"), (50, "space"))
    assert heard.after(50)[:2] == ["Back in three.", "Come out."]
    assert [tone for at, tone in heard.tones.played if at > 50] == [Tone.TICK, Tone.TICK, Tone.DONE]


def test_skipping_silences_what_was_being_said():
    plan = build(routine(stretch()), PlanOptions())
    heard = Heard(plan, (1, "enter"))
    assert heard.said[1][0] == 1.0
    assert heard.said[1][1].startswith("Reach.")


def test_i_says_the_instruction_and_t_the_time_left():
    plan = build(routine(twist()), PlanOptions(lead_in=0))
    heard = Heard(plan, (12, "i"), (31, "i"), (34, "t"))
    assert (12.0, "Get there.") in heard.said
    assert (31.0, "Go in. Left side.") in heard.said
    assert (34.0, "Thirteen seconds left.") in heard.said


def test_i_in_a_rest_tells_what_comes_and_while_counting_in_what_is_led_to():
    plan = build(routine(stretch(), twist(equipment=("a mat",))), PlanOptions(lead_in=0))
    heard = Heard(plan, (52, "i"), (90, "space"), (95, "space"), (96, "i"))
    assert heard.after(52)[0] == "Next: Twist. You need a mat."
    plan = build(routine(stretch()), PlanOptions(lead_in=0))
    heard = Heard(plan, (2, "space"), (5, "space"), (6, "i"))
    assert "Get there." in heard.after(6)


def test_i_in_a_bare_hold_has_nothing_to_say():
    assert [text for _, text in Heard(bare_hold(20), (5, "i")).said][1] == "Halfway."


def test_words_that_were_asked_for_drop_what_is_only_nice_and_yield_to_the_way_out():
    plan = build(routine(stretch()), PlanOptions(lead_in=0))
    heard = Heard(plan, (29.5, "i"), (39.5, "i"))
    assert "Halfway." not in heard.after(29)
    assert heard.after(40)[0] == "Come out."


def test_hush_on_the_way_silences_the_voice_and_softens_the_tones():
    heard = Heard(bare_hold(20), (2, "h"))
    assert heard.said == [(0.0, "And hold. Breathe slowly.")]
    assert heard.tones.played[1:3] == [(10.0, "hush halfway"), (17.0, "hush tick")]


def test_hush_and_back_brings_the_voice_back():
    heard = Heard(bare_hold(20), (2, "h"), (4, "h"))
    assert [text for _, text in heard.said[1:]] == [
        "Voice on.",
        "Halfway.",
        "Five seconds.",
    ]


def test_plus_moves_what_is_still_to_come_and_says_nothing_twice():
    heard = Heard(bare_hold(20), (12, "+"))
    assert heard.said == [
        (0.0, "And hold. Breathe slowly."),
        (10.0, "Halfway."),
        (12.0, "Twenty-five seconds in all."),
        (20.0, "Five seconds."),
    ]


def test_an_end_of_the_range_is_said():
    assert (2.0, "It stays at ten minutes.") in Heard(bare_hold(600), (2, "+"), (3, "q"), (4, "q")).said


def test_once_more_and_waiting_are_said():
    plan = build(routine(stretch(), stretch("bend")), PlanOptions(lead_in=0, wait=True))
    heard = Heard(plan, (20, "enter"), (54, "r"), (200, "q"), (201, "q"))
    assert (14.0, "When you are ready, press Enter.") in heard.said
    assert (54.0, "Once more after this rest.") in heard.said


def test_a_hold_cut_short_does_not_sound_its_end():
    heard = Heard(build(routine(stretch()), PlanOptions(lead_in=0)), (25, "enter"))
    assert Tone.END not in [tone for _, tone in heard.tones.played]


def test_a_voice_that_hangs_leaves_the_work_to_the_tones_and_the_time_alone():
    plan = build(routine(stretch()), PlanOptions(lead_in=0))
    heard = Heard(plan, hangs=True)
    assert heard.voice.failed
    assert heard.world.time == pytest.approx(1000 + plan.seconds, abs=0.01)
    assert [tone for at, tone in heard.tones.played if at > 30] == [Tone.TICK] * 3 + [Tone.END, Tone.DONE]


def test_a_cue_that_is_late_is_dropped():
    heard = Heard(bare_hold(20), (9.9, "sleep 0.5"))
    assert "Halfway." not in [text for _, text in heard.said]


def test_tips_come_in_the_rests_in_turn():
    wishes = PlanOptions(lead_in=0, tips=("One tip.", "Another tip."))
    plan = build(routine(stretch(), stretch("bend"), stretch("lean")), wishes)
    said = [text for _, text in Heard(plan).said]
    assert said.index("One tip.") < said.index("Another tip.")


def test_a_session_that_is_left_says_no_farewell():
    heard = Heard(bare_hold(20), (5, "q"), (6, "q"))
    assert heard.said[-1] == (5.0, "Paused.")
    assert not heard.ear.is_busy(2000.0)


def test_a_signal_from_outside_is_heard_too():
    heard = Heard(bare_hold(20), (5, "q"), (6, "q"))
    heard.ear.on_events(heard.session.receive(Signal.LEAVE, 10.0), 1010.0)
    assert not heard.ear.is_busy(1010.0)


# --- the bell, where nothing plays


class Rings:
    """Counts the rings of a bell over a plan, by the moment they belong to."""

    def __init__(self, plan, *script, hush=False):
        self.times = []
        world = FakeWorld(*script)
        session = Session(plan, hush=hush)
        ear = LiveSound(session, TonePlayer(None, lambda: self.times.append(world.time - 1000.0)), None)
        Player(World(world.clock, world.wait, world.suspend, world.continued, (ear,)), lambda _now: None).play(
            session
        )

    def near(self, moment):
        return len([at for at in self.times if moment - 0.01 <= at < moment + 1.5])


def test_start_end_and_switch_ring_in_counts_that_differ():
    rings = Rings(build(routine(twist()), PlanOptions()))
    hold, switch = 37.0, 60.0
    assert [rings.near(hold), rings.near(hold + 20), rings.near(switch)] == [1, 2, 3]


def test_a_bell_does_not_ring_while_a_baby_sleeps():
    assert Rings(build(routine(twist()), PlanOptions()), hush=True).times == []


def test_a_bell_in_a_slow_loop_does_not_make_up_for_what_it_missed():
    times = []
    bell = TonePlayer(None, lambda: times.append(1))
    bell.start(Tone.DONE, 0.0)
    assert bell.is_busy()
    bell.run_due(10.0)
    bell.run_due(10.0)
    assert times == [1]
    assert not bell.is_busy()
    assert bell.next_due() is None
