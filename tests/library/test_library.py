import os
import subprocess
import sys
from pathlib import Path

import pytest

from backcare.files.faults import BadFile, UnknownName
from backcare.library.library import Library, check_file, shipped_folder
from backcare.library.lookup import FileKind, find_id
from backcare.model.stretch import HoldRange, Stage
from backcare.text import similar_words
from yaml_files import ROUTINE, STRETCH, TWIST, library, write

NAMES = ("doorway-chest-opener", "chest-opener", "kneeling-twist", "kneeling-extension", "spinal-twist")


@pytest.fixture
def five(tmp_path):
    write(tmp_path / "postpartum.yaml", "name: After birth\nstretches: [kneeling-twist]\n")
    return library(tmp_path, **{name.replace("-", "_"): STRETCH for name in NAMES})


def unknown(ask, name):
    with pytest.raises(UnknownName) as caught:
        ask(name)
    return str(caught.value)


def faults(found):
    return [f"{Path(fault.file).name}:{fault.line}:{fault.column}" for fault in found]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kneeling-twist", "kneeling-twist"),
        ("Kneeling Twist", "kneeling-twist"),
        ("kneeling-t", "kneeling-twist"),
        ("door", "doorway-chest-opener"),
        ("extension", "kneeling-extension"),
        ("twist kneeling", "kneeling-twist"),
        ("chest-opener", "chest-opener"),
        ("chest", "chest-opener"),
    ],
)
def test_a_stretch_is_found_by_its_id_its_beginning_or_its_words(five, typed, found):
    assert five.stretch(typed).id == found


@pytest.mark.parametrize("typed", ["Twist and Shout", "shout", "shout twist"])
def test_a_stretch_is_found_by_words_of_its_name_where_no_id_has_them(tmp_path, typed):
    shelf = library(tmp_path, one=STRETCH, two="name: Twist and Shout\nhold: 20\nsteps: [Go.]\n")
    assert shelf.stretch(typed).id == "two"


def test_a_broken_file_does_not_hide_the_name_of_another(tmp_path):
    shelf = library(tmp_path, bad="[", two="name: Shout\nhold: 20\nsteps: [Go.]\n")
    assert shelf.stretch("shout").id == "two"


def test_a_stretch_knows_its_file(five, tmp_path):
    assert five.stretch("spinal").file == str(tmp_path / "stretches" / "spinal-twist.yaml")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("twist", "'twist' fits more than one stretch: kneeling-twist or spinal-twist?"),
        ("kneeling", "'kneeling' fits more than one stretch: kneeling-extension or kneeling-twist?"),
        ("dorway", "there is no stretch called 'dorway': did you mean doorway-chest-opener?"),
        (
            "kneling-twist",
            "there is no stretch called 'kneling-twist': did you mean kneeling-twist or kneeling-extension?",
        ),
        ("postpartum", "'postpartum' is a routine, not a stretch: backcare routine postpartum"),
        ("post", "'post' is a routine, not a stretch: backcare routine postpartum"),
        ("../../postpartum", "'../../postpartum' is a routine, not a stretch: backcare routine postpartum"),
    ],
)
def test_a_name_that_is_no_stretch_is_answered_with_what_is_near(five, typed, message):
    assert unknown(five.stretch, typed) == message


@pytest.mark.parametrize("typed", ["", "...", "/", "con", "x" * 100_000, "\x1b[31m", "\u4e2d", "a\0b", "{name}"])
def test_a_name_that_is_like_nothing_is_answered_with_all_names(five, typed):
    message = unknown(five.stretch, typed)
    assert message.startswith("there is no stretch called '")
    assert message.endswith(
        "there are chest-opener, doorway-chest-opener, kneeling-extension, kneeling-twist and spinal-twist"
    )
    assert message.isprintable()
    assert len(message) < 200


def test_many_names_are_not_listed(tmp_path):
    shelf = library(tmp_path, **{f"stretch_{n}": STRETCH for n in range(9)})
    assert unknown(shelf.stretch, "qqq").endswith("`backcare list` shows them all")
    assert "stretch-7 or 1 more?" in unknown(shelf.stretch, "stretch")


def test_an_empty_library_says_so(tmp_path):
    assert unknown(Library(tmp_path / "none").stretch, "x") == "there is no stretch called 'x': there are none"


def test_a_stretch_asked_for_as_a_routine_is_answered_with_the_right_command(five):
    message = "'doorway' is a stretch, not a routine: backcare hold doorway-chest-opener"
    assert unknown(five.routine, "doorway") == message


