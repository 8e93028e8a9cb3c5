"""Progress is said often enough to be believed, and seldom enough for a log."""

from __future__ import annotations

from itertools import count

import pytest

from nagara_web.command.progress import Progress


def test_the_first_the_last_and_a_line_every_five_seconds_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = count()
    progress = Progress(clock=lambda: float(next(seconds)))
    for done in range(1, 13):
        progress("Read", done, 12)
    said = capsys.readouterr().err.splitlines()
    assert said == ["Read: 1 of 12 (1 s)", "Read: 6 of 12 (6 s)", "Read: 11 of 12 (11 s)", "Read: 12 of 12 (12 s)"]
