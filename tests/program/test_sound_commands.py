"""The real program with a stand-in voice and player, and with none: a session, `doctor` and `export`."""

import array
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the stand-ins are written for Linux", allow_module_level=True)

from backcare.cli.main import main
from backcare.cli.self_test import try_tones, try_voice
from backcare.settings.session_settings import VOICE_RATE
from backcare.wording import spoken
from fake_sound import StandIns, until
from full_disk import NO_HALF_BYTECODE
from real_program import Real
from yaml_files import load_config

ROUTINE = """
name: Short
stretches:
  - name: Turn
    hold: 1
    sides: [left, right]
    steps: ["Turn to the {side}."]
    seconds: {setup: 1.2, move: 0.8, release: 0.8, switch: 0.8}
"""
WITH_WORDS = ("end", "switch", "done")
RATE = 22050
# The shortest session that has something to say, even in so little time.
TALKATIVE = """
name: Talkative
stretches:
  - name: Reach
    hold: 1
    steps: {setup: [Sit.], move: [Reach.], release: [Rest.]}
    seconds: {setup: 0, move: 0.2, release: 0.2}
"""


@pytest.fixture
def stand_ins(tmp_path):
    return StandIns(tmp_path)


@pytest.fixture
def start():
    runs = []

    def begin(*arguments, **more):
        runs.append(Real(*arguments, **more))
        return runs[-1]

    yield begin
    for run in runs:
        run.stop()


@pytest.fixture
def talkative(stand_ins):
    """The arguments of a session, without pages, that has something to say."""
    file = stand_ins.folder / "talkative.yaml"
    file.write_text(TALKATIVE, encoding="utf-8")
    return ("routine", str(file), "--lead-in", "0", "--yes", "--plain")


