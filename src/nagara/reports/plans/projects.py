"""What a plan builds as a list of projects that a pipeline can read: one project a row, every unit in its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.explanation.binding import received_t
from nagara.pathways.least_cost.explanation.work_and_land import land_of, workers_of
from nagara.reports.file_numbers import file_number
from nagara.reports.plans.tables import has_own_name

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Facility
    from nagara.pathways.least_cost.solving.plan import Investment, Plan
    from nagara.pathways.least_cost.study import PlanStudy

__all__ = ["PROJECT_COLUMNS", "projects"]

Array: TypeAlias = NDArray[np.float64]

PROJECT_COLUMNS: Final = (
    "title",
    "facility",
    "site_class",
    "decided",
    "needed_by",
    "size",
    "size_unit",
    "investment_usd",
    "investment_usd_low",
    "investment_usd_high",
    "debt_service_usd_per_year",
    "running_usd_per_t",
    "running_usd_per_year",
    "revenue_usd_per_year",
    "handled_t_per_year",
    "recovered_t_per_year",
    "jobs",
    "land_ha",
    "serves",
)
"""Keys of a project, in their order. What is a year's is the mean over the years of the plan in which it runs."""


def projects(study: PlanStudy) -> list[dict[str, Any]]:
    """What is built as a list of projects: title, class of site, size, money, benefit, and the promises it serves.

    Where one facility is built in steps, what it handles is shared among them by their sizes.

    Parameters
    ----------
    study
        The plan and what was asked beside it.

    Returns
    -------
    list
        Each with all of :data:`PROJECT_COLUMNS`; an end of an interval is ``None`` where none is known.
    """
    places = {each.code: each for each in study.plan.problem.facilities}
    served = [str(kept.promise) for kept in study.plan.kept if not kept.promise.is_today]
    ends = study.investment_ends or (None,) * len(study.plan.investments)
    return [
        _project(study.plan, places[each.facility], each, end, served)
        for each, end in zip(study.plan.investments, ends, strict=True)
    ]


def _project(
    plan: Plan, place: Facility, each: Investment, ends: tuple[float, float] | None, served: list[str]
) -> dict[str, Any]:
    does, is_site = place.technology, place.site is not None
    runs, part = _share(plan, place, each)
    received = received_t(plan, place.code)
    handled = _mean(received.sum(axis=0) * part, runs)
    earned = _mean((does.revenue_usd_per_t @ received) * part, runs)
    recovered = 0.0 if is_site else _mean((does.recovered_frac @ received) * part, runs)
    values = (
        f"{place.name if has_own_name(place) else does.label}, {place.city}",
        place.code,
        does.kind,
        each.year,
        each.opens,
        file_number(each.size),
        "t" if is_site else "t_per_year",
        file_number(each.usd),
        None if ends is None else file_number(ends[0]),
        None if ends is None else file_number(ends[1]),
        file_number(each.usd_per_year),
        file_number(does.usd_per_t),
        file_number(handled * does.usd_per_t),
        file_number(earned),
        file_number(handled),
        file_number(recovered),
        file_number(workers_of(place, each)),
        file_number(land_of(place, each)),
        served,
    )
    return dict(zip(PROJECT_COLUMNS, values, strict=True))


def _share(plan: Plan, place: Facility, each: Investment) -> tuple[NDArray[np.bool_], Array]:
    """Years in which a project runs, and the part of what its facility handles that is its own, shape (years,)."""
    whole = np.zeros(len(plan.problem.years))
    if place.site is None:
        whole = whole + np.where(np.isfinite(place.capacity_t), place.capacity_t, 0.0)
    for other in plan.investments:
        if other.facility == place.code:
            whole = whole + np.where(_runs(plan, place, other), other.size, 0.0)
    runs = _runs(plan, place, each)
    return runs, np.where(runs, each.size, 0.0) / np.where(whole > 0, whole, 1.0)


def _runs(plan: Plan, place: Facility, each: Investment) -> NDArray[np.bool_]:
    years = np.array(plan.problem.years)
    lasts = place.site is not None or years < each.opens + place.technology.life_years
    return np.asarray((years >= each.opens) & lasts)


def _mean(values: Array, runs: NDArray[np.bool_]) -> float:
    return float(values[runs].mean()) if runs.any() else 0.0
