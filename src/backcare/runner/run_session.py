"""One session, joined: the terminal, the machines, the player and what hears them."""

import contextlib
import gc
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from backcare.errors import Exit, HistoryError, Stopped
from backcare.files.folders import find_folders
from backcare.planning.plan import Plan
from backcare.runner.clock import real_clock
from backcare.runner.safety_notice import SafetyNotice
from backcare.runner.sound_output import SoundOutput
from backcare.runner.stay_awake import StayAwake, can_stay_awake
from backcare.screen import plain_lines
from backcare.session.events import Report, Signal
from backcare.session.pages import EndPage, PainScale, StartPage
from backcare.session.player import Listener, Machine, Player, World
from backcare.session.session import Session
from backcare.settings.config import save_settings
from backcare.settings.session_settings import SessionSettings
from backcare.terminal.output import print_notice
from backcare.terminal.terminal import Terminal
from backcare.wording import written

if TYPE_CHECKING:
    from backcare.history.recorder import Recorder
    from backcare.model.guidance import Guidance
    from backcare.runner.canvas import Canvas
    from backcare.runner.resume import Origin, Resumable, SessionHistory


LAST_WORDS = 8.0  # seconds at most that an ending is waited for
_LEAVING_KEYS = frozenset({"c-c", "c-\\"})


def run_session(
    plan: Plan,
    settings: SessionSettings,
    care: SafetyNotice,
    keeper: "SessionHistory | None" = None,
    kept: "Resumable | None" = None,
) -> Exit:
    """Run a session in a terminal, or as lines where there is none; return the exit code.

    With a `keeper` it is kept in the history; `kept` is the one there that it goes on with.
    """
    on_screen = not settings.plain and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    stage = SessionRunner(settings, care, on_screen=on_screen, keeper=keeper, kept=kept)
    gc.enable()  # a session is long, unlike the commands that start without it
    try:
        with stage.terminal:
            code = stage.run(plan)
    except Stopped as stopped:
        code = stopped.exit
    except BrokenPipeError:
        raise Stopped(Exit.ENDED_EARLY) from None  # whoever read the lines has left
    finally:
        stage.hearing.close()
    if stage.summary:
        with contextlib.suppress(OSError):
            print(_at_width(stage.summary), flush=True)  # noqa: T201 - what is left in the scrollback
    for text in dict.fromkeys(stage.notices):
        print_notice(text)
    if trouble := stage.hearing.problem:
        print_notice(trouble)
    return code


