"""A least-cost plan as a workbook: every year, every figure, every project, formulas nowhere."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from nagara.exchange.formula_guard import guarded
from nagara.exchange.plan_beside_sheets import beside_sheets
from nagara.pathways.least_cost.plan import PLAN_FIGURES
from nagara.reports.plan_data import projects

if TYPE_CHECKING:
    from nagara.pathways.least_cost.study import PlanStudy

__all__ = ["plan_workbook"]

WIDE: Final = 44
NARROW: Final = 14


def plan_workbook(study: PlanStudy) -> bytes:
    """Write a plan as a workbook.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": study.city.city, "created": datetime(study.city.year, 12, 31)})  # noqa: DTZ001
    head, number = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "#,##0.###"})
    for name, rows in _sheets(study).items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, WIDE)
        sheet.set_column(1, 60, NARROW)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                    sheet.write_number(row, column, cell, head if row == 0 else number)
                else:
                    sheet.write_string(row, column, guarded(str(cell)), head if row == 0 else None)
    book.close()
    return target.getvalue()


def _sheets(study: PlanStudy) -> dict[str, list[list[Any]]]:
    plan, years = study.plan, list(study.plan.problem.years)
    year = str(plan.problem.money.price_year)
    promises: list[list[Any]] = [["Promise", "Kept", *years]]
    promises += [[str(kept.promise), "yes" if kept.is_kept else "no", *map(float, kept.value)] for kept in plan.kept]
    built = projects(study)
    columns = list(built[0]) if built else ["facility"]
    listed: list[list[Any]] = [columns, *([_cell(each[name]) for name in columns] for each in built)]
    figures: list[list[Any]] = [["Figure", *years], *([name, *map(float, plan.figures[name])] for name in PLAN_FIGURES)]
    without: list[list[Any]] = [
        ["Figure", *years],
        *([name, *map(float, study.without.figures[name])] for name in PLAN_FIGURES),
    ]
    costs: list[list[Any]] = [
        [f"US dollars of {year}", *years],
        *([name, *map(float, usd)] for name, usd in plan.cost_usd.items()),
    ]
    costs.append(["total", *map(float, plan.total_usd)])
    flows: list[list[Any]] = [["From", "To", "Stream", *years]]
    flows += [[each.origin, each.target, each.stream, *map(float, each.mass_t)] for each in plan.flows]
    schemes: list[list[Any]] = [["Zone and service", *years]]
    schemes += [[f"{zone}, {scheme}", *map(float, share)] for (zone, scheme), share in plan.scheme_share.items()]
    gases: list[list[Any]] = [
        ["t CO2e", *years],
        *([name, *map(float, values)] for name, values in plan.gases_t_co2e.items()),
    ]
    return {
        "promises": promises,
        "projects": listed,
        "figures": figures,
        "without promises": without,
        "cost": costs,
        "flows": flows,
        "service": schemes,
        "gases": gases,
        **beside_sheets(study),
    }


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value
