"""What was checked is kept for files that did not change, and a cache that cannot be used changes no answer."""

import ast
import json
import os
import subprocess
import sys
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given

from backcare.files.cache import Cache
from backcare.files.faults import BadFile
from backcare.library.library import Library, shipped_folder
from backcare.model.guidance import Guidance
from backcare.model.stretch import Stage, Stretch
from backcare.settings.config import read_config_file, read_environment
from full_disk import full_disk
from run_program import backcare, backcare_process
from said_files import LENIENT, mappings, stretches
from yaml_corpus import CORPUS
from yaml_files import ROUTINE, STRETCH, TWIST, write

CONFIG = """\
stage: postpartum
birth: 2026-10-12
caesarean: true
hold: 25
rest: 7.5
repeats: 3
voice_name: en-us
leave_out: [doorway, wall-angels]
sound: false
"""


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def entries(folder):
    return sorted(folder.glob("*.json"))


def reading(library, path):
    """What a file says: a stretch, a routine, or all of its faults."""
    read = library.stretch if path.parent.name == "stretches" else library.routine
    try:
        return read(path.stem)
    except BadFile as error:
        return error.faults


def types_in(value):
    """The types of all parts of a value, which `==` does not compare."""
    if is_dataclass(value):
        return type(value), [types_in(getattr(value, field.name)) for field in fields(value)]
    return type(value), [types_in(part) for part in value] if isinstance(value, tuple) else []


def assert_read_alike(folder, path, cache):
    """The file is read alike without a cache, with one that has nothing of it, and with what that one kept."""
    checked = reading(Library(folder), path)
    first, second = (reading(Library(folder, cache=cache), path) for _ in range(2))
    assert checked == first == second
    assert types_in(checked) == types_in(second)


@pytest.mark.parametrize("kind", ["", "stretches"])
def test_every_shipped_file_is_read_alike_from_the_cache(cache, kind):
    for path in (shipped_folder() / kind).glob("*.yaml"):
        if path.name != "guidance.yaml":
            assert_read_alike(shipped_folder(), path, cache)


def test_the_shipped_guidance_is_read_alike_from_the_cache(cache):
    first, second = (Library(shipped_folder(), cache=cache).guidance() for _ in range(2))
    assert asdict(first[0]) == asdict(second[0])
    assert first[1] == second[1] == ()
    assert type(second[0]) is Guidance


@pytest.mark.parametrize("name", CORPUS)
def test_every_kind_of_file_is_read_alike_from_the_cache(tmp_path, cache, name):
    text, _ = CORPUS[name]
    write(tmp_path / "stretches" / "reach.yaml", STRETCH)
    for path in (tmp_path / "one.yaml", tmp_path / "stretches" / "one.yaml"):
        assert_read_alike(tmp_path, write(path, text), cache)


@LENIENT
@given(stretches() | mappings)
def test_any_file_is_read_alike_from_the_cache(tmp_path, said):
    text = json.dumps(said).replace("\\ud", "\\u1")
    assert_read_alike(tmp_path, write(tmp_path / "stretches" / "one.yaml", text), Cache(tmp_path / "cache"))
    routine = json.dumps({"name": "A", "stretches": [said, "one"]}).replace("\\ud", "\\u1")
    assert_read_alike(tmp_path, write(tmp_path / "any.yaml", routine), Cache(tmp_path / "cache"))


def test_a_file_that_changed_is_read_anew_even_at_the_same_moment_and_length(tmp_path, cache):
    path = write(tmp_path / "stretches" / "reach.yaml", STRETCH)
    os.utime(path, (1, 1))
    assert Library(tmp_path, cache=cache).stretch("reach").name == "Reach"
    write(path, STRETCH.replace("Reach", "Leash"))
    os.utime(path, (1, 1))
    assert Library(tmp_path, cache=cache).stretch("reach").name == "Leash"


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        (STRETCH.replace("15-30", "20-40"), (20, 40)),
        ("steps: [Sit", "reach.yaml"),
        (None, "there is no stretch called 'reach'"),
    ],
)
def test_a_routine_follows_the_stretches_that_it_names(tmp_path, cache, changed, seen):
    stretch = write(tmp_path / "stretches" / "reach.yaml", STRETCH)
    write(tmp_path / "morning.yaml", ROUTINE)
    assert Library(tmp_path, cache=cache).routine("morning").items[0].stretch.hold.longest == 30
    if changed is None:
        stretch.unlink()
    else:
        write(stretch, changed)
    for _ in range(2):
        if isinstance(seen, tuple):
            hold = Library(tmp_path, cache=cache).routine("morning").items[0].stretch.hold
            assert (hold.shortest, hold.longest) == seen
        else:
            with pytest.raises(BadFile, match=seen):
                Library(tmp_path, cache=cache).routine("morning")


