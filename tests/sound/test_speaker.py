"""The system's voice and player as children: what they get, when they fall silent, and what is left of them."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("children are counted in /proc", allow_module_level=True)

from backcare.errors import BackcareError
from backcare.files.folders import find_folders
from backcare.sound.cue_values import Tone
from backcare.sound.export import encode
from backcare.sound.speaker import Speaker, speak_to_file, voice_input
from backcare.sound.speech_lengths import SpeechLengths
from backcare.sound.tone_player import FOLDER, TonePlayer, find_player, tone_file
from backcare.sound.voices import find_voice
from backcare.text import estimate_speech
from fake_sound import Children, StandIns, until

HANGS = "time.sleep(60)"


@pytest.fixture
def children():
    return Children()


@pytest.fixture
def stand_ins(tmp_path, monkeypatch, children):  # noqa: ARG001 - they are counted from before the first program
    made = StandIns(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    return made


@pytest.fixture
def speaking(stand_ins, children):
    """Make a speaker over a stand-in voice; close it at the end."""
    made = []

    def speaker(body="pass"):
        stand_ins.voice(body)
        made.append(Speaker(find_voice(), estimate_speech))
        return made[-1]

    yield speaker
    for one in made:
        one.close()
    assert not children()


def said(stand_ins):
    return [note.text for note in stand_ins.notes("said")]


@pytest.mark.parametrize(
    "text",
    [
        "And hold. Breathe slowly.",
        "-v de -f /etc/passwd",
        "--help",
        "\"quoted\" and 'single' and `ticks` and $(touch hacked) ; & | > < *",
        '<speak><break time="60s"/>&amp; </speak>',
        "Größe, naïve, 背中 and 🤱",
    ],
)
def test_any_text_is_spoken_as_text(stand_ins, speaking, text):
    speaking().say(text, 0.0)
    until(lambda: stand_ins.notes("end"))
    assert said(stand_ins) == [text]


def test_what_opens_a_command_in_some_voices_is_taken_apart():
    assert voice_input("[[slnc 5000]] and [[[x") == b"[ [slnc 5000]] and [ [ [x\n"


def test_the_next_utterance_cuts_off_the_one_before(stand_ins, speaking):
    speaker = speaking(HANGS)
    speaker.say("One.", 0.0)
    until(lambda: len(stand_ins.notes("said")) == 1)
    speaker.say("Two.", 1.0)
    until(lambda: len(stand_ins.notes("said")) == 2)
    until(lambda: stand_ins.notes("cut"))
    assert [note.text for note in stand_ins.notes("cut")] == ["One."]


def test_stopping_silences_at_once(stand_ins, speaking):
    speaker = speaking(HANGS)
    speaker.say("One.", 0.0)
    until(lambda: stand_ins.notes("said"))
    speaker.stop(1.0)
    assert not speaker.is_speaking(1.0)
    until(lambda: stand_ins.notes("cut"))  # without another look
    assert not stand_ins.notes("end")


def test_a_voice_that_ended_leaves_no_zombie(stand_ins, speaking, children):
    speaker = speaking()
    speaker.say("One.", 0.0)
    until(lambda: stand_ins.notes("end"))
    until(lambda: speaker.run_due(1.0) or not children())
    assert not speaker.is_speaking(1.0)
    assert not speaker.failed


def test_a_voice_that_will_not_be_silenced_is_killed(stand_ins, speaking, children):
    speaker = speaking("signal.signal(signal.SIGTERM, signal.SIG_IGN); note('deaf', 0, 0, ''); time.sleep(60)")
    speaker.say("One.", 0.0)
    until(lambda: stand_ins.notes("deaf"))
    speaker.stop(1.0)
    speaker.run_due(1.1)
    assert children()
    until(lambda: speaker.run_due(2.0) or not children())


def test_a_voice_that_crashes_is_given_up(stand_ins, speaking):
    speaker = speaking("print('segfault', file=sys.stderr); os._exit(139)")
    speaker.say("One.", 0.0)
    until(lambda: speaker.run_due(0.1) or speaker.failed)
    speaker.say("Two.", 1.0)
    assert said(stand_ins) == ["One."]


def test_a_voice_that_hangs_is_given_up_and_one_that_is_slow_is_not_waited_for(stand_ins, speaking):
    speaker = speaking(HANGS)
    speaker.say("One.", 0.0)
    until(lambda: stand_ins.notes("said"))
    speaker.run_due(3.0)
    assert not speaker.failed
    speaker.run_due(30.0)
    assert speaker.failed
    until(lambda: stand_ins.notes("cut"))
    assert not stand_ins.notes("end")


def test_a_voice_that_is_gone_is_given_up(stand_ins, speaking):
    speaker = speaking()
    (stand_ins.folder / "espeak-ng").unlink()
    speaker.say("One.", 0.0)
    assert speaker.failed


def test_closing_ends_what_is_spoken(stand_ins, speaking, children):
    speaker = speaking("signal.signal(signal.SIGTERM, signal.SIG_IGN); note('deaf', 0, 0, ''); time.sleep(60)")
    speaker.say("One.", 0.0)
    until(lambda: stand_ins.notes("deaf"))
    speaker.close()
    assert not children()


def test_a_daemon_s_voice_is_told_to_stop(stand_ins, children):
    stand_ins.voice("note('args', 0, 0, ' '.join(sys.argv[1:]))", name="spd-say")
    speaker = Speaker(find_voice(), estimate_speech)
    speaker.say("One sentence.", 0.0)
    until(lambda: len(stand_ins.notes("end")) == 1)
    speaker.run_due(0.1)
    assert speaker.is_speaking(0.2)
    speaker.stop(0.3)
    until(lambda: len(stand_ins.notes("args")) == 2)
    assert [note.text for note in stand_ins.notes("args")] == ["-e -l en -r -8", "-S"]
    assert not speaker.is_speaking(0.3)
    speaker.close()
    assert not children()


@pytest.mark.parametrize(
    ("there", "platform", "program"),
    [
        ({"espeak-ng", "spd-say"}, "linux", "espeak-ng"),
        ({"spd-say"}, "linux", "spd-say"),
        ({"say", "espeak-ng"}, "darwin", "say"),
        ({"powershell"}, "win32", "powershell"),
        ({"say"}, "linux", None),
        ({"pico2wave", "espeak-ng", "aplay"}, "linux", "pico2wave"),
        ({"pico2wave", "espeak-ng"}, "linux", "espeak-ng"),
        ({"piper", "espeak-ng", "aplay"}, "linux", "espeak-ng"),
        (set(), "linux", None),
    ],
)
def test_the_voice_is_the_system_s_own(there, platform, program):
    voice = find_voice(which=lambda name: name if name in there else None, platform=platform)
    assert (voice and voice.program) == program


def test_name_and_rate_are_the_voice_s_and_english_is_the_default():
    def espeak(name):
        return name if name == "espeak-ng" else None

    assert find_voice(which=espeak).command == ("espeak-ng", "-v", "en-gb", "-s", "160", "--stdin")
    assert find_voice("en-us+f3", 140, which=espeak).command[2:5] == ("en-us+f3", "-s", "140")
    sapi = find_voice("Zira", 200, which=lambda name: name, platform="win32")
    assert dict(sapi.environment) == {"BACKCARE_SAPI_VOICE": "Zira", "BACKCARE_SAPI_RATE": "2"}


def model(name):
    """A model of piper among the user's data."""
    file = find_folders().data / "voices" / f"{name}.onnx"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    return file


