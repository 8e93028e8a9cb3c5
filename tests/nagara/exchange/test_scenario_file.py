"""Scenario files: what is read, and what is said of cells that cannot be meant."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from nagara.errors import ScenarioError, UnreadableFileError
from nagara.exchange.scenario_file import COLUMNS, read_scenarios
from nagara.exchange.scenario_template import scenario_template_csv, scenario_template_xlsx
from nagara.pathways.levers import levers

HEAD = "scenario,what,of_which,facility,from_year,ramp_years,value,low,high,unit,source\n"


def written(folder: Path, *rows: str, head: str = HEAD, name: str = "plans.csv") -> Path:
    file = folder / name
    file.write_text(head + "".join(f"{row}\n" for row in rows), "utf-8")
    return file


def refusal(folder: Path, *rows: str, head: str = HEAD) -> str:
    with pytest.raises(ScenarioError) as refused:
        read_scenarios([written(folder, *rows, head=head)])
    return str(refused.value)


def test_rows_of_one_name_are_one_scenario(tmp_path):
    reading = read_scenarios(
        [
            written(
                tmp_path,
                "Compost,facility_opens,composting,NEW,2030,,20,,,t_per_day,Council",
                ",send_to_facility,Kitchen and canteen,NEW,2030,2,10 %,8%,0.15,frac,",
                "Trucks,collected_share,all,,2029,,0.9,,,,",
            )
        ]
    )
    compost, trucks = reading.scenarios
    assert [compost.name, trucks.name] == ["Compost", "Trucks"]
    opened, sent = compost.changes
    assert (opened.what, opened.of_which, opened.facility, opened.value) == ("facility_opens", "composting", "NEW", 20)
    assert (sent.of_which, sent.ramp_years) == ("kitchen_canteen", 2)
    assert (sent.value, sent.low, sent.high) == pytest.approx((0.1, 0.08, 0.15))
    assert str(sent.place("value")) == "plans.csv, row 3, column value"
    assert reading.findings == ()
    assert list(reading.digests) == ["plans.csv"]


def test_semicolons_and_decimal_commas_are_read(tmp_path):
    head = HEAD.replace(",", ";")
    (scenario,) = read_scenarios([written(tmp_path, "A;collected_share;;;2030;;0,92;0,9;0,95;;", head=head)]).scenarios
    assert (scenario.changes[0].value, scenario.changes[0].low) == (0.92, 0.9)


def test_a_sheet_of_a_workbook_is_read_with_its_cells(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "plans.xlsx"))
    book.add_worksheet("Notes").write(0, 0, "what we thought")
    sheet = book.add_worksheet("Plans")
    sheet.write_row(0, 0, ["scenario", "what", "from_year", "value"])
    sheet.write_row(1, 0, ["A", "collected_share", 2030, 0.9])
    sheet.write_row(2, 0, ["A", "gas_recovery", "soon", 0.4])
    book.close()
    with pytest.raises(ScenarioError) as refused:
        read_scenarios([tmp_path / "plans.xlsx"])
    assert "plans.xlsx, sheet Plans, cell C3: from_year holds “soon”, which is not a whole number" in str(refused.value)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "A,colected_share,,,2030,,0.9,,,,",
            "plans.csv, row 2, column what: what holds “colected_share”, which is not on the list. "
            "The nearest is collected_share.",
        ),
        ("A,,,,2030,,0.9,,,,", "plans.csv, row 2, column what: An empty cell is nothing that a scenario can change"),
        (",collected_share,,,2030,,0.9,,,,", "plans.csv, row 2, column scenario: The row has no scenario"),
        ("A,collected_share,,,,,0.9,,,,", "plans.csv, row 2, column from_year: The row has no from_year"),
        (
            "A,collected_share,,,2030,,90,,,,",
            "plans.csv, row 2, column value: value is 90; a share lies between 0 and 1. If 90 % is meant, write 0.9",
        ),
        (
            "A,waste_per_person,fish,,2030,,-0.1,,,,",
            "plans.csv, row 2, column of_which: of_which holds “fish”, which is not on the list.",
        ),
        ("A,collected_share,,,2030,,much,,,,", "plans.csv, row 2, column value: value holds “much”, which is not"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_named(tmp_path, row, said):
    assert said in refusal(tmp_path, row)


def test_every_wrong_cell_is_named_at_once(tmp_path):
    said = refusal(tmp_path, "A,fly,,,2030,,0.9,,,,", "A,collected_share,,,soon,,0.9,,,,")
    assert "row 2, column what" in said
    assert "row 3, column from_year" in said


def test_missing_columns_and_rows_are_said(tmp_path):
    assert "The scenario file has no column from_year" in refusal(tmp_path, "A,collected_share", head="scenario,what\n")
    assert "The scenario file holds no row" in refusal(tmp_path)
    with pytest.raises(UnreadableFileError, match="No row has the columns scenario, what, from_year"):
        read_scenarios([written(tmp_path, "1,2", head="a,b\n")])


def test_a_column_that_is_not_read_is_said(tmp_path):
    head = HEAD.replace("source", "sauce")
    (finding,) = read_scenarios([written(tmp_path, "A,collected_share,,,2030,,0.9,,,,x", head=head)]).findings
    assert "The column sauce is not read" in str(finding)


def test_a_formula_that_fails_is_a_doubt_and_no_empty_cell(tmp_path):
    """An error in an optional column must not read as its default."""
    path = tmp_path / "plans.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Plans")
        sheet.write_row(0, 0, ("scenario", "what", "from_year", "ramp_years", "value"))
        sheet.write_row(1, 0, ("More", next(iter(levers())), 2030, "", 0.9))
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    with pytest.raises(ScenarioError, match="DIV/0"):
        read_scenarios([path])


def test_the_template_holds_every_lever_and_is_read_back(tmp_path):
    csv, book = tmp_path / "template.csv", tmp_path / "template.xlsx"
    csv.write_text(scenario_template_csv(), "utf-8")
    book.write_bytes(scenario_template_xlsx())
    for file in (csv, book):
        reading = read_scenarios([file])
        (scenario,) = reading.scenarios
        assert [change.what for change in scenario.changes] == list(levers())
        assert reading.findings == ()
    assert csv.read_text("utf-8").startswith(",".join([*COLUMNS, "help"]))
