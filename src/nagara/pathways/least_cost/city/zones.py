"""Zones of one city: who lives there, what they throw away, and what collection costs at their doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.city.served import NOW, at_the_door
from nagara.pathways.least_cost.question.places import ZonePlace
from nagara.pathways.least_cost.question.problem import Zone
from nagara.pathways.least_cost.question.refusals import PlanError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.places import Places
    from nagara.pathways.least_cost.question.problem import Scheme
    from nagara.uncertainty.published_number import Draw

__all__ = ["ONE_ZONE", "city_zones", "zone_places"]

Array: TypeAlias = NDArray[np.float64]

ONE_ZONE: Final = "city"
"""Code of the zone of a city of which nobody names zones."""


def zone_places(places: Places, city: str, area_km2: float | None) -> tuple[ZonePlace, ...]:
    """Zones as they are planned with: those that were written down, or the city as one.

    Parameters
    ----------
    places
        What a planner wrote down.
    city
        Name of the city.
    area_km2
        Area in which all households live, if that is known.

    Raises
    ------
    PlanError
        If the area of the city and areas of its zones are both given.
    """
    if not places.zones:
        return (ZonePlace(code=ONE_ZONE, name=city, people_frac=1.0, waste_frac=1.0, area_km2=area_km2),)
    if area_km2 is not None:
        why = "names zones, and the area of the city is given besides"
        raise PlanError(places.file, why, "Give area_km2 in each zone, and leave the area of the city out.")
    return places.zones


def city_zones(
    zones: tuple[ZonePlace, ...],
    schemes: tuple[Scheme, ...],
    draw: Draw,
    *,
    city: str,
    generated_t: Array,
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
    generated_t, households
        Of the city, shapes (constituents, years) [t/year] and (years,).
    interest_frac
        Of what trucks are bought with [frac/year].
    """
    out = []
    for each in zones:
        waste, people = generated_t * each.waste_frac, households * each.people_frac
        door = (
            {}
            if each.area_km2 is None
            else at_the_door(
                schemes,
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
                share_now={NOW: 1.0},
                at_the_door=door,
            )
        )
    return tuple(out)
