r"""Many districts as a few: for a first answer, districts that differ in nothing but cost are planned for together.

Districts of one city whose waste has the same composition, which have the same schemes and ways and as many households
by tonne, can be served alike. What is found for some of them together is then a plan for each of them, at the mean of
their costs, and no rounding lies in it.

Notes
-----
What serves every district in its own way can be cheaper. It cannot be cheaper than the plan of the same groups in
which every way and every round of collection costs what it costs in the cheapest district of the group, and in which
a district pays what it costs more (:math:`e_z - \min e`, :math:`u_{zw} - \min u_w`) on no more than the least that has
to be collected there: averaged over the districts of a group, any plan keeps the rows of the group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.formulation import discount
from nagara.pathways.least_cost.question.problem import Problem, Way, Zone

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.streams import StreamNetwork
    from nagara.pathways.least_cost.solving.plan import Plan, PlannedFlow

__all__ = ["Grouped", "group_districts"]

Array: TypeAlias = NDArray[np.float64]
Parts: TypeAlias = "Mapping[str, tuple[tuple[Zone, float], ...]]"

MANY: Final = 8
"""Up to so many zones each is planned for by itself."""
FEW: Final = 5
"""Groups of one kind of district."""
DIGITS: Final = 9
"""Decimals to which shares must agree to be the same."""
OWN: Final = frozenset({"code", "name", "generated_t", "households", "effort"})
"""What districts of one group may differ in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """A question with few districts in place of many.

    Parameters
    ----------
    whole
        The question as it was asked.
    mean, cheapest
        The question of groups at the mean cost of their districts, and at that of the cheapest one of each.
    parts
        By code of a group, its districts with their part of the waste [frac].
    """

    whole: Problem
    mean: Problem
    cheapest: Problem
    parts: Parts

    def spread(self, plan: Plan) -> Plan:
        """The plan of groups as a plan of every district.

        Parameters
        ----------
        plan
            Of :attr:`mean`.
        """
        share = {
            (zone.code, scheme): values
            for (group, scheme), values in plan.scheme_share.items()
            for zone, _ in self.parts[group]
        }
        flows = [each for flow in plan.flows for each in self._flows(flow)]
        return replace(plan, problem=self.whole, scheme_share=share, flows=tuple(flows))

    def _flows(self, flow: PlannedFlow) -> list[PlannedFlow]:
        if flow.origin not in self.parts:
            return [flow]
        return [
            replace(flow, origin=zone.code, by_constituent_t=flow.by_constituent_t * part)
            for zone, part in self.parts[flow.origin]
        ]

    def dearer_usd(self, network: StreamNetwork) -> float:
        """What districts must at least pay more than the cheapest of their groups, discounted [USD].

        Parameters
        ----------
        network
            Streams of :attr:`cheapest`.
        """
        usd = np.zeros(len(self.whole.years))
        for at, group in enumerate(self.cheapest.zones):
            shape = (len(self.cheapest.schemes), usd.size)
            cost, mass = np.zeros(shape), np.zeros(shape)
            for source in network.sources:
                if source.zone == at:
                    cost[source.scheme] += source.mass_t * source.container.usd_per_t
                    mass[source.scheme] += source.mass_t
            parts = self.parts[group.code]
            effort = sum(part * zone.effort for zone, part in parts) - group.effort
            haul = sum(part * _dearer_haul(self, group, zone) for zone, part in parts)
            least = self._least(at, [cost, mass])
            usd += effort * least[0] + haul * least[1]
        return float(usd @ discount(self.whole))

    def _least(self, at: int, of_schemes: Sequence[Array]) -> list[Array]:
        """The least that follows from households on schemes if none is left with less service than today."""
        problem, zone = self.cheapest, self.cheapest.zones[at]
        made_of = zone.generated_t / zone.generated_t.sum(axis=0)
        there = [k for k, scheme in enumerate(problem.schemes) if not scheme.zones or zone.code in scheme.zones]
        left = np.array([problem.schemes[k].left_frac @ made_of for k in there])
        now = np.array([zone.share_now.get(problem.schemes[k].code, 0.0) for k in there])
        most = float(now @ left[:, 0]) if problem.keeps_service else np.inf
        out = []
        for every in of_schemes:
            given = every[there]
            best = np.where(left <= most, given, np.inf).min(axis=0)
            for one, other in combinations(range(len(there)), 2):
                for low, high in ((one, other), (other, one)):
                    is_between = (left[low] <= most) & (left[high] > most)
                    part = np.where(is_between, (most - left[low]) / np.where(is_between, left[high] - left[low], 1), 0)
                    mixed = (1.0 - part) * given[low] + part * given[high]
                    best = np.where(is_between, np.minimum(best, mixed), best)
            out.append(np.where(np.isfinite(best), best, 0.0))
        return out