class SessionRunner:
    """Where a session is played: on the screen with its pages, or as lines."""

    def __init__(
        self,
        settings: SessionSettings,
        care: SafetyNotice,
        *,
        on_screen: bool,
        keeper: "SessionHistory | None" = None,
        kept: "Resumable | None" = None,
    ) -> None:
        # With the lines going elsewhere, a pager may be reading the keys.
        self.terminal = Terminal(keys=sys.stdout.isatty(), screen=on_screen)
        self.hearing = SoundOutput(settings, self.terminal.bell if sys.stdout.isatty() else None)
        self.summary = ""
        self.notices: list[str] = []
        self._keeper = keeper
        self._kept = kept
        self._settings = settings
        self._recorder: Recorder | None = None
        self._care = care
        self._canvas = _open_canvas(self.terminal, care) if on_screen else None

    def run(self, plan: Plan) -> Exit:
        """Play the session with the pages around it; return the exit code."""
        settings = self._settings
        if self._canvas and settings.pages:
            start = self._start_page(self._canvas, plan)
            if start.is_stopped:
                self.summary = written.STOPPED
            if not start.is_begun:
                return Exit.WARNING_SIGN if start.is_stopped else Exit.ENDED_EARLY
            if start.has_shown_warnings or self._canvas.showed_all():
                self._care.mark_shown()
            self._settings = _remembered(settings, start)
        elif self._kept:
            self._announce(self._kept)
        elif settings.pages:
            _say(*plain_lines.plan_overview(plan))
            _say(f"Sound: {self.hearing.describe(sound=settings.sound, hush=settings.hush)}")
            _say(*self._care.safety())
            self._care.mark_shown()
        return self._rounds(self._kept.plan if self._kept else plan)

    def _start_page(self, canvas: "Canvas", plan: Plan) -> StartPage:
        """Show the page before: what is to come, the question, and what was broken off."""
        offer = self._keeper.offer(plan) if self._keeper and not self._kept else None
        scale = PainScale() if self._asks and not self._kept else None
        settings, unfinished = self._settings, offer is not None
        start = StartPage(sound=settings.sound, hush=settings.hush, scale=scale, has_interrupted=unfinished)
        self._play(start, canvas.start_page(start, plan, offer or self._kept, self.hearing.describe))
        if offer and start.resumes:
            self._kept = offer
            self.notices += [offer.difference] if offer.difference else []
        elif self._keeper and scale:
            self._keeper.pain_before = scale.answer
        return start

    def _announce(self, kept: "Resumable") -> None:
        if self._canvas:
            self.notices += [kept.difference] if kept.difference else []
        else:
            _say(kept.resume_text())

    def _rounds(self, plan: Plan) -> Exit:
        """Play the session, and once more for as long as she wants."""
        while (report := self._session(plan)).finished:
            if not (self._canvas and self._settings.pages):
                self._last_words()
                return Exit.DONE
            if not self._end_page(self._canvas).again:
                return Exit.DONE
            self._kept = None
        return Exit.WARNING_SIGN if report.stopped else Exit.ENDED_EARLY

    def _end_page(self, canvas: "Canvas") -> EndPage:
        """Show the page after, and keep the answer if there is one."""
        scale = self._scale_after()
        end = EndPage(scale)
        try:
            self._play(end, canvas.end_page(end, self.summary))
        finally:
            if scale and scale.answer is not None:
                self._keep_answer(scale.answer)
        return end

    def _scale_after(self) -> PainScale | None:
        if not (self._asks and self._keeper and self._recorder and self._recorder.session_number):
            return None
        kept = self._kept.interrupted.entry.pain_before if self._kept else None
        return PainScale(self._keeper.pain_before if kept is None else kept)

    def _keep_answer(self, answer: int) -> None:
        if self._keeper and self._recorder and self._recorder.session_number:
            try:
                self._keeper.answer(self._recorder.session_number, answer)
            except HistoryError as error:
                self.notices.append(f"your answer is not saved: {error}")

    @property
    def _asks(self) -> bool:
        """Whether to ask how it is: not in a rehearsal, and not where the answer would be kept nowhere."""
        return self._keeper is not None and self._settings.ask and self._settings.speed == 1

    def _session(self, plan: Plan) -> Report:
        """Play one session to its end, whatever that is; return what was done."""
        session = Session(plan, self._kept.interrupted.place if self._kept else None, hush=self._settings.hush)
        self._recorder = self._keeper.recorder(session, self._kept) if self._keeper else None
        self.hearing.attach(session, self._settings)
        player = Player(self._world(session), self._picture(session, plan.name), speed=self._settings.speed)
        try:
            player.play(session)
        except Stopped:
            player.send(session, Signal.LEAVE)
            raise
        finally:
            report = session.report(player.now())
            self.summary = written.session_summary(session.plan, report)
            if self._recorder:
                self._close(self._recorder, session.plan)
        return report

    def _close(self, recorder: "Recorder", plan: Plan) -> None:
        """Let go of the history, and say what is in it and what is not."""
        recorder.close()
        if recorder.notice:
            self.notices.append(recorder.notice)
        if recorder.problem:
            self.notices.append(f"this session is not saved: {recorder.problem}")
        elif (index := recorder.resume_index) is not None:
            self.summary += f" Saved: backcare resume goes on with {written.turn_text(plan, index)}."

    def _last_words(self) -> None:
        """Let what is being said be heard to its end; any key ends it."""
        until = real_clock() + LAST_WORDS
        while self.hearing.is_busy(now := real_clock()) and now < until and not self._keys(0.05):
            self.hearing.run_due(now)

    def _picture(self, session: Session, title: str) -> Callable[[float], float | None]:
        if self._canvas:
            return self._prepared(self._canvas.session(session, title, self._settings.speed))
        return self._prepared(lambda _now: None)

    def _prepared(self, show: Callable[[float], float | None]) -> Callable[[float], float | None]:
        """Make ready what is heard as soon as the first picture stands, and before the count starts."""

        def showing(now: float) -> float | None:
            later = show(now)
            self.hearing.find_programs()
            return later

        return showing

    def _play(self, page: Machine, picture: Callable[[float], float | None]) -> None:
        self._keys(0.0)  # what was typed before the page was there is no answer to it
        Player(self._world(None), self._prepared(picture)).play(page)

    def _world(self, session: Session | None) -> World:
        terminal = self.terminal
        ears: list[Listener] = [self._recorder] if session and self._recorder else []
        if session and not self._canvas:
            ears.append(plain_lines.PlainLines(session, _say, self._care.warnings))
        ears.append(self.hearing)
        if session and self._canvas and self._settings.awake and can_stay_awake():
            ears.append(StayAwake())
        return World(real_clock, self._keys, terminal.suspend, terminal.took_continue, ears)

    def _keys(self, seconds: float) -> Sequence[str]:
        keys = self.terminal.wait(seconds)
        if _LEAVING_KEYS.intersection(keys):
            raise Stopped(Exit.INTERRUPTED)
        return keys


def _remembered(settings: SessionSettings, start: StartPage) -> SessionSettings:
    """Take what she chose on the start page, and keep it for the next time where that can be."""
    before = {"sound": settings.sound, "hush": settings.hush}
    after = {"sound": start.sound, "hush": start.hush}
    if changed := {name: value for name, value in after.items() if value != before[name]}:
        with contextlib.suppress(OSError, ValueError):
            save_settings(find_folders().config_file, changed)
    return replace(settings, sound=start.sound, hush=start.hush)


def _at_width(text: str) -> str:
    """A terminal would break words; lines that go elsewhere stay whole."""
    if not sys.stdout.isatty():
        return text
    return textwrap.fill(text, shutil.get_terminal_size().columns)


def _say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201 - the session's own text goes to stdout


def run_plan(
    plan: Plan, settings: SessionSettings, origin: "Origin | None", guidance: "Callable[[], Guidance]"
) -> Exit:
    """Run the session of a plan and return its exit code; without an origin (a bare count) nothing is kept."""
    keeper = None
    if origin and settings.log:
        from backcare.runner.resume import SessionHistory

        keeper = SessionHistory(origin, settings.speed)
    care = SafetyNotice(guidance, find_folders().shown_once_file)
    return run_session(plan, settings, care, keeper)


def _open_canvas(terminal: Terminal, care: SafetyNotice) -> "Canvas":
    # What draws is heavy, and lines have no need of it.
    from backcare.runner.canvas import Canvas

    return Canvas(terminal, care)
