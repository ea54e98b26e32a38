import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import run_program
from backcare.files.faults import BadFile
from backcare.library.library import Library, check_file, shipped_folder
from backcare.model.guidance import Tip
from backcare.model.stretch import Stage
from backcare.runner.safety_notice import SafetyNotice
from yaml_files import write

SHIPPED = (shipped_folder() / "guidance.yaml").read_text(encoding="utf-8")
GUIDANCE, _ = Library(shipped_folder()).guidance()


def told(tmp_path, text):
    """Every fault of a guidance file, without the file's name."""
    path = write(tmp_path / "guidance.yaml", text)
    return [str(fault).removeprefix(f"{path}:") for fault in check_file(path, Library(shipped_folder()))]


def test_the_shipped_guidance_has_no_faults(tmp_path):
    assert told(tmp_path, SHIPPED) == []


@pytest.mark.parametrize(
    ("sound", "broken", "message"),
    [
        ("id: T4", "id: T3", "tips: the id 'T3' is here twice: give each tip its own"),
        ("id: T4", "id: four", "'four' is not an id: write letters and a number, such as T10"),
        ("topics: [stress]", "topics: [My Stress]", "'My Stress' is not a topic"),
        ("stages: [postpartum]", "stages: [pospartum]", "did you mean postpartum?"),
        ("when: caesarean", "when: cesarean", "did you mean caesarean?"),
        ("  brief: >-", "  breif: >-", "did you mean brief?"),
        ("standing: >-", "standng: >-", "did you mean standing?"),
        ("say: If you carry a child, swap arms often.", f"say: {'x' * 81}", "has 81 characters: at most 80"),
    ],
)
def test_a_mistake_in_it_is_told_with_its_place(tmp_path, sound, broken, message):
    line = SHIPPED[: SHIPPED.index(sound)].count("\n") + 1
    faults = told(tmp_path, SHIPPED.replace(sound, broken, 1))
    assert message in faults[0]
    assert abs(int(faults[0].split(":")[0]) - line) <= 30 or "twice" in message


def test_a_file_that_is_no_yaml_is_told(tmp_path):
    assert "1:" in told(tmp_path, "tips: [")[0]


def test_the_users_guidance_is_used_in_place_of_the_shipped_one(tmp_path):
    write(tmp_path / "guidance.yaml", SHIPPED.replace("If you carry a child, swap arms often.", "Change arms."))
    guidance, faults = Library(tmp_path, shipped_folder()).guidance()
    assert faults == ()
    assert guidance.tips[0].say == "Change arms."
    assert guidance.file == str(tmp_path / "guidance.yaml")


def test_if_the_users_guidance_has_faults_they_are_told_and_the_shipped_one_is_used(tmp_path):
    write(tmp_path / "guidance.yaml", "tips: []\n")
    guidance, faults = Library(tmp_path, shipped_folder()).guidance()
    assert guidance == GUIDANCE
    assert {fault.file for fault in faults} == {str(tmp_path / "guidance.yaml")}


def test_where_none_is_sound_that_is_a_bad_file(tmp_path):
    with pytest.raises(BadFile, match="there is no such file"):
        Library(tmp_path).guidance()
    assert Library(tmp_path).tip_ids() == ()


def test_a_routine_s_tip_has_to_be_there(tmp_path):
    routine = "name: Mine\nstretches: [kneeling-twist]\ntip: {}\n"
    assert check_file(write(tmp_path / "sound.yaml", routine.format("T10")), Library(shipped_folder())) == ()
    [fault] = check_file(write(tmp_path / "mine.yaml", routine.format("T99")), Library(shipped_folder()))
    assert (fault.line, fault.where) == (3, "tip")
    assert fault.message.startswith("no tip is called 'T99': there are T1, ")
    alone = write(tmp_path / "stretches" / "kneeling-twist.yaml", "name: A\nhold: 20\nsteps: [Sit.]\n").parents[1]
    [fault] = check_file(tmp_path / "mine.yaml", Library(alone))
    assert fault.message == "no tip is called 'T99': there are none"


def test_tips_for_rests_are_short_fit_the_stage_and_differ():
    for stage in (None, *Stage):
        tips = GUIDANCE.rest_tips(stage)
        assert len(set(tips)) == len(tips) >= 4
    assert "Next feed, use pillows to bring the baby up to you." not in GUIDANCE.rest_tips(Stage.PREGNANCY)
    assert "Next feed, use pillows to bring the baby up to you." in GUIDANCE.rest_tips(Stage.POSTPARTUM)


def test_a_tip_for_one_stage_needs_that_stage_to_be_known():
    tip = Tip("T1", ("desk",), "Sit.", "me", stages=(Stage.PREGNANCY,))
    assert [tip.is_for(stage) for stage in (None, Stage.POSTPARTUM, Stage.PREGNANCY)] == [False, False, True]


@given(st.lists(st.text(min_size=1), max_size=9), st.integers(-100, 10**6))
def test_another_day_begins_with_another_tip_and_loses_none(texts, day):
    tips = tuple(Tip("T1", (), "Sit.", "me", say=text) for text in texts)
    said = replace(GUIDANCE, tips=tips).rest_tips(None, start=day)
    assert sorted(said) == sorted(texts)
    if len(set(texts)) > 1:
        assert said[0] == texts[day % len(texts)]


