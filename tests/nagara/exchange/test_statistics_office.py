"""The statistics office's table says the same as the report, in the units of the questionnaire."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from invented_city_year import invented_city_year
from nagara.exchange.statistics_office import NOTES, StatisticsLine, city_table, write_city_table
from nagara.indicators.result import CityYear, Tier


@pytest.fixture(scope="module")
def result() -> CityYear:
    return invented_city_year()


def line(result: CityYear, name: str, unit: str) -> StatisticsLine:
    (found,) = (each for each in city_table(result) if (each.line, each.unit) == (name, unit))
    return found


def test_a_year_is_365_days(result):
    daily, yearly = (line(result, "Municipal waste generated", unit) for unit in ("t/day", "1000 t/year"))
    assert yearly.value == pytest.approx(daily.value * 365 / 1000)
    assert yearly.low == pytest.approx(daily.low * 365 / 1000)


def test_shares_are_in_percent(result):
    found = line(result, "Collected and managed in controlled facilities (SDG 11.6.1)", "%")
    figure = result.figures["sdg_11_6_1_frac"]
    shares = (figure.value, figure.low, figure.high)
    assert (found.value, found.low, found.high) == pytest.approx(tuple(100 * share for share in shares))


def test_every_counted_tonne_stands_in_one_line_of_treatment(result):
    lines = [each for each in city_table(result) if each.unit == "t/day" and "5" in each.footnotes]
    assert sum(each.value for each in lines) == pytest.approx(sum(each.counted_t_per_day for each in result.facilities))


def test_controlled_and_other_land_disposal_are_apart(result):
    uncontrolled = tuple(replace(each, is_controlled=False) for each in result.facilities)
    assert line(replace(result, facilities=uncontrolled), "Municipal waste landfilled, controlled", "t/day").value == 0


def test_every_line_has_footnotes_that_exist(result):
    assert all(each.footnotes and set(each.footnotes) <= set(NOTES) for each in city_table(result))


def test_a_rate_that_was_not_measured_this_year_is_said(result):
    carried = replace(result, tier=Tier.CARRIED_FORWARD)
    assert "7" in line(carried, "Municipal waste generated", "t/day").footnotes


def test_an_invented_city_is_marked_on_every_line(result):
    invented = replace(result, city=replace(result.city, is_invented=True))
    assert all("9" in each.footnotes for each in city_table(invented))


def test_a_figure_that_is_absent_has_no_line(result):
    figures = {name: figure for name, figure in result.figures.items() if name != "basic_collection_service_frac"}
    names = {each.line for each in city_table(replace(result, figures=figures))}
    assert "Population served by municipal waste collection" not in names


def test_csv_and_workbook_hold_the_same_lines(result, tmp_path: Path):
    for ending in ("csv", "xlsx"):
        write_city_table(result, tmp_path / f"table.{ending}")
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if not row["line"].startswith("note ")]
    written = [(row["line"], float(row["value"]) if row["value"] else None) for row in rows]
    sheet = openpyxl.load_workbook(tmp_path / "table.xlsx")["City table"]
    assert [(row[0].value, row[3].value) for row in sheet.iter_rows(min_row=4, max_row=3 + len(rows))] == written


def test_the_same_result_gives_the_same_bytes(result, tmp_path: Path):
    for name in ("one.xlsx", "two.xlsx"):
        write_city_table(result, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
