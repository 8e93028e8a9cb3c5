"""Places of a city: zones, ways, transfer stations, plants with contracts and ends; laws that none of them bends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nagara.cli.inputs import one_city
from nagara.findings import Finding
from nagara.pathways.least_cost.city.city_problem import CityStart, city_problem, city_start
from nagara.pathways.least_cost.city.served import INTEGRATED
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.explanation.fleet_and_feed import feeds_of, loads_of, trucks_of
from nagara.pathways.least_cost.explanation.replay import TOLERANCE, replay
from nagara.pathways.least_cost.formulation.formulation import formulate
from nagara.pathways.least_cost.question.places import NewPlace, OwnNumber, Places, StandingPlace, ZonePlace
from nagara.pathways.least_cost.question.problem import Problem
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.least_cost.solving.answers import first_answer
from nagara.pathways.least_cost.solving.plan import Plan

DEMO = Path(__file__).parents[5] / "examples" / "demo-city"
LAST = 2033
PROMISE = read_promise("sdg_11_6_1_frac>=0.85@2032")
FAR = 45.0


@pytest.fixture(scope="module")
def start() -> CityStart:
    settings = PlanSettings(last_year=LAST, technologies=("transfer", "composting", "landfill"))
    records = one_city(DEMO).records
    assert records is not None
    return city_start(records, settings, draws=3, seed=1)


def asked(start: CityStart, places: Places, *, draw: int = 0, area_km2: float | None = None) -> Problem:
    settings = replace(start.settings, places=places, area_km2=area_km2)
    return city_problem(replace(start, settings=settings), (PROMISE,), draw_number=draw)


def zone(code: str = "all", part: float = 1.0, area_km2: float | None = None, **km: float) -> ZonePlace:
    return ZonePlace(code=code, name=code, people_frac=part, waste_frac=part, area_km2=area_km2, km=km)


def station(**km: float) -> NewPlace:
    return NewPlace(code="TS", name="Station", technology="transfer", km=km)


def cheapest(problem: Problem) -> float:
    """What no plan can be cheaper than: the optimum of the linear program, without the luck of a rounding."""
    return first_answer(problem).bound_usd


def built(plan: Plan, code: str) -> float:
    return sum(each.size for each in plan.investments if each.facility == code)


# --- zones ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("draw", [0, 2])
def test_one_zone_of_which_nothing_is_said_is_the_city_without_places(start: CityStart, draw: int) -> None:
    without, one = (formulate(asked(start, given, draw=draw)).arrays for given in (Places(), Places(zones=(zone(),))))
    assert np.array_equal(without.cost, one.cost)
    assert np.array_equal(without.row_upper, one.row_upper)


def test_a_zone_in_two_equal_halves_costs_what_it_cost(start: CityStart) -> None:
    """Half the stops on half the ground make half the way."""
    km = {"LF1": FAR, "DS1": 6.0}
    whole = asked(start, Places(zones=(zone(area_km2=60.0, **km),)))
    halves = asked(start, Places(zones=tuple(zone(code, 0.5, 30.0, **km) for code in ("north", "south"))))
    assert cheapest(halves) == pytest.approx(cheapest(whole), rel=1e-6)


def test_a_nearer_site_never_costs_more(start: CityStart) -> None:
    near, far = (asked(start, Places(zones=(zone(LF1=km, DS1=8.0),))) for km in (10.0, 30.0))
    assert cheapest(near) < cheapest(far)


def test_coordinates_give_the_way_that_a_map_would(start: CityStart) -> None:
    """A degree along a meridian is 111.2 km; streets make it longer by the circuity."""
    north = replace(zone(), at=(18.0, 102.0))
    places = Places(zones=(north,), standing=(StandingPlace(code="LF1", at=(18.1, 102.0)),))
    way = next(way for way in asked(start, places).ways if way.target == "LF1")
    assert way.km == pytest.approx(11.12 * 1.3, rel=1e-3)


def test_an_area_for_the_city_and_for_its_zones_is_refused(start: CityStart) -> None:
    with pytest.raises(PlanError, match="leave the area of the city out"):
        asked(start, Places(zones=(zone(area_km2=20.0),)), area_km2=100.0)


# --- transfer stations ----------------------------------------------------------------------------


def test_no_station_is_built_where_there_is_nowhere_to_haul(start: CityStart) -> None:
    everywhere = {"LF1": 0.0, "DS1": 0.0, "new-landfill": 0.0, "new-composting": 0.0}
    places = Places(zones=(zone(TS=0.0, **everywhere),), new=(station(LF1=0.0, DS1=0.0),))
    plan = first_answer(asked(start, places))
    assert built(plan, "TS") == 0.0


def test_a_station_is_built_where_the_way_is_long_and_saves_what_it_costs(start: CityStart) -> None:
    far = {"LF1": FAR, "DS1": FAR, "new-landfill": FAR}
    alone = Places(zones=(zone(TS=3.0, **far),))
    plan = first_answer(asked(start, replace(alone, new=(station(**far),))))
    assert built(plan, "TS") > 50_000.0
    assert plan.discounted_usd < first_answer(asked(start, replace(alone, zones=(zone(**far),)))).discounted_usd
    passed = sum(flow.mass_t for flow in plan.flows if flow.target == "TS")
    left = sum(flow.mass_t for flow in plan.flows if flow.origin == "TS")
    assert np.allclose(passed, left)


# --- what stands ----------------------------------------------------------------------------------


def test_a_site_closes_is_paid_for_and_holds_no_more_than_fits(start: CityStart) -> None:
    standing = (
        StandingPlace(code="DS1", last_year=2030, closing_usd=2e6),
        StandingPlace(code="LF1", airspace_t=800_000.0),
    )
    plan = first_answer(asked(start, Places(standing=standing)))
    years = plan.problem.years
    at_dump = sum(flow.mass_t for flow in plan.flows if flow.target == "DS1")
    assert at_dump[years.index(2031) :].max() == pytest.approx(0.0, abs=1e-6)
    assert plan.cost_usd["other"][years.index(2031)] == 2e6
    assert sum(flow.mass_t for flow in plan.flows if flow.target == "LF1").sum() <= 800_000.0 * (1 + 1e-9)


def test_a_plant_takes_what_fits_until_its_end_and_the_year_of_the_records_stays(start: CityStart) -> None:
    before = first_answer(asked(start, Places()))
    told = StandingPlace(code="WE1", capacity_t_per_year=15_500.0, last_year=2031)
    plan = first_answer(asked(start, Places(standing=(told,))))
    fed, usual = (sum(flow.mass_t for flow in each.flows if flow.target == "WE1") for each in (plan, before))
    assert fed[0] == pytest.approx(usual[0])
    assert fed[1] == pytest.approx(usual[1], rel=1e-5), "it goes on as it is while it fits"
    assert usual[5] > 15_500.0
    assert fed[5] == pytest.approx(15_500.0, rel=1e-5)
    assert fed[plan.problem.years.index(2032) :].max() == pytest.approx(0.0, abs=1e-6)


def test_a_contract_is_fed_even_where_that_costs_more(start: CityStart) -> None:
    told = StandingPlace(code="WE1", capacity_t_per_year=20_000.0, smallest_feed_t_per_year=9_000.0)
    loose = first_answer(asked(start, Places(standing=(told,))))
    fed = sum(flow.mass_t for flow in loose.flows if flow.target == "WE1")
    assert fed[1:].min() >= 9_000.0 * (1 - 1e-5)
    assert fed[-1] == pytest.approx(9_000.0, rel=1e-5), "a dear plant is fed no more than must be paid for"
    assert loose.discounted_usd < first_answer(asked(start, Places())).discounted_usd


def test_the_free_part_of_a_sorting_hall_takes_what_new_bins_bring(start: CityStart) -> None:
    told = StandingPlace(code="MRF1", capacity_t_per_year=12_000.0)
    problem = asked(start, Places(standing=(told,), zones=(zone(MRF1=7.0),)))
    assert {way.km for way in problem.ways if way.target.startswith("MRF1")} == {7.0}
    free = next(place for place in problem.facilities if place.code == "MRF1-free")
    assert free.technology.code == "sorting"
    assert 0.0 < free.capacity_t[1] < 12_000.0
    assert free.capacity_t[0] == 0.0, "nothing changes in the year of the records"


# --- prices, pickers, doubts ----------------------------------------------------------------------


def test_a_price_of_the_citys_own_goes_before_the_default(start: CityStart) -> None:
    own = OwnNumber(technology="landfill", parameter="running", value=31.0, low=28.0, high=35.0, source="Tender")
    best, drawn = (asked(start, Places(numbers=(own,)), draw=draw) for draw in (0, 2))
    running = [
        next(place for place in problem.facilities if place.code == "new-landfill").technology.usd_per_t
        for problem in (best, drawn)
    ]
    assert running[0] == 31.0
    assert 20.0 < running[1] != 31.0
    defaults = [_count(each) for each in (asked(start, Places()), best)]
    assert defaults[1] == defaults[0] - 1


def _count(problem: Problem) -> int:
    found: Finding = next(each for each in problem.findings if each.code == "plan-defaults")
    return int(str(found.values["count"]))


def test_pickers_in_the_service_bring_more_to_those_who_buy_today(start: CityStart) -> None:
    problem = asked(start, Places(integrates_informal=True))
    scheme = next(each for each in problem.schemes if each.code == INTEGRATED)
    more = next(each for each in scheme.containers if each.code == INTEGRATED)
    informal = {place.code for place in problem.facilities if place.technology.is_informal}
    assert informal
    assert set(more.takers) <= informal
    assert more.usd_per_t == 40.0
    assert sum(each.captured_frac for each in scheme.containers).max() <= 1.0 + 1e-9


def test_a_place_is_decided_from_its_first_year_on_and_opens_when_it_says(start: CityStart) -> None:
    east = NewPlace(code="east", name="East", technology="landfill", largest=5e6, first_year=2029, lead_years=2)
    problem = asked(start, Places(new=(east,), standing=(StandingPlace(code="LF1", airspace_t=4e5),)))
    place = next(each for each in problem.facilities if each.code == "east")
    assert place.expansion is not None
    assert place.expansion.years == (2029, 2031)
    assert place.expansion.largest == 5e6
    assert "new-landfill" not in {each.code for each in problem.facilities}
    opened = [each.opens for each in first_answer(problem).investments if each.facility == "east"]
    assert opened
    assert min(opened) >= 2031


def test_closing_for_nothing_is_doubted(start: CityStart) -> None:
    problem = asked(start, Places(standing=(StandingPlace(code="DS1", last_year=2030),)))
    assert "plan-closing-free" in {each.code for each in problem.findings}


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (Places(standing=(StandingPlace(code="LF9", last_year=2030),)), "LF9 is no facility of the account. Known are"),
        (Places(standing=(StandingPlace(code="LF1", last_year=2020),)), "last_year: is 2020, and the account of 2026"),
        (Places(zones=(zone(LF9=4.0),)), "LF9 is neither a zone nor a place"),
        (Places(new=(replace(station(), code="LF1"),)), "is the code of a facility that stands"),
        (Places(new=(replace(station(), technology="digestion"),)), "digestion may not be built in this plan"),
        (Places(new=(replace(station(), first_year=2050),)), "first_year: is 2050, and the plan ends in 2033"),
        (
            Places(standing=(StandingPlace(code="LF1", airspace_t=2e4),)),
            "LF1, airspace_t: is 20,000 t, and the site took",
        ),
        (
            Places(standing=tuple(StandingPlace(code=code, last_year=2027) for code in ("LF1", "DS1"))),
            "no disposal site takes anything in 2028: the last that stands closes after 2027, and none can open before",
        ),
    ],
)
def test_a_place_that_cannot_be_is_refused_in_words(start: CityStart, places: Places, said: str) -> None:
    with pytest.raises(PlanError) as refused:
        asked(start, places)
    assert said in str(refused.value)


# --- all at once ----------------------------------------------------------------------------------


def test_a_plan_with_everything_comes_out_again_and_says_its_trucks_feed_and_load(start: CityStart) -> None:
    far = {"LF1": FAR, "DS1": 12.0, "new-landfill": FAR}
    places = Places(
        zones=(zone("north", 0.4, 30.0, TS=4.0, **far), zone("south", 0.6, 25.0, TS=9.0, **far)),
        standing=(
            StandingPlace(code="DS1", last_year=2031, closing_usd=1e6),
            StandingPlace(code="WE1", capacity_t_per_year=16_000.0, last_year=2032),
            StandingPlace(code="CP1", capacity_t_per_year=30_000.0),
        ),
        new=(station(**far),),
        integrates_informal=True,
    )
    plan = first_answer(replace(asked(start, places), promises=(PROMISE, read_promise("recycled_frac>=0.1@2033"))))
    played = replay(plan, potentials=start.gases.potentials, edition=start.settings.edition)
    assert max(played.gap.values()) <= TOLERANCE
    trucks = trucks_of(plan)
    assert trucks is not None
    assert 50 < trucks[0] < 250
    loads = {each.facility: each for each in loads_of(plan)}
    assert all(each.smallest_frac <= np.nanmax(each.frac) <= 1.0 + 1e-5 for each in loads.values())
    assert loads["WE1"].smallest_frac == pytest.approx(1.0, rel=1e-5), "without a contract it goes on as it is"
    for each in feeds_of(plan):
        low, high = each.window.smallest, each.window.largest
        assert low is None or np.nanmin(each.mean) >= low * (1 - 1e-6), each.facility
        assert high is None or np.nanmax(each.mean) <= high * (1 + 1e-6), each.facility
