"""A folder that cannot be written to is refused before the work, and nothing is made for it."""

import os

import pytest

from nagara.cli.out_folder import require_folder


def test_a_folder_that_is_there_or_can_be_made_is_taken_and_not_made(tmp_path):
    require_folder(tmp_path, ["plan.html"])
    require_folder(tmp_path / "new" / "newer", ["plan.html"])
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_way_is_named(tmp_path):
    (tmp_path / "taken").write_text("a file")
    (tmp_path / "plan.html").mkdir()
    for out, at in ((tmp_path / "taken", "taken"), (tmp_path / "taken" / "below", "taken"), (tmp_path, "plan.html")):
        with pytest.raises(OSError, match="irectory") as refused:
            require_folder(out, ["plan.html"])
        assert refused.value.filename == str(tmp_path / at)


@pytest.mark.skipif(os.name != "posix", reason="the mode of a folder means this on POSIX only")
def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(PermissionError):
        require_folder(tmp_path / "new")
