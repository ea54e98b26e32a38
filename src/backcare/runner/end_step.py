"""After a finished session: its end page, or the closing words."""

from dataclasses import dataclass

from backcare.errors import Exit, HistoryError, Stopped
from backcare.runner.devices import Devices
from backcare.runner.run import Run, Step
from backcare.runner.session_step import Played
from backcare.runner.start_step import Start
from backcare.session.pages import EndPage, PainScale

LAST_WORDS = 8.0  # seconds at most to wait for the closing words


@dataclass(frozen=True, slots=True)
class End(Step):
    """What was chosen after a session: once more, and the pain from 0 to 10."""

    again: bool = False
    pain: int | None = None


def show_end(run: Run, start: Start, played: Played) -> End:
    """Show the summary of a finished session and wait for a key; as lines, wait for the closing words."""
    if played.exit is not None:
        return End()
    if not run.has_pages:
        _wait_for_last_words(run.devices)
        return End(Exit.DONE)
    from backcare.runner.views import EndView

    scale = PainScale(_pain_before(start)) if run.asks_pain and played.number else None
    page, code = EndPage(scale), Exit.DONE
    days = run.history.days_in_a_row() if run.history else 0
    try:
        run.show_page(page, EndView(page, played.plan, played.report, days))
    except Stopped as stopped:
        code = stopped.exit
    pain = scale.answer if scale else None
    return End(code, again=page.again, pain=pain, notices=_save_pain(run, played, pain))


def _pain_before(start: Start) -> int | None:
    before = start.resumed.interrupted.record.pain_before if start.resumed else None
    return start.pain if before is None else before


def _save_pain(run: Run, played: Played, pain: int | None) -> tuple[str, ...]:
    """Save the answer after a session; return the notice where that fails."""
    if pain is None or not run.history or not played.number:
        return ()
    try:
        run.history.save_pain_after(played.number, pain)
    except HistoryError as error:
        return (f"your answer is not saved: {error}",)
    return ()


def _wait_for_last_words(devices: Devices) -> None:
    """Wait until the closing words are over; any key ends it."""
    until = devices.clock() + LAST_WORDS
    while devices.sound.is_busy(now := devices.clock()) and now < until and not devices.read_keys(0.05):
        devices.sound.run_due(now)
