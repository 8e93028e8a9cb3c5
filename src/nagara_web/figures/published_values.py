"""Read many published figures as bare values: one lean statement, no object for a row or a column.

The API answers with hundreds of rows at a time, many times a second. A query set would take longer to be
compiled than the database takes to answer it, so that the statement stands here as it is sent; both
databases understand it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection

__all__ = ["SQL_OF", "moment", "published_values"]

SQL_OF: Final = {
    "figure_id": "f.id",
    "number": "v.number",
    "city_slug": "c.slug",
    "city_name": "c.name",
    "country_iso3": "k.iso3",
    "country_name": "k.name",
    "indicator_code": "i.code",
    "indicator_name": "i.name",
    "unit": "i.unit",
    "year": "f.year",
    "value": "v.value",
    "low": "v.low",
    "high": "v.high",
    "level_frac": "v.level_frac",
    "standard_deviation": "v.standard_deviation",
    "notation_key": "v.notation_key",
    "answer": "v.answer",
    "method": "v.method",
    "boundary": "v.boundary",
    "population_persons": "v.population_persons",
    "population_basis": "v.population_basis",
    "population_year": "v.population_year",
    "source_slug": "s.slug",
    "source_title": "s.title",
    "source_url": "s.url",
    "source_licence": "s.licence",
    "is_own_round": "s.is_own_round",
    "is_invented": "(c.is_invented OR s.is_invented)",
    "published_at": "v.published_at",
}
"""Field of :class:`nagara_web.figures.queries.FigureRow` and how the database is asked for it."""
STATEMENT: Final = """
SELECT {columns}
FROM (
    SELECT f.id, f.city_id, f.indicator_id, f.year, f.source_id, f.current_id
    FROM figures_figure f JOIN figures_figureversion v ON v.id = f.current_id
    WHERE v.status = 'published'{conditions}
    ORDER BY f.id LIMIT %s
) f
JOIN figures_figureversion v ON v.id = f.current_id
JOIN places_city c ON c.id = f.city_id
JOIN places_country k ON k.iso3 = c.country_id
JOIN figures_indicator i ON i.id = f.indicator_id
JOIN figures_source s ON s.id = f.source_id
ORDER BY f.id
"""
"""The figures are chosen first: PostgreSQL then plans two small statements, which is quicker than one large one."""
LARGEST: Final = 2**63 - 1
"""The databases know no larger number, and no figure has one."""
CONDITIONS: Final = {
    "city": "f.city_id = (SELECT id FROM places_city WHERE slug = %s)",
    "country": "f.city_id IN (SELECT id FROM places_city WHERE country_id = %s)",
    "indicator": "f.indicator_id = (SELECT id FROM figures_indicator WHERE code = %s)",
    "year": "f.year = %s",
    "source": "f.source_id = (SELECT id FROM figures_source WHERE slug = %s)",
    "after": "f.id > %s",
}


def published_values(
    fields: Iterable[str],
    *,
    city: str = "",
    country: str = "",
    indicator: str = "",
    year: int | None = None,
    source: str = "",
    city_ids: Sequence[int] | None = None,
    after: int | None = None,
    limit: int,
) -> list[tuple[Any, ...]]:
    """Values of the versions that stand, by figure, which is an order that never changes.

    Parameters
    ----------
    fields
        Names in :data:`SQL_OF`. Moments come as the database has them: see :func:`moment`.
    city, country, indicator, year, source, city_ids
        As for :func:`nagara_web.figures.queries.figures`.
    after
        Only figures with a larger number.
    limit
        How many at most.
    """
    asked = {
        "city": city or None,
        "country": country or None,
        "indicator": indicator or None,
        "year": year,
        "source": source or None,
        "after": after,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    if any(isinstance(value, int) and abs(value) > LARGEST for value in given.values()):
        return []
    conditions = [CONDITIONS[name] for name in given]
    if city_ids is not None:
        conditions.append(f"f.city_id IN ({', '.join(str(int(each)) for each in city_ids) or 'NULL'})")
    statement = STATEMENT.format(
        columns=", ".join(_column(each) for each in fields),
        conditions="".join(f" AND {each}" for each in conditions),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given.values(), limit])
        return list(cursor.fetchall())


def _column(field: str) -> str:
    """A field as its database is asked for it; a moment without its zone is read by C, one with it by Python."""
    zone = " AT TIME ZONE 'UTC'" if field == "published_at" and connection.vendor == "postgresql" else ""
    return SQL_OF[field] + zone


def moment(value: datetime) -> datetime:
    """A moment with its zone: they come in universal time and do not say so.

    Examples
    --------
    >>> moment(datetime(2026, 11, 1)).isoformat()
    '2026-11-01T00:00:00+00:00'
    """
    return value if value.tzinfo else value.replace(tzinfo=UTC)
