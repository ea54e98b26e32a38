"""The page of a session, read as a file: what stands in it, and that whatever comes from a file is only text."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from backcare.library.library import Library, shipped_folder
from backcare.phone.page import Recording, page_html
from backcare.planning.build import PlanOptions, bare_hold, build
from backcare.planning.plan import PhaseKind, timeline
from backcare.wording import written
from plans import routine, stretch, twist

LIBRARY = Library(shipped_folder())
GUIDANCE = LIBRARY.guidance()[0]
SHIPPED = ("pregnancy", "postpartum", "warm-up", "desk-break", "quick-relief")
SILENCE = Recording(b"not a sound", "audio/mpeg", 60.0)
HOSTILE = "</script><img src=x onerror=alert(1)><!--<script>{{sound}}"


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of each of its scripts and styles."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.texts.append("")

    def handle_data(self, data):
        if self.cdata_elem:  # in a script or style
            self.texts[-1] += data

    @property
    def session(self):
        return json.loads(self.texts[1])


def page_of(plan, recording=SILENCE):
    return Page(page_html(plan, GUIDANCE, recording))


def shipped(name, **options):
    return build(LIBRARY.routine(name), PlanOptions(**options))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_phase_has_the_times_of_the_timeline_and_its_words(name):
    plan = shipped(name, repeats=2)
    phases = page_of(plan).session["phases"]
    expected = [(one["kind"], one["starts_at"], one["seconds"]) for one in timeline(plan)["phases"]]
    assert [(one["kind"], one["at"], one["seconds"]) for one in phases] == expected
    for one, phase in zip(phases, plan.phases, strict=True):
        own = plan.stretch_of(phase)
        assert set(written.step_lines(own, phase.kind, phase.side)) <= set(one["lines"])
        if phase.kind is not PhaseKind.REST:
            assert (one["side"], one["side_text"]) == (phase.side, written.side_text(own, phase.side))
        if phase.kind is PhaseKind.READY:
            assert written.SAFETY in one["lines"]


@pytest.mark.parametrize("name", SHIPPED)
def test_all_frames_of_a_path_have_as_many_numbers_or_none_so_that_they_can_be_mixed(name):
    figures = page_of(shipped(name)).session["figures"]
    assert figures
    for figure in figures.values():
        for path in figure["paths"]:
            numbers = {len(re.findall(r"-?[\d.]+", frame)) for frame in path["frames"]}
            assert len(numbers - {0}) <= 1
        assert any(len(path["frames"]) > 1 for path in figure["paths"])


def test_a_figure_moves_in_on_the_way_in_is_still_in_a_hold_and_goes_round_in_a_count():
    shows = {one["kind"]: one["shows"] for one in page_of(shipped("postpartum")).session["phases"]}
    assert shows == {
        "ready": "start",
        "setup": "start",
        "move": "in",
        "hold": "hold",
        "release": "out",
        "rest": "start",
        "switch": "start",
    }
    counted = page_of(shipped("warm-up")).session["phases"]
    assert {one["shows"] for one in counted if one["kind"] == "reps"} == {"cycle"}


def test_the_page_says_when_to_ask_for_help_an_emergency_first():
    session = page_of(shipped("postpartum")).session
    groups = session["warnings"]
    assert groups[0]["signs"] == list(GUIDANCE.emergency.signs)
    said = {sign for group in groups for sign in group["signs"]}
    for tier in GUIDANCE.tiers:
        assert {sign.text for sign in tier.signs} <= said
    assert session["standing"] == GUIDANCE.standing


def test_a_hostile_name_is_text():
    plan = build(routine(replace(stretch(), name=HOSTILE), twist()), PlanOptions())
    page = page_of(replace(plan, name=HOSTILE))
    assert [tag for tag, _ in page.elements if tag in ("script", "img")] == ["script"] * 3
    assert page.session["title"] == HOSTILE
    assert {one["head"] for one in page.session["phases"]} == {HOSTILE, "Twist"}


def test_no_element_has_a_handler_a_style_or_an_address_of_anything():
    for tag, attributes in page_of(shipped("postpartum")).elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "action")], (
            tag
        )
        assert attributes.get("href", "data:,") == "data:,"


def test_the_policy_allows_the_style_and_the_program_of_the_page_and_nothing_else():
    page = page_of(shipped("postpartum"))
    [policy] = [
        attributes["content"]
        for _, attributes in page.elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    style, _session, _sound, program = page.texts

    def hashed(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert rules == {
        "default-src": "'none'",
        "script-src": hashed(program),
        "style-src": hashed(style),
        "media-src": "blob:",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_sound_is_inside_and_so_are_the_words_that_it_lacks():
    page = page_of(shipped("postpartum"), Recording(bytes(range(256)), "audio/wav", 60.0, [(1.5, "Hold.")]))
    assert base64.b64decode(page.texts[2]) == bytes(range(256))
    [kind] = [attributes["data-type"] for _, attributes in page.elements if "data-type" in attributes]
    assert kind == "audio/wav"
    assert page.session["words"] == [{"at": 1.5, "text": "Hold."}]


def test_a_bare_count_has_a_page_too():
    [phase] = page_of(bare_hold(20)).session["phases"]
    assert (phase["kind"], phase["at"], phase["seconds"], phase["lines"]) == ("hold", 0, 20, [])
