"""A figure as data: the same fields in JSON, CSV and the API, in one order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings

from nagara_web.figures.published_values import moment
from nagara_web.figures.queries import FigureRow

__all__ = ["FIELDS", "Record", "record_of", "records_of_values"]

Record = dict[str, Any]

FIELDS: Final[dict[str, str]] = {
    "figure": "figure_id",
    "version": "number",
    "city": "city_slug",
    "city_name": "city_name",
    "country": "country_iso3",
    "country_name": "country_name",
    "indicator": "indicator_code",
    "indicator_name": "indicator_name",
    "year": "year",
    "value": "value",
    "low": "low",
    "high": "high",
    "unit": "unit",
    "interval_level_frac": "level_frac",
    "standard_deviation": "standard_deviation",
    "notation_key": "notation_key",
    "answer": "answer",
    "method": "method",
    "boundary": "boundary",
    "population_persons": "population_persons",
    "population_basis": "population_basis",
    "population_year": "population_year",
    "source": "source_slug",
    "source_title": "source_title",
    "source_url": "source_url",
    "licence": "source_licence",
    "is_own_round": "is_own_round",
    "is_invented": "is_invented",
    "published_at": "published_at",
}
"""Field of the data by name, and where it stands in a row. Value, interval and standard deviation are in the
unit at the end of the indicator's code; ``permalink`` follows them."""


def record_of(row: FigureRow) -> Record:
    """One figure from a row that a page shows."""
    record = {field: getattr(row, name) for field, name in FIELDS.items()}
    record["permalink"] = f"{settings.SITE_URL}{row.permalink}"
    return record


def records_of_values(found: Iterable[tuple[Any, ...]]) -> list[Record]:
    """Figures from the values of :data:`FIELDS` as the database has them, without an object for each."""
    start = f"{settings.SITE_URL}/figures/"
    records = []
    for values in found:
        record = dict(zip(FIELDS, values, strict=False))
        record["is_invented"] = bool(record["is_invented"])
        record["published_at"] = moment(record["published_at"])
        record["permalink"] = f"{start}{record['figure']}/"
        records.append(record)
    return records
