"""``report.json``: the contract between a city's year and everything that reads it.

The same result gives the same bytes: keys are sorted, numbers carry nine significant digits, files
are named without their folders, and no clock is read. ``report.schema.json`` beside this module
says what a reader may rely on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import isfinite
from typing import Any, Final

from nagara.errors import UnreadableFileError
from nagara.findings import Finding, Place
from nagara.indicators.change import Earlier
from nagara.indicators.result import CityYear, Composition, FacilityLine, Figure, NextMeasurement, Provenance, Tier
from nagara.reports.json_text import ByName, entries, json_lines, json_text

__all__ = ["FORMAT", "read_report_json", "report_json", "report_schema"]

FORMAT: Final = "nagara-report/1"
"""Name and edition of the contract; the number grows when an old reader would misread a new file."""


def report_json(result: CityYear) -> str:
    """Write the account of a city's year as JSON.

    Parameters
    ----------
    result
        The account.

    Returns
    -------
    str
        One JSON object, keys sorted, with a newline at its end.

    Raises
    ------
    ValueError
        If a number is not finite: an absent figure is ``None`` and says why, it is never NaN.
    """
    report = _report(result)
    return "{\n" + ",\n".join(f"{json_text(key)}: {json_lines(report[key])}" for key in sorted(report)) + "\n}\n"


@cache
def report_schema() -> Mapping[str, Any]:
    """The JSON Schema (2020-12) that every ``report.json`` satisfies."""
    schema: dict[str, Any] = json.loads((resources.files(__package__) / "report.schema.json").read_text("utf-8"))
    return schema


def read_report_json(text: str, *, file: str = "report.json") -> Earlier:
    """Read back what a later year compares itself with.

    Parameters
    ----------
    text
        What :func:`report_json` wrote.
    file
        Name of the file, for the message if it cannot be read.

    Raises
    ------
    UnreadableFileError
        If the text is not a report of this edition.
    """
    mend = "Give the report.json that nagara wrote for the earlier year."
    try:
        report = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableFileError(file, f"it is not JSON (line {error.lineno}: {error.msg})", mend) from None
    if not isinstance(report, dict) or report.get("format") != FORMAT:
        raise UnreadableFileError(file, f"it does not say {FORMAT!r} as its format", mend)
    try:
        return Earlier(
            city=report["city"],
            country_iso3=report["country_iso3"],
            year=int(report["year"]),
            boundary=report["boundary"],
            tier=Tier(report["tier"]),
            figures={name: _figure(name, entry) for name, entry in report["figures"].items()},
            population_basis=report.get("population_basis"),
            variance_by_input=report["variance_by_input"],
            standard_deviations=report["standard_deviations"],
        )
    except KeyError as error:
        raise UnreadableFileError(file, f"the key {error.args[0]!r} is missing", mend) from None
    except (TypeError, ValueError, AttributeError) as error:
        raise UnreadableFileError(file, f"an entry is not what the contract says ({error})", mend) from None


def _figure(name: str, entry: Mapping[str, Any]) -> Figure:
    """A figure read back; what stands for a number has to be one."""
    figure = Figure(name=name, **entry)
    for number in (figure.value, figure.low, figure.high):
        if number is not None and not isfinite(number):
            raise ValueError(f"{name}: {number} is no number")
    return figure


def _report(result: CityYear) -> dict[str, object]:
    city = result.city
    return {
        "format": FORMAT,
        "city": city.city,
        "country_iso3": city.country_iso3,
        "year": city.year,
        "boundary": city.boundary,
        "boundary_note": city.boundary_note,
        "population": city.population,
        "population_basis": city.population_basis,
        "is_invented": city.is_invented,
        "tier": result.tier.value,
        "figures": ByName(result.figures),
        "compositions": _compositions(result),
        "strata": result.strata,
        "inputs": result.inputs,
        "facilities": [_facility(line) for line in result.facilities],
        "flows": result.flows,
        "ladder_scenarios": result.ladder_scenarios,
        "variance_shares": result.variance_shares,
        "next_measurements": [_next_measurement(entry) for entry in result.next_measurements],
        "changes": result.changes,
        "ladder_doubts": result.ladder_doubts,
        "infeasible_frac": result.infeasible_frac,
        "variance_by_input": result.variance_by_input,
        "standard_deviations": result.standard_deviations,
        "not_assessed": list(result.not_assessed),
        "material_flows": result.material_flows,
        "plastic_leakage": result.plastic_leakage,
        "greenhouse_gases": result.greenhouse_gases,
        "findings": [_finding(entry) for entry in result.findings],
        "provenance": _provenance(result.provenance),
    }


def _compositions(result: CityYear) -> dict[str, object]:
    points: dict[str, Composition | None] = {
        "household": result.household_composition,
        "disposal": result.disposal_composition,
        "city": result.city_composition,
        "household_groups": result.household_groups,
        "disposal_groups": result.disposal_groups,
    }
    return {name: ByName(point.parts) for name, point in points.items() if point is not None}


def _facility(line: FacilityLine) -> dict[str, object]:
    boxes: dict[str, object] = {
        str(level): {"ticked": ticked, "printed": printed} for level, (ticked, printed) in line.boxes.items()
    }
    return {**entries(line), "boxes": boxes}


def _next_measurement(entry: NextMeasurement) -> dict[str, object]:
    return {**entries(entry), "gain_frac": entry.gain_frac}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": _place(finding.place),
        "sentence": finding.sentence,
        "remedy": finding.remedy,
        "values": finding.values,
    }


def _place(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    return {"file": _file_name(place.file), "sheet": place.sheet, "row": place.row, "column": place.column}


def _provenance(provenance: Provenance) -> dict[str, object]:
    inputs = sorted((_file_name(name), digest) for name, digest in provenance.inputs.items())
    return {
        **entries(provenance),
        "inputs": [{"file": name, "sha256": digest} for name, digest in inputs],
    }


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
