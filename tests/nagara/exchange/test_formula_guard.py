"""A text that a spreadsheet would run is made harmless in a CSV file, and is itself again when it is read."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_city import invented_city
from nagara.exchange.csv_folder_write import write_csv_folder
from nagara.exchange.formula_guard import guarded, unguarded
from nagara.exchange.read import read_city

FORMULAS = ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1")


@pytest.mark.parametrize("text", FORMULAS)
def test_no_spreadsheet_runs_it(text: str) -> None:
    assert guarded(text)[0] == "'"


@given(st.sampled_from(FORMULAS), st.text())
def test_reading_takes_away_what_writing_put_there(start: str, rest: str) -> None:
    assert unguarded(guarded(start + rest)) == start + rest


@given(st.text(alphabet=st.characters(exclude_characters="=+-@\t\r'")))
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


def test_a_formula_in_a_name_comes_back_from_a_folder_as_it_was(tmp_path: Path) -> None:
    name = '=HYPERLINK("https://example.org")'
    landfill, yard = invented_city().facilities
    write_csv_folder(tmp_path / "city", invented_city(facilities=(replace(landfill, name=name), yard)))
    with (tmp_path / "city" / "facilities.csv").open(encoding="utf-8", newline="") as file:
        assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(("=", "+", "@"))]
    found = read_city(tmp_path / "city").records
    assert found is not None
    assert found.facilities[0].name == name