def test_a_routine_is_found_by_words_of_its_name(five):
    assert five.routine("birth").id == "postpartum"


def test_a_name_is_picked_out_of_a_few():
    names = {"kneeling-twist": "Kneeling Twist", "angels": "Wall Angels"}
    assert [find_id(typed, names, "stretch in postpartum") for typed in ("twist", "wall")] == [
        "kneeling-twist",
        "angels",
    ]
    with pytest.raises(UnknownName, match="there is no stretch in postpartum called 'door'"):
        find_id("door", names, "stretch in postpartum")


def test_nearest_words_come_likeliest_first():
    assert similar_words("twst", ["twit", "twist", "reach"]) == ("twist", "twit")


def test_entries_bring_their_stretches_and_wishes(tmp_path):
    shelf = library(tmp_path, reach=STRETCH, twist=TWIST)
    text = """\
name: Morning
stage: postpartum
stretches:
  - reach
  - {stretch: twist, hold: 25, repeats: 2}
  - name: Wall Angels
    reps: {count: 8, seconds: 8}
    repeats: 3
    steps: [Stand.]
"""
    routine = shelf.routine_file(write(tmp_path / "morning.yaml", text))
    assert (routine.id, routine.name, routine.stage) == ("morning", "Morning", Stage.POSTPARTUM)
    assert [(entry.stretch.id, entry.hold, entry.repeats) for entry in routine.items] == [
        ("reach", None, None),
        ("twist", 25.0, 2),
        ("wall-angels", None, 3),
    ]
    assert routine.items[2].stretch.file == routine.file == str(tmp_path / "morning.yaml")


def test_ids_in_a_file_from_anywhere_are_looked_up_in_the_library(tmp_path):
    shelf = library(tmp_path / "own", reach=STRETCH)
    write(tmp_path / "sent" / "stretches" / "reach.yaml", "not this one")
    assert shelf.routine_file(write(tmp_path / "sent" / "m.yaml", ROUTINE)).items[0].stretch.name == "Reach"


@pytest.mark.parametrize("name", ["reac", "Reach", "reach.yaml"])
def test_an_entry_is_an_exact_id(tmp_path, name):
    shelf = library(tmp_path, reach=STRETCH)
    path = write(tmp_path / "m.yaml", f"name: A\nstretches: [{name}]\n")
    with pytest.raises(BadFile, match="did you mean reach"):
        shelf.routine_file(path)


def test_a_stretch_file_is_no_routine(tmp_path):
    with pytest.raises(BadFile, match="this is a stretch, and a routine is wanted here"):
        Library().routine_file(write(tmp_path / "reach.yaml", STRETCH))


def test_a_routine_among_the_stretches_is_told(tmp_path):
    found, wrong = library(tmp_path, morning=ROUTINE).stretches()
    assert found == ()
    assert "this is a routine, and a stretch is wanted here" in str(wrong[0])


def test_a_bad_file_raises_all_its_faults_one_a_line(tmp_path):
    shelf = library(tmp_path, bad="name: 7\nhold: 0\nsteps: [a]\n")
    with pytest.raises(BadFile) as caught:
        shelf.stretch("bad")
    assert str(caught.value) == "\n".join(map(str, caught.value.faults))
    assert faults(caught.value.faults) == ["bad.yaml:1:7", "bad.yaml:2:7"]


def test_a_file_of_the_user_wins_over_a_shipped_one(tmp_path):
    library(tmp_path / "own", reach=STRETCH.replace("15-30", "20-25"))
    library(tmp_path / "shipped", reach=STRETCH, twist=TWIST)
    write(tmp_path / "shipped" / "m.yaml", ROUTINE)
    both = Library(tmp_path / "own", tmp_path / "shipped")
    assert both.stretch("reach").hold == HoldRange(20, 25)
    assert both.routine("m").items[0].stretch.hold == HoldRange(20, 25)
    assert both.ids(FileKind.STRETCH) == ("reach", "twist")
    assert both.find_file(FileKind.STRETCH, "reach") == tmp_path / "own" / "stretches" / "reach.yaml"


def test_all_come_in_the_order_of_their_ids_and_broken_ones_are_told(tmp_path):
    shelf = library(tmp_path, twist=TWIST, b="name: B\n", reach=STRETCH, a="[")
    found, wrong = shelf.stretches()
    assert [stretch.id for stretch in found] == ["reach", "twist"]
    assert faults(wrong) == ["a.yaml:2:1", "b.yaml:1:1", "b.yaml:1:1"]


