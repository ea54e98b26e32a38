"""The table in docs/media.md, held cell by cell for every phase of every shipped routine."""

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from backcare.figures.poses import caption
from backcare.library.library import Library, shipped_folder
from backcare.library.lookup import FileKind
from backcare.library.word_budget import WORDS_A_SECOND
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import HOLD_KINDS, Phase, PhaseKind, Plan, start_times
from backcare.screen.figure_view import figure_at
from backcare.screen.pages import PageExtras, end_page, start_page
from backcare.screen.plain_lines import PlainLines, plan_overview
from backcare.screen.session_view import session_rows
from backcare.screen.window import Window
from backcare.session.session import Session
from backcare.sound.clips import RATE
from backcare.sound.cue_values import Utterance
from backcare.sound.cues import cues_of_plan
from backcare.sound.export import write_wav
from backcare.text import estimate_speech
from backcare.wording import written
from backcare.wording.spoken_numbers import number_words

PAGE = Path(__file__).parent.parent / "docs" / "media.md"
LIBRARY = Library(shipped_folder())
ROUTINES = LIBRARY.ids(FileKind.ROUTINE)
WINDOW = Window(80, 24)
CAPTIONS = {caption(one.figure, at) for one in LIBRARY.stretches()[0] if one.figure for at in range(2)}
LEGEND = re.compile(rf"^ +(?:(?:{'|'.join(CAPTIONS)}) *)+(?= {{3}}|$)")
MEDIA = ("screen with figure", "screen without figure", "lines", "voice", "export")
HEARD = MEDIA[3:]


def plan_of(name):
    """A routine with tips in its rests, as a session and an export have them."""
    found = LIBRARY.routine(name)
    guidance, _ = LIBRARY.guidance()
    tips = (guidance.short_tip(found.tip), *guidance.rest_tips(found.stage, start=date(2026, 3, 1).toordinal()))
    return build(found, PlanOptions(tips=tuple(filter(None, tips))))


# --- what each medium has: a text for the start page, for each phase in order, and for the end


def words_of(rows):
    """The words of rows on the screen, without what is drawn beside them and the words below that."""
    texts = (re.sub(r"[^\x20-\x7e]", " ", row.plain).replace(written.FEEL, "") for row in rows)
    return " ".join(" ".join(LEGEND.sub("", text) for text in texts).split())


def screens(plan, *, with_figure):
    session = Session(plan)
    session.begin(0.0)
    yield words_of(start_page(plan, "4:00, until 14:32", sound="tones", window=WINDOW, extras=PageExtras()))
    for at in start_times(plan.phases):
        while (due := session.next_due()) is not None and due <= at:
            session.receive(None, due)
        status = session.status(at)
        figure = figure_at(status, 1.0) if with_figure else None
        yield words_of(session_rows(status, plan.name, "14:32", WINDOW, figure))
    yield words_of(end_page(plan, finished(plan).report(plan.seconds), 3, WINDOW, PageExtras()))


def finished(plan):
    """The session of a plan, played to its end."""
    session = Session(plan)
    session.begin(0.0)
    while (due := session.next_due()) is not None:
        session.receive(None, due)
    return session


def lines(plan):
    session, written_lines = Session(plan), []
    listener = PlainLines(session, written_lines.append)
    listener.on_events(session.begin(0.0), 0.0)
    yield " ".join(plan_overview(plan))
    for begin, phase in zip(start_times(plan.phases), plan.phases, strict=True):
        while (due := session.next_due()) is not None and due < begin + phase.seconds - 1e-6:
            listener.on_events(session.receive(None, due), due)
        yield written_lines[0].split("] ", 1)[1]
        written_lines.clear()
        listener.on_events(session.receive(None, begin + phase.seconds), begin + phase.seconds)
    yield " ".join((*written_lines, written.session_summary(plan, session.report(plan.seconds))))


def utterances(plan):
    yield ""
    for cues in cues_of_plan(plan, estimate_speech):
        yield " ".join(cue.text for cue in cues if isinstance(cue, Utterance))


