"""Load tables of published numbers and refuse a row that a reader could not check."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import isfinite
from types import MappingProxyType
from typing import Final

from nagara.errors import EvidenceError, UnknownCodeError

FIXED_COLUMNS: Final = ("value", "low", "high", "unit", "source", "locator", "note")
UNITS: Final = frozenset(
    {
        "frac",
        "kg_per_cap_day",
        "t_per_day",
        "t_per_m3",
        "kg_per_day",
        "persons",
        "per_year",
        "frac_per_year",
        "1",
        "level",
        "g_per_kg",
        "g_per_t",
        "kg_per_t",
        "kg_co2e_per_kg",
        "kg_per_mj",
        "mj_per_l",
        "mj_per_kg",
        "l_per_t",
        "l_per_t_km",
        "l_per_km",
        "kg_per_m3",
        "m3_per_t",
        "t_co2e_per_t",
        "years",
        "t",
        "km",
        "t_per_year",
        "usd_per_t",
        "usd_per_t_per_year",
        "usd_per_t_km",
        "usd_per_kwh",
        "usd_per_household",
        "kwh_per_t",
        "per_kt_per_year",
        "m2_per_t_per_year",
        "km_per_h",
        "minutes",
        "hours",
        "per_week",
        "usd",
        "usd_per_h",
        "usd_per_km",
        "usd_per_l",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One published number.

    Parameters
    ----------
    key
        The values of the table's key columns.
    value, low, high
        The number and its range; the table says what the range means.
    unit
        Unit of all three, in the suffix vocabulary.
    source, locator
        Key into :func:`sources` and the page, table or cell there.
    note
        What a reader should know, among it the confidence tag.
    """

    key: tuple[str, ...]
    value: float
    low: float
    high: float
    unit: str
    source: str
    locator: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where published numbers can be read again."""

    key: str
    title: str
    publisher: str
    year: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of published numbers."""

    name: str
    title: str
    key_columns: tuple[str, ...]
    range_means: str
    factors: Mapping[tuple[str, ...], Factor]

    def __getitem__(self, key: str | tuple[str, ...]) -> Factor:
        full = (key,) if isinstance(key, str) else key
        if full not in self.factors:
            known = [" / ".join(k) for k in self.factors]
            raise UnknownCodeError(f"row of evidence table {self.name}", " / ".join(full), known)
        return self.factors[full]


def factor(name: str, *key: str) -> Factor:
    """One number of one table.

    Examples
    --------
    >>> factor("survey_default", "intra_area_correlation").unit
    '1'
    """
    return table(name)[key]


@cache
def sources() -> Mapping[str, Source]:
    """All sources by key."""
    text = (resources.files(__package__) / "sources.toml").read_text("utf-8")
    return MappingProxyType({key: Source(key=key, **entry) for key, entry in tomllib.loads(text).items()})


@cache
def table_names() -> tuple[str, ...]:
    """Names of all tables of numbers."""
    return tuple(_descriptions())


@cache
def table(name: str) -> Table:
    """Read one table.

    Raises
    ------
    EvidenceError
        If a row has no unit, an unknown source, an empty locator, a value outside its range, a
        text where a number belongs, or a key that stands there twice.
    UnknownCodeError
        If there is no such table.
    """
    descriptions = _descriptions()
    if name not in descriptions:
        raise UnknownCodeError("evidence table", name, tuple(descriptions))
    text = (resources.files(__package__) / "tables" / f"{name}.csv").read_text("utf-8")
    return parse_table(name, text, descriptions[name]["title"], descriptions[name]["range"])


def parse_table(name: str, text: str, title: str, range_means: str) -> Table:
    """Turn the text of a CSV file into a table (see :func:`table` for what is refused)."""
    reader = csv.DictReader(text.splitlines())
    columns = tuple(reader.fieldnames or ())
    keys = tuple(column for column in columns if column not in FIXED_COLUMNS)
    if columns != keys + FIXED_COLUMNS:
        raise EvidenceError(name, 1, f"the columns must be keys, then {', '.join(FIXED_COLUMNS)}")
    factors: dict[tuple[str, ...], Factor] = {}
    for line, row in enumerate(reader, start=2):
        key = tuple(row[column] for column in keys)
        if key in factors:
            raise EvidenceError(name, line, f"the key {' / '.join(key)} stands there twice")
        factors[key] = _factor(name, line, key, row)
    return Table(
        name=name,
        title=title,
        key_columns=keys,
        range_means=range_means,
        factors=MappingProxyType(factors),
    )


def _factor(name: str, line: int, key: tuple[str, ...], row: Mapping[str, str]) -> Factor:
    value, low, high = (_number(name, line, column, row[column]) for column in ("value", "low", "high"))
    if not low <= value <= high:
        raise EvidenceError(name, line, f"value {value:g} lies outside its range {low:g} to {high:g}")
    if row["unit"] not in UNITS:
        raise EvidenceError(name, line, f"unit {row['unit']!r} is not in the vocabulary")
    if row["source"] not in sources():
        raise EvidenceError(name, line, f"source {row['source']!r} is not in sources.toml")
    if not row["locator"].strip():
        raise EvidenceError(name, line, "the locator is empty; say the page, table or cell")
    return Factor(
        key=key,
        value=value,
        low=low,
        high=high,
        unit=row["unit"],
        source=row["source"],
        locator=row["locator"],
        note=row["note"] or "",
    )


def _number(name: str, line: int, column: str, text: str) -> float:
    try:
        number = float(text)
    except (TypeError, ValueError):
        raise EvidenceError(name, line, f"{column} holds {text!r}, which is not one number") from None
    if not isfinite(number):
        raise EvidenceError(name, line, f"{column} is not finite")
    return number


@cache
def _descriptions() -> Mapping[str, Mapping[str, str]]:
    text = (resources.files(__package__) / "tables.toml").read_text("utf-8")
    return tomllib.loads(text)
