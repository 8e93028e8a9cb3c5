"""The years of a disposal site follow each other, and what is past lies before the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_city import invented_city
from nagara.findings import Severity, blocking
from nagara.indicators.greenhouse_gases.site import site_past
from nagara.waste.records import CityRecords, DisposalHistory, PastDeposit
from nagara.waste.rules import survey_findings
from nagara.waste.rules.site_history import site_history_findings

SITE, OTHER, YEAR = "LF1", "RC1", 2026


def city(*, opened: int | None = None, closed: int | None = None, deposits: tuple[int, ...] = ()) -> CityRecords:
    return replace(
        invented_city(),
        disposal_history=(DisposalHistory(facility=SITE, opened_year=opened, closed_year=closed),),
        past_deposits=tuple(PastDeposit(facility=SITE, year=year, tonnes_t=9000.0) for year in deposits),
    )


def codes(records: CityRecords) -> list[str]:
    return [finding.code for finding in site_history_findings(records)]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (city(), []),
        (city(opened=2009, deposits=(2009, 2025)), []),
        (city(opened=2009, closed=YEAR), []),
        (city(opened=2015, closed=2014), ["site-closed-before-opening"]),
        (city(opened=2015, closed=2014, deposits=(2001, 2020)), ["site-closed-before-opening"]),
        (city(opened=2015, closed=2015), ["site-closed-but-receiving"]),
        (city(opened=YEAR + 1), ["site-opened-after-year"]),
        (city(closed=YEAR - 1), ["site-closed-but-receiving"]),
        (city(deposits=(YEAR,)), ["deposit-not-past"]),
        (city(deposits=(YEAR + 3, 2024)), ["deposit-not-past"]),
        (city(opened=2015, deposits=(2014, 2015)), ["deposit-before-opening"]),
        (city(opened=2009, closed=2020, deposits=(2020, 2021)), ["site-closed-but-receiving", "deposit-after-closing"]),
    ],
)
def test_a_year_that_cannot_be_is_found_and_nothing_else(records: CityRecords, expected: list[str]):
    assert codes(records) == expected


def test_a_site_that_closed_and_receives_nothing_any_more_is_not_doubted():
    records = replace(city(opened=2009, closed=2020, deposits=(2019,)), loads=())
    assert codes(records) == []


def test_years_the_wrong_way_round_block_and_the_others_warn():
    assert blocking(survey_findings(city(opened=2015, closed=2014)))
    for records in (city(deposits=(YEAR,)), city(opened=2015, deposits=(2014,)), city(opened=YEAR + 1)):
        assert [finding.severity for finding in site_history_findings(records)] == [Severity.WARNING]


def test_what_the_sentences_say_is_what_is_done():
    records = city(opened=2015, deposits=(2014, YEAR))
    site = next(facility for facility in records.facilities if facility.facility == SITE)
    past = site_past(records, site)
    assert past.opening == 2014
    assert set(past.recorded) == {2014}


def test_a_history_of_a_recovery_facility_is_doubted():
    records = replace(invented_city(), disposal_history=(DisposalHistory(facility=OTHER, opened_year=2009),))
    assert codes(records) == ["history-not-of-disposal"]


def test_a_site_that_is_not_listed_is_left_to_the_references():
    records = replace(invented_city(), disposal_history=(DisposalHistory(facility="LX", opened_year=2009),))
    assert codes(records) == []
    assert "reference-unknown" in [finding.code for finding in survey_findings(records)]
