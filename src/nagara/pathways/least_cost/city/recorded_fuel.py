"""Fuel of trucks as the program counts it, if everybody goes on being served as today.

The account knows what the service burned and drew in all: trucks, machines at sites, power of plants. A plan
counts trucks, kilometre by kilometre, because these are what it moves. The rest, the account's gases less
those of the trucks as they drive today, is what no decision changes; with it the year of the records has the
gases of the account, and so has a plan that changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.problem import Container, Scheme, Way, Zone

__all__ = ["litres_as_today"]

Array: TypeAlias = NDArray[np.float64]


def litres_as_today(zones: tuple[Zone, ...], schemes: tuple[Scheme, ...], ways: tuple[Way, ...]) -> Array:
    """Diesel of collection and haul if every zone is served, and sends its waste, as in the year of the records.

    Parameters
    ----------
    zones, schemes, ways
        Of the question.

    Returns
    -------
    array
        Shape (years,) [l/year].
    """
    by_code = {scheme.code: scheme for scheme in schemes}
    litres = np.zeros(zones[0].generated_t.shape[1])
    for zone in zones:
        leaving = [way for way in ways if way.origin == zone.code]
        for code, share in zone.share_now.items():
            for each in by_code[code].containers:
                mass = share * (each.captured_frac @ zone.generated_t)
                door = zone.effort * zone.priced(code, each).diesel_l_per_t
                litres = litres + mass * (door + _on_the_way(each, leaving))
    return litres


def _on_the_way(container: Container, leaving: list[Way]) -> float:
    """Diesel of a tonne from the door to where it goes today [l/t]."""
    if container.takers:
        return next((way.diesel_l_per_t for way in leaving if way.target == container.takers[0]), 0.0)
    return sum(way.diesel_l_per_t * (way.share_now or 0.0) for way in leaving)
