"""The gases of a city's year as one model: the same at the plug-in values and draw by draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.black_carbon import POLLUTANTS
from nagara.emissions.city_sources import Options
from nagara.emissions.decay_parameters import DecayParameters, default_parameters, drawn_parameters
from nagara.emissions.material_carbon import material_carbon
from nagara.emissions.source_entries import disposal_entries, energy_entries, fires_of, plant_entries
from nagara.evidence import table
from nagara.indicators.greenhouse_gases.sources import (
    CityGasSources,
    avoided_elsewhere,
    city_gas_sources,
    disposal_sources,
    site_gases,
)
from nagara.indicators.published.draws import ChapterDraws
from nagara.units import KG_PER_T
from nagara.waste.material_map import plug_in_material_map

if TYPE_CHECKING:
    from nagara.emissions.city_sources import CityWaste
    from nagara.emissions.gases import Gases, WarmingPotentials
    from nagara.emissions.gpc import Entry
    from nagara.emissions.material_carbon import MaterialCarbon
    from nagara.indicators.chapter_account import SortedWaste, Taken
    from nagara.indicators.greenhouse_gases.site import SitePast
    from nagara.uncertainty.published_number import Draw
    from nagara.waste.account import Amounts
    from nagara.waste.material_map import MaterialMap
    from nagara.waste.records import CityRecords

__all__ = ["EDITION", "ROTTING", "GasModel", "YearGases", "drawn_decay", "not_needed", "plug_in_decay"]

Array: TypeAlias = NDArray[np.float64]

EDITION: Final = "2019"
ROTTING: Final = tuple(key[0] for key, row in table("decay_degradable_carbon").factors.items() if row.value > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class GasModel:
    """What does not change between the plug-in values and the draws.

    Parameters
    ----------
    records
        What the city wrote down.
    lines
        The counted lines of recovery.
    pasts
        The disposal sites.
    climate
        Zone of the decay rates.
    potentials
        Warming potentials of all sums.
    """

    records: CityRecords
    lines: tuple[Taken, ...]
    pasts: tuple[SitePast, ...]
    climate: str
    potentials: WarmingPotentials

    def options(self, edition: str) -> Options:
        """Choices of method; published fates of plastic tell what burned, not what was set alight."""
        is_counted = self.records.city.uncollected_burnt_frac is None
        return Options(potentials=self.potentials, edition=edition, burnt_of_available_frac=1.0 if is_counted else None)

    def sources(self, amounts: Amounts, waste: SortedWaste, draw: Draw, parameters: DecayParameters) -> CityGasSources:
        """What gives off gases, with the methane of each site."""
        split = _material_map(draw)
        return city_gas_sources(self.records, amounts, waste, self.lines, self.pasts, parameters, split, draw)

    def gases(
        self, amounts: Amounts, waste: SortedWaste, draw: Draw, parameters: DecayParameters, edition: str
    ) -> YearGases:
        """All entries of the inventory, at the plug-in values or draw by draw."""
        sources = self.sources(amounts, waste, draw, parameters)
        carbon = draw.material_carbon() if isinstance(draw, ChapterDraws) else material_carbon(draw)
        entries = (
            *disposal_entries(sources.waste.sites),
            *plant_entries(sources.waste.plants, draw, carbon).entries,
            *fires_of(sources.waste, draw, self.options(edition), carbon).entries,
            *energy_entries(sources.waste.energy, draw).entries,
        )
        return self.of_entries(sources, entries)

    def of_entries(self, sources: CityGasSources, entries: Iterable[Entry]) -> YearGases:
        """The gases of entries that are there already, for example on the lines of an inventory."""
        known = tuple(
            (entry, entry.gases, entry.gases.t_co2e(self.potentials)) for entry in entries if entry.gases is not None
        )
        return YearGases(sources=sources, entries=known, potentials=self.potentials)

    def sites_and_fires(
        self,
        edition: str,
        waste: CityWaste,
        amounts: Amounts,
        at_disposal: Array,
        draw: Draw,
        parameters: DecayParameters,
        carbon: MaterialCarbon,
    ) -> Array:
        """What disposal sites and open fires give off after an edition [t CO2e]."""
        sites = site_gases(self.pasts, amounts, at_disposal, parameters, draw)
        burning = replace(waste, sites=disposal_sources(self.pasts, sites))
        fires = fires_of(burning, draw, self.options(edition), carbon)
        entries = (*disposal_entries(burning.sites), *fires.entries)
        counted = (entry.gases.t_co2e(self.potentials) for entry in entries if entry.gases is not None)
        return sum(counted, np.zeros(1))


@dataclass(frozen=True, kw_only=True)
class YearGases:
    """The gases of a year, at the plug-in values or draw by draw: every entry with its sum [t CO2e].

    Sums that are printed in several places are added up once.
    """

    sources: CityGasSources
    entries: tuple[tuple[Entry, Gases, Array], ...]
    potentials: WarmingPotentials

    @cached_property
    def by_source(self) -> dict[str, Array]:
        """By source [t CO2e]."""
        kinds = {plant.name: plant.kind for plant in self.sources.waste.plants}
        return _sums((_source_of(entry.line, entry.source, kinds), amount) for entry, _, amount in self.entries)

    def masses(self) -> dict[tuple[str, str], Gases]:
        """By source and line, the gases before any sum [t]."""
        kinds = {plant.name: plant.kind for plant in self.sources.waste.plants}
        found: dict[tuple[str, str], Gases] = {}
        for entry, gases, _ in self.entries:
            key = _source_of(entry.line, entry.source, kinds), entry.line
            found[key] = found[key] + gases if key in found else gases
        return found

    def by_line(self) -> dict[str, Array]:
        """By line of the protocol [t CO2e]."""
        return _sums((entry.line, amount) for entry, _, amount in self.entries)

    @cached_property
    def total(self) -> Array:
        """All sources of the city's waste [t CO2e]."""
        return sum((amount for *_, amount in self.entries), np.zeros(1))

    def methane(self) -> Array:
        """Methane of all disposal sites [t CH4]."""
        return sum((gas.emitted_t_ch4 for gas in self.sources.gases), np.zeros(1))

    def committed(self) -> Array:
        """The total with the methane commitment of this year's waste in place of its decay [t CO2e]."""
        more = sum((gas.committed_t_ch4 - gas.emitted_t_ch4 for gas in self.sources.gases), np.zeros(1))
        total: Array = self.total + self.potentials.ch4_biogenic * more
        return total

    @cached_property
    def apart(self) -> dict[str, Array]:
        """What is in no total [t]."""
        soot = sum((gases.t_black_carbon for _, gases, _ in self.entries), np.zeros(1))
        return {
            "black_carbon": soot,
            "biogenic_co2": sum((gases.biogenic_t_co2 for _, gases, _ in self.entries), np.zeros(1)),
        }

    def avoided(self, draw: Draw) -> dict[str, Array]:
        """What is avoided elsewhere [t CO2e]."""
        if draw not in self._avoided:
            self._avoided[draw] = avoided_elsewhere(self.sources.waste, draw)
        return self._avoided[draw]

    @cached_property
    def _avoided(self) -> dict[Draw, dict[str, Array]]:
        return {}

    def figures(self, population: Array, draw: Draw) -> dict[str, Array]:
        """By figure name."""
        total = self.total
        return {
            "ghg_emitted_t_co2e_per_year": total,
            "ghg_emitted_kg_co2e_per_cap_year": KG_PER_T * total / population,
            "landfill_methane_t_per_year": self.methane(),
            "black_carbon_t_per_year": self.apart["black_carbon"],
            "ghg_avoided_t_co2e_per_year": sum(self.avoided(draw).values(), np.zeros(1)),
        }


