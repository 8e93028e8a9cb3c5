"""From the account of a city to what gives off gases: sites, plants, open fires, fuel and power."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.avoided import (
    avoided_by_compost_t_co2e,
    avoided_by_electricity_t_co2e,
    avoided_by_recycling,
    recycling_credits,
)
from nagara.emissions.city_sources import CityWaste, DisposalSource, EnergyAmount, Plant, Uncollected
from nagara.emissions.composting import compost_t, compost_yield
from nagara.emissions.electricity import electricity_of_waste_kwh, energy_number
from nagara.emissions.gpc import LandfillMethod
from nagara.evidence import factor
from nagara.indicators.chapter_account import MIXED, yearly
from nagara.indicators.greenhouse_gases.site import SiteGas, site_gas, site_past
from nagara.indicators.plastic_leakage.inputs import TREATING
from nagara.uncertainty.published_number import draw_published
from nagara.units import DAYS_PER_YEAR
from nagara.waste.ledger import estimate_of
from nagara.waste.material_map import MATERIALS
from nagara.waste.plastics import fate_estimates

if TYPE_CHECKING:
    from nagara.emissions.decay_parameters import DecayParameters
    from nagara.indicators.chapter_account import SortedWaste, Taken
    from nagara.indicators.greenhouse_gases.site import SitePast
    from nagara.uncertainty.published_number import Draw
    from nagara.waste.account import Amounts
    from nagara.waste.material_map import MaterialMap
    from nagara.waste.records import CityRecords, EnergyUse

__all__ = [
    "CityGasSources",
    "avoided_elsewhere",
    "city_gas_sources",
    "disposal_sources",
    "pasts_of",
    "site_gases",
]

Array: TypeAlias = NDArray[np.float64]

MATERIAL_OF_GROUP: Final = {
    "plastics": "plastics",
    "paper": "paper",
    "glass": "glass",
    "metals": "metal",
    "organic": "food",
    "other": "other",
}
"""IPCC material of what a recovery facility receives, by group of the recovered material."""
BURNT_FATE: Final = "plastic_fate.burnt"
"""Input with the published share of unmanaged plastic that is burnt, which stands in for uncollected waste."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CityGasSources:
    """What gives off gases, and the methane of each site.

    Parameters
    ----------
    waste
        The sources.
    pasts, gases
        Disposal sites with waste, and their methane, in the same order.
    """

    waste: CityWaste
    pasts: tuple[SitePast, ...]
    gases: tuple[SiteGas, ...]


def pasts_of(records: CityRecords, amounts: Amounts) -> tuple[SitePast, ...]:
    """Disposal sites that hold waste: those that received some this year, and those with recorded deposits."""
    sites = [facility for facility in records.facilities if facility.kind in {"landfill", "dumpsite"}]
    pasts = (site_past(records, facility) for facility in sites)
    return tuple(
        past
        for past in pasts
        if past.recorded or float(amounts.counted_by_facility.get(past.facility.facility, [0])[0]) > 0
    )


def city_gas_sources(
    records: CityRecords,
    amounts: Amounts,
    waste: SortedWaste,
    lines: Sequence[Taken],
    pasts: Sequence[SitePast],
    parameters: DecayParameters,
    split: MaterialMap,
    draw: Draw,
) -> CityGasSources:
    """Everything of the year that gives off gases, at the plug-in values or draw by draw.

    Parameters
    ----------
    records
        What the city wrote down.
    amounts, waste
        The account and its compositions.
    lines
        The counted lines of recovery.
    pasts
        The disposal sites.
    parameters
        Carbon and rates of the materials that rot.
    split
        From the sorted categories to the materials.
    draw
        Gives all other numbers; names that begin with ``own.`` are the city's.
    """
    at_home, at_disposal = split.to_ipcc(waste.at_home), split.to_ipcc(waste.at_disposal)
    gases = site_gases(pasts, amounts, at_disposal, parameters, draw)
    grid = next((row.grid_kg_co2e_per_kwh for row in records.energy if row.grid_kg_co2e_per_kwh is not None), None)
    return CityGasSources(
        waste=CityWaste(
            sites=disposal_sources(pasts, gases),
            plants=_plants(records, amounts, lines, at_home, at_disposal, draw),
            uncollected=_uncollected(records, amounts, at_home, draw),
            energy=_energy(records, amounts, draw),
            recycled_t=_recycled(amounts, lines),
            grid_kg_co2e_per_kwh=grid,
        ),
        pasts=tuple(pasts),
        gases=gases,
    )


