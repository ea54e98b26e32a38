import errno
import os
import stat
import sys
from contextlib import suppress

import pytest

from backcare.files.writing import replace_file, write_private_file
from full_disk import full_disk
from yaml_files import write

ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="needs the files of a Unix system")


def test_a_file_and_its_folders_are_made(tmp_path):
    write_private_file(tmp_path / "a" / "b.yaml", "hold: 20\n")
    assert (tmp_path / "a" / "b.yaml").read_bytes() == b"hold: 20\n"


@pytest.mark.parametrize("text", ["a\r\nb\r\n", "a\nb\n", "a\rb\r", "a\r\nb\n"])
def test_line_ends_are_written_as_they_are(tmp_path, text):
    write_private_file(tmp_path / "a.yaml", text)
    assert (tmp_path / "a.yaml").read_bytes() == text.encode()


def test_a_byte_order_mark_stays(tmp_path):
    file = write(tmp_path / "a.yaml", b"\xef\xbb\xbfhold: 20\n")
    write_private_file(file, "hold: 30\n")
    assert file.read_bytes() == b"\xef\xbb\xbfhold: 30\n"


@ON_UNIX
def test_a_new_file_is_private(tmp_path):
    write_private_file(tmp_path / "a.yaml", "")
    assert stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode) == 0o600


@ON_UNIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_the_mode_of_a_file_stays(tmp_path, mode):
    write(tmp_path / "a.yaml", "old").chmod(mode)
    write_private_file(tmp_path / "a.yaml", "new")
    assert stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode) == mode


@ON_UNIX
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root writes files of others")
def test_the_owner_of_a_file_stays(tmp_path):
    os.chown(write(tmp_path / "a.yaml", "old"), 1234, 5678)
    write_private_file(tmp_path / "a.yaml", "new")
    status = (tmp_path / "a.yaml").stat()
    assert (status.st_uid, status.st_gid) == (1234, 5678)


@ON_UNIX
@pytest.mark.parametrize("to", ["dotfiles/config.yaml", "{}/dotfiles/config.yaml"], ids=["relative", "absolute"])
def test_what_a_link_points_to_is_written_and_the_link_stays(tmp_path, to):
    elsewhere = write(tmp_path / "dotfiles" / "config.yaml", "old")
    (tmp_path / "config.yaml").symlink_to(to.format(tmp_path))
    write_private_file(tmp_path / "config.yaml", "new")
    assert (tmp_path / "config.yaml").is_symlink()
    assert elsewhere.read_bytes() == b"new"
    assert [path.name for path in elsewhere.parent.iterdir()] == ["config.yaml"]


@ON_UNIX
def test_a_link_to_a_link_and_a_folder_that_is_a_link_are_followed(tmp_path):
    elsewhere = write(tmp_path / "real" / "config.yaml", "old")
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "second").symlink_to("folder/config.yaml")
    (tmp_path / "first").symlink_to("second")
    write_private_file(tmp_path / "first", "new")
    assert elsewhere.read_bytes() == b"new"
    assert all((tmp_path / name).is_symlink() for name in ("folder", "second", "first"))


@ON_UNIX
def test_what_a_link_to_nothing_points_to_is_made(tmp_path):
    (tmp_path / "config.yaml").symlink_to("gone/config.yaml")
    write_private_file(tmp_path / "config.yaml", "new")
    assert (tmp_path / "gone" / "config.yaml").read_bytes() == b"new"


@ON_UNIX
def test_a_link_to_itself_is_an_error_and_stays(tmp_path):
    (tmp_path / "config.yaml").symlink_to("config.yaml")
    with pytest.raises(OSError) as caught:  # noqa: PT011 - its number is looked at
        write_private_file(tmp_path / "config.yaml", "new")
    assert caught.value.errno == errno.ELOOP
    assert (tmp_path / "config.yaml").is_symlink()


@ON_UNIX
@pytest.mark.parametrize("there", [[], ["a.yaml"]], ids=["new", "there"])
def test_on_a_full_disk_everything_stays_as_it_was(tmp_path, there):
    for name in there:
        write(tmp_path / name, "old")
    with pytest.raises(OSError), full_disk():  # noqa: PT011 - which one differs by system
        write_private_file(tmp_path / "a.yaml", "new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(name, b"old") for name in there]


def test_a_file_that_is_not_finished_changes_nothing(tmp_path):
    file = write(tmp_path / "session.wav", "old")
    with suppress(ZeroDivisionError), replace_file(file) as part:
        assert part.suffix == ".wav"
        part.write_text("half", encoding="utf-8")
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["session.wav"]
    assert file.read_bytes() == b"old"
