"""The flows as rows: what was measured, what it became, and how it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.uncertainty.intervals import central_interval
from nagara.waste.flows.network import OUTSIDE
from nagara.waste.flows.other_flows import WET_MASS
from nagara.waste.flows.result import Status
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.uncertainty.estimates import Estimate
    from nagara.waste.flows.city_reconciliation import ReconciledCity
    from nagara.waste.flows.gross_errors import GrossErrors
    from nagara.waste.flows.laws import Law
    from nagara.waste.flows.layers import CityLayers
    from nagara.waste.flows.network import Network
    from nagara.waste.flows.other_flows import LayerMeasurement

    Array = NDArray[np.float64]

__all__ = ["FlowRow", "layer_rows", "something", "wet_mass_rows"]

_STATUS: Final = {
    Status.REDUNDANT: "measured-and-checked",
    Status.JUST_DETERMINED: "measured",
    Status.OBSERVABLE: "computed",
    Status.NOT_OBSERVABLE: "not-observable",
    Status.FIXED: "fixed",
}
_NOTHING: Final = 1e-6
"""An amount whose upper end lies below this, a gram a day, does not occur in its layer [t/day].

A draw that is mixed with what is possible gets less than that of every flow; a kilogram is the least that is weighed.
"""


@dataclass(slots=True, kw_only=True)  # not frozen: a city has hundreds, and those take four times as long
class FlowRow:
    """One flow, stock or further measurement in one layer [t/day].

    Parameters
    ----------
    flow
        Its name.
    source, target
        Points, facilities or own places between which it runs; ``outside`` lies beyond the boundary.
    layer
        ``wet-mass``, a category of sorted waste, ``plastic`` or ``carbon``.
    role
        ``flow``, ``stock`` (what stays at ``target``) or ``measurement`` (a further one, of flows that
        stand in rows of their own).
    measured_t_per_day, measured_low, measured_high
        What was measured, or ``None``.
    t_per_day, low, high
        What balances; ``None`` where the measurements do not determine it.
    status
        ``measured``, ``measured-and-checked`` (other measurements tell it too), ``computed``,
        ``not-observable`` or ``fixed``.
    correction_sd
        How far reconciliation moved the measurement, in its standard deviations [1].
    """

    flow: str
    source: str
    target: str
    layer: str
    role: str
    measured_t_per_day: float | None = None
    measured_low: float | None = None
    measured_high: float | None = None
    t_per_day: float | None = None
    low: float | None = None
    high: float | None = None
    status: str = "computed"
    correction_sd: float | None = None


def wet_mass_rows(flows: ReconciledCity, tests: GrossErrors, ends: Array, level: float) -> Iterator[FlowRow]:
    """Rows of all waste: flows, stocks, then further measurements.

    Parameters
    ----------
    flows
        The reconciled flows.
    tests
        Their tests.
    ends
        Low and high of every row of the network, shape (names, 2) [t/day].
    level
        Probability inside an interval [frac].
    """
    network, status = flows.network, flows.reconciliation.status
    laws = {quantity.name: quantity.law for quantity in flows.reconciliation.system.quantities}
    said = _account_ends(flows, level) | _further_ends(network)
    numbers = zip(flows.plug_in[:, 0].tolist(), ends.tolist(), strict=True)
    for (name, source, target, role), (value, (low, high)) in zip(_heads(network), numbers, strict=True):
        known = flows.is_known(name)
        own = said.get(name)
        if own is None and status[name] is Status.JUST_DETERMINED:
            own = (_plug_in(flows, name), low, high)
        yield FlowRow(
            flow=name,
            source=source,
            target=target,
            layer=WET_MASS,
            role=role,
            **_measured(own),
            t_per_day=something(value) if known else None,
            low=something(low) if known else None,
            high=something(high) if known else None,
            status=_STATUS[status[name]],
            correction_sd=_correction(laws[name], value) if known else None,
        )
    yield from _measurement_rows(flows, laws, said, level)


def _measurement_rows(
    flows: ReconciledCity,
    laws: Mapping[str, Law | None],
    said: Mapping[str, tuple[float, float, float]],
    level: float,
) -> Iterator[FlowRow]:
    network, names = flows.network, flows.network.names
    for entry in network.measurements:
        places = [names.index(name) for name in entry.flows]
        value = float(flows.plug_in[places, 0].sum())
        known = all(map(flows.is_known, entry.flows))
        ends = central_interval(flows.draws[places].sum(axis=0)[None, :], level)[0]
        first, last = network.flow(entry.flows[0]), network.flow(entry.flows[-1])
        is_one = len(entry.flows) == 1
        yield FlowRow(
            flow=entry.name,
            source=first.source if is_one else "collected",
            target=last.target,
            layer=WET_MASS,
            role="measurement",
            **_measured(said[entry.name]),
            t_per_day=something(value) if known else None,
            low=something(ends[0]) if known else None,
            high=something(ends[1]) if known else None,
            status=_STATUS[flows.reconciliation.status[entry.name]],
            correction_sd=_correction(laws[entry.name], value) if known else None,
        )


def layer_rows(
    network: Network,
    layers: CityLayers,
    sums: Mapping[str, Array],
    measured: Sequence[LayerMeasurement],
    level: float,
) -> list[FlowRow]:
    """Rows of the categories, of plastic and of carbon.

    Parameters
    ----------
    network
        The structure.
    layers
        The flows by category.
    sums
        Layers that several categories make up, by name, each of shape (names, 1 + draws) [t/day].
    measured
        Further measurements of one layer.
    level
        Probability inside an interval [frac].
    """
    by_category = layers.by_category.swapaxes(0, 1)
    amounts = {**dict(zip(CATEGORIES, by_category, strict=True)), **sums}
    blocks = [by_category, *(of_layer[None] for of_layer in sums.values())]
    occurring = [block.max(axis=-1) > _NOTHING for block in blocks]
    drawn = np.concatenate([block[rows] for block, rows in zip(blocks, occurring, strict=True)])
    occurs = np.concatenate(occurring)
    said = np.zeros((*occurs.shape, 3))
    said[occurs, 1:] = central_interval(drawn[:, 1:], level)
    said[occurs, 0] = drawn[:, 0]
    said[~(said > _NOTHING)] = 0.0
    heads = list(_heads(network))
    rows = [
        FlowRow(flow=name, source=source, target=target, layer=layer, role=role, t_per_day=value, low=low, high=high)
        for layer, by_flow in zip(amounts, said.tolist(), strict=True)
        for (name, source, target, role), (value, low, high) in zip(heads, by_flow, strict=True)
        if high or value
    ]
    for entry in measured:
        places = [network.names.index(name) for name in entry.flows]
        drawn = amounts[entry.layer][places].sum(axis=0)
        low, high = central_interval(drawn[None, 1:].copy(), level)[0]
        flow = network.flow(entry.flows[-1])
        rows.append(
            FlowRow(
                flow=entry.name,
                source=flow.source if len(entry.flows) == 1 else "collected",
                target=flow.target,
                layer=entry.layer,
                role="measurement",
                **_measured(_of(entry.t_per_day)),
                t_per_day=something(drawn[0]),
                low=something(low),
                high=something(high),
                status="measured-and-checked",
            )
        )
    return rows


def something(amount: float) -> float:
    """The amount, or zero where it is no more than rounding."""
    return float(amount) if amount > _NOTHING else 0.0


def _heads(network: Network) -> Iterator[tuple[str, str, str, str]]:
    for flow in network.flows:
        yield flow.name, flow.source, flow.target, "flow"
    for stock in network.stocks:
        yield stock.name, OUTSIDE, stock.process, "stock"


def _measured(said: tuple[float, float, float] | None) -> dict[str, float]:
    if said is None:
        return {}
    return dict(zip(("measured_t_per_day", "measured_low", "measured_high"), said, strict=True))


def _account_ends(flows: ReconciledCity, level: float) -> dict[str, tuple[float, float, float]]:
    """What the account says of the flows that other measurements move."""
    city, status = flows.city, flows.reconciliation.status
    moved = [at for at, name in enumerate(city.drawn) if status[name] in {Status.REDUNDANT, Status.FIXED}]
    moved += [at for at, name in enumerate(city.drawn) if at not in moved and name in flows.reconciliation.at_bound]
    if not moved:
        return {}
    ends = central_interval(city.draws[moved], level)
    return {
        city.drawn[at]: (float(city.plug_in[at, 0]), float(low), float(high))
        for at, (low, high) in zip(moved, ends, strict=True)
    }


def _further_ends(network: Network) -> dict[str, tuple[float, float, float]]:
    said = {flow.name: _of(flow.t_per_day) for flow in network.flows if flow.t_per_day is not None}
    return said | {entry.name: _of(entry.t_per_day) for entry in network.measurements}


def _of(estimate: Estimate) -> tuple[float, float, float]:
    return estimate.value, estimate.low, estimate.high


def _plug_in(flows: ReconciledCity, name: str) -> float:
    if name in flows.city.drawn:
        return float(flows.city.plug_in[flows.city.drawn.index(name), 0])
    return float(flows.plug_in[flows.network.names.index(name), 0])


def _correction(law: Law | None, value: float) -> float | None:
    """How far a measurement was moved, in its standard deviations."""
    return None if law is None else (value - law.centre) / law.spread
