"""Answers as canonical text: read once, the same ever after."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.exchange.canonical_rows import canonical_rows, canonical_text, typed_cells
from nagara.exchange.city_workbook.sheets import read_sheets, sheet_names
from nagara.exchange.city_workbook.template import write_workbook
from nagara.exchange.form import form_tables
from nagara.exchange.issued import issued_of_package, issued_of_sheet
from nagara.exchange.own_indicators import OWN_INDICATORS, OwnQuestion, read_own_sheet

TABLES = form_tables()
TYPED = (
    st.text(max_size=15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-(10**9), 10**9)
    | st.booleans()
    | st.dates()
    | st.sampled_from(["2,4", "1.234", "1,234", "12 kg", "NE", "๒.๔", "2569", "-", "5 %", "ya", "#REF!", "1e3"])
)


@given(st.data())
def test_what_was_read_once_is_read_the_same_again(data):
    table = TABLES[data.draw(st.sampled_from(sorted(TABLES)))]
    names = st.sampled_from([field.name for field in table.fields])
    rows = data.draw(st.lists(st.dictionaries(names, TYPED, max_size=4), max_size=3))
    once = canonical_rows(table, rows)
    assert canonical_rows(table, [typed_cells(table, row) for row in once]) == once


@given(st.floats(0, 1e9), st.booleans())
def test_a_number_survives_writing_and_reading_to_fifteen_digits(value, with_comma):
    text = canonical_text(float(f"{value:.12g}"))
    if with_comma and "." in text:
        typed = typed_cells(TABLES["city"], canonical_rows(TABLES["city"], [{"population": text}])[0])
        if "population" in typed and not isinstance(typed["population"], str):
            assert float(typed["population"]) in {float(text), float(text.replace(".", ""))}
    assert float(text) == pytest.approx(value, rel=1e-11, abs=1e-300)
    assert "e" not in text


def test_a_comma_that_can_only_be_decimal_decides_for_the_rows_typed_together():
    rows = [{"weight_kg": "2,4"}, {"weight_kg": "1,234"}]
    assert [row["weight_kg"] for row in canonical_rows(TABLES["weighings"], rows)] == ["2.4", "1.234"]


def test_rows_of_different_people_are_read_apart():
    one = canonical_rows(TABLES["loads"], [{"tonnes_t": "2,4"}])
    other = canonical_rows(TABLES["loads"], [{"tonnes_t": "1,234"}])
    assert (one[0]["tonnes_t"], other[0]["tonnes_t"]) == ("2.4", "1,234")


@pytest.mark.parametrize(("text", "kept"), [("25.790", "25.790"), ("25.793", "+25.793"), ("25,790", "25,790")])
def test_a_number_that_may_be_its_thousandfold_stays_in_doubt_until_it_is_written_plainly(text, kept):
    (row,) = canonical_rows(TABLES["loads"], [{"tonnes_t": text}])
    assert row["tonnes_t"] == kept
    assert typed_cells(TABLES["loads"], row)["tonnes_t"] == kept, "no reader may take it for a plain number"


@pytest.mark.parametrize(("known", "kept"), [((26.3,), "25.79"), ((26300.0,), "25.790"), ((26.3, 26300.0), "25.790")])
def test_what_is_known_of_a_number_settles_it_only_where_all_of_it_agrees(known, kept):
    rows = canonical_rows(TABLES["loads"], [{"tonnes_t": "25.790"}], known=lambda row, field: known)
    assert rows[0]["tonnes_t"] == kept


def test_a_plain_number_with_three_decimals_is_written_so_that_nobody_doubts_it():
    (row,) = canonical_rows(TABLES["loads"], [{"tonnes_t": 25.793}])
    assert (row["tonnes_t"], typed_cells(TABLES["loads"], row)) == ("25.793", {"tonnes_t": 25.793})
    assert canonical_rows(TABLES["weighings"], [{"weight_kg": "1.234"}])[0]["weight_kg"] == "1.234"


def test_people_are_counted_whole_so_that_separators_of_thousands_are_no_doubt():
    assert canonical_rows(TABLES["strata"], [{"population": "812.000"}])[0]["population"] == "812000"


def test_days_and_truth_have_one_way_of_writing():
    row = {"household": "H", "date": "9/3/2026", "nothing_today": "ใช่"}
    assert canonical_rows(TABLES["weighings"], [row]) == [
        {"household": "H", "date": "2026-03-09", "nothing_today": "yes"}
    ]
    assert typed_cells(TABLES["weighings"], {"date": "2026-03-09", "day": "2"}) == {"date": date(2026, 3, 9), "day": 2}


def test_two_keys_that_contradict_each_other_both_stay_to_be_found():
    row = {"facility": "A", "tonnes_t": "NE", "notation": "NO"}
    assert canonical_rows(TABLES["loads"], [row]) == [{"facility": "A", "tonnes_t": "NE", "notation": "NO"}]


def test_a_workbook_says_for_whom_it_was_made_and_gives_its_own_indicators_back(tmp_path):
    path = tmp_path / "w.xlsx"
    issued = {"for city": "Sample", "for year": "2026", "questionnaire": "q", "answers": "7", "answers at change": "3"}
    asked = [OwnQuestion(code="trees", name="Trees planted", answer="number")]
    rows = {OWN_INDICATORS.name: [{"indicator": "trees", "value": 12, "note": "counted"}]}
    write_workbook(path, language_code="km", rows=rows, own=asked, issued=issued)
    sheets = read_sheets(path.read_bytes(), path.name)
    assert issued_of_sheet(sheets["About"]) == issued
    assert read_own_sheet(sheets) == [(5, {"indicator": "trees", "value": 12.0, "note": "counted"})]
    assert sheet_names(path.read_bytes(), path.name) == list(sheets)


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"issued": 5}', '{"issued": {"for year": [1]}}', "[" * 10_000])
def test_a_description_that_says_nothing_says_nothing(text):
    assert issued_of_package(text) == {}
