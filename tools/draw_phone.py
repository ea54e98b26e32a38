"""Draw docs/phone.png, the picture of the README: the page of a session in a real browser."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from chromium import ARGUMENTS, HOW_TO_GET_IT, find_chromium  # noqa: E402 - of the tests

WIDTH, HEIGHT = 360, 720
PLACES = ("playFrom(13)", "playFrom(48)", "(playFrom(92), sound.pause())")
SHEET = """<style>body{{margin:0;display:flex;gap:24px;padding:16px;background:#8a7f94}}
img{{width:{width}px;border-radius:18px}}</style>{images}"""


def main():
    """Make the page, play it in a phone's window, and put pictures of it side by side."""
    program = find_chromium() or sys.exit(HOW_TO_GET_IT)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "session.html"
        subprocess.run(
            (sys.executable, "-m", "backcare", "export", "postpartum", "--no-voice", "-o", file), check=True
        )
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(file.as_uri())
        page.click("#begin")
        images = ""
        for number, place in enumerate(PLACES):
            page.evaluate(place)
            while page.evaluate("sound.seeking"):
                page.wait_for_timeout(20)
            page.evaluate("draw()")
            page.screenshot(path=Path(folder) / f"{number}.png")
            images += f'<img src="{number}.png">'
        (Path(folder) / "sheet.html").write_text(SHEET.format(width=WIDTH, images=images), encoding="utf-8")
        page.set_viewport_size({"width": 3 * WIDTH + 80, "height": HEIGHT + 32})
        page.goto((Path(folder) / "sheet.html").as_uri())
        page.screenshot(path=ROOT / "docs" / "phone.png")
        browser.close()


if __name__ == "__main__":
    main()
