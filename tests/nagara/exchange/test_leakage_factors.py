"""A city's official leakage factors replace the inferred ones, or are refused with their cell."""

import csv

import pytest
from openpyxl import Workbook

from nagara.errors import UnreadableFileError
from nagara.evidence import table
from nagara.exchange.leakage_factors import read_leakage_factors
from nagara.findings import blocking
from nagara.waste.plastics import factor_estimates, influencers
from nagara.waste.plastics.stages import LEVELS

HEADER = ["stage", "influencer", "level", "value", "low", "high", "source", "licence"]


def full_table():
    """An invented table for every influencer: the level's number in percent."""
    return [
        [stage, influencer, level, number / 100, number / 200, number / 50, "Invented ministry 2026", "CC BY 4.0"]
        for stage, influencer in influencers()
        if stage != "storm_drains"
        for number, level in enumerate(LEVELS, start=1)
    ]


@pytest.fixture
def as_csv(tmp_path):
    def write(rows, header=HEADER, separator=","):
        path = tmp_path / "factors.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=separator).writerows([header, *rows])
        return path

    return write


@pytest.fixture
def as_workbook(tmp_path):
    def write(rows, header=HEADER, title="Official factors"):
        book = Workbook()
        book.active.title = "Read me"
        book.active.append(["Factors of the ministry, invented"])
        sheet = book.create_sheet(title)
        sheet.append(["Leakage factors"])
        for row in (header, *rows):
            sheet.append(row)
        path = tmp_path / "factors.xlsx"
        book.save(path)
        return path

    return write


def changed(row, **cells):
    return [cells.get(name, cell) for name, cell in zip(HEADER, row, strict=True)]


def codes(findings):
    return [finding.code for finding in findings]


def test_a_whole_table_replaces_every_inferred_factor(as_csv):
    factors, findings = read_leakage_factors(as_csv(full_table()))
    assert findings == ()
    assert {row.source for row in factors.factors.values()} == {"Invented ministry 2026"}
    row = factors["disposal", "cover", "high"]
    assert (row.value, row.low, row.high, row.note) == (0.04, 0.02, 0.08, "Licence: CC BY 4.0")
    assert row.locator == "factors.csv, row 60"
    seen = {("disposal", "cover"): "high", ("disposal", "fencing"): "low"}
    estimate = factor_estimates(seen, factors)["plastic_factor.disposal"]
    assert estimate.value == pytest.approx(0.04 + 0.02 + 4 * 0.03)
    assert estimate.source == "Invented ministry 2026"


def test_what_was_not_graded_has_the_whole_range_of_the_given_table(as_csv):
    factors, _ = read_leakage_factors(as_csv(full_table()))
    transport = factor_estimates({}, factors)["plastic_factor.transport"]
    assert (transport.low, transport.value, transport.high) == pytest.approx((0.005, 0.03, 0.1))
    assert transport.is_default


def test_a_workbook_says_the_same_as_a_csv_file(as_csv, as_workbook):
    from_csv, from_workbook = (read_leakage_factors(write(full_table()))[0] for write in (as_csv, as_workbook))
    assert {key: row.value for key, row in from_csv.factors.items()} == {
        key: row.value for key, row in from_workbook.factors.items()
    }
    assert from_workbook["transport", "vehicle", "very_low"].locator.startswith("factors.xlsx, sheet Official factors")


def test_labels_other_orders_and_decimal_commas_are_understood(as_csv):
    header = ["value", "licence", "level", "influencer", "Stage", "note"]
    labels = ["Very low", "LOW", "medium", "High", "very-high"]
    rows = [[f"{n},5 %", "", word, "Vehicle and cover", "Transport to disposal", "x"] for n, word in enumerate(labels)]
    factors, findings = read_leakage_factors(as_csv(rows, header, ";"))
    assert blocking(findings) == ()
    assert [factors["transport", "vehicle", level].value for level in LEVELS] == pytest.approx(
        [0.005, 0.015, 0.025, 0.035, 0.045]
    )


def test_the_lowest_level_may_be_called_none(as_csv):
    rows = [changed(row, level="none") if row[2] == "very_low" else row for row in full_table()]
    factors, findings = read_leakage_factors(as_csv(rows))
    assert findings == ()
    assert factors["disposal", "cover", "very_low"].value == 0.01


