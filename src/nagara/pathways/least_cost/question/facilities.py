"""Facilities of a plan: what a plant does with a tonne, what can be built at what cost, what a site holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.question.schemes import StreamKind

__all__ = ["Expansion", "Facility", "FeedWindow", "Site", "Technology", "Way"]

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWindow:
    """A property that what a plant is fed must keep on average.

    Parameters
    ----------
    name
        What it is, for words: ``heating value``, ``carbon to nitrogen``, ``impurities``.
    per_t
        The property of each constituent, by wet tonne, shape (constituents,).
    weight_per_t
        What the average is taken over, by wet tonne: one for a mean over tonnes, nitrogen for C/N.
    smallest, largest
        Ends of the window.
    unit
        Of the ends.
    """

    name: str
    per_t: Array
    weight_per_t: Array
    smallest: float | None = None
    largest: float | None = None
    unit: str = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology:
    """What a plant does with a tonne of each constituent.

    What is neither recovered, lost nor left as residue does not exist: ``recovered_frac + lost_frac <= 1``
    and the rest is residue. At a disposal site all stays.

    Parameters
    ----------
    code, label
        Its code and its name.
    kind
        Kind of facility, of the list ``facility_kind``.
    takes
        Kinds of streams that it takes.
    recovered_frac
        Part that leaves as a product, shape (constituents,) [frac].
    lost_frac
        Part that goes to the air or with the water, shape (constituents,) [frac].
    usd_per_t
        Running cost of a tonne that is received, without capital [USD/t].
    revenue_usd_per_t
        What a tonne of each constituent that is received earns: products and power, shape (constituents,)
        [USD/t].
    gas_t_co2e_per_t
        Greenhouse gases in the year of treatment, by tonne received of each constituent, shape
        (constituents,) [t CO2e/t]. Decay of what is deposited is not among them.
    smallest_load_frac
        Part of its capacity that must be fed: take or pay [frac].
    lead_years, life_years
        From the decision to the first tonne, and from then to its end [years].
    windows
        What the feed must keep.
    jobs_per_kt, land_m2_per_t
        Workers for a thousand tonnes a year; land for a tonne a year.
    is_controlled
        Whether a tonne there counts as managed in a controlled facility (SDG 11.6.1).
    is_informal
        Whether informal workers run it.
    residue_is_inert
        Whether what it leaves neither rots nor blows away any more: ash.
    offered_frac
        Part of what is recovered that a recycler may take over, shape (constituents,) [frac]; what none takes is
        sold at the gate. Nothing is offered if left out.
    """

    code: str
    label: str
    kind: str
    takes: frozenset[StreamKind]
    recovered_frac: Array
    lost_frac: Array
    usd_per_t: float
    revenue_usd_per_t: Array
    gas_t_co2e_per_t: Array
    smallest_load_frac: float = 0.0
    lead_years: int = 0
    life_years: int = 20
    windows: tuple[FeedWindow, ...] = ()
    jobs_per_kt: float = 0.0
    land_m2_per_t: float = 0.0
    is_controlled: bool = True
    is_informal: bool = False
    residue_is_inert: bool = False
    offered_frac: Array | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """What can be built: the cost of a size follows :math:`K(q) = K_0 (q / q_0)^a`.

    Parameters
    ----------
    reference_size, reference_usd
        :math:`q_0` and :math:`K_0`; the size is tonnes a year, at a site tonnes of air space.
    exponent
        :math:`a`, at most 1.
    smallest, largest
        Sizes that can be built at once.
    segments
        Chords that stand in for the law in a proven plan.
    years
        Years in which it can be decided; every epoch if nothing is said.
    fixed_usd_per_year
        Running cost of a unit of size that stands, fed or not [USD/year].
    """

    reference_size: float
    reference_usd: float
    exponent: float = 1.0
    smallest: float = 0.0
    largest: float
    segments: int = 3
    years: tuple[int, ...] = ()
    fixed_usd_per_year: float = 0.0

    def usd(self, size: Array | float) -> Array:
        """Investment of a size [USD]; nothing for nothing."""
        ratio = np.maximum(np.asarray(size, dtype=np.float64), 0.0) / self.reference_size
        return np.asarray(np.where(ratio > 0, self.reference_usd * ratio**self.exponent, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What a disposal site is besides its gate.

    Parameters
    ----------
    airspace_t
        Tonnes that still fit when the first year begins; without limit if nothing is said [t].
    mcf_frac, oxidation_frac, caught_frac
        Methane correction, oxidation in the cover, recovered share of the gas, shape (years,) [frac].
    stock_t_carbon
        Decomposable carbon that lies there when the first year begins, shape (materials,) [t].
    burnt_frac
        Part of what arrives that burns there in the open [frac].
    """

    airspace_t: float | None
    mcf_frac: Array
    oxidation_frac: Array
    caught_frac: Array
    stock_t_carbon: Array
    burnt_frac: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """A place where waste can go.

    Parameters
    ----------
    code, name, city
        Its code, its name, and the city in which it stands.
    technology
        What it does.
    capacity_t
        What it can take without being built, shape (years,) [t/year]; infinite where nobody limits it.
    expansion
        What can be built there; nothing if left out.
    site
        For a disposal site.
    last_year
        Last year in which it takes anything.
    smallest_t
        What must arrive without being built, whatever its smallest load, shape (years,) [t/year].
    is_new
        Whether it stands only if it is built.
    """

    code: str
    name: str
    city: str
    technology: Technology
    capacity_t: Array
    expansion: Expansion | None = None
    site: Site | None = None
    last_year: int | None = None
    smallest_t: Array | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """From a zone or a facility to a facility.

    Parameters
    ----------
    origin, target
        Codes.
    usd_per_t, diesel_l_per_t, km
        Haul of a tonne [USD/t], its fuel [l/t], and the distance one way [km].
    share_now
        Part of every stream that leaves the origin this way in the year of the records [frac]; the plan
        decides that too if nothing is said.
    trucks_per_kt
        Trucks for a thousand tonnes a year [1].
    is_usual
        Whether the distance is a usual one, because nobody knows it.
    """

    origin: str
    target: str
    usd_per_t: float = 0.0
    diesel_l_per_t: float = 0.0
    km: float = 0.0
    share_now: float | None = None
    trucks_per_kt: float = 0.0
    is_usual: bool = False
