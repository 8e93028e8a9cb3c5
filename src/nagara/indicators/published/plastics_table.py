"""The published plastic leakage of nagara's own table of evidence."""

from __future__ import annotations

from collections import defaultdict

from nagara.evidence import table
from nagara.indicators.published.plastics import PublishedPlastics
from nagara.waste.plastics import STAGES

__all__ = ["published_plastics_table"]


def published_plastics_table() -> list[PublishedPlastics]:
    """The published ASEAN cities, in the order of the table ``published_plastics``."""
    blocks: dict[tuple[str, str, str], dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for (city, iso3, year, block, figure), row in table("published_plastics").factors.items():
        blocks[city, iso3, year][block][figure] = row.value
    return [
        PublishedPlastics(
            city=city,
            country=iso3,
            year=int(year),
            inputs=parts["inputs"],
            factors={stage: parts["factors"].get(stage) for stage in STAGES},
            unmanaged_plastic_t_per_year=parts["published"].get("unmanaged_plastic_t_per_year"),
            source_shares=parts["source_shares"],
        )
        for (city, iso3, year), parts in blocks.items()
    ]
