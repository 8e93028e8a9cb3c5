"""A folder that the demonstration made knows itself; nobody's own database is ever taken for one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = "from nagara_web.settings import base; print(base.IS_DEMO, base.REQUIRE_SECOND_FACTOR)"


@pytest.mark.parametrize(
    ("is_marked", "environment", "said"),
    [
        (True, {}, "True False"),
        (False, {}, "False True"),
        (True, {"NAGARA_DEMO": "0"}, "False True"),
        (True, {"DATABASE_URL": "postgresql://example/nagara"}, "False True"),
    ],
)
def test_a_demonstration_is_remembered_by_its_folder(
    tmp_path: Path, is_marked: bool, environment: dict[str, str], said: str
) -> None:
    if is_marked:
        (tmp_path / "demonstration.txt").write_text("Made by a test.", "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NAGARA_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=kept | {"NAGARA_HOME": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == said