def _dearer_haul(grouped: Grouped, group: Zone, zone: Zone) -> float:
    """What every way out of a district costs at least more than in the cheapest one of its group [USD/t]."""
    least = {way.target: way.usd_per_t for way in grouped.cheapest.ways if way.origin == group.code}
    return min(
        (way.usd_per_t - least[way.target] for way in grouped.whole.ways if way.origin == zone.code), default=0.0
    )


def group_districts(problem: Problem) -> Grouped | None:
    """Put districts that differ in nothing but cost together, those of like cost first; nothing if that is no help.

    Parameters
    ----------
    problem
        The question.
    """
    if len(problem.zones) <= MANY:
        return None
    ways: dict[str, list[Way]] = {zone.code: [] for zone in problem.zones}
    for way in problem.ways:
        if way.origin in ways:
            ways[way.origin].append(way)
    kinds: dict[object, list[Zone]] = {}
    for zone in problem.zones:
        kinds.setdefault(_kind(problem, zone, ways[zone.code]), []).append(zone)
    groups = [group for kind in kinds.values() for group in _parted(kind, ways)]
    if len(groups) == len(problem.zones):
        return None
    parts: dict[str, tuple[tuple[Zone, float], ...]] = {}
    for group in groups:
        tonnes = np.array([zone.generated_t.sum() for zone in group])
        parts[group[0].code] = tuple(zip(group, (tonnes / tonnes.sum()).tolist(), strict=True))
    return Grouped(
        whole=problem,
        mean=_merged(problem, parts, ways),
        cheapest=_merged(problem, parts, ways, is_cheapest=True),
        parts=parts,
    )


def _kind(problem: Problem, zone: Zone, ways: Sequence[Way]) -> object:
    """What districts must have in common to be served alike."""
    total = zone.generated_t.sum()
    if not total > 0.0:
        return zone.code
    rest = tuple(repr(getattr(zone, each.name)) for each in fields(zone) if each.name not in OWN)
    schemes = tuple(scheme.code for scheme in problem.schemes if not scheme.zones or zone.code in scheme.zones)
    made_of = np.round(zone.generated_t / total, DIGITS + 3).tobytes()
    per_t = tuple(float(f"{value:.{DIGITS}g}") for value in np.ravel(zone.households / total))
    return rest, schemes, made_of, per_t, tuple(sorted((way.target, str(way.share_now)) for way in ways))


def _parted(kind: list[Zone], ways: Mapping[str, list[Way]]) -> list[list[Zone]]:
    """Part districts of one kind into a few groups of like cost: the widest group is halved again and again."""
    at = np.array(
        [[way.usd_per_t for way in sorted(ways[zone.code], key=lambda way: way.target)] for zone in kind]
    ).reshape(len(kind), -1)
    spread = np.ptp(at, axis=0).max(initial=0.0)
    points = np.column_stack([at, spread * np.array([zone.effort for zone in kind])])
    groups = [np.arange(len(kind))]
    while len(groups) < min(FEW, len(kind)):
        widths = [np.ptp(points[group], axis=0) * np.sqrt(group.size) for group in groups]
        widest = int(np.argmax([width.max() for width in widths]))
        if not widths[widest].max() > 0.0:
            break
        group = groups.pop(widest)
        group = group[np.argsort(points[group, int(np.argmax(widths[widest]))], kind="stable")]
        groups += [group[: group.size // 2], group[group.size // 2 :]]
    return [[kind[number] for number in np.sort(group)] for group in groups]


def _merged(problem: Problem, parts: Parts, ways: Mapping[str, list[Way]], *, is_cheapest: bool = False) -> Problem:
    """The question of groups, with one number for the costs of each."""

    def of(values: list[float], weights: list[float]) -> float:
        return float(np.min(values) if is_cheapest else np.average(values, weights=weights))

    zones, merged, theirs = [], [], {zone.code for zone in problem.zones}
    for code, every in parts.items():
        members, weights = [zone for zone, _ in every], [part for _, part in every]
        zones.append(
            replace(
                members[0],
                code=code,
                generated_t=np.sum([zone.generated_t for zone in members], axis=0),
                households=np.sum([zone.households for zone in members], axis=0),
                effort=of([zone.effort for zone in members], weights),
            )
        )
        rows = [sorted(ways[zone.code], key=lambda way: way.target) for zone in members]
        for same in zip(*rows, strict=True):
            costs = {
                name: of([getattr(way, name) for way in same], weights)
                for name in ("usd_per_t", "diesel_l_per_t", "km")
            }
            merged.append(replace(same[0], origin=code, **costs))
    others = [way for way in problem.ways if way.origin not in theirs]
    return replace(problem, zones=tuple(zones), ways=(*others, *merged))
