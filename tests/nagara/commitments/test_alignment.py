"""Every clause is held against a code or said to have none; codes are in force, or lead to the next one."""

from __future__ import annotations

from datetime import date

import pytest

from nagara.commitments import alignment
from nagara.commitments.alignment import (
    Answered,
    Fits,
    aligned,
    alignments,
    code,
    codes,
    frameworks,
    has_no_international_indicator,
    parts_of,
)
from nagara.commitments.register import find, register
from nagara.commitments.rows import parse_rows
from nagara.errors import EvidenceError, UnknownCodeError

SHEET = """
VTE24-1.a 11.2.1 9.1.2 | VTE24-1.b 9.c.1 | VTE24-1.c 17.8.1 4.4.1 17.6.1 | VTE24-1.d 8.9.1 12.b.1 11.4.1
VTE24-2.a 11.a.1 11.3.1 | VTE24-2.b 13.2.2 | VTE24-2.c 5.5.1 5.5.2 11.7.2 5.c.1 | VTE24-2.d 7.2.1
VTE24-2.e 15.1.2 | VTE24-2.f 11.7.1 | VTE24-2.g G-1 G-3 G-4 11.b.2 13.1.3 | VTE24-2.h A-1 C-1 D-5 11.5.1 11.5.2
VTE24-2.i 17.16.1 17.9.1 | VTE24-3.c 11.3.2 16.7.2 16.6.2 | VTE24-3.d 11.a.1 17.14.1 13.1.3 | VTE24-4.a 12.6.1 12.7.1
VTE24-4.b 8.5.2 12.b.1 | VTE24-4.c 11.a.1 9.1.1 | VTE24-4.d 10.7.1 10.7.2 4.3.1 8.6.1 | VTE24-4.e 2.4.1 12.3.1
VTE24-4.f 17.14.1 | VTE24-4.g 17.3.1 17.17.1 | VTE24-4.h 1.4.1 11.1.1 | VTE24-4.i 9.3.2 8.3.1 | VTE24-5 17.14.1
VTE24-6 11.a.1 | VTE24-P4 17.14.1 | VTE24-P5a 11.3.2 16.7.2 | VTE24-E2 11.a.1 | VTE24-E3 17.3.1 | HAN25-1 11.6.1
HAN25-4a 9.c.1 17.6.1 | HAN25-4b 16.10.2 | HAN25-4c 16.6.2 | HAN25-5a 9.5.1 | HAN25-5b 11.7.1 11.1.1 11.2.1 17.8.1
HAN25-6 17.3.1 | HAN25-7 11.6.1 1.4.1 13.2.2 | HAN25-9b 11.6.1 12.5.1 12.3.1 | HAN25-10a 17.3.1 17.9.1
HAN25-10b 13.1.3 | HAN25-13a 11.4.1 | HAN25-13b 11.a.1 | HAN25-13c 17.14.1 17.16.1 | HAN25-13d 13.2.2 13.1.3
HAN25-13e 17.17.1
"""
"""SDG and Sendai codes of each sentence, typed a second time from the method sheet."""
ROWS = [(words[0], set(words[1:])) for row in SHEET.replace("\n", "|").split("|") if (words := row.split())]
HONEST = ["VTE24-1.d", "VTE24-4.b", "VTE24-4.f", "VTE24-4.i", "VTE24-5", "VTE24-1.b"]
ENTRIES = [entry for entries in alignments().values() for entry in entries]


@pytest.mark.parametrize(("alias", "wanted"), ROWS, ids=[alias for alias, _ in ROWS])
def test_every_code_of_the_sheet_is_there(alias, wanted):
    assert wanted <= {each.code.code for each in aligned(alias) if each.code}


@pytest.mark.parametrize("alias", HONEST)
def test_where_nothing_fits_the_table_says_so(alias):
    for part in find(alias):
        assert has_no_international_indicator(part.id)
        fitting = [each for each in aligned(part.id) if each.code and each.code.is_international]
        assert {each.alignment.fits for each in fitting} <= {Fits.CONTEXT}, "a number that does not fit is context"


def test_every_clause_has_a_row_or_an_honest_none():
    assert [id_ for id_ in register().clauses if id_ not in alignments()] == []


def test_none_is_said_with_its_reason_and_never_beside_an_international_fit():
    for part, entries in alignments().items():
        fits = {entry.fits for entry in entries if entry.code and codes()[entry.code].is_international}
        if any(entry.fits is Fits.NONE for entry in entries):
            assert fits <= {Fits.CONTEXT}, part
    assert all(entry.note for entry in ENTRIES if entry.fits is Fits.NONE)


