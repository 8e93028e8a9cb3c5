"""The climate chapter as it is printed: gases by source, by site and by line, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nagara.indicators.spans import Span

__all__ = ["GasDriver", "GasLine", "GasMass", "GreenhouseGases", "SiteMethane"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMethane:
    """Methane of one disposal site in the year.

    Parameters
    ----------
    facility, name
        Code and name of the site.
    management
        How it is run, a code of ``disposal_site_kind``.
    is_management_default
        Whether nobody said how it is run.
    first_year
        Year from which waste was counted; ``is_first_year_default`` where its opening is not known.
    recorded_years
        Earlier years whose deposits were recorded.
    methane_generated_t_per_year, methane_recovered_t_per_year, methane_emitted_t_per_year
        Methane [t/year].
    oxidation_frac
        Part of the methane not recovered that is oxidised in the cover, at the plug-in values [frac].
    line
        Line of the inventory on which its methane stands.
    """

    facility: str
    name: str
    management: str
    is_management_default: bool
    first_year: int
    is_first_year_default: bool
    recorded_years: int
    methane_generated_t_per_year: Span
    methane_recovered_t_per_year: Span
    methane_emitted_t_per_year: Span
    oxidation_frac: float
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GasMass:
    """What one source gives off on one line of the inventory in the year, at the plug-in values [t].

    The last two are in no total.
    """

    source: str
    line: str
    fossil_t_co2: float
    waste_t_ch4: float
    fuel_t_ch4: float
    t_n2o: float
    biogenic_t_co2: float
    t_black_carbon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GasLine:
    """One line of the inventory of the Global Protocol.

    Parameters
    ----------
    line, label, scope
        As the protocol has them.
    t_co2e_per_year
        Its gases; ``None`` without a figure.
    notation
        Why there is none, or why something is missing beside it.
    """

    line: str
    label: str
    scope: int
    t_co2e_per_year: Span | None
    notation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GasDriver:
    """An input and its squared correlation with the total [frac]."""

    name: str
    emitted_frac: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GreenhouseGases:
    """Greenhouse gases of a city's waste in a year.

    Parameters
    ----------
    edition, potentials, climate
        Guidelines, warming potentials and climate zone that the total rests on.
    is_climate_default
        Whether nobody said in which climate the city lies.
    total_t_co2e_per_year
        All sources of the city's waste [t CO2e/year].
    by_source_t_co2e_per_year
        The same by source [t CO2e/year].
    sites
        Disposal sites with methane.
    lines
        The inventory, line by line.
    masses
        The gases of each source on each line, before warming potentials make one sum of them.
    others_t_co2e_per_year
        Totals beside the reported one, never added to it: ``2006`` (the earlier guidelines) and
        ``methane-commitment`` (all methane that the waste of the year will ever give) [t CO2e/year].
    apart_t_per_year
        What is in no total: ``black_carbon`` and ``biogenic_co2`` [t/year].
    avoided_t_co2e_per_year
        Emissions avoided elsewhere by ``recycling``, ``compost`` and ``electricity``, in no total [t CO2e/year].
    drivers
        What the doubt of the total comes from, the largest first.
    is_stand_in
        Whether one composition stands in for waste that was sorted at another point only.
    """

    edition: str
    potentials: str
    climate: str
    is_climate_default: bool
    total_t_co2e_per_year: Span
    by_source_t_co2e_per_year: Mapping[str, Span]
    sites: tuple[SiteMethane, ...]
    lines: tuple[GasLine, ...]
    masses: tuple[GasMass, ...]
    others_t_co2e_per_year: Mapping[str, Span]
    apart_t_per_year: Mapping[str, Span]
    avoided_t_co2e_per_year: Mapping[str, Span]
    drivers: tuple[GasDriver, ...]
    is_stand_in: bool
