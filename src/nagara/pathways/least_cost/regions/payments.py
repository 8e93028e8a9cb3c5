r"""What each city lays out in a plan that it shares, what it should bear, and what is paid between them.

Whoever collects pays for collection, whoever sends a tonne pays for its haul, and whoever hosts a plant pays for
building and running it and keeps what it earns. The split says what each should bear; the rest is paid between the
cities. All of it is said as an equal amount of every year from the first in which something can be decided, worth as
much as what it stands for: :math:`x / \sum_t w_t` with the discount :math:`w_t`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.formulation import discount
from nagara.pathways.least_cost.formulation.money_forms import annuity_frac
from nagara.pathways.least_cost.question.streams import stream_network

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Problem
    from nagara.pathways.least_cost.regions.regional import Regional
    from nagara.pathways.least_cost.solving.plan import Plan

__all__ = ["Payment", "payments", "spent_by_city"]

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What a city pays in a year, each amount the same in every year from the first that can be planned [USD/year].

    Parameters
    ----------
    city
        Its code.
    alone_usd
        What it would pay without the others.
    by_value_usd, by_complaint_usd
        What it should bear by the Shapley value, and by the nucleolus.
    lays_out_usd
        What it lays out itself in the plan of all: its collection, its haul, its plants less what they earn.
    settles_usd
        What it pays to the others beside that, by the split that the region begins its talks with; less than
        nothing if it receives.
    """

    city: str
    alone_usd: float
    by_value_usd: float
    by_complaint_usd: float
    lays_out_usd: float
    settles_usd: float

    @property
    def saving_usd(self) -> float:
        """What it saves a year by that split [USD/year]."""
        return self.alone_usd - self.lays_out_usd - self.settles_usd


def payments(regional: Regional) -> tuple[Payment, ...]:
    """What each city pays.

    Parameters
    ----------
    regional
        The plans and splits.
    """
    problem = regional.problem
    weight = discount(problem)[1:]
    spread = float(weight.sum())
    alone = {city: _planned(plan.total_usd, weight) for city, plan in regional.plans_alone.items()}
    laid_out = dict.fromkeys(regional.cities, 0.0)
    for plan in regional.plans_chosen:
        for city, spent in spent_by_city(plan).items():
            laid_out[city] += _planned(np.sum(list(spent.values()), axis=0), weight)
    borne = {
        name: _in_money(regional, split, sum(laid_out.values()))
        for name, split in (("value", regional.by_value_usd), ("complaint", regional.by_complaint_usd))
    }
    chosen = borne["value" if regional.value_is_in_core else "complaint"]
    return tuple(
        Payment(
            city=city,
            alone_usd=alone[city] / spread,
            by_value_usd=borne["value"][city] / spread,
            by_complaint_usd=borne["complaint"][city] / spread,
            lays_out_usd=laid_out[city] / spread,
            settles_usd=(chosen[city] - laid_out[city]) / spread,
        )
        for city in regional.cities
    )


def spent_by_city(plan: Plan) -> dict[str, dict[str, Array]]:
    """Who lays out what in a plan, by city and purpose, shape (years,) [USD/year].

    Parameters
    ----------
    plan
        Of several cities, or of one.
    """
    problem = plan.problem
    cities = tuple(dict.fromkeys(zone.city for zone in problem.zones))
    known = {
        "collection": _collection(plan, cities),
        "haul": _haul(plan, cities),
        "running": _at_plants(plan, cities, earns=False),
        "revenues": _at_plants(plan, cities, earns=True),
        "standing": _standing(plan, cities),
        "debt": _debt(plan, cities),
    }
    generated = {city: np.zeros(len(problem.years)) for city in cities}
    for zone in problem.zones:
        generated[zone.city] = generated[zone.city] + zone.generated_t.sum(axis=0)
    part = {city: mass / np.sum(list(generated.values()), axis=0) for city, mass in generated.items()}
    out: dict[str, dict[str, Array]] = {city: {} for city in cities}
    for purpose, total in plan.cost_usd.items():
        of_city = known.get(purpose, {city: np.zeros_like(total) for city in cities})
        rest = total - np.sum(list(of_city.values()), axis=0)
        for city in cities:
            out[city][purpose] = of_city[city] + rest * part[city]
    return out


