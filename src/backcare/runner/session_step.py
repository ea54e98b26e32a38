"""The session itself, from its first phase to whatever ends it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backcare.errors import Exit, Stopped
from backcare.planning.plan import Plan
from backcare.runner.run import Run, Step, non_empty
from backcare.runner.saving_notice import SavingLines, saving_text
from backcare.runner.start_step import Start
from backcare.runner.stay_awake import StayAwake, can_stay_awake
from backcare.screen.plain_lines import PlainLines
from backcare.session.events import Event, Report, Signal
from backcare.session.listener import Listener
from backcare.session.session import Session
from backcare.terminal.output import print_lines
from backcare.wording import written

if TYPE_CHECKING:
    from backcare.history.recorder import Recorder
    from backcare.runner.canvas import ScreenView


@dataclass(frozen=True, slots=True, kw_only=True)
class Played(Step):
    """A session that ended, with its plan and report; `number` is its number in the history, if it was saved."""

    plan: Plan
    report: Report
    number: int | None = None


def play(run: Run, start: Start) -> Played:
    """Play one session until it ends, whatever ends it."""
    resumed, speed = start.resumed, run.settings.speed
    plan, place = (resumed.plan, resumed.interrupted.resume_point) if resumed else (run.plan, None)
    session = Session(run.playable(plan), place, hush=start.hush)
    recorder = run.history.recorder(session, resumed, start.pain) if run.history else None
    run.devices.sound.attach(session, replace(run.settings, sound=start.sound, hush=start.hush))
    view = _session_view(run, session, plan.name, recorder) if run.devices.canvas else None
    player = run.devices.player(view, _listeners(run, session, recorder), speed=speed)
    stopped_by = None
    try:
        player.play(session)
    except Stopped as stopped:
        player.send(session, Signal.LEAVE)
        stopped_by = stopped.exit
    finally:
        if recorder:
            recorder.close()
    report = session.report(player.now())
    summary = written.session_summary(session.plan, report)
    ended = None if report.finished else Exit.WARNING_SIGN if report.stopped else Exit.ENDED_EARLY
    played = Played(stopped_by or ended, summary, plan=session.plan, report=report)
    return _with_saving(played, session.plan, recorder) if recorder else played


def _session_view(run: Run, session: Session, title: str, recorder: "Recorder | None") -> "ScreenView":
    from backcare.runner.views import SessionView

    return SessionView(session, title, run.settings.speed, run.safety, lambda: saving_text(recorder))


def _listeners(run: Run, session: Session, recorder: "Recorder | None") -> list[Listener[Event]]:
    """Return the listeners in order: what ended is saved before anything else is done."""
    listeners: list[Listener[Event]] = [recorder] if recorder else []
    if not run.devices.canvas:
        listeners += [SavingLines(recorder, print_lines)] if recorder else []
        listeners.append(PlainLines(session, print_lines, run.safety.warnings))
    listeners.append(run.devices.sound)
    if run.devices.canvas and run.settings.awake and can_stay_awake():
        listeners.append(StayAwake())
    return listeners


def _with_saving(played: Played, plan: Plan, recorder: "Recorder") -> Played:
    """Return the result with what was saved, and what was not."""
    played = replace(played, number=recorder.session_id, notices=non_empty(recorder.notice))
    if recorder.problem:
        return replace(played, notices=(*played.notices, f"this session is not saved: {recorder.problem}"))
    if (index := recorder.resume_index) is None:
        return played
    saved = f"Saved: backcare resume goes on with {written.turn_text(plan, index)}."
    return replace(played, summary=f"{played.summary} {saved}")
