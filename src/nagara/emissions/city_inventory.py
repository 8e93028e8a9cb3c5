"""All gases of a city's waste in a year, put together into one inventory.

The methane of disposal sites comes in as first-order decay or commitment gave it
(:mod:`nagara.emissions.landfill_methane`, :mod:`nagara.emissions.methane_commitment`); everything else is
worked out here from masses by material. Every array has its draws on the last axis, or length 1 there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.avoided import (
    Avoided,
    avoided_by_compost_t_co2e,
    avoided_by_electricity_t_co2e,
    avoided_by_recycling,
    recycling_credits,
)
from nagara.emissions.black_carbon import black_carbon_t_co2e, open_burning_pollutants_t, pollutant_factors
from nagara.emissions.composting import compost_t, compost_yield
from nagara.emissions.gases import add_up
from nagara.emissions.gpc import Entry, Inventory, Treatment, inventory, waste_line
from nagara.emissions.material_carbon import material_carbon
from nagara.emissions.source_entries import disposal_entries, energy_entries, fires_of, plant_entries
from nagara.findings import Finding
from nagara.waste.records import Notation

if TYPE_CHECKING:
    from nagara.emissions.city_sources import CityWaste, DisposalSource, Options, Plant
    from nagara.uncertainty.published_number import Draw

__all__ = ["AvoidedElsewhere", "CityGases", "city_inventory"]

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class AvoidedElsewhere:
    """Emissions avoided elsewhere: beside the inventory, in no total of it.

    Parameters
    ----------
    recycling
        By recovered material.
    compost_t_co2e
        Fertiliser that compost of the city's waste replaces [t CO2e].
    electricity_t_co2e
        Grid power that sold electricity replaces [t CO2e]; ``None`` if nothing was sold or the grid
        is not known.
    """

    recycling: Avoided
    compost_t_co2e: Array
    electricity_t_co2e: Array | None

    @property
    def total_t_co2e(self) -> Array:
        """All of it together [t CO2e]."""
        power = np.zeros(1) if self.electricity_t_co2e is None else self.electricity_t_co2e
        total: Array = self.recycling.total_t_co2e + self.compost_t_co2e + power
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class CityGases:
    """Gases of a city's waste in a year, draw by draw.

    Parameters
    ----------
    inventory
        Gases by line, with scopes and levels.
    biogenic_t_co2
        Carbon dioxide of plants: a memo item [t].
    t_black_carbon, black_carbon_t_co2e
        Black carbon and what it would count as over the horizon of the inventory: reported apart.
    smoke_t
        Pollutants of open fires [t], by code.
    burned_in_the_open_t_wet
        Waste that burned in open fires [t].
    avoided
        Emissions avoided elsewhere.
    findings
        Doubts.
    """

    inventory: Inventory
    biogenic_t_co2: Array
    t_black_carbon: Array
    black_carbon_t_co2e: Array
    smoke_t: Mapping[str, Array]
    burned_in_the_open_t_wet: Array
    avoided: AvoidedElsewhere
    findings: tuple[Finding, ...]


def city_inventory(
    waste: CityWaste, draw: Draw, options: Options, *, notations: Mapping[str, Notation] | None = None
) -> CityGases:
    """Work out the gases of a city's waste in a year and put them on their lines.

    Parameters
    ----------
    waste
        What gives off gases. Amounts at the plug-in values go with
        :func:`nagara.uncertainty.published_number.at_plug_in`, draws with a drawing function of as many.
    draw
        Gives the published factors; equal factors share their draws.
    options
        Warming potentials, edition, and other choices of method.
    notations
        Why lines without a source have none, see :func:`nagara.emissions.gpc.inventory`.

    Returns
    -------
    CityGases
        The inventory, and what stands beside it.

    Raises
    ------
    ComparisonRefusedError
        If the methane of sites was counted in two ways.
    QuantityError
        If a mass or share is impossible.
    LawBrokenError
        If the lines do not add up.
    """
    carbon = material_carbon(draw)
    plants = plant_entries(waste.plants, draw, carbon)
    fires = fires_of(waste, draw, options, carbon)
    energy = energy_entries(waste.energy, draw)
    lying, lying_findings = _left_lying(waste)
    entries = (*disposal_entries(waste.sites), *lying, *plants.entries, *fires.entries, *energy.entries)
    avoided, avoided_findings = _avoided(waste, draw, options)
    together = add_up(tuple(entry.gases for entry in entries if entry.gases is not None))
    soot = together.t_black_carbon
    return CityGases(
        inventory=inventory(entries, potentials=options.potentials, notations=notations),
        biogenic_t_co2=together.biogenic_t_co2,
        t_black_carbon=soot,
        black_carbon_t_co2e=black_carbon_t_co2e(soot, draw, options.potentials.horizon_years),
        smoke_t=open_burning_pollutants_t(fires.burned_t_wet, pollutant_factors(draw)),
        burned_in_the_open_t_wet=fires.burned_t_wet,
        avoided=avoided,
        findings=(*lying_findings, *plants.findings, *fires.findings, *energy.findings, *avoided_findings),
    )


def _left_lying(waste: CityWaste) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """A line for uncollected waste that neither burns nor is described as a site."""
    if waste.uncollected is None or not waste.uncollected.mass_t_wet.any():
        return (), ()
    why = waste.uncollected.left_lying
    entry = Entry(line=waste_line(Treatment.DISPOSAL), source="left lying", notation=why)
    gap = why is Notation.NOT_ESTIMATED
    return (entry,), (Finding(code="left-lying-not-reckoned"),) if gap else ()


def _avoided(waste: CityWaste, draw: Draw, options: Options) -> tuple[AvoidedElsewhere, tuple[Finding, ...]]:
    credits = recycling_credits(draw, options.forest_carbon)
    recycling = avoided_by_recycling(waste.recycled_t, credits, options.forest_carbon)
    composted = [plant.mass_t_wet.sum(axis=0) * plant.own_frac for plant in waste.plants if plant.kind == "composting"]
    compost = compost_t(sum(composted, np.zeros(1)), compost_yield(draw))
    sellers: tuple[Plant | DisposalSource, ...] = (*waste.plants, *waste.sites)
    sold = [seller.sold_kwh * seller.own_frac for seller in sellers if seller.sold_kwh is not None]
    grid = waste.grid_kg_co2e_per_kwh
    findings = []
    if recycling.without_credit:
        materials = ", ".join(recycling.without_credit)
        findings.append(Finding(code="recovered-without-credit", values={"materials": materials}))
    if sold and grid is None:
        findings.append(Finding(code="electricity-sold-without-grid-factor"))
    return AvoidedElsewhere(
        recycling=recycling,
        compost_t_co2e=avoided_by_compost_t_co2e(compost, draw),
        electricity_t_co2e=(
            avoided_by_electricity_t_co2e(sum(sold, np.zeros(1)), grid) if sold and grid is not None else None
        ),
    ), tuple(findings)
