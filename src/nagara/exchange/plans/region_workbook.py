"""A regional plan as a workbook: payments, groups, plants, ways, promises, outlays; formulas nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nagara.exchange.rows_workbook import rows_workbook
from nagara.pathways.least_cost.regions.fair_split import coalitions
from nagara.pathways.least_cost.regions.payments import spent_by_city
from nagara.reports.regions.said import city_name, group_name, sendings

if TYPE_CHECKING:
    from nagara.pathways.least_cost.regions.study import RegionStudy
    from nagara.pathways.least_cost.solving.plan import Plan

__all__ = ["region_workbook"]


def region_workbook(study: RegionStudy) -> bytes:
    """Write a regional plan as a workbook.

    Parameters
    ----------
    study
        The cities, their plans and splits.
    """
    year = next(iter(study.cities.values())).year
    return rows_workbook(study.name, year, _sheets(study), columns_of_words=2)


def _sheets(study: RegionStudy) -> dict[str, list[list[Any]]]:
    regional = study.regional
    money = f"US dollars of {regional.problem.money.price_year} a year"
    pays: list[list[Any]] = [
        [money, "Alone", "Shapley value", "Nucleolus", "Lays out itself", "Pays to the others", "Saves"]
    ]
    pays += [
        [
            city_name(study, each.city),
            each.alone_usd,
            each.by_value_usd,
            each.by_complaint_usd,
            each.lays_out_usd,
            each.settles_usd,
            each.saving_usd,
        ]
        for each in study.payments
    ]
    return {
        "payments": pays,
        "groups": _groups(study),
        "plants": _plants(study, regional.plans_chosen),
        "plants alone": _plants(study, tuple(regional.plans_alone.values())),
        "ways": _ways(study),
        "promises": _promises(study),
        "outlays": _outlays(study, money),
    }


def _groups(study: RegionStudy) -> list[list[Any]]:
    regional = study.regional
    rows: list[list[Any]] = [["Group", "Planned for", "Each alone, USD", "As a group, USD", "Lower bound, USD"]]
    for some in coalitions(regional.cities):
        plan = regional.plans.get(some)
        apart = sum(regional.alone_usd[city] for city in some)
        bound = "" if plan is None else plan.bound_usd
        rows.append([group_name(study, some), "no" if plan is None else "yes", apart, regional.cost_usd[some], bound])
    return rows


def _plants(study: RegionStudy, plans: tuple[Plan, ...]) -> list[list[Any]]:
    rows: list[list[Any]] = [["Facility", "City", "Decided", "Opens", "Size", "Unit", "Investment, USD", "USD a year"]]
    for plan in plans:
        places = {place.code: place for place in plan.problem.facilities}
        for each in plan.investments:
            place = places[each.facility]
            unit = "t" if place.site is not None else "t a year"
            rows.append(
                [
                    place.technology.label,
                    city_name(study, place.city),
                    each.year,
                    each.opens,
                    each.size,
                    unit,
                    each.usd,
                    each.usd_per_year,
                ]
            )
    return rows


def _ways(study: RegionStudy) -> list[list[Any]]:
    year = study.regional.problem.years[-1]
    rows: list[list[Any]] = [["From", "To", "From city", "To city", "km", f"t in {year}", f"Haul in {year}, USD"]]
    for each in sendings(study):
        origin = "collected" if each.plant is None else each.plant.name
        here, there = city_name(study, each.origin_city), city_name(study, each.target_city)
        rows.append([origin, each.target.name, here, there, each.km, each.mass_t, each.usd])
    return rows


def _promises(study: RegionStudy) -> list[list[Any]]:
    years = list(study.regional.problem.years)
    rows: list[list[Any]] = [["Promise", "City", "Plan", "Kept", *years]]
    for kind, plans in (
        ("together", study.regional.plans_chosen),
        ("alone", tuple(study.regional.plans_alone.values())),
    ):
        for plan in plans:
            for kept in plan.kept:
                city = "" if kept.promise.city is None else city_name(study, kept.promise.city)
                rows.append([str(kept.promise), city, kind, "yes" if kept.is_kept else "no", *map(float, kept.value)])
    return rows


def _outlays(study: RegionStudy, money: str) -> list[list[Any]]:
    rows: list[list[Any]] = [[money, "For", *study.regional.problem.years]]
    for plan in study.regional.plans_chosen:
        for city, purposes in spent_by_city(plan).items():
            rows += [[city_name(study, city), name, *map(float, usd)] for name, usd in purposes.items()]
    return rows
