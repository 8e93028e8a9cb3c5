"""Laws that no plan bends, tried on cities drawn at random in which contracts, windows and full sites bind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from any_plan_city import any_city
from nagara.pathways.least_cost.explanation.replay import TOLERANCE, replay
from nagara.pathways.least_cost.question.problem import Facility, Problem
from nagara.pathways.least_cost.solving.answers import proven_answer
from nagara.pathways.least_cost.solving.plan import Plan

TIGHT = 1e-8
ROOM = 1e-6


def exact(problem: Problem) -> Plan:
    return proven_answer(problem, gap_frac=TIGHT)


def is_kept(plan: Plan) -> bool:
    return all(kept.short.max() < ROOM for kept in plan.kept)


def looser(problem: Problem) -> Problem:
    first, *others = problem.promises
    target = first.target * (0.9 if first.relation == ">=" else 1.1)
    return replace(problem, promises=(replace(first, target=target), *others))


def cheaper(problem: Problem) -> Problem:
    def less(place: Facility) -> Facility:
        law = place.expansion
        return place if law is None else replace(place, expansion=replace(law, reference_usd=0.6 * law.reference_usd))

    return replace(problem, facilities=tuple(map(less, problem.facilities)))


def twice(problem: Problem) -> Problem:
    """Twice the people, waste, gates, contracts, air space, old deposits and tonnes promised."""

    def doubled(place: Facility) -> Facility:
        law, site = place.expansion, place.site
        if site is not None:
            space = None if site.airspace_t is None else 2 * site.airspace_t
            site = replace(site, stock_t_carbon=2 * site.stock_t_carbon, airspace_t=space)
        return replace(
            place,
            capacity_t=2 * place.capacity_t,
            smallest_t=None if place.smallest_t is None else 2 * place.smallest_t,
            expansion=None if law is None else replace(law, largest=2 * law.largest),
            site=site,
        )

    return replace(
        problem,
        facilities=tuple(map(doubled, problem.facilities)),
        zones=tuple(
            replace(zone, generated_t=2 * zone.generated_t, households=2 * zone.households) for zone in problem.zones
        ),
        promises=tuple(
            replace(each, target=2 * each.target) if each.figure.endswith("t_per_year") else each
            for each in problem.promises
        ),
        money=replace(problem.money, other_usd=2 * problem.money.other_usd),
        climate=replace(problem.climate, other_t_co2e=2 * problem.climate.other_t_co2e),
    )


def gases_t(plan: Plan) -> float:
    """Discounted greenhouse gases of a plan."""
    years = np.arange(len(plan.problem.years))
    return float(plan.figures["ghg_t_co2e_per_year"] @ (1.0 + plan.problem.money.discount_frac) ** -years)


def _laws(seed: int) -> None:
    problem = any_city(seed)
    plan = exact(problem)
    assert max(replay(plan).gap.values()) < TOLERANCE
    if not is_kept(plan):
        return
    usd = plan.discounted_usd
    assert exact(looser(problem)).discounted_usd <= usd * (1 + ROOM)
    assert exact(replace(problem, promises=())).discounted_usd <= usd * (1 + ROOM)
    assert exact(cheaper(problem)).discounted_usd <= usd * (1 + ROOM)
    assert exact(twice(problem)).discounted_usd == pytest.approx(2 * usd, rel=1e-5)
    dearer = replace(problem, money=replace(problem.money, carbon_usd_per_t=problem.money.carbon_usd_per_t + 60.0))
    assert gases_t(exact(dearer)) <= gases_t(plan) * (1 + ROOM)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(200))
def test_laws_hold_in_two_hundred_cities(seed: int) -> None:
    _laws(seed)
