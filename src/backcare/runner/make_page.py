"""Make the page of a session: its sound as small as can be, and all that is shown with it."""

from pathlib import Path

from backcare.model.guidance import Guidance
from backcare.phone.page import Recording, page_html
from backcare.planning.plan import Plan
from backcare.runner.record import record_wav, voice_for_files, wants_voice
from backcare.settings.session_settings import SessionSettings
from backcare.sound.clips import temporary_folder
from backcare.sound.cues import words_of_plan
from backcare.sound.mp3 import has_mp3, write_mp3
from backcare.text import estimate_speech


def make_page(plan: Plan, guidance: Guidance, settings: SessionSettings) -> tuple[str, float]:
    """Return the page of a session, and the seconds of its sound.

    Where a voice is wanted and none was found, the browser's own has the words. Raises OSError, VoiceError.
    """
    voice = voice_for_files(settings)
    words = words_of_plan(plan, estimate_speech) if wants_voice(settings) and not voice else ()
    with temporary_folder() as folder:
        wav, mp3 = Path(folder) / "session.wav", Path(folder) / "session.mp3"
        seconds = record_wav(plan, settings, voice, wav)
        if has_mp3():
            write_mp3(wav, mp3)
        sound, media_type = (mp3, "audio/mpeg") if has_mp3() else (wav, "audio/wav")
        recording = Recording(sound.read_bytes(), media_type, seconds, words)
    return page_html(plan, guidance, recording), seconds
