"""`config`, as it is typed, and what becomes of a choice."""

import json

import pytest

from backcare.files.faults import BadFile
from backcare.settings.config import (
    Source,
    effective_settings,
    environment_name,
    read_environment,
    save_settings,
)
from backcare.settings.config_schema import Config
from run_program import backcare
from yaml_files import load_config


@pytest.fixture
def run():
    def code_out_and_err(*arguments):
        ran = backcare(*arguments)
        return ran.returncode, ran.stdout, ran.stderr

    return code_out_and_err


@pytest.fixture
def config(home):
    (home / "config").mkdir()
    return home / "config" / "config.yaml"


def choices(run):
    return {one["name"]: one for one in json.loads(run("config", "--json")[1])}


def test_every_lasting_choice_is_shown_with_its_value_and_where_it_comes_from(run, config, monkeypatch):
    config.write_text("hold: 25\nsound: false\n", encoding="utf-8")
    monkeypatch.setenv("BACKCARE_HOLD", "30")
    shown = choices(run)
    assert set(shown) == set(Config.model_fields)
    assert {
        name: (shown[name]["value"], shown[name]["from"]) for name in ("hold", "sound", "rest", "repeats")
    } == {
        "hold": (30, "environment"),
        "sound": (False, "file"),
        "rest": (15, "default"),
        "repeats": (None, "default"),
    }
    said = run("config")[1]
    assert all(name in said for name in Config.model_fields)
    assert "BACKCARE_HOLD" in said
    assert "config.yaml" in said


@pytest.mark.parametrize("name", Config.model_fields)
def test_every_choice_has_a_description_and_a_name_in_the_environment(run, name):
    choice = choices(run)[name]
    assert choice["about"].endswith(".")
    assert choice["variable"] == environment_name(name) == f"BACKCARE_{name.upper()}"


def test_a_choice_is_set_and_unset_and_all_else_stays(run, config):
    config.write_text("# mine\nrest: 20  # long\n", encoding="utf-8")
    assert run("config", "set", "hold", "25") == (0, "hold: 25 (config.yaml)\n", "")
    assert run("config", "set", "lead-in", "5") == (0, "lead_in: 5 (config.yaml)\n", "")
    assert run("config", "set", "sound", "no") == (0, "sound: false (config.yaml)\n", "")
    assert load_config(config) == {"rest": 20, "hold": 25, "lead_in": 5, "sound": False}
    for name in ("hold", "sound", "lead_in"):
        assert run("config", "unset", name) == (0, f"{name}: not set (default)\n", "")
    assert config.read_text(encoding="utf-8") == "# mine\nrest: 20  # long\n"


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("birth", "2025-10-12", "2025-10-12"),
        ("stage", "postpartum", "postpartum"),
        ("caesarean", "true", True),
        ("leave_out", "kneeling-twist, wall-angels", ["kneeling-twist", "wall-angels"]),
    ],
)
def test_every_kind_of_choice_is_set_shown_and_read_back(run, name, typed, value, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    assert run("config", "set", name, typed) == (0, f"{name}: {typed} (config.yaml)\n", "")
    assert typed in run("config")[1]
    assert choices(run)[name]["value"] == value


def test_a_choice_that_the_environment_makes_differently_says_so(run, monkeypatch):
    monkeypatch.setenv("BACKCARE_HOLD", "30")
    assert run("config", "set", "hold", "25")[1] == "hold: 30 (BACKCARE_HOLD)\n"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("hold", "long", "'long' is not a number: write one such as 8"),
        ("hold", "20s", "'20s' is not a plain number: write 20, without quotes or unit"),
        ("hold", "1:30", "'1:30' is not a plain number of seconds: write 90"),
        ("hold", "1000", "1000 is too large: at most 600"),
        ("hold", "nan", "'nan' is not a number: write one such as 8"),
        ("hold", "true", "true is not a number: write one such as 8"),
        ("hold", "", "is empty: write something here, or take the line out"),
        ("hold", "25\nrest: 3", "'25\\nrest: 3' is not a number: write one such as 8"),
        ("repeats", "2.5", "2.5 is not whole: write a whole number"),
        (
            "voice_name",
            "mb/mb-en1",
            "'mb/mb-en1' is no name: begin with a letter or digit, and use no signs but . , ( )",
        ),
        ("voice_name", "-v", "'-v' is no name: begin with a letter or digit"),
        ("voice_name", "en\u200b", "the character U+200B is invisible or a control character: take it out"),
        ("sound", "maybe", "'maybe' is neither yes nor no: write true or false"),
        ("hodl", "25", "there is no choice called 'hodl': did you mean hold?"),
        ("\x1b[31m", "25", "there is no choice called '\\x1b[31m': there are "),
    ],
)
def test_a_choice_that_makes_no_sense_is_answered_and_nothing_is_written(run, config, name, value, message):
    code, out, err = run("config", "set", "--", name, value)
    assert (code, out) == (1, "")
    assert err.startswith(f"backcare: {message}")
    assert not config.exists()


