"""`new`, `check`, `schema`, `add` and `remove`, as they are typed."""

import json
import stat
import sys
from pathlib import Path

import pytest

from backcare.errors import BackcareError
from backcare.files.document import parse_document
from backcare.library import own_folder, templates
from backcare.library.library import Library, check_file, check_files, shipped_folder
from backcare.library.lookup import FileKind
from run_program import backcare
from yaml_files import STRETCH, write

WHOLE = "name: Reach\nhold: 15-30\nsteps: {setup: [Sit tall.], release: [Rest.]}\n"
ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="needs the files of a Unix system")
NOTE = "# yaml-language-server: $schema="


@pytest.fixture
def run():
    def code_out_and_err(*arguments):
        ran = backcare(*arguments)
        return ran.returncode, ran.stdout, ran.stderr

    return code_out_and_err


@pytest.fixture
def own(home):
    return home / "config" / "routines"


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["morning"], "morning.yaml"),
        (["Morning Round"], "morning-round.yaml"),
        (["morning.yaml"], "morning.yaml"),
        (["side-reach", "--stretch"], "stretches/side-reach.yaml"),
        (["evening", "--from", "postpartum"], "evening.yaml"),
        (["slow", "--stretch", "--from", "kneeling-twist"], "stretches/slow.yaml"),
    ],
)
def test_a_new_file_is_sound_and_runs(run, own, arguments, place):
    code, out, err = run("new", *arguments)
    assert (code, err) == (0, "")
    assert out.startswith(str(own / place))
    assert check_files([own / place], Library(own, shipped_folder())) == ()
    command, name = ("hold" if "--stretch" in arguments else "routine"), Path(place).stem
    assert f"backcare {command} {name}" in out
    assert run("show", name)[0] == 0


def test_the_starters_are_short_enough_for_one_screen():
    assert all(len(templates.make_template(kind, "x", "x").splitlines()) <= 24 for kind in FileKind)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("side-reach", "Side reach"),
        ("Side Reach", "Side Reach"),
        ("\u00dcbung 2", "\u00dcbung 2"),
        ("true rest", "true rest"),
        ("\u0423\u0442\u0440\u043e", "\u0423\u0442\u0440\u043e"),
        ("\u0645\u06cc\u200c\u0634\u0648\u062f", "\u0645\u06cc\u200c\u0634\u0648\u062f"),
        ("No", "No"),
        ("{side}", "Side"),
        ("a: [b", "A b"),
        ("7 days", "7 days"),
    ],
)
def test_the_name_in_the_file_is_the_one_typed_or_one_like_it(run, own, typed, name):
    assert run("new", typed)[0] == 0
    (file,) = own.glob("*.yaml")
    assert parse_document(file.read_text(encoding="utf-8"), "f.yaml").data["name"] == name
    assert check_file(file, Library(own, shipped_folder())) == ()


def test_a_copy_has_a_new_name_and_everything_else_as_it_was(run, own):
    run("new", "evening", "--from", "postpartum")
    text = (own / "evening.yaml").read_text(encoding="utf-8")
    model = (shipped_folder() / "postpartum.yaml").read_text(encoding="utf-8")
    assert text == f"{NOTE}schema.json\n" + model.replace("Postpartum upper-back relief", "Evening")
    run("new", "late", "--from", "evening")
    assert (own / "late.yaml").read_text(encoding="utf-8") == text.replace("Evening", "Late")


def test_the_first_line_points_an_editor_at_the_schema(run, own):
    run("new", "morning")
    run("new", "reach", "--stretch")
    for file in (own / "morning.yaml", own / "stretches" / "reach.yaml"):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith(NOTE)
        schema = json.loads((file.parent / first.removeprefix(NOTE)).read_text(encoding="utf-8"))
        assert len(schema["oneOf"]) == 2


@ON_UNIX
def test_new_files_and_folders_are_private(run, home):
    run("new", "reach", "--stretch")
    for path in home.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


