"""The city table that is handed on, made from the account as it was signed."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from typing import Any, Final

from nagara.exchange.formula_guard import guarded
from nagara.exchange.statistics_office import NOTES, city_table
from nagara.indicators.result import CityYear, Composition, FacilityLine, Figure, Provenance, Tier
from nagara.reports.precision import shown
from nagara.waste.records import City
from nagara_web.answers.queries import AnswerResult, ResultFigure
from nagara_web.rounds.models import Handing, Report

__all__ = ["table_for"]

COLUMNS: Final = ("city", "country", "line", "unit", "year", "value", "low", "high", "interval", "notes")
AS_STATED: Final = "3"
OF_THE_DRAWS: Final = "2"
"""Notes of the table that say what low and high are."""


def table_for(recipient: str, report: Report, result: AnswerResult) -> str:
    """Write the table for a recipient as CSV.

    Parameters
    ----------
    recipient
        A statistics office gets the lines of its questionnaire, UN-Habitat the figures around SDG 11.6.1.
    report
        With its round and city.
    result
        The account that was signed.
    """
    rows = _for_statistics(result) if recipient == Handing.Recipient.STATISTICS_OFFICE else _for_un_habitat(result)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    place = (guarded(report.city.name), report.city.country_id)
    writer.writerows((*place, *row) for row in rows)
    return text.getvalue()


def _for_statistics(result: AnswerResult) -> list[tuple[Any, ...]]:
    lines = city_table(_city_year(result))
    notes = sorted({note for line in lines for note in line.footnotes})
    rows: list[tuple[Any, ...]] = [
        (
            each.line,
            each.unit,
            each.year,
            *_digits(each.value, each.low, each.high),
            _kind_of_interval(each.footnotes),
            " ".join(each.footnotes),
        )
        for each in lines
    ]
    return [*rows, *((f"note {number}: {NOTES[number]}", *[""] * 7) for number in notes)]


def _kind_of_interval(footnotes: Collection[str]) -> str:
    return "95 %" if OF_THE_DRAWS in footnotes else "as stated" if AS_STATED in footnotes else ""


def _for_un_habitat(result: AnswerResult) -> list[tuple[Any, ...]]:
    year = result.report.get("year", "")
    return [
        (
            each.code,
            each.unit,
            year,
            *_digits(each.value, each.low, each.high),
            _level(each),
            each.notation_key or guarded(each.method_note),
        )
        for each in result.figures.values()
        if not each.is_own
    ]


def _level(figure: ResultFigure) -> str:
    if figure.low is None:
        return ""
    return f"{figure.level_frac * 100:g} %" if figure.level_frac is not None else "as stated"


def _digits(value: float | None, low: float | None, high: float | None) -> tuple[str, str, str]:
    """Value and ends to the digit that the interval supports, as on every page and paper."""
    if value is None:
        return ("", "", "")
    seen = shown(value, low, high)
    return (
        f"{seen.value:.{seen.decimals}f}",
        "" if seen.low is None else f"{seen.low:.{seen.decimals}f}",
        "" if seen.high is None else f"{seen.high:.{seen.decimals}f}",
    )


def _city_year(result: AnswerResult) -> CityYear:
    """As much of the account as the table reads, taken back from ``report.json``."""
    report = result.report
    return CityYear(
        city=City(
            city=report["city"],
            country_iso3=report["country_iso3"],
            year=report["year"],
            boundary=report["boundary"],
            population=report["population"],
            population_basis=report.get("population_basis"),
            population_year=result.population_year,
            is_invented=report["is_invented"],
        ),
        tier=Tier(report["tier"]),
        figures=_figures(report["figures"]),
        household_composition=_composition(report, "household"),
        disposal_composition=_composition(report, "disposal"),
        city_composition=_composition(report, "city"),
        facilities=tuple(_facility(each) for each in report["facilities"]),
        flows=(),
        ladder_scenarios=(),
        variance_shares=(),
        next_measurements=(),
        changes=(),
        infeasible_frac=report["infeasible_frac"],
        findings=(),
        provenance=Provenance(inputs={}, defaults=(), versions={}, seed=0, draws=0),
    )


def _figures(figures: Mapping[str, Mapping[str, Any]]) -> dict[str, Figure]:
    return {name: Figure(name=name, **entry) for name, entry in figures.items()}


def _composition(report: Mapping[str, Any], point: str) -> Composition | None:
    parts = report["compositions"].get(point)
    return None if parts is None else Composition(point=point, parts=_figures(parts))


def _facility(line: Mapping[str, Any]) -> FacilityLine:
    needed = ("facility", "name", "kind", "operator", "received_t_per_day", "counted_t_per_day", "level")
    return FacilityLine(**{name: line[name] for name in needed}, is_controlled=line["is_controlled"], boxes={})
