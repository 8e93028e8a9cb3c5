"""The workbook's formulas, worked out anew by a second reader, give the figures of the report."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from formula_reader import FormulaReader
from invented_city import invented_city
from invented_city_year import finding
from nagara.indicators.city_year import city_year
from nagara.indicators.result import CityYear
from nagara.reports.arithmetic_workbook import arithmetic_workbook
from nagara.waste.records import CityRecords, EarlierSurvey, Facility, Load, NonHousehold, Picking, Received

SHARE = (NonHousehold(origin="all", method="share", share_of_total_frac=0.4, source="invented"),)
NO_SURVEY = {"strata": (), "areas": (), "households": (), "weighings": (), "household_sorting": ()}
EARLIER = (
    EarlierSurvey(
        year=2022,
        household_rate_kg_per_cap_day=0.6,
        household_rate_low=0.5,
        household_rate_high=0.7,
        source="invented",
    ),
)


def with_picking() -> CityRecords:
    """Pickers were counted on site, and recovery facilities leave open what was picked."""
    records = invented_city()
    site = next(line.facility for line in records.facilities if line.kind in {"landfill", "dumpsite"})
    received = tuple(replace(row, picked_at_disposal_frac=None, picked_from=None) for row in records.received)
    return replace(records, received=received, picking=(Picking(facility=site, pickers=20.0, kg_per_picker_day=40.0),))


def with_two_sites() -> CityRecords:
    """Material picked at a named site, at a site without a name, and passed on."""
    records = invented_city()
    site = next(line.facility for line in records.facilities if line.kind in {"landfill", "dumpsite"})
    second = Facility(facility="Z2", name="Second site (invented)", kind="dumpsite")
    yard = Facility(facility="Z3", name="Yard (invented)", kind="recycler", operator="informal")
    load = Load(facility="Z2", load="msw", days=365.0, tonnes_t=2_000.0, source="invented")
    rows = (
        Received(facility="Z3", material="metal", t_per_day=2.0, picked_at_disposal_frac=0.5, picked_from=site),
        Received(facility="Z3", material="glass", t_per_day=1.0, picked_at_disposal_frac=1.0, from_city_frac=0.8),
    )
    return replace(
        records,
        facilities=(*records.facilities, second, yard),
        loads=(*records.loads, load),
        received=(*records.received, *rows),
    )


CASES = {
    "survey": invented_city,
    "share": lambda: replace(invented_city(), non_household=SHARE),
    "carried": lambda: replace(invented_city(), **NO_SURVEY, earlier=EARLIER),
    "records": lambda: replace(invented_city(), **NO_SURVEY, non_household=()),
    "picking": with_picking,
    "two sites": with_two_sites,
}


@pytest.fixture(params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> tuple[CityYear, CityRecords]:
    records = CASES[request.param]()
    return city_year(records, draws=200, seed=1), records


def opened(content: bytes, *, cached: bool) -> Workbook:
    return load_workbook(BytesIO(content), data_only=cached)


def figure_rows(book: Workbook) -> dict[str, int]:
    return {row[0].value: row[0].row for row in book["Indicators"].iter_rows(min_row=3)}


def test_formulas_give_the_figures_of_the_report(case: tuple[CityYear, CityRecords]):
    result, records = case
    book = opened(arithmetic_workbook(result, records), cached=False)
    reader = FormulaReader(book)
    for name, row in figure_rows(book).items():
        value = result.figures[name].value
        if value is not None:
            assert reader.value("Indicators", f"C{row}") == pytest.approx(value, rel=1e-9, abs=1e-12), name


def test_every_cached_value_is_what_its_formula_gives(case: tuple[CityYear, CityRecords]):
    content = arithmetic_workbook(*case)
    book, cached = opened(content, cached=False), opened(content, cached=True)
    reader = FormulaReader(book)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 30
    for sheet, cell in formulas:
        assert cached[sheet][cell].value == pytest.approx(reader.value(sheet, cell), rel=1e-9, abs=1e-12), (sheet, cell)


def test_account_is_alive():
    """Twice the population makes twice the household waste, through all sheets."""
    records = invented_city()
    result = city_year(records, draws=200, seed=1)
    book = opened(arithmetic_workbook(result, records), cached=False)
    cell = next(row[2] for row in book["Inputs"].iter_rows() if row[0].value == "population")
    cell.value = 2 * cell.value
    row = figure_rows(book)["household_generated_t_per_day"]
    now = FormulaReader(book).value("Indicators", f"C{row}")
    assert now == pytest.approx(2 * result.figures["household_generated_t_per_day"].value)


def test_figures_of_the_account_are_formulas(case: tuple[CityYear, CityRecords]):
    book = opened(arithmetic_workbook(*case), cached=False)
    rows = figure_rows(book)
    for name in ("sdg_11_6_1_frac", "msw_collected_frac", "recovery_frac", "msw_generated_t_per_day"):
        assert book["Indicators"][f"C{rows[name]}"].data_type == "f", name


def test_same_input_gives_same_bytes():
    records = invented_city()
    result = city_year(records, draws=200, seed=1)
    assert arithmetic_workbook(result, records) == arithmetic_workbook(result, records)


@pytest.mark.parametrize("hostile", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1"])
def test_what_a_city_writes_is_never_a_formula(hostile: str):
    records = invented_city()
    facilities = tuple(replace(line, name=hostile, override_reason=hostile) for line in records.facilities)
    records = replace(records, facilities=facilities, city=replace(records.city, population_source=hostile))
    result = city_year(records, draws=200, seed=1)
    doubts = (finding("ladder-overridden", facility=hostile, reason=hostile), *result.findings)
    book = opened(arithmetic_workbook(replace(result, findings=doubts), records), cached=False)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and hostile.strip() in cell.value:
                    assert cell.data_type == "s", (sheet.title, cell.coordinate)


def test_sheets_stand_in_reading_order():
    records = invented_city()
    book = opened(arithmetic_workbook(city_year(records, draws=200, seed=1), records), cached=False)
    assert book.sheetnames == [
        "Summary",
        "Indicators",
        "Generation",
        "Recovery",
        "Disposal",
        "Inputs",
        "Composition",
        "Findings",
        "Method and sources",
    ]


def test_dates_come_from_the_input():
    records = invented_city()
    book = opened(arithmetic_workbook(city_year(records, draws=200, seed=1), records), cached=False)
    assert book.properties.created.year == records.city.year