def test_a_broken_stretch_is_told_once_however_many_routines_name_it(tmp_path):
    shelf = library(tmp_path, bad="name: B\nhold: 0\nsteps: [a]\n", reach=STRETCH)
    for name in ("one", "two"):
        write(tmp_path / f"{name}.yaml", "name: A\nstretches: [bad, reach]\n")
    write(tmp_path / "three.yaml", ROUTINE)
    found, wrong = shelf.routines()
    assert [routine.id for routine in found] == ["three"]
    assert faults(wrong) == ["bad.yaml:2:7"]


def test_ids_are_listed_without_opening_a_file(tmp_path):
    shelf = library(tmp_path, twist="[", reach="")
    for name in ("evening.yaml", "morning.yml", "guidance.yaml", ".hidden.yaml", "notes.txt", "No Id.yaml"):
        write(tmp_path / name, "[")
    assert shelf.ids(FileKind.STRETCH) == ("reach", "twist")
    assert shelf.ids(FileKind.ROUTINE) == ("evening", "morning")


def test_only_the_files_that_are_needed_are_opened(tmp_path):
    shelf = library(tmp_path, reach=STRETCH, twist="[")
    write(tmp_path / "other.yaml", "[")
    write(tmp_path / "morning.yaml", ROUTINE)
    assert shelf.routine("morning").name == "Morning"
    assert shelf.stretch("rea").name == "Reach"


def test_a_file_whose_name_is_no_id_is_told_with_the_others(tmp_path):
    shelf = library(tmp_path, reach=STRETCH)
    write(tmp_path / "stretches" / "My Own.yaml", STRETCH)
    found, wrong = shelf.stretches()
    assert [stretch.id for stretch in found] == ["reach"]
    assert [fault.message for fault in wrong] == [
        "the file's name 'My Own' is not an id: rename it to my-own.yaml"
    ]


def test_a_file_just_written_is_found(tmp_path):
    shelf = library(tmp_path)
    assert shelf.ids(FileKind.STRETCH) == ()
    write(tmp_path / "stretches" / "reach.yaml", STRETCH)
    assert shelf.stretch("reach").name == "Reach"


def test_folders_that_are_not_there_are_fine(tmp_path):
    shelf = Library(tmp_path / "none", write(tmp_path / "file", ""))
    assert (shelf.stretches(), shelf.routines()) == (((), ()), ((), ()))


@pytest.mark.skipif(sys.platform == "win32", reason="needs the files of a Unix system")
def test_a_folder_that_cannot_be_listed_is_told(tmp_path):
    (tmp_path / "stretches").symlink_to("stretches")
    found, wrong = Library(tmp_path).stretches()
    assert found == ()
    assert "cannot be listed" in str(wrong[0])
    assert Library(tmp_path).ids(FileKind.STRETCH) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="needs the files of a Unix system")
def test_strange_files_in_a_folder_hide_nothing(tmp_path):
    shelf = library(tmp_path, reach=STRETCH)
    folder = tmp_path / "stretches"
    (folder / "folder.yaml").mkdir()
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.yaml")
    found, wrong = shelf.stretches()
    assert [stretch.id for stretch in found] == ["reach"]
    assert len(wrong) == 4


def test_the_shipped_files_have_no_faults():
    shelf = Library(shipped_folder())
    stretches, wrong_stretches = shelf.stretches()
    routines, wrong_routines = shelf.routines()
    assert (wrong_stretches, wrong_routines) == ((), ())
    assert [stretch.id for stretch in stretches] == list(shelf.ids(FileKind.STRETCH))
    assert [routine.id for routine in routines] == list(shelf.ids(FileKind.ROUTINE))
    assert {"postpartum", "pregnancy"} <= set(shelf.ids(FileKind.ROUTINE))


@pytest.mark.parametrize("kind", ["", "stretches"])
def test_every_shipped_file_passes_the_check(kind):
    files = [path for path in (shipped_folder() / kind).glob("*.yaml") if path.name != "guidance.yaml"]
    assert [check_file(path, Library(shipped_folder())) for path in files] == [()] * len(files)


def test_finding_names_loads_nothing_heavy(tmp_path):
    code = (
        "import sys, pathlib; from backcare.library.library import FileKind, Library, shipped_folder;"
        "Library(pathlib.Path(sys.argv[1]), shipped_folder()).ids(FileKind.STRETCH);"
        "print({'yaml', 'pydantic', 'difflib', 'importlib.resources'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
