"""Published numbers can be read again, and each stands on the evidence page."""

import pytest

from contracts.source_tree import ROOT, SOURCE, tracked_files
from nagara.evidence import sources, table, table_names

READ_IN = {".csv", ".py", ".toml", ".md"}
each_table = pytest.mark.parametrize("name", table_names())


def test_every_file_is_described_and_every_description_has_its_file():
    files = {path.stem for path in (SOURCE / "nagara" / "evidence" / "tables").glob("*.csv")}
    assert files == set(table_names())


def test_every_source_is_used():
    files = (path for path in tracked_files() if "broken" not in path.parts)
    readers = [path for path in files if path.suffix in READ_IN and path.name != "sources.toml"]
    said = "\n".join(path.read_text("utf-8", errors="replace") for path in readers)
    assert not [key for key in sources() if key not in said]


@each_table
def test_every_number_says_where_it_stands(name):
    silent = [factor for factor in table(name).factors.values() if not factor.locator.strip()]
    assert not silent


@each_table
def test_every_table_says_what_its_range_means(name):
    assert table(name).range_means
    assert table(name).title


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.key)
def test_every_source_can_be_found_again(source):
    assert source.title
    assert source.publisher
    assert source.year.isdigit()
    assert source.url.startswith("https://") or (ROOT / source.url).is_file()
    assert source.licence
