"""A least-cost plan as a workbook: every year, every figure, every project, formulas nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nagara.exchange.plans.beside_sheets import beside_sheets
from nagara.exchange.plans.feed_sheets import feed_sheets
from nagara.exchange.rows_workbook import rows_workbook
from nagara.pathways.least_cost.explanation.binding import binding
from nagara.pathways.least_cost.explanation.robustness import HOUSEHOLD
from nagara.pathways.least_cost.explanation.work_and_land import land_ha, workers
from nagara.pathways.least_cost.solving.plan import PLAN_FIGURES
from nagara.reports.plans.picture_data import cost_usd_per_t, flows_by_node
from nagara.reports.plans.projects import PROJECT_COLUMNS, projects

if TYPE_CHECKING:
    from nagara.pathways.least_cost.study import PlanStudy

__all__ = ["plan_workbook"]


def plan_workbook(study: PlanStudy) -> bytes:
    """Write a plan as a workbook.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    """
    return rows_workbook(study.city.city, study.city.year, _sheets(study))


def _sheets(study: PlanStudy) -> dict[str, list[list[Any]]]:
    plan, years = study.plan, list(study.plan.problem.years)
    year = str(plan.problem.money.price_year)
    promises: list[list[Any]] = [["Promise", "Kept", *years]]
    promises += [[str(kept.promise), "yes" if kept.is_kept else "no", *map(float, kept.value)] for kept in plan.kept]
    built = projects(study)
    listed: list[list[Any]] = [
        [*PROJECT_COLUMNS],
        *([_cell(each[name]) for name in PROJECT_COLUMNS] for each in built),
    ]
    figures: list[list[Any]] = [["Figure", *years], *([name, *map(float, plan.figures[name])] for name in PLAN_FIGURES)]
    without: dict[str, list[list[Any]]] = {}
    if study.without is not None:
        series = study.without.figures
        rows = ([name, *map(float, series[name])] for name in PLAN_FIGURES)
        without["without promises"] = [["Figure", *years], *rows]
    costs: list[list[Any]] = [
        [f"US dollars of {year}", *years],
        *([name, *map(float, usd)] for name, usd in plan.cost_usd.items()),
    ]
    costs.append(["total", *map(float, plan.total_usd)])
    costs.append(["total for a tonne generated", *map(float, cost_usd_per_t(plan))])
    costs.append(["total for a household", *map(float, plan.figures[HOUSEHOLD])])
    flows: list[list[Any]] = [["From (t/year)", "To", "Stream", *years]]
    flows += [[each.origin, each.target, each.stream, *map(float, each.mass_t)] for each in plan.flows]
    schemes: list[list[Any]] = [["Zone and service, share of households", *years]]
    schemes += [[f"{zone}, {scheme}", *map(float, share)] for (zone, scheme), share in plan.scheme_share.items()]
    gases: list[list[Any]] = [
        ["t CO2e", *years],
        *([name, *map(float, values)] for name, values in plan.gases_t_co2e.items()),
    ]
    return {
        "promises": promises,
        "projects": listed,
        "figures": figures,
        **without,
        "cost": costs,
        "flows": flows,
        "service": schemes,
        "gases": gases,
        **_drawn(study),
        **feed_sheets(study),
        **beside_sheets(study),
    }


def _drawn(study: PlanStudy) -> dict[str, list[list[Any]]]:
    """What the pictures show, every year of it."""
    plan, years = study.plan, list(study.plan.problem.years)
    bands = {} if study.robustness is None else study.robustness.bands
    intervals: list[list[Any]] = [["Figure, ends of its 95 % interval over draws", "End", *years]]
    for name, band in bands.items():
        intervals += [[name, "low", *map(float, band.low)], [name, "high", *map(float, band.high)]]
    nodes: list[list[Any]] = [["From (t/year)", "To", *years]]
    nodes += [[source, target, *map(float, mass)] for (source, target), mass in flows_by_node(plan).items()]
    people: list[list[Any]] = [["Workers", *years]]
    people += [[name, *map(float, values)] for name, values in workers(plan).items()]
    people.append(["land of what is built, ha", *map(float, land_ha(plan))])
    limits: list[list[Any]] = [["Limit that the plan stands at", "Of what", "Detail", "Years"]]
    limits += [[each.code, each.what, each.detail, ", ".join(map(str, each.years))] for each in binding(plan)]
    return {"flows drawn": nodes, "intervals": intervals, "workers and land": people, "limits": limits}


def _cell(value: object) -> object:
    if value is None:
        return ""  # not known
    return "; ".join(map(str, value)) if isinstance(value, list) else value
