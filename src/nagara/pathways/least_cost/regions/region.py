"""Several cities as one question: their networks side by side, with ways between them, and any of them alone.

Codes are made unique by the city (:func:`code_in`). What a question holds once for all its cities, decay and
leakage, is the mean of the cities' own by the waste that they generate; what it holds as an amount, budget
and cost that nothing changes, is the sum, and a coalition alone has its part by the waste that it generates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.question.problem import Climate, Facility, Leakage, Money, Problem, Scheme, Way
from nagara.pathways.least_cost.question.refusals import PlanError

__all__ = ["alone", "cities_of", "code_in", "join"]

Array: TypeAlias = NDArray[np.float64]


def code_in(city: str, code: str) -> str:
    """Code of a zone, scheme or facility of a city in the question of several cities.

    Parameters
    ----------
    city, code
        The city, and the code within its own question.

    Examples
    --------
    >>> code_in("Hilltop", "landfill")
    'Hilltop/landfill'
    """
    return f"{city}/{code}"


def cities_of(problem: Problem) -> tuple[str, ...]:
    """Cities of a question, in the order of their zones."""
    return tuple(dict.fromkeys(zone.city for zone in problem.zones))


def join(problems: Sequence[Problem], ways_between: Iterable[Way] = (), *, name: str = "") -> Problem:
    """Put the questions of several cities into one.

    Parameters
    ----------
    problems
        One of each city; each keeps its zones, facilities and promises.
    ways_between
        From a zone or facility of one city to a facility of another, with the codes of :func:`code_in`. What
        they carry in the year of the records is nothing unless they say so.
    name
        Of the region; the cities' names if left out.

    Raises
    ------
    PlanError
        If two are of one city, or years, prices or rates differ.
    """
    if not problems:
        raise PlanError("region", "there is no city in it", "Name two cities or more.")
    names = [_only_city(problem) for problem in problems]
    twice = [city for city in names if names.count(city) > 1]
    if twice:
        raise PlanError(twice[0], "is in the region twice", "Name each city once.")
    _refuse_unlike(problems)
    parts = [_in_region(problem, city) for problem, city in zip(problems, names, strict=True)]
    between = tuple(way if way.share_now is not None else replace(way, share_now=0.0) for way in ways_between)
    tonnes = np.array([_generated(problem).sum() for problem in problems])
    return Problem(
        name=name or ", ".join(names),
        years=parts[0].years,
        epochs=tuple(sorted({year for part in parts for year in part.epochs})),
        zones=tuple(zone for part in parts for zone in part.zones),
        schemes=tuple(scheme for part in parts for scheme in part.schemes),
        facilities=tuple(_with_years(place, part.epochs) for part in parts for place in part.facilities),
        ways=(*(way for part in parts for way in part.ways), *between),
        climate=_climate([part.climate for part in parts], tonnes),
        leakage=_leakage([part.leakage for part in parts], tonnes),
        money=_money(parts),
        promises=tuple(promise for part in parts for promise in part.promises),
        keeps_service=all(part.keeps_service for part in parts),
        findings=tuple({str(finding): finding for part in parts for finding in part.findings}.values()),
    )


def alone(problem: Problem, cities: Iterable[str]) -> Problem:
    """The question of some cities without the others: their zones, facilities and promises, and ways among these.

    Parameters
    ----------
    problem
        The question of all.
    cities
        Those that stay; promises of all cities together stay too.

    Raises
    ------
    PlanError
        If a city is not there, or waste crosses to the others already in the year of the records.
    """
    ours = frozenset(cities)
    unknown = ours - set(cities_of(problem))
    if unknown or not ours:
        who = ", ".join(sorted(unknown)) or "nobody"
        raise PlanError(problem.name, f"{who} is no city of it", f"Known are {', '.join(cities_of(problem))}.")
    zones = tuple(zone for zone in problem.zones if zone.city in ours)
    places = tuple(place for place in problem.facilities if place.city in ours)
    stay = {zone.code for zone in zones} | {place.code for place in places}
    for way in problem.ways:
        if (way.origin in stay) != (way.target in stay) and way.share_now:
            why = "waste goes this way already in the year of the records, so that nobody can be reckoned alone"
            raise PlanError(f"way {way.origin} to {way.target}", why, "Plan for both cities as one.")
    codes = {zone.code for zone in zones}
    part = np.sum([zone.generated_t.sum(axis=0) for zone in zones], axis=0) / _generated(problem)
    budget = problem.money.budget_usd
    return replace(
        problem,
        name=", ".join(city for city in cities_of(problem) if city in ours),
        zones=zones,
        schemes=tuple(scheme for scheme in problem.schemes if not scheme.zones or codes & set(scheme.zones)),
        facilities=places,
        ways=tuple(way for way in problem.ways if way.origin in stay and way.target in stay),
        climate=replace(problem.climate, other_t_co2e=problem.climate.other_t_co2e * part),
        money=replace(
            problem.money,
            other_usd=problem.money.other_usd * part,
            budget_usd=None if budget is None else budget * part,
        ),
        promises=tuple(each for each in problem.promises if each.city is None or each.city in ours),
    )


# --- one city in the region -----------------------------------------------------------------------


def _only_city(problem: Problem) -> str:
    cities = cities_of(problem)
    if len(cities) != 1:
        why = f"it is the question of {len(cities)} cities: {', '.join(cities)}"
        raise PlanError(problem.name, why, "Join questions of one city each.")
    return cities[0]


def _in_region(problem: Problem, city: str) -> Problem:
    """The same with the codes that it has in the region, every scheme for this city's zones only."""

    def named(code: str) -> str:
        return code_in(city, code)

    zones = tuple(
        replace(
            zone,
            code=named(zone.code),
            share_now={named(code): share for code, share in zone.share_now.items()},
            at_the_door={(named(code), container): here for (code, container), here in zone.at_the_door.items()},
        )
        for zone in problem.zones
    )
    every = tuple(zone.code for zone in zones)
    return replace(
        problem,
        zones=zones,
        schemes=tuple(_scheme(scheme, named, every) for scheme in problem.schemes),
        facilities=tuple(replace(place, code=named(place.code), city=city) for place in problem.facilities),
        ways=tuple(replace(way, origin=named(way.origin), target=named(way.target)) for way in problem.ways),
        leakage=replace(
            problem.leakage,
            by_facility_frac={named(code): frac for code, frac in problem.leakage.by_facility_frac.items()},
        ),
        promises=tuple(replace(promise, city=city) for promise in problem.promises),
    )