def test_mistakes_in_the_config_file_are_all_told(run, config):
    config.write_text("hold: long\nsoud: false\n", encoding="utf-8")
    code, out, err = run("config")
    assert (code, out) == (1, "")
    assert "config.yaml:1:7: hold: 'long' is not a number" in err
    assert "config.yaml:2:1: soud: there is no key 'soud' here: did you mean sound?" in err


def test_the_config_file_s_place_is_told_though_it_is_broken(run, config):
    config.write_text("[", encoding="utf-8")
    assert run("config", "path") == (0, f"{config}\n", "")


def test_an_environment_that_makes_no_sense_is_told_and_stands_aside(run, monkeypatch):
    monkeypatch.setenv("BACKCARE_REST", "soon")
    code, _, err = run("list")
    assert (code, err.count("BACKCARE_REST: 'soon' is not a number")) == (0, 1)
    assert choices(run)["rest"]["from"] == "default"


def test_an_empty_variable_chooses_nothing():
    assert read_environment({"BACKCARE_HOLD": "", "BACKCARE_SOUND": "no", "BACKCARE_OTHER": "x"}) == (
        {"sound": False},
        (),
    )


@pytest.mark.parametrize("text", ["", "\n", "# only a note\n"])
def test_a_config_file_that_says_nothing_chooses_nothing(config, text):
    config.write_text(text, encoding="utf-8")
    assert {choice.source for choice in effective_settings(config, {})[0]} == {Source.DEFAULT}


def test_a_choice_beside_another_mistake_is_made_and_the_mistake_is_told(run, config):
    config.write_text("hold: abc\n", encoding="utf-8")
    code, out, err = run("config", "set", "rest", "6")
    assert (code, out) == (0, "rest: 6 (config.yaml)\n")
    assert "config.yaml:1:7: hold: 'abc' is not a number" in err
    assert run("config", "unset", "rest")[:2] == (0, "rest: not set (default)\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("kneeling twist", ""),
        ("Kneeling", "fits more than one stretch"),
        ("arms", "arms"),
        ("kneling-twist", "did you mean kneeling-twist"),
    ],
)
def test_only_a_stretch_that_there_is_can_be_left_out_for_good(run, config, name, said):
    code, out, err = run("config", "set", "leave_out", f"wall-angels, {name}")
    if not said:
        assert (code, out) == (0, "leave_out: wall-angels, kneeling-twist (config.yaml)\n")
    else:
        assert (code, out, said in err) == (1, "", True)
        assert not config.exists()


@pytest.mark.parametrize("key", ["hold", '"hold"', "'hold'", "hold "])
def test_a_choice_is_found_however_its_name_is_written(run, config, key):
    config.write_text(f"{key}: 25  # warm\nrest: 3\n", encoding="utf-8")
    assert run("config", "set", "hold", "30")[0] == 0
    assert config.read_text(encoding="utf-8") == "hold: 30.0  # warm\nrest: 3\n"
    assert run("config", "unset", "hold")[0] == 0
    assert config.read_text(encoding="utf-8") == "rest: 3\n"


@pytest.mark.parametrize("text", ["  hold: 25\n  rest: 3\n", "{hold: 25}\n", "hold: 25\n...\n"])
def test_a_config_file_with_a_form_of_its_own_is_not_said_to_have_a_mistake(run, config, text):
    config.write_text(text, encoding="utf-8")
    code, out, err = run("config", "set", "ask", "no")
    assert (code, out) == (1, "")
    assert err.endswith("config.yaml:1:1: has a form of its own: change it by hand\n")


def test_of_a_config_file_with_mistakes_of_form_the_lines_that_are_there_are_told(run, config):
    config.write_text("hold: 25\nrest: [3\n", encoding="utf-8")
    assert "config.yaml:2:7: this bracket is not closed" in run("config", "set", "ask", "no")[2]


@pytest.mark.parametrize("text", [b"{hold: 25}\n", b"hold: \xe9\n", b"hold: 25\n---\n", b"hold: \x1b\n"])
def test_a_config_file_with_a_form_of_its_own_is_left_as_it_is(config, text):
    config.write_bytes(text)
    with pytest.raises(BadFile):
        save_settings(config, {"rest": 20})
    assert config.read_bytes() == text


def test_a_choice_over_several_lines_is_taken_out_whole(config):
    config.write_text("rest:\n  20\nhold: 25\n", encoding="utf-8")
    save_settings(config, {"rest": None})
    assert config.read_text(encoding="utf-8") == "hold: 25\n"
