"""Answers of an invented city, made from the example city: other sizes, the same shape, fixed for ever."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

__all__ = ["Size", "Tables", "example_tables", "varied"]

Tables: TypeAlias = dict[str, list[dict[str, str]]]
"""Cells as text by table of the form."""
SCALED: Final[Mapping[str, Mapping[str, str]]] = {
    "strata": {"population": "people"},
    "loads": {"tonnes_t": "collected", "tonnes_low": "collected", "tonnes_high": "collected"},
    "measured_flows": {"t_per_day": "collected", "t_per_day_low": "collected", "t_per_day_high": "collected"},
    "non_household": {"t_per_day": "mass", "t_per_day_low": "mass", "t_per_day_high": "mass"},
    "received": {"t_per_day": "collected", "t_per_day_low": "collected", "t_per_day_high": "collected"},
    "past_deposits": {"tonnes_t": "collected"},
    "disposal_history": {
        "methane_recovered_t_per_year": "collected",
        "methane_recovered_low": "collected",
        "methane_recovered_high": "collected",
    },
    "energy": {"amount_per_year": "mass", "amount_low": "mass", "amount_high": "mass"},
    "picking": {"pickers": "whole"},
    "trucks": {"trips_per_day": "whole"},
    "weighings": {"weight_kg": "rate"},
}
"""Columns that grow with a city, and with what of it."""
YEARS: Final = ("year", "opened_year", "closed_year", "population_year")
ISO_DATE: Final = re.compile(r"^(20\d\d)-(\d\d)-(\d\d)$")
LANDFILL: Final = "LF1"
DUMPSITE: Final = "DS1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How one city and year differs from the example.

    Parameters
    ----------
    people, rate, collected
        Factors of its people, of the waste of each, and of the part that is collected.
    is_controlled
        Whether its landfill keeps what the example's keeps.
    """

    people: float
    rate: float
    collected: float
    is_controlled: bool

    def factor(self, grows_with: str) -> float:
        """Factor of a column."""
        mass = self.people * self.rate
        return {
            "people": self.people,
            "rate": self.rate,
            "mass": mass,
            "collected": mass * self.collected,
            "whole": mass * self.collected,
        }[grows_with]


def example_tables(folder: Path) -> Tables:
    """Tables of an example as they stand in its files."""
    tables: Tables = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            tables[file.stem] = [{k: v for k, v in row.items() if v} for row in csv.DictReader(lines)]
    return tables


def varied(example: Tables, size: Size, *, city: str, iso3: str, year: int) -> Tables:
    """Answers of another city: everything that grows with a city grows, shares and words stay.

    Parameters
    ----------
    example
        The example of a year.
    size
        How the city differs from it.
    city, iso3, year
        What it is called, where it lies, and the year that it reports on; all days move with it.
    """
    years_on = year - int(example["city"][0]["year"])
    made: Tables = {}
    for table, rows in example.items():
        columns = SCALED.get(table, {})
        made[table] = [{name: _cell(name, text, columns, size, years_on) for name, text in row.items()} for row in rows]
    people = sum(int(row["population"]) for row in made["strata"])
    grown = people / int(example["city"][0]["population"])
    made["city"][0] |= {
        "city": city,
        "country_iso3": iso3,
        "population": str(people),
        "population_low": _digits(float(example["city"][0]["population_low"]) * grown),
        "population_high": _digits(float(example["city"][0]["population_high"]) * grown),
    }
    if not size.is_controlled:
        _let_go(made["control"])
    return made


def _cell(name: str, text: str, columns: Mapping[str, str], size: Size, years_on: int) -> str:
    if name in columns:
        value = float(text) * size.factor(columns[name])
        if columns[name] == "people":
            return str(round(value / 100) * 100)
        return str(max(1, round(value))) if columns[name] == "whole" else _digits(value)
    if name in YEARS:
        return str(int(text) + years_on)
    found = ISO_DATE.match(text)
    if found and years_on:
        return _later(date.fromisoformat(text), years_on).isoformat()
    return text


def _later(day: date, years: int) -> date:
    """Return the same day of another year; the last of February has one in every year."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _digits(value: float) -> str:
    """Four digits are more than a city's scales give."""
    return f"{float(f'{value:.4g}'):g}" if abs(value) < 1e5 else str(int(float(f"{value:.4g}")))


def _let_go(control: Sequence[dict[str, str]]) -> None:
    """Let the landfill be kept no better than the dumpsite."""
    states = {row["criterion"]: row["state"] for row in control if row["facility"] == DUMPSITE}
    for row in control:
        if row["facility"] == LANDFILL:
            row["state"] = states.get(row["criterion"], row["state"])