def _sums(named: Iterable[tuple[str, Array]]) -> dict[str, Array]:
    sums: dict[str, Array] = {}
    for name, amount in named:
        sums[name] = sums[name] + amount if name in sums else amount
    return sums


def _source_of(line: str, source: str, kinds: Mapping[str, str]) -> str:
    """The source that an entry is printed under."""
    if line.startswith("III.1"):
        return "landfill"
    if line.startswith("II."):
        return "transport"
    if line.startswith("I.2"):
        return "facilities_energy"
    if source in kinds:
        return kinds[source].replace("-", "_")
    return "open_burning_uncollected" if source == "open burning" else "open_burning_sites"


@lru_cache(maxsize=16)
def plug_in_decay(edition: str, climate: str) -> DecayParameters:
    """Carbon and rates of the materials that rot at their plug-in values, the same for all cities of a climate."""
    return default_parameters(edition, climate, ROTTING)


@lru_cache(maxsize=4)
def drawn_decay(edition: str, climate: str, draws: int, seed: int) -> DecayParameters:
    """Carbon and rates of the materials that rot, drawn once for all cities and years of one calculation."""
    return drawn_parameters(edition, climate, ROTTING, draws=draws, seed=seed)


def not_needed(lines: Sequence[Taken]) -> tuple[str, ...]:
    """Numbers that no figure rests on: smoke that is not printed, credits of materials that were not recovered."""
    recovered = {taken.line.material for taken in lines}
    materials = dict.fromkeys(material for material, _ in table("avoided").factors)
    smoke = (f"open_burning_pollutants.{name}" for name in POLLUTANTS if name != "black_carbon")
    return (*smoke, "black_carbon_warming.", *(f"avoided.{name}." for name in materials if name not in recovered))


def _material_map(draw: Draw) -> MaterialMap:
    return draw.material_map() if isinstance(draw, ChapterDraws) else plug_in_material_map()
