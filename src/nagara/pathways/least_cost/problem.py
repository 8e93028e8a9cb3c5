"""What a least-cost plan is asked: a city's zones, schemes, facilities, ways, money, climate and promises.

Frozen values, nothing is computed here. Every array along *constituents* follows the parts of the
material map (:data:`CONSTITUENTS`), so that the same composition can be read as sorted categories,
as IPCC materials and as planning fractions, exactly. Every array along *years* begins with the year
of the records, in which nothing can be decided any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.findings import Finding
from nagara.pathways.least_cost.promise import Promise
from nagara.waste.material_map import plug_in_material_map

__all__ = [
    "CONSTITUENTS",
    "Climate",
    "Container",
    "Expansion",
    "Facility",
    "FeedWindow",
    "Leakage",
    "Money",
    "Problem",
    "Scheme",
    "Site",
    "StreamKind",
    "Technology",
    "Way",
    "Zone",
]

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
    """

    code: str
    name: str
    city: str
    generated_t: Array
    households: Array
    share_now: Mapping[str, float]
    effort: float = 1.0


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
    jobs_per_kt
        Workers for a thousand tonnes a year.
    takers
        Codes of the only facilities that it may go to; all that take its kind if nothing is said.
    """

    code: str
    kind: StreamKind
    captured_frac: Array
    usd_per_t: float = 0.0
    diesel_l_per_t: float = 0.0
    jobs_per_kt: float = 0.0
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
    """

    origin: str
    target: str
    usd_per_t: float = 0.0
    diesel_l_per_t: float = 0.0
    km: float = 0.0
    share_now: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Climate:
    """How gases follow from tonnes, at one draw of every factor.

    Parameters
    ----------
    materials
        IPCC materials that rot, in the order of every array of materials.
    k_per_year, decomposable_frac, methane_frac
        Decay rate, DOC times DOCf, and share of methane in the gas, shape (materials,); the last a number.
    ch4_t_co2e_per_t, diesel_t_co2e_per_l
        What a tonne of biogenic methane counts, and a litre of diesel.
    open_burning_t_co2e_per_t
        Of a tonne of each constituent that burns in the open, shape (constituents,).
    uncollected_burnt_frac
        Part of the uncollected that burns [frac].
    other_t_co2e
        Gases that no decision changes, shape (years,) [t CO2e/year].
    """

    materials: tuple[str, ...]
    k_per_year: Array
    decomposable_frac: Array
    methane_frac: float
    ch4_t_co2e_per_t: float
    diesel_t_co2e_per_l: float
    open_burning_t_co2e_per_t: Array
    uncollected_burnt_frac: float
    other_t_co2e: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Leakage:
    """Plastic that reaches water, by tonne of each constituent, shape (constituents,) [t/t].

    Parameters
    ----------
    uncollected_frac
        Of what nobody collects.
    collected_frac
        Of what services collect, on the way.
    by_facility_frac
        Of what a facility receives, by its code.
    """

    uncollected_frac: Array
    collected_frac: Array
    by_facility_frac: Mapping[str, Array] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Prices and limits, all in the money of one year.

    Parameters
    ----------
    price_year, currency
        Of every amount.
    discount_frac
        Real discount rate [frac/year].
    interest_frac
        Real rate of the loans that investments are paid by [frac/year].
    carbon_usd_per_t
        What a tonne of CO2e counts in the objective, shape (years,) [USD/t].
    budget_usd
        What the service may cost in a year, debt service included, shape (years,); no limit if left out.
    other_usd
        Cost that no decision changes, shape (years,) [USD/year].
    household_income_usd
        Mean income of a household [USD/year], for the share that fees take.
    """

    price_year: int
    currency: str = "USD"
    discount_frac: float
    interest_frac: float
    carbon_usd_per_t: Array
    budget_usd: Array | None = None
    other_usd: Array
    household_income_usd: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The whole question.

    Parameters
    ----------
    name
        City or region.
    years
        Consecutive years; the first is that of the records.
    epochs
        Years in which something can be decided to be built.
    zones, schemes, facilities, ways
        The network.
    climate, leakage, money
        What follows from tonnes.
    promises
        What was promised.
    keeps_service
        Whether no zone may lose collection that it has, however cheap that were.
    shortfall_usd
        What a full miss of a promise in a year counts in the objective; if left out it is reckoned from the
        waste, and large against all cost [USD].
    findings
        Doubts about it, among them every default that stands in.
    """

    name: str
    years: tuple[int, ...]
    epochs: tuple[int, ...]
    zones: tuple[Zone, ...]
    schemes: tuple[Scheme, ...]
    facilities: tuple[Facility, ...]
    ways: tuple[Way, ...]
    climate: Climate
    leakage: Leakage
    money: Money
    promises: tuple[Promise, ...] = ()
    keeps_service: bool = True
    shortfall_usd: float | None = None
    findings: tuple[Finding, ...] = ()
