"""Zones of one city: who lives there, what they throw away, and what collection costs at their doors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.city.served import NOW, at_the_door
from nagara.pathways.least_cost.city.zone_differences import left_by_zone, zone_rates
from nagara.pathways.least_cost.question.places import ZonePlace
from nagara.pathways.least_cost.question.problem import Zone
from nagara.pathways.least_cost.question.refusals import PlanError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.places import Places
    from nagara.pathways.least_cost.question.problem import Scheme
    from nagara.pathways.starting_point import StartingPoint
    from nagara.uncertainty.published_number import Draw

__all__ = ["ONE_ZONE", "city_zones", "served_today", "zone_places"]

Array: TypeAlias = NDArray[np.float64]

ONE_ZONE: Final = "city"
"""Code of the zone of a city of which nobody names zones."""


def zone_places(start: StartingPoint, places: Places, city: str, area_km2: float | None) -> tuple[ZonePlace, ...]:
    """Zones as they are planned with: those that were written down, or the city as one.

    Parameters
    ----------
    start
        Where the city stands: what a stratum throws away.
    places
        What a planner wrote down.
    city
        Name of the city.
    area_km2
        Area in which all households live, if that is known.

    Raises
    ------
    PlanError
        If the area of the city and areas of its zones are both given, or a stratum is not known.
    """
    if not places.zones:
        return (ZonePlace(code=ONE_ZONE, name=city, people_frac=1.0, waste_frac=1.0, area_km2=area_km2),)
    if area_km2 is not None:
        why = "names zones, and the area of the city is given besides"
        raise PlanError(places.file, why, "Give area_km2 in each zone, and leave the area of the city out.")
    rates = zone_rates(start, places.zones, places.file)
    if all(zone.is_waste_said for zone in places.zones):
        return places.zones
    waste = rates * [zone.people_frac for zone in places.zones]
    parts = waste / waste.sum()
    return tuple(replace(zone, waste_frac=float(part)) for zone, part in zip(places.zones, parts, strict=True))


def served_today(
    schemes: tuple[Scheme, ...], zones: tuple[ZonePlace, ...], waste_t: Array, file: str
) -> tuple[Scheme, ...]:
    """The same schemes; where zones are not served alike, each has a way of its own in which it is served today.

    Parameters
    ----------
    schemes
        Ways to serve households.
    zones
        Zones as they are planned with.
    waste_t
        Of every zone, shape (zones, constituents, years) [t/year].
    file
        For messages.
    """
    if all(zone.collected_frac is None for zone in zones):
        return schemes
    now = next(scheme for scheme in schemes if scheme.code == NOW)
    truck, *kept = now.containers
    rest = 1.0 - sum((each.captured_frac for each in kept), np.zeros(truck.captured_frac.size))
    left = left_by_zone(zones, waste_t[:, :, 0], now.left_frac, rest, file)
    own = tuple(
        replace(
            now,
            code=_today(zone),
            label=f"{now.label}: {zone.name}",
            containers=(replace(truck, captured_frac=np.maximum(rest - of_zone, 0.0)), *kept),
            zones=(zone.code,),
        )
        for zone, of_zone in zip(zones, left, strict=True)
    )
    return (*own, *(scheme for scheme in schemes if scheme is not now))


def _today(zone: ZonePlace) -> str:
    return f"{NOW}.{zone.code}"


def city_zones(
    zones: tuple[ZonePlace, ...],
    schemes: tuple[Scheme, ...],
    draw: Draw,
    *,
    city: str,
    waste_t: Array,
    households: Array,
    interest_frac: float,
) -> tuple[Zone, ...]:
    """Zones of the question.

    Parameters
    ----------
    zones
        As they were written down.
    schemes
        Ways to serve households.
    draw
        Gives the values, shape (1,).
    city
        Name of the city.
    waste_t, households
        Of every zone and of the city, shapes (zones, constituents, years) [t/year] and (years,).
    interest_frac
        Of what trucks are bought with [frac/year].
    """
    out = []
    shared = {scheme.code for scheme in schemes if not scheme.zones}
    for each, waste in zip(zones, waste_t, strict=True):
        people = households * each.people_frac
        possible = tuple(scheme for scheme in schemes if not scheme.zones or each.code in scheme.zones)
        door = (
            {}
            if each.area_km2 is None
            else at_the_door(
                possible,
                draw,
                generated_t=waste[:, 0],
                households=float(people[0]),
                area_km2=each.area_km2,
                interest_frac=interest_frac,
            )
        )
        out.append(
            Zone(
                code=each.code,
                name=each.name,
                city=city,
                generated_t=waste,
                households=people,
                share_now={NOW if NOW in shared else _today(each): 1.0},
                at_the_door=door,
            )
        )
    return tuple(out)
