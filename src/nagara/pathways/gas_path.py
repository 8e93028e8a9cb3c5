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
from nagara.errors import ScenarioError
from nagara.findings import Finding
from nagara.pathways.scenario import drawn_value, reached
from nagara.pathways.site_history import (
    ROWS,
    SiteHistory,
    burnt_frac,
    climate_of,
    correction,
    decay_parameters,
    oxidation,
    site_histories,
)
from nagara.pathways.starting_point import UNCOLLECTED
from nagara.waste.ledger import estimate_of
from nagara.waste.material_map import material_map

if TYPE_CHECKING:
    from nagara.emissions.decay_parameters import DecayParameters
    from nagara.pathways.projection import Projection
    from nagara.pathways.scenario import Change
    from nagara.pathways.starting_point import StartingPoint
    from nagara.waste.material_map import MaterialMap

__all__ = ["GAS_SOURCES", "GasStart", "gas_path", "gas_start"]

Array: TypeAlias = NDArray[np.float64]

GAS_SOURCES: Final = ("disposal", "composting", "digestion", "incineration", "open_burning", "fuel_and_power")
"""Sources of gases, in the order of tables."""
FURNACE: Final = "continuous-stoker"
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
    caught_frac
        Share of the methane generated that is recovered in the year of the records, by site, shape (draws,) [frac].
    alight_frac
        Share of uncollected waste that is set alight, ``None`` where nobody looked, shape (draws,) [frac].
    findings
        Doubts.
    """

    start: StartingPoint
    potentials: WarmingPotentials
    edition: str
    mapping: MaterialMap
    parameters: DecayParameters
    histories: Mapping[str, SiteHistory]
    caught_frac: Mapping[str, Array]
    alight_frac: Array | None
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
    rows = {row.facility: row for row in start.examination.records.disposal_history}
    deposits = {
        entry.code: mapping.to_ipcc(start.mass_t[:, at])[ROWS]
        * (1.0 - burnt_frac(start, entry.code, rows.get(entry.code)))
        for at, entry in enumerate(start.destinations)
        if entry.is_site
    }
    histories, more = site_histories(start, deposits, parameters, edition)
    unlooked = start.examination.records.city.uncollected_burnt_frac is None
    return GasStart(
        start=start,
        potentials=warming_potentials(gwp),
        edition=edition,
        mapping=mapping,
        parameters=parameters,
        histories=histories,
        caught_frac={code: _caught(start, history, parameters) for code, history in histories.items()},
        alight_frac=_alight(start),
        findings=(*doubts, *more, *((Finding(code="scenario-burning-unseen"),) if unlooked else ())),
    )


def _caught(start: StartingPoint, history: SiteHistory, parameters: DecayParameters) -> Array:
    """Recovered over generated in the year of the records; more than is generated is all of it."""
    if not history.recovered_t_ch4.any():
        return np.zeros(1)
    year = Disposal(
        years=np.array([start.year]),
        deposits_t_wet=np.zeros((1, len(parameters.fractions), 1, 1)),
        mcf_frac=np.zeros((1, 1, 1)),
        oxidation_frac=np.zeros((1, 1, 1)),
    )
    generated = landfill_methane(year, parameters, stock_t_carbon=history.stock_t_carbon[None]).generated_t_ch4[0, 0]
    return np.minimum(history.recovered_t_ch4 / np.where(generated > 0, generated, 1.0), 1.0)


def _alight(start: StartingPoint) -> Array | None:
    city = start.examination.records.city
    if city.uncollected_burnt_frac is None:
        return None
    low, high = city.uncollected_burnt_low, city.uncollected_burnt_high
    return start.draw_own("uncollected_burnt", estimate_of(city.uncollected_burnt_frac, low, high, None, is_share=True))


def gas_path(common: GasStart, projection: Projection) -> tuple[dict[str, Gases], tuple[Finding, ...]]:
    """Gases of a projection by source of :data:`GAS_SOURCES`, every mass of shape (years, draws).

    Parameters
    ----------
    common
        What all scenarios have in common.
    projection
        The waste.

    Raises
    ------
    ScenarioError
        If a scenario ends open burning that nobody looked at in the year of the records.
    """
    start, draw = common.start, common.start.draw_for_years
    by_kind = _by_kind(projection)
    carbon = material_carbon(draw)
    burned = [*_burned_uncollected(common, projection)]
    methane = []
    for at, entry in enumerate(projection.destinations):
        if entry.is_site:
            emitted, fire = _site(common, projection, at)
            methane.append(emitted)
            burned += fire
    furnaces = sum((mass for kind, mass in by_kind.items() if kind.startswith("incineration")), _nothing(projection))
    gases = {
        "disposal": Gases.of(waste_t_ch4=sum(methane, _nothing(projection)[0])),
        "composting": composting(_total(by_kind, "composting", projection), composting_factors(draw)),
        "digestion": digestion(_total(by_kind, "digestion", projection), digestion_factors(draw)),
        "incineration": incineration(common.mapping.to_ipcc(furnaces), carbon, incineration_factors(draw, FURNACE)),
        "open_burning": Gases.of(waste_t_ch4=_nothing(projection)[0]),
        "fuel_and_power": _fuel(start, projection),
    }
    if burned:
        soot = pollutant_factors(draw, ("black_carbon",))["black_carbon"]
        factors = open_burning_factors(draw, common.edition)
        gases["open_burning"] = open_burning(
            common.mapping.to_ipcc(sum(burned, _nothing(projection))), carbon, factors, soot
        )
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


def _burned_uncollected(common: GasStart, projection: Projection) -> list[Array]:
    changes = _changes(projection, "burnt_share", None)
    if common.alight_frac is None:
        if changes:
            place = changes[0].place("what")
            raise ScenarioError([str(Finding(code="scenario-burning-unknown", place=place))])
        return []
    alight = _path(changes, projection, common.alight_frac, common.start)
    burns = burnt_of_available(common.start.draw_for_years, common.edition)
    return [projection.mass_t[:, projection.at(UNCOLLECTED)] * (alight * burns)]


def _site(common: GasStart, projection: Projection, at: int) -> tuple[Array, list[Array]]:
    """Methane that one site emits, shape (years, draws) [t], and the waste that burns there by category [t]."""
    start, entry = common.start, projection.destinations[at]
    size = len(projection.years)
    history = common.histories.get(entry.code)
    managed = history.management if history else ("managed-anaerobic" if entry.kind == "landfill" else "uncategorised")
    mcf, oxidised = np.empty((size, start.population.size)), np.empty((size, start.population.size))
    mcf[:] = correction(start, managed, common.edition)
    oxidised[:] = oxidation(start, history.cover if history else "none")
    for change in _changes(projection, "site_management", entry.code):
        on = reached(change, projection.years) >= 1.0
        mcf[on] = correction(start, str(change.of_which), common.edition)
    for change in _changes(projection, "site_cover", entry.code):
        oxidised[reached(change, projection.years) >= 1.0] = oxidation(start, str(change.of_which))
    caught = _path(
        _changes(projection, "gas_recovery", entry.code),
        projection,
        common.caught_frac.get(entry.code, np.zeros(1)),
        start,
    )
    fires = _changes(projection, "burnt_share", entry.code)
    burnt = _path(fires, projection, history.burnt_frac if history else np.zeros(1), start)
    arriving = projection.mass_t[:, at]
    deposits = common.mapping.to_ipcc(arriving)[ROWS] * (1.0 - burnt)
    disposal = Disposal(
        years=np.array(projection.years),
        deposits_t_wet=deposits[None],
        mcf_frac=mcf[None],
        oxidation_frac=oxidised[None],
        recovery_frac=np.ascontiguousarray(caught)[None],
    )
    stock = None if history is None else history.stock_t_carbon[None]
    emitted = landfill_methane(disposal, common.parameters, stock_t_carbon=stock).emitted_t_ch4[0]
    return emitted, [arriving * burnt] if burnt.any() else []


def _fuel(start: StartingPoint, projection: Projection) -> Gases:
    """Fuel and power of the service: as much for a tonne as in the year of the records."""
    mass = projection.mass_t.sum(axis=0)
    rows = {
        "collection": [entry.kind != UNCOLLECTED for entry in projection.destinations],
        "recovery": [entry.is_recovery for entry in projection.destinations],
        "disposal": [entry.is_disposal for entry in projection.destinations],
    }
    rows["transfer"] = rows["collection"]
    gases = []
    for used in start.examination.records.energy:
        if used.amount_per_year is None or used.use not in rows:
            continue
        estimate = estimate_of(used.amount_per_year, used.amount_low, used.amount_high, None)
        handled = mass[rows[used.use]].sum(axis=0)
        first = np.where(handled[0] > 0, handled[0], 1.0)
        amount = start.draw_own(f"energy.{used.use}.{used.carrier}", estimate) * (handled / first)
        if used.carrier != "electricity":
            gases.append(fuel_gases(amount, fuel_factors(start.draw_for_years, used.carrier)))
        elif used.grid_kg_co2e_per_kwh is not None:
            gases.append(electricity_gases(amount, used.grid_kg_co2e_per_kwh))
    return add_up(tuple(gases)) if gases else Gases.of(fossil_t_co2=np.zeros_like(mass[0]))
