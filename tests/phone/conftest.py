"""A phone for the tests of the page: they are skipped where there is no browser."""

import pytest

from backcare.phone.page import Recording, page_html
from backcare.sound.clips import Clips
from backcare.sound.export import write_wav
from chromium import ARGUMENTS, HOW_TO_GET_IT, find_chromium
from phone_browser import GUIDANCE, PLAN, SPIES, Phone

CHROMIUM = find_chromium()  # before a test has a PATH of its own
PORTRAIT = (390, 844)


@pytest.fixture(scope="session")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="it has no wheels for this system")
    if not CHROMIUM:
        pytest.skip(HOW_TO_GET_IT)
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def recording(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    wav = folder / "session.wav"
    seconds = write_wav(PLAN, Clips(None, folder, hush=False), None, wav, lambda _done: None)
    return Recording(wav.read_bytes(), "audio/wav", seconds)


@pytest.fixture
def phone(browser, tmp_path, recording):
    """Open a page as a phone does: `phone()` is one of 390 by 844."""
    contexts = []

    def opened(size=PORTRAIT, plan=PLAN, sound=recording, **more):
        file = tmp_path / f"{len(contexts)}.html"
        file.write_text(page_html(plan, GUIDANCE, sound), encoding="utf-8")
        window = {"width": size[0], "height": size[1]}
        contexts.append(browser.new_context(viewport=window, has_touch=True, is_mobile=True, **more))
        contexts[-1].add_init_script(SPIES)
        return Phone(contexts[-1]).open(file.as_uri())

    yield opened
    for context in contexts:
        context.close()
