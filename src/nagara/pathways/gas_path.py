r"""Greenhouse gases of a projection, by source and year.

Notes
-----
Methane of disposal sites follows first-order decay over the years: what was deposited before a
change goes on giving gas as before. All other sources give off what they give off in the year in
which waste reaches them. Fuel and power of the service grow with the tonnes that they are used for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.black_carbon import pollutant_factors
from nagara.emissions.composting import composting, composting_factors
from nagara.emissions.digestion import digestion, digestion_factors
from nagara.emissions.electricity import electricity_gases
from nagara.emissions.gases import Gases, WarmingPotentials, add_up, warming_potentials
from nagara.emissions.incineration import incineration, incineration_factors
from nagara.emissions.landfill_methane import Disposal, landfill_methane
from nagara.emissions.material_carbon import material_carbon
from nagara.emissions.open_burning import burnt_of_available, open_burning, open_burning_factors
from nagara.emissions.transport import fuel_factors, fuel_gases
from nagara.evidence import factor
from nagara.findings import Finding
from nagara.pathways.scenario import drawn_value, reached
from nagara.pathways.site_history import (
    ROWS,
    SiteHistory,
    climate_of,
    correction,
    decay_parameters,
    oxidation,
    site_histories,
)
from nagara.pathways.starting_point import UNCOLLECTED
from nagara.uncertainty.published_number import draw_published
from nagara.waste.ledger import estimate_of
from nagara.waste.material_map import material_map
from nagara.waste.plastics import fate_estimates

if TYPE_CHECKING:
    from nagara.emissions.decay_parameters import DecayParameters
    from nagara.pathways.projection import Projection
    from nagara.pathways.scenario import Change
    from nagara.pathways.starting_point import StartingPoint
    from nagara.waste.material_map import MaterialMap

__all__ = ["GAS_SOURCES", "GasStart", "gas_path", "gas_start", "open_fires_t", "service_fuel"]

Array: TypeAlias = NDArray[np.float64]

GAS_SOURCES: Final = ("disposal", "composting", "digestion", "incineration", "open_burning", "fuel_and_power")
"""Sources of gases, in the order of tables."""
FURNACE: Final = "continuous-stoker"
NEW_LANDFILL: Final = "managed-anaerobic"
"""How a landfill is run that a scenario opens, unless it says otherwise."""
NOT_KNOWN: Final = "uncategorised"
BURNT_FATE: Final = "plastic_fate.burnt"
"""Published share of unmanaged plastic that is burnt, which stands in for uncollected waste."""
NO_GASES: Final = frozenset({"mechanical-biological", "refuse-derived-fuel"})
"""Kinds of facilities that nagara has no factors for; at the others nothing rots or burns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GasStart:
    """What the gases of the baseline and of every scenario have in common.

    Parameters
    ----------
    start
        Where the city stands.
    potentials, edition
        Warming potentials, and edition of the guidelines.
    mapping
        From the twelve categories to the materials of the guidelines.
    parameters
        Of decay.
    histories
        Past of every disposal site by code.
    alight_frac, burns_frac
        Share of uncollected waste that is set alight, and the part of that which burns, shape (draws,) or (1,) [frac].
    findings
        Doubts.
    """

    start: StartingPoint
    potentials: WarmingPotentials
    edition: str
    mapping: MaterialMap
    parameters: DecayParameters
    histories: Mapping[str, SiteHistory]
    alight_frac: Array
    burns_frac: Array
    findings: tuple[Finding, ...]


def gas_start(start: StartingPoint, *, gwp: str, edition: str) -> GasStart:
    """Work out the past of the disposal sites and what is known of the year of the records.

    Parameters
    ----------
    start
        Where the city stands.
    gwp
        Assessment report of the warming potentials: ``AR4``, ``AR5`` or ``AR6``.
    edition
        ``2006`` or ``2019`` of the guidelines.
    """
    climate, doubts = climate_of(start)
    parameters, mapping = decay_parameters(start, edition, climate), material_map(start.draw)
    histories, more = site_histories(start, mapping, parameters, edition)
    alight, burns, unseen = _alight(start, edition)
    return GasStart(
        start=start,
        potentials=warming_potentials(gwp),
        edition=edition,
        mapping=mapping,
        parameters=parameters,
        histories=histories,
        alight_frac=alight,
        burns_frac=burns,
        findings=(*doubts, *more, *unseen),
    )


