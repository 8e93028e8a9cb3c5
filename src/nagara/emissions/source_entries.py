"""Each source of gases becomes entries of the inventory: what it gives off, and on which line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.black_carbon import pollutant_factors
from nagara.emissions.composting import composting, composting_factors
from nagara.emissions.digestion import digestion, digestion_factors
from nagara.emissions.electricity import electricity_gases
from nagara.emissions.gases import Gases
from nagara.emissions.gpc import Entry, Treatment, energy_line, waste_line
from nagara.emissions.incineration import incineration, incineration_factors
from nagara.emissions.open_burning import burned_t_wet, burnt_of_available, open_burning, open_burning_factors
from nagara.emissions.transport import fuel_factors, fuel_gases
from nagara.findings import Finding
from nagara.waste.records import Notation

if TYPE_CHECKING:
    from nagara.emissions.city_sources import CityWaste, DisposalSource, EnergyAmount, Options, Plant, Uncollected
    from nagara.emissions.material_carbon import MaterialCarbon
    from nagara.uncertainty.published_number import Draw

__all__ = ["Fires", "SourceEntries", "disposal_entries", "energy_entries", "fires_of", "plant_entries"]

Array: TypeAlias = NDArray[np.float64]
BURNING: Final = "incineration"
OPEN_FIRES: Final = "open burning"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntries:
    """Entries of some sources, and what is doubtful about them."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fires:
    """Open fires of the city: entries, doubts, and how much waste burned [t]."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    burned_t_wet: Array


def split_by_origin(entry: Entry, treatment: Treatment, own_frac: Array | float, *, is_outside: bool) -> list[Entry]:
    """Part the gases of a facility into this city's waste and waste from outside.

    A facility outside the boundary counts with this city's part alone.
    """
    if entry.gases is None:
        return [replace(entry, line=waste_line(treatment, is_outside=is_outside))]
    whole = isinstance(own_frac, float) and own_frac == 1.0
    gases = entry.gases if whole else entry.gases.times(own_frac)
    own = replace(entry, line=waste_line(treatment, is_outside=is_outside), gases=gases)
    if is_outside or np.all(np.asarray(own_frac) == 1.0):
        return [own]
    rest = entry.gases.times(1.0 - np.asarray(own_frac))
    return [own, replace(entry, line=waste_line(treatment, is_own=False), gases=rest)]


def disposal_entries(sites: Sequence[DisposalSource]) -> tuple[Entry, ...]:
    """Methane of disposal sites."""
    entries: list[Entry] = []
    for site in sites:
        known = site.emitted_t_ch4 is not None
        entry = Entry(
            line=waste_line(Treatment.DISPOSAL),
            source=site.name,
            gases=Gases.of(waste_t_ch4=site.emitted_t_ch4) if site.emitted_t_ch4 is not None else None,
            notation=None if known else Notation.NOT_ESTIMATED,
            landfill_method=site.method if known else None,
        )
        entries += split_by_origin(entry, Treatment.DISPOSAL, site.own_frac, is_outside=site.is_outside)
    return tuple(entries)


def plant_entries(plants: Sequence[Plant], draw: Draw, carbon: MaterialCarbon) -> SourceEntries:
    """Gases of composting, digestion and furnaces."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    for plant in plants:
        gases = _plant_gases(plant, draw, carbon)
        if gases is None:
            values = {"plant": plant.name, "kind": plant.kind}
            findings.append(Finding(code="plant-without-factors", values=values))
        entries += _plant_lines(plant, gases)
    return SourceEntries(entries=tuple(entries), findings=tuple(findings))


def _plant_gases(plant: Plant, draw: Draw, carbon: MaterialCarbon) -> Gases | None:
    total = plant.mass_t_wet.sum(axis=0)
    if plant.kind == "composting":
        return composting(total, composting_factors(draw))
    if plant.kind == "digestion":
        return digestion(total, digestion_factors(draw))
    if plant.kind.startswith(BURNING):
        return incineration(plant.mass_t_wet, carbon, incineration_factors(draw, plant.technology))
    return None


