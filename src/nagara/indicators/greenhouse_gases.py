"""The climate chapter: greenhouse gases of a city's waste in a year, by source, by site and by line.

Methane of disposal sites by first-order decay after the 2019 refinement, warming potentials of AR5,
draw by draw on the account. The 2006 guidelines and the methane commitment stand beside the total
and are never added to it; black carbon, carbon dioxide of plants and what is avoided elsewhere
stand apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.black_carbon import POLLUTANTS
from nagara.emissions.city_inventory import CityGases, city_inventory
from nagara.emissions.city_sources import Options
from nagara.emissions.decay_parameters import DecayParameters, default_parameters, drawn_parameters
from nagara.emissions.gases import Gases, WarmingPotentials, warming_potentials
from nagara.emissions.gpc import Entry
from nagara.emissions.material_carbon import material_carbon
from nagara.emissions.past_deposits import default_growth
from nagara.emissions.source_entries import disposal_entries, energy_entries, fires_of, plant_entries
from nagara.evidence import factor, table
from nagara.findings import Finding
from nagara.indicators.chapter import Chapter
from nagara.indicators.chapter_account import SortedWaste, both, sorted_waste, taken_by_lines
from nagara.indicators.correlation import squared_correlations
from nagara.indicators.defaults import default_of
from nagara.indicators.figure_sources import figure_sources
from nagara.indicators.greenhouse_gases_result import GasDriver, GasLine, GreenhouseGases, SiteMethane
from nagara.indicators.greenhouse_gases_site import NOT_KNOWN
from nagara.indicators.greenhouse_gases_sources import CityGasSources, avoided_elsewhere, city_gas_sources, pasts_of
from nagara.indicators.published_draws import ChapterDraws
from nagara.indicators.spans import Span, spans
from nagara.uncertainty.published_number import at_plug_in
from nagara.units import KG_PER_T
from nagara.waste.material_map import CATEGORIES
from nagara.waste.row import Notation

if TYPE_CHECKING:
    from nagara.indicators.chapter import YearDraws
    from nagara.indicators.chapter_account import Taken
    from nagara.indicators.greenhouse_gases_site import SiteGas, SitePast
    from nagara.indicators.result import DefaultUsed
    from nagara.uncertainty.published_number import Draw
    from nagara.waste.account import Amounts
    from nagara.waste.records import CityRecords

__all__ = ["greenhouse_gases"]

Array: TypeAlias = NDArray[np.float64]

EDITION: Final = "2019"
OTHER_EDITION: Final = "2006"
POTENTIALS: Final = "AR5"
CLIMATE_NOT_KNOWN: Final = "tropical-wet"
"""Zone of the member cities of the network, where nobody said another."""
DRAWS_BESIDE: Final = 2_048
"""Draws of the total after the other edition: it stands beside, and no figure rests on it."""
ROTTING: Final = tuple(key[0] for key, row in table("decay_degradable_carbon").factors.items() if row.value > 0)
MOST_DRIVERS: Final = 6
SMALLEST_DRIVER: Final = 0.01
"""Squared correlation from which an input is listed [frac]."""
CAPPED_WORTH_SAYING: Final = 0.05
"""Share of the draws with more methane metered than generated from which a finding is printed [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _City:
    """What does not change between the plug-in values and the draws."""

    records: CityRecords
    lines: tuple[Taken, ...]
    pasts: tuple[SitePast, ...]
    climate: str
    potentials: WarmingPotentials

    def options(self, edition: str) -> Options:
        """Choices of method; published fates of plastic tell what burned, not what was set alight."""
        is_counted = self.records.city.uncollected_burnt_frac is None
        return Options(potentials=self.potentials, edition=edition, burnt_of_available_frac=1.0 if is_counted else None)

    def gases(
        self, amounts: Amounts, waste: SortedWaste, draw: Draw, parameters: DecayParameters, edition: str
    ) -> _Gases:
        """All entries of the inventory, at the plug-in values or draw by draw."""
        sources = city_gas_sources(self.records, amounts, waste, self.lines, self.pasts, parameters, draw)
        carbon = material_carbon(draw)
        entries = (
            *disposal_entries(sources.waste.sites),
            *plant_entries(sources.waste.plants, draw, carbon).entries,
            *fires_of(sources.waste, draw, self.options(edition), carbon).entries,
            *energy_entries(sources.waste.energy, draw).entries,
        )
        known = tuple(
            (entry, entry.gases, entry.gases.t_co2e(self.potentials)) for entry in entries if entry.gases is not None
        )
        return _Gases(sources=sources, entries=known, potentials=self.potentials)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gases:
    """The gases of a year, at the plug-in values or draw by draw: every entry with its sum [t CO2e]."""

    sources: CityGasSources
    entries: tuple[tuple[Entry, Gases, Array], ...]
    potentials: WarmingPotentials

    def by_source(self) -> dict[str, Array]:
        """By source [t CO2e]."""
        kinds = {plant.name: plant.kind for plant in self.sources.waste.plants}
        return _sums((_source_of(entry.line, entry.source, kinds), amount) for entry, _, amount in self.entries)

    def by_line(self) -> dict[str, Array]:
        """By line of the protocol [t CO2e]."""
        return _sums((entry.line, amount) for entry, _, amount in self.entries)

    def total(self) -> Array:
        """All sources of the city's waste [t CO2e]."""
        return sum((amount for *_, amount in self.entries), np.zeros(1))

    def methane(self) -> Array:
        """Methane of all disposal sites [t CH4]."""
        return sum((gas.emitted_t_ch4 for gas in self.sources.gases), np.zeros(1))

    def committed(self) -> Array:
        """The total with the methane commitment of this year's waste in place of its decay [t CO2e]."""
        more = sum((gas.committed_t_ch4 - gas.emitted_t_ch4 for gas in self.sources.gases), np.zeros(1))
        total: Array = self.total() + self.potentials.ch4_biogenic * more
        return total

    def apart(self) -> dict[str, Array]:
        """What is in no total [t]."""
        soot = sum((gases.t_black_carbon for _, gases, _ in self.entries), np.zeros(1))
        return {
            "black_carbon": soot,
            "biogenic_co2": sum((gases.biogenic_t_co2 for _, gases, _ in self.entries), np.zeros(1)),
        }

    def avoided(self, draw: Draw) -> dict[str, Array]:
        """What is avoided elsewhere [t CO2e]."""
        return avoided_elsewhere(self.sources.waste, draw)

    def figures(self, population: Array, draw: Draw) -> dict[str, Array]:
        """By figure name."""
        total = self.total()
        return {
            "ghg_emitted_t_co2e_per_year": total,
            "ghg_emitted_kg_co2e_per_cap_year": KG_PER_T * total / population,
            "landfill_methane_t_per_year": self.methane(),
            "black_carbon_t_per_year": self.apart()["black_carbon"],
            "ghg_avoided_t_co2e_per_year": sum(self.avoided(draw).values(), np.zeros(1)),
        }


def _sums(named: Iterable[tuple[str, Array]]) -> dict[str, Array]:
    sums: dict[str, Array] = {}
    for name, amount in named:
        sums[name] = sums[name] + amount if name in sums else amount
    return sums


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
    city = _City(
        records=records,
        lines=taken_by_lines(year.examination),
        pasts=pasts_of(records, plug_amounts),
        climate=records.city.climate_zone or CLIMATE_NOT_KNOWN,
        potentials=warming_potentials(POTENTIALS),
    )
    draw = ChapterDraws(year, at_value=_at_value(city.lines))
    plug_in = city.gases(
        plug_amounts, plug_waste, at_plug_in, default_parameters(EDITION, city.climate, ROTTING), EDITION
    )
    drawn = city.gases(amounts, waste, draw, _parameters(EDITION, city.climate, year.draws, year.seed), EDITION)
    values = plug_in.figures(plug_amounts.population, at_plug_in)
    rows = _full(drawn.figures(amounts.population, draw), year.draws)
    inventory = city_inventory(
        plug_in.sources.waste, at_plug_in, city.options(EDITION), notations=_notations(plug_in.sources)
    )
    beside = _other_edition(year, city, plug_amounts, plug_waste, amounts, waste)
    return Chapter(
        printed=_printed(year, city, plug_in, drawn, beside, draw, waste, inventory),
        plug_in={name: float(row[0]) for name, row in values.items()},
        draws=rows,
        sources=_sources(year, city),
        findings=_findings(city, inventory, drawn, waste),
        defaults=_defaults(city, plug_in),
    )


@lru_cache(maxsize=4)
def _parameters(edition: str, climate: str, draws: int, seed: int) -> DecayParameters:
    """Carbon and rates of the materials that rot, drawn once for all cities and years of one calculation."""
    return drawn_parameters(edition, climate, ROTTING, draws=draws, seed=seed)


def _at_value(lines: Sequence[Taken]) -> tuple[str, ...]:
    """Numbers that no figure rests on: smoke that is not printed, credits of materials that were not recovered."""
    recovered = {taken.line.material for taken in lines}
    materials = dict.fromkeys(material for material, _ in table("avoided").factors)
    smoke = (f"open_burning_pollutants.{name}" for name in POLLUTANTS if name != "black_carbon")
    return (*smoke, "black_carbon_warming.", *(f"avoided.{name}." for name in materials if name not in recovered))


def _full(rows: Mapping[str, Array], draws: int) -> dict[str, Array]:
    return {name: np.broadcast_to(row, (draws,)) for name, row in rows.items()}


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


def _other_edition(
    year: YearDraws,
    city: _City,
    plug_amounts: Amounts,
    plug_waste: SortedWaste,
    amounts: Amounts,
    waste: SortedWaste,
) -> tuple[Array, Array]:
    """The total after the other edition, at the plug-in values and in the first draws."""
    parameters = default_parameters(OTHER_EDITION, city.climate, ROTTING)
    plug_in = city.gases(plug_amounts, plug_waste, at_plug_in, parameters, OTHER_EDITION).total()
    count = min(DRAWS_BESIDE, year.draws)
    some = city.gases(
        _first_amounts(amounts, count),
        replace(waste, at_home=waste.at_home[:, :count], at_disposal=waste.at_disposal[:, :count]),
        ChapterDraws(year, count, at_value=_at_value(city.lines)),
        _parameters(OTHER_EDITION, city.climate, count, year.seed),
        OTHER_EDITION,
    )
    return plug_in, some.total()


def _first_amounts(amounts: Amounts, count: int) -> Amounts:
    """The account in its first draws, as far as the chapter reads it."""
    return replace(
        amounts,
        population=amounts.population[:count],
        collected_t_per_day=amounts.collected_t_per_day[:count],
        uncollected_t_per_day=amounts.uncollected_t_per_day[:count],
        recovered_by_material={name: row[:count] for name, row in amounts.recovered_by_material.items()},
        counted_by_facility={name: row[:count] for name, row in amounts.counted_by_facility.items()},
    )


def _printed(
    year: YearDraws,
    city: _City,
    plug_in: _Gases,
    drawn: _Gases,
    beside: tuple[Array, Array],
    draw: ChapterDraws,
    waste: SortedWaste,
    inventory: CityGases,
) -> GreenhouseGases:
    level, draws = year.level, year.draws
    total = drawn.total()
    sums = {
        **_named("source", plug_in.by_source(), drawn.by_source()),
        **_named("apart", plug_in.apart(), drawn.apart()),
        **_named("avoided", plug_in.avoided(at_plug_in), drawn.avoided(draw)),
        **_named("total", {"": plug_in.total()}, {"": total}),
        **_named("other", {"commitment": plug_in.committed()}, {"commitment": drawn.committed()}),
        **_named("line", plug_in.by_line(), drawn.by_line()),
        **_named("site", _sites(plug_in), _sites(drawn)),
    }
    values = {key: float(pair[0][0]) for key, pair in sums.items()}
    found = spans(values, _full({key: pair[1] for key, pair in sums.items()}, draws), level)
    other = spans({"2006": float(beside[0][0])}, {"2006": np.broadcast_to(beside[1], min(DRAWS_BESIDE, draws))}, level)
    return GreenhouseGases(
        edition=EDITION,
        potentials=POTENTIALS,
        climate=city.climate,
        is_climate_default=city.records.city.climate_zone is None,
        total=found["total."],
        by_source=_part("source", found),
        sites=tuple(_site_line(past, _part(f"site.{past.facility.facility}", found)) for past in city.pasts),
        lines=tuple(_gpc_line(code, inventory, found) for code in inventory.inventory.lines),
        other_editions={**other, "methane-commitment": found["other.commitment"]},
        apart=_part("apart", found),
        avoided=_part("avoided", found),
        drivers=_drivers(year, city, draw, total, waste),
        is_stand_in=waste.is_stand_in,
    )


def _named(group: str, plug_in: Mapping[str, Array], drawn: Mapping[str, Array]) -> dict[str, tuple[Array, Array]]:
    return {f"{group}.{name}": (row, drawn[name]) for name, row in plug_in.items() if name in drawn}


def _part(group: str, found: Mapping[str, Span]) -> dict[str, Span]:
    return {key.removeprefix(f"{group}."): span for key, span in found.items() if key.startswith(f"{group}.")}


def _sites(gases: _Gases) -> dict[str, Array]:
    return {
        f"{past.facility.facility}.{what}": getattr(gas, f"{what}_t_ch4")
        for past, gas in zip(gases.sources.pasts, gases.sources.gases, strict=True)
        for what in ("generated", "recovered", "emitted")
    }


def _site_line(past: SitePast, found: Mapping[str, Span]) -> SiteMethane:
    return SiteMethane(
        facility=past.facility.facility,
        name=past.facility.name,
        management=past.management,
        is_management_default=past.is_management_default,
        first_year=past.opening,
        is_first_year_default=past.is_opening_default,
        recorded_years=len(past.recorded),
        generated=found["generated"],
        recovered=found["recovered"],
        emitted=found["emitted"],
    )


def _gpc_line(code: str, gases: CityGases, found: Mapping[str, Span]) -> GasLine:
    line = gases.inventory.lines[code]
    return GasLine(
        line=code,
        label=line.label,
        scope=line.scope,
        t_co2e_per_year=found.get(f"line.{code}"),
        notation=None if line.notation is None else line.notation.value,
    )


def _drivers(
    year: YearDraws, city: _City, draw: ChapterDraws, total: Array, waste: SortedWaste
) -> tuple[GasDriver, ...]:
    """Rank the inputs by their squared correlation with the total."""
    parameters = _parameters(EDITION, city.climate, year.draws, year.seed)
    inputs: dict[str, Array] = {
        "disposed": year.amounts.disposed_t_per_day,
        "uncollected": year.amounts.uncollected_t_per_day,
        "food_at_disposal": waste.at_disposal[CATEGORIES.index("kitchen_canteen")],
        "methane_frac": parameters.methane_frac,
    }
    for quantity in ("doc_frac", "docf_frac", "k_per_year"):
        for material, row in zip(parameters.fractions, getattr(parameters, quantity), strict=True):
            inputs[f"{quantity}.{material}"] = row
    beside = ("avoided.", "fertiliser.", "energy_recovery.")
    inputs |= {name: row for name, row in draw.rows.items() if row.strides != (0,) and not name.startswith(beside)}
    shares = squared_correlations(inputs, np.broadcast_to(total, (year.draws,)))
    # A published row that speaks of several materials has one stream: it is named once.
    once = {round(share, 12): name for name, share in reversed(shares.items())}
    ranked = (GasDriver(name=name, emitted_frac=share) for share, name in once.items() if share >= SMALLEST_DRIVER)
    return tuple(sorted(ranked, key=lambda each: (-each.emitted_frac, each.name))[:MOST_DRIVERS])


def _notations(sources: CityGasSources) -> dict[str, Notation]:
    """Why a line has no source: a facility that is not listed does not occur, what nobody asked is not estimated."""
    waste = sources.waste
    burning = [plant for plant in waste.plants if plant.kind.startswith("incineration")]
    rotting = [plant for plant in waste.plants if plant not in burning]
    has = {
        "III.1.1": any(not site.is_outside for site in waste.sites) or waste.uncollected is not None,
        "III.1.2": any(site.is_outside for site in waste.sites),
        "III.2.1": any(not plant.is_outside for plant in rotting),
        "III.2.2": any(plant.is_outside for plant in rotting),
        "III.3.1": any(not plant.is_outside for plant in burning)
        or waste.uncollected is not None
        or any(not site.is_outside for site in waste.sites),
        "III.3.2": any(plant.is_outside for plant in burning) or any(site.is_outside for site in waste.sites),
        "I.4.4": any(not plant.is_outside for plant in burning),
        "I.4.4-outside": any(plant.is_outside for plant in burning),
    }
    return {line: Notation.NOT_OCCURRING for line, occurs in has.items() if not occurs}


def _sources(year: YearDraws, city: _City) -> dict[str, str]:
    """What the figures rest on; a year with recorded pasts of its sites is not compared with one without."""
    sources = figure_sources(year.examination)
    histories = "site histories" if all(past.history is not None for past in city.pasts) else "assumed histories"
    disposed, uncollected = sources["disposed_t_per_day"], sources["uncollected_t_per_day"]
    whole = f"{uncollected} + {histories}" if city.pasts else uncollected
    return {
        "ghg_emitted_t_co2e_per_year": whole,
        "ghg_emitted_kg_co2e_per_cap_year": whole,
        "landfill_methane_t_per_year": f"{disposed} + {histories}" if city.pasts else disposed,
        "black_carbon_t_per_year": uncollected,
    }


def _findings(city: _City, inventory: CityGases, drawn: _Gases, waste: SortedWaste) -> tuple[Finding, ...]:
    found = [*inventory.findings]
    records = city.records
    if records.city.climate_zone is None:
        found.append(Finding(code="climate-zone-assumed", place=records.city.place("climate_zone")))
    if waste.is_stand_in:
        found.append(Finding(code="gases-composition-stands-in"))
    if drawn.sources.waste.uncollected is not None and records.city.uncollected_burnt_frac is None:
        found.append(Finding(code="open-burning-assumed", place=records.city.place("uncollected_burnt_frac")))
    if not records.energy and drawn.sources.waste.energy:
        found.append(Finding(code="fuel-assumed"))
    for past, gas in zip(drawn.sources.pasts, drawn.sources.gases, strict=True):
        found += _site_findings(past, gas)
    return tuple(found)


def _site_findings(past: SitePast, gas: SiteGas) -> list[Finding]:
    site = past.facility.name
    found = []
    if past.is_management_default:
        found.append(Finding(code="site-management-assumed", values={"site": site}, place=past.facility.place("kind")))
    if past.assumed_years:
        years = past.assumed_years
        values: dict[str, str | float] = {
            "site": site,
            "count": len(years),
            "first": str(years[0]),
            "last": str(years[-1]),
            "percent": round(100.0 * past.growth_value, 2),
        }
        found.append(Finding(code="past-deposits-assumed", values=values))
    if gas.capped_frac > CAPPED_WORTH_SAYING:
        capped: dict[str, str | float] = {
            "site": site,
            "year": str(past.year),
            "recovered": float(gas.recovered_t_ch4.mean()),
            "generated": float(gas.generated_t_ch4.mean()),
            "percent": round(100.0 * gas.capped_frac, 1),
        }
        found.append(Finding(code="recovery-exceeds-generated", values=capped))
    return found


def _defaults(city: _City, plug_in: _Gases) -> tuple[DefaultUsed, ...]:
    """The published numbers that stand in for what the city did not write down."""
    used = []
    if any(past.is_management_default for past in city.pasts):
        row = factor("methane_correction", NOT_KNOWN, EDITION)
        used.append(default_of("methane_correction", "how a disposal site is run", row))
    if any(past.is_opening_default for past in city.pasts):
        used.append(
            default_of("site_history", "years that a disposal site was open before", default_growth()["history"])
        )
    if any(past.is_growth_default for past in city.pasts):
        rows = default_growth()
        used.append(default_of("population_growth", "yearly growth of people in the past", rows["population_growth"]))
        used.append(default_of("rate_growth", "yearly growth of waste per person in the past", rows["rate_growth"]))
    if plug_in.sources.waste.uncollected is not None and city.records.city.uncollected_burnt_frac is None:
        row = factor("plastic_fate_default", "burnt")
        used.append(default_of("uncollected_burnt", "share of uncollected waste that is burnt", row))
    if not city.records.energy and plug_in.sources.waste.energy:
        row = factor("transport", "collection_diesel")
        used.append(default_of("collection_diesel", "fuel of collection trucks", row))
    return tuple(used)
