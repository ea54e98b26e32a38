"""What is seen of the page in a real browser, what its own voice says, and that it needs no network."""

import threading
from dataclasses import replace

import pytest

from backcare.phone.page import page_html
from backcare.phone.server import PageServer, listen
from backcare.planning.build import PlanOptions, build
from backcare.planning.plan import PhaseKind
from phone_browser import GUIDANCE, LIBRARY, PLAN, STARTS, Phone, first
from plans import routine, stretch

pytestmark = pytest.mark.browser

SIZES = ((320, 568), (390, 844), (820, 1180), (844, 390))
HOSTILE = "</script><img src=x onerror=alert(1)>"


# --- what is seen


def test_a_figure_moves_with_the_sound_is_mirrored_for_the_other_side_and_rests_where_no_motion_is_wanted(phone):
    def pose(shown, time):
        return shown.pause_at(time).get("document.querySelector('#picture .body').getAttribute('d')")

    moving, resting = phone().begin(), phone(reduced_motion="reduce").begin()
    move = first(PhaseKind.MOVE)
    assert len({pose(moving, move + part) for part in (0.1, 0.9, 1.8)}) == 3
    assert len({pose(resting, move + part) for part in (0.1, 0.9, 1.8)}) == 1
    sides = [first(PhaseKind.HOLD, side) + 1 for side in PLAN.stretches[1].sides]
    flips = [
        moving.pause_at(at).get("document.querySelector('#picture g').getAttribute('transform')") for at in sides
    ]
    assert sorted(flips, key=str) == [None, "scale(-1 1)"]
    assert moving.errors == resting.errors == []


@pytest.mark.parametrize("name", ["pregnancy", "postpartum", "warm-up", "quick-relief"])
def test_no_pose_of_a_shipped_routine_is_a_path_that_cannot_be_drawn(phone, name):
    shown = phone(plan=build(LIBRARY.routine(name), PlanOptions()))
    drawn = shown.get("""Object.values(session.figures).flatMap((figure) => figure.paths.flatMap((path) =>
        Array.from({length: 41}, (_, n) => mixed(path.frames, n / 40))))""")
    assert drawn
    assert not [path for path in drawn if "NaN" in path or "undefined" in path]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_is_cut_off_and_the_digits_of_a_hold_are_large(phone, size):
    shown = phone(size).begin()
    for phase, at in zip(PLAN.phases, STARTS, strict=True):
        shown.pause_at(at + 0.5)
        assert shown.get("document.documentElement.scrollWidth") <= size[0], phase
        digits, keys = (
            shown.get(f"document.getElementById('{name}').getBoundingClientRect().toJSON()")
            for name in ("digits", "keys")
        )
        assert 0 <= digits["top"] < digits["bottom"] <= keys["top"] + 1, phase
        if phase.kind is PhaseKind.HOLD:
            assert digits["height"] >= 0.2 * min(size)
    for button in shown.page.query_selector_all("nav button:visible"):
        assert button.bounding_box()["height"] >= 44


def test_a_hostile_name_is_shown_as_text_and_nothing_runs(phone):
    plan = build(routine(replace(stretch(), name=HOSTILE)), PlanOptions())
    shown = phone(plan=replace(plan, name=HOSTILE)).begin().pause_at(12)
    assert shown.text("head") == HOSTILE
    assert shown.get("document.images.length") == 0
    assert shown.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_audit_for_accessibility_finds_nothing_on_any_screen(phone, scheme):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="it has no wheels for this system"
    ).Axe()
    shown = phone(SIZES[0], color_scheme=scheme)

    def faults():
        return [one["id"] for one in axe.run(shown.page).response["violations"]]

    assert faults() == []
    shown.begin()
    for kind in (PhaseKind.SETUP, PhaseKind.HOLD, PhaseKind.REST):
        shown.pause_at(first(kind) + 0.5)
        assert faults() == [], kind
    shown.page.tap("#help")
    assert faults() == []
    shown.page.tap("#close")
    shown.pause_at(PLAN.seconds + 0.01)
    assert faults() == []


# --- the browser's own voice, and no network


def test_words_that_the_sound_lacks_are_said_at_their_times_and_end_with_a_pause(phone, recording):
    words = [(0.0, "Welcome."), (3.2, "Sit."), (8.0, "Later.")]
    shown = phone(sound=replace(recording, words=words)).begin()
    shown.get("moveTo(2.9)")
    shown.until("spoken.length === 2")
    [welcome, sit] = shown.get("spoken")
    assert [welcome[0], sit[0], sit[2]] == ["Welcome.", "Sit.", "en-GB"]
    assert 3.2 <= sit[1] < 4.2
    before = shown.get("cancelled")
    shown.page.tap("#pause")
    shown.until(f"sound.paused && cancelled > {before}")
    shown.get("playFrom(9.5)")
    shown.until("sound.currentTime > 9.6")
    assert len(shown.get("spoken")) == 2  # what lies behind is not said late


def test_served_and_loaded_once_it_needs_no_network_any_more(browser, recording):
    taken = threading.Event()
    with (
        PageServer(page_html(PLAN, GUIDANCE, recording), listen("127.0.0.1", 0), taken.set) as server,
        browser.new_context() as context,
    ):
        url, is_over = server.url, threading.Event()

        def serve():
            while not is_over.is_set():
                server.step(0.05)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            shown = Phone(context).open(url)
            assert taken.wait(10)
        finally:
            is_over.set()
            thread.join()
        context.set_offline(True)
        shown.page.click("#begin")
        shown.until("sound.currentTime > 0.2").pause_at(first(PhaseKind.HOLD) + 1)
        assert shown.text("phase") == "Paused"
        assert [one for one in shown.requests if not one.startswith(("blob:", "data:"))] == [url]
        assert shown.errors == []
