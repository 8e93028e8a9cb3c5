"""The published cities of nagara's own table of evidence."""

from __future__ import annotations

from collections import defaultdict

from nagara.evidence import table
from nagara.indicators.printed import Printed
from nagara.indicators.published.shares import PublishedCity

__all__ = ["published_table"]


def published_table() -> list[PublishedCity]:
    """The published ASEAN cities, in the order of the table ``published_city``."""
    blocks: dict[tuple[str, str, str], dict[str, dict[str, Printed]]] = defaultdict(lambda: defaultdict(dict))
    for (city, iso3, year, block, figure), row in table("published_city").factors.items():
        printed = Printed(value=row.value, low=row.low, high=row.high)
        blocks[city, iso3, year][block][figure] = printed
    return [
        PublishedCity(
            city=city,
            iso3=iso3,
            year=int(year),
            inputs=parts["inputs"],
            published=parts["published"],
            compositions={point: parts[point] for point in ("household", "disposal") if point in parts},
            materials=parts["materials"],
        )
        for (city, iso3, year), parts in blocks.items()
    ]
