"""Bytes turned at random: a file is read or refused, and never a crash."""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nagara.exchange.read import read_city

FORMATS = Path(__file__).parents[2] / "formats"
WORKBOOKS = sorted((FORMATS / "workbook" / "good").iterdir())
SEEDS = st.integers(0, 2**32 - 1)


def damaged(data: bytes, seed: int) -> bytes:
    """Turn some bytes, and in one of four files cut the end off."""
    chance = random.Random(seed)
    broken = bytearray(data)
    for _ in range(chance.choice([1, 3, 20])):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken[: chance.randrange(len(broken))] if chance.random() < 0.25 else broken)


def read_damaged(workbook: Path, folder: Path, seed: int) -> None:
    path = folder / workbook.name
    path.write_bytes(damaged(workbook.read_bytes(), seed))
    reading = read_city(path)
    assert reading.records is not None or reading.is_blocked
    assert all(str(finding) for finding in reading.findings)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return tmp_path_factory.mktemp("desk")


@pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda path: path.name)
@given(seed=SEEDS)
@settings(max_examples=30)
def test_damaged_workbook_is_read_or_refused(workbook, desk, seed):
    read_damaged(workbook, desk, seed)


@pytest.mark.long
@pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda path: path.name)
def test_thousands_of_damaged_workbooks_are_read_or_refused(workbook, desk):
    for seed in range(1_000 if workbook.suffix == ".xls" else 20_000):
        read_damaged(workbook, desk, seed)


@given(seed=SEEDS, table=st.sampled_from(["city", "weighings", "loads", "strata"]))
@settings(max_examples=40)
def test_damaged_csv_is_read_or_refused(desk, seed, table):
    source = FORMATS / "csv-folder" / "broken" / "two-copies-disagree" / "copy-of-ana"
    folder = desk / "town"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    file = folder / f"{table}.csv"
    if file.exists():
        file.write_bytes(damaged(file.read_bytes(), seed))
    reading = read_city(folder)
    assert reading.records is not None or reading.is_blocked


@given(data=st.binary(max_size=400), name=st.sampled_from(["a.xlsx", "a.xls", "a.ods", "a.csv", "a.zip", "city.csv"]))
def test_any_bytes_are_read_or_refused(desk, data, name):
    (desk / name).write_bytes(data)
    assert read_city(desk / name).is_blocked
