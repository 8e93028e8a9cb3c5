"""The workbook's formulas, worked out anew by a second reader, give the figures of the report."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from formula_reader import FormulaReader
from invented_city import invented_city
from invented_city_year import finding
from nagara.indicators.city_year import city_year
from nagara.indicators.result import CityYear
from nagara.reports.arithmetic_workbook import arithmetic_workbook
from nagara.waste.records import (
    CityRecords,
    DisposalHistory,
    EarlierSurvey,
    EnergyUse,
    Facility,
    LeakageFate,
    LeakageObservation,
    Load,
    NonHousehold,
    Picking,
    Received,
)

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


def with_every_chapter() -> CityRecords:
    """Plastic sorted by both sectors with rejects, graded stages, fates seen, plants, metered methane and fuel."""
    records = invented_city()
    plants = (
        Facility(facility="PL1", name="Plastic plant (invented)", kind="recycler", operator="formal"),
        Facility(facility="PL2", name="Plastic yard (invented)", kind="recycler", operator="informal"),
        Facility(facility="CO1", name="Compost plant (invented)", kind="composting", operator="formal"),
        Facility(facility="WE1", name="Furnace (invented)", kind="incineration-with-energy", is_outside_boundary=True),
        Facility(facility="LF2", name="Hollow (invented)", kind="dumpsite", is_outside_boundary=True),
    )
    received = (
        ("PL1", "plastic_pet", 1.2, 0.2),
        ("PL2", "plastic_ldpe_film", 0.8, 0.1),
        ("CO1", "organic", 3.0, 0.05),
        ("WE1", "mixed_waste", 2.0, 0.0),
    )
    fate = {"land_frac": 0.4, "burnt_frac": 0.3, "drains_frac": 0.2, "water_frac": 0.1, "source": "seen"}
    landfill = DisposalHistory(
        facility="LF1",
        opened_year=2010,
        management="managed-anaerobic",
        has_oxidising_cover=True,
        methane_recovered_t_per_year=100.0,
    )
    return replace(
        records,
        facilities=(*records.facilities, *plants),
        received=(
            *records.received,
            *(
                Received(
                    facility=code, material=name, t_per_day=tonnes, reject_frac=reject, picked_at_disposal_frac=0.0
                )
                for code, name, tonnes, reject in received
            ),
        ),
        loads=(*records.loads, Load(facility="LF2", load="msw", days=365.0, tonnes_t=730.0)),
        leakage=(
            LeakageObservation(stage="disposal", influencer="cover", level="high"),
            LeakageObservation(stage="storm_drains", influencer="condition", level="medium"),
        ),
        leakage_fate=(
            LeakageFate(stage="disposal", land_frac=0.7, drains_frac=0.3),
            LeakageFate(stage="uncollected", **fate),  # type: ignore[arg-type]
        ),
        disposal_history=(landfill,),
        energy=(
            EnergyUse(use="collection", carrier="diesel", amount_per_year=90_000.0),
            EnergyUse(use="disposal", carrier="electricity", amount_per_year=5e4, grid_kg_co2e_per_kwh=0.6),
        ),
    )


CASES = {
    "every chapter": with_every_chapter,
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


def calculated(book: Workbook, folder: Path) -> Workbook:
    """What LibreOffice makes of the formulas alone: the file that it is given carries no values."""
    book.save(folder / "formulas.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = ("soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(folder / "made"))
    subprocess.run((*asked, str(folder / "formulas.xlsx")), check=True, capture_output=True, timeout=180)
    return load_workbook(folder / "made" / "formulas.xlsx", data_only=True)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_program_works_out_the_same(tmp_path: Path):
    records = with_every_chapter()
    content = arithmetic_workbook(city_year(records, draws=200, seed=1), records)
    book, cached = opened(content, cached=False), opened(content, cached=True)
    made = calculated(opened(content, cached=False), tmp_path)
    for sheet in book:
        for cell in (each for row in sheet.iter_rows() for each in row if each.data_type == "f"):
            value = made[sheet.title][cell.coordinate].value
            place = (sheet.title, cell.coordinate, cell.value)
            assert value == pytest.approx(cached[sheet.title][cell.coordinate].value, rel=1e-9, abs=1e-9), place


@pytest.mark.parametrize(
    ("sheet", "name"),
    [("Plastics", "plastic_to_water_kg_per_cap_year"), ("Climate", "ghg_emitted_kg_co2e_per_cap_year")],
)
def test_figures_of_a_chapter_point_at_its_sheet(sheet: str, name: str):
    records = with_every_chapter()
    book = opened(arithmetic_workbook(city_year(records, draws=200, seed=1), records), cached=False)
    assert book["Indicators"][f"C{figure_rows(book)[name]}"].value.startswith(f"={sheet}!")


def test_every_stage_leaks_in_the_city_of_this_test():
    leakage = city_year(with_every_chapter(), draws=200, seed=1).plastic_leakage
    assert leakage is not None
    assert all(
        span.value > 0 for span in (*leakage.by_source_t_per_year.values(), *leakage.by_fate_t_per_year.values())
    )


def test_plastic_is_alive():
    """A leakage factor moves its leak, what is left to be uncollected and where it ends; no plastic is lost."""
    records = with_every_chapter()
    book = opened(arithmetic_workbook(city_year(records, draws=200, seed=1), records), cached=False)
    sheet = book["Plastics"]
    factor = next(row for row in sheet.iter_rows() if row[0].value == "Way to disposal")
    total = next(row for row in sheet.iter_rows() if row[0].value == "Not managed, in all")
    ends = next(row for row in sheet.iter_rows() if row[0].value == "Sum")
    generated = [row[1] for row in sheet.iter_rows() if row[0].value == "Generated"]
    uncollected = f"D{total[0].row - 1}"
    before = FormulaReader(book).value("Plastics", uncollected)
    factor[1].value = 0.05
    after = FormulaReader(book)
    assert after.value("Plastics", uncollected) < before
    assert after.value("Plastics", generated[-1].coordinate) == pytest.approx(generated[0].value)
    unmanaged = after.value("Plastics", total[3].coordinate)
    assert sum(after.value("Plastics", cell.coordinate) for cell in ends[1:5]) == pytest.approx(unmanaged)


def test_gases_are_alive():
    """Methane that is captured leaves the site, its source, its line and the total."""
    records = with_every_chapter()
    result = city_year(records, draws=200, seed=1)
    book = opened(arithmetic_workbook(result, records), cached=False)
    site = next(row for row in book["Climate"].iter_rows() if row[0].value == "Hill landfill (invented)")
    generated, captured, oxidised = (float(cell.value) for cell in site[1:4])
    site[2].value = generated
    now = FormulaReader(book).value("Indicators", f"C{figure_rows(book)['ghg_emitted_t_co2e_per_year']}")
    assert captured > 0
    assert oxidised > 0
    less = 28.0 * (generated - captured) * (1.0 - oxidised)
    assert now == pytest.approx(result["ghg_emitted_t_co2e_per_year"].value - less)


def test_a_chapter_without_figures_has_no_sheet():
    records = replace(invented_city(), **NO_SURVEY, earlier=EARLIER, disposal_sorting=())
    book = opened(arithmetic_workbook(city_year(records, draws=200, seed=1), records), cached=False)
    assert not {"Plastics", "Climate"} & set(book.sheetnames)


def test_gases_of_nothing_have_no_sheet():
    records = invented_city()
    result = city_year(records, draws=200, seed=1)
    assert result.greenhouse_gases is not None
    nothing = replace(result, greenhouse_gases=replace(result.greenhouse_gases, masses=()))
    assert "Climate" not in opened(arithmetic_workbook(nothing, records), cached=False).sheetnames


def test_sheets_stand_in_reading_order():
    records = invented_city()
    book = opened(arithmetic_workbook(city_year(records, draws=200, seed=1), records), cached=False)
    assert book.sheetnames == [
        "Summary",
        "Indicators",
        "Generation",
        "Recovery",
        "Disposal",
        "Plastics",
        "Climate",
        "Inputs",
        "Composition",
        "Findings",
        "Method and sources",
    ]


def test_dates_come_from_the_input():
    records = invented_city()
    book = opened(arithmetic_workbook(city_year(records, draws=200, seed=1), records), cached=False)
    assert book.properties.created.year == records.city.year
