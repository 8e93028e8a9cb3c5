"""How households are served in a plan: zones, schemes, containers, and what each of them captures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.waste.material_map import plug_in_material_map

__all__ = ["CONSTITUENTS", "AtTheDoor", "Container", "Scheme", "StreamKind", "Zone"]

Array: TypeAlias = NDArray[np.float64]

CONSTITUENTS: Final = plug_in_material_map().splits
"""Parts of the twelve categories; each is one category, one IPCC material and one planning fraction."""
ROUNDING: Final = 1e-9
"""What containers leave below this is the rounding of their shares, and nothing is left [frac]."""


class StreamKind(StrEnum):
    """What a stream is, which decides who takes it."""

    MIXED = "mixed"
    """All that a household puts out together, or what is left of it."""
    RECYCLABLES = "recyclables"
    """Dry recyclables that were kept apart."""
    ORGANICS = "organics"
    """Kitchen and garden waste that was kept apart."""
    PICKED = "picked"
    """What informal workers take before the truck comes."""
    RESIDUE = "residue"
    """What a plant could not use."""
    SORTED = "sorted"
    """Plastic that a sorting plant made clean: sold at its gate, or taken over by a recycler of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTheDoor:
    """What a tonne of a container costs to collect, before it goes its way.

    Parameters
    ----------
    usd_per_t, diesel_l_per_t
        Money and fuel [USD/t], [l/t].
    trucks_per_kt
        Trucks for a thousand tonnes a year [1].
    """

    usd_per_t: float
    diesel_l_per_t: float
    trucks_per_kt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of a city in which everybody is served alike.

    Parameters
    ----------
    code, name, city
        Its code, its name, and the city it belongs to.
    generated_t
        Waste generated, shape (constituents, years) [t/year].
    households
        Shape (years,) [households].
    share_now
        By code of scheme, the share of households on it in the year of the records [frac]; sums to one.
    effort
        What collection costs here against the containers' price, in money and fuel: streets, density, depot [1].
    at_the_door
        By codes of scheme and container, what collection costs here in the place of the container's own price.
    """

    code: str
    name: str
    city: str
    generated_t: Array
    households: Array
    share_now: Mapping[str, float]
    effort: float = 1.0
    at_the_door: Mapping[tuple[str, str], AtTheDoor] = field(default_factory=dict)

    def priced(self, scheme: str, container: Container) -> Container:
        """A container of a scheme at what it costs here."""
        here = self.at_the_door.get((scheme, container.code))
        if here is None:
            return container
        return replace(
            container,
            usd_per_t=here.usd_per_t,
            diesel_l_per_t=here.diesel_l_per_t,
            trucks_per_kt=here.trucks_per_kt,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """What a scheme collects together.

    Parameters
    ----------
    code
        Its code within the scheme.
    kind
        What kind of stream it gives.
    captured_frac
        Share of what is generated that ends in it, shape (constituents,) [frac].
    usd_per_t
        Collection of a tonne, from the door to the first place where it is unloaded, without the way there
        [USD/t].
    diesel_l_per_t
        Fuel of the same [l/t].
    jobs_per_kt, trucks_per_kt
        Workers and trucks for a thousand tonnes a year; no trucks where nobody knows them.
    takers
        Codes of the only facilities that it may go to; all that take its kind if nothing is said.
    """

    code: str
    kind: StreamKind
    captured_frac: Array
    usd_per_t: float = 0.0
    diesel_l_per_t: float = 0.0
    jobs_per_kt: float = 0.0
    trucks_per_kt: float = 0.0
    takers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A way in which households are served; what no container captures is not collected.

    Parameters
    ----------
    code, label
        Its code and its name.
    containers
        What is collected apart. Their captured shares sum to at most one.
    usd_per_household
        What a household on it costs besides the tonnes: bins, information [USD/year].
    first_year
        First year in which a household can be on it; from the beginning if nothing is said.
    largest_change_frac
        Share of a zone's households that can join or leave it within a year [frac/year].
    zones
        Codes of the zones in which it is possible; all if nothing is said.
    """

    code: str
    label: str
    containers: tuple[Container, ...]
    usd_per_household: float = 0.0
    first_year: int | None = None
    largest_change_frac: float = 1.0
    zones: tuple[str, ...] = ()

    @property
    def left_frac(self) -> Array:
        """Share of what is generated that nobody takes, shape (constituents,) [frac]."""
        captured = sum((each.captured_frac for each in self.containers), np.zeros(len(CONSTITUENTS)))
        return np.where(captured > 1.0 - ROUNDING, 0.0, 1.0 - captured)
