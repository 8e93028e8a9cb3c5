"""Sheets of a plan's workbook on trucks, what plants are fed, their load, and the ways that it reckons with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.explanation.fleet_and_feed import feeds_of, loads_of, trucks_of

if TYPE_CHECKING:
    from nagara.pathways.least_cost.study import PlanStudy

__all__ = ["feed_sheets"]

Array: TypeAlias = NDArray[np.float64]


def feed_sheets(study: PlanStudy) -> dict[str, list[list[Any]]]:
    """Rows of the sheets ``trucks and load``, ``feed`` and ``ways``.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    """
    plan, problem = study.plan, study.plan.problem
    years = list(problem.years)
    load: list[list[Any]] = [["Trucks; load as a part of what stands", "Must be fed or paid", *years]]
    trucks = trucks_of(plan)
    if trucks is not None:
        load.append(["collection trucks", "", *map(float, trucks)])
    load += [[each.facility, each.smallest_frac, *_cells(each.frac)] for each in loads_of(plan)]
    feed: list[list[Any]] = [["Plant", "Property", "Unit", "At least", "At most", *years]]
    feed += [
        [each.facility, each.window.name, each.window.unit, _end(each.window.smallest), _end(each.window.largest)]
        + _cells(each.mean)
        for each in feeds_of(plan)
    ]
    ways: list[list[Any]] = [["From", "To", "Way, km", "Haul, USD/t", "Diesel, l/t", "Distance"]]
    ways += [
        [way.origin, way.target, way.km, way.usd_per_t, way.diesel_l_per_t, "usual" if way.is_usual else "as told"]
        for way in problem.ways
    ]
    return {"trucks and load": load, "feed": feed, "ways": ways}


def _cells(values: Array) -> list[Any]:
    return ["" if np.isnan(value) else value for value in values.tolist()]


def _end(value: float | None) -> float | str:
    return "" if value is None else value
