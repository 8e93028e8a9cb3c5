"""Answers in words, in the languages of the region."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.exchange.cells import cell_reader
from nagara.exchange.form import choices, form_tables

KIND = form_tables()["facilities"]["kind"]
MATERIAL = form_tables()["received"]["material"]
SEASON = form_tables()["city"]["season"]
TICK = form_tables()["weighings"]["nothing_today"]
NAME = form_tables()["facilities"]["name"]
CODE = form_tables()["households"]["household"]
OFFERED = [(field, choice) for table in form_tables().values() for field in table.fields if field.kind == "choice"
           for choice in choices(field.choices)]  # fmt: skip


def read(field, cell):
    doubts = []
    return cell_reader(field)(cell, doubts), [doubt.code for doubt in doubts]


@pytest.mark.parametrize("word", ["yes", "Y", "TRUE", "x", "✓", 1.0, True, "ya", "Có", "ใช่", "ແມ່ນ", "បាទ", "ဟုတ်", "oo"])
def test_yes_in_every_language(word):
    assert read(TICK, word) == (True, [])


@pytest.mark.parametrize("word", ["no", "N", "false", 0.0, False, "Tidak", "không", "ไม่ใช่", "ບໍ່", "ទេ", "မဟုတ်", "hindi"])
def test_no_in_every_language(word):
    assert read(TICK, word) == (False, [])


def test_perhaps_is_neither():
    assert read(TICK, "perhaps") == (None, ["neither-yes-nor-no"])


@pytest.mark.parametrize(("field", "choice"), OFFERED)
def test_an_answer_is_known_by_code_and_by_label(field, choice):
    label = choice.label
    written = (
        choice.code,
        choice.code.upper(),
        label,
        label.lower(),
        f"{choice.code}: {label}",
        f"{choice.code} — ฉลาก",
    )
    assert [read(field, text) for text in written] == [(choice.code, [])] * len(written)


def test_an_unknown_kind_blocks_and_names_the_nearest():
    doubts = []
    assert cell_reader(KIND)("landfil", doubts) is None
    assert doubts[0].code == "choice-unknown"
    assert doubts[0].values["nearest"] == "The nearest is Landfill. "


@pytest.mark.parametrize(
    ("field", "word", "codes"),
    [
        (MATERIAL, "Paper", ["paper_cardboard (Paper and cardboard)"]),
        (MATERIAL, "Pet", ["plastic_pet (Plastic: PET)"]),
        (MATERIAL, "Plastic", []),
        (MATERIAL, "Metals", ["Metal"]),
        (KIND, "Recycling shop", ["intermediate-trader (Intermediate trader or junk shop)"]),
        (KIND, "junkshop", ["intermediate-trader (Intermediate trader or junk shop)"]),
        (KIND, "Sanitary landfill", ["Landfill"]),
        (KIND, "Harbour", []),
    ],
)
def test_the_answer_that_was_meant_is_named_with_its_label(field, word, codes):
    doubts = []
    assert cell_reader(field)(word, doubts) is None
    assert doubts[0].values["nearest"] == "".join(f"The nearest is {code}. " for code in codes)


def test_the_whole_list_is_named_by_code_and_by_label():
    doubts = []
    cell_reader(KIND)("harbour", doubts)
    assert doubts[0].values["known"].startswith("Landfill, Dumpsite, incineration-without-energy (Incineration")


def test_an_unknown_season_is_only_said():
    assert read(SEASON, "monsoonal") == (None, ["choice-ignored"])


@pytest.mark.parametrize(
    ("cell", "text", "codes"),
    [
        ("  North\u00a0 landfill ", "North landfill", []),
        ("สถาน\u200bที่ฝังกลบ", "สถานที่ฝังกลบ", []),
        ("=cmd|' /C calc'!A1", "=cmd|' /C calc'!A1", ["formula-kept-as-text"]),
        ("@SUM(1)", "@SUM(1)", ["formula-kept-as-text"]),
        ("-12", "-12", []),
        ("North\x07", "North", ["hidden-characters-removed"]),
        ("abc\u202etxt", "abctxt", ["hidden-characters-removed"]),
        (5.0, "5", []),
        ("x" * 3000, "x" * 2000, ["text-shortened"]),
    ],
)
def test_text_is_kept_as_text(cell, text, codes):
    assert read(NAME, cell) == (text, codes)


@given(st.integers(0, 10**6))
def test_a_code_that_became_a_number_is_the_code_again(number):
    assert read(CODE, float(number)) == (str(number), [])
