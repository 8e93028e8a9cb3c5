"""The page of the landfill case: it names every key and kind, and its figures are those of the example."""

import json
import re
from pathlib import Path

import pytest

from nagara.emissions.decay_parameters import CLIMATES, EDITIONS, MATERIALS
from nagara.emissions.landfill_case import work_out
from nagara.emissions.landfill_site import methane_correction
from nagara.evidence import codelist
from nagara.exchange.landfill_case import CASE_KEYS, SITE_KEYS, WORDS_ABOUT, read_landfill_case
from nagara.exchange.landfill_result import landfill_result_json

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "how-to" / "landfill-case.md").read_text("utf-8")
RESULT = json.loads(landfill_result_json(work_out(read_landfill_case(ROOT / "examples" / "landfill-case.json"))))


def first_column(heading: str) -> list[str]:
    """Code words in the first column of the table under a heading of the page."""
    section = PAGE.split(f" {heading}\n")[1].split("\n#")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row)]


def test_every_key_is_described():
    assert first_column("The case") == list(CASE_KEYS)
    assert first_column("A site")[: len(SITE_KEYS)] == list(SITE_KEYS)
    assert sorted(first_column("What comes out")) == sorted(RESULT)


def test_every_kind_is_described_with_its_factors():
    for kind, entry in codelist("disposal_site_kind").entries.items():
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{kind}` "))
        label, *printed = (cell.strip() for cell in row.split("|")[2:5])
        assert label == entry["label"]
        for edition, cell in zip(EDITIONS, printed, strict=True):
            factor = methane_correction(kind, edition)
            assert cell.startswith(f"{factor.value:g}")
            assert ("of 2019" in cell) == (edition == "2006" and factor.source == "ipcc-2019-waste")


@pytest.mark.parametrize("word", [*MATERIALS, *CLIMATES, *sorted(WORDS_ABOUT)])
def test_every_word_of_a_case_is_named(word):
    assert f"`{word}`" in PAGE


def test_the_figures_are_those_of_the_example():
    rows = re.findall(r"^\| (\d{4}) \|(.+)\|$", PAGE, re.MULTILINE)
    assert len(rows) == 5
    for year, cells in rows:
        at = RESULT["years"].index(int(year))
        series = ("generated_t_ch4", "recovered_t_ch4", "emitted_t_ch4", "emitted_t_co2e")
        assert [cell.strip() for cell in cells.split("|")] == [f"{RESULT['total'][name][at]:.1f}" for name in series]