@pytest.mark.parametrize("there", ["morning.yaml", "morning.yml"])
def test_new_never_overwrites(run, own, there):
    write(own / there, "mine")
    code, out, err = run("new", "morning")
    assert (code, out) == (1, "")
    assert f"{own / there} is there already" in err
    assert [path.read_text(encoding="utf-8") for path in own.glob("morning.*")] == ["mine"]


@ON_UNIX
def test_new_does_not_follow_a_link(run, own, tmp_path):
    own.mkdir(parents=True)
    (own / "morning.yaml").symlink_to(tmp_path / "elsewhere")
    assert run("new", "morning")[0] == 1
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../../x",
        "/etc/x",
        "a\\b",
        "con",
        "guidance",
        "",
        "...",
        "\x1b[31m",
        "\u3164",
        "lpt1.yaml",
        "20",
        "1e1",
        "true",
    ],
)
def test_a_name_that_makes_no_file_is_refused(run, home, name):
    code, out, err = run("new", "--", name)
    assert (code, out) == (1, "") or "\x1b" in name
    assert "\x1b" not in out + err
    assert {path.name for path in home.rglob("*.yaml")} <= {"31m.yaml"}


def test_a_copy_of_what_is_not_there_is_answered(run):
    code, _, err = run("new", "mine", "--from", "postpatrum")
    assert code == 1
    assert "did you mean postpartum?" in err


def test_a_new_file_tells_what_it_stands_in_front_of(run):
    assert "yours is used in its place" in run("new", "postpartum", "--from", "postpartum")[1]
    said = run("new", "kneeling-twist", "--stretch", "--from", "kneeling-twist")[1]
    assert "kneeling-twist comes with backcare, too: yours is used in its place, also in pregnancy" in said


def editor(tmp_path, body):
    """An editor as a program: a script that gets the file as its last argument."""
    script = write(
        tmp_path / "my editor" / "edit.py", f"import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\n{body}\n"
    )
    return f'"{sys.executable}" "{script}" --wait'


@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_new_opens_the_editor_and_checks_on_closing(run, tmp_path, monkeypatch, variable):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv(
        variable, editor(tmp_path, "file.write_text('name: A\\nstretches: [doorwy-chest-opener]\\n')")
    )
    code, out, _ = run("new", "morning", "--edit")
    assert code == 1
    assert "morning.yaml:2:13: stretches[1]: there is no stretch called 'doorwy-chest-opener'" in out
    assert out.endswith("1 file, 1 mistake\n")


def test_what_leaves_the_editor_sound_is_done(run, tmp_path, monkeypatch):
    monkeypatch.setenv("VISUAL", editor(tmp_path, "pass"))
    code, out, _ = run("new", "morning", "--edit")
    assert (code, out.splitlines()[-1]) == (0, "1 file, no mistakes")


@pytest.mark.parametrize(("named", "said"), [("'", "never closed"), ("no-such-editor", "no-such-editor")])
def test_an_editor_that_is_none_is_told(run, monkeypatch, named, said):
    monkeypatch.setenv("VISUAL", named)
    code, _, err = run("new", "morning", "--edit")
    assert code == 1
    assert said in err


def test_without_an_editor_the_user_is_told_how_to_name_one(run, own, monkeypatch, tmp_path):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    code, _, err = run("new", "morning", "--edit")
    assert (code, own.exists()) == (1, False)
    assert "set EDITOR" in err


def test_check_counts_files_mistakes_and_warnings(run, tmp_path):
    good, warned = write(tmp_path / "good.yaml", WHOLE), write(tmp_path / "warned.yaml", STRETCH)
    bad = write(tmp_path / "bad.yaml", "name: 7\nhold: 0\nsteps: [a]\n")
    assert run("check", good)[:2] == (0, "1 file, no mistakes\n")
    code, out, _ = run("check", good, warned)
    assert (code, out.splitlines()[-1]) == (0, "2 files, no mistakes, 1 warning")
    assert out.startswith(f"{warned}:3:1: warning: steps: ")
    code, out, _ = run("check", warned, bad, good, good)
    assert (code, out.splitlines()[-1]) == (1, "3 files, 2 mistakes, 1 warning")
    assert f"{bad}:1:7: name: 7 is not text" in out


