"""The balanced flows of every layer as a CSV table, with a Data Package that says what its columns mean."""

from __future__ import annotations

import csv
import json
from dataclasses import fields
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nagara.errors import UnreadableFileError
from nagara.exchange.formula_guard import guarded
from nagara.indicators.flow_rows import FlowRow

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear

__all__ = ["COLUMNS", "flows_package", "flows_table", "write_flows"]

COLUMNS: Final = {
    "flow": ("string", "Name of the flow."),
    "source": ("string", "Point, facility or own place that it leaves; outside lies beyond the boundary."),
    "target": ("string", "Point, facility or own place that it reaches."),
    "layer": ("string", "wet-mass, a category of sorted waste, plastic, or carbon (in tonnes of carbon)."),
    "role": ("string", "flow, stock (what stays at the target) or measurement (a further one of other rows)."),
    "measured_t_per_day": ("number", "What was measured; empty where it was not."),
    "measured_low": ("number", "Lower end of the measurement's range, t/day."),
    "measured_high": ("number", "Upper end of the measurement's range, t/day."),
    "t_per_day": ("number", "What balances; empty where the measurements do not tell it."),
    "low": ("number", "Lower end of its interval, t/day."),
    "high": ("number", "Upper end of its interval, t/day."),
    "status": ("string", "measured, measured-and-checked, computed, not-observable or fixed."),
    "correction_sd": ("number", "How far balancing moved the measurement, in its standard deviations."),
}
"""Type and meaning of every column, in their order."""

_SIGNIFICANT: Final = 9


def flows_table(result: CityYear) -> str:
    """Write the flows of every layer as CSV (RFC 4180), one row for each flow of each layer.

    Parameters
    ----------
    result
        The account of the year.

    Raises
    ------
    UnreadableFileError
        If no flows were balanced, because no facility has a tonnage.
    """
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in _rows(result):
        writer.writerow([_cell(getattr(row, entry.name)) for entry in fields(FlowRow)])
    return text.getvalue()


def flows_package(result: CityYear) -> dict[str, Any]:
    """Describe the table as a Data Package."""
    city = result.city
    level = result.material_flows.level if result.material_flows else 0.95
    warning = " An invented example, not a real city." if city.is_invented else ""
    return {
        "profile": "data-package",
        "name": "flows",
        "title": f"{city.city} {city.year}: flows of municipal waste",
        "description": f"Balanced flows by layer in tonnes per day; intervals hold {level:g} of the draws.{warning}",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "flows",
                "path": "flows.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
                "schema": {
                    "fields": [
                        {"name": name, "type": kind, "description": meaning}
                        for name, (kind, meaning) in COLUMNS.items()
                    ],
                    "missingValues": [""],
                    "primaryKey": ["flow", "layer", "role"],
                },
            }
        ],
    }


def write_flows(result: CityYear, folder: Path) -> tuple[Path, ...]:
    """Write ``flows.csv`` and its ``datapackage.json`` into a folder.

    Parameters
    ----------
    result
        The account of the year.
    folder
        Where to write; it has to exist.
    """
    table, package = folder / "flows.csv", folder / "datapackage.json"
    table.write_bytes(flows_table(result).encode())
    package.write_bytes((json.dumps(flows_package(result), ensure_ascii=False, indent=1) + "\n").encode())
    return table, package


def _rows(result: CityYear) -> tuple[FlowRow, ...]:
    if result.material_flows is None:
        why = "no facility has a tonnage, so no flow can be told"
        raise UnreadableFileError(result.city.city, why, "Write down what one facility receives.")
    return result.material_flows.rows


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else f"{value:.{_SIGNIFICANT}g}"
