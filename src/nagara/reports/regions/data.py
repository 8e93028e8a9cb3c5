"""A regional plan as data: ``region.json`` for programs.

The same region gives the same bytes: keys in a fixed order, nine significant digits, no clock and no duration.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from nagara.pathways.least_cost.regions.concentration import largest_miss
from nagara.pathways.least_cost.regions.fair_split import Coalition, coalitions, complaints
from nagara.pathways.least_cost.regions.payments import spent_by_city
from nagara.reports.file_numbers import file_number, file_series
from nagara.reports.regions.said import saving_usd_per_year, sendings, spread
from nagara.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nagara.pathways.least_cost.regions.payments import Payment
    from nagara.pathways.least_cost.regions.study import RegionStudy
    from nagara.pathways.least_cost.solving.plan import Investment, Kept, Plan

__all__ = ["FORMAT", "region_json"]

FORMAT: Final = "nagara-region-plan/1"
"""Name and edition of the contract; the number grows when an old reader would misread a new file."""


def region_json(study: RegionStudy) -> str:
    """Write a regional plan as one JSON object with a newline at its end.

    Parameters
    ----------
    study
        The cities, their plans and splits.
    """
    content = {**_asked(study), **_split(study), **_planned(study)}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _asked(study: RegionStudy) -> dict[str, Any]:
    """Who takes part, and how it was planned."""
    region, problem = study.region, study.regional.problem
    settings = next(iter(study.settings.values()))
    return {
        "format": FORMAT,
        "region": study.name,
        "is_invented": study.is_invented,
        "was_stopped": study.was_stopped,
        "cities": {
            code: {
                "city": city.city,
                "name": study.names[code],
                "country_iso3": city.country_iso3,
                "hosts": list(region.hosts.get(code, ())),
            }
            for code, city in study.cities.items()
        },
        "road_km": {"/".join(sorted(pair)): file_number(km) for pair, km in region.road_km.items()},
        "years": list(problem.years),
        "price_year": problem.money.price_year,
        "currency": problem.money.currency,
        "discount_frac": file_number(problem.money.discount_frac),
        "interest_frac": file_number(problem.money.interest_frac),
        "carbon_usd_per_t": file_number(settings.carbon_usd_per_t),
        "gwp": settings.gwp,
        "guidelines": settings.edition,
        "seed": study.seed,
        "nagara": VERSION,
        "inputs": dict(study.digests),
    }


def _split(study: RegionStudy) -> dict[str, Any]:
    """The saving, what every group could do, and who pays what."""
    regional = study.regional
    low, high = (usd / spread(study) for usd in regional.saving_between_usd)
    return {
        "saving_usd_per_year": file_number(saving_usd_per_year(study)),
        "saving_discounted_usd": file_number(regional.saving_usd),
        "saving_low_usd_per_year": file_number(low),
        "saving_high_usd_per_year": file_number(high),
        "groups": [_sorted(group) for group in regional.groups],
        "split": "shapley" if regional.value_is_in_core else "nucleolus",
        "core": {
            "is_empty": not regional.has_core,
            "shapley_is_in_it": regional.value_is_in_core,
            "complaints_by_shapley": _complaints(complaints(regional.by_value_usd, regional.cost_usd)),
            "complaints_by_nucleolus": _complaints(complaints(regional.by_complaint_usd, regional.cost_usd)),
        },
        "coalitions": [_coalition(study, some) for some in coalitions(regional.cities)],
        "shapley_usd": _numbers(regional.by_value_usd),
        "nucleolus_usd": _numbers(regional.by_complaint_usd),
        "payments_usd_per_year": {each.city: _payment(each) for each in study.payments},
    }


def _planned(study: RegionStudy) -> dict[str, Any]:
    """What is built and sent, which promises are kept, and what was doubtful."""
    regional, years = study.regional, study.regional.problem.years
    return {
        "built": [_built(plan, each) for plan in regional.plans_chosen for each in plan.investments],
        "built_alone": [_built(plan, each) for plan in regional.plans_alone.values() for each in plan.investments],
        "sent": [
            {
                "from_city": each.origin_city,
                "from_plant": None if each.plant is None else each.plant.code,
                "to_city": each.target_city,
                "to_plant": each.target.code,
                "year": years[-1],
                "km": file_number(each.km),
                "t_per_year": file_number(each.mass_t),
                "haul_usd_per_year": file_number(each.usd),
            }
            for each in sendings(study)
        ],
        "promises": [_promise(kept) for plan in regional.plans_chosen for kept in plan.kept],
        "promises_alone": [_promise(kept) for plan in regional.plans_alone.values() for kept in plan.kept],
        "laid_out_usd": {
            city: {name: file_series(usd) for name, usd in purposes.items()}
            for plan in regional.plans_chosen
            for city, purposes in spent_by_city(plan).items()
        },
        "over_budget_usd": [file_series(plan.over_budget_usd) for plan in regional.plans_chosen],
        "figures": [
            {"cities": list(dict.fromkeys(zone.city for zone in plan.problem.zones))}
            | {name: file_series(values) for name, values in plan.figures.items()}
            for plan in regional.plans_chosen
        ],
        "findings": {
            city: [{"code": each.code, "text": str(each)} for each in found] for city, found in study.findings.items()
        },
    }


def _coalition(study: RegionStudy, some: Coalition) -> dict[str, Any]:
    regional, plan = study.regional, study.regional.plans.get(some)
    apart = sum(regional.alone_usd[city] for city in some)
    return {
        "cities": _sorted(some),
        "cost_usd": file_number(regional.cost_usd[some]),
        "alone_usd": file_number(apart),
        "saving_usd": file_number(max(apart - regional.cost_usd[some], 0.0)),
        "plan_usd": None if plan is None else file_number(plan.discounted_usd),
        "bound_usd": None if plan is None else file_number(plan.bound_usd),
        "gap_frac": None if plan is None else file_number(plan.gap_frac),
        "is_proven": None if plan is None else plan.is_proven,
        "largest_miss_frac": None if plan is None else file_number(largest_miss(plan)),
    }


def _payment(each: Payment) -> dict[str, float]:
    return {
        "alone": file_number(each.alone_usd),
        "shapley": file_number(each.by_value_usd),
        "nucleolus": file_number(each.by_complaint_usd),
        "lays_out": file_number(each.lays_out_usd),
        "settles": file_number(each.settles_usd),
        "saves": file_number(each.saving_usd),
    }


def _built(plan: Plan, each: Investment) -> dict[str, Any]:
    place = next(place for place in plan.problem.facilities if place.code == each.facility)
    return {
        "facility": each.facility,
        "title": place.technology.label,
        "city": place.city,
        "decided": each.year,
        "opens": each.opens,
        "size": file_number(each.size),
        "size_unit": "t" if place.site is not None else "t_per_year",
        "investment_usd": file_number(each.usd),
        "debt_service_usd_per_year": file_number(each.usd_per_year),
    }


def _promise(kept: Kept) -> dict[str, Any]:
    return {
        "promise": str(kept.promise),
        "city": kept.promise.city,
        "is_today": kept.promise.is_today,
        "is_kept": kept.is_kept,
        "value": file_series(kept.value),
        "short_frac": file_series(kept.short),
    }


def _complaints(found: dict[Coalition, float]) -> list[dict[str, Any]]:
    return [{"cities": _sorted(some), "usd": file_number(usd)} for some, usd in found.items()]


def _sorted(some: Iterable[str]) -> list[str]:
    return sorted(some)


def _numbers(values: Mapping[str, float]) -> dict[str, float]:
    return {name: file_number(value) for name, value in values.items()}