def test_check_says_the_same_as_json(run, tmp_path):
    bad = write(tmp_path / "bad.yaml", "name: 7\nhold: 90\nsteps: {setup: [Sit.], release: [Rest.]}\n")
    code, out, _ = run("check", bad, "--json")
    assert code == 1
    assert json.loads(out) == [
        {
            "file": str(bad),
            "line": 1,
            "column": 7,
            "where": "name",
            "message": "7 is not text as it stands: put quotes around it",
            "level": "error",
        },
    ]
    assert json.loads(run("check", write(tmp_path / "good.yaml", WHOLE), "--json")[1]) == []


def test_check_of_a_folder_takes_its_files_and_lets_them_name_each_other(run, tmp_path):
    write(tmp_path / "stretches" / "arm.yaml", WHOLE)
    write(tmp_path / "morning.yaml", "name: A\nstretches: [arm]\n")
    write(tmp_path / "guidance.yaml", "tips: []\n")
    write(tmp_path / "notes.txt", "[")
    assert run("check", tmp_path)[:2] == (0, "2 files, no mistakes\n")
    assert run("check", tmp_path / "morning.yaml")[0] == 1


def test_check_of_a_folder_without_files_is_told(run, tmp_path):
    code, out, _ = run("check", tmp_path)
    assert code == 1
    assert out == f"{tmp_path}:1:1: has no routine and no stretch: they end in .yaml\n0 files, 1 mistake\n"


def test_check_of_the_own_folder(run, own):
    assert run("check", "--mine")[:2] == (0, "0 files, no mistakes\n")
    write(own / "a.yaml", "[")
    write(own / "stretches" / "My Own.yaml", WHOLE)
    code, out, _ = run("check", "--mine")
    assert (code, out.splitlines()[-1]) == (1, "2 files, 2 mistakes")
    assert "rename it to my-own.yaml" in out


def test_one_broken_file_among_many_is_told_and_hides_nothing(run, own):
    for number in range(40):
        write(own / "stretches" / f"arm-{number:02}.yaml", WHOLE)
    write(own / "stretches" / "broken.yaml", "[")
    write(own / "morning.yaml", "name: Morning\nstretches: [arm-00, doorway-chest-opener]\n")
    code, out, err = run("list", "stretches")
    assert (code, out.count("arm-"), out.count("broken")) == (0, 40, 0)
    assert err == "backcare: 1 file left out, with mistakes; backcare check --mine tells them\n"
    assert run("routine", "morning", "--dry-run")[::2] == (0, "")
    assert run("check", "--mine")[1].splitlines()[-1] == "42 files, 1 mistake"


def test_check_of_nothing_is_a_question(run):
    code, _, err = run("check")
    assert code == 2
    assert "--mine" in err


