"""``report.json``: the contract between a city's year and everything that reads it.

The same result gives the same bytes: keys are sorted, numbers carry nine significant digits, files
are named without their folders, and no clock is read. ``report.schema.json`` beside this module
says what a reader may rely on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import resources
from math import isfinite
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Final

from nagara.errors import UnreadableFileError
from nagara.findings import Finding, Place
from nagara.indicators.change import Earlier
from nagara.indicators.phrases import Phrase
from nagara.indicators.result import CityYear, Composition, FacilityLine, Figure, NextMeasurement, Provenance, Tier

if TYPE_CHECKING:
    from typing import TypeAlias

    Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"

__all__ = ["FORMAT", "read_report_json", "report_json", "report_schema"]

FORMAT: Final = "nagara-report/1"
"""Name and edition of the contract; the number grows when an old reader would misread a new file."""

SIGNIFICANT_DIGITS: Final = 9
_ENCODER: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, allow_nan=False)


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
    return "{\n" + ",\n".join(f"{_compact(key)}: {_by_line(report[key])}" for key in sorted(report)) + "\n}\n"


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
            figures={name: Figure(name=name, **entry) for name, entry in report["figures"].items()},
            population_basis=report.get("population_basis"),
            variance_by_input=report["variance_by_input"],
            standard_deviations=report["standard_deviations"],
        )
    except KeyError as error:
        raise UnreadableFileError(file, f"the key {error.args[0]!r} is missing", mend) from None
    except (TypeError, ValueError, AttributeError) as error:
        raise UnreadableFileError(file, f"an entry is not what the contract says ({error})", mend) from None


def _report(result: CityYear) -> dict[str, Json]:
    city = result.city
    return {
        "format": FORMAT,
        "city": city.city,
        "country_iso3": city.country_iso3,
        "year": city.year,
        "boundary": city.boundary,
        "boundary_note": city.boundary_note,
        "population": _plain(city.population),
        "population_basis": city.population_basis,
        "is_invented": city.is_invented,
        "tier": result.tier.value,
        "figures": _figures(result.figures),
        "compositions": _compositions(result),
        "strata": _plain(result.strata),
        "inputs": _plain(result.inputs),
        "facilities": [_facility(line) for line in result.facilities],
        "flows": _plain(result.flows),
        "ladder_scenarios": _plain(result.ladder_scenarios),
        "variance_shares": _plain(result.variance_shares),
        "next_measurements": [_next_measurement(entry) for entry in result.next_measurements],
        "changes": _plain(result.changes),
        "ladder_doubts": _plain(result.ladder_doubts),
        "infeasible_frac": _plain(result.infeasible_frac),
        "variance_by_input": _plain(result.variance_by_input),
        "standard_deviations": _plain(result.standard_deviations),
        "not_assessed": list(result.not_assessed),
        "material_flows": _plain(result.material_flows),
        "plastic_leakage": _plain(result.plastic_leakage),
        "greenhouse_gases": _plain(result.greenhouse_gases),
        "findings": [_finding(entry) for entry in result.findings],
        "provenance": _provenance(result.provenance),
    }


def _by_line(value: Json) -> str:
    """One line per entry: short to compare by eye, and quick to write."""
    if isinstance(value, dict) and value:
        return "{\n  " + ",\n  ".join(f"{_compact(key)}: {_compact(value[key])}" for key in sorted(value)) + "\n}"
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(_compact(entry) for entry in value) + "\n]"
    return _compact(value)


def _compact(value: Json) -> str:
    return _ENCODER.encode(value)


def _figures(figures: Mapping[str, Figure]) -> dict[str, Json]:
    return {
        name: {entry.name: _plain(getattr(figure, entry.name)) for entry in fields(figure) if entry.name != "name"}
        for name, figure in figures.items()
    }


def _compositions(result: CityYear) -> dict[str, Json]:
    points: dict[str, Composition | None] = {
        "household": result.household_composition,
        "disposal": result.disposal_composition,
        "city": result.city_composition,
        "household_groups": result.household_groups,
        "disposal_groups": result.disposal_groups,
    }
    return {name: _figures(point.parts) for name, point in points.items() if point is not None}


def _facility(line: FacilityLine) -> dict[str, Json]:
    boxes: dict[str, Json] = {
        str(level): {"ticked": ticked, "printed": printed} for level, (ticked, printed) in line.boxes.items()
    }
    return {**_entries(line), "boxes": boxes}


def _next_measurement(entry: NextMeasurement) -> dict[str, Json]:
    return {**_entries(entry), "gain_frac": _plain(entry.gain_frac)}


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": _place(finding.place),
        "sentence": finding.sentence,
        "remedy": finding.remedy,
        "values": _plain(finding.values),
    }


def _place(place: Place | None) -> dict[str, Json] | None:
    if place is None:
        return None
    return {**_entries(place), "file": _file_name(place.file)}


def _provenance(provenance: Provenance) -> dict[str, Json]:
    inputs = sorted((_file_name(name), digest) for name, digest in provenance.inputs.items())
    return {
        **_entries(provenance),
        "inputs": [{"file": name, "sha256": digest} for name, digest in inputs],
    }


def _file_name(path: str) -> str:
    return re.split(r"[\\/]", path)[-1]


def _entries(value: object) -> dict[str, Json]:
    """Name the fields of one frozen value."""
    kind: type = type(value)
    return {name: _plain(getattr(value, name)) for name in _field_names(kind)}


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(entry.name for entry in fields(kind)) if is_dataclass(kind) and kind is not Phrase else ()


def _plain(value: object) -> Json:
    """Turn frozen values into what JSON knows, numbers to nine significant digits."""
    kind: type = type(value)  # the most frequent come first; the patterns below ask abstract classes
    if kind is float:
        return _rounded(value)  # type: ignore[arg-type]
    if kind is str or value is None:
        return value  # type: ignore[return-value]
    if _field_names(kind):
        return _entries(value)
    match value:
        case bool():
            return value
        case Phrase():
            return str(value)
        case Enum():
            return str(value.value)
        case str():
            return value
        case date():
            return value.isoformat()
        case Integral():
            return int(value)
        case Real():
            return _rounded(float(value))
        case Mapping():
            return {str(key): _plain(entry) for key, entry in value.items()}
        case tuple() | list():
            return [_plain(entry) for entry in value]
        case _:
            msg = f"{kind.__name__} has no place in a report"
            raise TypeError(msg)


def _rounded(value: float) -> float:
    if not isfinite(value):
        msg = f"{value} cannot stand in a report; an absent figure is None"
        raise ValueError(msg)
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}") + 0.0