def test_a_routine_follows_a_stretch_that_takes_the_place_of_another(tmp_path, cache):
    write(tmp_path / "shipped" / "stretches" / "reach.yaml", STRETCH)
    write(tmp_path / "shipped" / "morning.yaml", ROUTINE)
    folders = tmp_path / "own", tmp_path / "shipped"
    assert Library(*folders, cache=cache).routine("morning").items[0].stretch.sides == ()
    write(tmp_path / "own" / "stretches" / "reach.yaml", TWIST)
    assert len(Library(*folders, cache=cache).routine("morning").items[0].stretch.sides) == 2


def test_a_routine_follows_the_tips(tmp_path, cache):
    guidance = (shipped_folder() / "guidance.yaml").read_text(encoding="utf-8")
    write(tmp_path / "guidance.yaml", guidance)
    write(tmp_path / "stretches" / "reach.yaml", STRETCH)
    write(tmp_path / "morning.yaml", ROUTINE + "tip: T10\n")
    assert Library(tmp_path, cache=cache).routine("morning").tip == "T10"
    (tmp_path / "guidance.yaml").unlink()
    with pytest.raises(BadFile, match="no tip is called 'T10'"):
        Library(tmp_path, cache=cache).routine("morning")


def test_the_settings_are_read_alike_from_the_cache(tmp_path, cache):
    path = write(tmp_path / "config.yaml", CONFIG)
    checked, first, second = (read_config_file(path, kept) for kept in (None, lambda: cache, lambda: cache))
    assert checked == first == second
    assert {name: type(value) for name, value in second[0].items()} == {
        name: type(value) for name, value in checked[0].items()
    }
    assert (second[0]["stage"], second[0]["birth"]) == (Stage.POSTPARTUM, date(2026, 10, 12))
    assert second[0]["leave_out"] == ("doorway", "wall-angels")


def test_the_environment_is_read_alike_from_the_cache(cache):
    environment = {"BACKCARE_HOLD": "25", "BACKCARE_STAGE": "postpartum", "BACKCARE_LEAVE_OUT": "doorway, twist"}
    checked, first, second = (
        read_environment(environment, kept) for kept in (None, lambda: cache, lambda: cache)
    )
    assert checked == first == second == ({**checked[0], "leave_out": ("doorway", "twist")}, ())
    assert type(second[0]["stage"]) is Stage
    assert read_environment(environment | {"BACKCARE_HOLD": "30"}, lambda: cache)[0]["hold"] == 30
    assert read_environment(environment | {"BACKCARE_HOLD": "x"}, lambda: cache)[1]


def test_settings_with_a_fault_are_not_kept(tmp_path, cache):
    path = write(tmp_path / "config.yaml", "hold: abc\nsound: false\n")
    first, second = (read_config_file(path, lambda: cache) for _ in range(2))
    assert first == second
    assert first[0] == {"sound": False}
    assert len(first[1]) == 1


