"""Scenarios as data: ``scenario.json`` for programs, ``scenario.csv`` for a spreadsheet.

The same study gives the same bytes: keys in a fixed order, nine significant digits, no clock.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from nagara.pathways.difference import QUANTILES
from nagara.reports.file_numbers import file_number
from nagara.version import VERSION

if TYPE_CHECKING:
    from nagara.findings import Finding
    from nagara.pathways.difference import Band, Bands
    from nagara.pathways.scenario import Change, Scenario
    from nagara.pathways.study import Study

__all__ = ["FORMAT", "scenario_csv", "scenario_json"]

FORMAT: Final = "nagara-scenario/1"
"""Name and edition of the contract; the number grows when an old reader would misread a new file."""
QUANTILE_NAMES: Final = tuple(f"q{quantile * 100:g}".replace(".", "_") for quantile in QUANTILES)
_FIELDS: Final = (
    "what",
    "of_which",
    "facility",
    "facility_name",
    "from_year",
    "until_year",
    "ramp_years",
    "value",
    "low",
    "high",
    "range_is",
    "unit",
    "source",
)


def scenario_json(study: Study) -> str:
    """Write scenarios as one JSON object with a newline at its end.

    Parameters
    ----------
    study
        The scenarios beside their baseline.
    """
    city = study.city
    content = {
        "format": FORMAT,
        "city": city.city,
        "country_iso3": city.country_iso3,
        "is_invented": city.is_invented,
        "year_of_records": city.year,
        "years": list(study.years),
        "gwp": study.potentials.edition,
        "gwp_horizon_years": study.potentials.horizon_years,
        "guidelines": study.edition,
        "draws": study.draws,
        "draws_kept": study.kept,
        "seed": study.seed,
        "nagara": VERSION,
        "inputs": dict(study.digests),
        "default_growth": [
            {"name": each.name, "value": each.value, "low": each.low, "high": each.high} for each in study.growth
        ],
        "plan": [_change(change) for change in study.plan.changes] if study.plan else None,
        "baseline": _figures(study.baseline),
        "scenarios": [
            {
                **_scenario(scenario),
                "figures": _figures(each.levels),
                "differences": _figures(each.differences),
            }
            for scenario, each in zip(study.scenarios, study.differences, strict=True)
        ],
        "findings": [_finding(finding) for finding in study.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def scenario_csv(study: Study) -> str:
    """Write scenarios as a table: one row for each scenario, figure and year, and one for the sum of the years.

    Parameters
    ----------
    study
        The scenarios beside their baseline.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    ends = [f"{what}_{end}" for what in ("baseline", "value", "difference") for end in ("low", "high")]
    heads = ["baseline", *ends[:2], "value", *ends[2:4], "difference", *ends[4:]]
    writer.writerow(["scenario", "figure", "year", *heads, "reduction_frac"])
    for each in study.differences:
        for name, difference in each.differences.items():
            rows = (study.baseline[name], each.levels[name], difference)
            for at, year in enumerate(study.years):
                writer.writerow([each.scenario, name, year, *_cells([bands.by_year[at] for bands in rows])])
            writer.writerow([each.scenario, name, "sum", *_cells([bands.in_all for bands in rows])])
    return out.getvalue()


def _cells(bands: list[Band]) -> Iterator[float]:
    for band in bands:
        yield from (file_number(band.value), file_number(band.low), file_number(band.high))
    yield file_number(bands[-1].reduction_frac)


def _figures(figures: Mapping[str, Bands]) -> dict[str, Any]:
    return {
        name: {"by_year": [_band(band) for band in bands.by_year], "sum": _band(bands.in_all)}
        for name, bands in figures.items()
    }


def _band(band: Band) -> dict[str, float]:
    ends = dict(zip(QUANTILE_NAMES, map(file_number, band.quantiles), strict=True))
    return {"value": file_number(band.value), **ends, "below_zero_frac": file_number(band.reduction_frac)}


def _scenario(scenario: Scenario) -> dict[str, Any]:
    return {"scenario": scenario.name, "changes": [_change(change) for change in scenario.changes]}


def _change(change: Change) -> dict[str, Any]:
    return {name: getattr(change, name) for name in _FIELDS if getattr(change, name) is not None}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sentence": finding.sentence,
        "remedy": finding.remedy,
        "place": str(finding.place) if finding.place else None,
    }
