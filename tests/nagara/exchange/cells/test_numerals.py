"""A number means what its writer meant, or its reader is told how it was taken."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.exchange.cells import NUMBER_KINDS, cell_reader, decimal_signs
from nagara.exchange.form import form_tables
from nagara.findings import Severity, catalogue
from nagara.waste.records import Notation

FIELDS = [field for table in form_tables().values() for field in table.fields]
KG = form_tables()["weighings"]["weight_kg"]
PERSONS = form_tables()["strata"]["population"]
TONNES = form_tables()["loads"]["tonnes_t"]
SHARE = form_tables()["received"]["reject_frac"]
DAY = form_tables()["weighings"]["day"]
YEAR = form_tables()["city"]["year"]
SCRIPTS = {"Thai": 0x0E50, "Lao": 0x0ED0, "Khmer": 0x17E0, "Burmese": 0x1040, "Arabic-Indic": 0x0660}


def read(field, cell, **settings):
    doubts = []
    value = cell_reader(field, **settings)(cell, doubts)
    return value, [doubt.code for doubt in doubts]


@pytest.mark.parametrize(
    ("field", "cell", "value", "codes"),
    [
        (KG, 2.4, 2.4, []),
        (KG, " 2.4 ", 2.4, []),
        (KG, "\u200b2.4\u00a0", 2.4, []),
        (KG, "1.234", 1.234, []),
        (KG, "+.5", 0.5, []),
        (KG, "2,4", 2.4, ["decimal-comma-read"]),
        (KG, "0,250", 0.25, ["decimal-comma-read"]),
        (KG, "1,234", 1.234, ["grouping-ambiguous"]),
        (TONNES, "1,234", 1234, ["grouping-ambiguous"]),
        (TONNES, "12,345,678", 12345678, []),
        (TONNES, "1,234.5", 1234.5, []),
        (TONNES, "1.234,5", 1234.5, ["decimal-comma-read"]),
        (TONNES, "1.234.567", 1234567, ["grouping-read"]),
        (TONNES, "1 234 567", 1234567, []),
        (TONNES, "1\u202f234,5", 1234.5, ["decimal-comma-read"]),
        (TONNES, "1'234.5", 1234.5, []),
        (TONNES, "1.5e3", 1500, []),
        (PERSONS, "812.000", 812000, ["grouping-ambiguous"]),
        (TONNES, "45.000", 45, ["grouping-ambiguous"]),
        (TONNES, "45.001", 45.001, ["grouping-ambiguous"]),
        (TONNES, "45.0010", 45.001, []),
        (TONNES, "0.125", 0.125, []),
        (TONNES, "0.000", 0, []),
        (KG, "45.000", 45, []),
        (PERSONS, "50,000 people", 50000, ["grouping-ambiguous", "unit-typed-in"]),
        (KG, "2.4 kg", 2.4, ["unit-typed-in"]),
        (KG, "2.4kg", 2.4, ["unit-typed-in"]),
        (KG, "2400 g", None, ["wrong-unit"]),
        (KG, "5 m3", None, ["unit-of-another-kind"]),
        (TONNES, "5000 kg", None, ["wrong-unit"]),
        (KG, "about 3", None, ["text-in-number-cell"]),
        (KG, "1,23,4", None, ["text-in-number-cell"]),
        (KG, "2.4.1", None, ["text-in-number-cell"]),
        (KG, "12 34", None, ["text-in-number-cell"]),
        (KG, "nan", None, ["text-in-number-cell"]),
        (KG, "inf", None, ["text-in-number-cell"]),
        (KG, "1_000", None, ["text-in-number-cell"]),
        (TONNES, "1e999", None, ["text-in-number-cell"]),
        (TONNES, "9" * 400, None, ["text-in-number-cell"]),
        (KG, "10%", None, ["text-in-number-cell"]),
        (KG, True, None, ["text-in-number-cell"]),
        (KG, float("nan"), None, ["text-in-number-cell"]),
        (KG, date(2026, 4, 2), None, ["number-turned-into-date"]),
        (KG, "#REF!", None, ["spreadsheet-error"]),
        (KG, "-", None, ["mark-read-as-empty"]),
        (KG, "n/a", None, ["mark-read-as-empty"]),
        (KG, "NE", Notation.NOT_ESTIMATED, []),
        (KG, -0.1, None, ["number-too-small"]),
        (KG, 2400, None, ["number-too-large"]),
        (SHARE, "10%", 0.1, ["percent-sign-read"]),
        (SHARE, "12,5 %", 0.125, ["decimal-comma-read", "percent-sign-read"]),
        (SHARE, 10, None, ["share-above-one"]),
        (SHARE, 120, None, ["number-too-large"]),
        (DAY, 2.0, 2, []),
        (DAY, 2.5, None, ["number-not-whole"]),
        (YEAR, 2569.0, 2026, ["buddhist-year-read"]),
        (YEAR, "๒๕๖๙", 2026, ["other-digits-read", "buddhist-year-read"]),
    ],
)
def test_number_is_read_as_its_writer_meant(field, cell, value, codes):
    assert read(field, cell) == (value, codes)


def test_a_decimal_comma_elsewhere_settles_the_doubtful_one():
    assert read(TONNES, "1,234", comma_is_decimal=True) == (1.234, ["grouping-ambiguous"])


def test_a_decimal_dot_elsewhere_settles_three_digits_behind_a_dot():
    assert read(TONNES, "25.790") == (25.79, ["grouping-ambiguous"])
    assert read(TONNES, "25.790", dot_is_decimal=True) == (25.79, [])
    assert read(TONNES, "45.000", dot_is_decimal=True) == (45, ["grouping-ambiguous"])


@pytest.mark.parametrize(
    ("shown", "doubtful", "meant"),
    [("14.235,5", "13.000", 13_000.0), ("14.235.100,250", "2,375", 2.375), ("14,235.5", "13,000", 13_000.0)],
)
def test_a_number_with_both_signs_settles_the_doubtful_one(shown, doubtful, meant):
    comma, dot = decimal_signs([(TONNES, [shown, doubtful])])
    assert comma is not dot
    assert cell_reader(TONNES, comma_is_decimal=comma, dot_is_decimal=dot)(doubtful, []) == meant


@pytest.mark.parametrize("text", ["1e999", "-1e999", "9" * 400])
def test_a_number_that_is_too_large_to_count_is_said_as_it_was_typed(text):
    doubts = []
    assert cell_reader(TONNES)(text, doubts) is None
    assert [(doubt.code, doubt.values["text"][:5]) for doubt in doubts] == [("text-in-number-cell", text[:5])]


@pytest.mark.parametrize(("text", "ways"), [("25.790", ("25.79", "25790")), ("25.793", ("25.7930", "25793"))])
def test_both_readings_are_said_so_that_neither_can_be_mistaken_again(text, ways):
    doubts = []
    cell_reader(TONNES)(text, doubts)
    assert (doubts[0].values["value"], doubts[0].values["other"]) == ways
    assert [read(TONNES, way)[1] for way in ways] == [[], []]


@given(st.decimals(min_value=0, max_value=200, places=2), st.sampled_from(sorted(SCRIPTS)))
def test_digits_of_every_script_are_the_same_number(number, script):
    text = "".join(chr(SCRIPTS[script] + int(sign)) if sign.isdigit() else sign for sign in str(number))
    assert read(KG, text) == (float(number), ["other-digits-read"])


@given(st.floats(min_value=0, max_value=200))
def test_a_written_float_reads_back_exactly(number):
    assert read(KG, repr(number))[0] == number


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([",", " ", "'", "\u00a0", "\u202f"]))
def test_grouped_thousands_are_the_same_number(number, sign):
    value, codes = read(TONNES, f"{number:,}".replace(",", sign))
    assert value == number
    assert not codes or codes == ["grouping-ambiguous"]


CELLS = st.one_of(
    st.text(max_size=30),
    st.text("0123456789.,' +-eE%kgt/dayNO๒៣၄", max_size=12),
    st.floats(),
    st.integers(-(10**6), 10**6),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)


@given(st.sampled_from(FIELDS), CELLS)
def test_no_cell_is_an_exception_or_a_silent_loss(field, cell):
    doubts = []
    value = cell_reader(field)(cell, doubts)
    known = catalogue()
    assert all(doubt.code in known for doubt in doubts)
    if any(known[doubt.code].severity is Severity.BLOCKING for doubt in doubts):
        assert value is None
    if value is None and not (isinstance(cell, str) and not cell.strip().strip("\u200b\u2060\ufeff\xad\x00")):
        assert doubts or not str(cell).isprintable()
    if field.kind in NUMBER_KINDS and value is not None and not isinstance(value, Notation):
        assert field.low is None or value >= field.low
        assert field.high is None or value <= field.high
