"""What a least-cost plan is asked: a city's zones, schemes, facilities, ways, money, climate and promises.

Frozen values, nothing is computed here. Every array along *constituents* follows the parts of the
material map (:data:`CONSTITUENTS`), so that the same composition can be read as sorted categories,
as IPCC materials and as planning fractions, exactly. Every array along *years* begins with the year
of the records, in which nothing can be decided any more.
"""

from __future__ import annotations

from dataclasses import dataclass

from nagara.findings import Finding
from nagara.pathways.least_cost.question.consequences import Climate, Leakage, Money
from nagara.pathways.least_cost.question.facilities import Expansion, Facility, FeedWindow, Site, Technology, Way
from nagara.pathways.least_cost.question.promise import Promise
from nagara.pathways.least_cost.question.schemes import CONSTITUENTS, AtTheDoor, Container, Scheme, StreamKind, Zone

__all__ = [
    "CONSTITUENTS",
    "AtTheDoor",
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
        Whether no zone may lose collection that it has got, however cheap that were: the part of its waste that
        nobody takes is in no year larger than in the year before.
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
