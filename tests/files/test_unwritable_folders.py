"""Why nothing can be written somewhere, and what mends it."""

import os
from pathlib import Path

import pytest

from backcare.files.writing import unwritable_reason


@pytest.mark.parametrize("below", [".", "not/yet/there"])
def test_where_a_file_can_be_made_there_is_no_reason(tmp_path, below):
    assert unwritable_reason(tmp_path / below) == ""


@pytest.mark.parametrize("below", ["file/data", "file/data/deeper"])
def test_a_file_in_the_place_of_a_folder_is_named(tmp_path, below):
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    assert f"{tmp_path / 'file'} is a file" in unwritable_reason(tmp_path / below)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("below", [".", "not/yet"])
def test_a_mode_that_forbids_it_is_mended_where_it_stands(tmp_path, below):
    tmp_path.chmod(0o500)
    assert unwritable_reason(tmp_path / below) == f"try: chmod u+rwx {tmp_path}"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no such owners")
@pytest.mark.parametrize("folder", ["/", "/usr", "/etc"])
def test_nobody_is_told_to_change_a_folder_of_another_user(folder):
    if os.access(folder, os.W_OK) or os.stat(folder).st_uid == os.geteuid():  # noqa: PTH116 - as it stands
        pytest.skip("it belongs to this user")
    reason = unwritable_reason(Path(folder))
    assert "BACKCARE_HOME" in reason
    assert "chmod" not in reason
