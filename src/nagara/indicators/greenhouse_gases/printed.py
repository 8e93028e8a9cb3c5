"""The climate chapter as printed values: spans of every sum, and what its doubt goes along with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.gpc import Treatment, waste_line
from nagara.indicators.correlation import AboutMean, squared_correlations
from nagara.indicators.greenhouse_gases.beside import DRAWS_BESIDE
from nagara.indicators.greenhouse_gases.model import EDITION, drawn_decay
from nagara.indicators.greenhouse_gases.result import GasDriver, GasLine, GasMass, GreenhouseGases, SiteMethane
from nagara.indicators.spans import Span, spans
from nagara.uncertainty.published_number import at_plug_in
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from nagara.emissions.city_inventory import CityGases
    from nagara.emissions.gases import Gases
    from nagara.indicators.chapter import YearDraws
    from nagara.indicators.chapter_account import SortedWaste
    from nagara.indicators.greenhouse_gases.model import GasModel, YearGases
    from nagara.indicators.greenhouse_gases.site import SiteGas, SitePast
    from nagara.indicators.published.draws import ChapterDraws

__all__ = ["printed_gases", "full"]

Array: TypeAlias = NDArray[np.float64]

MOST_DRIVERS: Final = 6
SMALLEST_DRIVER: Final = 0.01
"""Squared correlation from which an input is listed [frac]."""


def printed_gases(
    year: YearDraws,
    city: GasModel,
    plug_in: YearGases,
    drawn: YearGases,
    beside: tuple[Array, Array],
    draw: ChapterDraws,
    waste: SortedWaste,
    inventory: CityGases,
) -> GreenhouseGases:
    """Put both bands on every sum of the year.

    Parameters
    ----------
    year
        The account.
    city
        The model.
    plug_in, drawn
        Its gases at the plug-in values and draw by draw.
    beside
        The total after the other edition, at the plug-in values and in the first draws [t CO2e].
    draw
        The numbers that were drawn.
    waste
        The compositions, draw by draw.
    inventory
        The lines of the protocol, at the plug-in values.
    """
    level, draws = year.level, year.draws
    total = drawn.total
    sums = {
        **_named("source", plug_in.by_source, drawn.by_source),
        **_named("apart", plug_in.apart, drawn.apart),
        **_named("avoided", plug_in.avoided(at_plug_in), drawn.avoided(draw)),
        **_named("total", {"": plug_in.total}, {"": total}),
        **_named("other", {"commitment": plug_in.committed()}, {"commitment": drawn.committed()}),
        **_named("line", plug_in.by_line(), drawn.by_line()),
        **_named("site", _sites(plug_in), _sites(drawn)),
    }
    values = {key: float(pair[0][0]) for key, pair in sums.items()}
    found = spans(values, full({key: pair[1] for key, pair in sums.items()}, draws), level)
    other = spans({"2006": float(beside[0][0])}, {"2006": np.broadcast_to(beside[1], min(DRAWS_BESIDE, draws))}, level)
    return GreenhouseGases(
        edition=EDITION,
        potentials=city.potentials.edition,
        climate=city.climate,
        is_climate_default=city.records.city.climate_zone is None,
        total_t_co2e_per_year=found["total."],
        by_source_t_co2e_per_year=_part("source", found),
        sites=tuple(
            _site_line(past, gas, _part(f"site.{past.facility.facility}", found))
            for past, gas in zip(city.pasts, plug_in.sources.gases, strict=True)
        ),
        lines=tuple(_gpc_line(code, inventory, found) for code in inventory.inventory.lines),
        masses=tuple(_mass(*key, gases) for key, gases in plug_in.masses().items()),
        others_t_co2e_per_year={**other, "methane-commitment": found["other.commitment"]},
        apart_t_per_year=_part("apart", found),
        avoided_t_co2e_per_year=_part("avoided", found),
        drivers=_drivers(year, city, draw, total, waste),
        is_stand_in=waste.is_stand_in,
    )


def _named(group: str, plug_in: Mapping[str, Array], drawn: Mapping[str, Array]) -> dict[str, tuple[Array, Array]]:
    return {f"{group}.{name}": (row, drawn[name]) for name, row in plug_in.items() if name in drawn}


def _part(group: str, found: Mapping[str, Span]) -> dict[str, Span]:
    return {key.removeprefix(f"{group}."): span for key, span in found.items() if key.startswith(f"{group}.")}


def _sites(gases: YearGases) -> dict[str, Array]:
    return {
        f"{past.facility.facility}.{what}": getattr(gas, f"{what}_t_ch4")
        for past, gas in zip(gases.sources.pasts, gases.sources.gases, strict=True)
        for what in ("generated", "recovered", "emitted")
    }


def _site_line(past: SitePast, gas: SiteGas, found: Mapping[str, Span]) -> SiteMethane:
    return SiteMethane(
        facility=past.facility.facility,
        name=past.facility.name,
        management=past.management,
        is_management_default=past.is_management_default,
        first_year=past.opening,
        is_first_year_default=past.is_opening_default,
        recorded_years=len(past.recorded),
        methane_generated_t_per_year=found["generated"],
        methane_recovered_t_per_year=found["recovered"],
        methane_emitted_t_per_year=found["emitted"],
        oxidation_frac=float(gas.oxidation_frac[0]),
        line=waste_line(Treatment.DISPOSAL, is_outside=bool(past.facility.is_outside_boundary)),
    )


def _mass(source: str, line: str, gases: Gases) -> GasMass:
    return GasMass(source=source, line=line, **{name: float(mass.flat[0]) for name, mass in gases.by_gas().items()})


def _gpc_line(code: str, gases: CityGases, found: Mapping[str, Span]) -> GasLine:
    line = gases.inventory.lines[code]
    return GasLine(
        line=code,
        label=line.label,
        scope=line.scope,
        t_co2e_per_year=found.get(f"line.{code}"),
        notation=None if line.notation is None else line.notation.value,
    )


def full(rows: Mapping[str, Array], draws: int) -> dict[str, Array]:
    """Every row with all its draws, also one that says the same in all of them."""
    whole = (draws,)
    return {name: row if row.shape == whole else np.broadcast_to(row, whole) for name, row in rows.items()}


def _drivers(
    year: YearDraws, city: GasModel, draw: ChapterDraws, total: Array, waste: SortedWaste
) -> tuple[GasDriver, ...]:
    """Rank the inputs by their squared correlation with the total."""
    inputs: dict[str, Array | AboutMean] = {
        "disposed": year.amounts.disposed_t_per_day,
        "uncollected": year.amounts.uncollected_t_per_day,
        "food_at_disposal": waste.at_disposal[CATEGORIES.index("kitchen_canteen")],
        **_decay_about_mean(city.climate, year.draws, year.seed),
    }
    beside = ("avoided.", "fertiliser.", "energy_recovery.")
    inputs |= {name: row for name, row in draw.varying().items() if not name.startswith(beside)}
    shares = squared_correlations(inputs, np.broadcast_to(total, (year.draws,)))
    # A published row that speaks of several materials has one stream: it is named once.
    once = {round(share, 12): name for name, share in reversed(shares.items())}
    ranked = (GasDriver(name=name, emitted_frac=share) for share, name in once.items() if share >= SMALLEST_DRIVER)
    return tuple(sorted(ranked, key=lambda each: (-each.emitted_frac, each.name))[:MOST_DRIVERS])


@lru_cache(maxsize=4)
def _decay_about_mean(climate: str, draws: int, seed: int) -> dict[str, AboutMean]:
    """Carbon and rates as inputs of the total; all cities of a climate share them."""
    parameters = drawn_decay(EDITION, climate, draws, seed)
    found = {"methane_frac": AboutMean.of(parameters.methane_frac)}
    for quantity in ("doc_frac", "docf_frac", "k_per_year"):
        for material, row in zip(parameters.fractions, getattr(parameters, quantity), strict=True):
            found[f"{quantity}.{material}"] = AboutMean.of(row)
    return found