def site_gases(
    pasts: Sequence[SitePast], amounts: Amounts, at_disposal: Array, parameters: DecayParameters, draw: Draw
) -> tuple[SiteGas, ...]:
    """Let the waste of every disposal site decay.

    Parameters
    ----------
    pasts
        The disposal sites.
    amounts
        The account.
    at_disposal
        The eleven materials in waste at disposal [frac], shape (11, draws) or (11, 1).
    parameters
        Carbon and rates of the materials that rot.
    draw
        Gives all other numbers.
    """
    rotting = [MATERIALS.index(name) for name in parameters.fractions]
    received = [yearly(amounts.counted_by_facility, past.facility.facility, amounts.population) for past in pasts]
    return tuple(
        site_gas(past, tonnes, at_disposal, rotting, parameters, draw)
        for past, tonnes in zip(pasts, received, strict=True)
    )


def disposal_sources(pasts: Sequence[SitePast], gases: Sequence[SiteGas]) -> tuple[DisposalSource, ...]:
    """The sites with their methane as sources of the inventory, in the same order."""
    return tuple(_site(past, gas) for past, gas in zip(pasts, gases, strict=True))


def avoided_elsewhere(waste: CityWaste, draw: Draw) -> dict[str, Array]:
    """What recycling, compost and sold electricity avoid elsewhere [t CO2e], without foreign forests."""
    avoided: dict[str, Array] = {}
    if waste.recycled_t:
        avoided["recycling"] = avoided_by_recycling(waste.recycled_t, recycling_credits(draw)).total_t_co2e
    composted = [plant.mass_t_wet.sum(axis=0) for plant in waste.plants if plant.kind == "composting"]
    if composted:
        made = compost_t(sum(composted, np.zeros(1)), compost_yield(draw))
        avoided["compost"] = avoided_by_compost_t_co2e(made, draw)
    sold = [plant.sold_kwh for plant in waste.plants if plant.sold_kwh is not None]
    if sold and waste.grid_kg_co2e_per_kwh is not None:
        power = sum(sold, np.zeros(1))
        avoided["electricity"] = avoided_by_electricity_t_co2e(power, waste.grid_kg_co2e_per_kwh)
    return avoided


def _site(past: SitePast, gas: SiteGas) -> DisposalSource:
    return DisposalSource(
        name=past.facility.name,
        emitted_t_ch4=gas.emitted_t_ch4,
        method=LandfillMethod.FIRST_ORDER_DECAY,
        is_outside=bool(past.facility.is_outside_boundary),
        burned_t_wet=gas.burned_t_wet,
    )


def _plants(
    records: CityRecords, amounts: Amounts, lines: Sequence[Taken], at_home: Array, at_disposal: Array, draw: Draw
) -> tuple[Plant, ...]:
    """Plants that treat waste, each with all its lines together."""
    found = []
    for facility in records.facilities:
        if facility.kind not in TREATING:
            continue
        tonnes = yearly(amounts.counted_by_facility, facility.facility, amounts.population)
        if not tonnes.any():
            continue
        parts = [
            (taken.line.material, taken.of_facility_frac) for taken in lines if taken.line.facility == facility.facility
        ]
        mass = tonnes * (_materials(parts, at_home) if parts else at_disposal)
        sells = facility.kind == "incineration-with-energy"
        found.append(
            Plant(
                name=facility.name,
                kind=facility.kind,
                mass_t_wet=mass,
                is_outside=bool(facility.is_outside_boundary),
                sold_kwh=_sold_kwh(tonnes, draw) if sells else None,
            )
        )
    return tuple(found)