def test_no_row_stands_there_twice():
    assert len({(entry.part, entry.code) for entry in ENTRIES}) == len(ENTRIES)


def test_a_code_is_in_force_when_the_text_is_made_or_is_marked():
    for entry in ENTRIES:
        if entry.code:
            is_valid = codes()[entry.code].is_valid_on(register().made_on(entry.part))
            assert is_valid != entry.is_ahead, f"{entry.part} {entry.code}"


def test_every_own_indicator_says_unit_and_method_and_is_used():
    own = [each for each in codes().values() if not each.is_international]
    assert all(each.unit and each.note for each in own)
    assert all(parts_of(each.id) for each in own)


def test_national_indicators_and_proportions_are_told_apart():
    assert code("sdg:12.5.1").answered is Answered.NATIONAL
    assert "proxy" in code("sdg:12.5.1").note
    assert {code(f"sdg:{each}").answered for each in ("11.3.2", "11.b.2", "12.7.1", "10.7.2")} == {Answered.PROPORTION}
    assert code("sdg:11.6.1").answered is Answered.FIGURE
    assert {"EN_REF_WASCOL", "EN_REF_COLDIS"} <= set(code("sdg:11.6.1").series)


def test_what_is_from_memory_says_so():
    assert {code(f"acsp:{area}").confidence for area in ("urban-development", "digital-innovation")} == {"unconfirmed"}
    assert frameworks()["nua"].confidence == "unconfirmed"


def test_grids_are_whole():
    assert len([each for each in codes().values() if each.framework == "umf" and "/" in each.code]) == 5 * 4
    assert len([each for each in codes().values() if each.framework == "wwc"]) == 12


@pytest.mark.parametrize(
    ("on", "wanted", "followed"),
    [
        (date(2025, 12, 31), "mpac-2025:digital-innovation", ()),
        (date(2026, 1, 1), "acsp:digital-innovation", ("mpac-2025:digital-innovation",)),
    ],
)
def test_a_code_that_ran_out_leads_to_the_next_one(on, wanted, followed):
    found = next(
        each
        for each in aligned("amf-2024-declaration/1.a", on)
        if each.code and each.code.framework in "mpac-2025 acsp"
    )
    assert (found.code.id, found.followed, found.is_valid) == (wanted, followed, True)


def test_a_code_without_successor_is_shown_as_run_out():
    found = next(each for each in aligned("VTE24-2.d", date(2031, 1, 1)) if each.code and each.code.id == "sdg:7.2.1")
    assert not found.is_valid
    assert found.followed == ()


def test_a_code_before_its_adoption_is_not_in_force():
    assert [each.is_valid for each in aligned("VTE24-6") if each.code and each.code.framework == "acsp"] == [False]
    assert [
        each.is_valid for each in aligned("VTE24-6", date(2026, 1, 1)) if each.code and each.code.framework == "acsp"
    ] == [True]


def test_clauses_are_found_by_code_and_by_what_it_succeeds():
    assert "mgmac-2025-communique/r9.b" in {each.part for each in parts_of("sdg:11.6.1")}
    assert {each.code for each in parts_of("acsp:digital-innovation")} == {"mpac-2025:digital-innovation"}


@pytest.mark.parametrize("ask", [code, parts_of, aligned])
def test_what_is_not_there_is_refused(ask):
    with pytest.raises(UnknownCodeError):
        ask("nowhere:1")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("amf-2024-declaration/2.g,,none,no,,confirmed,nagara-reading,x", "note is empty"),
        ("amf-2024-declaration/2.g,sdg:11.6.1,none,no,why,confirmed,nagara-reading,x", "names no code"),
        ("amf-2024-declaration/2.g,,fully,no,,confirmed,nagara-reading,x", "names no code"),
        ("amf-2024-declaration/2.g,sdg:99.9.9,fully,no,,confirmed,nagara-reading,x", "in no framework"),
        ("amf-2024-declaration/99,sdg:11.6.1,fully,no,,confirmed,nagara-reading,x", "not in the register"),
    ],
)
def test_a_row_that_leads_nowhere_is_refused(monkeypatch, row, why):
    head = "part,code,fits,is_ahead,note,confidence,sources,locator"
    monkeypatch.setattr(alignment, "rows", lambda name: tuple(parse_rows(name, f"{head}\n{row}\n")))
    with pytest.raises(EvidenceError, match=why):
        alignments.__wrapped__()
