"""The paper on a region: what it says where sharing saves, where it does not, and where somebody would leave."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from invented_plan_city import small_city
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.regions.fair_split import coalitions, nucleolus, shapley
from nagara.pathways.least_cost.regions.payments import payments
from nagara.pathways.least_cost.regions.regional import Regional, regional_plan
from nagara.pathways.least_cost.regions.shared_plants import Region, of_city
from nagara.pathways.least_cost.regions.study import RegionStudy
from nagara.reports.language import language
from nagara.reports.paper import Picture, Strip, Table, Words
from nagara.reports.regions.data import region_json
from nagara.reports.regions.paper import region_answer, region_paper

ENGLISH = language("en")


def study_of(regional: Regional, region: Region) -> RegionStudy:
    cities = {
        code: SimpleNamespace(city=code, country_iso3="XXA", is_invented=True, year=2025) for code in region.cities
    }
    return RegionStudy(
        name="Region",
        cities=cities,  # type: ignore[arg-type]  # what a paper asks of a city
        names={code: f"Town {code}" for code in region.cities},
        region=region,
        regional=regional,
        payments=payments(regional),
        settings=dict.fromkeys(region.cities, PlanSettings()),
        seed=1,
        digests={},
        findings=dict.fromkeys(region.cities, ()),
    )


@pytest.fixture(scope="module")
def apart() -> RegionStudy:
    """Three towns that have no road between them."""
    problems = {code: of_city(small_city(4, "collected_frac>=0.8@2027"), code) for code in "ABC"}
    region = Region(name="Region", problems=problems, hosts={}, road_km={})
    return study_of(regional_plan(region.cities, region.question), region)


def with_costs(study: RegionStudy, by_size: tuple[float, float, float]) -> RegionStudy:
    """The same towns with costs of groups that are given, in parts of what one town costs alone."""
    regional = study.regional
    unit = regional.alone_usd["A"]
    cost = {some: by_size[len(some) - 1] * unit for some in coalitions(regional.cities)}
    changed = replace(
        regional,
        cost_usd=cost,
        by_value_usd=shapley(cost),
        by_complaint_usd=nucleolus(cost),
    )
    return replace(study, regional=changed)


def said(study: RegionStudy) -> str:
    return " ".join(block.words for block in region_paper(study, ENGLISH).summary.blocks if isinstance(block, Words))


def test_where_sharing_saves_nothing_the_answer_says_so(apart: RegionStudy) -> None:
    assert region_answer(apart, ENGLISH).startswith("No way to share was found that saves money")
    paper = region_paper(apart, ENGLISH)
    picture = next(block for part in paper.sections for block in part.blocks if isinstance(block, Picture))
    assert "stay in their own city" in picture.description
    assert paper.strips[0].tone == "example"


def test_every_town_stands_in_every_table_of_towns(apart: RegionStudy) -> None:
    tables = [block for block in region_paper(apart, ENGLISH).summary.blocks if isinstance(block, Table)]
    assert [row[0] for row in tables[0].rows] == ["Town A", "Town B", "Town C", "All cities"]


def test_a_split_that_all_can_live_with_is_said_to_be_one(apart: RegionStudy) -> None:
    assert "No city and no group of cities would pay less without the others" in said(
        with_costs(apart, (1.0, 1.8, 2.4))
    )


def test_where_no_split_holds_all_together_it_is_said_who_would_leave(apart: RegionStudy) -> None:
    words = said(with_costs(apart, (1.0, 1.1, 1.8)))
    assert "Whatever the split, some group would pay less without the others: by the nucleolus Town" in words


def test_what_was_stopped_or_misses_a_promise_is_not_to_be_overlooked(apart: RegionStudy) -> None:
    pair = frozenset("AB")
    some = replace(apart.regional, unplanned=(pair,), missing=(pair,))
    strips = region_paper(replace(apart, regional=some, was_stopped=True), ENGLISH).strips
    words = " ".join(strip.words for strip in strips if isinstance(strip, Strip))
    for sentence in ("This was stopped early", "no time to plan for 1 groups", "In 1 of 3 groups a promise is missed"):
        assert sentence in words


def test_the_same_region_gives_the_same_bytes(apart: RegionStudy) -> None:
    assert region_json(apart) == region_json(replace(apart))
    assert '"nagara-region-plan/1"' in region_json(apart)