def test_a_stage_without_rows_keeps_the_inferred_factors_and_says_so(as_csv):
    rows = [row for row in full_table() if row[0] != "formal_sorting"]
    factors, findings = read_leakage_factors(as_csv(rows))
    assert codes(findings) == ["leakage-stage-missing"]
    key = "formal_sorting", "rejects", "high"
    assert factors[key] == table("plastic_leakage_factor")[key]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"stage": "disposl"}, "choice-unknown", "stage"),
        ({"influencer": "guard dogs"}, "choice-unknown", "influencer"),
        ({"level": "awful"}, "choice-unknown", "level"),
        ({"level": ""}, "answer-missing", "level"),
        ({"value": ""}, "answer-missing", "value"),
        ({"value": "a lot"}, "text-in-number-cell", "value"),
        ({"value": 12}, "share-above-one", "value"),
        ({"value": -0.1}, "number-too-small", "value"),
        ({"value": 0.5}, "leakage-value-outside-range", "value"),
        ({"low": 0.9, "high": 0.1}, "leakage-range-reversed", "low"),
    ],
)
def test_a_cell_in_doubt_is_named_with_its_place(as_csv, as_workbook, cells, code, column):
    rows = full_table()
    rows[7] = changed(rows[7], **cells)
    _, findings = read_leakage_factors(as_csv(rows))
    (finding,) = [each for each in findings if each.code == code]
    assert finding in blocking(findings)
    assert str(finding.place) == f"factors.csv, row 9, column {column}"
    assert finding.sentence
    assert finding.remedy
    _, findings = read_leakage_factors(as_workbook(rows))
    (finding,) = [each for each in findings if each.code == code]
    letter = "ABCDEFGH"[HEADER.index(column)]
    assert str(finding.place) == f"factors.xlsx, sheet Official factors, cell {letter}10"


def test_an_unknown_word_names_the_known_ones(as_csv):
    rows = full_table()
    rows[0] = changed(rows[0], stage="colection service")
    _, findings = read_leakage_factors(as_csv(rows))
    (finding,) = [each for each in findings if each.code == "choice-unknown"]
    assert finding.remedy.startswith("The nearest is collection_service.")
    assert "storm_drains" in finding.remedy


def test_a_missing_level_blocks(as_csv):
    _, findings = read_leakage_factors(as_csv(full_table()[:-1]))
    assert codes(blocking(findings)) == ["leakage-level-missing"]
    assert findings[0].values["levels"] == "very_high"


def test_rows_that_contradict_each_other_block(as_csv):
    rows = full_table()
    _, findings = read_leakage_factors(as_csv([*rows, rows[0]]))
    assert codes(findings) == ["row-double-dropped"]
    _, findings = read_leakage_factors(as_csv([*rows, changed(rows[0], value=0.015)]))
    assert codes(blocking(findings)) == ["row-twice"]


def test_levels_that_do_not_rise_and_rows_without_source_are_said(as_csv):
    rows = full_table()
    rows[1] = changed(rows[1], value=0.5, low="", high="", source="")
    _, findings = read_leakage_factors(as_csv(rows))
    assert codes(findings) == ["leakage-levels-not-rising", "leakage-source-missing"]


def test_an_influencer_without_rows_adds_nothing(as_csv):
    rows = [row for row in full_table() if row[1] != "fencing"]
    factors, findings = read_leakage_factors(as_csv(rows))
    assert codes(findings) == ["leakage-influencer-missing"]
    alone, both = (
        factor_estimates({("disposal", "cover"): "low", **more}, factors)["plastic_factor.disposal"]
        for more in ({}, {("disposal", "fencing"): "very_high"})
    )
    assert alone == both


def test_storm_drains_are_read_and_not_used(as_csv):
    drains = [["storm_drains", "condition", level, 0.5, "", "", "Invented", ""] for level in LEVELS]
    factors, findings = read_leakage_factors(as_csv([*full_table(), *drains]))
    assert codes(findings) == ["leakage-drains-unused"]
    assert factors["storm_drains", "condition", "high"].low == 0.5


@pytest.mark.parametrize(
    ("header", "said"),
    [(["stage", "level", "value"], "No row has the columns stage, influencer"), ([*HEADER, "value"], "twice")],
)
def test_a_file_without_the_columns_is_refused(as_csv, header, said):
    with pytest.raises(UnreadableFileError, match=said):
        read_leakage_factors(as_csv([], header))


def test_a_file_that_is_no_table_is_refused(tmp_path):
    (tmp_path / "factors.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(UnreadableFileError, match="PDF"):
        read_leakage_factors(tmp_path / "factors.pdf")
    with pytest.raises(UnreadableFileError, match="no such file"):
        read_leakage_factors(tmp_path / "nowhere.csv")
