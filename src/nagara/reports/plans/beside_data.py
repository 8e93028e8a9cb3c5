"""What was asked beside a plan, as data: prices of promises, fronts with their steps, one programme for many draws."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from nagara.pathways.least_cost.fronts.changes import changes_between
from nagara.reports.file_numbers import file_number

if TYPE_CHECKING:
    from nagara.pathways.least_cost.explanation.shadow_price import ShadowPrice
    from nagara.pathways.least_cost.fronts.planned import PlannedFront, PlannedPoint, Step
    from nagara.pathways.least_cost.least_regret.stages import Stages
    from nagara.pathways.least_cost.least_regret.two_stage import Outcome, SharedBuild
    from nagara.pathways.least_cost.study import PlanStudy

__all__ = ["beside_data"]


def beside_data(study: PlanStudy) -> dict[str, Any]:
    """Entries of ``plan.json``: nothing, or an empty list, where it was not asked for.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    """
    return {
        "shadow_prices": [_price(each) for each in study.prices],
        "fronts": [_front(each) for each in study.fronts],
        "stages": None if study.stages is None else _stages(study.stages),
        "stopped_at": study.stopped_at,
        "left_out": [{"what": each.part.value, "done": each.done, "of": each.of} for each in study.left_out],
        "time_limit_s": _number(study.time_limit_s),
    }


def _price(each: ShadowPrice) -> dict[str, Any]:
    return {
        "promise": str(each.promise),
        "usd_per_unit": _number(each.usd_per_unit),
        "usd_per_t": _number(each.usd_per_t),
        "tonnes_of": each.counted.value,
        "t_per_unit": _number(each.one_unit_t),
    }


# --- fronts ---------------------------------------------------------------------------------------


def _front(front: PlannedFront) -> dict[str, Any]:
    return {
        "word": front.wish.word,
        "figure": front.promise.figure,
        "relation": front.promise.relation,
        "from_year": front.promise.from_year,
        "tonnes_of": front.counted.value,
        "is_whole": front.is_whole,
        "points": [_point(each) for each in front.points],
        "steps": [
            _step(one, other, step)
            for one, other, step in zip(front.points, front.points[1:], front.steps, strict=False)
        ],
    }


def _point(point: PlannedPoint) -> dict[str, Any]:
    return {
        "target": _number(point.target),
        "is_promised": point.is_promised,
        "discounted_usd": _number(point.usd),
        "bound_usd": _number(point.bound_usd),
        "usd_per_unit": _number(point.price.usd_per_unit),
        "usd_per_t": _number(point.price.usd_per_t),
        "builds": [
            {
                "facility": each.facility,
                "decided": each.year,
                "size": _number(each.size),
                "investment_usd": _number(each.usd),
            }
            for each in point.plan.investments
        ],
    }


def _step(one: PlannedPoint, other: PlannedPoint, step: Step) -> dict[str, Any]:
    return {
        "from": _number(one.target),
        "to": _number(other.target),
        "usd": _number(step.usd),
        "avoided_t": _number(step.avoided_t),
        "usd_per_t": _number(step.usd_per_t),
        "usd_per_t_from_first": _number(step.from_first_usd_per_t),
        "changes": [
            {
                "kind": each.kind.value,
                "code": each.code,
                "before": _number(each.before),
                "after": _number(each.after),
                "decided": each.year,
            }
            for each in changes_between(one.plan, other.plan)
        ],
    }


# --- one programme for many draws -----------------------------------------------------------------


def _stages(asked: Stages) -> dict[str, Any]:
    found = asked.found
    names = [str(each) for each in asked.problem.promises]
    return {
        "draws": asked.draws,
        "aim": asked.aim.value,
        "builds": [_build(each) for each in found.builds],
        "builds_for_best_values": [_build(each) for each in found.best_value_builds],
        "perfect_information_usd": _number(found.perfect_information_usd),
        "stochastic_solution_usd": _number(found.stochastic_solution_usd),
        "largest_regret_usd": _number(float(found.regret_usd.max())),
        "counted_with": "promises missed at the price of missing",
        "knowing_the_draw": _outcome(found.wait_and_see, names),
        "once_for_all": _outcome(found.recourse, names),
        "for_best_values": _outcome(found.best_values, names),
    }


def _build(each: SharedBuild) -> dict[str, Any]:
    return {"facility": each.facility, "decided": each.year, "size": _number(each.size)}


def _outcome(outcome: Outcome, names: list[str]) -> dict[str, Any]:
    return {
        "discounted_usd": [_number(float(each)) for each in outcome.usd],
        "missed_usd": [_number(float(each)) for each in np.where(outcome.is_runnable, outcome.missed_usd, np.nan)],
        "mean_usd": _number(outcome.mean_usd),
        "held_frac": {name: _number(float(share)) for name, share in zip(names, outcome.held_frac, strict=True)},
    }


def _number(value: float | None) -> float | None:
    """Nine significant digits; nothing where there is no number."""
    if value is None or not math.isfinite(value):
        return None
    return file_number(value)
