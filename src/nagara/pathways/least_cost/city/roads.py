"""Ways within a city: how far it is between zones and places, and what it costs to go there.

Where nobody knows a distance a default stands, at the price of a large truck, and what collection costs is
taken to hold the usual way. Once the ways of a city are known the truck that collects pays for every
kilometre itself, and a transfer station can be worth its money.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.city.collection_tour import Haul, haul_by_collection_truck, haul_by_large_truck
from nagara.pathways.least_cost.city.governed_plants import FREE
from nagara.pathways.least_cost.city.technologies import technology_number
from nagara.pathways.least_cost.question.problem import Way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nagara.pathways.least_cost.question.places import Places, Position
    from nagara.uncertainty.published_number import Draw

__all__ = ["Roads", "city_roads"]

EARTH_KM: Final = 6371.0088
"""Mean radius of the earth (IUGG)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roads:
    """Ways of a city.

    Parameters
    ----------
    km
        Road distance one way between two codes, in the order of letters [km].
    is_known
        Whether a zone's way to any place is known, so that collection pays for its ways.
    collecting, large
        What a kilometre costs the truck that collects, and a large one.
    station_diesel_l_per_t
        Fuel of a transfer station's own machines [l/t].
    """

    km: Mapping[tuple[str, str], float]
    is_known: bool
    collecting: Haul
    large: Haul
    station_diesel_l_per_t: float

    def between(self, one: str, other: str) -> float | None:
        """Road distance one way [km]; nothing where nobody knows it. The free part of a plant is where the plant is."""
        one, other = one.removesuffix(FREE), other.removesuffix(FREE)
        return self.km.get((one, other) if one <= other else (other, one))

    def collected(self, zone: str, place: str, default_km: float, share_now: float | None) -> Way:
        """The way of waste from a zone.

        Parameters
        ----------
        zone, place
            Codes.
        default_km
            Distance if nobody knows it [km].
        share_now
            As in :class:`~nagara.pathways.least_cost.question.problem.Way`.
        """
        known = self.between(zone, place)
        haul = self.collecting if self.is_known else self.large
        km = default_km if known is None else known
        return _way(zone, place, km, haul, share_now=share_now, is_usual=known is None)

    def handed_on(self, plant: str, place: str, default_km: float) -> Way:
        """The way of what a plant leaves, or of its residue, by large truck.

        Parameters
        ----------
        plant, place
            Codes.
        default_km
            Distance if nobody knows it [km].
        """
        known = self.between(plant, place)
        km = default_km if known is None else known
        return _way(plant, place, km, self.large, is_usual=known is None)

    def reloaded(self, station: str, place: str) -> Way | None:
        """The way from a transfer station, its machines included; there is none where nobody knows how far it is.

        Parameters
        ----------
        station, place
            Codes.
        """
        km = self.between(station, place)
        return None if km is None else _way(station, place, km, self.large, litres=self.station_diesel_l_per_t)


def _way(
    origin: str,
    target: str,
    km: float,
    haul: Haul,
    *,
    share_now: float | None = None,
    litres: float = 0.0,
    is_usual: bool = False,
) -> Way:
    return Way(
        origin=origin,
        target=target,
        usd_per_t=km * haul.usd_per_t_km,
        diesel_l_per_t=km * haul.diesel_l_per_t_km + litres,
        km=km,
        share_now=share_now,
        trucks_per_kt=km * haul.trucks_per_kt_km,
        is_usual=is_usual,
    )


def city_roads(places: Places, draw: Draw, *, interest_frac: float) -> Roads:
    """Ways of a city.

    Parameters
    ----------
    places
        What a planner wrote down.
    draw
        Gives the values, shape (1,).
    interest_frac
        Of what trucks are bought with [frac/year].
    """
    positions = {each.code: each.at for each in places.every if each.at is not None}
    circuity = technology_number(draw, "collection-tour", "circuity")
    km: dict[tuple[str, str], float] = {}
    for one, at in positions.items():
        for other, there in positions.items():
            if one < other:
                km[one, other] = circuity * _straight_km(at, there)
    for each in places.every:
        for other, written in each.km.items():
            km[(each.code, other) if each.code <= other else (other, each.code)] = written
    zones = {each.code for each in places.zones}
    return Roads(
        km=km,
        is_known=any((one in zones) != (other in zones) for one, other in km),
        collecting=haul_by_collection_truck(draw, interest_frac=interest_frac),
        large=haul_by_large_truck(draw),
        station_diesel_l_per_t=technology_number(draw, "transfer", "diesel"),
    )


def _straight_km(one: Position, other: Position) -> float:
    """Great circle between two positions, by the haversine [km]."""
    (lat, lon), (to_lat, to_lon) = map(math.radians, one), map(math.radians, other)
    half = math.sin((to_lat - lat) / 2.0) ** 2
    half += math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2.0) ** 2
    return 2.0 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
