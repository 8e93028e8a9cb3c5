"""The climate chapter: greenhouse gases of a city's waste in a year, by source, by site and by line.

Methane of disposal sites by first-order decay after the 2019 refinement, warming potentials of AR5,
draw by draw on the account. The 2006 guidelines and the methane commitment stand beside the total
and are never added to it; black carbon, carbon dioxide of plants and what is avoided elsewhere
stand apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.emissions.city_inventory import city_inventory
from nagara.emissions.gases import warming_potentials
from nagara.indicators.chapter import Chapter
from nagara.indicators.chapter_account import both, sorted_waste, taken_by_lines
from nagara.indicators.greenhouse_gases.beside import other_edition
from nagara.indicators.greenhouse_gases.doubts import gas_defaults, gas_findings, gas_sources, line_notations
from nagara.indicators.greenhouse_gases.model import (
    EDITION,
    GasModel,
    drawn_decay,
    not_needed,
    plug_in_decay,
)
from nagara.indicators.greenhouse_gases.printed import full, printed_gases
from nagara.indicators.greenhouse_gases.sources import pasts_of
from nagara.indicators.published.draws import ChapterDraws
from nagara.uncertainty.published_number import at_plug_in

if TYPE_CHECKING:
    from nagara.indicators.chapter import YearDraws
    from nagara.indicators.greenhouse_gases.result import GreenhouseGases

__all__ = ["greenhouse_gases"]

POTENTIALS: Final = "AR5"
CLIMATE_NOT_KNOWN: Final = "tropical-wet"
"""Zone of the member cities of the network, where nobody said another."""


def greenhouse_gases(year: YearDraws) -> Chapter[GreenhouseGases]:
    """Write the climate chapter of a city's year.

    Parameters
    ----------
    year
        The account, at its plug-in values and draw by draw.

    Returns
    -------
    Chapter
        Without figures where no waste was sorted.
    """
    (plug_amounts, plug_shares), (amounts, shares) = both(year)
    plug_waste, waste = sorted_waste(plug_shares), sorted_waste(shares)
    if plug_waste is None or waste is None:
        return Chapter()
    records = year.examination.records
    city = GasModel(
        records=records,
        lines=taken_by_lines(year.examination),
        pasts=pasts_of(records, plug_amounts),
        climate=records.city.climate_zone or CLIMATE_NOT_KNOWN,
        potentials=warming_potentials(POTENTIALS),
    )
    draw = ChapterDraws(year, at_value=not_needed(city.lines))
    sources = city.sources(plug_amounts, plug_waste, at_plug_in, plug_in_decay(EDITION, city.climate))
    inventory = city_inventory(sources.waste, at_plug_in, city.options(EDITION), notations=line_notations(sources))
    entries = (entry for line in inventory.inventory.lines.values() for entry in line.entries)
    plug_in = city.of_entries(sources, entries)
    drawn = city.gases(amounts, waste, draw, drawn_decay(EDITION, city.climate, year.draws, year.seed), EDITION)
    values = plug_in.figures(plug_amounts.population, at_plug_in)
    rows = full(drawn.figures(amounts.population, draw), year.draws)
    beside = other_edition(year, city, (plug_in, plug_amounts, plug_waste), (drawn, amounts, waste), draw)
    return Chapter(
        printed=printed_gases(year, city, plug_in, drawn, beside, draw, waste, inventory),
        plug_in={name: float(row[0]) for name, row in values.items()},
        draws=rows,
        sources=gas_sources(year, city),
        findings=gas_findings(city, inventory, drawn, waste),
        defaults=gas_defaults(city, plug_in),
    )
