"""A least-cost plan as data: ``plan.json`` for programs, with a project list that a pipeline can read.

The same plan gives the same bytes: keys in a fixed order, nine significant digits, no clock and no duration.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.reports.file_numbers import file_number, file_series
from nagara.reports.plans.beside_data import beside_data
from nagara.reports.plans.feed import feed_data
from nagara.reports.plans.picture_data import picture_data
from nagara.reports.plans.projects import projects
from nagara.version import VERSION

if TYPE_CHECKING:
    from nagara.pathways.least_cost.explanation.blockers import Missed
    from nagara.pathways.least_cost.solving.plan import Kept
    from nagara.pathways.least_cost.study import PlanStudy

__all__ = ["FORMAT", "plan_json", "projects"]

Array: TypeAlias = NDArray[np.float64]

FORMAT: Final = "nagara-plan/1"
"""Name and edition of the contract; the number grows when an old reader would misread a new file."""


def plan_json(study: PlanStudy) -> str:
    """Write a plan as one JSON object with a newline at its end.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    """
    plan, problem = study.plan, study.plan.problem
    content = {
        "format": FORMAT,
        "city": study.city.city,
        "country_iso3": study.city.country_iso3,
        "is_invented": study.city.is_invented,
        "boundary": study.city.boundary,
        "population_basis": study.city.population_basis,
        "years": list(problem.years),
        "price_year": problem.money.price_year,
        "currency": problem.money.currency,
        "discount_frac": file_number(problem.money.discount_frac),
        "interest_frac": file_number(problem.money.interest_frac),
        "gwp": study.settings.gwp,
        "guidelines": study.settings.edition,
        "seed": study.seed,
        "nagara": VERSION,
        "inputs": dict(study.digests),
        "discounted_usd": file_number(plan.discounted_usd),
        "bound_usd": file_number(plan.bound_usd),
        "gap_frac": file_number(plan.gap_frac),
        "is_proven": plan.is_proven,
        "promises": [_promise(kept) for kept in plan.kept],
        "missed": [_missed(each) for each in study.missed],
        "loosened": [
            {"what": each.code, "usd": file_number(each.usd), "short": file_number(each.short)}
            for each in study.loosened
        ],
        "projects": projects(study),
        "schemes": {f"{zone}/{scheme}": file_series(share) for (zone, scheme), share in plan.scheme_share.items()},
        "services": {each.code: each.label for each in problem.schemes},
        "flows": [
            {
                "origin": flow.origin,
                "target": flow.target,
                "stream": flow.stream,
                "t_per_year": file_series(flow.mass_t),
            }
            for flow in plan.flows
        ],
        "figures": {name: file_series(values) for name, values in plan.figures.items()},
        "without_promises": None
        if study.without is None
        else {name: file_series(values) for name, values in study.without.figures.items()},
        "cost_usd": {name: file_series(values) for name, values in plan.cost_usd.items()},
        "gases_t_co2e": {name: file_series(values) for name, values in plan.gases_t_co2e.items()},
        "over_budget_usd": file_series(plan.over_budget_usd),
        **picture_data(study),
        **feed_data(plan),
        "in_draws": _in_draws(study),
        **beside_data(study),
        "findings": [{"code": each.code, "text": str(each)} for each in study.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _promise(kept: Kept) -> dict[str, Any]:
    promise = kept.promise
    return {
        "promise": str(promise),
        "figure": promise.figure,
        "relation": promise.relation,
        "target": file_number(promise.target),
        "from_year": promise.from_year,
        "city": promise.city,
        "is_today": promise.is_today,
        "is_kept": kept.is_kept,
        "value": file_series(kept.value),
        "short_frac": file_series(kept.short),
    }


def _missed(each: Missed) -> dict[str, Any]:
    return {
        "promise": str(each.promise),
        "year": each.year,
        "short_frac": file_number(each.short),
        "reached": file_number(each.reached),
        "hindrances": [
            {
                "code": hindrance.code,
                "what": hindrance.what,
                "short_without_frac": file_number(hindrance.short_without),
                "cleared_frac": file_number(hindrance.cleared_frac),
                "usd_without": file_number(hindrance.usd_without),
            }
            for hindrance in each.hindrances
        ],
    }


def _in_draws(study: PlanStudy) -> dict[str, Any] | None:
    tried = study.robustness
    if tried is None:
        return None
    names = ("low", "median", "high")
    return {
        "draws": tried.draws,
        "runnable": tried.runnable,
        "discounted_usd": None if tried.usd is None else dict(zip(names, map(file_number, tried.usd), strict=True)),
        "promises": [
            {
                "promise": str(each.promise),
                "held_frac": file_number(each.held_frac),
                "nearly_frac": file_number(each.nearly_frac),
                "worst_short_frac": file_number(each.worst_short),
            }
            for each in tried.held
        ],
    }
