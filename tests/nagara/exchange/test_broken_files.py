"""Every broken file says what is wrong with it, where, and how to mend it: word by word."""

from pathlib import Path

import pytest

from nagara.exchange.read import read_city

FORMATS = Path(__file__).parents[2] / "formats"
BROKEN = sorted(path for kind in ("workbook", "csv-folder", "odk") for path in (FORMATS / kind / "broken").glob("*/"))


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case.parent.parent.name}/{case.name}")
def test_broken_file_says_exactly_this(case):
    inputs = sorted(path for path in case.iterdir() if path.name != "expected.txt")
    said = "".join(f"{finding.severity}: {finding}\n" for finding in read_city(*inputs).findings)
    assert said == (case / "expected.txt").read_text("utf-8")


def test_the_corpus_is_large_enough():
    assert len(BROKEN) >= 60