def _scheme(scheme: Scheme, named: Callable[[str], str], every: tuple[str, ...]) -> Scheme:
    containers = tuple(replace(each, takers=tuple(map(named, each.takers))) for each in scheme.containers)
    zones = tuple(map(named, scheme.zones)) or every
    return replace(scheme, code=named(scheme.code), containers=containers, zones=zones)


def _with_years(place: Facility, epochs: tuple[int, ...]) -> Facility:
    """A facility that can be built when its own city decides, whatever the others' years are."""
    if place.expansion is None or place.expansion.years:
        return place
    return replace(place, expansion=replace(place.expansion, years=epochs))


# --- what all have in common ----------------------------------------------------------------------


def _refuse_unlike(problems: Sequence[Problem]) -> None:
    """What cannot be a mean must be the same."""
    kinds: dict[str, Callable[[Problem], object]] = {
        "years": lambda each: each.years,
        "year of prices": lambda each: (each.money.price_year, each.money.currency),
        "discount rate": lambda each: round(each.money.discount_frac, 9),
        "interest": lambda each: round(each.money.interest_frac, 9),
        "price of carbon": lambda each: tuple(each.money.carbon_usd_per_t),
        "warming potential": lambda each: each.climate.ch4_t_co2e_per_t,
        "materials that rot": lambda each: each.climate.materials,
    }
    first = problems[0]
    for what, of in kinds.items():
        for other in problems[1:]:
            if of(other) != of(first):
                why = (
                    f"the {what} are not those of {first.name}"
                    if what == "years"
                    else (f"the {what} is not that of {first.name}")
                )
                raise PlanError(other.name, why, "Plan for all cities with the same settings.")


def _generated(problem: Problem) -> Array:
    """Waste of all zones, shape (years,) [t/year]."""
    return np.asarray(np.sum([zone.generated_t.sum(axis=0) for zone in problem.zones], axis=0))


def _mean(values: Iterable[Array | float], tonnes: Array) -> Array:
    return np.asarray(np.average(np.stack([np.asarray(each) for each in values]), axis=0, weights=tonnes))


def _climate(every: Sequence[Climate], tonnes: Array) -> Climate:
    first = every[0]
    return replace(
        first,
        k_per_year=_mean((each.k_per_year for each in every), tonnes),
        decomposable_frac=_mean((each.decomposable_frac for each in every), tonnes),
        methane_frac=float(_mean((each.methane_frac for each in every), tonnes)),
        diesel_t_co2e_per_l=float(_mean((each.diesel_t_co2e_per_l for each in every), tonnes)),
        open_burning_t_co2e_per_t=_mean((each.open_burning_t_co2e_per_t for each in every), tonnes),
        uncollected_burnt_frac=float(_mean((each.uncollected_burnt_frac for each in every), tonnes)),
        other_t_co2e=np.asarray(np.sum([each.other_t_co2e for each in every], axis=0)),
    )


def _leakage(every: Sequence[Leakage], tonnes: Array) -> Leakage:
    by_facility: dict[str, Array] = {}
    for each in every:
        by_facility |= each.by_facility_frac
    return Leakage(
        uncollected_frac=_mean((each.uncollected_frac for each in every), tonnes),
        collected_frac=_mean((each.collected_frac for each in every), tonnes),
        by_facility_frac=by_facility,
    )


def _money(problems: Sequence[Problem]) -> Money:
    every = [problem.money for problem in problems]
    budgets = [each.budget_usd for each in every if each.budget_usd is not None]
    if 0 < len(budgets) < len(every):
        lacks = next(each.name for each in problems if each.money.budget_usd is None)
        raise PlanError(lacks, "has no budget, and other cities have one", "Give every city a budget, or none.")
    incomes = [each.household_income_usd for each in every if each.household_income_usd is not None]
    households = np.array([sum(zone.households.sum() for zone in problem.zones) for problem in problems])
    return replace(
        every[0],
        other_usd=np.asarray(np.sum([each.other_usd for each in every], axis=0)),
        budget_usd=np.asarray(np.sum(budgets, axis=0)) if budgets else None,
        household_income_usd=float(_mean(incomes, households)) if len(incomes) == len(every) else None,
    )