class Silence:
    """Clips as long as a voice would take, without a sound; keeps every text in the order of the file."""

    def __init__(self):
        self.texts = []

    def tone(self, _tone):
        return array("h", bytes(2))

    def speech(self, text):
        self.texts.append(text)
        return array("h", bytes(2 * round(estimate_speech(text) * RATE)))


def exported(plan, folder):
    clips = Silence()
    write_wav(plan, clips, estimate_speech, folder / "session.wav", lambda _seconds: None)
    said = list(
        reversed([*clips.texts[1:], clips.texts[0]])
    )  # the farewell is made first: its length is asked for
    yield ""
    for cues in cues_of_plan(plan, estimate_speech):
        yield " ".join(said.pop() for cue in cues if isinstance(cue, Utterance))
    assert said == []


def media_of(plan, folder):
    return dict(
        zip(
            MEDIA,
            (
                [*screens(plan, with_figure=True)],
                [*screens(plan, with_figure=False)],
                [*lines(plan)],
                [*utterances(plan)],
                [*exported(plan, folder)],
            ),
            strict=True,
        )
    )


# --- what a cell may ask for


@dataclass
class Moment:
    """A phase of a plan, the text that a medium has for it, and whether that is heard."""

    plan: Plan
    phase: Phase
    text: str
    is_heard: bool

    @property
    def stretch(self):
        """The stretch that the phase is about: in a rest, the one that comes."""
        if self.phase.kind is PhaseKind.REST:
            later = self.plan.phases[self.plan.phases.index(self.phase) + 1]
            return self.plan.stretch_of(later)
        return self.plan.stretch_of(self.phase)

    def has(self, *texts):
        return all(text.lower() in self.text.lower() for text in texts)


def has_name(now):
    said = " ".join(now.stretch.say.announce.for_side(None)).rstrip(".")
    return now.has(said if now.is_heard else now.stretch.name)


def has_needs(now):
    return now.has(*now.stretch.equipment)


def has_steps(now):
    steps, say, kind, side = now.stretch.steps, now.stretch.say, now.phase.kind, now.phase.side
    part = {PhaseKind.REPS: "hold"}.get(kind, kind.value)
    own = getattr(say, part, None)
    return now.has(*(own if now.is_heard else getattr(steps, part)).for_side(side))


def has_side(now):
    side = now.phase.side
    return side is None or now.has(str(side) if now.is_heard else written.side_text(now.stretch, side))


def has_one_of_during(now):
    lines_during = now.stretch.cautions.during.for_side(now.phase.side)
    return any(now.has(line) for line in lines_during)


ITEMS: dict[str, Callable[[Moment], bool]] = {
    "name": has_name,
    "stop": lambda now: now.has("stop if anything hurts"),
    "needs": has_needs,
    "read ahead": lambda now: now.has(" ".join(now.stretch.setup_lines(None)[0].split()[:4])),
    "time": lambda now: now.has(f"{now.phase.seconds:g}") or now.has(written.format_clock(now.phase.seconds)),
    "side": has_side,
    "before": lambda now: now.has(*now.stretch.cautions.before.for_side(now.phase.side)),
    "steps": has_steps,
    "hold": lambda now: now.has("hold"),
    "during": lambda now: now.has(*now.stretch.cautions.during.for_side(now.phase.side)),
    "one of during": has_one_of_during,
    "count": lambda now: now.has(f"1 of {now.stretch.reps.count}"),
    "amount": lambda now: now.has(f"{number_words(now.stretch.reps.count)} times"),
    "last one": lambda now: now.has("Last one."),
    "tip": lambda now: now.has(now.phase.tip or ""),
}
OF_PAGES: dict[str, Callable[[Plan, str], bool]] = {
    "stop": lambda _plan, text: "Stop if anything hurts." in text,
    "needs": lambda plan, text: all(thing in text for one in plan.stretches for thing in one.equipment),
    "amounts": lambda plan, text: all(written.rounds_text(plan, one) in text for one in plan.stretches),
    "sides": lambda plan, text: all(
        written.side_word(one, side) in text for one in plan.stretches for side in one.sides
    ),
    "farewell": lambda plan, text: (
        "done" in text.lower() and (written.GET_UP in text) == written.ends_on_the_floor(plan)
    ),
}


