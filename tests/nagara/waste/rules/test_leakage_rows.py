"""A graded influencer belongs to its stage, and every stage has one row of fates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_city import invented_city
from nagara.exchange.form import choices
from nagara.findings import Severity
from nagara.indicators.plastic_leakage.factors import grades_of
from nagara.waste.plastics.stages import LEVELS, SOURCES, STAGES, influencers
from nagara.waste.records import CityRecords, LeakageFate, LeakageObservation, Notation
from nagara.waste.rules import survey_findings
from nagara.waste.rules.leakage import leakage_findings

QUARTERS = {"land_frac": 0.25, "burnt_frac": 0.25, "drains_frac": 0.25, "water_frac": 0.25}


def with_rows(*rows: LeakageObservation) -> CityRecords:
    return replace(invented_city(), leakage=rows)


def with_fates(*stages: str) -> CityRecords:
    rows = tuple(LeakageFate(stage=stage, **QUARTERS) for stage in stages)
    return replace(invented_city(), leakage_fate=rows)


@pytest.mark.parametrize("influencer", [choice.code for choice in choices("leakage_influencer")])
@pytest.mark.parametrize("stage", [choice.code for choice in choices("leakage_stage")])
def test_an_influencer_is_doubted_exactly_where_it_does_not_belong(stage: str, influencer: str):
    records = with_rows(LeakageObservation(stage=stage, influencer=influencer, level="medium"))
    expected = [] if (stage, influencer) in influencers() else ["leakage-influencer-elsewhere"]
    assert [finding.code for finding in leakage_findings(records)] == expected


def test_the_doubt_names_what_belongs_to_the_stage():
    row = LeakageObservation(stage="transport", influencer="fencing", level="low")
    (finding,) = leakage_findings(with_rows(row))
    assert finding.values == {"stage": "transport", "influencer": "fencing", "known": "vehicle"}
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("level", LEVELS)
def test_a_row_in_the_wrong_stage_changes_no_factor(level: str):
    good = LeakageObservation(stage="transport", influencer="vehicle", level="high")
    wrong = LeakageObservation(stage="transport", influencer="fencing", level=level)
    assert grades_of(with_rows(good, wrong)).estimates == grades_of(with_rows(good)).estimates


@pytest.mark.parametrize(("notation", "expected"), [(None, ["leakage-level-empty"]), (Notation.NOT_ESTIMATED, [])])
def test_a_row_without_a_level_says_why(notation: Notation | None, expected: list[str]):
    row = LeakageObservation(stage="disposal", influencer="fencing", notation=notation)
    assert [finding.code for finding in leakage_findings(with_rows(row))] == expected


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        (("all",), []),
        (("transport", "disposal"), []),
        (("all", "transport"), ["leaked-fates-and-all"]),
        (("all", *SOURCES), ["leaked-fates-of-all-unused"]),
    ],
)
def test_fates_of_a_stage_beside_those_of_all_are_said(stages: tuple[str, ...], expected: list[str]):
    assert [finding.code for finding in leakage_findings(with_fates(*stages))] == expected


def test_a_stage_takes_its_own_fates_before_those_of_all():
    own = LeakageFate(stage="transport", land_frac=1.0)
    whole = LeakageFate(stage="all", burnt_frac=1.0)
    records = replace(invented_city(), leakage_fate=(whole, own))
    fates = grades_of(records).fates_of(lambda _, estimate: estimate.value).by_source
    assert fates["transport"]["land"] == 1.0
    assert {fates[stage]["burnt"] for stage in SOURCES if stage != "transport"} == {1.0}
    (finding,) = leakage_findings(records)
    assert finding.values == {"stages": "transport", "count": len(SOURCES) - 1}


@pytest.mark.parametrize(("land", "expected"), [(0.23, []), (0.24, []), (0.27, []), (0.28, [1.03]), (0.2, [0.95])])
def test_fates_that_miss_one_by_more_than_rounding_are_said_with_their_sum(land: float, expected: list[float]):
    rows = (LeakageFate(stage="all", **(QUARTERS | {"land_frac": land})),)
    found = grades_of(replace(invented_city(), leakage_fate=rows)).findings
    assert [each.values["sum"] for each in found if each.code == "plastic-fates-scaled"] == expected


def test_a_city_without_step_seven_is_not_doubted():
    assert not any(finding.code.startswith("leak") for finding in survey_findings(invented_city()))


def test_the_stages_are_those_of_the_model():
    assert {choice.code for choice in choices("leakage_stage")} == {*STAGES, "storm_drains"}