def _sold_kwh(tonnes: Array, draw: Draw) -> Array:
    return electricity_of_waste_kwh(
        tonnes, energy_number(draw, "incineration_heating_value"), energy_number(draw, "incineration_efficiency")
    )


def _materials(parts: Sequence[tuple[str, float]], at_home: Array) -> Array:
    """The eleven materials in what a facility receives [frac]; mixed waste is as it is at homes."""
    from nagara.evidence import codelist

    shares = np.zeros((len(MATERIALS), 1))
    for material, part in parts:
        if material == MIXED:
            shares = shares + part * at_home
        else:
            alone = np.zeros((len(MATERIALS), 1))
            alone[MATERIALS.index(MATERIAL_OF_GROUP[codelist("recovered_material")[material]["group"]])] = part
            shares = shares + alone
    return shares


def _uncollected(records: CityRecords, amounts: Amounts, at_home: Array, draw: Draw) -> Uncollected | None:
    """Waste that nobody collects; a draw that collects more than is generated leaves none."""
    tonnes = DAYS_PER_YEAR * np.maximum(amounts.uncollected_t_per_day, 0.0)
    if not tonnes.any():
        return None
    city = records.city
    if city.uncollected_burnt_frac is None:
        alight = draw(BURNT_FATE, fate_estimates()[BURNT_FATE])
    else:
        estimate = estimate_of(
            city.uncollected_burnt_frac,
            city.uncollected_burnt_low,
            city.uncollected_burnt_high,
            None,
            source=city.city,
            is_share=True,
        )
        alight = draw("own.uncollected_burnt", estimate)
    return Uncollected(mass_t_wet=tonnes * at_home, set_alight_frac=alight)


def _energy(records: CityRecords, amounts: Amounts, draw: Draw) -> tuple[EnergyAmount, ...]:
    """Fuel and power as recorded; where nothing was, diesel of trucks by the tonnes collected."""
    if records.energy:
        return tuple(_recorded(at, row, draw) for at, row in enumerate(records.energy))
    collected = DAYS_PER_YEAR * np.maximum(amounts.collected_t_per_day, 0.0)
    if not collected.any():
        return ()
    litres = collected * draw_published(draw, "transport", "collection_diesel")
    return (EnergyAmount(use="collection", carrier="diesel", amount=litres),)


def _recorded(at: int, row: EnergyUse, draw: Draw) -> EnergyAmount:
    amount = None
    if row.amount_per_year is not None:
        estimate = estimate_of(
            row.amount_per_year,
            row.amount_low,
            row.amount_high,
            None,
            source=row.source,
            relative_error=factor("account_default", "records_relative_error").value,
        )
        amount = draw(f"own.energy.{at}.{row.use}.{row.carrier}", estimate)
    return EnergyAmount(
        use=row.use,
        carrier=row.carrier,
        amount=amount,
        grid_kg_co2e_per_kwh=row.grid_kg_co2e_per_kwh,
        notation=row.notation,
    )


def _recycled(amounts: Amounts, lines: Sequence[Taken]) -> Mapping[str, Array]:
    """What was recycled by material, net of rejects [t/year]; mixed waste is no material."""
    recycled: dict[str, Array] = {}
    for taken in lines:
        material = taken.line.material
        if taken.kind in TREATING or material in {MIXED, "organic"} or not taken.of_material_frac:
            continue
        amount = taken.of_material_frac * yearly(amounts.recovered_by_material, material, amounts.population)
        recycled[material] = recycled[material] + amount if material in recycled else amount
    return recycled
