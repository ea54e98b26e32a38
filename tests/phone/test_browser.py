"""The page in a real browser, in a phone's window: the sound is its clock, every key leads where it should."""

import base64
import wave
from array import array

import pytest

from backcare.planning.plan import PhaseKind
from backcare.sound.clips import RATE
from backcare.sound.mp3 import has_mp3, write_mp3
from backcare.wording import written
from phone_browser import GUIDANCE, PLAN, STARTS, first

pytestmark = pytest.mark.browser

# --- the sound is the clock


def test_at_every_time_the_page_shows_the_phase_of_the_plan(phone):
    shown = phone().begin()
    for phase, at in zip(PLAN.phases, STARTS, strict=True):
        for time, left in ((at + 0.02, phase.seconds - 0.02), (at + phase.seconds - 0.02, 0.02)):
            shown.pause_at(time)
            moment = shown.get("(({index, left}) => [phases[index].kind, left])(momentAt(sound.currentTime))")
            assert moment == [phase.kind.value, pytest.approx(left, abs=0.005)]
            assert shown.text("digits") == str(int(left) + (left % 1 > 0))
    assert shown.errors == []


def test_a_session_plays_to_its_end_in_the_order_of_the_plan_and_can_begin_again(phone):
    shown = phone().begin()
    shown.get("""(() => { window.seen = []; const place = document.getElementById("session");
        new MutationObserver(() => seen.push(momentAt(sound.currentTime).phase.name))
            .observe(place, {attributes: true, attributeFilter: ["data-kind"]}); })()""")
    for at in STARTS[1:]:  # nobody waits for what lies between
        shown.get(f"moveTo({at - 0.15})")
        shown.until(f"sound.currentTime >= {at + 0.05}")
    shown.get(f"moveTo({PLAN.seconds - 0.2})")
    shown.until("!document.getElementById('end').hidden")
    assert shown.text("farewell") == "All done."
    assert shown.get("seen") == [written.phase_name(phase) for phase in PLAN.phases[1:]]
    shown.until("sound.paused").page.tap("#once-more")
    shown.until("!sound.paused && !find('session').hidden")
    assert shown.time < STARTS[-1]
    assert shown.errors == []


@pytest.mark.long
def test_played_without_a_key_every_phase_begins_within_a_tenth_of_a_second_of_its_time(phone):
    shown = phone()
    shown.get("""(() => { window.seen = [];
        new MutationObserver(() => seen.push([sound.currentTime, performance.now() / 1000]))
            .observe(find("session"), {attributes: true, attributeFilter: ["data-kind"]}); })()""")
    shown.begin()
    while not shown.get("sound.ended"):
        shown.page.wait_for_timeout(500)
    heard, passed = zip(*shown.get("seen"), strict=True)
    assert heard == pytest.approx(STARTS, abs=0.1)
    since_the_first = [seconds - passed[1] for seconds in passed[1:]]  # how soon a sound starts is the system's
    assert since_the_first == pytest.approx([at - STARTS[1] for at in STARTS[1:]], abs=0.1)


