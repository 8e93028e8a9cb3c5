"""Members of a network by its own definition of zero waste, as data: the two ends, and where they come from."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings

from nagara_web.networks import queries
from nagara_web.networks.zero_waste import CityZeroWaste, network_zero_waste
from nagara_web.opendata.answering import Sheet
from nagara_web.opendata.network_sheets import definition_row
from nagara_web.places import queries as places

__all__ = ["zero_waste_sheet"]

FIELDS: Final = (
    "network",
    "definition",
    "city",
    "name",
    "year",
    "zero_waste_least_frac",
    "least_low_frac",
    "least_high_frac",
    "zero_waste_most_frac",
    "most_low_frac",
    "most_high_frac",
    "is_one_share",
    "is_comparable",
    "target",
    "not_known",
    "not_published",
    "source",
    "permalinks",
)


def zero_waste_sheet(slug: str) -> Sheet:
    """One row a member; without a definition there are none."""
    network = places.network(slug)
    definition = queries.definition_on(network.pk)
    found = network_zero_waste(definition, list(places.members_on(network.pk))) if definition is not None else None
    lines = found.lines if found is not None else ()
    inside = {each.city.pk for each in found.comparable} if found is not None else set()
    rows = tuple(_row(each, slug, definition.code if definition else "", each.city.pk in inside) for each in lines)
    return Sheet(
        title=f"Zero waste by the definition of {network.name}",
        page=f"{settings.SITE_URL}/networks/{slug}/zero-waste/",
        source="Reckoned from published figures; each row names their source",
        rows=rows,
        fields=FIELDS,
        more={"definition": definition_row(definition) if definition else None},
    )


def _row(each: CityZeroWaste, network: str, definition: str, is_comparable: bool) -> dict[str, Any]:
    known, first = each.found, each.first
    least, most = (known.at_least, known.at_most) if known.says_something else (None, None)
    return {
        "network": network,
        "definition": definition,
        "city": each.city.slug,
        "name": each.city.name,
        "year": first.year if first else None,
        "zero_waste_least_frac": least.value if least else None,
        "least_low_frac": least.low if least else None,
        "least_high_frac": least.high if least else None,
        "zero_waste_most_frac": most.value if most else None,
        "most_low_frac": most.low if most else None,
        "most_high_frac": most.high if most else None,
        "is_one_share": known.is_known,
        "is_comparable": is_comparable,
        "target": each.verdict.value if each.verdict else None,
        "not_known": " ".join(known.doubts) or None,
        "not_published": " ".join(known.missing) or None,
        "source": first.source_title if first else None,
        "permalinks": " ".join(f"{settings.SITE_URL}{row.permalink}" for row in each.figures) or None,
    }