def test_a_model_of_piper_is_chosen_before_any_other_voice_and_by_its_name():
    american, british = model("en_US-amy-medium"), model("en_GB-alba-medium")
    model("de_DE-eva-low")
    with_all = {"piper", "pico2wave", "espeak-ng", "aplay"}

    def chosen(name, rate=160):
        return find_voice(
            name, rate, which=lambda program: program if program in with_all else None, platform="linux"
        )

    assert chosen(None).render == ("piper", "-m", str(british), "--length-scale", "1.00", "-f")
    assert chosen("en_US-amy-medium", 200).render == (
        "piper",
        "-m",
        str(american),
        "--length-scale",
        "0.80",
        "-f",
    )
    assert (chosen("en-US").program, chosen("en-US").render[2]) == ("pico2wave", "en-US")
    assert (chosen("en-us+f3").program, chosen("en-us+f3").name) == ("espeak-ng", "en-us+f3")


def test_into_a_file_a_voice_without_a_player_may_speak():
    there = {"pico2wave", "espeak-ng"}
    found = find_voice(for_files=True, which=lambda name: name if name in there else None, platform="linux")
    assert found.program == "pico2wave"


def test_a_voice_that_only_writes_files_is_played_and_leaves_none(stand_ins, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    stand_ins.file_voice()
    stand_ins.player()
    before = {*tmp_path.iterdir()}
    speaker = Speaker(find_voice(), estimate_speech)
    speaker.say("-x; echo 'One sentence.'", 0.0)
    until(lambda: speaker.run_due(0.1) or not speaker.is_speaking(0.1))
    assert (said(stand_ins), speaker.failed) == (["-x; echo 'One sentence.'"], False)
    assert stand_ins.notes("tone")[0].text.endswith("words.wav")
    assert {*tmp_path.iterdir()} == before
    speaker.close()


def test_a_voice_that_only_writes_files_falls_silent_at_once_and_leaves_none(stand_ins, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    stand_ins.file_voice()
    stand_ins.voice(f"note('began', 0, 0, ''); {HANGS}", name="aplay")
    before = {*tmp_path.iterdir()}
    speaker = Speaker(find_voice(), estimate_speech)
    speaker.say("One.", 0.0)
    until(lambda: stand_ins.notes("began"))
    speaker.stop(0.1)
    speaker.close()
    assert {*tmp_path.iterdir()} == before


def test_speaking_into_a_file(stand_ins, tmp_path):
    stand_ins.voice("sys.stdout.write('RIFF ' + text); sys.stdout.flush()")
    file = tmp_path / "clip.wav"
    speak_to_file(find_voice(), "-x", file)
    assert file.read_text(encoding="utf-8") == "RIFF -x"
    other = replace(find_voice(), to_stdout=False, file_variable="CLIP", render=("espeak-ng",))
    speak_to_file(other, "y", tmp_path / "none.wav")
    stand_ins.voice("os._exit(3)")
    with pytest.raises(subprocess.CalledProcessError):
        speak_to_file(find_voice(), "x", file)


# --- limits of what speaks into a file

ENDLESS = [
    pytest.param("exec {cat} /dev/zero", id="writes without end"),
    pytest.param("{cat} /dev/zero & wait", id="has a child that does"),
    pytest.param("printf RIFF; {sleep} 60", id="says nothing for a minute"),
    pytest.param("trap '' TERM; {sleep} 60 & wait; wait", id="will not end"),
]


@pytest.fixture
def endless(stand_ins, children):
    """Make a program that never ends by itself, and wait until nothing of it is left."""

    def program(name, body):
        tools = {tool: shutil.which(tool, path=os.defpath) for tool in ("cat", "sleep")}
        stand_ins.program(name, f"#!/bin/sh\necho $$ >{stand_ins.folder}/pid\n{body.format(**tools)}\n")

    yield program
    group = int((stand_ins.folder / "pid").read_text(encoding="utf-8"))
    until(lambda: not group_exists(group))
    assert not children()


def group_exists(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("body", ENDLESS)
def test_a_voice_that_never_ends_has_the_time_and_the_size_that_its_text_explains(endless, tmp_path, body):
    endless("espeak-ng", body)
    file = tmp_path / "clip.wav"
    with pytest.raises(subprocess.SubprocessError):
        speak_to_file(find_voice(), "Rest.", file, start_up=0.2)
    assert file.stat().st_size < 500_000_000  # what a fast disk takes between two looks


@pytest.mark.parametrize("body", ENDLESS)
def test_a_voice_that_writes_its_own_file_has_the_same_limits(endless, tmp_path, body):
    endless("espeak-ng", f"exec >{tmp_path}/clip.wav; {body}")
    voice = replace(find_voice(), to_stdout=False, render=("espeak-ng",))
    with pytest.raises(subprocess.SubprocessError):
        speak_to_file(voice, "Rest.", tmp_path / "clip.wav", start_up=0.2)


@pytest.mark.parametrize("body", ENDLESS)
def test_an_encoder_has_limits_too(endless, tmp_path, body):
    endless("lame", f"exec >{tmp_path}/out.mp3; {body}")
    (tmp_path / "session.wav").write_bytes(bytes(1000))
    with pytest.raises(BackcareError, match="lame could not make the file"):
        encode(("lame",), tmp_path / "session.wav", tmp_path / "out.mp3", start_up=0.2)


def test_a_voice_that_is_stopped_takes_its_children_with_it(stand_ins, endless):
    endless("espeak-ng", "{sleep} 60 & wait")
    speaker = Speaker(find_voice(), estimate_speech)
    speaker.say("One.", 0.0)
    until(lambda: (stand_ins.folder / "pid").exists() and (stand_ins.folder / "pid").read_text(encoding="utf-8"))
    speaker.close()


# --- tones


def test_a_tone_is_played_by_the_player_that_is_there_and_a_newer_one_silences_it(stand_ins, children):
    stand_ins.player("aplay")
    chimes = TonePlayer(find_player(), lambda: None)
    chimes.start(Tone.START, 0.0)
    chimes.start(Tone.END, 1.0, hush=True)
    until(lambda: len(stand_ins.notes("tone")) == 2 or chimes.start(Tone.END, time.monotonic(), hush=True))
    assert stand_ins.notes("tone")[-1].text == str(tone_file(Tone.END, hush=True))
    until(lambda: chimes.run_due(2.0) or not chimes.is_busy())
    chimes.close()
    assert not children()


def test_without_a_player_or_with_one_that_fails_the_bell_rings(stand_ins):
    rings = []
    assert find_player() is None
    stand_ins.player("ffplay", code=1)
    chimes = TonePlayer(find_player(), lambda: rings.append(1))
    chimes.start(Tone.START, 0.0)
    until(lambda: chimes.run_due(0.1) or chimes.player is None)
    chimes.start(Tone.START, 1.0)
    chimes.run_due(1.0)
    assert rings[-1:] == [1]


def ring_all(chimes, now):
    """Let time pass, ring by ring, until none is due."""
    while (due := chimes.next_due()) is not None:
        now = max(now, due)
        chimes.run_due(now)


def test_a_bell_rings_for_the_tone_that_a_failing_player_swallowed_and_for_later_ones(stand_ins):
    rings = []
    stand_ins.player(code=1)
    chimes = TonePlayer("alsa", lambda: rings.append(1))
    chimes.start(Tone.SWITCH, 0.0)
    until(lambda: chimes.run_due(0.1) or chimes.failed)
    ring_all(chimes, 0.1)
    assert len(rings) == 3
    chimes.start(Tone.DONE, 5.0)
    assert chimes.is_busy()
    ring_all(chimes, 5.0)
    assert len(rings) == 3 + 4
    assert not chimes.is_busy()


def test_a_player_that_is_told_of_failing_is_looked_at_soon(stand_ins):
    stand_ins.player(code=1)
    chimes = TonePlayer("alsa", lambda: None)
    chimes.start(Tone.START, 7.0)
    assert 7.0 < chimes.next_due() <= 7.25
    chimes.run_due(7.1)
    chimes.close()
    assert chimes.next_due() is None


def test_a_failing_player_rings_softly_for_nobody(stand_ins):
    rings = []
    stand_ins.player(code=1)
    chimes = TonePlayer("alsa", lambda: rings.append(1))
    chimes.start(Tone.DONE, 0.0, hush=True)
    until(lambda: chimes.run_due(0.1) or chimes.failed)
    chimes.run_due(10.0)
    assert rings == []
    assert not chimes.is_busy()


def test_without_player_and_bell_nothing_is_waited_for():
    chimes = TonePlayer(None, None)
    chimes.start(Tone.DONE, 0.0)
    chimes.run_due(10.0)
    assert not chimes.is_busy()


def test_a_player_that_was_silenced_did_not_fail(stand_ins):
    """Some players end with an error when they are silenced, as aplay does."""
    rings = []
    script = "import pathlib, signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))"
    ready = f"pathlib.Path({str(stand_ins.folder)!r}, 'ready').touch(); time.sleep(60)"
    stand_ins.program("aplay", f"#!{sys.executable} -S\n{script}\n{ready}\n")
    chimes = TonePlayer("alsa", lambda: rings.append(1))
    chimes.start(Tone.TICK, 0.0)
    until((stand_ins.folder / "ready").exists)
    stand_ins.player()
    chimes.start(Tone.END, 1.0)
    until(lambda: chimes.run_due(1.1) or not chimes.is_busy())
    assert chimes.player == "alsa"
    assert rings == []


def test_a_player_that_is_gone_or_hangs_is_no_trouble(stand_ins, children):
    gone = TonePlayer("alsa", lambda: None)
    gone.start(Tone.START, 0.0)
    assert gone.player is None
    stand_ins.program("aplay", f"#!{sys.executable} -S\nimport time; time.sleep(60)\n")
    hanging = TonePlayer("alsa", lambda: None)
    hanging.start(Tone.START, 0.0)
    hanging.run_due(60.0)
    assert hanging.player is None
    hanging.close()
    assert not children()


def test_a_rehearsal_does_not_heap_up_players(stand_ins, children):
    stand_ins.player("aplay")
    chimes = TonePlayer("alsa", lambda: None)
    for n in range(100):
        chimes.start(Tone.TICK, n / 1000)
    assert len(children()) <= 1
    chimes.close()


def test_looking_for_a_player_starts_none(stand_ins):
    stand_ins.player("aplay")
    code = (
        "from backcare.sound.tone_player import import_player; import_player();"
        "import playsound3, os; print(os.environ['PATH'])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(stand_ins.folder)
    assert ran.stderr == ""
    assert stand_ins.notes("tone") == []


def test_the_tones_that_are_shipped_are_those_of_the_script(tmp_path):
    script = Path(__file__).parents[2] / "tools" / "make_tones.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    made = {file.relative_to(tmp_path): file.read_bytes() for file in tmp_path.rglob("*.wav")}
    assert made == {file.relative_to(FOLDER): file.read_bytes() for file in FOLDER.rglob("*.wav")}
    assert len(made) == 2 * len(Tone)


# --- how long it takes


def test_lengths_are_estimated_until_measured_and_kept_for_each_voice(tmp_path):
    pace = SpeechLengths(tmp_path / "cache", "espeak-ng en-gb 160")
    assert pace("Halfway.") == estimate_speech("Halfway.")
    assert pace.remember("Halfway.", 0.9) == 0.9
    pace.save()
    assert SpeechLengths(tmp_path / "cache", "espeak-ng en-gb 160")("Halfway.") == 0.9
    assert SpeechLengths(tmp_path / "cache", "say Daniel 160")("Halfway.") == estimate_speech("Halfway.")


def test_a_slower_voice_is_taken_to_need_longer(tmp_path):
    assert SpeechLengths(tmp_path, "x", rate=80)("Halfway.") == 2 * estimate_speech("Halfway.")


@pytest.mark.parametrize("text", ["", "[1]", '{"voice": 3}', '{"voice": {"Halfway.": "long"}}', "\x00{"])
def test_a_broken_file_of_lengths_only_costs_the_lengths(tmp_path, text):
    (tmp_path / "voices.json").write_text(text, encoding="utf-8")
    pace = SpeechLengths(tmp_path, "voice")
    assert pace("Halfway.") == estimate_speech("Halfway.")
    pace.remember("Halfway.", 0.9)
    pace.save()
    assert json.loads((tmp_path / "voices.json").read_text(encoding="utf-8"))["voice"]["Halfway."] == 0.9