def _plant_lines(plant: Plant, gases: Gases | None) -> list[Entry]:
    treatment = Treatment.BURNING if plant.kind.startswith(BURNING) else Treatment.BIOLOGICAL
    line = waste_line(treatment, is_outside=plant.is_outside)
    if gases is None:
        return [Entry(line=line, source=plant.name, notation=Notation.NOT_ESTIMATED)]
    entry = Entry(line=line, source=plant.name, gases=gases)
    if plant.kind != "incineration-with-energy":
        return split_by_origin(entry, treatment, plant.own_frac, is_outside=plant.is_outside)
    # Energy that is sold has one line for all waste that is burned in the city, whoever's it is.
    counted = gases.times(plant.own_frac) if plant.is_outside else gases
    line = waste_line(treatment, is_outside=plant.is_outside, sells_energy=True)
    return [replace(entry, line=line, gases=counted)]


def fires_of(waste: CityWaste, draw: Draw, options: Options, carbon: MaterialCarbon) -> Fires:
    """Open fires of uncollected waste and on disposal sites.

    Nobody having looked is a gap and a doubt, not a zero.
    """
    share = options.burnt_of_available_frac
    burns = (
        burnt_of_available(draw, options.edition) if share is None else np.atleast_1d(np.asarray(share, dtype=float))
    )
    sources = [_fire_of_uncollected(waste.uncollected, burns)] if waste.uncollected is not None else []
    sources += [_fire_on_site(site) for site in waste.sites]
    factors = open_burning_factors(draw, options.edition, options.methane)
    soot = pollutant_factors(draw, ("black_carbon",))["black_carbon"]
    entries: list[Entry] = []
    burned: Array = np.zeros(1)
    for fire in sources:
        if fire.burned is None:
            entries.append(Entry(line=fire.line, source=fire.source, notation=fire.notation))
            continue
        burned = burned + fire.burned.sum(axis=0)
        entry = Entry(line=fire.line, source=fire.source, gases=open_burning(fire.burned, carbon, factors, soot))
        entries += (
            [entry]
            if fire.own_frac is None
            else split_by_origin(entry, Treatment.BURNING, fire.own_frac, is_outside=False)
        )
    unseen = waste.uncollected is not None and waste.uncollected.set_alight_frac is None
    findings = (Finding(code="open-burning-not-observed"),) if unseen else ()
    return Fires(entries=tuple(entries), findings=findings, burned_t_wet=burned)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fire:
    line: str
    source: str
    burned: Array | None
    notation: Notation
    own_frac: Array | float | None = None  # of a fire in the city that burns waste from outside, too


def _fire_of_uncollected(uncollected: Uncollected, burns: Array) -> _Fire:
    alight = uncollected.set_alight_frac
    return _Fire(
        line=waste_line(Treatment.BURNING),
        source=OPEN_FIRES,
        burned=None if alight is None else burned_t_wet(uncollected.mass_t_wet, alight, burns),
        notation=Notation.NOT_ESTIMATED,
    )


def _fire_on_site(site: DisposalSource) -> _Fire:
    own = site.burned_t_wet
    if own is not None and site.is_outside:
        own = own * site.own_frac
    return _Fire(
        line=waste_line(Treatment.BURNING, is_outside=site.is_outside),
        source=f"{OPEN_FIRES}: {site.name}",
        burned=own,
        notation=site.burns_not,
        own_frac=None if site.is_outside else site.own_frac,
    )


def energy_entries(amounts: Sequence[EnergyAmount], draw: Draw) -> SourceEntries:
    """Fuel and electricity of the waste service."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    for used in amounts:
        gases = _energy_gases(used, draw)
        if gases is None and used.amount is not None:
            findings.append(Finding(code="grid-factor-missing", values={"use": used.use}))
        notation = None if gases is not None else used.notation or Notation.NOT_ESTIMATED
        line, source = energy_line(used.use, used.carrier), f"{used.use}: {used.carrier}"
        entries.append(Entry(line=line, source=source, gases=gases, notation=notation))
    return SourceEntries(entries=tuple(entries), findings=tuple(findings))


def _energy_gases(used: EnergyAmount, draw: Draw) -> Gases | None:
    if used.amount is None:
        return None
    if used.carrier != "electricity":
        return fuel_gases(used.amount, fuel_factors(draw, used.carrier))
    if used.grid_kg_co2e_per_kwh is None:
        return None
    return electricity_gases(used.amount, used.grid_kg_co2e_per_kwh)
