"""Sound files read and mixed, sample by sample."""

import array
import wave

import pytest

from backcare.planning.build import bare_hold
from backcare.sound.clips import RATE, Clips, VoiceError, read_wav
from backcare.sound.cue_values import Tone
from backcare.sound.export import write_wav
from backcare.sound.voices import Voice
from backcare.text import estimate_speech

SPEAKS = ("sh", "-c", "cat >/dev/null; cat {}")


def wav(file, samples, *, rate=RATE, channels=1):
    with wave.open(str(file), "wb") as sound:
        sound.setparams((channels, 2, rate, 0, "NONE", ""))
        sound.writeframes(array.array("h", samples).tobytes())
    return file


def voice_of(file):
    return Voice("sh", "", 160, (), render=(*SPEAKS[:2], SPEAKS[2].format(file)), to_stdout=True)


def test_another_rate_becomes_ours(tmp_path):
    assert list(read_wav(wav(tmp_path / "a.wav", [1, 2, 3], rate=RATE // 2))) == [1, 1, 2, 2, 3, 3]


def test_two_channels_are_refused(tmp_path):
    with pytest.raises(wave.Error):
        read_wav(wav(tmp_path / "a.wav", [1, 2], channels=2))


def test_a_voice_is_levelled_and_silence_stays_silence(tmp_path):
    loud = Clips(voice_of(wav(tmp_path / "a.wav", [10, -20, 0])), tmp_path, hush=False)
    assert list(loud.speech("x")) == [10649, -21299, 0]
    silent = Clips(voice_of(wav(tmp_path / "b.wav", [0, 0])), tmp_path, hush=False)
    assert list(silent.speech("x")) == [0, 0]


@pytest.mark.parametrize("rate", [0, 1, 2**31])
def test_a_rate_that_no_voice_has_is_refused(tmp_path, rate):
    file = wav(tmp_path / "a.wav", [1] * 10)
    file.write_bytes(file.read_bytes()[:24] + rate.to_bytes(4, "little") + file.read_bytes()[28:])
    with pytest.raises(wave.Error):
        read_wav(file)


def test_a_clip_longer_than_its_text_explains_is_refused(tmp_path):
    minute = wav(tmp_path / "a.wav", [1] * RATE * 60)
    with pytest.raises(VoiceError):
        Clips(voice_of(minute), tmp_path, hush=False).speech("Halfway.")


def test_what_is_no_sound_is_told_of(tmp_path):
    (tmp_path / "a.wav").write_text("not a sound", encoding="utf-8")
    with pytest.raises(VoiceError):
        Clips(voice_of(tmp_path / "a.wav"), tmp_path, hush=False).speech("x")


def test_words_and_a_tone_at_once_are_added_and_progress_is_told(tmp_path):
    clips = Clips(voice_of(wav(tmp_path / "a.wav", [16384] * RATE)), tmp_path, hush=False)
    done = []
    file = tmp_path / "session.wav"
    write_wav(bare_hold(20.5), clips, estimate_speech, file, done.append)
    samples, start = read_wav(file), clips.tone(Tone.START)
    assert len(samples) == round(20.5 * RATE)
    assert list(samples[:500]) == [21299 + tone for tone in start[:500]]
    assert done[-1] == 20.5


def test_a_hold_too_short_for_the_farewell_still_has_its_length(tmp_path):
    file = tmp_path / "session.wav"
    write_wav(bare_hold(1), Clips(None, tmp_path, hush=True), None, file, lambda _done: None)
    assert len(read_wav(file)) == RATE
