"""What a city's waste gives gases from: sites, plants, waste that nobody collects, fuel and power.

Masses are tonnes of a year by the eleven materials of the IPCC, shape (11, draws) or (11, 1); other
amounts have shape (draws,) or (1,).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.avoided import ForestCarbon
from nagara.emissions.gases import WarmingPotentials
from nagara.emissions.gpc import LandfillMethod
from nagara.emissions.open_burning import Methane
from nagara.errors import QuantityError
from nagara.waste.material_map import MATERIALS
from nagara.waste.records import Notation

__all__ = ["CityWaste", "DisposalSource", "EnergyAmount", "Options", "Plant", "Uncollected"]

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalSource:
    """A disposal site and the methane that it emits in the year.

    Parameters
    ----------
    name
        Its name.
    emitted_t_ch4
        Methane after recovery and oxidation [t CH4]; ``None`` if it was not worked out.
    method
        How it was counted.
    own_frac
        Part of it that comes from this city's waste [frac].
    is_outside
        Whether the site stands outside the boundary.
    burned_t_wet
        Deposited waste that burned on the site, by material [t]; ``None`` if nobody looked. What burned does
        not rot: leave it out of the deposits.
    burns_not
        Why nothing is given for fires, where something is known of that (*not occurring*).
    sold_kwh
        Electricity of the recovered gas that was sold [kWh].
    """

    name: str
    emitted_t_ch4: Array | None
    method: LandfillMethod
    own_frac: Array | float = 1.0
    is_outside: bool = False
    burned_t_wet: Array | None = None
    burns_not: Notation = Notation.NOT_ESTIMATED
    sold_kwh: Array | None = None

    def __post_init__(self) -> None:
        _require_share(f"{self.name}: own_frac", self.own_frac)
        if self.burned_t_wet is not None:
            _require_materials(f"{self.name}: burned_t_wet", self.burned_t_wet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """A facility that composts, digests or burns waste.

    Parameters
    ----------
    name
        Its name.
    kind
        ``composting``, ``digestion``, ``incineration-with-energy`` or ``incineration-without-energy``; another code
        of ``facility_kind`` has no factors and leaves a gap that is named.
    mass_t_wet
        What is treated in the year after rejects, by material, whoever's waste it is [t].
    own_frac
        Part of it that is this city's [frac].
    is_outside
        Whether it stands outside the boundary.
    technology
        How a furnace burns, see :func:`nagara.emissions.incineration.incineration_factors`.
    sold_kwh
        Electricity that was sold [kWh].
    """

    name: str
    kind: str
    mass_t_wet: Array
    own_frac: Array | float = 1.0
    is_outside: bool = False
    technology: str = "continuous-stoker"
    sold_kwh: Array | None = None

    def __post_init__(self) -> None:
        _require_share(f"{self.name}: own_frac", self.own_frac)
        _require_materials(f"{self.name}: mass_t_wet", self.mass_t_wet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncollected:
    """Waste that reaches no facility.

    Parameters
    ----------
    mass_t_wet
        By material [t]; never negative: a draw that collects more than is generated leaves none.
    set_alight_frac
        Part of it that is set alight [frac]; ``None`` if nobody looked.
    left_lying
        Why the methane of the rest is not worked out here; *included elsewhere* if it is given as a
        :class:`DisposalSource`.
    """

    mass_t_wet: Array
    set_alight_frac: Array | None
    left_lying: Notation = Notation.NOT_ESTIMATED

    def __post_init__(self) -> None:
        _require_materials("uncollected mass_t_wet", self.mass_t_wet)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyAmount:
    """Fuel or electricity that the waste service used in the year.

    Parameters
    ----------
    use
        ``collection``, ``transfer``, ``recovery`` or ``disposal``.
    carrier
        A fuel of :data:`nagara.emissions.transport.FUELS`, or ``electricity``.
    amount
        Litres, kilograms of CNG, or kWh; ``None`` with a notation.
    grid_kg_co2e_per_kwh
        Factor of the national grid [kg CO2e/kWh], for electricity.
    notation
        Why there is no amount.
    """

    use: str
    carrier: str
    amount: Array | None
    grid_kg_co2e_per_kwh: Array | float | None = None
    notation: Notation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CityWaste:
    """Everything of one city's year that gives off gases.

    Parameters
    ----------
    sites, plants, uncollected, energy
        The sources.
    recycled_t
        Net of rejects, by code of ``recovered_material`` [t]; for what is avoided elsewhere.
    grid_kg_co2e_per_kwh
        Factor of the grid that sold electricity replaces [kg CO2e/kWh].
    """

    sites: tuple[DisposalSource, ...] = ()
    plants: tuple[Plant, ...] = ()
    uncollected: Uncollected | None = None
    energy: tuple[EnergyAmount, ...] = ()
    recycled_t: Mapping[str, Array] = field(default_factory=dict)
    grid_kg_co2e_per_kwh: Array | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Choices of method; the first two have no default.

    Parameters
    ----------
    potentials
        Warming potentials of all totals.
    edition
        ``2006`` or ``2019`` of the guidelines.
    methane
        Where the methane of open fires is taken from.
    burnt_of_available_frac
        Part of what is set alight that really burns [frac]; of the guidelines if nothing is said, 1
        where the city counted what burned.
    forest_carbon
        Whether avoided emissions count foreign forests.
    """

    potentials: WarmingPotentials
    edition: str
    methane: Methane = Methane.GUIDELINES
    burnt_of_available_frac: Array | float | None = None
    forest_carbon: ForestCarbon = ForestCarbon.WITHOUT


def _require_share(name: str, share: Array | float) -> None:
    if isinstance(share, float) and 0.0 <= share <= 1.0:  # most often: all of it is the city's own
        return
    if np.any(np.asarray(share) < 0) or np.any(np.asarray(share) > 1):
        raise QuantityError(name, "lies outside 0 to 1", "Give a share, not a percentage.")


def _require_materials(name: str, mass_t_wet: Array) -> None:
    if mass_t_wet.ndim != 2 or mass_t_wet.shape[0] != len(MATERIALS):
        why = f"has shape {mass_t_wet.shape}"
        raise QuantityError(name, why, f"Give it as (materials, draws), in this order: {', '.join(MATERIALS)}.")
    if not (mass_t_wet.min(initial=0.0) >= 0.0 and mass_t_wet.max(initial=0.0) < np.inf):  # nor what is not a number
        raise QuantityError(name, "is negative or not finite", "Check the amounts; take no more than there is.")