def test_a_tip_is_said_short_where_it_has_a_short_form():
    assert GUIDANCE.short_tip("T10") == "Warmth, or an ice pack, can ease things for a while."
    assert GUIDANCE.short_tip("T15") == "A professional can fit all of this to you."
    assert GUIDANCE.short_tip("T99") == GUIDANCE.short_tip("") == ""


def test_the_warning_signs_in_short_keep_their_tiers_and_their_sources_apart():
    lines = GUIDANCE.short_warnings()
    assert lines[0].startswith("Chest pain, trouble breathing, a sudden, severe, tearing pain")
    assert lines[0].endswith("your emergency number, now (from public health sources).")
    assert lines[1].startswith("Get medical care promptly: pain since an accident")
    assert lines[2].startswith(
        "Talk to your healthcare provider: pain that lasts; severe pain; numbness with the"
    )
    assert lines[-1] == GUIDANCE.always.text


def has_new_signs(file, standing="a"):
    """Whether the start page would say all warning signs, not only where they are."""
    notice = notice_in(file, standing)
    return notice.safety() == notice.warnings()


def notice_in(file, standing="a"):
    return SafetyNotice(lambda: replace(GUIDANCE, standing=standing), file)


def test_what_was_shown_counts_as_new_once_its_text_changes(tmp_path):
    file = tmp_path / "config" / "seen.yaml"
    assert has_new_signs(file)
    notice_in(file).mark_shown()
    assert not has_new_signs(file)
    assert has_new_signs(file, "b")
    file.write_bytes(b"\xff")
    assert has_new_signs(file)


def test_where_it_cannot_be_kept_that_is_no_error(tmp_path):
    blocked = write(tmp_path / "a-file", "") / "seen.yaml"
    notice_in(blocked).mark_shown()
    assert has_new_signs(blocked)


def backcare(*arguments):
    return run_program.backcare(*arguments, environment={"COLUMNS": "100"})


def test_redflags_shows_an_emergency_first_then_the_article_s_signs_and_the_wider_list_apart():
    said = backcare("redflags", "--all").stdout
    order = [
        "Your emergency number, now (from public health sources)",
        "tearing pain",
        "promptly",
        "Talk to your healthcare provider",
        "examined",
        "From public health sources",
        "The same day",
    ]
    places = [said.index(text) for text in order]
    assert places == sorted(places)
    assert said.count("Your emergency number") == 1
    assert len(re.findall("^  - pain that", said, re.MULTILINE)) >= 6


def test_without_all_redflags_is_one_screen_with_an_emergency_first():
    said = run_program.backcare("redflags").stdout
    assert len(said.splitlines()) < 24
    assert said.startswith("Your emergency number, now (from public health sources)")
    for text in ("promptly", "Talk to your healthcare provider", "examined", "backcare redflags --all"):
        assert text in said
    assert "The same day" not in said


def test_the_tips_stand_once_each_and_a_topic_has_all_of_its_own():
    whole, desk = backcare("tips").stdout, backcare("tips", "desk").stdout
    for text in ("Set up the place", "Open the front", "Swap", "too much screen time", "a growing belly"):
        assert whole.count(text) == (text != "Swap")
    for text in ("use the backrest", "Set up the place", "Too much time at screens"):
        assert text in desk
    assert "Open the front" in backcare("tips", "principles").stdout


def test_an_unknown_topic_is_answered_with_the_topics():
    ran = backcare("tips", "nonsense")
    assert ran.returncode == 1
    assert "carrying, feeding, holding, desk" in ran.stderr
    assert "did you mean feeding?" in backcare("tips", "feading").stderr


def test_a_broken_guidance_of_the_user_is_told_in_one_line(home):
    write(home / "config" / "routines" / "guidance.yaml", "tips: 3\n")
    ran = backcare("tips", "desk")
    assert ran.returncode == 0
    assert "guidance.yaml:1:" in ran.stderr
    assert "use the backrest" in ran.stdout


def test_scripts_get_tips_principles_and_signs_with_their_sources():
    feeding = json.loads(backcare("tips", "feeding", "--json").stdout)
    assert [tip["id"] for tip in feeding] == ["T2", "T3", "T6"]
    assert set(feeding[0]) == {"id", "topics", "text", "say", "stages", "source", "exercises"}
    whole = json.loads(backcare("tips", "--json").stdout)
    assert (len(whole["tips"]), len(whole["principles"])) == (16, 12)
    assert json.loads(backcare("tips", "principles", "--json").stdout) == whole["principles"]
    signs = json.loads(backcare("redflags", "--json").stdout)
    ids = [sign["id"] for tier in signs["tiers"] for sign in tier["signs"]]
    assert ids == ["F7", *(f"F{n}" for n in (1, 2, 3, 4, 5, 6, 8, 9, 10))]
    assert signs["always"]["id"] == "F11"
    assert set(signs) == {"tiers", "always", "wider", "standing"}
