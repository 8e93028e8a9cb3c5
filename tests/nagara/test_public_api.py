"""The first screen of the README: read, account, write_report."""

from pathlib import Path

import pytest

import nagara
from nagara.errors import UnreadableFileError


def test_a_path_that_is_not_there_is_said_at_once(tmp_path: Path):
    with pytest.raises(UnreadableFileError, match="nowhere"):
        nagara.read(tmp_path / "nowhere")
