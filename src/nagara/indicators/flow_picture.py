"""What the flow picture shows: where the waste comes from, through whose hands it goes, where it ends.

Small facilities stand together as one, so that the picture can be read; the table keeps them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.indicators.result import Flow
from nagara.uncertainty.intervals import central_interval

if TYPE_CHECKING:
    from nagara.indicators.examination import Examination
    from nagara.waste.account import Amounts
    from nagara.waste.flows.city_reconciliation import ReconciledCity

__all__ = ["FlowNode", "FlowPlace", "FlowView", "flow_view", "flows"]

Array: TypeAlias = NDArray[np.float64]
Ends: TypeAlias = tuple[str, str]

SMALL_FRAC: Final = 0.04
"""A facility through which less than this part of all waste passes may stand with others [frac]."""
MOST_NAMED: Final = 3
"""Facilities of one kind that stand by themselves."""
_FAINT: Final = 0.004
"""A flow between facilities below this part of all waste is left to the table [frac]."""
_ENDS: Final = frozenset({"recovered", "disposed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowPlace:
    """A point of the network.

    Parameters
    ----------
    name
        As rows of flows write it: a point, the code of a facility, or the user's own name.
    label
        The facility's name, or empty.
    kind
        ``point``, ``recovery``, ``disposal`` or ``own``.
    is_controlled
        Of a facility: whether it stands at Basic control or better.
    """

    name: str
    label: str
    kind: str
    is_controlled: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowNode:
    """One or several places that stand together in the picture [t/day].

    Parameters
    ----------
    name
        Name of the place, or ``small-recovery`` or ``small-disposal`` for several.
    kind
        As in :class:`FlowPlace`.
    members
        The places that stand here.
    controlled
        How many of them are facilities of Basic control or better.
    t_per_day, low, high
        What arrives here, or leaves it where nothing does.
    """

    name: str
    kind: str
    members: tuple[str, ...]
    controlled: int
    t_per_day: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowView:
    """The network as the picture shows it."""

    nodes: tuple[FlowNode, ...]
    flows: tuple[Flow, ...]


def flow_view(city: ReconciledCity, places: Sequence[FlowPlace], ends_of_rows: Array, level: float) -> FlowView:
    """Merge the network until it can be read.

    Parameters
    ----------
    city
        The reconciled flows.
    places
        Its points and facilities.
    ends_of_rows
        Low and high of every row of the network, shape (names, 2) [t/day].
    level
        Probability inside an interval [frac].
    """
    whole = float(sum(city.plug_in[at, 0] for at, f in enumerate(city.network.flows) if f.target == "generated"))
    groups = _groups(city, places, whole)
    merged: dict[Ends, list[int]] = {}
    for at, flow in enumerate(city.network.flows):
        ends = groups.get(flow.source), groups.get(flow.target)
        if None not in ends and ends[0] != ends[1] and city.is_known(flow.name):
            merged.setdefault((str(ends[0]), str(ends[1])), []).append(at)
    facilities = {groups[place.name] for place in places if place.kind in {"recovery", "disposal"}}
    shown = {ends: rows for ends, rows in merged.items() if not _is_faint(city, ends, rows, facilities, whole)}
    nodes = {name: _through(merged, name) for name in dict.fromkeys(groups.values())}
    sums = [tuple(rows) for rows in (*shown.values(), *nodes.values())]
    # Most places are reached by one arrow, whose ends are known.
    ends_of: dict[tuple[int, ...], tuple[float, float]] = {
        rows: tuple(ends_of_rows[rows[0]].tolist()) for rows in sums if len(rows) == 1
    }
    different = list(dict.fromkeys(rows for rows in sums if rows not in ends_of))
    drawn = np.zeros((len(different), city.draws.shape[1]))
    for rows, summed in zip(different, drawn, strict=True):
        for at in rows:
            summed += city.draws[at]
    ends_of |= dict(zip(different, central_interval(drawn, level).tolist(), strict=True))
    numbers = [(float(city.plug_in[list(rows), 0].sum()), *ends_of[rows]) for rows in sums]
    known = {place.name: place for place in places}
    return FlowView(
        nodes=tuple(
            _node(name, [place for place in known.values() if groups.get(place.name) == name], number)
            for name, number in zip(nodes, numbers[len(shown) :], strict=True)
            if number[2] > 0
        ),
        flows=tuple(
            Flow(source=source, target=target, t_per_day=value, low=low, high=high)
            for (source, target), (value, low, high) in zip(shown, numbers, strict=False)
        ),
    )


def _groups(city: ReconciledCity, places: Sequence[FlowPlace], whole: float) -> dict[str, str]:
    """Under which name each place stands; the ends behind the facilities are not drawn."""
    groups = {place.name: place.name for place in places if place.name not in _ENDS}
    for kind in ("recovery", "disposal"):
        sizes = {place.name: _arriving(city, place.name) for place in places if place.kind == kind}
        ordered = sorted(sizes, key=lambda name: -sizes[name])
        small = [n for at, n in enumerate(ordered) if at >= MOST_NAMED or sizes[n] < SMALL_FRAC * whole]
        if len(small) > 1:
            groups |= dict.fromkeys(small, f"small-{kind}")
    return groups


def _arriving(city: ReconciledCity, name: str) -> float:
    return float(sum(city.plug_in[at, 0] for at, flow in enumerate(city.network.flows) if flow.target == name))


def _is_faint(city: ReconciledCity, ends: Ends, rows: list[int], facilities: set[str], whole: float) -> bool:
    return ends[0] in facilities and float(city.plug_in[rows, 0].sum()) < _FAINT * whole


def _through(merged: Mapping[Ends, list[int]], name: str) -> list[int]:
    """The flows that make up a node: what arrives, or leaves where nothing does."""
    arriving = [row for (_, target), rows in merged.items() if target == name for row in rows]
    return arriving or [row for (source, _), rows in merged.items() if source == name for row in rows]


def _node(name: str, members: Sequence[FlowPlace], number: tuple[float, float, float]) -> FlowNode:
    value, low, high = number
    return FlowNode(
        name=name,
        kind=members[0].kind,
        members=tuple(place.name for place in members),
        controlled=sum(bool(place.is_controlled) for place in members),
        t_per_day=value,
        low=max(0.0, low),
        high=high,
    )


def flows(examination: Examination, amounts: Amounts, level: float) -> tuple[Flow, ...]:
    """Flows of the plug-in account with their intervals; they balance at every node.

    Parameters
    ----------
    examination
        The city's records, understood.
    amounts
        The account, draw by draw.
    level
        Probability inside an interval [frac].
    """
    plug_in = _arrows(examination.amounts)
    drawn = _arrows(amounts)
    ends = central_interval(np.stack([drawn[arrow] for arrow in plug_in]), level)
    return tuple(
        Flow(
            source=source, target=target, t_per_day=float(plug_in[source, target][0]), low=float(low), high=float(high)
        )
        for (source, target), (low, high) in zip(plug_in, ends, strict=True)
        if plug_in[source, target][0] or high > 0
    )


def _arrows(amounts: Amounts) -> dict[tuple[str, str], Array]:
    controlled_recovery = amounts.controlled_recovery_t_per_day
    to_controlled = amounts.controlled_t_per_day - controlled_recovery
    return {
        ("household", "generated"): amounts.household_t_per_day,
        ("non_household", "generated"): amounts.non_household_t_per_day,
        ("generated", "collected"): amounts.collected_t_per_day,
        ("generated", "uncollected"): amounts.uncollected_t_per_day,
        ("collected", "controlled_recovery"): controlled_recovery,
        ("collected", "other_recovery"): amounts.recovered_t_per_day - controlled_recovery,
        ("collected", "controlled_disposal"): to_controlled,
        ("collected", "uncontrolled_disposal"): amounts.disposed_t_per_day - to_controlled,
    }
