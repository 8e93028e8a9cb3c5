"""What the climate chapter rests on, what stands in for what nobody wrote down, and what is doubtful."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from nagara.emissions.past_deposits import default_growth
from nagara.evidence import factor
from nagara.findings import Finding
from nagara.indicators.defaults import default_of
from nagara.indicators.figure_sources import figure_sources
from nagara.indicators.greenhouse_gases.model import EDITION
from nagara.indicators.greenhouse_gases.site import NOT_KNOWN
from nagara.waste.row import Notation

if TYPE_CHECKING:
    from nagara.emissions.city_inventory import CityGases
    from nagara.indicators.chapter import YearDraws
    from nagara.indicators.chapter_account import SortedWaste
    from nagara.indicators.greenhouse_gases.model import GasModel, YearGases
    from nagara.indicators.greenhouse_gases.site import SiteGas, SitePast
    from nagara.indicators.greenhouse_gases.sources import CityGasSources
    from nagara.indicators.result import DefaultUsed
    from nagara.waste.records import CityRecords

__all__ = ["gas_defaults", "gas_findings", "gas_sources", "line_notations"]

CAPPED_WORTH_SAYING: Final = 0.05
"""Share of the draws with more methane metered than generated from which a finding is printed [frac]."""


def line_notations(sources: CityGasSources) -> dict[str, Notation]:
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


def gas_sources(year: YearDraws, city: GasModel) -> dict[str, str]:
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


def gas_findings(city: GasModel, inventory: CityGases, drawn: YearGases, waste: SortedWaste) -> tuple[Finding, ...]:
    """Doubts of the inventory, and what was assumed in place of what nobody wrote down."""
    records = city.records
    found = [_placed(finding, records) for finding in inventory.findings]
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


def _placed(finding: Finding, records: CityRecords) -> Finding:
    """Say in which row the factor of the grid is missing; the inventory knows no rows."""
    if finding.code != "grid-factor-missing":
        return finding
    use = finding.values["use"]
    row = next(row for row in records.energy if (row.use, row.carrier) == (use, "electricity"))
    return replace(finding, place=row.place("grid_kg_co2e_per_kwh"))


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
        place = None if past.history is None else past.history.place("methane_recovered_t_per_year")
        found += [replace(finding, place=place) for finding in gas.recovery_findings]
    return found


def gas_defaults(city: GasModel, plug_in: YearGases) -> tuple[DefaultUsed, ...]:
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
