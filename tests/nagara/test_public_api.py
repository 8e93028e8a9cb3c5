"""The first screen of the README: read, account, write_report."""

from pathlib import Path

import pytest

import nagara
from nagara.errors import UnknownCodeError, UnreadableFileError
from nagara.uncertainty.streams import DrawsError

DEMO = Path(__file__).parents[2] / "examples" / "demo-city"


def test_a_path_that_is_not_there_is_said_at_once(tmp_path: Path):
    with pytest.raises(UnreadableFileError, match="nowhere"):
        nagara.read(tmp_path / "nowhere")


def test_a_reading_is_shown_in_one_line():
    assert repr(nagara.read(DEMO)).startswith("<Sample City (invented), 2026: 21 files read, ")


@pytest.mark.parametrize(("wrong", "why"), [({"draws": 0}, "Ask for 100 or more"), ({"seed": -1}, "from 0 on")])
def test_draws_and_seeds_that_tell_no_interval_are_refused(wrong, why):
    with pytest.raises(DrawsError, match=why):
        nagara.account(nagara.read(DEMO), **wrong)


def test_a_figure_that_is_not_known_is_answered_with_those_that_hold_the_word():
    with pytest.raises(UnknownCodeError, match="nearest: sdg_11_6_1_frac"):
        nagara.account(nagara.read(DEMO), draws=100)["sdg"]
