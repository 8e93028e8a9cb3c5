"""A comparison of plans as a table and as a workbook: every figure, year and course, formulas nowhere."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from nagara.exchange.formula_guard import guarded
from nagara.exchange.rows_workbook import rows_workbook
from nagara.pathways.least_cost.comparison.course import COMPARED_FIGURES
from nagara.reports.comparisons.data import HEADS, comparison_rows

if TYPE_CHECKING:
    from nagara.pathways.least_cost.comparison.side_by_side import Comparison

__all__ = ["comparison_csv", "comparison_workbook"]

Cell: TypeAlias = str | int | float | None


def comparison_csv(comparison: Comparison) -> str:
    """Write a comparison as a table: one row for each figure, year and course.

    Parameters
    ----------
    comparison
        The courses.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS)
    for row in comparison_rows(comparison):
        writer.writerow(["" if cell is None else guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def comparison_workbook(comparison: Comparison) -> bytes:
    """Write a comparison as a workbook.

    Parameters
    ----------
    comparison
        The courses.
    """
    basis = comparison.courses[0].basis
    return rows_workbook(basis.city, basis.records_year, _sheets(comparison))


def _sheets(comparison: Comparison) -> dict[str, list[list[Cell]]]:
    years = list(comparison.years)
    figures: list[list[Cell]] = [["Figure", "Unit", "Course", *years]]
    differences: list[list[Cell]] = [["Figure", "Unit", f"Less {comparison.courses[0].name}", *years]]
    for figure in comparison.figures:
        unit = COMPARED_FIGURES[figure].unit
        for course in comparison.courses:
            levels = [course.at(figure, year) for year in years]
            if figure in course.levels:
                figures.append([figure, unit, course.name, *(None if each is None else each.value for each in levels)])
            less = [comparison.difference(course, figure, year) for year in years]
            if course is not comparison.courses[0] and any(each is not None for each in less):
                differences.append([figure, unit, course.name, *less])
    sheets = {"year by year": figures, "differences": differences}
    if comparison.accounts:
        sheets |= {"planned and measured": _measured(comparison), "needed by": _needed(comparison)}
    return {
        **sheets,
        "rows": [list(HEADS), *(list(row) for row in comparison_rows(comparison))],
        "not compared": _apart(comparison),
    }


def _measured(comparison: Comparison) -> list[list[Cell]]:
    rows: list[list[Cell]] = [["Figure", "Unit", "Year", "Plan", "Planned", "Measured", "Low", "High", "State"]]
    for each in comparison.verdicts:
        level = each.measured
        numbers = (each.planned, level.value, level.low, level.high)
        rows.append([each.figure, COMPARED_FIGURES[each.figure].unit, each.year, each.plan, *numbers, each.state.value])
    return rows


def _needed(comparison: Comparison) -> list[list[Cell]]:
    """What each plan needs by the last year that was measured, with a column to tick."""
    last = comparison.accounts[-1].years[0]
    rows: list[list[Cell]] = [
        ["What", "Plan", "Decided", "Needed by", "Size", "Unit", "US dollars", "Stands? (yes/no)"]
    ]
    for plan in comparison.plans:
        for each in plan.needed_by(last):
            size = (each.size, each.size_unit, each.investment_usd)
            rows.append([each.title, plan.name, each.decided, each.needed_by, *size, None])
    return rows


def _apart(comparison: Comparison) -> list[list[Cell]]:
    rows: list[list[Cell]] = [["Figure", "Why", "First", "Second", "Of the first", "Of the second"]]
    for each in comparison.unlike:
        rows += [[figure, each.code, each.first, each.second, each.ours, each.theirs] for figure in each.figures]
    for course in comparison.courses:
        rows += [[figure, why, None, course.name, None, None] for figure, why in course.unknown.items()]
    for gap in comparison.gaps:
        rows.append([gap.figure, "gap-of-method", gap.first, gap.second, gap.ours, gap.theirs])
    return rows