@dataclass
class Ran:
    """What a run of the program in this process left."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def here(stand_ins, tmp_path, monkeypatch, capfd):
    """Run the program in this process, with the stand-ins alone on PATH and `tmp_path` as its folder."""
    for name, value in stand_ins.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = main(arguments)
        return Ran(code, *capfd.readouterr())

    return run


def backcare(*arguments, environment, **more):
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "backcare", *arguments],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
        **more,
    )


# --- a session


def test_a_session_is_heard_in_time_one_thing_after_the_other(stand_ins, tmp_path):
    stand_ins.voice("time.sleep(0.1)")
    stand_ins.player()
    routine = tmp_path / "short.yaml"
    routine.write_text(ROUTINE, encoding="utf-8")
    ran = backcare("routine", str(routine), "--lead-in", "0", "--plain", environment=stand_ins.environment)
    assert (ran.returncode, ran.stderr) == (0, "")
    tones = [Path(note.text).stem for note in stand_ins.notes("tone")]
    assert tones == ["tick", "start", "end", "switch", "start", "end", "done"]
    # One thing after the other, 0.8 s apart, but for a tone and the words that come with it.
    notes = [note for note in stand_ins.notes("tone", "said") if Path(note.text).stem not in WITH_WORDS]
    assert [Path(note.text).stem for note in sorted(notes, key=lambda note: note.began)] == [
        "tick",
        "Left side.",
        "start",
        "Ease out slowly.",
        "Right side.",
        "Right side.",
        "start",
        "Ease out slowly.",
        "All done.",
    ]
    assert [note.what for note in stand_ins.notes("said", "end", "cut")] == ["said", "end"] * 6


def test_a_pause_silences_the_voice_and_h_i_t_are_answered(start, stand_ins):
    stand_ins.voice("time.sleep(60)")
    run = start("hold", "doorway", environment=stand_ins.environment).see("SET UP")
    until(lambda: stand_ins.notes("said") or not run.read())
    run.press(" ").see("PAUSED")
    until(lambda: stand_ins.notes("cut"))
    assert not stand_ins.notes("end")
    for key, text in (("i", "palms on both sides"), ("t", "seconds left.")):
        run.press(key)
        until(lambda text=text: any(text in note.text for note in stand_ins.notes("said")) or not run.read())
    run.press("h").see("hush")
    run.press("q")
    assert run.end(pressing="q") == 3
    assert b"Traceback" not in run.raw


@pytest.mark.parametrize(
    "voice",
    ["time.sleep(60)", "os._exit(139)", "print('noise', file=sys.stderr); print('noise')", "time.sleep(5)"],
)
def test_a_bad_voice_costs_neither_time_nor_a_byte_of_noise(stand_ins, home, talkative, voice):
    stand_ins.voice(voice)
    stand_ins.player(code=1)
    # So much is known of the voice that nothing it does after the end is waited for.
    known = {f"espeak-ng en-gb {VOICE_RATE}": dict.fromkeys(("Rest.", spoken.DONE), 0.1)}
    (home / "cache").mkdir()
    (home / "cache" / "voices.json").write_text(json.dumps(known), encoding="utf-8")
    ran = backcare(*talkative, environment=stand_ins.environment)
    assert ran.returncode == 0
    assert stand_ins.notes("said")
    assert bool(stand_ins.notes("end")) == ("noise" in voice)  # what goes on for longer is cut
    assert "noise" not in ran.stdout + ran.stderr
    assert "[00:01] All done." in ran.stdout


def test_with_no_audio_at_all_a_session_is_quiet_and_done(start, stand_ins):
    run = start("hold", "1", environment=stand_ins.environment)
    assert run.end() == 0
    assert b"Traceback" not in run.raw
    lines = backcare("routine", "postpartum", "--speed", "500", environment=stand_ins.environment)
    assert (lines.returncode, lines.stderr) == (0, "")
    page = start("routine", "postpartum", environment=stand_ins.environment)
    page.see("Sound     the terminal bell; no voice was found (backcare doctor)").press("q")
    assert page.end() == 3


@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["screen", "lines"])
@pytest.mark.parametrize("player", ["none", "failing", "not a program"])
def test_the_bell_rings_for_every_tone_that_no_player_plays(start, stand_ins, player, plain):
    if player == "failing":
        stand_ins.player(code=1)
    elif player == "not a program":
        stand_ins.program("aplay", "#!/nowhere\n")
    run = start("hold", "1", *plain, environment=stand_ins.environment)
    assert run.end() == 0
    assert run.raw.count(b"\a") == 1 + 4  # the start and the end
    assert b"Traceback" not in run.raw


def test_tones_that_could_not_be_played_are_told_of_once_at_the_end(stand_ins, talkative):
    stand_ins.player(code=1)
    ran = backcare("hold", "1", "--plain", environment=stand_ins.environment)
    assert ran.returncode == 0
    assert ran.stderr == "backcare: the tones could not be played: `backcare doctor` tells more\n"
    stand_ins.voice("os._exit(1)")
    ran = backcare(*talkative, environment=stand_ins.environment)
    assert ran.stderr.count("\n") == 1
    assert "neither the voice nor the tones" in ran.stderr


def test_no_sound_and_hush_start_no_voice(stand_ins, talkative):
    stand_ins.voice()
    stand_ins.player()
    backcare(*talkative, "--no-sound", environment=stand_ins.environment)
    assert not stand_ins.notes("said", "tone")
    backcare(*talkative, "--hush", environment=stand_ins.environment)
    assert not stand_ins.notes("said")
    assert "/hush/" in stand_ins.notes("tone")[0].text
    backcare(*talkative, environment=stand_ins.environment)
    assert stand_ins.notes("said")


@pytest.mark.parametrize(("option", "rings", "speaks"), [("--sound", True, True), ("--hush", False, False)])
def test_a_reminder_and_its_break_are_as_quiet_as_was_chosen(start, stand_ins, option, rings, speaks):
    stand_ins.voice()
    stand_ins.player()
    run = start("remind", "--every", "1m", "--speed", "60", option, environment=stand_ins.environment)
    run.see("Time to move").press("\r").see("GET READY")
    until(lambda: stand_ins.notes("said" if speaks else "tone"))
    assert bool(stand_ins.notes("said")) == speaks
    assert (b"\a" in run.raw) == rings
    assert run.end(pressing="\x03") == 130


def test_the_start_page_shows_the_sound_takes_h_and_s_and_remembers(start, stand_ins, home):
    stand_ins.voice()
    stand_ins.player()
    run = start("routine", "postpartum", environment=stand_ins.environment)
    run.see("Sound     voice (espeak-ng) and tones").press("h").see("Sound     hush").press("s").see(
        "Sound     off"
    )
    run.press("\r").see("GET READY").press("q").see("PAUSED")
    assert run.end(pressing="q") == 3
    assert load_config(home / "config" / "config.yaml") == {"sound": False, "hush": True}


def test_a_folder_that_cannot_be_written_to_forgets_and_says_nothing(start, stand_ins, home):
    (home / "config").write_text("in the way", encoding="utf-8")
    run = start("routine", "postpartum", environment=stand_ins.environment).see("Sound  ").press("s").see("off")
    run.press("\r").see("GET READY").press("q").see("PAUSED")
    assert run.end(pressing="q") == 3
    assert b"Traceback" not in run.raw


def test_a_config_file_with_mistakes_is_left_as_it_is_by_the_start_page(start, stand_ins, home):
    (home / "config").mkdir()
    (home / "config" / "config.yaml").write_text("hold: [\n", encoding="utf-8")
    run = start("routine", "postpartum", environment=stand_ins.environment).see("Sound  ").press("s").see("off")
    run.press("\r").see("GET READY").press("q").see("PAUSED")
    assert run.end(pressing="q") == 3
    assert (home / "config" / "config.yaml").read_text(encoding="utf-8") == "hold: [\n"


def test_plain_lines_answer_i_and_h(start, stand_ins):
    run = start("hold", "doorway", "--plain", environment=stand_ins.environment).see("Set up")
    run.press("i").see("palms on both sides").press("h").see("Hush: low tones, no voice.").press("h").see(
        "Hush off."
    )
    run.press("q")
    assert run.end(pressing="q") == 3


SIGNS = "begin with a letter or digit, and use no signs but . , ( ) + - between"


@pytest.mark.parametrize("name", ["-v", "$(id)", "a;b", "mb/mb-en1"])
def test_a_voice_s_name_is_no_option_and_no_command(here, name):
    ran = here("hold", "1", f"--voice-name={name}")
    assert ran.returncode == 2
    assert ran.stderr == f"backcare: --voice-name: '{name}' is no name: {SIGNS}\n"


# --- doctor


def test_doctor_tells_what_is_missing_and_the_command_that_mends_it(here, stand_ins):
    stand_ins.program("apt-get", "#!/bin/sh\n")
    ran = here("doctor")
    assert ran.returncode == 1
    assert "tones:     no player was found. Try: sudo apt-get install alsa-utils" in ran.stdout
    assert "voice:     none was found. Try: sudo apt-get install espeak-ng" in ran.stdout
    for part in ("terminal:", "colours:", "routines:", "versions:", "backcare 0."):
        assert part in ran.stdout
    assert ran.stderr == ""


def test_doctor_plays_a_tone_says_a_sentence_and_measures_the_voice(here, stand_ins, home):
    stand_ins.renderer()
    stand_ins.player()
    ran = here("doctor")
    assert ran.returncode == 0
    assert "alsa played one" in ran.stdout
    assert "espeak-ng (en-gb, 160 words a minute) spoke" in ran.stdout
    assert stand_ins.notes("tone")[0].text.endswith("done.wav")
    assert stand_ins.notes("said")[0].text.startswith("This is the voice of backcare.")
    assert '"Halfway.": 0.1' in (home / "cache" / "voices.json").read_text(encoding="utf-8")


def test_doctor_names_the_better_voice_that_speaks(here, stand_ins):
    stand_ins.renderer()
    stand_ins.file_voice()
    stand_ins.player()
    assert "pico2wave (en-GB, 160 words a minute) spoke" in here("doctor").stdout
    assert "espeak-ng (en-us, 160 words a minute) spoke" in here("doctor", "--voice-name", "en-us").stdout


@pytest.mark.parametrize(
    ("voice", "said"),
    [
        ("print('error: No such device', file=sys.stderr)", "found nothing to speak on"),
        ("os._exit(1)", "failed. Is its name right?"),
    ],
)
def test_doctor_hears_that_there_is_no_device(here, stand_ins, voice, said):
    stand_ins.voice(voice)
    stand_ins.player(code=1)
    ran = here("doctor")
    assert ran.returncode == 1
    assert "alsa found nothing to play on" in ran.stdout
    assert said in ran.stdout


def test_doctor_waits_for_nothing_for_ever(here, stand_ins, capfd):
    stand_ins.program("aplay", "#!/nowhere\n")
    stand_ins.program("espeak-ng", "#!/nowhere\n")
    ran = here("doctor")
    assert ran.returncode == 1
    assert "alsa did not start" in ran.stdout
    assert "does not answer" in ran.stdout
    for program in ("aplay", "espeak-ng"):
        stand_ins.program(program, f"#!{sys.executable} -S\nimport time; time.sleep(60)\n")
    assert not try_tones(patience=0.2)
    assert "alsa does not come to an end" in capfd.readouterr().out
    assert not try_voice(None, VOICE_RATE, patience=0.2)
    assert "does not answer" in capfd.readouterr().out


@pytest.mark.parametrize("words", ["yes", "yes >&2"], ids=["on stdout", "on stderr"])
def test_doctor_listens_to_no_voice_that_never_stops_talking(stand_ins, capfd, words, monkeypatch):
    tools = shutil.which("yes", path=os.defpath)
    stand_ins.program("espeak-ng", "#!/bin/sh\nexec " + words.replace("yes", tools) + "\n")
    monkeypatch.setenv("PATH", stand_ins.environment["PATH"])
    assert not try_voice(None, VOICE_RATE, patience=0.2)
    assert "does not answer" in capfd.readouterr().out


# --- export


def samples_of(file):
    with wave.open(str(file), "rb") as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        return array.array("h", sound.readframes(sound.getnframes()))


def level(samples, at, seconds=0.1):
    piece = samples[round(at * RATE) : round((at + seconds) * RATE)]
    return max(map(abs, piece), default=0)


def test_an_export_is_as_long_as_its_plan_and_farewell_with_words_and_tones_in_their_places(
    here, stand_ins, tmp_path
):
    stand_ins.renderer()
    file = tmp_path / "session.wav"
    ran = here("export", "postpartum", "-o", str(file))
    assert (ran.returncode, ran.stderr) == (0, "")
    samples = samples_of(file)
    assert len(samples) == (240 + 1) * RATE  # the closing tone outlasts the stand-in's words
    assert "All done." in [note.text for note in stand_ins.notes("said")]
    assert "4:01" in ran.stdout
    assert max(map(abs, samples)) < 32767
    for at in (0.1, 10.1, 29.1, 40.1, 50.02, 60.1, 81.1, 240.1):
        assert level(samples, at) > 1000, at
    for at in (9.5, 28.5, 39.5, 46.0, 54.0, 59.0, 64.5):
        assert level(samples, at) == 0, at


def test_an_export_has_the_tips_of_its_rests_unless_they_are_not_wanted(here, stand_ins):
    stand_ins.renderer()
    tip = "Warmth, or an ice pack, can ease things for a while."
    assert here("export", "quick-relief").returncode == 0
    assert tip in [note.text for note in stand_ins.notes("said")]
    stand_ins.log.write_text("", encoding="utf-8")
    assert here("export", "quick-relief", "--no-tips", "--force").returncode == 0
    assert tip not in [note.text for note in stand_ins.notes("said")]


def test_an_export_tells_what_to_know_after_a_birth_and_names_no_option_that_it_lacks(here):
    ran = here("export", "postpartum", "--no-voice")
    assert "Caesarean or hard birth: ask your healthcare provider." in ran.stdout
    assert "--without" not in ran.stdout


def test_an_export_takes_hold_repeats_minutes_and_hush(here, tmp_path):
    file = tmp_path / "one.wav"
    here("export", "postpartum", "--hold", "30", "--no-voice", "-o", str(file))
    assert len(samples_of(file)) == 280 * RATE
    loud = max(map(abs, samples_of(file)))
    here("export", "postpartum", "--minutes", "4", "--hush", "--force", "-o", str(file))
    assert len(samples_of(file)) <= 240 * RATE
    assert max(map(abs, samples_of(file))) < loud / 2


def test_without_a_voice_an_export_stops_and_says_how_to_get_one_unless_tones_alone_are_wanted(here, tmp_path):
    ran = here("export", "postpartum")
    assert ran.returncode == 1
    assert "tones only" in ran.stderr
    assert "espeak-ng" in ran.stderr
    assert not list(tmp_path.glob("*.wav"))
    assert here("export", "postpartum", "--no-voice").returncode == 0
    assert level(samples_of(tmp_path / "postpartum.wav"), 40.0) > 1000


def test_a_file_that_is_there_is_not_written_over(here, tmp_path):
    file = tmp_path / "mine.wav"
    file.write_text("mine", encoding="utf-8")
    ran = here("export", "postpartum", "-o", str(file))
    assert ran.returncode == 1
    assert "--force" in ran.stderr
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("output", "code", "said"),
    [
        ("no/such/folder/a.wav", 1, "backcare: no/such/folder/a.wav: No such file or directory\n"),
        ("here", 2, "backcare: here is a folder: name a file in it, such as here/postpartum.wav\n"),
        ("nowhere/", 2, "backcare: nowhere/ is a folder: name a file in it, such as nowhere/postpartum.wav\n"),
        (".", 2, "backcare: . is a folder: name a file in it, such as postpartum.wav\n"),
        ("session.txt", 2, "ends with .wav"),
        ("session.opus", 1, "no encoder was found"),
    ],
)
def test_an_export_to_nowhere_is_a_clear_error_and_no_file(here, tmp_path, output, code, said):
    (tmp_path / "here").mkdir()
    ran = here("export", "postpartum", "--no-voice", "-o", output)
    assert ran.returncode == code
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not [file for file in tmp_path.iterdir() if "session" in file.name]


def test_a_full_disk_leaves_no_half_file(stand_ins, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    ran = backcare(
        "export",
        "postpartum",
        "--no-voice",
        "-o",
        str(folder / "a.wav"),
        environment=stand_ins.environment | NO_HALF_BYTECODE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith(f"backcare: {folder / 'a.wav'}: ")
    assert not list(folder.iterdir())


def test_a_voice_that_fails_in_an_export_is_told_of(here, stand_ins, tmp_path):
    stand_ins.voice("os._exit(1)")
    ran = here("export", "postpartum")
    assert ran.returncode == 1
    assert "--no-voice leaves it out" in ran.stderr
    assert not list(tmp_path.glob("*.wav"))


def test_an_encoder_that_is_there_makes_the_smaller_file(here, stand_ins, tmp_path):
    writes = "import sys\nopen(sys.argv[-1], 'w').write('small')\n"
    stand_ins.program("opusenc", f"#!{sys.executable} -S\n{writes}")
    ran = here("export", "postpartum", "--no-voice", "-o", "a.opus")
    assert ran.returncode == 0
    assert (tmp_path / "a.opus").read_text(encoding="utf-8") == "small"
    stand_ins.program("opusenc", "#!/bin/sh\nexit 1\n")
    ran = here("export", "postpartum", "--no-voice", "-o", "b.opus")
    assert ran.returncode == 1
    assert "opusenc could not make the file" in ran.stderr
    assert not (tmp_path / "b.opus").exists()


def test_an_mp3_needs_no_program_and_is_a_seventh_of_the_sound(here, tmp_path):
    pytest.importorskip("lameenc", reason="it has no wheels for this system")
    assert here("export", "postpartum", "--no-voice", "-o", "a.mp3").returncode == 0
    sound = (tmp_path / "a.mp3").read_bytes()
    assert sound[0] == 0xFF
    assert sound[1] & 0xE0 == 0xE0  # a frame of MP3 begins
    assert len(sound) == pytest.approx(240 * 48_000 / 8, rel=0.01)


# --- the page


def session_of(page):
    text = page.read_text(encoding="utf-8")
    return json.loads(re.search(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)[1])


def test_a_page_has_the_session_and_its_sound_in_less_than_three_megabytes(here, stand_ins, tmp_path):
    pytest.importorskip("lameenc", reason="it has no wheels for this system")
    stand_ins.renderer()
    ran = here("export", "postpartum", "-o", "session.html")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "session.html: 4:01" in ran.stdout
    page = tmp_path / "session.html"
    assert page.stat().st_size < 3_000_000
    assert session_of(page)["seconds"] == 240
    assert session_of(page)["words"] == []  # the sound has them
    assert "All done." in [note.text for note in stand_ins.notes("said")]


def test_without_a_voice_a_page_has_the_words_for_the_browser_s_own_unless_they_are_not_wanted(here, tmp_path):
    assert here("export", "postpartum", "-o", "a.html").returncode == 0
    words = session_of(tmp_path / "a.html")["words"]
    assert words[0]["text"].startswith("Welcome")
    assert words[-1] == {"at": 240, "text": spoken.DONE}
    assert [one["at"] for one in words] == sorted(one["at"] for one in words)
    for quiet in ("--no-voice", "--hush"):
        assert here("export", "postpartum", quiet, "-o", "b.html", "--force").returncode == 0
        assert session_of(tmp_path / "b.html")["words"] == []


def test_a_page_that_cannot_be_written_is_no_half_page(here, stand_ins, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    ran = backcare(
        *("export", "postpartum", "--no-voice", "-o", str(folder / "a.html")),
        environment=stand_ins.environment | NO_HALF_BYTECODE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("backcare: ")
    assert "Traceback" not in ran.stderr
    assert not list(folder.iterdir())
    assert here("export", "nothing-like-it", "-o", "b.html").returncode == 1
    assert here("export", "postpartum", "--no-voice", "-o", "no/such/folder/a.html").returncode == 1
    assert not list(tmp_path.glob("**/*.html"))


def test_an_export_shows_a_bar_at_a_terminal(start, stand_ins, tmp_path):
    file = tmp_path / "a.wav"
    run = start("export", "postpartum", "--no-voice", "-o", str(file), environment=stand_ins.environment)
    assert run.end() == 0
    assert b"Mixing" in run.raw
    assert Path(file).exists()
