"""A comparison as data: ``comparison.json`` for programs, and the rows of its tables.

The same comparison gives the same bytes: keys in a fixed order, nine significant digits, no clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from nagara.pathways.least_cost.comparison.course import COMPARED_FIGURES
from nagara.pathways.least_cost.comparison.plan_course import plan_course
from nagara.reports.file_numbers import file_number
from nagara.reports.plans.data import plan_json
from nagara.version import VERSION

if TYPE_CHECKING:
    from nagara.pathways.least_cost.comparison.course import Course, Level
    from nagara.pathways.least_cost.comparison.side_by_side import Comparison
    from nagara.pathways.least_cost.study import PlanStudy

__all__ = ["FORMAT", "HEADS", "comparison_json", "comparison_rows", "study_course"]

FORMAT: Final = "nagara-comparison/1"
"""Name and edition of the contract; the number grows when an old reader would misread a new file."""
HEADS: Final = ("figure", "unit", "year", "course", "kind", "value", "low", "high", "less_first")


def study_course(study: PlanStudy, name: str) -> Course:
    """The course of a plan that was just worked out: what its file says.

    Parameters
    ----------
    study
        The plan.
    name
        What it is called.
    """
    return plan_course(json.loads(plan_json(study)), name)


def comparison_json(comparison: Comparison) -> str:
    """Write a comparison as one JSON object with a newline at its end.

    Parameters
    ----------
    comparison
        The courses.
    """
    basis = comparison.courses[0].basis
    content = {
        "format": FORMAT,
        "city": basis.city,
        "country_iso3": basis.country_iso3,
        "is_invented": basis.is_invented,
        "nagara": VERSION,
        "first": comparison.courses[0].name,
        "promised": list(comparison.promised),
        "courses": [_course(comparison, each) for each in comparison.courses],
        "measured": [
            {
                "plan": each.plan,
                "year": each.year,
                "figure": each.figure,
                "planned": file_number(each.planned),
                "measured": _level(each.measured),
                "state": each.state.value,
            }
            for each in comparison.verdicts
        ],
        "not_compared": [
            {
                "why": each.code,
                "first": each.first,
                "second": each.second,
                "ours": each.ours,
                "theirs": each.theirs,
                "figures": list(each.figures),
            }
            for each in comparison.unlike
        ],
        "gaps_of_method": [
            {
                "figure": each.figure,
                "year": each.year,
                "first": each.first,
                "second": each.second,
                "ours": file_number(each.ours),
                "theirs": file_number(each.theirs),
            }
            for each in comparison.gaps
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _course(comparison: Comparison, course: Course) -> dict[str, Any]:
    basis = course.basis
    out: dict[str, Any] = {
        "name": course.name,
        "kind": course.kind.value,
        "year_of_records": basis.records_year,
        "boundary": basis.boundary,
        "population_basis": basis.population_basis,
        "cuts_against": basis.base_year,
        "gwp": basis.gwp,
        "guidelines": basis.guidelines,
        "price_year": basis.price_year,
        "currency": basis.currency,
        "years": list(course.years),
        "figures": {code: [_level(level) for level in levels] for code, levels in course.levels.items()},
        "less_first": _less_first(comparison, course),
        "not_known": dict(course.unknown),
    }
    if course.made is not None:
        out["discounted_usd"] = file_number(course.made.discounted_usd)
        out["promises"] = [{"promise": str(each.promise), "is_kept": each.is_kept} for each in course.made.promised]
        out["needed"] = [
            {
                "title": each.title,
                "facility": each.facility,
                "decided": each.decided,
                "needed_by": each.needed_by,
                "size": file_number(each.size),
                "size_unit": each.size_unit,
                "investment_usd": file_number(each.investment_usd),
            }
            for each in course.needed_by(course.years[-1])
        ]
    return out


def _less_first(comparison: Comparison, course: Course) -> dict[str, list[float | None]]:
    if course is comparison.courses[0]:
        return {}
    found = {figure: [comparison.difference(course, figure, year) for year in course.years] for figure in course.levels}
    return {
        figure: [None if value is None else file_number(value) for value in values]
        for figure, values in found.items()
        if any(value is not None for value in values)
    }


def comparison_rows(comparison: Comparison) -> Iterator[tuple[str | int | float | None, ...]]:
    """One row for each figure, year and course, with the columns :data:`HEADS`.

    Parameters
    ----------
    comparison
        The courses.
    """
    for figure in comparison.figures:
        for year in comparison.years:
            for course in comparison.courses:
                level = course.at(figure, year)
                if level is None:
                    continue
                less = None if course is comparison.courses[0] else comparison.difference(course, figure, year)
                numbers = (
                    None if each is None else file_number(each) for each in (level.value, level.low, level.high, less)
                )
                yield figure, COMPARED_FIGURES[figure].unit, year, course.name, course.kind.value, *numbers


def _level(level: Level) -> dict[str, float]:
    ends = {"low": level.low, "high": level.high}
    return {"value": file_number(level.value)} | {
        name: file_number(end) for name, end in ends.items() if end is not None
    }
