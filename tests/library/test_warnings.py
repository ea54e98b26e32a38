import pytest

from backcare.library.library import Library, check_file, check_files, list_files, shipped_folder
from yaml_files import STRETCH, library, warned, write

WHOLE = "name: Reach\nhold: 15-30\nsteps: {setup: [Sit tall.], release: [Rest.]}\n"
LONG = " ".join(["slowly"] * 20)
EIGHT = "Lean a little over to one side now."
HURRIED = "name: Reach\nhold: 15-30\nsides: [left, right]\nsteps:\n"
TOO_LONG = "takes more than two lines of the screen, too long for a glance: make two of it"


def test_a_whole_stretch_has_no_warning(tmp_path):
    assert warned(tmp_path, WHOLE) == []


@pytest.mark.parametrize("file", list_files(shipped_folder()), ids=lambda path: path.stem)
def test_a_shipped_file_has_no_warning(file):
    assert check_files([file], Library(shipped_folder())) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WHOLE.replace("15-30", "90"), "2:7: warning: hold: 90 seconds is a long hold: over 60 is seldom meant"),
        (
            WHOLE.replace("15-30", "30-61"),
            "2:7: warning: hold: 61 seconds is a long hold: over 60 is seldom meant",
        ),
        (
            STRETCH,
            "3:1: warning: steps: no words for coming out of the stretch: add `release:` with a line or two",
        ),
        (WHOLE + f"cautions: [Gently., {LONG} {LONG}]\n", f"4:21: warning: cautions[2]: {TOO_LONG}"),
        (
            WHOLE + f"cautions: {{before: ['{LONG} now.']}}\n",
            f"4:21: warning: cautions.before[1]: {TOO_LONG}",
        ),
        (
            WHOLE.replace("}", ", switch: [Over.]}"),
            "3:47: warning: steps.switch: is never shown: only a stretch of two sides changes sides",
        ),
        (WHOLE.replace("Sit tall.", LONG), f"3:17: warning: steps.setup[1]: {TOO_LONG}"),
        (
            WHOLE.replace("Sit tall.", "'Sit {side}.'") + "sides: [left]\n",
            "4:1: warning: sides: only the left side is stretched: write [left, right] if both are meant",
        ),
    ],
)
def test_what_is_worth_a_second_look_is_a_warning_in_its_place(tmp_path, text, told):
    assert warned(tmp_path, text) == [told]


def test_a_long_line_for_both_sides_is_told_once(tmp_path):
    text = WHOLE.replace("Sit tall.", f"'{{side}} {LONG}'") + "sides: [left, right]\n"
    assert warned(tmp_path, text) == [f"3:17: warning: steps.setup[1]: {TOO_LONG}"]


def test_what_is_counted_needs_no_words_for_coming_out(tmp_path):
    assert warned(tmp_path, "name: Angels\nreps: {count: 8, seconds: 8}\nsteps: [Stand.]\n") == []


def test_a_stretch_of_another_stage_is_a_warning(tmp_path):
    text = "name: A\nstage: pregnancy\nstretches: [other, reach]\n"
    assert warned(tmp_path, text, reach=WHOLE, other=WHOLE + "stages: [postpartum]\n") == [
        "3:13: warning: stretches[1]: other is meant for postpartum, and the routine for pregnancy"
    ]


def test_a_stretch_written_out_has_its_warnings_in_the_routine(tmp_path):
    text = "name: A\nstretches:\n- {name: Sit, hold: 90, steps: {setup: [Sit.], release: [Rest.]}}\n"
    assert [fault.split(": ")[:3] for fault in warned(tmp_path, text)] == [
        ["3:21", "warning", "stretches[1].hold"]
    ]


def test_the_warnings_of_a_stretch_that_a_routine_names_are_told_with_its_own_file_only(tmp_path):
    assert warned(tmp_path, "name: A\nstretches: [reach]\n", reach=STRETCH) == []


def test_warnings_stand_among_the_mistakes_in_the_order_of_their_places(tmp_path):
    text = WHOLE.replace("15-30", "90") + "name: Again\n"
    assert [fault.split(": ")[1] for fault in warned(tmp_path, text)] == ["warning", "name"]


def test_warnings_are_no_mistakes(tmp_path):
    assert check_file(write(tmp_path / "reach.yaml", STRETCH), library(tmp_path)) == ()


def test_the_files_of_a_folder_are_those_that_a_library_has(tmp_path):
    library(tmp_path, reach=STRETCH)
    for name in ("morning.yaml", "guidance.yaml", ".hidden.yaml", "notes.txt", "other/far.yaml"):
        write(tmp_path / name, "")
    assert [path.name for path in list_files(tmp_path)] == ["morning.yaml", "reach.yaml"]
    assert list_files(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            "  setup: ['Sit {side}.']\n  move: [EIGHT, EIGHT]\n  release: [Rest.]\n"
            "seconds: {move: 4}\nsay: {move: Lean.}\n",
            ["6:3: warning: steps.move: 16 words in 4 s are too many to read: at most 14, or more seconds"],
        ),
        (
            "  setup: ['Sit {side}.']\n  release: [EIGHT]\nseconds: {release: 2}\nsay: {release: Rest.}\n",
            ["6:3: warning: steps.release: 8 words in 2 s are too many to read: at most 7, or more seconds"],
        ),
        (
            "  setup: ['Sit {side}.']\n  release: [Rest.]\n  switch: [EIGHT]\nseconds: {switch: 2}\n"
            "say: {switch: Now.}\n",
            ["7:3: warning: steps.switch: 8 words in 2 s are too many to read: at most 7, or more seconds"],
        ),
        (
            "  setup: [EIGHT, 'Sit {side}.']\n  release: [Rest.]\ncautions: {before: [EIGHT]}\n"
            "seconds: {setup: 5}\nsay: {setup: Sit.}\n",
            [
                "5:3: warning: steps.setup: 18 words in 5 s are too many to read: at most 17, or more seconds",
                "9:14: warning: say.setup: takes the voice about 5 s, and there are 1: say less of it",
            ],
        ),
    ],
)
def test_more_words_than_can_be_read_in_the_seconds_of_a_phase_are_a_warning(tmp_path, more, told):
    assert warned(tmp_path, (HURRIED + more).replace("EIGHT", EIGHT)) == told


def test_words_during_a_hold_count_for_its_shortest_length(tmp_path):
    text = WHOLE.replace("15-30", "2-30") + f"cautions: {{during: [{EIGHT}]}}\n"
    assert [fault.split(": ", 3)[3] for fault in warned(tmp_path, text)] == [
        "8 words in 2 s are too many to read: at most 7, or more seconds"
    ]


def test_the_movement_of_a_repeat_is_known_and_may_be_short(tmp_path):
    assert warned(tmp_path, WHOLE.replace("}", f", move: [{EIGHT}]}}") + "seconds: {move_again: 0}\n") == []


def test_seconds_that_a_file_leaves_out_are_those_of_the_program(tmp_path):
    text = WHOLE.replace("}", f", move: [{EIGHT}, {EIGHT}, {EIGHT}]}}") + "say: {move: Lean.}\n"
    assert [fault.split(": ", 3)[3] for fault in warned(tmp_path, text)] == [
        "24 words in 6 s are too many to read: at most 21, or more seconds"
    ]


def test_what_the_voice_has_no_time_for_is_a_warning(tmp_path):
    text = WHOLE + f"say: {{move: ['{EIGHT}', '{EIGHT}']}}\n"
    assert warned(tmp_path, text) == [
        "4:7: warning: say.move: takes the voice about 8 s, and there are 5: say less of it"
    ]
