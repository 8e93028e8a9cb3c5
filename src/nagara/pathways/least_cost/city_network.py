"""Schemes, facilities and ways of one city: what its records show, and what could be built or begun.

What stands is calibrated so that the year of the records comes out as the account has it: every
destination of the account is a facility, and the scheme ``now`` captures of each category the share that
goes there. Schemes that could begin keep what informal workers recover today.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.gas_path import NEW_LANDFILL, NOT_KNOWN
from nagara.pathways.least_cost.collection_tour import collection_tour
from nagara.pathways.least_cost.problem import (
    CONSTITUENTS,
    Container,
    Expansion,
    Facility,
    Scheme,
    Site,
    StreamKind,
    Technology,
    Way,
)
from nagara.pathways.least_cost.technologies import EVERYTHING, KINDS, expansion, technology, technology_number
from nagara.pathways.site_history import ROTTING, correction, oxidation
from nagara.pathways.starting_point import UNCOLLECTED, of_draw
from nagara.uncertainty.published_number import draw_published
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from nagara.pathways.gas_path import GasStart
    from nagara.pathways.starting_point import Destination, StartingPoint
    from nagara.uncertainty.published_number import Draw

__all__ = ["NOW", "city_facilities", "city_schemes", "city_ways", "toured"]

Array: TypeAlias = NDArray[np.float64]

NOW: Final = "now"
"""Code of the scheme that every household is on in the year of the records."""
_OF_CATEGORY: Final = np.array([CATEGORIES.index(split.category) for split in CONSTITUENTS])
_NONE: Final = np.zeros(len(CONSTITUENTS))
_ONES: Final = np.ones(len(CONSTITUENTS))
ORGANIC: Final = np.array([split.fraction in {"food", "garden"} for split in CONSTITUENTS], dtype=np.float64)
DRY: Final = np.array(
    [
        split.fraction in {"paper", "cardboard", "plastic_rigid", "plastic_film", "metal", "glass"}
        for split in CONSTITUENTS
    ],
    dtype=np.float64,
)
LARGEST_PART: Final = {"sorting": 0.6, "sorting-by-hand": 0.4, "energy-from-waste": 1.0}
"""Largest plant at once, as a part of all waste of the last year; of others 0.8; design value [frac]."""
AIRSPACE_YEARS: Final = 20
"""Largest landfill, in years of all waste; design value."""
_ON_THE_WAY: Final = frozenset({"transfer"})


# --- what stands ----------------------------------------------------------------------------------


def city_facilities(
    start: StartingPoint,
    gases: GasStart,
    buildable: tuple[str, ...],
    draw: Draw,
    *,
    at: int,
    years: int,
    last_year_t: float,
) -> tuple[Facility, ...]:
    """Facilities that stand, and those that could be built.

    Parameters
    ----------
    start, gases
        Where the city stands, and the past of its sites.
    buildable
        Codes of technologies.
    draw
        Gives the values of technologies, shape (1,).
    at
        Draw of the account; 0 is the best value.
    years
        Years of the plan.
    last_year_t
        Waste of the last year, which the largest sizes follow [t/year].
    """
    standing = [
        _standing(start, gases, entry, draw, at=at, years=years)
        for entry in start.destinations
        if entry.code != UNCOLLECTED
    ]
    new = [
        _buildable(start, gases, code, draw, years=years, last_year_t=last_year_t, at=at)
        for code in buildable
        if code not in _ON_THE_WAY
    ]
    return (*standing, *new)


def _standing(
    start: StartingPoint, gases: GasStart, entry: Destination, draw: Draw, *, at: int, years: int
) -> Facility:
    like = next((code for code, kind in KINDS.items() if kind == entry.kind), None)
    base = None if like is None else technology(like, draw, gases.potentials)
    running = technology_number(draw, entry.kind, "running") if entry.kind in {"landfill", "dumpsite"} else 0.0
    if base is not None and not entry.is_informal and not entry.is_site:
        running = base.usd_per_t
    does = Technology(
        code=f"now.{entry.code}",
        label=entry.name,
        kind=entry.kind,
        takes=EVERYTHING if entry.is_site else frozenset({StreamKind.PICKED}),
        recovered_frac=_NONE if entry.is_site else _ONES,
        lost_frac=_NONE,
        usd_per_t=running,
        revenue_usd_per_t=_NONE,
        gas_t_co2e_per_t=_NONE if base is None or entry.is_site else _whole_gas(base),
        jobs_per_kt=technology_number(draw, "informal-picking", "jobs") if entry.is_informal else 0.0,
        is_controlled=bool(of_draw(entry.controlled, at) >= 0.5),
        is_informal=entry.is_informal,
    )
    return Facility(
        code=entry.code,
        name=entry.name,
        city=start.examination.records.city.city,
        technology=does,
        capacity_t=np.full(years, np.inf),
        site=_old_site(gases, entry.code, at=at, years=years) if entry.is_site else None,
    )


def _whole_gas(base: Technology) -> Array:
    """Gases of a tonne that stays: the account knows what a plant keeps, not what it turned away."""
    kept = base.recovered_frac + base.lost_frac
    if base.residue_is_inert:
        return base.gas_t_co2e_per_t
    return np.where(kept > 0, base.gas_t_co2e_per_t / np.where(kept > 0, kept, 1.0), base.gas_t_co2e_per_t.max())


def _old_site(gases: GasStart, code: str, *, at: int, years: int) -> Site:
    history, ones = gases.histories.get(code), np.ones(years)
    managed = history.past.management if history else NOT_KNOWN
    cover = history.cover if history else "none"
    stock = np.zeros(len(ROTTING))
    if history is not None:
        stock = np.array([of_draw(row, at) for row in history.stock_t_carbon])
    return Site(
        airspace_t=None,
        mcf_frac=ones * of_draw(correction(gases.start, managed, gases.edition), at),
        oxidation_frac=ones * of_draw(oxidation(gases.start, cover), at),
        caught_frac=ones * (of_draw(history.caught_frac, at) if history else 0.0),
        stock_t_carbon=stock,
        burnt_frac=of_draw(history.burnt_frac, at) if history else 0.0,
    )


def _buildable(
    start: StartingPoint, gases: GasStart, code: str, draw: Draw, *, years: int, last_year_t: float, at: int
) -> Facility:
    does = technology(code, draw, gases.potentials)
    largest = last_year_t * (AIRSPACE_YEARS if code == "landfill" else LARGEST_PART.get(code, 0.8))
    law: Expansion = expansion(code, draw, largest=largest)
    return Facility(
        code=f"new-{code}",
        name=f"New: {does.label.lower()}",
        city=start.examination.records.city.city,
        technology=does,
        capacity_t=np.full(years, np.inf) if code == "landfill" else np.zeros(years),
        expansion=law,
        site=_new_site(gases, draw, at=at, years=years) if code == "landfill" else None,
        is_new=True,
    )


def _new_site(gases: GasStart, draw: Draw, *, at: int, years: int) -> Site:
    ones = np.ones(years)
    return Site(
        airspace_t=0.0,
        mcf_frac=ones * of_draw(correction(gases.start, NEW_LANDFILL, gases.edition), at),
        oxidation_frac=ones * of_draw(oxidation(gases.start, "oxidising"), at),
        caught_frac=ones * technology_number(draw, "landfill", "gas_collection"),
        stock_t_carbon=np.zeros(len(ROTTING)),
    )


# --- how households are served --------------------------------------------------------------------


def city_schemes(start: StartingPoint, draw: Draw, *, at: int) -> tuple[Scheme, ...]:
    """The way in which households are served today, and ways in which they could be.

    Parameters
    ----------
    start
        Where the city stands.
    draw
        Gives the values, shape (1,).
    at
        Draw of the account; 0 is the best value.
    """
    mass = start.mass_t[:, :, min(at, start.mass_t.shape[2] - 1)]
    share = mass / np.where(mass.sum(axis=1) > 0, mass.sum(axis=1), 1.0)[:, None]
    kept, mixed = [], _NONE.copy()
    for column, entry in enumerate(start.destinations):
        of_category = share[_OF_CATEGORY, column]
        if entry.is_site or (entry.is_disposal and entry.code != UNCOLLECTED):
            mixed = mixed + of_category
        elif entry.code != UNCOLLECTED and of_category.any():
            kept.append(_kept(entry, of_category, draw))
    recovered = np.sum([each.captured_frac for each in kept], axis=0, initial=0.0) + _NONE
    truck = _truck(draw, mixed)
    rest = np.maximum(1.0 - recovered, 0.0)
    pace, usd = (
        technology_number(draw, "separate-collection", "yearly_pace"),
        technology_number(draw, "separate-collection", "household_cost"),
    )
    organics = _bin(draw, "organics", StreamKind.ORGANICS, ORGANIC, rest)
    dry = _bin(draw, "recyclables", StreamKind.RECYCLABLES, DRY, rest)

    def left(*apart: Container) -> Container:
        taken = sum((each.captured_frac for each in apart), _NONE)
        return replace(truck, captured_frac=np.maximum(rest - taken, 0.0))

    return (
        Scheme(code=NOW, label="As today", containers=(truck, *kept)),
        Scheme(
            code="everyone",
            label="One bin, everybody served",
            containers=(left(), *kept),
            largest_change_frac=technology_number(draw, "collection", "yearly_pace"),
        ),
        Scheme(
            code="organics",
            label="Organics apart",
            containers=(left(organics), organics, *kept),
            usd_per_household=usd,
            largest_change_frac=pace,
        ),
        Scheme(
            code="recyclables",
            label="Recyclables apart",
            containers=(left(dry), dry, *kept),
            usd_per_household=usd,
            largest_change_frac=pace,
        ),
        Scheme(
            code="three",
            label="Organics and recyclables apart",
            containers=(left(organics, dry), organics, dry, *kept),
            usd_per_household=1.5 * usd,
            largest_change_frac=pace,
        ),
    )


def _truck(draw: Draw, captured: Array) -> Container:
    return Container(
        code="mixed",
        kind=StreamKind.MIXED,
        captured_frac=captured,
        usd_per_t=technology_number(draw, "collection", "cost"),
        diesel_l_per_t=float(draw_published(draw, "transport", "collection_diesel")[0]),
        jobs_per_kt=technology_number(draw, "collection", "jobs"),
    )


def _kept(entry: Destination, captured: Array, draw: Draw) -> Container:
    """What a recovery facility of today receives, which goes on going there."""
    base = Container(code=entry.code, kind=StreamKind.PICKED, captured_frac=captured, takers=(entry.code,))
    if entry.is_informal:
        return base
    truck = _truck(draw, captured)
    return replace(base, usd_per_t=truck.usd_per_t, diesel_l_per_t=truck.diesel_l_per_t, jobs_per_kt=truck.jobs_per_kt)


def _bin(draw: Draw, code: str, kind: StreamKind, wanted: Array, there: Array) -> Container:
    ratio = technology_number(draw, "separate-collection", "cost_ratio")
    right = technology_number(draw, "separate-collection", f"{code}_capture")
    wrong = technology_number(draw, "separate-collection", f"wrong_{code}")
    truck = _truck(draw, _NONE)
    return replace(
        truck,
        code=code,
        kind=kind,
        captured_frac=there * np.where(wanted > 0, right, wrong),
        usd_per_t=truck.usd_per_t * ratio,
        diesel_l_per_t=truck.diesel_l_per_t * ratio,
        jobs_per_kt=truck.jobs_per_kt * ratio,
    )


def toured(
    schemes: tuple[Scheme, ...],
    draw: Draw,
    *,
    generated_t: Array,
    households: float,
    area_km2: float,
    interest_frac: float,
) -> tuple[Scheme, ...]:
    """The same schemes with collection at the cost of its tours: fewer kilograms at a stop cost more a tonne.

    Parameters
    ----------
    schemes
        Ways in which households can be served.
    draw
        Gives the values, shape (1,).
    generated_t
        Waste of the first year, shape (constituents,) [t/year].
    households, area_km2
        Households, and the area in which they live.
    interest_frac
        Of what trucks are bought with [frac/year].
    """

    def cost(container: Container) -> Container:
        mass = float(container.captured_frac @ generated_t)
        if container.usd_per_t == 0.0 or mass <= 0.0:
            return container
        tour = collection_tour(
            draw, households=households, area_km2=area_km2, mass_t=mass, way_km=0.0, interest_frac=interest_frac
        )
        return replace(container, usd_per_t=tour.usd_per_t, diesel_l_per_t=tour.diesel_l_per_t)

    return tuple(replace(each, containers=tuple(map(cost, each.containers))) for each in schemes)


# --- ways ----------------------------------------------------------------------------------------


def city_ways(
    start: StartingPoint, facilities: tuple[Facility, ...], zones: tuple[str, ...], draw: Draw, *, at: int
) -> tuple[Way, ...]:
    """From every zone to every facility, and from every plant to what takes its residue.

    Parameters
    ----------
    start
        Where the city stands; in its first year mixed waste goes to the sites as the account has it.
    facilities, zones
        Places where waste can go, and codes of the zones.
    draw
        Gives the values, shape (1,).
    at
        Draw of the account; 0 is the best value.
    """
    disposed = {
        entry.code: float(start.mass_t[:, column, min(at, start.mass_t.shape[2] - 1)].sum())
        for column, entry in enumerate(start.destinations)
        if entry.is_disposal
    }
    whole = sum(disposed.values())
    out = []
    for place in facilities:
        km = _distance(place, draw)
        share = disposed.get(place.code, 0.0) / whole if whole > 0 and place.technology.takes == EVERYTHING else None
        out += [_way(zone, place.code, km, draw, share) for zone in zones]
        if StreamKind.RESIDUE in place.technology.takes:
            plants = [each for each in facilities if each.is_new and each.site is None and each is not place]
            between = technology_number(draw, "distance", "between-plants")
            out += [_way(plant.code, place.code, between, draw, None) for plant in plants]
    return tuple(out)


def _distance(place: Facility, draw: Draw) -> float:
    if not place.is_new:
        return technology_number(draw, "distance", "dumpsite") if place.site is not None else 0.0
    known = {"landfill": "landfill", "energy-from-waste": "energy-from-waste"}
    return technology_number(draw, "distance", known.get(place.technology.code, "plant"))


def _way(origin: str, target: str, km: float, draw: Draw, share: float | None) -> Way:
    return Way(
        origin=origin,
        target=target,
        usd_per_t=km * technology_number(draw, "haul", "cost"),
        diesel_l_per_t=km * float(draw_published(draw, "transport", "haul_diesel")[0]),
        km=km,
        share_now=share,
    )