def table():
    """The cells: by phase and medium, the items that reach the user there."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    head, _, *body = rows
    assert tuple(head[1:]) == MEDIA
    return {row[0]: dict(zip(MEDIA, map(items_of, row[1:]), strict=True)) for row in body}


def items_of(cell):
    return tuple(filter(None, (item.strip() for item in cell.split(","))))


TABLE = table()


def test_the_table_has_a_row_for_every_phase_and_its_words_are_known():
    assert {*TABLE} == {"start page", *(name.lower() for name in written.PHASE_NAMES.values()), "end"}
    used = {item for row in TABLE.values() for items in row.values() for item in items}
    assert used == {*ITEMS, *OF_PAGES}


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("name", ROUTINES)
def test_every_cell_of_the_table_is_so_in_every_phase_of_every_routine(name, medium, tmp_path):
    plan = plan_of(name)
    start, *phases, end = media_of(plan, tmp_path)[medium]
    for row, text in (("start page", start), ("end", end)):
        assert [item for item in TABLE[row][medium] if not OF_PAGES[item](plan, text)] == [], (row, text)
    for phase, text in zip(plan.phases, phases, strict=True):
        now = Moment(plan, phase, text, medium in HEARD)
        row = written.PHASE_NAMES[phase.kind].lower()
        assert [item for item in TABLE[row][medium] if not ITEMS[item](now)] == [], (row, phase.stretch, text)


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("name", ROUTINES)
def test_every_caution_of_a_stretch_reaches_the_user_in_every_medium(name, medium, tmp_path):
    plan = plan_of(name)
    everything = " ".join(media_of(plan, tmp_path)[medium])
    for one in plan.stretches:
        cautions = [*one.cautions.before.for_side(None), *one.cautions.during.for_side(None)]
        assert 1 <= len(cautions) <= 3
        assert [line for line in cautions if line not in everything] == [], one.id


@pytest.mark.parametrize("name", ROUTINES)
def test_what_is_to_be_read_in_a_line_can_be_read_in_the_time_of_its_phase(name):
    plan = plan_of(name)
    _, *phases, _ = lines(plan)
    hurried = {
        text: len(text.split(". ", 1)[1].split()) / phase.seconds
        for phase, text in zip(plan.phases, phases, strict=True)
        if phase.kind in (*HOLD_KINDS, PhaseKind.SETUP, PhaseKind.MOVE, PhaseKind.RELEASE, PhaseKind.SWITCH)
    }
    assert [text for text, pace in hurried.items() if pace > WORDS_A_SECOND] == []


@pytest.mark.parametrize("name", ROUTINES)
def test_a_slower_voice_leaves_out_no_caution_and_no_way_in_or_out(name):
    plan = plan_of(name)
    slow = cues_of_plan(plan, lambda text: 1.05 * estimate_speech(text))
    for phase, cues in zip(plan.phases, slow, strict=False):
        text = " ".join(cue.text for cue in cues if isinstance(cue, Utterance))
        now = Moment(plan, phase, text, is_heard=True)
        items = {"side", "before", "steps", "needs", "one of during"} & {
            *TABLE[written.PHASE_NAMES[phase.kind].lower()]["voice"]
        }
        assert [item for item in items if not ITEMS[item](now)] == [], (phase, text)


@pytest.mark.parametrize("name", ROUTINES)
def test_by_ear_each_stretch_says_once_how_long_or_how_often_it_is(name):
    plan = plan_of(name)
    _, *heard, _ = utterances(plan)
    for one in plan.stretches:
        said = " ".join(text for phase, text in zip(plan.phases, heard, strict=True) if phase.stretch == one.id)
        amount = f"{number_words(one.reps.count)} times" if one.reps else "twenty seconds"
        assert said.lower().count(amount) == 1, (one.id, said)