# --- who pays for what ----------------------------------------------------------------------------


def _collection(plan: Plan, cities: Sequence[str]) -> dict[str, Array]:
    problem = plan.problem
    out = _nothing(problem, cities)
    schemes = {scheme.code: scheme for scheme in problem.schemes}
    zones = {zone.code: zone for zone in problem.zones}
    for (code, served), share in plan.scheme_share.items():
        out[zones[code].city] += share * zones[code].households * schemes[served].usd_per_household
    for source in stream_network(problem).sources:
        zone, scheme = problem.zones[source.zone], problem.schemes[source.scheme]
        share = plan.scheme_share[zone.code, scheme.code]
        out[zone.city] += share * source.mass_t * source.container.usd_per_t * zone.effort
    return out


def _haul(plan: Plan, cities: Sequence[str]) -> dict[str, Array]:
    problem = plan.problem
    out, stands = _nothing(problem, cities), _stands_in(problem)
    usd_per_t = {(way.origin, way.target): way.usd_per_t for way in problem.ways}
    for flow in plan.flows:
        out[stands[flow.origin]] += flow.mass_t * usd_per_t[flow.origin, flow.target]
    return out


def _at_plants(plan: Plan, cities: Sequence[str], *, earns: bool) -> dict[str, Array]:
    problem = plan.problem
    out = _nothing(problem, cities)
    places = {place.code: place for place in problem.facilities}
    for flow in plan.flows:
        place = places[flow.target]
        if earns:
            out[place.city] -= place.technology.revenue_usd_per_t @ flow.by_constituent_t
        else:
            out[place.city] += flow.mass_t * place.technology.usd_per_t
    return out


def _standing(plan: Plan, cities: Sequence[str]) -> dict[str, Array]:
    problem = plan.problem
    out = _nothing(problem, cities)
    places = {place.code: place for place in problem.facilities}
    years = np.array(problem.years)
    for each in plan.investments:
        place = places[each.facility]
        if place.expansion is None:
            continue
        ends = np.inf if place.site is not None else each.opens + place.technology.life_years
        stands = (years >= each.opens) & (years < ends)
        out[place.city] += stands * each.size * place.expansion.fixed_usd_per_year
    return out


def _debt(plan: Plan, cities: Sequence[str]) -> dict[str, Array]:
    problem = plan.problem
    out = _nothing(problem, cities)
    places = {place.code: place for place in problem.facilities}
    years = np.array(problem.years)
    for each in plan.investments:
        place = places[each.facility]
        life = place.technology.life_years
        paid = (years >= each.opens) & (years < each.opens + life)
        out[place.city] += paid * each.usd * annuity_frac(problem.money.interest_frac, life)
    return out


def _nothing(problem: Problem, cities: Sequence[str]) -> dict[str, Array]:
    return {city: np.zeros(len(problem.years)) for city in cities}


def _stands_in(problem: Problem) -> dict[str, str]:
    return {zone.code: zone.city for zone in problem.zones} | {place.code: place.city for place in problem.facilities}


# --- from discounted cost to money of a year --------------------------------------------------------


def _planned(usd: Array, weight: Array) -> float:
    """What the years after that of the records are worth together [USD]."""
    return float(usd[1:] @ weight)


def _in_money(regional: Regional, split_usd: Mapping[str, float], laid_out_usd: float) -> dict[str, float]:
    """What each bears of the money that is laid out after the year of the records [USD].

    The split counts the year of the records, which everybody has paid, and the price of carbon, which nobody
    pays; both are taken out, the one by what each city paid, the other by what each bears.
    """
    paid = {}
    for city, plan in regional.plans_alone.items():
        gases = np.sum(list(plan.gases_t_co2e.values()), axis=0)
        paid[city] = float(plan.total_usd[0] + plan.problem.money.carbon_usd_per_t[0] * gases[0])
    rest = {city: usd - paid[city] for city, usd in split_usd.items()}
    whole = sum(rest.values())
    return {city: usd * laid_out_usd / whole if whole else 0.0 for city, usd in rest.items()}