@pytest.mark.skipif(not has_mp3(), reason="the encoder has no wheels for this system")
def test_what_is_heard_from_mp3_begins_at_its_time(phone, tmp_path):
    samples = array("h", [0] * (5 * RATE) + [20_000, -20_000] * RATE)
    with wave.open(str(tmp_path / "a.wav"), "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(samples.tobytes())
    write_mp3(tmp_path / "a.wav", tmp_path / "a.mp3")
    encoded = base64.b64encode((tmp_path / "a.mp3").read_bytes()).decode()
    heard = phone().get(f"""(async () => {{
        const bytes = Uint8Array.from(atob("{encoded}"), (char) => char.charCodeAt(0));
        const buffer = await new OfflineAudioContext(1, 1, {RATE}).decodeAudioData(bytes.buffer);
        return buffer.getChannelData(0).findIndex((sample) => Math.abs(sample) > 0.2) / buffer.sampleRate;
    }})()""")
    assert heard == pytest.approx(5.0, abs=0.1)


# --- keys, touch, the lock screen


def test_touch_keys_and_the_lock_screen_lead_to_the_same_places(phone):
    shown = phone().begin()
    move, hold = first(PhaseKind.MOVE), first(PhaseKind.HOLD)
    ways = {
        "touch": {"next": lambda: shown.page.tap("#next-phase"), "back": lambda: shown.page.tap("#back")},
        "keys": {"next": lambda: shown.page.keyboard.press("n"), "back": lambda: shown.page.keyboard.press("b")},
        "lock screen": {
            "next": lambda: shown.get("handlers.nexttrack()"),
            "back": lambda: shown.get("handlers.previoustrack()"),
        },
    }
    for way, keys in ways.items():
        shown.get(f"playFrom({move + 0.5})")
        keys["next"]()
        shown.until("!sound.seeking")
        assert hold <= shown.time < hold + 1.5, way
        shown.get(f"playFrom({hold + 2.5})")
        keys["back"]()
        shown.until("!sound.seeking")
        assert move <= shown.time < move + 1.5, way
    assert shown.errors == []


def test_pause_stops_all_that_is_shown_and_says_so(phone):
    shown = phone().begin()
    for pause in (
        lambda: shown.page.tap("#pause"),
        lambda: shown.page.keyboard.press("p"),
        lambda: shown.get("handlers.pause()"),
    ):
        shown.get("playFrom(3.5)")
        shown.until("!sound.paused && sound.currentTime > 3.5")
        pause()
        shown.until("sound.paused")
        before = (shown.time, shown.draw().text("digits"))
        shown.page.wait_for_timeout(50)
        assert (shown.time, shown.text("digits")) == before
        assert (shown.text("phase"), shown.text("pause")) == ("Paused", "Go on")


def test_after_a_pause_in_a_hold_the_movement_leads_back_and_then_the_rest_of_it_follows(phone):
    shown = phone().begin()
    move, hold = first(PhaseKind.MOVE), first(PhaseKind.HOLD)
    shown.get(f"playFrom({hold + 2})")
    shown.until(f"!sound.seeking && sound.currentTime > {hold + 2}")
    shown.page.tap("#pause")
    shown.until("sound.paused")
    broken_off = shown.time
    shown.page.tap("#pause")
    shown.until(f"!sound.paused && sound.currentTime < {hold}")
    assert shown.time >= move
    shown.until(f"sound.currentTime >= {hold}")
    assert shown.time >= broken_off  # the part that was held already is not held again
    assert shown.errors == []


def test_after_a_long_pause_the_turn_starts_from_its_set_up(phone):
    shown = phone().begin()
    setup, hold = first(PhaseKind.SETUP), first(PhaseKind.HOLD)
    shown.get(f"(moveTo({hold + 2}), sound.pause())")
    shown.until("sound.paused && !sound.seeking && pausedAt > 0")
    shown.get("(pausedAt -= 61_000, sound.play())")
    shown.until(f"!sound.paused && sound.currentTime < {first(PhaseKind.MOVE)}")
    assert shown.time >= setup


def test_once_more_in_a_rest_does_that_stretch_again(phone):
    shown = phone().begin()
    shown.get(f"playFrom({first(PhaseKind.REST) + 1})")
    shown.until("!sound.seeking").draw()
    shown.page.tap("#again")
    shown.until("!sound.seeking")
    assert first(PhaseKind.MOVE) <= shown.time < first(PhaseKind.HOLD)
    shown.pause_at(first(PhaseKind.HOLD) + 1)
    assert not shown.page.is_visible("#again")


def test_the_lock_screen_knows_what_is_played_and_can_go_anywhere(phone):
    shown = phone().begin()
    hold = first(PhaseKind.HOLD, PLAN.stretches[1].sides[1])
    shown.get(f"handlers.seekto({{seekTime: {hold + 0.5}}})")
    shown.until("!sound.seeking").draw()
    told = shown.get("(({title, artist, album}) => [title, artist, album])(navigator.mediaSession.metadata)")
    assert told == ["Hold · Twist", "right side", "Daily"]
    assert set(shown.get("Object.keys(handlers)")) == {"play", "pause", "previoustrack", "nexttrack", "seekto"}


def test_the_warning_signs_are_one_tap_away_pause_and_end_the_session_or_go_on(phone):
    shown = phone().begin()
    shown.page.tap("#help")
    shown.until("sound.paused")
    assert GUIDANCE.emergency.signs[0] in shown.text("signs")
    shown.page.tap("#close")
    shown.until("!sound.paused")
    shown.page.keyboard.press("w")
    shown.until("sound.paused").page.tap("#stop")
    assert shown.text("farewell").startswith("Stopped for a warning sign.")
    assert shown.get("sound.paused")
    assert not shown.page.is_visible("#once-more")
    assert shown.errors == []
