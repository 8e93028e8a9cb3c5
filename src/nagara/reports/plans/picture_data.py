"""What the pictures of a plan show, as data: every year of its flows between nodes, workers, land, limits, bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.explanation.binding import binding
from nagara.pathways.least_cost.explanation.work_and_land import land_ha, workers
from nagara.reports.file_numbers import file_number, file_series
from nagara.reports.plans.flows import flows_of_year

if TYPE_CHECKING:
    from nagara.pathways.least_cost.solving.plan import Plan
    from nagara.pathways.least_cost.study import PlanStudy

__all__ = ["cost_usd_per_t", "flows_by_node", "picture_data"]

Array: TypeAlias = NDArray[np.float64]


def picture_data(study: PlanStudy) -> dict[str, Any]:
    """Everything that the pictures show beyond the figures of the plan, ready for JSON.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    """
    plan, ends = study.plan, study.invested_ends
    bands = {} if study.robustness is None else study.robustness.bands
    return {
        "cost_usd_per_t": file_series(cost_usd_per_t(plan)),
        "invested_usd": {
            "value": file_number(sum(each.usd for each in plan.investments)),
            "low": None if ends is None else file_number(ends[0]),
            "high": None if ends is None else file_number(ends[1]),
        },
        "flows_by_node": [
            {"from": source, "to": target, "t_per_year": file_series(mass)}
            for (source, target), mass in flows_by_node(plan).items()
        ],
        "workers": {name: file_series(values) for name, values in workers(plan).items()},
        "land_ha": file_series(land_ha(plan)),
        "binding": [
            {"limit": each.code, "what": each.what, "detail": each.detail, "years": list(each.years)}
            for each in binding(plan)
        ],
        "bands": {name: {"low": file_series(band.low), "high": file_series(band.high)} for name, band in bands.items()},
    }


def flows_by_node(plan: Plan) -> dict[tuple[str, str], Array]:
    """Tonnes between the nodes of the pictures in every year, by the two nodes, shape (years,) [t/year].

    Parameters
    ----------
    plan
        The plan.
    """
    years = range(len(plan.problem.years))
    of_years = [flows_of_year(plan, at) for at in years]
    pairs = sorted({pair for amounts in of_years for pair in amounts})
    return {pair: np.array([amounts.get(pair, 0.0) for amounts in of_years]) for pair in pairs}


def cost_usd_per_t(plan: Plan) -> Array:
    """What a tonne generated costs in every year, shape (years,) [USD/t].

    Parameters
    ----------
    plan
        The plan.
    """
    generated = np.sum([zone.generated_t.sum(axis=0) for zone in plan.problem.zones], axis=0)
    return np.asarray(plan.total_usd / np.where(generated > 0, generated, 1.0))