def _alight(start: StartingPoint, edition: str) -> tuple[Array, Array, tuple[Finding, ...]]:
    """What is set alight, and what of it burns; where nobody looked, what is published of burnt plastic."""
    city = start.examination.records.city
    if city.uncollected_burnt_frac is None:
        estimate = fate_estimates()[BURNT_FATE]
        return start.draw(BURNT_FATE, estimate), np.ones(1), (Finding(code="scenario-burning-unseen"),)
    low, high = city.uncollected_burnt_low, city.uncollected_burnt_high
    seen = estimate_of(city.uncollected_burnt_frac, low, high, None, source=city.city, is_share=True)
    return start.draw("own.uncollected_burnt", seen), burnt_of_available(start.draw, edition), ()


def gas_path(common: GasStart, projection: Projection) -> tuple[dict[str, Gases], tuple[Finding, ...]]:
    """Gases of a projection by source of :data:`GAS_SOURCES`, every mass of shape (years, draws).

    Parameters
    ----------
    common
        What all scenarios have in common.
    projection
        The waste.
    """
    start, draw = common.start, common.start.draw_for_years
    by_kind = _by_kind(projection)
    carbon = material_carbon(draw)
    burned = [_burned_uncollected(common, projection)]
    methane = []
    for code in _sites(common, projection):
        emitted, fire = _site(common, projection, code)
        methane.append(emitted)
        burned += fire
    furnaces = sum((mass for kind, mass in by_kind.items() if kind.startswith("incineration")), _nothing(projection))
    fires, factors = sum(burned, _nothing(projection)), open_burning_factors(draw, common.edition)
    soot = pollutant_factors(draw, ("black_carbon",))["black_carbon"]
    gases = {
        "disposal": Gases.of(waste_t_ch4=sum(methane, _nothing(projection)[0])),
        "composting": composting(_total(by_kind, "composting", projection), composting_factors(draw)),
        "digestion": digestion(_total(by_kind, "digestion", projection), digestion_factors(draw)),
        "incineration": incineration(common.mapping.to_ipcc(furnaces), carbon, incineration_factors(draw, FURNACE)),
        "open_burning": open_burning(common.mapping.to_ipcc(fires), carbon, factors, soot),
        "fuel_and_power": service_fuel(start, projection),
    }
    return gases, tuple(
        Finding(code="scenario-gas-left-out", values={"facility": entry.name, "kind": entry.kind})
        for entry in projection.destinations
        if entry.kind in NO_GASES
    )


def _nothing(projection: Projection) -> Array:
    return np.zeros_like(projection.generated_t)


def _by_kind(projection: Projection) -> dict[str, Array]:
    """Mass by category and kind of facility, shape (12, years, draws) [t]."""
    out: dict[str, Array] = {}
    for at, entry in enumerate(projection.destinations):
        mass = projection.mass_t[:, at]
        out[entry.kind] = out[entry.kind] + mass if entry.kind in out else mass
    return out


def _total(by_kind: Mapping[str, Array], kind: str, projection: Projection) -> Array:
    mass: Array = by_kind.get(kind, _nothing(projection)).sum(axis=0)
    return mass


def _path(changes: Sequence[Change], projection: Projection, before: Array, start: StartingPoint) -> Array:
    """A share over the years, moved by its changes one after the other, shape (years, draws) [frac]."""
    share = np.broadcast_to(before, (len(projection.years), before.size))
    for change in changes:
        part = reached(change, projection.years)[:, None]
        value = drawn_value(change, start.draw, is_share=True)
        share = np.where(part > 0, share + (value - share) * part, share)
    return share


def _changes(projection: Projection, what: str, facility: str | None) -> tuple[Change, ...]:
    return tuple(entry for entry in projection.changes if entry.what == what and (entry.facility or None) == facility)


def _burned_uncollected(common: GasStart, projection: Projection) -> Array:
    """Uncollected waste that burns, by category, shape (12, years, draws) [t]."""
    alight = _path(_changes(projection, "burnt_share", None), projection, common.alight_frac, common.start)
    burned: Array = projection.mass_t[:, projection.at(UNCOLLECTED)] * (alight * common.burns_frac)
    return burned


def _sites(common: GasStart, projection: Projection) -> tuple[str, ...]:
    """Sites that receive waste or hold old waste."""
    receiving = [entry.code for entry in projection.destinations if entry.is_site]
    return tuple(dict.fromkeys([*receiving, *common.histories]))