def test_the_schema_is_json_on_stdout_or_a_file_of_hers(run, own):
    printed = json.loads(run("schema")[1])
    code, out, _ = run("schema", "--write")
    assert (code, out.strip()) == (0, str(own / "schema.json"))
    assert json.loads((own / "schema.json").read_text(encoding="utf-8")) == printed


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("arm.yaml", WHOLE, "stretches/arm.yaml"),
        ("morning.yml", "name: A\nstretches: [doorway-chest-opener]\n", "morning.yaml"),
    ],
)
def test_a_sound_file_is_added_and_removed_again(run, own, tmp_path, name, text, place):  # noqa: PLR0917
    file = write(tmp_path / name, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    code, out, err = run("add", file)
    assert (code, err) == (0, "")
    assert str(own / place) in out
    assert (own / place).read_text(encoding="utf-8") == text
    assert run("show", Path(name).stem)[0] == 0
    assert run("add", file)[1] == f"{own / place} is the same file already\n"
    code, out, _ = run("remove", Path(name).stem, "--yes")
    assert (code, out) == (0, f"{own / place} is removed\n")
    assert not (own / place).exists()
    assert file.exists()


def test_a_file_with_mistakes_is_not_added(run, home, tmp_path):
    code, _, err = run("add", write(tmp_path / "arm.yaml", "name: 7\nhold: 0\nsteps: [a]\n"))
    assert code == 1
    assert "arm.yaml:1:7" in err
    assert "arm.yaml:2:7" in err
    assert list(home.rglob("*.yaml")) == []


@pytest.mark.parametrize("name", ["con.yaml", "20.yaml", "guidance.yaml", "....yaml", "..yaml"])
def test_a_file_whose_name_is_no_id_is_not_added(run, home, tmp_path, name):
    assert run("add", "--yes", "--", write(tmp_path / name, WHOLE))[0] == 1
    assert list(home.rglob("*.yaml")) == []


@pytest.mark.parametrize("name", ["My Arm.yaml", "my_arm.yaml", "-my-arm.yaml", "My Arm (1).yaml"])
def test_a_file_of_any_name_is_added_under_an_id_made_of_it(run, own, tmp_path, name):
    assert run("add", "--yes", "--", write(tmp_path / name, WHOLE))[0] == 0
    (added,) = (own / "stretches").iterdir()
    assert added.name in ("my-arm.yaml", "my-arm-1.yaml")
    assert run("show", added.stem)[0] == 0


@pytest.mark.parametrize(
    "name", ["evening (1).yaml", "Evening.yaml", "my_evening.yaml", "20.yaml", "\u0443\u0442\u0440\u043e.yaml"]
)
def test_a_routine_runs_from_a_file_of_any_name(run, tmp_path, name):
    file = write(tmp_path / name, "name: Mine\nstretches: [doorway-chest-opener]\n")
    code, out, err = run("routine", file, "--dry-run", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["routine"]


@pytest.mark.parametrize("name", ["Evening.YAML", "evening.YML", "./evening.yaml"])
def test_a_name_that_ends_as_yaml_does_is_a_path_in_any_letters(run, own, tmp_path, name):
    write(tmp_path / name, "name: Evening\nstretches: [wall-angels]\n")
    assert backcare("routine", name, "--dry-run", cwd=tmp_path).returncode == 0
    write(own / f"evening{Path(name).suffix}", "name: Evening\nstretches: [wall-angels]\n")
    assert run("routine", "evening", "--dry-run")[0] == 0
    assert run("check", "--mine")[1].endswith("1 file, no mistakes\n")


@pytest.mark.parametrize(
    ("what", "there"), [("routines", []), ("stretches", ["wall-angels"]), ("", ["wall-angels"])]
)
def test_a_list_of_nothing_says_so(run, own, what, there):
    for routine in Library(shipped_folder()).ids(FileKind.ROUTINE):
        write(own / f"{routine}.yaml", "broken")
    _, out, _ = run("list", *filter(None, [what]), "--stage", "postpartum")
    assert ("There are no routines for postpartum.\n" in out) == (what != "stretches")
    assert "routine " not in out
    assert all(name in out for name in there)


def test_in_a_pipe_nothing_is_replaced_or_removed_without_yes(run, own, tmp_path):
    mine = write(own / "stretches" / "arm.yaml", WHOLE)
    other = write(tmp_path / "arm.yaml", WHOLE.replace("15-30", "20"))
    for command in (("add", other), ("remove", "arm")):
        code, _, err = run(*command)
        assert code == 1
        assert "--yes" in err
        assert mine.read_text(encoding="utf-8") == WHOLE
    assert run("add", other, "--yes")[0] == 0
    assert mine.read_text(encoding="utf-8") == other.read_text(encoding="utf-8")


def test_what_is_replaced_keeps_its_place(run, own, tmp_path):
    write(own / "stretches" / "arm.yml", WHOLE)
    run("add", write(tmp_path / "arm.yaml", WHOLE.replace("15-30", "20")), "--yes")
    assert [path.name for path in (own / "stretches").iterdir()] == ["arm.yml"]


@ON_UNIX
def test_what_a_link_in_the_users_folder_points_to_is_replaced(run, own, tmp_path):
    elsewhere = write(tmp_path / "elsewhere.yaml", "mine")
    (own / "stretches").mkdir(parents=True)
    (own / "stretches" / "arm.yaml").symlink_to(elsewhere)
    assert run("add", write(tmp_path / "arm.yaml", WHOLE), "--yes")[0] == 0
    assert elsewhere.read_text(encoding="utf-8") == WHOLE
    assert (own / "stretches" / "arm.yaml").is_symlink()


def test_what_stands_in_front_of_a_shipped_one_is_told_when_it_comes_and_goes(run, tmp_path):
    file = write(tmp_path / "kneeling-twist.yaml", WHOLE)
    assert "yours is used in its place, also in pregnancy" in run("add", file)[1]
    out = run("remove", "kneeling-twist", "--yes")[1]
    assert out.startswith("pregnancy names it\n")
    assert out.endswith("kneeling-twist is the one that comes with backcare again\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("postpartum", "postpartum comes with backcare and stays"),
        ("kneeling-twist", "kneeling-twist comes with backcare and stays"),
        ("ar", "there is no routine or stretch of yours called 'ar': did you mean arm?"),
        ("../stretches/arm", "is a path"),
        ("con", "cannot be a file's name"),
    ],
)
def test_what_is_not_of_the_own_folder_is_not_removed(run, own, name, said):
    write(own / "stretches" / "arm.yaml", WHOLE)
    code, _, err = run("remove", name, "--yes")
    assert code == 1
    assert said in err
    assert (own / "stretches" / "arm.yaml").exists()


def test_a_stretch_that_has_a_routine_s_name_is_removed_when_the_user_says_so(run, own):
    write(own / "arm.yaml", "name: A\nstretches: [arm]\n")
    write(own / "stretches" / "arm.yaml", WHOLE)
    assert run("remove", "arm", "--stretch", "--yes")[1].startswith("arm names it\n")
    assert (own / "arm.yaml").exists()
    assert not (own / "stretches" / "arm.yaml").exists()


def test_a_broken_file_can_be_removed(run, own):
    write(own / "arm.yaml", "[")
    assert run("remove", "arm", "--yes")[0] == 0


def test_a_slot_is_never_outside_the_folder(own):
    with pytest.raises(BackcareError):
        own_folder.id_from_name("..")
    assert own_folder.target_path(own, FileKind.ROUTINE, own_folder.id_from_name("a b")).parent == own


@ON_UNIX
@pytest.mark.parametrize(
    "command",
    [
        "remove mine",
        "history delete",
        "routine postpartum --stage pregnancy --no-log",
    ],
)
def test_a_question_at_a_terminal_ends_after_three_answers_that_make_no_sense(start, own, command):
    write(own / "mine.yaml", "name: Mine\nstretches: [kneeling-twist]\n")
    run = start(*command.split())
    for times in (1, 2, 3):
        run.see_written("[y/N]:", times=times).press("x\r")
    assert run.end() == 2
    assert (own / "mine.yaml").exists()


@ON_UNIX
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("sh -c false", "the editor sh ended with a failure (1)"),
        ("sh -c 'kill -9 $$'", "the editor sh ended with a failure (-9)"),
        ("sh -c 'exit 3'", "the editor sh ended with a failure (3)"),
        ("/no/such/editor", "the editor /no/such/editor: No such file or directory"),
        ("'unclosed", "a quote in VISUAL or EDITOR is never closed"),
        ("  ", "no editor is named"),
    ],
)
def test_an_editor_that_fails_is_told_of_and_nothing_is_called_sound(command, said):
    ran = backcare("new", "morning", "--edit", environment={"EDITOR": command})
    assert (ran.returncode, "no mistakes" in ran.stdout) == (1, False)
    assert said in ran.stderr


@pytest.mark.parametrize("name", ["20", "1e1", "007", "nan", "inf"])
def test_what_would_read_as_a_number_is_no_name_of_a_stretch(run, own, tmp_path, name):
    sent = write(tmp_path / f"{name}.yaml", STRETCH)
    for arguments in (["add", str(sent)], ["new", name, "--stretch"]):
        code, out, err = run(*arguments)
        assert (code, out) == (1, "")
        assert f"add a word, as in my-{name}" in err
    assert not own.exists()
