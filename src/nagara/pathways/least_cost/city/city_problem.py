"""From a city's records to the question of a plan: everything that stands, and every default by name."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.transport import fuel_factors, fuel_gases
from nagara.findings import Finding
from nagara.pathways.gas_path import GasStart, gas_start, service_fuel
from nagara.pathways.least_cost.city.governed_plants import with_other_takers
from nagara.pathways.least_cost.city.known_places import place_doubts, refuse_nowhere_to_go, refuse_unknown_places
from nagara.pathways.least_cost.city.leakage import city_leakage
from nagara.pathways.least_cost.city.network import city_facilities, city_ways
from nagara.pathways.least_cost.city.own_numbers import with_own_numbers
from nagara.pathways.least_cost.city.price_level import in_money_of, price_year_of
from nagara.pathways.least_cost.city.recorded_fuel import litres_as_today
from nagara.pathways.least_cost.city.roads import city_roads
from nagara.pathways.least_cost.city.served import city_schemes, kept_t, without_usual_way
from nagara.pathways.least_cost.city.settings import DEFAULT_SPAN, PlanSettings
from nagara.pathways.least_cost.city.technologies import burned_in_the_open, recalled, technology_number
from nagara.pathways.least_cost.city.zone_differences import waste_by_zone
from nagara.pathways.least_cost.city.zones import city_zones, served_today, zone_places
from nagara.pathways.least_cost.question.problem import CONSTITUENTS, Climate, Money, Problem
from nagara.pathways.least_cost.question.promise import Promise
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.pathways.plastic_path import PlasticStart, plastic_start, uncollected_ratio
from nagara.pathways.projection import project
from nagara.pathways.scenario import Scenario
from nagara.pathways.site_history import ROTTING
from nagara.pathways.starting_point import of_draw, starting_point
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from nagara.pathways.projection import Projection
    from nagara.pathways.starting_point import StartingPoint
    from nagara.uncertainty.estimates import Estimate
    from nagara.uncertainty.published_number import Draw
    from nagara.waste.records import CityRecords

__all__ = ["CityStart", "city_problem", "city_start", "present_control"]

Array: TypeAlias = NDArray[np.float64]
BASELINE: Final = Scenario(name="Baseline")
KEPT_TO: Final = 0.001
"""Steps that a share of today is rounded down to [frac]."""
ONE_LITRE: Final = np.ones(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CityStart:
    """What every draw of a city's problem has in common.

    Parameters
    ----------
    start, gases, plastics, baseline
        Where it stands, and what becomes of it if nothing changes.
    settings
        How it is to be planned for.
    fuel_t_co2e
        Gases of fuel and power of the service if nothing changes, shape (years, 1 + draws) [t CO2e/year].
    drawn
        Numbers that were drawn already: every question of the city asks for the same ones.
    """

    start: StartingPoint
    gases: GasStart
    plastics: PlasticStart
    baseline: Projection
    settings: PlanSettings
    fuel_t_co2e: Array
    drawn: dict[tuple[str, Estimate], Array] = field(default_factory=dict, compare=False, repr=False)


def city_start(
    records: CityRecords, settings: PlanSettings | None = None, *, draws: int, seed: int, plan: Scenario | None = None
) -> CityStart:
    """Work out where a city stands and how its waste grows.

    Parameters
    ----------
    records
        What the city wrote down.
    settings
        How it is to be planned for.
    draws, seed
        Of the joint draws.
    plan
        What happens in any case: growth, composition.

    Raises
    ------
    BlockedError
        If a finding is so grave that no figure may be printed.
    ScenarioError
        If the records do not allow a starting point.
    """
    given = settings or PlanSettings()
    start = starting_point(records, draws=draws, seed=seed)
    last = given.last_year or start.year + DEFAULT_SPAN
    if last <= start.year:
        raise PlanError(
            records.city.city, f"the last year {last} is not after the records of {start.year}", "Name a later year."
        )
    gases, baseline = (
        gas_start(start, gwp=given.gwp, edition=given.edition),
        project(start, BASELINE, last, baseline=plan),
    )
    return CityStart(
        start=start,
        gases=gases,
        plastics=plastic_start(start),
        baseline=baseline,
        settings=given,
        fuel_t_co2e=np.asarray(service_fuel(start, baseline).t_co2e(gases.potentials)),
    )


def city_problem(city: CityStart, promises: tuple[Promise, ...] = (), *, draw_number: int = 0) -> Problem:
    """Ask for the cheapest way of a city to its promises.

    Parameters
    ----------
    city
        Where it stands.
    promises
        What was promised.
    draw_number
        Draw of every number; 0 is the best value.
    """
    start, at, years = city.start, draw_number, city.baseline.years
    places, name = city.settings.places, start.examination.records.city.city
    refuse_unknown_places(city.start, places, city.settings.technologies, years)
    draw = with_own_numbers(in_money_of(_of_draw(city, at), price_year_of(places)), places.numbers)
    generated, interest = _generated(city, at), technology_number(draw, "money", "interest")
    households = city.baseline.population[:, at] / technology_number(draw, "household", "size")
    roads = city_roads(places, draw, interest_frac=interest)
    schemes = city_schemes(start, draw, at=at, integrates_informal=places.integrates_informal)
    if roads.is_known:
        schemes = without_usual_way(schemes, draw, roads)
    epochs = tuple(range(years[0] + 1, years[-1] + 1, city.settings.epoch_years))
    facilities = city_facilities(
        start,
        city.gases,
        city.settings.technologies,
        draw,
        at=at,
        years=years,
        epochs=epochs,
        last_year_t=float(generated.sum(axis=0)[-1]),
        places=places,
        kept_t=kept_t(schemes, generated),
    )
    refuse_nowhere_to_go(start, places, facilities, (years, epochs))
    schemes = with_other_takers(schemes, facilities)
    in_zones = zone_places(start, places, name, city.settings.area_km2)
    waste = waste_by_zone(start, places, in_zones, generated)
    schemes = served_today(schemes, in_zones, waste, places.file)
    zones = city_zones(
        in_zones,
        schemes,
        draw,
        city=name,
        waste_t=waste,
        households=households,
        interest_frac=interest,
    )
    ratio = uncollected_ratio(city.plastics, city.baseline)
    ways = city_ways(start, facilities, tuple(zone.code for zone in zones), draw, at=at, roads=roads)
    return Problem(
        name=name,
        years=years,
        epochs=epochs,
        zones=zones,
        schemes=schemes,
        facilities=facilities,
        ways=ways,
        climate=_climate(city, draw, at, litres=litres_as_today(zones, schemes, ways)),
        leakage=city_leakage(city.plastics, facilities, 1.0 if ratio is None else of_draw(ratio, at), at),
        money=_money(city, draw),
        promises=promises,
        findings=_findings(city),
    )


def present_control(city: CityStart) -> Promise | None:
    """The promise to keep what is managed in controlled facilities today; nothing where that is nothing.

    Parameters
    ----------
    city
        Where it stands.
    """
    baseline = city.baseline
    mass = baseline.mass_t[:, :, 0, 0].sum(axis=0)
    share = float(mass @ baseline.controlled[:, 0, 0]) / float(baseline.generated_t[:, 0, 0].sum())
    kept = math.floor(share / KEPT_TO) * KEPT_TO
    if kept <= 0:
        return None
    return Promise(
        figure="sdg_11_6_1_frac", relation=">=", target=round(kept, 3), from_year=baseline.years[1], is_today=True
    )


def _of_draw(city: CityStart, at: int) -> Draw:
    """Values of one draw, shape (1,)."""

    def draw(name: str, estimate: Estimate) -> Array:
        values = city.drawn.get((name, estimate))
        if values is None:
            values = city.drawn[name, estimate] = city.start.draw(name, estimate)
        return values[[at]]

    return draw


def _generated(city: CityStart, at: int) -> Array:
    """Waste by constituent, shape (constituents, years) [t/year]."""
    part = city.gases.mapping.frac
    rows = [CATEGORIES.index(split.category) for split in CONSTITUENTS]
    shares = part[:, min(at, part.shape[1] - 1)]
    return np.asarray(city.baseline.generated_t[rows, :, at] * shares[:, None])


def _climate(city: CityStart, draw: Draw, at: int, *, litres: Array) -> Climate:
    gases, parameters = city.gases, city.gases.parameters

    def one(values: Array) -> Array:
        return np.asarray(values[..., min(at, values.shape[-1] - 1)])

    burns = of_draw(gases.alight_frac, at) * of_draw(gases.burns_frac, at)
    diesel = float(np.ravel(fuel_gases(ONE_LITRE, fuel_factors(draw, "diesel")).t_co2e(gases.potentials))[0])
    return Climate(
        materials=ROTTING,
        k_per_year=one(parameters.k_per_year),
        decomposable_frac=one(parameters.doc_frac) * one(parameters.docf_frac),
        methane_frac=float(one(parameters.methane_frac)),
        ch4_t_co2e_per_t=gases.potentials.ch4_biogenic,
        diesel_t_co2e_per_l=diesel,
        open_burning_t_co2e_per_t=burned_in_the_open(draw, gases.edition, gases.potentials),
        uncollected_burnt_frac=burns,
        other_t_co2e=one(city.fuel_t_co2e) - diesel * litres,
    )


def _money(city: CityStart, draw: Draw) -> Money:
    years, settings = len(city.baseline.years), city.settings
    budget = settings.budget_usd_per_year
    return Money(
        price_year=price_year_of(settings.places),
        discount_frac=technology_number(draw, "money", "discount"),
        interest_frac=technology_number(draw, "money", "interest"),
        carbon_usd_per_t=np.full(years, settings.carbon_usd_per_t),
        budget_usd=None if budget is None else np.full(years, budget),
        other_usd=_closing_usd(city),
        household_income_usd=settings.household_income_usd,
    )


def _closing_usd(city: CityStart) -> Array:
    """What it costs to close what is closed, in the year after its last, shape (years,) [USD/year]."""
    years = city.baseline.years
    out = np.zeros(len(years))
    for each in city.settings.places.standing:
        if each.closing_usd is not None and each.last_year is not None and each.last_year < years[-1]:
            out[each.last_year + 1 - years[0]] += each.closing_usd
    return out


def _findings(city: CityStart) -> tuple[Finding, ...]:
    every = [*city.start.findings, *city.gases.findings, *city.plastics.findings, *city.baseline.findings]
    own = {(each.technology, each.parameter) for each in city.settings.places.numbers}
    every.append(Finding(code="plan-defaults", values={"count": len(set(recalled()) - own)}))
    every += place_doubts(city.start, city.settings.places)
    return tuple({str(finding): finding for finding in every}.values())
