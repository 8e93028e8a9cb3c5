"""Facilities and ways of one city: what its records show, and what could be built.

What stands is calibrated so that the year of the records comes out as the account has it: every destination
of the account is a facility. What a planner wrote down of places goes before every default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.gas_path import NEW_LANDFILL, NOT_KNOWN
from nagara.pathways.least_cost.city.governed_plants import governed
from nagara.pathways.least_cost.city.technologies import (
    EVERYTHING,
    KINDS,
    expansion,
    largest_size,
    technology,
    technology_number,
)
from nagara.pathways.least_cost.question.problem import CONSTITUENTS, Facility, Site, StreamKind, Technology, Way
from nagara.pathways.least_cost.question.streams import passes_through
from nagara.pathways.site_history import ROTTING, correction, oxidation
from nagara.pathways.starting_point import UNCOLLECTED, of_draw

if TYPE_CHECKING:
    from nagara.pathways.gas_path import GasStart
    from nagara.pathways.least_cost.city.roads import Roads
    from nagara.pathways.least_cost.question.places import NewPlace, Places
    from nagara.pathways.starting_point import Destination, StartingPoint
    from nagara.uncertainty.published_number import Draw

__all__ = ["city_facilities", "city_ways"]

Array: TypeAlias = NDArray[np.float64]

_NONE: Final = np.zeros(len(CONSTITUENTS))
_ONES: Final = np.ones(len(CONSTITUENTS))
ONLY_IN_PLACE: Final = frozenset({"transfer", "recycler"})
"""What is built only where somebody named a place for it."""
RECYCLER: Final = "recycler"
"""One that stands earns its own living, whatever a new one would cost."""
WITH_TURBINE: Final = "incineration-with-energy"
WITHOUT_TURBINE: Final = "incineration-without-energy"


# --- what stands ----------------------------------------------------------------------------------


def city_facilities(
    start: StartingPoint,
    gases: GasStart,
    buildable: tuple[str, ...],
    draw: Draw,
    *,
    at: int,
    years: tuple[int, ...],
    epochs: tuple[int, ...],
    last_year_t: float,
    places: Places,
    kept_t: Mapping[str, Array],
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
    years, epochs
        Years of the plan, and those in which it decides.
    last_year_t
        Waste of the last year, which the largest sizes follow [t/year].
    places
        What a planner wrote down.
    kept_t
        What recovery facilities of today take as things are, by their code, shape (years,) [t/year].
    """
    standing: list[Facility] = []
    for entry in start.destinations:
        if entry.code == UNCOLLECTED:
            continue
        place, said = _standing(start, gases, entry, draw, at=at, years=len(years)), places.of(entry.code)
        does = None if entry.is_site else _like(entry, gases, draw)
        kept = kept_t.get(entry.code, np.zeros(len(years)))
        standing += [place] if said is None else governed(place, said, years=years, kept_t=kept, like=does)
    own = {each.technology for each in places.new}
    everywhere = [code for code in buildable if code not in own and code not in ONLY_IN_PLACE]
    new = [
        _buildable(start, gases, code, draw, years=years, epochs=epochs, last_year_t=last_year_t, at=at)
        for code in everywhere
    ]
    new += [
        _buildable(
            start, gases, each.technology, draw, years=years, epochs=epochs, last_year_t=last_year_t, at=at, place=each
        )
        for each in places.new
    ]
    return (*standing, *new)


def _like(entry: Destination, gases: GasStart, draw: Draw) -> Technology | None:
    """The technology that a facility of the account resembles; a furnace without a turbine burns and sells nothing."""
    kind = WITH_TURBINE if entry.kind == WITHOUT_TURBINE else entry.kind
    code = next((code for code, known in KINDS.items() if known == kind), None)
    if code is None or code == RECYCLER:
        return None
    does = technology(code, draw, gases.potentials)
    return does if kind == entry.kind else replace(does, kind=entry.kind, revenue_usd_per_t=_NONE)


def _standing(
    start: StartingPoint, gases: GasStart, entry: Destination, draw: Draw, *, at: int, years: int
) -> Facility:
    base = _like(entry, gases, draw)
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
    start: StartingPoint,
    gases: GasStart,
    code: str,
    draw: Draw,
    *,
    years: tuple[int, ...],
    epochs: tuple[int, ...],
    last_year_t: float,
    at: int,
    place: NewPlace | None = None,
) -> Facility:
    does = technology(code, draw, gases.potentials)
    largest = largest_size(code, draw, last_year_t)
    decided: tuple[int, ...] = ()
    if place is not None:
        largest = largest if place.largest is None else place.largest
        if place.first_year is not None:
            decided = (place.first_year, *(year for year in epochs if year > place.first_year))
        if place.lead_years is not None:
            does = replace(does, lead_years=place.lead_years)
    is_site = code == "landfill"
    return Facility(
        code=f"new-{code}" if place is None else place.code,
        name=f"New: {does.label.lower()}" if place is None else place.name,
        city=start.examination.records.city.city,
        technology=does,
        capacity_t=np.full(len(years), np.inf) if is_site else np.zeros(len(years)),
        expansion=expansion(code, draw, largest=largest, years=decided),
        site=_new_site(gases, draw, at=at, years=len(years)) if is_site else None,
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


# --- ways ----------------------------------------------------------------------------------------


def city_ways(
    start: StartingPoint, facilities: tuple[Facility, ...], zones: tuple[str, ...], draw: Draw, *, at: int, roads: Roads
) -> tuple[Way, ...]:
    """From every zone to every facility, and from every plant to what takes what it leaves.

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
    roads
        How far it is, and what that costs.
    """
    disposed = {
        entry.code: float(start.mass_t[:, column, min(at, start.mass_t.shape[2] - 1)].sum())
        for column, entry in enumerate(start.destinations)
        if entry.is_site
    }
    whole = sum(disposed.values())
    stations = [each for each in facilities if passes_through(each.technology)]
    plants = [each for each in facilities if each.site is None and each not in stations and _leaves(each)]
    between = technology_number(draw, "distance", "between-plants")
    out: list[Way] = []
    for place in facilities:
        km = _distance(place, draw, roads)
        share = disposed.get(place.code, 0.0) / whole if whole > 0 and place.technology.takes == EVERYTHING else None
        if StreamKind.SORTED in place.technology.takes:
            sorting = [each for each in plants if each.technology.offered_frac is not None]
            out += [roads.handed_on(plant.code, place.code, between) for plant in sorting]
            continue
        out += [roads.collected(zone, place.code, km, share) for zone in zones]
        if StreamKind.RESIDUE in place.technology.takes:
            out += [roads.handed_on(plant.code, place.code, between) for plant in plants if plant is not place]
        reloaded = [roads.reloaded(station.code, place.code) for station in stations if place not in stations]
        out += [way for way in reloaded if way is not None]
    return tuple(out)


def _leaves(place: Facility) -> bool:
    """Whether a plant leaves anything of what it takes."""
    does = place.technology
    return bool((does.recovered_frac + does.lost_frac < 1.0).any())


def _distance(place: Facility, draw: Draw, roads: Roads) -> float:
    """Way to a place of which nobody says how far it is [km].

    The way to a plant of today is in what collection costs, until ways are known and paid for by the kilometre.
    """
    if place.technology.is_informal:
        return 0.0
    if not place.is_new and place.site is not None:
        return technology_number(draw, "distance", "dumpsite")
    if not place.is_new and not roads.is_known:
        return 0.0
    known = {"landfill": "landfill", "energy-from-waste": "energy-from-waste"}
    return technology_number(draw, "distance", known.get(place.technology.code, "plant"))
