"""Before a session: its start page, or what that says as lines."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backcare.errors import Exit
from backcare.files.folders import find_folders
from backcare.runner.run import Run, Step, non_empty
from backcare.screen.plain_lines import plan_overview
from backcare.session.pages import PainScale, StartPage
from backcare.settings.config import save_if_possible
from backcare.settings.session_settings import SessionSettings
from backcare.terminal.output import print_lines
from backcare.wording import written

if TYPE_CHECKING:
    from backcare.runner.resumable import Resumable


@dataclass(frozen=True, slots=True)
class Start(Step):
    """How the session starts: with this sound, from the beginning or where `resumed` was interrupted."""

    sound: bool = True
    hush: bool = False
    resumed: "Resumable | None" = None
    pain: int | None = None

    def once_more(self, pain: int | None) -> "Start":
        """Return the start of the same session once more; the last answer is the pain before it."""
        return replace(self, resumed=None, pain=self.pain if pain is None else pain)


def show_start(run: Run, resumed: "Resumable | None") -> Start:
    """Show what is to come and wait for the key that begins; as lines, print it."""
    if run.has_pages:
        return _show_start_page(run, resumed)
    start = Start(sound=run.settings.sound, hush=run.settings.hush, resumed=resumed)
    if resumed and run.devices.canvas:
        return replace(start, notices=non_empty(resumed.difference))
    if resumed:
        print_lines(resumed.resume_text())
    elif run.settings.pages:
        print_lines(
            *plan_overview(run.playable(run.plan)),
            f"Sound: {run.devices.sound.describe(run.settings.sound, run.settings.hush)}",
            *run.safety.safety(),
        )
        run.safety.mark_shown()
    return start


def _show_start_page(run: Run, resumed: "Resumable | None") -> Start:
    from backcare.runner.views import StartView

    offer = run.history.offer(run.plan) if run.history and not resumed else None
    scale = PainScale() if run.asks_pain and not resumed else None
    page = StartPage(
        sound=run.settings.sound, hush=run.settings.hush, scale=scale, has_interrupted=offer is not None
    )
    run.show_page(page, StartView(page, run.plan, offer or resumed, run.devices.sound.describe, run.safety))
    if not page.is_begun:
        if page.is_stopped:
            return Start(Exit.WARNING_SIGN, written.STOPPED)
        return Start(Exit.ENDED_EARLY, written.ENOUGH if page.is_enough else "")
    if page.has_shown_warnings or _has_shown_safety(run):
        run.safety.mark_shown()
    _remember_sound(run.settings, page)
    start = Start(sound=page.sound, hush=page.hush, resumed=resumed, pain=scale.answer if scale else None)
    if offer and page.resumes:
        return replace(start, resumed=offer, pain=None, notices=non_empty(offer.difference))
    return start


def _has_shown_safety(run: Run) -> bool:
    """Whether the start page had room for everything there is to say of warning signs."""
    from backcare.screen.pages import has_room_for_safety

    canvas = run.devices.canvas
    return canvas is not None and has_room_for_safety(run.safety.safety(), canvas.window)


def _remember_sound(settings: SessionSettings, page: StartPage) -> None:
    """Save what was changed on the start page for the next time, where that is possible."""
    before = {"sound": settings.sound, "hush": settings.hush}
    after = {"sound": page.sound, "hush": page.hush}
    if changed := {name: value for name, value in after.items() if value != before[name]}:
        save_if_possible(find_folders().config_file, changed)