def _site(common: GasStart, projection: Projection, code: str) -> tuple[Array, list[Array]]:
    """Methane that one site emits, shape (years, draws) [t], and the waste that burns there by category [t]."""
    start, size, history = common.start, len(projection.years), common.histories.get(code)
    entry = next((entry for entry in projection.destinations if entry.code == code), None)
    arriving = _nothing(projection) if entry is None else projection.mass_t[:, projection.at(code)]
    is_new_landfill = history is None and entry is not None and entry.kind == "landfill"
    managed = history.past.management if history else NEW_LANDFILL if is_new_landfill else NOT_KNOWN
    mcf, oxidised = np.empty((size, start.population.size)), np.empty((size, start.population.size))
    mcf[:] = correction(start, managed, common.edition)
    oxidised[:] = oxidation(start, history.cover if history else "none")
    for change in _changes(projection, "site_management", code):
        mcf[reached(change, projection.years) >= 1.0] = correction(start, str(change.of_which), common.edition)
    for change in _changes(projection, "site_cover", code):
        oxidised[reached(change, projection.years) >= 1.0] = oxidation(start, str(change.of_which))
    before = history.caught_frac if history else np.zeros(1)
    caught = _path(_changes(projection, "gas_recovery", code), projection, before, start)
    burnt = _burnt_at(common, projection, code)
    disposal = Disposal(
        years=np.array(projection.years),
        deposits_t_wet=common.mapping.to_ipcc(arriving)[ROWS] * (1.0 - burnt),
        mcf_frac=mcf,
        oxidation_frac=oxidised,
        recovery_frac=np.ascontiguousarray(caught),
    )
    stock = None if history is None else history.stock_t_carbon
    emitted = landfill_methane(disposal, common.parameters, stock_t_carbon=stock).emitted_t_ch4
    return emitted, [arriving * burnt] if burnt.any() else []


def _burnt_at(common: GasStart, projection: Projection, code: str) -> Array:
    """Share of what arrives at a site that burns there, shape (years, draws) [frac]."""
    history = common.histories.get(code)
    before = history.burnt_frac if history else np.zeros(1)
    return _path(_changes(projection, "burnt_share", code), projection, before, common.start)


def open_fires_t(common: GasStart, projection: Projection) -> Array:
    """Waste that burns in the open, uncollected and at disposal sites, shape (years, draws) [t].

    Parameters
    ----------
    common
        What all scenarios have in common.
    projection
        The waste.
    """
    burned = _burned_uncollected(common, projection).sum(axis=0)
    for at, entry in enumerate(projection.destinations):
        if entry.is_site:
            burned = burned + projection.mass_t[:, at].sum(axis=0) * _burnt_at(common, projection, entry.code)
    return np.asarray(burned)


def service_fuel(start: StartingPoint, projection: Projection) -> Gases:
    """Fuel and power of the service: as much for a tonne as in the year of the records, or as trucks use elsewhere.

    Parameters
    ----------
    start
        Where the city stands.
    projection
        The waste.
    """
    mass = projection.mass_t.sum(axis=0)
    rows = {
        "collection": [entry.kind != UNCOLLECTED for entry in projection.destinations],
        "recovery": [entry.is_recovery for entry in projection.destinations],
        "disposal": [entry.is_disposal for entry in projection.destinations],
    }
    rows["transfer"] = rows["collection"]
    gases = []
    for at, used in enumerate(start.examination.records.energy):
        if used.amount_per_year is None or used.use not in rows:
            continue
        ends = used.amount_low, used.amount_high
        relative = factor("account_default", "records_relative_error").value
        recorded = estimate_of(used.amount_per_year, *ends, None, source=used.source, relative_error=relative)
        handled = mass[rows[used.use]].sum(axis=0)
        grown = handled / np.where(handled[0] > 0, handled[0], 1.0)
        amount = start.draw(f"own.energy.{at}.{used.use}.{used.carrier}", recorded) * grown
        if used.carrier != "electricity":
            gases.append(fuel_gases(amount, fuel_factors(start.draw_for_years, used.carrier)))
        elif used.grid_kg_co2e_per_kwh is not None:
            gases.append(electricity_gases(amount, used.grid_kg_co2e_per_kwh))
    if not start.examination.records.energy:
        litres = mass[rows["collection"]].sum(axis=0) * draw_published(start.draw, "transport", "collection_diesel")
        gases.append(fuel_gases(litres, fuel_factors(start.draw_for_years, "diesel")))
    return add_up(tuple(gases)) if gases else Gases.of(fossil_t_co2=np.zeros_like(mass[0]))
