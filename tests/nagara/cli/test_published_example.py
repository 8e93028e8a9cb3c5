"""The example file of published cities: the page shows what it gives, and describes every key that it has."""

import json
import re
from copy import deepcopy
from pathlib import Path

import pytest

from nagara.cli.published import as_text
from nagara.errors import UnreadableFileError
from nagara.exchange.published.cities import read_published
from nagara.indicators.contradictions import contradictions

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "published-example.json"
PAGE = (ROOT / "docs" / "how-to" / "check-published-results.md").read_text("utf-8")
CASE = json.loads(EXAMPLE.read_text("utf-8"))["cases"][0]
BLOCKS = ("inputs", "published")


def described(heading: str) -> list[str]:
    """Keys in the first column of the table under a heading of the page."""
    section = PAGE.split(f"### {heading}\n")[1].split("\n### ")[0]
    return re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


FIGURES = [(block, key) for block in BLOCKS for key in described(f"`{block}`")]


@pytest.fixture
def written(tmp_path):
    def write(case):
        path = tmp_path / "cities.json"
        path.write_text(json.dumps([case]), "utf-8")
        return path

    return write


def test_only_the_seeded_slip_is_found():
    found = {city.city: [finding.code for finding in contradictions(city)] for city in read_published(EXAMPLE)}
    assert found == {"Coast (invented)": [], "Hills (invented)": ["published-disposal-mismatch"]}


def test_the_page_shows_the_output_of_the_example():
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert shown.strip() == as_text(read_published(EXAMPLE)).strip()


def test_the_page_describes_every_key_of_the_example():
    assert set(described("Each city")) == set(CASE)
    assert set(FIGURES) == {(block, key) for block in BLOCKS for key in CASE[block]}


@pytest.mark.parametrize(("block", "key"), FIGURES)
def test_every_described_figure_is_read(written, block, key):
    case = deepcopy(CASE)
    case[block][key] = "a word"
    with pytest.raises(UnreadableFileError, match=rf"\[0\]\.{block}\.{key} is the text"):
        read_published(written(case))


@pytest.mark.parametrize("required", ["city", "inputs", "inputs.msw_generated_t_d"])
def test_what_the_page_requires_is_required(written, required):
    case = deepcopy(CASE)
    *block, key = required.split(".")
    del (case[block[0]] if block else case)[key]
    with pytest.raises(UnreadableFileError, match=rf"\[0\]\.{required} is missing"):
        read_published(written(case))


@pytest.mark.parametrize(("block", "key"), [figure for figure in FIGURES if figure != ("inputs", "msw_generated_t_d")])
def test_every_other_figure_may_be_left_out(written, block, key):
    case = deepcopy(CASE)
    del case[block][key]
    (city,) = read_published(written(case))
    assert contradictions(city) == ()