DAMAGES = {
    "empty": lambda _: b"",
    "cut short": lambda content: content[: len(content) // 2],
    "without its hash": lambda content: content.partition(b"\n")[2],
    "one letter changed": lambda content: content.replace(b"Reach", b"Peach"),
    "no text": lambda _: b"\xff\xfe\n\xff",
    "too large": lambda content: content + b" " * 300_000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_as_if_it_were_not_there_and_is_mended(tmp_path, cache, damage):
    path = write(tmp_path / "stretches" / "reach.yaml", STRETCH)
    assert_read_alike(tmp_path, path, cache)
    [entry] = entries(tmp_path / "cache")
    good = entry.read_bytes()
    entry.write_bytes(DAMAGES[damage](good))
    assert_read_alike(tmp_path, path, cache)
    assert entry.read_bytes() == good


@pytest.mark.parametrize("text", [b"[]", b"{}", b'{"name": 1}', b"null", b"{", b"[" * 90_000])
def test_an_entry_of_another_shape_is_not_used(tmp_path, cache, text):
    path = write(tmp_path / "stretches" / "reach.yaml", STRETCH)
    assert_read_alike(tmp_path, path, cache)
    [entry] = entries(tmp_path / "cache")
    entry.write_bytes(sha256(text).hexdigest().encode() + b"\n" + text)
    assert_read_alike(tmp_path, path, cache)


def test_an_entry_answers_for_its_own_kind_only(cache):
    cache.keep(b"key", {"name": "Reach"})
    assert cache.find(dict, b"key") == {"name": "Reach"}
    assert cache.find(Stretch, b"key") is None


PLACES = {
    "a file": lambda place: write(place, "x"),
    "a file above it": lambda place: write(place.parent, "x"),
    "a link to nowhere": lambda place: place.symlink_to("nowhere"),
    "a folder that all may write to": lambda place: (place.mkdir(), place.chmod(0o777)),
    "entries that are folders": lambda place: place.mkdir(parents=True),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_folder_that_cannot_be_used_changes_no_answer(home, place):
    before = backcare("list", "--json")
    there = home / "cache" / "checked"
    for entry in entries(there):
        entry.unlink()
        if place == "entries that are folders":
            entry.mkdir()
    if place != "entries that are folders":
        there.rmdir()
        if place == "a file above it":
            there.parent.rmdir()
        PLACES[place](there)
    for _ in range(2):
        after = backcare("list", "--json")
        assert (after.returncode, after.stdout, after.stderr) == (0, before.stdout, "")


@pytest.mark.skipif(sys.platform != "linux", reason="paths are text there")
def test_files_in_a_folder_whose_name_is_no_text_are_read_and_practised(tmp_path):
    odd = tmp_path / os.fsdecode(b"\xff")
    write(odd / "config" / "routines" / "stretches" / "reach.yaml", STRETCH)
    write(odd / "config" / "routines" / "morning.yaml", ROUTINE)
    there = {"BACKCARE_HOME": str(odd)}
    for _ in range(2):
        assert "morning" in backcare("list", environment=there).stdout
    done = backcare("routine", "morning", "--plain", "--yes", "--no-sound", "--speed", "1000", environment=there)
    assert done.returncode == 0, done.stderr
    assert "morning" in backcare("history", environment=there).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on a file's size is POSIX")
def test_a_full_disk_keeps_nothing_and_changes_no_answer(tmp_path):
    path = write(tmp_path / "stretches" / "reach.yaml", STRETCH)
    with full_disk():
        found = reading(Library(tmp_path, cache=Cache(tmp_path / "cache")), path)
    assert found == reading(Library(tmp_path), path)
    assert list((tmp_path / "cache").iterdir()) == []


def test_nothing_is_kept_where_others_may_write(tmp_path):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache").chmod(0o777)
    path = write(tmp_path / "stretches" / "reach.yaml", STRETCH)
    assert_read_alike(tmp_path, path, Cache(tmp_path / "cache"))
    assert entries(tmp_path / "cache") == []


def test_the_cache_does_not_grow_for_ever(tmp_path):
    for number in range(6):
        Cache(tmp_path, most=3).keep(str(number).encode(), {"number": number})
    assert 1 <= len(entries(tmp_path)) <= 4
    assert Cache(tmp_path).find(dict, b"5") == {"number": 5}


def test_two_programs_may_write_at_once(tmp_path):
    write(tmp_path / "stretches" / "reach.yaml", STRETCH)
    both = [
        subprocess.Popen([sys.executable, "-m", "backcare", "list", "--json"], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [one.communicate()[0] for one in both]
    assert said[0] == said[1] == backcare_process("list", "--json").stdout.encode()


@pytest.mark.parametrize("command", [("list",), ("show", "doorway"), (), ("routine", "postpartum", "--dry-run")])
def test_what_was_checked_is_answered_without_checking(home, command):
    write(home / "config" / "config.yaml", CONFIG)
    code = (
        "import sys; from backcare.cli.main import main; main(sys.argv[1:]);"
        "print({'yaml', 'pydantic'} & set(sys.modules))"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    assert set(ast.literal_eval(first.stdout.splitlines()[-1])) == {"yaml", "pydantic"}
    assert second.stdout.splitlines() == [*first.stdout.splitlines()[:-1], "set()"]
